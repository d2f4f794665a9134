"""What an address asks for, read strictly: whatever is not understood is refused in a sentence, never passed over."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from starlette.requests import Request

from tracker.desk import Asker, Desk, View, look
from tracker.desk.catalogue import NONE
from tracker.desk.view import EARLIEST
from tracker.web.shell import language_of
from tracker.words import N_, Value, translate

FILTERS: Final = {
    "region": "regions",
    "district": "districts",
    "agency": "agencies",
    "official": "officials",
    "basis": "bases",
    "topic": "topics",
    "partner": "partners",
}
"""Parameters that hold codes, separated by commas, and the fields of the view that they fill."""
OTHERS: Final = ("lang", "on", "known_on", "against", "any_role", "q", "part")
LONGEST: Final = 200
MOST_CODES: Final = 50


class Refused(Exception):
    """The address asks for what there is not (404), or in a way that is not understood (400); `msgid` says why."""

    def __init__(self, msgid: str, *, status: int = 400, **values: Value) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.status = status
        self.values = values

    def told(self, language: str) -> str:
        """Why, in a language."""
        return translate(self.msgid, language, **self.values)


@dataclass(frozen=True, slots=True)
class Serving:
    """What routes answer from: the open desk, and as whom a request asks; None where the route is not there for it.

    This is where a process decides whether it serves embeds and the API, and to whom: the desk of one person answers as
    its editor, a public process as the public, a desk with accounts as nobody.
    """

    desk: Callable[[], Desk]
    asker: Callable[[Request], Asker | None]

    def admit(self, request: Request) -> tuple[Desk, Asker]:
        """The desk, and who asks. Raises `Refused` with 404 where nobody is answered."""
        asker = self.asker(request)
        if asker is None:
            raise not_found()
        return self.desk(), asker

    def language(self, request: Request) -> str:
        """The language of an answer: what the address says, else what the reader chose before, else the browser's."""
        return language_of(request, self.desk().settings.language)


def not_found() -> Refused:
    """There is nothing at this address."""
    return Refused(N_("There is nothing at this address."), status=404)


def view_of(request: Request, desk: Desk, asker: Asker, *, also: Collection[str] = ()) -> View:
    """The view that the parameters ask for; `also` are parameters that the caller reads itself. Raises `Refused`."""
    given = request.query_params
    for name in given:
        if name not in FILTERS and name not in OTHERS and name not in also:
            raise Refused(N_("There is no parameter {name}."), name=name[:40])
    _one_of(request, "lang", ("en", "ru", "tg"))
    any_role = _one_of(request, "any_role", ("0", "1"))
    against = _one_of(request, "against", ("current", "first"))
    known_on = _day(desk, given.get("known_on"))
    on = _day(desk, given.get("on"))
    if on and on > (known_on or desk.today()):
        raise Refused(N_("A day can't be known before it comes: on lies after known_on."))
    if desk.public and given.get("partner"):
        raise Refused(N_("Which partner follows which commitment is not told to everybody."))
    names = look.names(desk, asker)
    lists: dict[str, Any] = {
        field: _codes(given.get(name, ""), getattr(names, field)) for name, field in FILTERS.items()
    }
    part = given.get("part")
    return View(
        on=on,
        known_on=known_on,
        any_role=any_role == "1",
        against_first=against == "first",
        query=given.get("q", "").strip()[:LONGEST],
        part=None if part is None else part.strip()[:LONGEST],
        **lists,
    )


def choice(request: Request, name: str, allowed: Collection[str]) -> str | None:
    """One of the words a parameter may have; None where it is not given. Raises `Refused`."""
    return _one_of(request, name, allowed)


def _one_of(request: Request, name: str, allowed: Collection[str]) -> str | None:
    said = request.query_params.get(name)
    if said is not None and said not in allowed:
        raise Refused(N_("{name} can be one of: {allowed}."), name=name, allowed=", ".join(allowed))
    return said


def _codes(text: str, known: Collection[str]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))
    if len(codes) > MOST_CODES:
        raise Refused(N_("At most {n} codes can be asked for at once."), n=MOST_CODES)
    for code in codes:
        if code != NONE and code not in known:
            raise Refused(N_("Nothing has the code {code}."), code=code[:60])
    return codes


def _day(desk: Desk, text: str | None) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused(N_("{text} is no day; write it as 2026-06-30."), text=text[:40]) from None
    if day < EARLIEST:
        raise Refused(N_("Days before 1900 can't be asked about."))
    if day > desk.today():
        raise Refused(N_("{text} lies ahead; nothing is known of it yet."), text=text[:40])
    return day

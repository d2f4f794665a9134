"""The view as the address holds it: codes that mean the same in every language, read, changed and written back.

The address is the only memory. A copied link opens the same view, back and forward work, and a language switch keeps
everything else, because every link and every control is made from the view that the address held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal
from urllib.parse import urlencode

from tracker.desk import View
from tracker.desk.view import EARLIEST, LISTS
from tracker.words import LANGUAGES

PAGE_SIZE: Final = 25
SHARED: Final = ("on", "known_on", "against", "region", "district", "agency", "basis", "topic", "partner")
"""Parameters that go along from page to page; the others belong to one page."""

SINCE: Final = ("last-forum", "last-month", "last-quarter", "last-year")
"""Words for the day since which changes are told; any other day is written as such."""


SORTS: Final = ("usual", "days", "deadline", "latest", "code", "match")
SHOWN: Final = (
    "tiles",
    "regions",
    "bars",
    "partners",
    "officials",
    "indicators",
    "laws",
    "agreements",
    "lines",
    "table",
)


DAYS: Final = ("on", "to", "known_on", "from")
"""Parameters that hold days; the last one may hold one of the words `SINCE` instead."""

Refused = Literal["misread", "known_on", "on", "order", "since"]
"""Which days of an address cannot be asked about: no day at all, known on a day to come, as of one, before knowing it,
backwards."""

OWN: Final = (
    "language",
    "code",
    "page",
    "sort",
    "show",
    "preset",
    "columns",
    "month",
    "tongue",
    "formats",
    "internal",
    "misread",
)
"""Fields of a place beside its view; the last three belong to the brief."""

FORMATS: Final = ("pptx", "pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is, beside the page itself: language, view, and what one page needs on top."""

    language: str
    view: View = field(default_factory=View)
    code: str | None = None
    page: int = 1
    sort: str = "usual"
    show: str = "tiles"
    preset: str = ""
    """One of `SINCE`, where the address names the first day by such a word."""
    columns: tuple[str, ...] = ()
    """The columns of a list, where they are not the usual ones."""
    month: str = ""
    """The month of the meetings that are listed, as 2026-06, where it is not all."""
    tongue: str = ""
    """The language of the brief, where it is not the page's."""
    formats: tuple[str, ...] = ()
    """The formats of the brief, where they are not all."""
    misread: str = ""
    """What stands in the address where a day should, and is none."""
    internal: bool = False
    """Whether the brief is for the house's own eyes."""

    @property
    def order(self) -> str:
        """The order of a list: as chosen, else the best hits first where something is searched for, else by urgency."""
        if self.sort != SORTS[0]:
            return self.sort
        return "match" if self.view.query else "days"

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, language: str, today: date) -> "Place":
        """The place an address means. What makes no sense in it is passed over, but for days.

        `language` is used where the address names none. Days that fit neither `today` nor each other stay, for
        `refused` to say so: a figure of another day than the one asked for would be a wrong answer.
        """
        misread = _misread(parameters)
        if misread:  # no figure is shown then, so the other days need not be kept
            parameters = {name: text for name, text in parameters.items() if name not in DAYS}
        lists = {field: _codes(parameters.get(name, "")) for name, field in LISTS.items()}
        since = parameters.get("from", "")
        view = View(
            on=_day(parameters.get("on") or parameters.get("to"), today=today),
            known_on=_day(parameters.get("known_on"), today=today),
            since=_day(since),
            against_first=parameters.get("against") == "first",
            quarter=_quarter(parameters.get("quarter")),
            any_role=parameters.get("any_role") == "1",
            query=parameters.get("q", "").strip()[:200],
            part=parameters["part"].strip()[:200] if "part" in parameters else None,
            **lists,
        )
        asked = parameters.get("lang", "")
        return cls(
            language=asked if asked in LANGUAGES else language,
            view=view,
            code=parameters.get("code", "")[:40] or None,
            page=_number(parameters.get("page")),
            sort=_one_of(SORTS, parameters.get("sort")),
            show=_one_of(SHOWN, parameters.get("show")),
            preset=since if since in SINCE else "",
            columns=_codes(parameters.get("columns", "")),
            month=_month(parameters.get("month", "")),
            tongue=_one_of(("", *LANGUAGES), parameters.get("tongue")),
            formats=tuple(one for one in _codes(parameters.get("formats", "")) if one in FORMATS),
            internal=parameters.get("internal") == "1",
            misread=misread,
        )

    def refused(self, today: date) -> Refused | None:
        """Why the days of this place cannot be asked about on the day `today`, None where they can."""
        if self.misread:
            return "misread"
        on, known_on, since = self.view.on, self.view.known_on, self.view.since
        if known_on and known_on > today:
            return "known_on"
        if on and on > today:
            return "on"
        if on and known_on and on > known_on:
            return "order"
        if since and since > (on or known_on or today):
            return "since"
        return None

    def parameters(self) -> dict[str, str]:
        """The query parameters of this place: the language always, the rest where it differs from the usual."""
        written = {
            "lang": self.language,
            "code": self.code or "",
            "from": self.preset,
            **self.view.parameters(),
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "columns": ",".join(self.columns),
            "month": self.month,
            "show": "" if self.show == SHOWN[0] else self.show,
            "page": "" if self.page == 1 else str(self.page),
            "tongue": self.tongue,
            "formats": ",".join(self.formats),
            "internal": "1" if self.internal else "",
        }
        if self.misread:
            written["on"] = self.misread
        return {name: value for name, value in written.items() if value or name == "part"}

    def but(self, **changes: Any) -> "Place":
        """The same place with other parameters; fields of the view and of the place alike. Lists start at page 1."""
        own = {name: changes.pop(name) for name in OWN if name in changes}
        return replace(self, view=replace(self.view, **changes), **{"page": 1, **own})

    def shared(self) -> "Place":
        """Only what goes along to another page: language, dates and the filters that every page has."""
        kept = {LISTS[name]: getattr(self.view, LISTS[name]) for name in SHARED if name in LISTS}
        view = self.view
        dates: dict[str, Any] = {
            "on": view.on,
            "known_on": view.known_on,
            "against_first": view.against_first,
        }
        return Place(self.language, View(**dates, **kept))

    def address(self, path: str) -> str:
        """The address of this place on the page with this path, relative to the front page."""
        return f"{path}?{urlencode(self.parameters(), safe=',')}"


def _codes(text: str) -> tuple[str, ...]:
    """At most fifty codes, each once, in the order written."""
    return tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))[:50]


def _day(text: str | None, *, today: date | None = None) -> date | None:
    """A day as written, 2026-06-30; `today` itself is what is asked anyway, so it is not kept."""
    day = _date(text or "")
    return day if day != today else None


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= EARLIEST else None


def _misread(parameters: Mapping[str, str]) -> str:
    """The first of the days of an address that is no day, as far as it can be shown."""
    for name in DAYS:
        text = parameters.get(name, "").strip()
        if text and not (name == "from" and text in SINCE) and _date(text) is None:
            return text[:40]
    return ""


def _quarter(text: str | None) -> str | None:
    year, _, number = (text or "").partition("-Q")
    return text if year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4") else None


def _month(text: str) -> str:
    return text if _date(f"{text}-01") and len(text) == len("2026-06") else ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000 else 1


def _one_of(allowed: tuple[str, ...], asked: str | None) -> str:
    return asked if asked in allowed else allowed[0]

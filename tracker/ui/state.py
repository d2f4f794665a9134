"""The view as the address holds it: codes that mean the same in every language, read, changed and written back.

The address is the only memory. A copied link opens the same view, back and forward work, and a language switch keeps
everything else, because every link and every control is made from the view that the address held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from tracker.desk import View
from tracker.desk.view import LISTS
from tracker.words import LANGUAGES

PAGE_SIZE: Final = 25
SHARED: Final = ("on", "known_on", "region", "district", "agency", "basis", "topic", "partner")
"""Parameters that go along from page to page; the others belong to one page."""

OWN: Final = ("language", "code", "page", "sort", "show", "since", "tongue", "formats", "internal")
"""Fields of a place beside its view; the last four belong to the brief."""

FORMATS: Final = ("pptx", "pdf", "docx", "xlsx")
SORTS: Final = ("days", "deadline", "latest", "code")
SHOWN: Final = ("tiles", "regions", "bars", "partners", "officials", "indicators")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is, beside the page itself: language, view, and what one page needs on top."""

    language: str
    view: View = field(default_factory=View)
    code: str | None = None
    page: int = 1
    sort: str = "days"
    show: str = "tiles"
    since: date | None = None
    tongue: str = ""
    formats: tuple[str, ...] = ()
    internal: bool = False

    @classmethod
    def read(cls, parameters: Mapping[str, str], *, language: str, today: date) -> "Place":
        """The place an address means. What makes no sense in it is passed over: a link is never an error.

        `language` is used where the address names none; days after `today` are not asked about.
        """
        lists = {field: _codes(parameters.get(name, "")) for name, field in LISTS.items()}
        known_on = _day(parameters.get("known_on"), latest=today)
        view = View(
            on=_day(parameters.get("on"), latest=known_on or today),
            known_on=known_on,
            quarter=_quarter(parameters.get("quarter")),
            any_role=parameters.get("any_role") == "1",
            query=parameters.get("q", "").strip()[:200],
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
            since=_day(parameters.get("since"), latest=view.on or known_on or today),
            tongue=_one_of(("", *LANGUAGES), parameters.get("tongue")),
            formats=tuple(one for one in _codes(parameters.get("formats", "")) if one in FORMATS),
            internal=parameters.get("internal") == "1",
        )

    def parameters(self) -> dict[str, str]:
        """The query parameters of this place: the language always, the rest where it differs from the usual."""
        written = {
            "lang": self.language,
            "code": self.code or "",
            **self.view.parameters(),
            "sort": "" if self.sort == SORTS[0] else self.sort,
            "show": "" if self.show == SHOWN[0] else self.show,
            "page": "" if self.page == 1 else str(self.page),
            "since": self.since.isoformat() if self.since else "",
            "tongue": self.tongue,
            "formats": ",".join(self.formats),
            "internal": "1" if self.internal else "",
        }
        return {name: value for name, value in written.items() if value}

    def but(self, **changes: Any) -> "Place":
        """The same place with other parameters; fields of the view and of the place alike. Lists start at page 1."""
        own = {name: changes.pop(name) for name in OWN if name in changes}
        return replace(self, view=replace(self.view, **changes), **{"page": 1, **own})

    def shared(self) -> "Place":
        """Only what goes along to another page: language, dates and the filters that every page has."""
        kept = {LISTS[name]: getattr(self.view, LISTS[name]) for name in SHARED if name in LISTS}
        return Place(self.language, View(on=self.view.on, known_on=self.view.known_on, **kept))

    def address(self, path: str) -> str:
        """The address of this place on the page with this path, relative to the front page."""
        return f"{path}?{urlencode(self.parameters(), safe=',')}"


def _codes(text: str) -> tuple[str, ...]:
    """At most fifty codes, each once, in the order written."""
    return tuple(dict.fromkeys(code.strip() for code in text.split(",") if code.strip()))[:50]


def _day(text: str | None, *, latest: date) -> date | None:
    """A day no later than `latest`; today itself is what is asked anyway, so it is not kept."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if day < latest else None


def _quarter(text: str | None) -> str | None:
    year, _, number = (text or "").partition("-Q")
    return text if year.isdigit() and len(year) == 4 and number in ("1", "2", "3", "4") else None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000 else 1


def _one_of(allowed: tuple[str, ...], asked: str | None) -> str:
    return asked if asked in allowed else allowed[0]

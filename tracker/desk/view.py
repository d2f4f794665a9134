"""What somebody wants to look at: a date and filters, by codes that mean the same in every language."""

from dataclasses import dataclass
from datetime import date
from typing import Final

LISTS: Final = {
    "region": "regions",
    "district": "districts",
    "agency": "agencies",
    "official": "officials",
    "basis": "bases",
    "topic": "topics",
    "partner": "partners",
    "outcome": "outcomes",
    "sub": "sub_statuses",
    "change": "changes",
    "deadline": "deadlines",
}
"""Parameters of an address that hold codes, separated by commas, and the fields of the view that they fill."""


EARLIEST: Final = date(1900, 1, 1)
"""No day before this one can be asked about."""


@dataclass(frozen=True, slots=True)
class View:
    """A question as a page, a link or the command line puts it. Empty tuples do not filter.

    `on` and `known_on` default to today. A filter's code "none" stands for those without such a thing: national
    commitments, commitments without a lead agency … `outcomes` are outcome classes or selections of `look`
    ("due", "kept", "soon", "quiet", "claimed"), `quarter` is one in which a deadline falls, such as "2024-Q3", and
    `deadlines` what became of it there ("on_time", "late", "overdue"): then the list is of those that a column of the
    cohorts counts. `query` is free text. `changes` are kinds of change since the day `since`. `against_first` measures
    against the first deadlines, as if none had been moved. `part` is an article of a law or a section of a plan, as
    written; an empty one stands for those without.
    """

    on: date | None = None
    known_on: date | None = None
    regions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    sub_statuses: tuple[str, ...] = ()
    quarter: str | None = None
    deadlines: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    since: date | None = None
    against_first: bool = False
    any_role: bool = False
    query: str = ""
    part: str | None = None

    def parameters(self) -> dict[str, str]:
        """The view as the parameters of an address, where it differs from the usual."""
        written = {
            "on": self.on.isoformat() if self.on else "",
            "known_on": self.known_on.isoformat() if self.known_on else "",
            **{name: ",".join(getattr(self, field)) for name, field in LISTS.items()},
            "from": self.since.isoformat() if self.since else "",
            "against": "first" if self.against_first else "",
            "quarter": self.quarter or "",
            "any_role": "1" if self.any_role else "",
            "q": self.query,
        }
        kept = {name: value for name, value in written.items() if value}
        # An empty part is a choice of its own: what stands under no article.
        return kept if self.part is None else {**kept, "part": self.part}

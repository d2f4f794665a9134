"""What the maker of the sample means by each commitment, before any of it is laid out in a sheet."""

from dataclasses import dataclass, field
from datetime import date

LAST_DAY = date(2026, 11, 13)
"""No finding or claim of the sample is later than this."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as it is typed into a cell, with the meaning a fair reader should get out of it."""

    cell: str | date | None
    cadence: str
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
    first: date | None = None

    @property
    def text(self) -> str | None:
        """The deadline as a reader quotes it: a date cell as dd.mm.yyyy."""
        return f"{self.cell:%d.%m.%Y}" if isinstance(self.cell, date) else self.cell


@dataclass(frozen=True, slots=True)
class Forum:
    """A meeting at which commitments were made, with the attendance written into the register."""

    code: str
    held_on: date
    district: str
    place: str
    kind: str
    organiser: str
    women: int
    men: int
    police: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """One hand-written commitment.

    `bodies` is a comma-separated list of keys of `bodies.py`, lead first, `*` for «subject to agreement»;
    `due` is a spec of `dues.py`; `where` a comma-separated list of district codes, one region code, or empty
    (a forum's own district, or the whole country in a plan). `also` is the same text in another language.
    """

    topic: str
    text: str
    bodies: str
    due: str
    where: str = ""
    also: str | None = None
    official: str | None = None
    basis: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment of the sample with everything that its row will say."""

    key: str
    code: str | None
    number: int
    language: str
    text: str
    also: str | None
    topic: str
    bodies: tuple[tuple[str, bool], ...]
    districts: tuple[str, ...]
    region: str | None
    due: Due
    made_on: date
    source: str
    partner: str | None = None
    forum: Forum | None = None
    section: str | None = None
    official: str | None = None
    basis: tuple[str, str] | None = None

    @property
    def lead(self) -> str:
        """The key of the body that leads."""
        return self.bodies[0][0]


@dataclass(frozen=True, slots=True)
class Report:
    """What one row of one workbook reports: a finding, the agency's claim, a moved deadline; any may be missing."""

    status: str | None = None
    on: date | None = None
    done: str | None = None
    evidence: str | None = None
    claim: str | None = None
    claim_on: date | None = None
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What a reader should understand of one row, and which columns tell it: the oracle of the tests."""

    sheet: str | None
    row: int
    commitment: Commitment
    report: Report
    kinds: frozenset[str]

    @property
    def due(self) -> Due:
        """The deadline as this row writes it."""
        return self.report.due or self.commitment.due


@dataclass(slots=True)
class Workbook:
    """One file of the sample: its place in the load order and what its rows mean."""

    file: str
    loaded_on: date
    reported_by: str
    language: str
    partner: str | None = None
    meant: list[Meant] = field(default_factory=list)

"""The shapes that come out of a workbook: a reading, its sheets, and rows whose every value knows where it stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tracker.sheets.issues import Issue
from tracker.sheets.register_shapes import RegisterReading

Day = date
Outcome = Literal["new", "rejected", "duplicate"]
Place = tuple[str | None, int]
"""A sheet (None in a CSV) and a row of it, 1-based."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What a file may cost. Bytes, counts and seconds; time and memory grow with the honest size of the file."""

    max_file_bytes: int = 50 * 2**20
    max_unpacked_bytes: int = 400 * 2**20
    max_parts: int = 1_000
    max_cells: int = 5_000_000
    max_rows: int = 250_000
    seconds: float = 60.0
    memory_bytes: int = 2**30


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: whose word a status is, which day is today, and what a person corrected in the preview.

    `header_overrides` maps a sheet's name ('' in a CSV) to its header row (1-based) and letter → field.
    """

    today: date
    sheet: str | None = None
    reported_by: Literal["monitor", "agency"] = "monitor"
    until_is_inclusive: bool = True
    convert_legacy: bool = True
    header_overrides: Mapping[str, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    limits: ReadLimits = ReadLimits()


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as written and as understood; `first` is the first date of a moved one, `from_`/`on` inclusive days."""

    text: str | None = None
    cadence: str = "unknown"
    from_: date | None = None
    on: date | None = None
    recurrence: str | None = None
    first: date | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """Where an obligation comes from: a code of the laws' list (or None), the article as written, the whole text."""

    code: str | None
    article: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What the agency itself says: a status, since when (assumed when no date was given), and its words."""

    status: str | None
    late: bool
    on: date | None
    on_assumed: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class ForumCells:
    """What a forum register says of the meeting; attendance in persons, None where nothing is said."""

    date: Day | None = None
    kind: str | None = None
    place: str | None = None
    organiser: str | None = None
    women: int | None = None
    men: int | None = None
    police: int | None = None


@dataclass(slots=True)
class Row:
    """One row of a table that is a commitment, or would be one if something were mended."""

    sheet: str | None
    row: int
    outcome: Outcome = "new"
    code: str | None = None
    number: str | None = None
    section: str | None = None
    text: dict[str, str] = field(default_factory=dict)
    agencies: tuple[tuple[str, str], ...] = ()
    unknown_agencies: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    unknown_districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    partner: str | None = None
    partner_code: str | None = None
    basis: Basis | None = None
    made_on: date | None = None
    due: Due = Due()
    status: str | None = None
    late: bool = False
    status_on: date | None = None
    status_on_assumed: bool = False
    found: str | None = None
    problem: str | None = None
    evidence: str | None = None
    note: str | None = None
    topic: str | None = None
    claim: Claim | None = None
    forum: ForumCells | None = None
    duplicate_of: Place | None = None
    clashes_with: Place | None = None
    issues: tuple[Issue, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)
    folded: str | None = None
    """The text as it is matched, kept where it has been worked out already."""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one sheet was understood: where its header stands and what its columns are, or why it was passed over."""

    sheet: str | None
    header_row: int | None
    columns: Mapping[str, str]
    headers: Mapping[str, str]
    passed_over: str | None
    sample: tuple[tuple[str, ...], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was understood of one file. `rows` stand in the order of the file; `registers` are its sheets of forums,
    partners, officials or indicators."""

    file: str
    sha256: str
    language: str
    sheets: tuple[SheetReading, ...]
    rows: list[Row]
    issues: tuple[Issue, ...]
    as_of: date | None
    approved_on: date | None
    title: str
    registers: tuple[RegisterReading, ...] = ()

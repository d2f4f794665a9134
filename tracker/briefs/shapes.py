"""What a brief is: plain data, worked out once, from which every format is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.desk.answers import Measures
from tracker.desk.view import View
from tracker.figures import Segment, Table

FEW_WORST = 8
"""So many of the worst overdue commitments are told one by one."""


class NothingToTell(ValueError):
    """There is no commitment that the readers of the brief may see."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which brief: the view (filters and dates), the language, the day to compare with, and for whom it is.

    `internal` is for the organisation's own eyes; otherwise only what is public goes in.
    """

    view: View
    language: str
    since: date | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A district or an agency with its measures. `key` is its code."""

    key: str
    name: str
    short: str
    measures: Measures

    @property
    def due(self) -> int:
        """How many were due."""
        return int(self.measures["due"])

    @property
    def kept(self) -> int:
        """How many of them are kept, as the monitors found."""
        return int(self.measures["kept"])

    @property
    def claimed(self) -> int:
        """How many of them are kept by the agencies' own claims."""
        return claimed_of(self.measures)


@dataclass(frozen=True, slots=True)
class Part:
    """A rate beside the main one: what it is called, its part and its whole, and what it says in a sentence."""

    key: str
    name: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Said:
    """A dated status with what was said: a finding or a claim. `evidence` in words, a piece each."""

    status: str
    on: date
    note: str | None = None
    evidence: tuple[str, ...] = ()
    confirmed: bool = False
    internal_note: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An agency's reply to the finding."""

    agency: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One of the worst overdue commitments, with all that a hearing needs."""

    code: str
    text: str
    text_language: str
    basis: str
    basis_note: str
    agencies: tuple[str, ...]
    joint: tuple[str, ...]
    officials: tuple[str, ...]
    places: str
    made_on: date | None
    deadline: date | None
    first_deadline: date | None
    due_text: str | None
    days: int | None
    outcome: str
    sub_status: str | None
    finding: Said | None
    claim: Said | None
    replies: tuple[Answered, ...]
    question: str
    link: str
    sources: tuple[str, ...] = ()

    @property
    def lead(self) -> str | None:
        """Who has to answer first."""
        return self.agencies[0] if self.agencies else None


@dataclass(frozen=True, slots=True)
class Row:
    """One commitment behind the brief, in words and codes; days are days."""

    code: str
    text: str
    text_language: str
    agencies: str
    places: str
    basis: str
    due_text: str | None
    cadence: str
    deadline: date | None
    first_deadline: date | None
    outcome: str
    sub_status: str | None
    days: int | None
    kept_since: date | None
    latest_status: str | None
    latest_on: date | None
    confirmed: bool
    claim_status: str | None
    claim_on: date | None
    is_due: bool
    is_kept: bool
    visibility: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief, ready to be written in any format. Every figure in it came from the desk's answers.

    `fingerprint` is the SHA-256 of all that it shows and of the revision it was made from. `head` is the head of the chain
    of changes at that revision: whoever keeps it can tell later whether the history before it was bent. `link` and those of
    the items are empty where the installation has no address.
    """

    language: str
    internal: bool
    illustration: bool
    on: date
    known_on: date
    since: date
    made_on: date
    revision: int
    audience: str
    scope: tuple[tuple[str, str], ...]
    title: str
    change: str
    outside: str
    total: Measures
    before: Measures
    segments: tuple[Segment, ...]
    strip_finding: str
    parts: tuple[Part, ...]
    trend: tuple[Measures, ...]
    trend_finding: str
    trend_table: Table
    cohorts: tuple[dict[str, Any], ...]
    cohorts_finding: str
    cohorts_table: Table
    districts: tuple[Group, ...]
    districts_finding: str
    agencies: tuple[Group, ...]
    agencies_finding: str
    gap_finding: str
    items: tuple[Item, ...]
    overdue: int
    not_being_kept: int
    rows: tuple[Row, ...]
    method: tuple[str, ...]
    left_out: tuple[str, ...]
    sources: tuple[str, ...]
    link: str
    head: str
    fingerprint: str = field(default="")

    @property
    def due(self) -> int:
        """How many were due."""
        return int(self.total["due"])

    @property
    def kept(self) -> int:
        """How many of them are kept."""
        return int(self.total["kept"])

    @property
    def claimed(self) -> int:
        """How many of them are kept by the agencies' own claims."""
        return claimed_of(self.total)


def claimed_of(measures: Measures) -> int:
    """The count behind the claimed rate, which has the same denominator as the rate."""
    return part_of(measures["claimed_rate"], int(measures["due"]))


def part_of(rate: float | None, whole: int) -> int:
    """The count behind a rate: the ledger gives the rate as a fraction of whole numbers, so nothing is lost."""
    return 0 if rate is None or rate != rate else round(rate * whole)

"""The shapes in which the desk answers: lines, details and overviews, ready to be shown."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

Measures = dict[str, Any]
"""The columns of the ledger's rates for one group: counts, and rates between 0 and 1 or None."""


@dataclass(frozen=True, slots=True)
class RatesTable:
    """The measures of every group (`rows`, with `key` a code or None) and of the whole (`total`)."""

    on: date
    known_on: date
    by: str | None
    rows: pd.DataFrame
    total: Measures


@dataclass(frozen=True, slots=True)
class Behind:
    """What the rates beside the main one count: of `due` those confirmed and those claimed, of `watched` those covered."""

    due: int
    confirmed: int
    claimed: int
    watched: int
    covered: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one day, as known when it was over, to another.

    `counts` says of each kind of change how many commitments the list of that kind holds; `gone` how many were
    counted then and are not counted now. `balance` has a row for each outcome: what it was (`before`), what each
    change added or took away, and what it is (`now`), which is their sum.
    """

    since: date
    on: date
    known_on: date
    counts: dict[str, int]
    changed: int
    """How many commitments, each once however much happened to it."""
    gone: int
    balance: pd.DataFrame
    before: Measures
    """Due, kept and every outcome on the first day; `learned` the same day as known now; `now` the second day."""
    learned: Measures
    now: Measures


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One commitment in a list, with its outcome as of the day asked. `days` are late, overdue or left, by outcome.

    `first_deadline` is the deadline before it was first moved; of one that was never moved it is the deadline, so too of
    a recurring one, whose deadlines before this one are not earlier dates of it.
    """

    code: str
    text: str
    text_language: str
    agencies: list[str]
    lead: str | None
    unknown_agencies: list[str]
    districts: list[str]
    regions: list[str]
    basis: str | None
    article: str | None
    basis_text: str | None
    deadline: date | None
    first_deadline: date | None
    due_text: str | None
    cadence: str
    outcome: str
    sub_status: str | None
    days: int | None
    latest_on: date | None
    extensions: int
    confirmed: bool
    visibility: str


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of a list: its lines, how many there are in all, and how many pages that makes.

    `deadlines` is how many deadlines of a quarter stand behind the whole list, where the view asks for those.
    """

    lines: list[CommitmentLine]
    total: int
    pages: int
    deadlines: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The state of things on a day and on an earlier one (`since`)."""

    on: date
    since: date
    total: Measures
    before: Measures
    due_soon: int
    due_soon_before: int
    quiet: int
    quiet_before: int
    last_change: datetime | None
    illustration: bool


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A row as it stood in the sender's file: the cells as read, each with its column letter."""

    name: str
    sha256: str
    sheet: str | None
    row: int
    cells: list[tuple[str, str]]
    loaded_at: datetime
    loaded_by: str


@dataclass(frozen=True, slots=True)
class DeadlineFact:
    """A deadline as first set ("first"), set right ("correction") or moved ("extension")."""

    kind: str
    due_text: str | None
    due_on: date | None
    decided_on: date | None
    assumed: bool
    recorded_at: datetime
    reason: str | None
    id: int


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """What stands behind a statement: a link, a kept document or an observation in words."""

    kind: str
    url: str | None
    description: str | None
    sha256: str | None
    id: int
    name: str | None
    """The name of a document, as it was sent."""
    visibility: str


@dataclass(frozen=True, slots=True)
class ReplyFact:
    """An agency's answer to a finding."""

    text: str
    replied_on: date
    agency: str | None
    id: int
    visibility: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A finding or a claim, with what is known about it. `retracted` is the reason, where it was taken out."""

    id: int
    status: str
    effective_on: date
    assumed: bool
    late: bool
    deadline_on: date | None
    note: str | None
    internal_note: str | None
    recorded_at: datetime
    recorded_by: str
    confirmed: bool
    retracted: str | None
    source: SourceRef | None
    evidence: list[EvidenceFact]
    replies: list[ReplyFact]
    visibility: str
    partner: str | None
    found_by: str | None
    checked_by: list[tuple[int, str]]
    """The confirmations that stand: id, and who checked."""


@dataclass(frozen=True, slots=True)
class EventFact:
    """Something that was recorded about a commitment. `what` is a word of the history, `changes` (field, old, new)."""

    recorded_at: datetime
    actor: str
    what: str
    changes: list[tuple[str, Any, Any]]


@dataclass(frozen=True, slots=True)
class CommitmentDetail:
    """All that an asker may see of one commitment. `version_id` is the version that this shows."""

    line: CommitmentLine
    version_id: int
    texts: dict[str, str]
    number: str | None
    source_code: str | None
    section: str | None
    made_on: date | None
    topic: str | None
    partner: str | None
    officials: list[str]
    note: str | None
    forum: dict[str, Any] | None
    deadlines: list[DeadlineFact]
    findings: list[Statement]
    claims: list[Statement]
    strip: pd.DataFrame
    source: SourceRef | None
    history: list[EventFact]

"""The shapes of a partner's workbook: what goes out in it and what comes back. Knows nothing of the database."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final, NamedTuple

from tracker.sheets.issues import Issue

HIDDEN: Final = "_ahd"
"""The hidden sheet that says from what each row was made."""
FORM: Final = "ahd-workbook-1"

AGENCY: Final = "agency:"
"""Before an agency's code in the place of the partner's: the workbook is an agency's draft to reply to."""

Key = tuple[str, str]
"""A row: the commitment's code, and of a recurring one the deadline in question (as 2026-06-30, else empty)."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a row was made from: the newest finding and the newest claim that were recorded then, 0 for none."""

    finding: int = 0
    claim: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose workbook it is and of which state: the partner's code, when it was made, the revision, the language, and a
    mark of the installation that made it."""

    partner: str
    made_at: str
    revision: int
    language: str
    installation: str

    def digest(self, rows: Iterable[tuple[Key, Base]]) -> str:
        """What tells a workbook as it was made from a mangled one."""
        told = [[self.partner, self.made_at, self.revision, self.language, self.installation]]
        told += [[*key, base.finding, base.claim] for key, base in sorted(rows, key=lambda row: row[0])]
        return blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


@dataclass(slots=True)
class Line:
    """A row of the workbook. `due` is a day or words, `inputs` what is filled in already, by field; `outcome` and
    `faults` (by field) are what a receipt says of it."""

    code: str
    text: str
    basis: str = ""
    agency: str = ""
    district: str = ""
    due: date | str = ""
    last: str = ""
    claimed: str = ""
    overdue: bool = False
    deadline_on: date | None = None
    base: Base = Base()
    inputs: Mapping[str, str | date] = field(default_factory=dict)
    outcome: str | None = None
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What the row is found by."""
        return self.code, self.deadline_on.isoformat() if self.deadline_on else ""


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook: its signature, the partner's name, the day it was made, its rows."""

    signature: Signature
    partner_name: str
    made_on: date
    lines: list[Line]
    is_receipt: bool = False


class Answer(NamedTuple):
    """What a partner filled in for one row, as understood. Fields that were left empty are None."""

    status: str | None = None
    on: date | None = None
    found: str | None = None
    evidence: str | None = None
    claim: str | None = None
    claim_on: date | None = None
    note: str | None = None
    reply: str | None = None
    """An agency's answer to the finding; only an agency's draft has a column for it."""


NOTHING: Final = Answer()


@dataclass(slots=True)
class ReturnedRow:
    """A row as it came back. `row` counts from 1; `proposed` holds the words of a row without a code, by field."""

    sheet: str | None
    row: int
    code: str | None
    deadline_on: date | None
    answer: Answer = NOTHING
    proposed: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_filled(self) -> bool:
        """Whether the partner wrote anything here that is to be taken back."""
        return self.answer is not NOTHING and self.answer != NOTHING


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back: its rows, and where known its signature and what each row was made from.

    `columns` are the column letters by field, by sheet, for marking the file; `headers` the rows of the headings.
    """

    file: str
    sha256: str
    language: str
    signature: Signature | None
    bases: Mapping[Key, Base]
    rows: list[ReturnedRow]
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headers: Mapping[str, int] = field(default_factory=dict)

"""The shapes of a load: how a workbook is to be taken, what would come of each row, and the plan as a whole."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from tracker.desk.load.compare import Comparison
from tracker.desk.load.known import Known
from tracker.desk.registers.plan import PlannedEntry
from tracker.desk.resolve import Overrides
from tracker.sheets import Issue, Reading, Row

Outcome = Literal["new", "changed", "same", "duplicate", "rejected"]
OUTCOMES: tuple[Outcome, ...] = ("new", "changed", "same", "duplicate", "rejected")


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a workbook is to be taken.

    `deadline_changes`: whether a changed deadline was moved or had been mistyped. `split_districts`: whether a new row
    that names several districts becomes a commitment for each. `convert_legacy`: whether letters of an old Tajik font
    are set right. `columns`: what a person said of headers in the preview, by sheet ("" in a CSV): the header's row and
    field by column letter.
    """

    sheet: str | None = None
    partner: str | None = None
    reported_by: Literal["monitor", "agency"] = "monitor"
    publish: bool = False
    deadline_changes: Literal["extension", "correction"] = "extension"
    split_districts: bool = False
    convert_legacy: bool = True
    columns: Overrides = field(default_factory=dict)


@dataclass(slots=True)
class PlannedRow:
    """A row of the workbook and what would come of it. `known` is the commitment that it speaks of, if there is one."""

    row: Row
    outcome: Outcome
    fingerprint: str
    known: Known | None = None
    comparison: Comparison | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What would come of a workbook, seen at one revision of the installation.

    `registers` are the entries of its registers, and the meetings that its commitments come from.
    """

    path: Path
    reading: Reading
    rows: list[PlannedRow]
    options: LoadOptions
    revision: int
    today: date
    registers: list[PlannedEntry] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come out how, every outcome named. A row that is split counts once for each district."""
        counted = Counter(planned.outcome for planned in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def entries(self) -> list[PlannedEntry]:
        """The entries of registers that are rows of their own."""
        return [one for one in self.registers if not one.derived]

    @property
    def all_counts(self) -> dict[str, int]:
        """How many rows of commitments and entries of registers come out how, every outcome named."""
        counted = Counter(str(one.outcome) for one in self.entries)
        return {outcome: n + counted[outcome] for outcome, n in self.counts.items()}

    @property
    def needs_a_person(self) -> bool:
        """Whether some rows cannot be taken as they are."""
        return any(one.outcome == "rejected" for one in self.rows) or any(
            one.outcome == "rejected" for one in self.registers
        )

    @property
    def changes_something(self) -> bool:
        """Whether applying the plan would write anything."""
        news = ("new", "changed")
        return any(one.outcome in news for one in self.rows) or any(
            one.outcome in news for one in self.registers
        )

    def publishing(self, publish: bool) -> "Plan":
        """The same plan, to be published at once or not: what would come of the rows is the same either way."""
        return replace(self, options=replace(self.options, publish=publish))

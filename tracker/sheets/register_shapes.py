"""The shapes that come out of a register: forums and trainings, partners, officials, indicators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tracker.sheets.issues import Issue

RegisterKind = Literal["forum", "partner", "official", "indicator"]


@dataclass(slots=True)
class RegisterEntry:
    """One entry of a register, or one that would be if something were mended.

    `fields` holds what was understood, by the names of the register's columns: codes of places, agencies and partners,
    days, counts, words. A wide table of indicators gives an entry for each of its figures, all with one `row`.
    """

    kind: RegisterKind
    sheet: str | None
    row: int
    fields: dict[str, Any] = field(default_factory=dict)
    outcome: str = "new"
    issues: tuple[Issue, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """How a register was understood: where its header stands, what its columns are, and its entries."""

    kind: RegisterKind
    sheet: str | None
    header_row: int
    columns: Mapping[str, str]
    headers: Mapping[str, str]
    entries: tuple[RegisterEntry, ...]

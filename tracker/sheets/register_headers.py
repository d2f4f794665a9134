"""Finds the header of a register in a sheet: which kind of register it is, and what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.sheets.due import DueContext, read_due
from tracker.sheets.grid import Grid
from tracker.sheets.header_words import field_of
from tracker.sheets.headers import Header, header_spans
from tracker.sheets.register_shapes import RegisterKind
from tracker.sheets.register_words import (
    EVENT_IS_NOT_A_COMMITMENT,
    column_field,
    is_an_event,
    names_organisations,
    titled,
)

KINDS: Final[tuple[RegisterKind, ...]] = ("forum", "official", "partner", "indicator")
_ATTENDANCE: Final = frozenset({"women", "men", "police", "participants"})
_TITLED: Final = 3
"""What a title that names the kind weighs against columns."""

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class RegisterHeader:
    """Rows top..bottom (0-based) of a register's header; field and text by column.

    `periods` are the columns of a wide table that each hold the figures of a period, `measures` those that each hold an
    indicator of their own.
    """

    kind: RegisterKind
    top: int
    bottom: int
    fields: Mapping[int, str]
    texts: Mapping[int, str]
    periods: Mapping[int, Period]
    measures: frozenset[int]
    titled: bool

    def column(self, field: str) -> int | None:
        """The first column that holds a field."""
        return next((column for column, own in sorted(self.fields.items()) if own == field), None)


def find_register(grid: Grid, *, only_titled: bool) -> RegisterHeader | None:
    """The header of a register, or None. With `only_titled` a title or the sheet's name has to say what it is."""
    best: tuple[int, int, int] | None = None
    chosen: RegisterHeader | None = None
    for header in header_spans(grid):
        title = _title(grid, header.top)
        for kind in KINDS:
            found = _of_kind(grid, header, kind, title)
            if found is None or (only_titled and not found.titled):
                continue
            said = len(set(found.fields.values())) + len(found.periods) + len(found.measures)
            score = (said + _TITLED * found.titled, -header.top, header.bottom)
            if best is None or score > best:
                best, chosen = score, found
    return chosen


def outweighs(register: RegisterHeader, header: Header) -> bool:
    """Whether a sheet whose columns can be read as commitments too (`header`) is a register all the same."""
    if header.top > register.bottom and len(register.fields) > len(header.fields):
        return True  # a row of the register's body was taken for a header
    texts = [header.texts.get(column, "") for column in header.columns("text")]
    # the day of a meeting may be read as a deadline where nothing else is one
    own = {field for column, field in header.fields.items() if register.fields.get(column) != "held_on"}
    if any(field_of(level) == "text!" for text in texts for level in text.split(" – ")):
        return (
            register.kind == "forum"
            and bool(_ATTENDANCE & set(register.fields.values()))
            and all(is_an_event(text) for text in texts)
            and not own & EVENT_IS_NOT_A_COMMITMENT
        )
    if register.kind == "partner" and register.titled:
        return True
    return not own & {"agencies", "joint", "status"} and (register.kind == "indicator" or "due" not in own)


def _title(grid: Grid, top: int) -> str:
    above = [grid.text(row, column) for row in range(top) for column in grid.filled(row)]
    return " ".join([grid.name or "", *above])


def _of_kind(grid: Grid, header: Header, kind: RegisterKind, title: str) -> RegisterHeader | None:
    fields: dict[int, str] = {}
    for column, text in header.texts.items():
        field = column_field(kind, text) if len(text) <= 120 else None
        if field and (field not in fields.values() or field == "name"):
            fields[column] = field
    periods: dict[int, Period] = {}
    measures: frozenset[int] = frozenset()
    said = titled(kind, title)
    if kind == "indicator":
        periods = _periods(header.texts)
        fields = {column: field for column, field in fields.items() if column not in periods}
        if said and "value" not in fields.values() and "indicator" not in fields.values():
            measures = _measures(grid, header, fields, periods)
    if kind == "partner":
        fields = _with_names(fields)
    found = RegisterHeader(
        kind, header.top, header.bottom, fields, header.texts, periods, measures, titled=said
    )
    return found if _is_whole(found) else None


def _is_whole(found: RegisterHeader) -> bool:
    """Whether the columns are enough for a register of the kind."""
    own = set(found.fields.values())
    if found.kind == "forum":
        held = "held_on" in own and "value" not in own
        return held and bool(
            _ATTENDANCE & own or ("kind" in own and own & {"place", "district", "organiser"})
        )
    if found.kind == "official":
        return "post" in own and bool(own & {"agency", "district", "holder"})
    if found.kind == "partner":
        names = [column for column, field in found.fields.items() if field.startswith("name")]
        said = any(names_organisations(found.texts[column]) for column in names)
        more = len(names) > 1 or bool(own & {"code", "district", "region"})
        return bool(names) and more and (said or found.titled)
    dated = bool(own & {"period", "year", "from"})
    if "indicator" in own:
        return ("value" in own and dated) or len(found.periods) >= 2
    return bool(found.measures) and dated and bool(own & {"district", "region"})


def _with_names(fields: Mapping[int, str]) -> dict[int, str]:
    """Of several columns of names without a language the first counts; further ones are other spellings."""
    seen: set[str] = set()
    told: dict[int, str] = {}
    for column, field in sorted(fields.items()):
        if field == "name" and "name" in seen:
            continue
        seen.add(field)
        told[column] = field
    return {column: field for column, field in told.items() if field != "skip"}


def _periods(texts: Mapping[int, str]) -> dict[int, Period]:
    """The columns whose headers are periods: «I квартал 2025», or «I» under «2025»."""
    found: dict[int, Period] = {}
    for column, text in texts.items():
        levels = [
            level
            for level in text.split(" – ")
            if any(letter.isdigit() for letter in level) or len(level) < 14
        ]
        for words in (" ".join(reversed(levels)), text):
            if (period := period_of(words)) is not None:
                found[column] = period
                break
    return found if len(found) >= 2 else {}


def period_of(words: str) -> Period | None:
    """The whole days of a month, quarter, half or year written in words or figures; None for anything else."""
    due, _issues = read_due(words.strip(" ."), context=DueContext())
    if due.cadence != "once" or due.on is None or due.from_ is None or due.first is not None:
        return None
    return due.from_, due.on


def _measures(
    grid: Grid, header: Header, fields: Mapping[int, str], periods: Mapping[int, Period]
) -> frozenset[int]:
    """Columns without a known header whose cells are numbers: each an indicator, called by its header."""
    found = set()
    for column in header.texts:
        if column in fields or column in periods:
            continue
        said = [
            grid.values[number]
            for row in range(header.bottom + 1, grid.height)
            if (number := grid.row(row)[column])
        ]
        numbers = sum(isinstance(value, int | float) for value in said)
        if said and numbers > len(said) / 2 and not _counts_rows(said):
            found.add(column)
    return frozenset(found)


def _counts_rows(said: Sequence[object]) -> bool:
    return said[:3] == [1, 2, 3]

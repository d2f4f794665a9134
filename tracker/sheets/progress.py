"""How far a row has come: the status, its day, what was done; and what the agency itself claims."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.sheets.around import Around
from tracker.sheets.due import DueContext
from tracker.sheets.fold import resolve_fold
from tracker.sheets.grid import Grid, letter_of, one_line
from tracker.sheets.headers import Header
from tracker.sheets.issues import Issue
from tracker.sheets.language import two_languages
from tracker.sheets.shapes import Claim, ReadOptions, Row
from tracker.sheets.statuses import StatusReading, read_status, status_of_share
from tracker.sheets.table import counted_columns
from tracker.sheets.when import date_of

_FIELDS = ("status", "status_on", "found", "claim", "claim_on", "claim_note")


class Progress:
    """Reads the columns of progress of one table; every distinct cell once."""

    def __init__(
        self, grid: Grid, header: Header, around: Around, options: ReadOptions, *, epoch_1904: bool = False
    ) -> None:
        self._grid, self._around, self._options = grid, around, options
        self._context = DueContext(year=around.year, epoch_1904=epoch_1904)
        self._columns = {field: column for field in _FIELDS if (column := header.column(field)) is not None}
        self._scales: dict[str, float] = {
            field: self._scale(self._columns[field], header)
            for field in ("status", "claim")
            if field in self._columns
        }
        self._read: dict[tuple[str, int], StatusReading] = {}
        self._days: dict[int, tuple[date | None, bool]] = {}

    def take(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        """Fills in the row's status and claim, and what is wrong with their cells."""
        if not self._columns:
            return
        found = self._number(ids, "found")
        row.found = self._line(found)
        status = self._number(ids, "status")
        reading = self._reading("status", status)
        row.status, row.late = reading.status, reading.late
        row.found = row.found or reading.rest
        self._complain(reading, status, "status", row, issues)
        if row.status is not None:
            on = self._day(self._number(ids, "status_on"), "status_on", row, issues)
            row.status_on, row.status_on_assumed = self._since(row, reading, on)
        self._take_claim(row, ids, issues)

    def _take_claim(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        number = self._number(ids, "claim")
        note = self._line(self._number(ids, "claim_note"))
        if not number and not note:
            return
        reading = self._reading("claim", number)
        if reading.issue and note is None:
            # an agency's own words are often a report, not a status: they are kept as its note
            reading, note = StatusReading(), self._line(number)
        on = self._day(self._number(ids, "claim_on"), "claim_on", row, issues)
        since, assumed = self._since(row, reading, on) if reading.status else (on, False)
        row.claim = Claim(reading.status, reading.late, since, assumed, note or reading.rest)

    def _since(self, row: Row, reading: StatusReading, on: date | None) -> tuple[date, bool]:
        """Since when: the day given, else assumed from the report's day (or today) and the deadline (reading.md, Status)."""
        if on or reading.on:
            return on or reading.on or self._options.today, False
        known = self._around.as_of or self._options.today
        deadline = row.due.on if row.due.cadence == "once" else None
        if deadline and reading.status == "fulfilled":
            return (max(known, deadline + timedelta(days=1)) if reading.late else min(known, deadline)), True
        return known, True

    def _number(self, ids: Sequence[int], field: str) -> int:
        column = self._columns.get(field)
        return ids[column] if column is not None and column < len(ids) else 0

    def _line(self, number: int) -> str | None:
        text = one_line(self._grid.shown[number]) if number else ""
        return text if text.strip(" -–—.") else None

    def _reading(self, field: str, number: int) -> StatusReading:
        if not number:
            return StatusReading()
        known = self._read.get((field, number))
        if known is None:
            known = self._read[field, number] = self._understand(field, number)
        return known

    def _understand(self, field: str, number: int) -> StatusReading:
        value, text = self._grid.values[number], self._grid.read[number]
        if isinstance(value, bool):
            return StatusReading("fulfilled" if value else "not_fulfilled")
        if isinstance(value, int | float):
            status = status_of_share(value / self._scales.get(field, 1))
            return StatusReading(status, issue=None if status else "status_unreadable")
        plain = text.replace(",", ".").strip()
        if plain.replace(".", "", 1).isdecimal():
            status = status_of_share(float(plain) / self._scales.get(field, 1))
            return StatusReading(status, issue=None if status else "status_unreadable")
        halves = two_languages(text)
        readings = [read_status(half) for half in halves.values()] if halves else [read_status(text)]
        return next((reading for reading in readings if reading.status), readings[0])

    def _scale(self, column: int, header: Header) -> float:
        """100 where the column's numbers are percents, 1 where they are shares: any number above 1 decides."""
        grid = self._grid
        numbers = set(grid.cells[(header.bottom + 1) * grid.width + column :: grid.width])
        if counted_columns(grid, header.bottom + 1):
            numbers.discard(grid.cells[(header.bottom + 1) * grid.width + column])
        shares = [_as_number(grid.values[number]) for number in numbers]
        if any(share > 1 for share in shares if share is not None):
            return 100.0
        written = any(
            isinstance(grid.values[number], str) and _as_number(grid.values[number]) is not None
            for number in numbers
        )
        return (
            100.0
            if written and "%" in resolve_fold(header.texts.get(column, "")) and 1.0 not in shares
            else 1.0
        )

    def _complain(
        self, reading: StatusReading, number: int, field: str, row: Row, issues: list[Issue]
    ) -> None:
        if reading.issue:
            cell = f"{letter_of(self._columns[field])}{row.row}"
            issues.append(Issue(reading.issue, cell, {"text": one_line(self._grid.shown[number])}))

    def _day(self, number: int, field: str, row: Row, issues: list[Issue]) -> date | None:
        if not number or self._line(number) is None:
            return None
        if number not in self._days:
            self._days[number] = self._read_day(number)
        day, sure = self._days[number]
        if day is None or not sure:
            code = "date_ambiguous" if day else "date_unreadable"
            cell = f"{letter_of(self._columns[field])}{row.row}"
            issues.append(Issue(code, cell, {"text": one_line(self._grid.shown[number])}))
        return day

    def _read_day(self, number: int) -> tuple[date | None, bool]:
        day, problem = date_of(self._grid, number, self._context)
        return day, problem is None


def _as_number(value: object) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        plain = value.replace(",", ".").strip()
        return float(plain) if plain.replace(".", "", 1).isdecimal() and len(plain) < 8 else None
    return None

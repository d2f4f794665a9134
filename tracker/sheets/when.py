"""The deadline of a row out of its columns: one cell, or a start and an end, perhaps with the first date of a moved one."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from tracker.sheets.due import Answer, DueContext, read_due
from tracker.sheets.fold import resolve_fold
from tracker.sheets.grid import Grid, one_line
from tracker.sheets.issues import Issue
from tracker.sheets.shapes import Due

_STRETCH: Final = re.compile(
    r"в теч|на протяжении|весь|дар давоми|дар тули|дар зарфи|throughout|during|\bwithin\b|whole|\w ?- ?\w|"
    r"^(?:в |соли )?(?:19|20)\d\d(?: ?(?:г|год|году|года)\.?)?$"
)
_FIRST_DAY: Final = date(1950, 1, 1)
"""A day before it is a small number that a spreadsheet shows as a day: 60 as 29 February 1900, which never was."""


class Deadlines:
    """Reads deadlines of one sheet; `line` gives the text of a value's number on one line, None when it says nothing."""

    def __init__(self, grid: Grid, line: Callable[[int], str | None]) -> None:
        self._grid, self._line = grid, line

    def read(self, key: tuple[int, ...], context: DueContext) -> Answer:
        """The deadline of the cells (whole, start, end, first date), by the numbers of their values; 0 for none."""
        whole, start, end, first = key
        if whole and self._line(whole):
            due, issues = self._cell(whole, context)
            if not (start or end) and first:
                return self._with_first(due, issues, first, context)
            return due, issues
        if not self._line(end) and not self._line(start) and first and self._line(first):
            return self._cell(first, context)
        if not self._line(end):
            return self._only_start(start, context) if self._line(start) else (Due(), ())
        due, issues = self._cell(end, context)
        begin = self._cell(start, context)[0] if self._line(start) else Due()
        text = f"{self._line(start)} – {self._line(end)}" if self._line(start) else self._line(end)
        if due.cadence != "once":
            return Due(text, due.cadence, due.from_, due.on, due.recurrence), issues
        if begin.on and due.on and (begin.from_ or begin.on) > due.on:
            return Due(text), (*issues, Issue("due_backwards", values={"text": text or ""}))
        began = (begin.from_ or begin.on) if self._line(start) else None
        return self._with_first(Due(text, "once", began, due.on, None, due.first), issues, first, context)

    def _only_start(self, start: int, context: DueContext) -> Answer:
        """A start without an end says nothing, unless it names the whole stretch («в течение года», merged over both)."""
        text = self._line(start) or ""
        due, issues = self._cell(start, context)
        if due.cadence in ("recurring", "continuous", "open") or (
            due.from_ and _STRETCH.search(resolve_fold(text))
        ):
            return due, issues
        return Due(text), (Issue("due_unreadable", values={"text": text}),)

    def _with_first(self, due: Due, issues: tuple[Issue, ...], first: int, context: DueContext) -> Answer:
        if not first or not self._line(first):
            return due, issues
        before = self._cell(first, context)[0].on
        if before is None or before == due.on:
            return due, issues
        moved = Due(due.text, due.cadence, due.from_, due.on, due.recurrence, before)
        return moved, (*issues, Issue("due_moved", values={"text": due.text or ""}))

    def _cell(self, number: int, context: DueContext) -> Answer:
        value = self._grid.values[number]
        if isinstance(value, date):
            shown, day = self._grid.shown[number], value.date() if isinstance(value, datetime) else value
            if day < _FIRST_DAY:
                return Due(shown), (Issue("due_unreadable", values={"text": shown}),)
            return Due(shown, "once", None, day), ()
        due, issues = read_due(self._grid.read[number], context=context)
        written = one_line(self._grid.shown[number])
        if due.text == written:
            return due, issues
        kept = Due(written, due.cadence, due.from_, due.on, due.recurrence, due.first)
        return kept, tuple(Issue(issue.code, values={"text": written}) for issue in issues)


def date_of(grid: Grid, number: int, context: DueContext) -> tuple[date | None, str | None]:
    """The day a cell names, and the code of what is wrong with it."""
    value = grid.values[number]
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return (day, None) if day >= _FIRST_DAY else (None, "date_unreadable")
    if not grid.shown[number].strip(" -–—"):
        return None, None
    due, issues = read_due(grid.read[number], context=context)
    if due.cadence != "once" or due.on is None or (due.from_ and due.from_ != due.on):
        return None, "date_unreadable"
    ambiguous = any(issue.code == "due_ambiguous" for issue in issues)
    return due.on, "date_ambiguous" if ambiguous else None

"""Reads a partner's workbook that came back: columns moved, renamed into another language or deleted, sheets copied, rows
sorted, added or deleted, saved as .xlsx, .xls or .ods. What is not certain is refused and explained, never guessed."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from tracker.model.codes import PATTERN
from tracker.sheets.collection import without_collection
from tracker.sheets.due import DueContext
from tracker.sheets.fetch import Fetching
from tracker.sheets.fold import resolve_fold
from tracker.sheets.grid import Cells, Grid, letter_of
from tracker.sheets.header_words import field_of
from tracker.sheets.issues import Issue
from tracker.sheets.partner_shapes import (
    FORM,
    HIDDEN,
    NOTHING,
    Answer,
    Base,
    Key,
    Returned,
    ReturnedRow,
    Signature,
)
from tracker.sheets.partner_words import (
    FILLED,
    REPLIED,
    fields_by_heading,
    heading,
    statuses_by_word,
    words_for_new,
)
from tracker.sheets.preflight import inspect
from tracker.sheets.shapes import ReadLimits
from tracker.sheets.statuses import read_status
from tracker.sheets.unreadable import UnreadableFile
from tracker.sheets.when import date_of
from tracker.words import LANGUAGES, terms

SEARCHED_ROWS: Final = 40
SUGGESTED: Final = 70
"""From this likeness of 100 on, a word that is not in the list is answered with a suggestion."""

# The general headings of action plans (see `header_words`) that say what a column of ours says.
_OTHER_WORDS: Final = {
    "code": "code", "text": "text", "text!": "text", "due": "due", "due_on": "due", "status": "status",
    "status_on": "on", "found": "found", "evidence": "evidence", "claim": "claim", "claim_on": "claim_on",
    "note": "note", "agencies": "agency", "district": "district", "basis": "basis",
}  # fmt: skip
_DAYS: Final = ("on", "claim_on")
_PROPOSED: Final = ("text", "basis", "agency", "district", "due", *FILLED)


def read_returned(
    path: Path,
    *,
    limits: ReadLimits | None = None,
    meanwhile: Callable[[Signature | None], object] | None = None,
) -> Returned:
    """Read a workbook that came back. UnreadableFile when it can't be read or holds no table of ours.

    `meanwhile` is told whose workbook it says it is, while the rest of a large one is still being read.
    """
    limits = limits or ReadLimits()
    kind, digest = inspect(path, limits)
    with without_collection(), Fetching(path, kind, limits, first=HIDDEN) as fetching:
        first = fetching.first()
        hidden = _hidden_sheet(first) if first is not None else None
        if meanwhile is not None:
            meanwhile(hidden[0] if hidden else None)
        grids, notices = fetching.all()
        if int(notices.get("lost_letters") or 0) >= 2:
            raise UnreadableFile("lost_letters", name=path.name)
        return _Reader(grids, {id(first): hidden}, bool(notices.get("epoch_1904"))).returned(
            path.name, digest
        )


class _Reader:
    """Reads the sheets of one file; every distinct value is understood once."""

    def __init__(
        self, grids: list[Grid], hidden: dict[int, tuple[Signature, dict[Key, Base]] | None], epoch_1904: bool
    ) -> None:
        self.grids = grids
        self.epoch_1904 = epoch_1904
        self.hidden = hidden
        self.languages: dict[str, int] = {}

    def returned(self, name: str, sha256: str) -> Returned:
        """All that the file says."""
        signature: Signature | None = None
        bases: dict[Key, Base] = {}
        rows: list[ReturnedRow] = []
        columns: dict[str, dict[str, str]] = {}
        headers: dict[str, int] = {}
        for grid in self.grids:
            found = self.hidden[id(grid)] if id(grid) in self.hidden else _hidden_sheet(grid)
            if found is not None:
                signature, bases = found
        for grid in self.grids:
            if grid.name == HIDDEN or (header := self._header(grid)) is None:
                continue
            at, fields = header
            columns[grid.name or ""] = {field: letter_of(column) for field, column in fields.items()}
            headers[grid.name or ""] = at + 1
            rows += _Sheet(grid, at, fields, self.epoch_1904).rows()
        language = signature.language if signature else None
        if language not in LANGUAGES:
            language = max(self.languages, key=lambda one: self.languages[one], default="ru")
        if not headers:
            raise UnreadableFile("no_updates_table", name=name)
        return Returned(name, sha256, str(language), signature, bases, rows, columns, headers)

    def _header(self, grid: Grid) -> tuple[int, dict[str, int]] | None:
        """The row (from 0) of the headings and the column of each field; None where the sheet is no table of ours."""
        known = fields_by_heading()
        for row in range(min(grid.height, SEARCHED_ROWS)):
            texts = {column: grid.text(row, column) for column in grid.filled(row)}
            fields: dict[str, int] = {}
            for column, text in texts.items():
                field = known.get(resolve_fold(text)) or _OTHER_WORDS.get(_general(text))
                if field and field not in fields:
                    fields[field] = column
            ours = sum(resolve_fold(text) in known for text in texts.values())
            if (
                ("code" in fields or "text" in fields)
                and len(fields) >= 3
                and (ours >= 2 or "code" in fields)
            ):
                for language in LANGUAGES:
                    alike = sum(
                        grid.text(row, column) == heading(field, language) for field, column in fields.items()
                    )
                    self.languages[language] = self.languages.get(language, 0) + alike
                return row, fields
        return None


def _general(text: str) -> str:
    return field_of(text) or ""


def _hidden_sheet(grid: Grid) -> tuple[Signature, dict[Key, Base]] | None:
    """The signature and what each row was made from, if the sheet is whole."""
    if grid.height < 1 or grid.text(0, 0) != FORM:
        return None
    try:
        signature = Signature(
            grid.text(0, 1), grid.text(0, 2), int(grid.text(0, 3)), grid.text(0, 4), grid.text(0, 5)
        )
        bases: dict[Key, Base] = {}
        for row in range(1, grid.height):
            if code := grid.text(row, 0):
                bases[code, grid.text(row, 1)] = Base(
                    int(grid.text(row, 2) or 0), int(grid.text(row, 3) or 0)
                )
    except ValueError:
        return None
    return (signature, bases) if grid.text(0, 6) == signature.digest(bases.items()) else None


class _Sheet:
    """Reads the rows of one table."""

    def __init__(self, grid: Grid, header: int, fields: dict[str, int], epoch_1904: bool) -> None:
        self.grid, self.header, self.fields = grid, header, fields
        self.context = DueContext(epoch_1904=epoch_1904)
        self.letters = {column: letter_of(column) for column in range(grid.width)}
        self._days: dict[int, tuple[date | None, str | None]] = {}
        self._statuses: dict[int, tuple[str | None, str | None, str]] = {}
        self._bad_rows = {row for row, _column in grid.errors} | {row for row, _column in grid.uncalculated}
        self._new = words_for_new()

    def rows(self) -> Iterator[ReturnedRow]:
        """Every row below the headings that says anything."""
        grid, shown, width = self.grid, self.grid.shown, self.grid.width
        cells = grid.cells
        code_at = self.fields.get("code")
        text_at, due_at = self.fields.get("text"), self.fields.get("due")
        inputs = [(field, self.fields[field]) for field in (*FILLED, *REPLIED) if field in self.fields]
        for row in range(self.header + 1, grid.height):
            numbers = cells[row * width : (row + 1) * width]
            if not any(numbers):
                continue
            code = self._code(shown[numbers[code_at]]) if code_at is not None else None
            filled = [(field, column, numbers[column]) for field, column in inputs if shown[numbers[column]]]
            bad = row in self._bad_rows
            text = shown[numbers[text_at]] if text_at is not None else ""
            if code is None and not text and not filled and not bad:
                continue
            issues = tuple(self._bad_cells(row, inputs)) if bad else ()
            answer, found = self._answer(row, filled) if filled else (NOTHING, ())
            returned = ReturnedRow(
                grid.name,
                row + 1,
                code,
                self._day(numbers[due_at])[0] if due_at is not None else None,
                answer,
                issues=issues + found,
            )
            if filled or (code is None and text):
                returned.cells = Cells(grid, numbers)
            if code is None:
                returned.proposed = {
                    field: words
                    for field in _PROPOSED
                    if (column := self.fields.get(field)) is not None and (words := shown[numbers[column]])
                }
            yield returned

    def _code(self, text: str) -> str | None:
        if PATTERN.fullmatch(text):
            return text
        if not text or resolve_fold(text) in self._new:
            return None
        settled = text.strip().upper().replace(" ", "")
        return settled if PATTERN.fullmatch(settled) else text

    def _bad_cells(self, row: int, inputs: list[tuple[str, int]]) -> Iterator[Issue]:
        """Cells to be filled in that hold a formula that failed or was not worked out: never read as empty."""
        for _field, column in [*inputs, *((name, at) for name, at in self.fields.items() if name == "code")]:
            where = f"{self.letters[column]}{row + 1}"
            if (row, column) in self.grid.errors:
                yield Issue("cell_error", where, {"text": self.grid.errors[row, column] or "#"})
            elif (row, column) in self.grid.uncalculated:
                yield Issue("formula_not_calculated", where)

    def _answer(self, row: int, filled: list[tuple[str, int, int]]) -> tuple[Answer, tuple[Issue, ...]]:
        told: dict[str, Any] = {}
        issues: list[Issue] = []
        for field, column, number in filled:
            value: Any
            if field in _DAYS:
                value, trouble = self._day(number)
                if trouble:
                    code = "date_ambiguous" if trouble == "date_ambiguous" else "update_date"
                    issues.append(self._issue(code, row, column, number))
            elif field in ("status", "claim"):
                value, trouble, suggested = self._status(number)
                if trouble:
                    issues.append(self._issue(trouble, row, column, number, choice=suggested))
            else:
                value = self.grid.shown[number]
            told[field] = value
        return Answer(**told), tuple(issues)

    def _issue(self, code: str, row: int, column: int, number: int, **values: str) -> Issue:
        text = self.grid.shown[number][:100]
        return Issue(code, f"{self.letters[column]}{row + 1}", {"text": text, **values})

    def _day(self, number: int) -> tuple[date | None, str | None]:
        found = self._days.get(number)
        if found is None:
            value = self.grid.values[number]
            found = (
                (_excel_day(value, self.context.epoch_1904), None)
                if isinstance(value, float | int) and not isinstance(value, bool) and 36526 <= value < 80000
                else date_of(self.grid, number, self.context)
            )
            self._days[number] = found
        return found

    def _status(self, number: int) -> tuple[str | None, str | None, str]:
        found = self._statuses.get(number)
        if found is None:
            found = self._statuses[number] = status_of(self.grid.shown[number])
        return found


def status_of(text: str) -> tuple[str | None, str | None, str]:
    """The status that a text certainly means; else None, the code of what is wrong, and a word of the list to suggest.

    Certain are the words of the list in any of the languages, however they are cased and spelled. What people write
    besides («сделано», «иҷро шуд», "done") is understood, but only suggested.
    """
    folded = resolve_fold(text).strip(" .!,;:")
    if (status := statuses_by_word().get(folded)) is not None:
        return status, None, ""
    meant = read_status(text).status
    if meant is None:
        near = process.extractOne(
            folded, statuses_by_word().keys(), scorer=fuzz.WRatio, score_cutoff=SUGGESTED
        )
        meant = statuses_by_word()[near[0]] if near else None
    if meant is None:
        return None, "update_status", ""
    return None, "update_status_near", terms.label("status", meant, _language_of(text))


def _language_of(text: str) -> str:
    """The language whose list a person was likely looking at: Latin letters English, Tajik letters Tajik, else Russian."""
    lowered = text.lower()
    if any("a" <= letter <= "z" for letter in lowered):
        return "en"
    tajik = any(letter in "ғӣқӯҳҷ" for letter in lowered) or any(
        word in lowered for word in ("шуд", "нашуд", "дар ", "карда", "ичро", "гардид")
    )
    return "tg" if tajik else "ru"


def _excel_day(value: float, epoch_1904: bool) -> date:
    return (date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)) + timedelta(days=int(value))

"""A workbook, from a path to a reading: the file's safety, its sheets, their tables, the rows and what repeats."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tracker.sheets.around import Around, look_around
from tracker.sheets.fetch import fetch
from tracker.sheets.grid import Grid
from tracker.sheets.headers import Header, find_header, given_header, later_headers, letters
from tracker.sheets.issues import Issue
from tracker.sheets.legacy import converter, legacy_set
from tracker.sheets.names import Names
from tracker.sheets.preflight import inspect
from tracker.sheets.repeats import mark_repeats
from tracker.sheets.rows import RowReader
from tracker.sheets.shapes import Reading, ReadOptions, Row, SheetReading
from tracker.sheets.unreadable import UnreadableFile

SAMPLE_ROWS: Final = 40
_LOST_LETTERS: Final = 2


def read_workbook(path: Path, *, names: Names, options: ReadOptions) -> Reading:
    """Reads a workbook of any known format. UnreadableFile when the file as a whole can't be read.

    Cells are read by a child process under `options.limits`; what they mean is worked out here.
    """
    with without_collection():
        return _read(path, names, options)


@contextmanager
def without_collection() -> Iterator[None]:
    """Nothing built here is cyclic, and looking for cycles among millions of fresh objects costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(path: Path, names: Names, options: ReadOptions) -> Reading:
    kind, digest = inspect(path, options.limits)
    grids, notices = fetch(path, kind, options.limits)
    if int(notices.get("lost_letters") or 0) >= _LOST_LETTERS:
        raise UnreadableFile("lost_letters", name=path.name)
    issues = _notice_issues(notices) + _legacy(grids, convert=options.convert_legacy)
    rows: list[Row] = []
    sheets: list[SheetReading] = []
    arounds: list[Around] = []
    languages: dict[str, None] = {}
    for grid in grids:
        if options.sheet is not None and grid.name is not None and grid.name != options.sheet:
            continue
        sheet, around, reader, found = _read_sheet(
            grid, names, options, epoch_1904=bool(notices.get("epoch_1904"))
        )
        sheets.append(sheet)
        rows += found
        if sheet.passed_over is None:
            arounds.append(around)
            languages.update(dict.fromkeys([reader.language] if reader and reader.language else []))
            issues += [Issue("sheet_hidden", values={"text": grid.name or ""})] if grid.hidden else []
    mark_repeats(rows)
    if options.sheet is not None and not sheets:
        choices = ", ".join(grid.name or "" for grid in grids)
        issues.append(Issue("sheet_not_found", values={"text": options.sheet, "choices": choices}))
    elif not any(sheet.passed_over is None for sheet in sheets):
        issues.append(Issue("no_table"))
    return Reading(
        file=path.name,
        sha256=digest,
        language=", ".join(languages) or "ru",
        sheets=tuple(sheets),
        rows=rows,
        issues=tuple(issues),
        as_of=next((around.as_of for around in arounds if around.as_of), None),
        approved_on=next((around.approved_on for around in arounds if around.approved_on), None),
        title=next((around.title for around in arounds if around.title), ""),
    )


def _read_sheet(
    grid: Grid, names: Names, options: ReadOptions, *, epoch_1904: bool
) -> tuple[SheetReading, Around, RowReader | None, list[Row]]:
    header = _header(grid, options)
    if header is None or not grid.height:
        passed_over = (
            "empty" if not any(grid.filled(row) for row in range(min(grid.height, 50))) else "no_table"
        )
        return _sheet(grid, None, passed_over), Around(), None, []
    around = look_around(grid, header.top, names)
    tops = [header, *([] if (grid.name or "") in options.header_overrides else later_headers(grid, header))]
    rows: list[Row] = []
    section: str | None = None
    for at, each in enumerate(tops):
        end = tops[at + 1].top if at + 1 < len(tops) else 0
        reader = RowReader(
            grid,
            each,
            around,
            names=names,
            options=options,
            epoch_1904=epoch_1904,
            end=end,
            section=section,
            later=at > 0,
        )
        rows += reader.rows()
        section = reader.table.section
    if not rows:
        return _sheet(grid, header, "no_rows"), around, reader, []
    return _sheet(grid, header, None), around, reader, rows


def _header(grid: Grid, options: ReadOptions) -> Header | None:
    given = options.header_overrides.get(grid.name or "")
    if given is not None:
        header = given_header(grid, given[0], given[1])
        return header if header.columns("text") else None
    return find_header(grid)


def _sheet(grid: Grid, header: Header | None, passed_over: str | None) -> SheetReading:
    fields, texts = letters(header) if header else ({}, {})
    sample = tuple(
        tuple(grid.shown[number] for number in grid.row(row)) for row in range(min(grid.height, SAMPLE_ROWS))
    )
    return SheetReading(
        grid.name, header.top + 1 if header else None, fields, texts, passed_over, sample, grid.hidden
    )


def _legacy(grids: list[Grid], *, convert: bool) -> list[Issue]:
    """Recognises old Tajik fonts for the whole file and sets their letters right: in what is shown if wished, and always
    in what is matched."""
    name = legacy_set(text for grid in grids for text in grid.values[:4000] if isinstance(text, str))
    if name is None:
        return []
    change = converter(name)
    for grid in grids:
        grid.set_right(change, also_shown=convert)
    return [Issue("legacy_font" if convert else "legacy_font_kept", values={"text": name})]


def _notice_issues(notices: Mapping[str, Any]) -> list[Issue]:
    issues = [Issue("macros_present")] if notices.get("macros") else []
    return issues + ([Issue("external_links")] if notices.get("external_links") else [])

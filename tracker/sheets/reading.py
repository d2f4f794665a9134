"""A workbook, from a path to a reading: the file's safety, its sheets, their tables, the rows and what repeats."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tracker.sheets.around import Around, look_around
from tracker.sheets.collection import without_collection
from tracker.sheets.fetch import fetch
from tracker.sheets.grid import Grid
from tracker.sheets.headers import Header, earlier_headers, find_header, given_header, later_headers, letters
from tracker.sheets.issues import Issue
from tracker.sheets.legacy import converter, legacy_set
from tracker.sheets.meetings import part_meetings
from tracker.sheets.names import Names
from tracker.sheets.preflight import inspect
from tracker.sheets.register_headers import find_register, outweighs
from tracker.sheets.register_shapes import RegisterReading
from tracker.sheets.registers import read_register
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


def _read(path: Path, names: Names, options: ReadOptions) -> Reading:
    kind, digest = inspect(path, options.limits)
    grids, notices = fetch(path, kind, options.limits)
    _check_rows(path, grids, options.limits.max_rows)
    if int(notices.get("lost_letters") or 0) >= _LOST_LETTERS:
        raise UnreadableFile("lost_letters", name=path.name)
    issues = _notice_issues(notices) + _legacy(grids, convert=options.convert_legacy)
    rows: list[Row] = []
    sheets: list[SheetReading] = []
    arounds: list[Around] = []
    languages: dict[str, None] = {}
    registers: list[RegisterReading] = []
    aside: list[tuple[int, Grid]] = []
    for grid in grids:
        if options.sheet is not None and grid.name is not None and grid.name != options.sheet:
            continue
        epoch_1904 = bool(notices.get("epoch_1904"))
        header = _header(grid, options)
        if (register := _register(grid, header, names, options, epoch_1904=epoch_1904)) is not None:
            registers.append(register)
            sheets.append(_register_sheet(grid, register))
            continue
        sheet, around, reader, found, meetings = _read_sheet(
            grid, header, names, options, epoch_1904=epoch_1904
        )
        aside += [(len(sheets), grid)] if sheet.passed_over in ("no_table", "no_rows") else []
        sheets.append(sheet)
        rows += found
        registers += [meetings] if meetings else []
        if sheet.passed_over is None:
            arounds.append(around)
            languages.update(dict.fromkeys([reader.language] if reader and reader.language else []))
            issues += [Issue("sheet_hidden", values={"text": grid.name or ""})] if grid.hidden else []
    mark_repeats(rows)
    for at, grid in aside:
        # beside commitments, a sheet that could be many things is a register only when it says so
        found_here = _read_aside(grid, names, only_titled=bool(rows), notices=notices)
        if found_here is not None:
            registers.append(found_here)
            sheets[at] = _register_sheet(grid, found_here)
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
        registers=tuple(registers),
    )


def _check_rows(path: Path, grids: list[Grid], limit: int) -> None:
    """UnreadableFile when more rows are filled than a plan of action has: each would cost memory for what it may mean."""
    if sum(grid.height for grid in grids) <= limit:
        return
    filled = sum(any(grid.row(row)) for grid in grids for row in range(grid.height))
    if filled > limit:
        raise UnreadableFile("too_many_rows", name=path.name, limit=limit)


def _register(
    grid: Grid, header: Header | None, names: Names, options: ReadOptions, *, epoch_1904: bool
) -> RegisterReading | None:
    """The sheet as a register, where its columns could be taken for those of commitments and it is none."""
    if not grid.height or (grid.name or "") in options.header_overrides:
        return None
    if header is None or {"agencies", "due", "text"} <= set(header.fields.values()):
        return None  # a plan of action and the like: nothing else looks like that
    register = find_register(grid, only_titled=False)
    if register is None or not outweighs(register, header):
        return None
    found = read_register(grid, register, names, epoch_1904=epoch_1904)
    return found if found.entries else None


def _read_aside(
    grid: Grid, names: Names, *, only_titled: bool, notices: Mapping[str, Any]
) -> RegisterReading | None:
    """A sheet without a table of commitments as a register."""
    register = find_register(grid, only_titled=only_titled)
    if register is None:
        return None
    found = read_register(grid, register, names, epoch_1904=bool(notices.get("epoch_1904")))
    return found if found.entries else None


def _register_sheet(grid: Grid, register: RegisterReading) -> SheetReading:
    shown = _sheet(grid, None, None)
    return replace(shown, header_row=register.header_row, columns=register.columns, headers=register.headers)


def _read_sheet(
    grid: Grid, header: Header | None, names: Names, options: ReadOptions, *, epoch_1904: bool
) -> tuple[SheetReading, Around, RowReader | None, list[Row], RegisterReading | None]:
    if header is None or not grid.height:
        passed_over = (
            "empty" if not any(grid.filled(row) for row in range(min(grid.height, 50))) else "no_table"
        )
        return _sheet(grid, None, passed_over), Around(), None, [], None
    given = (grid.name or "") in options.header_overrides
    tops = [header] if given else [*earlier_headers(grid, header), header, *later_headers(grid, header)]
    header = tops[0]
    around = look_around(grid, header.top, names)
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
        return _sheet(grid, header, "no_rows"), around, reader, [], None
    rows, meetings = part_meetings(grid, rows, header, names, epoch_1904=epoch_1904)
    return _sheet(grid, header, None), around, reader, rows, meetings


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

"""Workbooks through calamine, with a light look at what calamine keeps silent about."""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import python_calamine as calamine

from tracker.sheets.formats import binary_xls, binary_xlsb, open_document, open_xml
from tracker.sheets.formats.look import Look
from tracker.sheets.formats.raw import Area, RawSheet, Refused

Send = Callable[[RawSheet, int], None]
Ask = tuple[str, Send]
_WORTH_A_THREAD: Final = 2**20
_SUFFIXES: Final = {"xlsx": {".xlsx", ".xlsm"}, "xls": {".xls"}, "xlsb": {".xlsb"}, "ods": {".ods"}}


def read_workbook_cells(
    path: Path, kind: str, max_cells: int, max_unpacked: int, first: str = "", send: Send | None = None
) -> tuple[list[RawSheet], dict[str, object]]:
    """The sheets of a workbook and notices about it (macros, external links, the 1904 calendar).

    A sheet of the name `first` is given to `send` as soon as it is read, and is not among those returned.
    """
    ask = (first, send) if first and send else None
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(_look, path, kind, max_cells, max_unpacked)
        if path.stat().st_size < _WORTH_A_THREAD:
            looking.result()  # a small file can be built to abort calamine; the look refuses it, and says why
        if path.suffix.lower() in _SUFFIXES[kind]:
            return _read(path, looking, max_cells, ask)
        with tempfile.TemporaryDirectory() as folder:
            named = Path(folder) / f"workbook.{kind}"
            shutil.copyfile(path, named)
            return _read(named, looking, max_cells, ask)


def _look(path: Path, kind: str, max_cells: int, max_unpacked: int) -> Look:
    if kind == "xlsx":
        return open_xml.look(path, max_cells, max_unpacked)
    if kind == "ods":
        return open_document.look(path, max_cells, max_unpacked)
    if kind == "xlsb":
        return binary_xlsb.look(path, max_cells, max_unpacked)
    return binary_xls.look(path)


def _read(
    path: Path, looking: "Future[Look]", max_cells: int, ask: Ask | None
) -> tuple[list[RawSheet], dict[str, object]]:
    """The cells by calamine, which lets other threads work while it parses, and what the look finds meanwhile."""
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            return _sheets(book, looking, max_cells, ask), looking.result().notices()
    except Refused:
        looking.result()  # its reason is the truer one
        raise
    except calamine.PasswordError as error:
        raise Refused("password") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error


def _sheets(
    book: calamine.CalamineWorkbook, looking: "Future[Look]", max_cells: int, ask: Ask | None
) -> list[RawSheet]:
    sheets: list[RawSheet] = []
    left = max_cells
    metas = list(enumerate(book.sheets_metadata))
    if ask:
        metas.sort(
            key=lambda numbered: numbered[1].name != ask[0]
        )  # the one asked for, then the others as they stand
    for at, meta in metas:
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            sheets.append(RawSheet(meta.name, hidden=meta.visible != calamine.SheetVisibleEnum.Visible))
            continue
        sheet = book.get_sheet_by_name(meta.name)
        raw = RawSheet(meta.name, hidden=meta.visible != calamine.SheetVisibleEnum.Visible)
        bottom, right = sheet.end or (-1, -1)
        if (bottom + 1) * (right + 1) > left:
            raise Refused("too_many_cells")
        raw.fill(sheet.to_python(skip_empty_area=False) if sheet.end else (), right + 1, left)
        left -= len(raw.cells)
        raw.merges = _areas(sheet.merged_cell_ranges)
        if ask and meta.name == ask[0]:
            ask[1](raw, at)
        else:
            sheets.append(raw)
    for raw in sheets:
        if seen := looking.result().sheets.get(raw.name or ""):
            raw.merges = raw.merges or seen.merges
            raw.hidden_rows = sorted(seen.hidden_rows)
            raw.errors, raw.uncalculated = seen.errors, seen.uncalculated
    return sheets


def _areas(ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None) -> list[Area]:
    return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges or ()]

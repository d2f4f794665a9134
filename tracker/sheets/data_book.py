"""Plain tables of data as a workbook or as CSV: what was typed comes back as it was, and nothing in it is obeyed."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any, BinaryIO, Final

import xlsxwriter

from tracker.sheets.formula_like import quoted
from tracker.sheets.grid import LONGEST_TEXT

_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
_AT_ONCE: Final = 20_000
_WIDE, _NARROW, _MOST_WIDE = 40, 14, 60
_CONTROLS: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its columns, and its rows by column; values are texts, numbers, days, truth values or None."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Mapping[str, Any]]


def write_workbook(out: BinaryIO, sheets: Iterable[Sheet]) -> None:
    """Write the tables as sheets of one .xlsx. ValueError when a text is longer than a cell holds."""
    begun = [(sheet, list(islice(rows := iter(sheet.rows), _AT_ONCE)), rows) for sheet in sheets]
    # Many rows are written as they come, with each text in its cell; not every program undoes the escapes in those.
    many = any(len(first) == _AT_ONCE for _sheet, first, _rest in begun)
    with xlsxwriter.Workbook(out, {**_OPTIONS, "constant_memory": many}) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for sheet, first, rest in begun:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 1)
            for at, column in enumerate(sheet.columns):
                page.set_column(at, at, _width(column))
                page.write_string(0, at, column, head)
            last = 0
            for last, row in enumerate(chain(first, rest), start=1):
                for at, column in enumerate(sheet.columns):
                    _write(page, last, at, row[column])
            page.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)


def write_csv(sheet: Sheet) -> bytes:
    """The table as CSV: UTF-8 with a mark that Excel knows, commas, days as 2026-06-30, truth values as true and false.

    A text that a spreadsheet would take for a formula gets a quote in front, which our reader takes off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(sheet.columns)
    for row in sheet.rows:
        writer.writerow([_cell(row[column]) for column in sheet.columns])
    return out.getvalue().encode("utf-8-sig")


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    elif isinstance(value, date):
        page.write_datetime(row, column, value)
    elif len(text := str(value).translate(_CONTROLS)) > LONGEST_TEXT:
        raise ValueError(f"a text of {len(text)} characters fits no cell")
    else:
        page.write_string(row, column, text)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value.translate(_CONTROLS))
    return value


def _width(column: str) -> int:
    if column.startswith(("text_", "meaning_", "note", "value")):
        return _MOST_WIDE
    return _WIDE if column.startswith(("name_", "due_text", "internal")) else _NARROW

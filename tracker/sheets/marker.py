"""The process that writes the sender's file back with marks; started by `marking`, under the limits of reading."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tracker.sheets.child import limit

_FILL: Final = "FFFFD9D0"
_TO_FILL: Final = "FFFFFEF8"
_LONGEST: Final = 32_767


def mark(path: Path, out: Path, task: Mapping[str, Any]) -> None:
    """Marks the rows of the task and saves the workbook."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    sheets = task["sheets"]
    book = (
        _rebuilt(sheets)
        if sheets is not None
        else openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm")
    )
    fill = PatternFill("solid", fgColor=_FILL)
    columns: dict[str, int] = {}
    for each in task["marks"]:
        sheet = book[each["sheet"]] if each["sheet"] else book.worksheets[0]
        column = columns.setdefault(sheet.title, sheet.max_column + 1)
        _write(sheet, 1, column, task["heading"])
        _write(sheet, each["row"], column, each["message"])
        for where, message in each["cells"].items():
            cell = sheet[where]
            cell.fill = fill
            if type(cell).__name__ != "MergedCell":
                cell.comment = Comment(message[:_LONGEST], "Ahd")
    book.save(out)


def answer(path: Path, out: Path, task: Mapping[str, Any]) -> None:
    """Writes a partner's workbook back: the answer in each row, faulty cells marked, the hidden sheet renewed."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.utils import column_index_from_string as number_of

    book = openpyxl.load_workbook(path)
    fault, fine = PatternFill("solid", fgColor=_FILL), PatternFill("solid", fgColor=_TO_FILL)
    answers: dict[str, int] = {}
    for name, columns in task["columns"].items():
        sheet = book[name]
        at = number_of(columns["outcome"]) if "outcome" in columns else sheet.max_column + 1
        answers[name] = at
        top = task["headers"][name]
        _write_like(sheet, top, at, task["heading"], sheet[f"{columns.get('code') or columns['text']}{top}"])
        if "outcome" not in columns:
            sheet.column_dimensions[openpyxl.utils.get_column_letter(at)].width = 40
            if sheet.print_area:
                sheet.print_area = f"A1:{openpyxl.utils.get_column_letter(at)}{sheet.max_row}"
    for each in task["rows"]:
        sheet, columns, row = book[each["sheet"]], task["columns"][each["sheet"]], each["row"]
        like = sheet[f"{columns.get('code') or columns['text']}{row}"]
        _write_like(sheet, row, answers[each["sheet"]], each["outcome"], like)
        for field, letter in columns.items():
            cell = sheet[f"{letter}{row}"]
            if field in task["filled"] and cell.comment is not None:
                cell.comment, cell.fill = None, fine
            if field in each["cells"]:
                _write(sheet, row, cell.column, each["cells"][field])
                if not each["cells"][field]:
                    cell.value = None
        for where, message in each["faults"].items():
            cell = sheet[where]
            cell.fill = fault
            if type(cell).__name__ != "MergedCell":
                cell.comment = Comment(message[:_LONGEST], "Ahd", height=120, width=320)
    if task["base"] is not None:
        _renew(book, task["hidden"], task["base"])
    book.save(out)


def _renew(book: Any, name: str, rows: Sequence[Sequence[Any]]) -> None:
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True


def _write_like(sheet: Any, row: int, column: int, text: str, like: Any) -> None:
    """Text in the look of another cell of the row, wrapped and locked."""
    from copy import copy

    _write(sheet, row, column, text)
    cell = sheet.cell(row=row, column=column)
    if type(cell).__name__ != "MergedCell":
        cell.font, cell.border, cell.fill = copy(like.font), copy(like.border), copy(like.fill)
        alignment = copy(like.alignment)
        alignment.wrap_text = True
        cell.alignment = alignment


def _rebuilt(sheets: Sequence[Mapping[str, Any]]) -> Any:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for described in sheets:
        sheet = book.create_sheet((described["name"] or "1")[:31])
        for at, row in enumerate(described["rows"], start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    _write(sheet, at, column, text)
        for top, left, bottom, right in described["merges"]:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    return book


def _write(sheet: Any, row: int, column: int, text: str) -> None:
    """Text as text: never a formula, without the control characters that a workbook can't hold."""
    cell = sheet.cell(row=row, column=column)
    if type(cell).__name__ == "MergedCell":
        return
    cell.value = "".join(letter for letter in text[:_LONGEST] if letter >= " " or letter in "\t\n\r")
    cell.data_type = "s"


def main(arguments: list[str]) -> int:
    """Reads the task from standard input and marks; 1 when that can't be done."""
    path, out, memory_bytes, seconds = arguments
    limit(int(memory_bytes), float(seconds))
    try:
        task = json.loads(sys.stdin.buffer.read())
        if "receipt" in task:
            answer(Path(path), Path(out), task["receipt"])
        else:
            mark(Path(path), Path(out), task)
    except BaseException:
        # whatever a hostile file makes the writer raise, the parent only needs to know that it failed
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

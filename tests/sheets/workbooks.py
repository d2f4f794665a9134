"""Workbooks written as markdown tables inside a test, and turned into real files of each format.

`|` parts the cells; `<` is merged with the cell to its left, `^` with the one above; `\\n` is a line break; a cell like
`=2025-06-01` is a real date and `=0.4` a real number; a line of dashes is only for the eye; an empty line is an empty row.
"""

import csv
import re
import struct
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

Value = str | float | date


@dataclass
class Sheet:
    """Cells row by row and merged areas (top, left, bottom, right), counted from 0."""

    name: str
    rows: list[list[Value]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


def sheet(name: str, table: str) -> Sheet:
    """A sheet from a markdown table."""
    lines = [line.strip() for line in table.strip("\n").splitlines()]
    lines = [line for line in lines if not re.fullmatch(r"\|?[\s|:-]*-{3,}[\s|:-]*\|?", line)]
    raw = [[cell.strip() for cell in line.strip().strip("|").split("|")] if line else [] for line in lines]
    return Sheet(name, [[_value(cell) for cell in row] for row in raw], _merges(raw))


def _value(cell: str) -> Value:
    if cell in ("<", "^"):
        return ""
    if re.fullmatch(r"=\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell[1:])
    if re.fullmatch(r"=-?\d+(\.\d+)?", cell):
        return float(cell[1:])
    return cell.replace("\\n", "\n")


def _merges(raw: list[list[str]]) -> list[tuple[int, int, int, int]]:
    def at(row: int, column: int) -> str:
        return raw[row][column] if row < len(raw) and column < len(raw[row]) else ""

    found = []
    for row, cells in enumerate(raw):
        for column, cell in enumerate(cells):
            if cell in ("<", "^"):
                continue
            right, bottom = column, row
            while at(row, right + 1) == "<":
                right += 1
            while at(bottom + 1, column) == "^":
                bottom += 1
            if (right, bottom) != (column, row):
                found.append((row, column, bottom, right))
    return found


def write_xlsx(path: Path, *sheets: Sheet) -> Path:
    """An .xlsx file."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for each in sheets:
        page = book.create_sheet(each.name)
        for at, row in enumerate(each.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    cell = page.cell(at, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
        for top, left, bottom, right in each.merges:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    book.save(path)
    return path


def write_xls(path: Path, *sheets: Sheet) -> Path:
    """An .xls file."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd.mm.yyyy")
    for each in sheets:
        page = book.add_sheet(each.name)
        corners = {(top, left): (top, bottom, left, right) for top, left, bottom, right in each.merges}
        for at, row in enumerate(each.rows):
            for column, value in enumerate(row):
                style = day if isinstance(value, date) else xlwt.Style.default_style
                if (at, column) in corners:
                    page.write_merge(*corners[at, column], value, style)
                elif value != "":
                    page.write(at, column, value, style)
    book.save(str(path))
    return path


def write_ods(path: Path, *sheets: Sheet) -> Path:
    """An .ods file."""
    document = OpenDocumentSpreadsheet()
    for each in sheets:
        table = Table(name=each.name)
        corners = {
            (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in each.merges
        }
        covered = {
            (row, column)
            for top, left, bottom, right in each.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - set(corners)
        width = max(map(len, each.rows), default=0)
        for at, row in enumerate(each.rows):
            line = TableRow()
            for column in range(width):
                value = row[column] if column < len(row) else ""
                if (at, column) in covered:
                    line.addElement(CoveredTableCell())
                    continue
                line.addElement(_ods_cell(value, corners.get((at, column))))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))
    return path


def _ods_cell(value: Value, span: tuple[int, int] | None) -> TableCell:
    spans = {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]} if span else {}
    if isinstance(value, date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **spans)
        cell.addElement(P(text=value.strftime("%d.%m.%Y")))
    elif isinstance(value, float):
        cell = TableCell(valuetype="float", value=value, **spans)
        cell.addElement(P(text=str(value)))
    else:
        cell = TableCell(**({"valuetype": "string"} if value else {}), **spans)
        for line in value.split("\n") if value else ():
            cell.addElement(P(text=line))
    return cell


def write_csv(path: Path, one: Sheet, *, encoding: str = "utf-8", delimiter: str = ";") -> Path:
    """A .csv file of one sheet."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for row in one.rows:
            writer.writerow(
                [value.strftime("%d.%m.%Y") if isinstance(value, date) else value for value in row]
            )
    return path


def write_xlsb(path: Path, *sheets: Sheet) -> Path:
    """An .xlsb file, record by record after the published description [MS-XLSB]; dates are written as text."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/_rels/workbook.bin.rels": _relations(len(sheets))}
    bundles = b"".join(
        _record(156, struct.pack("<II", 0, at) + _wide(f"rId{at}") + _wide(each.name))
        for at, each in enumerate(sheets, 1)
    )
    parts["xl/workbook.bin"] = _record(131) + _record(143) + bundles + _record(144) + _record(132)
    for at, each in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{at}.bin"] = _xlsb_sheet(each)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _relations(count: int) -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    each = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="worksheets/sheet{at}.bin"/>'
        for at in range(1, count + 1)
    )
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{name}">{each}</Relationships>'.encode()


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left > 127:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb_sheet(each: Sheet) -> bytes:
    width = max(map(len, each.rows))
    data = _record(129) + _record(148, struct.pack("<4I", 0, len(each.rows) - 1, 0, width - 1)) + _record(145)
    for at, row in enumerate(each.rows):
        data += _record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(row):
            head = struct.pack("<II", column, 0)
            if isinstance(value, float):
                data += _record(5, head + struct.pack("<d", value))
            elif value != "":
                text = value.strftime("%d.%m.%Y") if isinstance(value, date) else value
                data += _record(6, head + _wide(text))
    data += _record(146)
    if each.merges:
        areas = (struct.pack("<4I", top, bottom, left, right) for top, left, bottom, right in each.merges)
        data += _record(177, struct.pack("<I", len(each.merges)))
        data += b"".join(_record(176, area) for area in areas) + _record(178)
    return data + _record(130)

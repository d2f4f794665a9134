"""7 · Strict workbooks, wrong dimensions, rows out of order: as many filled cells arrive as somebody else counts `<c>`."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.attacks.strangers import PLAN, SHEET, edited, plan_file, shared_strings_file
from tests.sheets.test_tables import MINISTRY
from tests.sheets.workbooks import write_xlsb, write_xlsx
from tracker.sheets.fetch import fetch
from tracker.sheets.shapes import ReadLimits

HOST, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
NAMES = (
    (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
    (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
)
LIMITS = ReadLimits()


def strict(path: Path) -> Path:
    """The workbook in the namespaces that Excel's “Strict Open XML” has."""

    def change(data: bytes) -> bytes:
        for usual, other in NAMES:
            data = data.replace(HOST + usual, STRICT + other)
        return data

    with zipfile.ZipFile(path) as archive:
        return edited(path, dict.fromkeys(archive.namelist(), change), name="strict")


def wrong_dimension(path: Path) -> Path:
    return edited(
        path, {SHEET: lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', data)}
    )


def no_dimension(path: Path) -> Path:
    return edited(path, {SHEET: lambda data: re.sub(rb"<dimension [^>]*/>", b"", data)})


def rows_backwards(path: Path) -> Path:
    return edited(path, {SHEET: lambda data: _in_rows(data, lambda rows: rows[::-1])})


def rows_shuffled(path: Path) -> Path:
    return edited(
        path, {SHEET: lambda data: _in_rows(data, lambda rows: random.Random(7).sample(rows, len(rows)))}
    )


def cells_backwards(path: Path) -> Path:
    def backwards(row: bytes) -> bytes:
        cells = re.findall(rb"<c .*?</c>|<c [^>]*/>", row, re.DOTALL)
        return row[: row.index(b"<c ")] + b"".join(reversed(cells)) + b"</row>" if cells else row

    return edited(path, {SHEET: lambda data: _in_rows(data, lambda rows: [backwards(row) for row in rows])})


def _in_rows(data: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    start, end = data.index(b"<row"), data.index(b"</sheetData>")
    rows = re.findall(rb"<row.*?</row>", data[start:end], re.DOTALL)
    return data[:start] + b"".join(change(rows)) + data[end:]


def counted(path: Path) -> int:
    """The cells with a value, counted by an XML parser that knows nothing of workbooks."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read(SHEET))
    cells = [node for node in root.iter() if node.tag.rpartition("}")[2] == "c"]
    return sum(any(child.text or len(child) for child in cell) for cell in cells)


@pytest.mark.parametrize(
    "bend",
    [strict, wrong_dimension, no_dimension, rows_backwards, rows_shuffled, cells_backwards],
    ids=lambda bend: bend.__name__,
)
def test_filled_cells_equal_an_independent_count_and_the_reading_is_the_same(
    bend: Callable[[Path], Path], tmp_path: Path, read: Any
) -> None:
    for path in (
        write_xlsx(tmp_path / "ministry.xlsx", MINISTRY),
        shared_strings_file(tmp_path),
        plan_file(tmp_path),
    ):
        bent = bend(path)
        assert bent.read_bytes() != path.read_bytes()
        (grid,), _notices = fetch(bent, "xlsx", LIMITS)
        arrived = sum(bool(number) for number in grid.cells)
        assert arrived == counted(bent) == counted(path) > 10
        assert plain(read(bent)) == plain(read(path)) != []


def test_references_are_optional_and_what_has_none_stands_after_what_is_before_it(
    tmp_path: Path, read: Any
) -> None:
    path = plan_file(tmp_path, table=PLAN.replace("2 |  |", "2 | Убрать |").replace("2 | |", "2 | Убрать |"))
    bent = edited(path, {SHEET: lambda data: re.sub(rb'<(c|row) r="[A-Z]*\d+"', rb"<\1", data)})
    (grid,), _notices = fetch(bent, "xlsx", LIMITS)
    assert sum(bool(number) for number in grid.cells) == counted(bent) == counted(path) == 12
    assert plain(read(bent)) == plain(read(path)) != []


def plain(reading: Any) -> list[tuple[Any, ...]]:
    return [
        (row.row, row.number, row.section, row.text, row.agencies, row.due.on, row.status, row.cells)
        for row in reading.rows
    ]


def test_a_binary_workbook_is_read_like_any_other(tmp_path: Path, read: Any) -> None:
    usual = plain(read(write_xlsx(tmp_path / "a.xlsx", MINISTRY)))
    assert plain(read(write_xlsb(tmp_path / "a.xlsb", MINISTRY))) == usual
    assert len(usual) == 4


def test_a_workbook_with_the_name_of_another_format_is_read(tmp_path: Path, read: Any) -> None:
    for form, other in (("xlsx", "xls"), ("xls", "xlsx"), ("ods", "xlsx"), ("xlsb", "xlsm")):
        path = plan_file(tmp_path, form, PLAN)
        assert len(read(path.rename(path.with_name(f"plan-{form}.{other}"))).rows) == 2

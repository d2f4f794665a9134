"""1 · A legal workbook of two kilobytes with cells at both ends of the sheet, for which a reader would make room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.strangers import SHEET, edited, plan_file, reason, text_of
from tests.sheets.workbooks import sheet, write_xlsx

FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
QUOTED = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
GHOSTS = '<row r="1048576"><c r="D1048576" s="1"/><c r="XFD1048576" s="1"></c></row></sheetData>'
LONELY = b"\x00\x11" + (1_048_575).to_bytes(4, "little") + bytes(13)
LONELY += b"\x05\x10" + (16_383).to_bytes(4, "little") + bytes(12)
REPEATED = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="900"'
    ' office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>'
)


def with_row(row: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(b"</sheetData>", row.encode())


@pytest.mark.parametrize("row", [FAR, QUOTED], ids=["text", "number in single quotes"])
def test_a_stray_cell_at_the_end_of_the_world_is_refused(row: str, tmp_path: Path, read: Any) -> None:
    assert reason(read, edited(plan_file(tmp_path), {SHEET: with_row(row)})) == "far_cell"


def test_two_cells_in_two_kilobytes_are_refused_too(tmp_path: Path, read: Any) -> None:
    path = edited(write_xlsx(tmp_path / "two.xlsx", sheet("A", "№")), {SHEET: with_row(FAR)})
    assert path.stat().st_size < 10_000
    assert reason(read, path) == "far_cell"


def test_a_far_cell_whose_namespace_has_a_name_is_refused(tmp_path: Path, read: Any) -> None:
    def prefixed(data: bytes) -> bytes:
        text = data.decode().replace("</sheetData>", FAR)
        text = text.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
        return text.replace("xmlns=", "xmlns:x=").encode()

    path = edited(plan_file(tmp_path), {SHEET: prefixed})
    assert "<x:sheetData>" in text_of(path)
    assert reason(read, path) == "far_cell"


def test_a_far_cell_in_a_binary_workbook_is_refused(tmp_path: Path, read: Any) -> None:
    path = edited(
        plan_file(tmp_path, "xlsb"),
        {"xl/worksheets/sheet1.bin": lambda data: data.replace(b"\x92\x01\x00", LONELY + b"\x92\x01\x00")},
    )
    assert reason(read, path) == "far_cell"


def test_a_cell_repeated_to_the_end_of_the_world_is_refused(tmp_path: Path, read: Any) -> None:
    path = edited(
        plan_file(tmp_path, "ods"),
        {"content.xml": lambda data: data.replace(b"</table:table>", REPEATED.encode())},
    )
    assert reason(read, path) == "far_cell"


def test_formatted_but_empty_cells_to_the_end_of_the_sheet_are_no_bomb(tmp_path: Path, read: Any) -> None:
    assert len(read(edited(plan_file(tmp_path), {SHEET: with_row(GHOSTS)})).rows) == 2

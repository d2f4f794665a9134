"""5 · A formula that failed in a column that means something: refused with its address, never read as empty."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from tests.attacks.strangers import SHEET, edited, reason
from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, codes, fill, outcomes
from tests.sheets.workbooks import sheet, write_ods, write_xlsb, write_xlsx
from tracker.desk import EDITOR, Desk, updates
from tracker.desk.updates import Comparison

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
TABLE = """
№ | Мероприятие | Срок | Ответственный | Статус
0 | Открыть приёмную | до 01.06.2025 | МВД | Исполнено
""" + "\n".join(
    f"{at} | Осветить улицу {at} | до 01.06.2025 | МВД | #НЕТ{at}" for at in range(1, len(ERRORS) + 1)
)
PLACES = {f"#НЕТ{at}": (error, f"E{at + 2}") for at, error in enumerate(ERRORS, start=1)}
"""What stands in the status of a row in place of an error, the error, and its address."""


def xlsx(folder: Path) -> Path:
    path = write_xlsx(folder / "plan.xlsx", sheet("План", TABLE))
    book = openpyxl.load_workbook(path)
    for error, address in PLACES.values():
        cell = book.active[address]
        cell.value, cell.data_type = error, "e"
    book.save(path)
    return path


def xlsx_formulas(folder: Path) -> Path:
    """As Excel saves a formula that failed: with its last value."""

    def fail(data: bytes) -> bytes:
        for error, address in PLACES.values():
            start = data.index(f'<c r="{address}"'.encode())
            end = data.index(b"</c>", start) + 4
            cell = f'<c r="{address}" t="e"><f>VLOOKUP(A1,X1:Y2,9)</f><v>{error}</v></c>'
            data = data[:start] + cell.encode() + data[end:]
        return data

    return edited(xlsx(folder), {SHEET: fail})


def xls(folder: Path) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("План")
    for at, row in enumerate(sheet("План", TABLE).rows):
        for column, value in enumerate(row):
            if value in PLACES:
                page.row(at).set_cell_error(column, ERRORS[PLACES[value][0]])
            else:
                page.write(at, column, value)
    book.save(str(folder / "plan.xls"))
    return folder / "plan.xls"


def xlsb(folder: Path) -> Path:
    """Each record of text (kind 6) becomes one of an error (kind 3): column, style, error."""

    def fail(data: bytes) -> bytes:
        for place, (error, _address) in PLACES.items():
            word = place.encode("utf-16-le")
            head = (4).to_bytes(4, "little") + bytes(4)
            text = b"\x06" + bytes([12 + len(word)]) + head + len(place).to_bytes(4, "little") + word
            assert text in data
            data = data.replace(text, b"\x03\x09" + head + bytes([ERRORS[error]]))
        return data

    path = write_xlsb(folder / "plan.xlsb", sheet("План", TABLE))
    return edited(path, {"xl/worksheets/sheet1.bin": fail})


def ods(folder: Path) -> Path:
    def fail(data: bytes) -> bytes:
        xml = data.decode()
        for place, (error, _address) in PLACES.items():
            cell = f'<table:table-cell office:value-type="string"><text:p>{place}</text:p></table:table-cell>'
            assert cell in xml
            failed = (
                '<table:table-cell table:formula="of:=[.X1]" office:value-type="string" office:string-value=""'
                f' calcext:value-type="error"><text:p>{error}</text:p></table:table-cell>'
            )
            xml = xml.replace(cell, failed)
        return xml.encode()

    return edited(write_ods(folder / "plan.ods", sheet("План", TABLE)), {"content.xml": fail})


@pytest.mark.parametrize("form", [xlsx, xlsx_formulas, xls, xlsb, ods], ids=lambda form: form.__name__)
def test_an_error_in_the_status_is_refused_with_its_address(
    form: Callable[[Path], Path], tmp_path: Path, read: Any
) -> None:
    whole, *failed = read(form(tmp_path)).rows
    assert (whole.outcome, whole.status) == ("new", "fulfilled")
    told = []
    for row in failed:
        (issue,) = [one for one in row.issues if one.severity == "error"]
        assert (row.outcome, issue.code) == ("rejected", "cell_error")
        told.append((issue.values["text"], issue.cell))
    assert told == list(PLACES.values())


def test_an_error_without_an_address_is_not_taken_for_an_empty_cell(tmp_path: Path, read: Any) -> None:
    bare = edited(xlsx(tmp_path), {SHEET: lambda data: re.sub(rb'<(c|row) r="[A-Z]*\d+"', rb"<\1", data)})
    assert reason(read, bare) == "damaged"


def test_the_last_of_very_many_errors_is_not_overlooked(tmp_path: Path, read: Any) -> None:
    """A helper column that looks something up in vain, ten thousand rows long, and below it the one that matters."""
    failed = b"".join(
        b'<row r="%d"><c r="Z%d" t="e"><v>#N/A</v></c></row>' % (at, at) for at in range(20, 12_000)
    )
    last = (
        '<row r="12001"><c r="B12001" t="str"><v>Осветить площадь</v></c><c r="C12001" t="str"><v>до 01.06.2025</v></c>'
        '<c r="E12001" t="e"><v>#N/A</v></c></row></sheetData>'
    )
    path = edited(xlsx(tmp_path), {SHEET: lambda data: data.replace(b"</sheetData>", failed + last.encode())})
    row = read(path).rows[-1]
    assert (row.row, row.outcome) == (12_001, "rejected")
    assert ("cell_error", "E12001") in [(issue.code, issue.cell) for issue in row.issues]


def test_an_error_in_a_returned_workbook_never_clears_or_changes_anything(
    made: Made, returned: Callable[[Path], Comparison], two_partners: Desk
) -> None:
    said = {"status": "fulfilled", "on": date(2026, 5, 28), "found": "Фонари горят", "evidence": "акт"}
    book = made()
    for column in ("status", "on", "found", "evidence", "claim", "claim_on", "note"):
        path = fill(book, LIGHTS, out=book.with_name(f"{column}.xlsx"), **(said | {column: "#REF!"}))
        fill(path, ROOM, **said)
        compared = updates.compare(two_partners, EDITOR, path)
        assert outcomes(compared) == {LIGHTS: "refused", ROOM: "taken"}, column
        assert "cell_error" in codes(compared)
    returned(path)
    assert rows(two_partners, "SELECT commitment_id FROM finding") == [(2,)]
    assert rows(two_partners, "SELECT count(*) FROM claim") == [(0,)]

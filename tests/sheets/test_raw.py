"""What is kept of cells between the reader and the meaning, and the sender's file with marks."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from tests.attacks.strangers import PLAN
from tests.sheets.workbooks import sheet, write_xls, write_xlsx
from tracker.sheets import mark_rejected
from tracker.sheets.formats.raw import RawSheet


def test_equal_numbers_of_different_kinds_stay_apart() -> None:
    raw = RawSheet("x")
    raw.fill([[1, 1.0, True, "1", ""]], 5, 100)
    assert [raw.values[number] for number in raw.cells] == [1, 1.0, True, "1", ""]
    assert [type(raw.values[number]) for number in raw.cells] == [int, float, bool, str, str]


def test_old_workbooks_tell_hidden_rows_and_failed_cells_too(tmp_path: Path, read: Any) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("План")
    for row, cells in enumerate(
        (["№", "Мероприятие", "Срок", "Статус"], [1, "Сделать", "до 01.06.2025"], [2, "Убрать"])
    ):
        for column, value in enumerate(cells):
            page.write(row, column, value)
    page.row(1).set_cell_error(3, "#REF!")
    page.row(2).hidden = True
    book.save(str(tmp_path / "old.xls"))
    first, second = read(tmp_path / "old.xls").rows
    assert (first.outcome, first.issues[0].code, first.issues[0].cell) == ("rejected", "cell_error", "D2")
    assert "hidden_row" in [issue.code for issue in second.issues]


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_rejected_rows_come_back_marked_in_the_senders_own_layout(
    form: str, tmp_path: Path, read: Any
) -> None:
    writer = write_xlsx if form == "xlsx" else write_xls
    path = writer(tmp_path / f"plan.{form}", sheet("План", PLAN))
    out = tmp_path / "marked.xlsx"
    assert mark_rejected(path, read(path).rows, out, "en") == 1
    page = openpyxl.load_workbook(out)["План"]
    assert page["B2"].value == "Сделать"
    assert page["B3"].comment is not None and "no commitment text" in page["B3"].comment.text
    assert page["E1"].value == "What to correct"
    assert "no commitment text" in page["E3"].value

"""What goes back to the sender: rejected rows marked in their own workbook, and the file as it came."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.desk.conftest import Loaded, cells
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed
from tracker.desk.load import NoSuchFile, Plan, loads, marked_suffix, original, plan, rejected_workbook

Planned = Callable[..., Plan]

FAULTY = """
| Код        | Мероприятие              | Срок          | Ответственный | Район     |
|            | Осветить улицу у школы   | до 01.06.2027 | ОМВД          | Рудаки    |
|            | Починить мост у базара   | до 01.07.2027 | ОМВД          | Зарафшонк |
| AH-00077-J | Открыть приёмную граждан | до 01.07.2027 | ОМВД          | Рудаки    |
"""


def marked(desk: Desk, found: Plan) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(rejected_workbook(desk, EDITOR, found))).worksheets[0]


def said(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int) -> str:
    """All that stands in a row beyond the sender's own five columns."""
    return " ".join(str(cell.value) for cell in sheet[row][5:] if cell.value)


def test_the_senders_own_workbook_comes_back_with_the_faulty_cells_marked(
    desk: Desk, planned: Planned
) -> None:
    sheet = marked(desk, planned(FAULTY))
    assert sheet.title == "План"
    assert [cell.value for cell in sheet[5]][1] == "Починить мост у базара"
    assert "Зарафшонк" in sheet["E5"].comment.text
    assert sheet["E5"].fill.fgColor.rgb != sheet["E4"].fill.fgColor.rgb
    assert said(sheet, 4) == ""


def test_it_is_explained_in_the_language_of_the_file(desk: Desk, planned: Planned) -> None:
    sheet = marked(desk, planned(FAULTY))
    assert any("а" <= letter <= "я" for letter in said(sheet, 5).replace("Зарафшонк", ""))


def test_a_row_that_only_the_installation_can_refuse_is_marked_too(desk: Desk, planned: Planned) -> None:
    assert "AH-00077-J" in said(marked(desk, planned(FAULTY)), 6)


def test_a_csv_comes_back_as_a_workbook_of_the_same_layout(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "план.csv"
    path.write_text("\n".join(";".join(line) for line in cells(FAULTY)), encoding="utf-8")
    found = plan(desk, EDITOR, path)
    assert marked_suffix(path) == ".xlsx"
    sheet = marked(desk, found)
    assert [cell.value for cell in sheet[3]][:5] == [
        None,
        "Починить мост у базара",
        "до 01.07.2027",
        "ОМВД",
        "Зарафшонк",
    ]


def test_the_original_comes_back_byte_for_byte(
    desk: Desk, load: Loaded, workbook: Callable[..., Path]
) -> None:
    load(FAULTY, name="план.xlsx")
    kept = original(desk, EDITOR, loads(desk, EDITOR)[0].sha256)
    assert kept.name == "план.xlsx"
    assert kept.path.read_bytes() == workbook(FAULTY, name="план.xlsx").read_bytes()


def test_no_other_file_can_be_asked_for(desk: Desk) -> None:
    with pytest.raises(NoSuchFile):
        original(desk, EDITOR, "0" * 64)
    with pytest.raises(NoSuchFile):
        original(desk, EDITOR, "../../etc/passwd")


def test_only_the_organisation_gets_originals(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        original(desk, PUBLIC, "0" * 64)

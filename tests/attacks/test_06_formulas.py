"""6 · Formulas where a value is expected: what was saved with them is read, and without it nothing is guessed."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl

from tests.attacks.strangers import SHEET, edited
from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, codes, fill, outcomes
from tests.sheets.workbooks import sheet, write_xlsx
from tracker.desk import EDITOR, Desk, updates
from tracker.desk.updates import Comparison

COLUMNS = ("B", "C", "D", "E", "F")
# What stands in the cell: a formula alone, with an empty value, sharing another's formula, an array's, in other quotes.
UNSAVED = (
    '<c r="{cell}"><f>IF(1=1,"x","y")</f></c>',
    '<c r="{cell}"><f>A1</f><v></v></c>',
    '<c r="{cell}"><f>A1</f><v/></c>',
    '<c r="{cell}"><f t="shared" si="0"/></c>',
    '<c r="{cell}" s="0"><f t="array" ref="{cell}">A1:A2</f></c>',
    "<c r='{cell}'><f>A1</f></c>",
)
HEADER = "№ | Мероприятие | Срок | Ответственный | Статус | Дата статуса"
ROW = "{at} | Осветить улицу {at} | до 01.06.2025 | МВД | Исполнено | 20.05.2025"


def with_cells(folder: Path, cells: dict[str, str]) -> Path:
    """A plan with a row for each cell and one more, the cells in the place of what stood there."""
    lines = [HEADER, *(ROW.format(at=at) for at in range(1, len(cells) + 2))]
    path = write_xlsx(folder / "plan.xlsx", sheet("План", "\n".join(lines)))

    def put(data: bytes) -> bytes:
        for cell, xml in cells.items():
            start = data.index(f'<c r="{cell}"'.encode())
            end = data.index(b"</c>", start) + 4
            data = data[:start] + xml.format(cell=cell).encode() + data[end:]
        return data

    return edited(path, {SHEET: put})


def test_a_formula_whose_value_was_not_saved_is_refused_wherever_it_stands(tmp_path: Path, read: Any) -> None:
    every = enumerate(product(COLUMNS, UNSAVED), start=2)
    cells = {f"{column}{at}": xml for at, (column, xml) in every}
    *failed, whole = read(with_cells(tmp_path, cells)).rows
    told = [
        (issue.code, issue.cell)
        for row in failed
        for issue in row.issues
        if issue.code == "formula_not_calculated"
    ]
    assert told == [("formula_not_calculated", cell) for cell in cells]
    assert {row.outcome for row in failed} == {"rejected"} and whole.outcome == "new"


def test_a_formula_with_its_value_is_read_as_the_value_and_never_worked_out(
    tmp_path: Path, read: Any
) -> None:
    saved = '<c r="{cell}" t="str"><f>IF(1=1,"Не исполнено","")</f><v>Исполнено</v></c>'
    first = read(with_cells(tmp_path, {"E2": saved})).rows[0]
    assert (first.outcome, first.status) == ("new", "fulfilled")


def test_in_a_returned_workbook_such_a_cell_is_refused_and_the_others_are_taken(
    made: Made, returned: Callable[[Path], Comparison], two_partners: Desk
) -> None:
    said = {"status": "fulfilled", "on": date(2026, 5, 28), "found": "Горят", "evidence": "акт"}
    book = made()
    for column, formula in (
        ("status", '=HYPERLINK("http://127.0.0.1:9/","Исполнено")'),
        ("on", "=TODAY()"),
        ("found", "=A1"),
        ("claim", "=A1"),
        ("note", "=cmd|' /C calc'!A0"),
    ):
        path = fill(book, LIGHTS, out=book.with_name(f"{column}.xlsx"), **(said | {column: formula}))
        fill(path, ROOM, **said)
        assert formula in [cell.value for row in openpyxl.load_workbook(path).worksheets[1] for cell in row]
        compared = updates.compare(two_partners, EDITOR, path)
        assert outcomes(compared) == {LIGHTS: "refused", ROOM: "taken"}, column
        assert "formula_not_calculated" in codes(compared)
    returned(path)
    assert rows(two_partners, "SELECT commitment_id FROM finding") == [(2,)]

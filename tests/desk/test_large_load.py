"""A load of several portions: whole or not there at all, every value traceable, and taken back as a whole."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.desk.conftest import rows
from tracker.desk import EDITOR, Desk
from tracker.desk.load import apply, plan, undo
from tracker.store.check import check

ROWS = 4_500  # two whole portions and a part
HEADERS = (
    "№",
    "Мероприятие",
    "Срок исполнения",
    "Ответственный",
    "Район",
    "Статус",
    "Что сделано",
    "Подтверждение",
)
STATUSES = ("Исполнено", "В процессе", "", "Не начато")
TABLES = (
    "commitment",
    "commitment_version",
    "version_agency",
    "deadline",
    "finding",
    "evidence",
    "source_row",
    "upload",
)

KILLED = """
import os, signal, sys
from pathlib import Path
from tracker.desk import EDITOR, Desk
from tracker.desk.load import apply, plan
from tracker.settings import Settings

def killed(written, of):
    if written >= 4000:
        os.kill(os.getpid(), signal.SIGKILL)

desk = Desk.open(Settings(data_dir=Path(sys.argv[1]), database_url=None))
apply(desk, EDITOR, plan(desk, EDITOR, Path(sys.argv[2])), progress=killed)
"""


def cells_of(number: int) -> dict[str, str]:
    """The filled cells of the commitment with this number, by column letter."""
    said = (
        str(number), f"Установить фонари на улице № {number}", "до 1 декабря 2025 года", "ОМВД", "Рудаки",
        STATUSES[number % 4], f"Протокол {number}" if number % 3 else "", f"https://a.tj/{number}" if number % 5 else "",
    )  # fmt: skip
    return {letter: text for letter, text in zip("ABCDEFGH", said, strict=True) if text}


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("План")
        sheet.write_row(0, 0, HEADERS)
        for number in range(1, ROWS + 1):
            for letter, text in cells_of(number).items():
                sheet.write_string(number, ord(letter) - 65, text, None)
    return path


def held(desk: Desk) -> dict[str, int]:
    return {table: rows(desk, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def wrong(desk: Desk) -> list[str]:
    return [remark.message("en") for remark in check(desk.store, desk.files) if remark.wrong]


def test_a_load_that_is_killed_in_the_middle_leaves_nothing_and_can_be_done_again(
    desk: Desk, large: Path
) -> None:
    before = desk.revision()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", KILLED, str(desk.settings.data_dir), str(large)]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
    assert held(desk) == dict.fromkeys(TABLES, 0)
    assert desk.revision() == before
    assert wrong(desk) == []
    apply(desk, EDITOR, plan(desk, EDITOR, large))
    assert held(desk)["commitment"] == ROWS


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_whatever_stops_a_load_in_the_middle_leaves_nothing(
    desk: Desk, large: Path, error: type[BaseException]
) -> None:
    def stop(written: int, _of: int) -> None:
        if written >= 2_000:
            raise error

    planned = plan(desk, EDITOR, large)
    with pytest.raises(error):
        apply(desk, EDITOR, planned, progress=stop)
    assert held(desk) == dict.fromkeys(TABLES, 0)
    assert apply(desk, EDITOR, planned).counts["new"] == ROWS  # the same plan still holds


def test_every_value_of_a_large_load_leads_to_its_cell(desk: Desk, large: Path) -> None:
    applied = apply(desk, EDITOR, plan(desk, EDITOR, large))
    assert wrong(desk) == []
    found = rows(
        desk,
        "SELECT s.row, s.sheet, s.cells, s.outcome, v.text_ru, v.number, d.due_on, f.status, f.note, "
        "coalesce(e.url, e.description) FROM source_row s JOIN commitment_version v ON v.source_row_id = s.id "
        "AND v.commitment_id = s.commitment_id JOIN deadline d ON d.source_row_id = s.id "
        "LEFT JOIN finding f ON f.source_row_id = s.id LEFT JOIN evidence e ON e.finding_id = f.id ORDER BY s.id",
    )
    assert [(row[0], json.loads(row[2])) for row in found] == [
        (number + 1, cells_of(number)) for number in range(1, ROWS + 1)
    ]
    status = {"Исполнено": "fulfilled", "В процессе": "in_progress", "Не начато": "not_started"}
    for row, sheet, cells, outcome, text, number, due_on, found_status, note, proof in found:
        told = json.loads(cells)
        assert (sheet, outcome, text, number) == ("План", "new", told["B"], told["A"])
        assert due_on == str(date(2025, 12, 1))
        assert found_status == status.get(told.get("F", "")), row
        if found_status:
            assert (note, proof) == (told.get("G"), told.get("H"))
    assert rows(desk, "SELECT DISTINCT upload_id FROM source_row") == [(applied.upload_id,)]


def test_a_large_load_is_taken_back_as_a_whole_and_the_history_still_holds(desk: Desk, large: Path) -> None:
    applied = apply(desk, EDITOR, plan(desk, EDITOR, large))
    assert plan(desk, EDITOR, large).counts["same"] == ROWS
    undo(desk, EDITOR, applied.upload_id)
    standing = rows(
        desk,
        "SELECT count(*) FROM commitment c JOIN commitment_version v ON v.id = c.version_id WHERE NOT v.void",
    )
    assert standing == [(0,)]
    assert wrong(desk) == []
    assert plan(desk, EDITOR, large).changes_something

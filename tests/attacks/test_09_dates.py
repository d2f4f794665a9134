"""9 · Days as numbers: both calendars of Excel, the day that never was, numbers that are no days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, fill, outcomes, table_of
from tracker.desk import Desk
from tracker.desk.updates import Comparison

HEADERS = ("№", "Мероприятие", "Срок", "Ответственный", "Статус", "Дата статуса")
NO_DAYS = (1, 59, 60, 61, -1, 0, 365, 10_000, 99_999_999, 2_958_466, 1e308)


def book(folder: Path, numbers: tuple[float, ...], *, as_days: bool, date_1904: bool = False) -> Path:
    """A plan whose deadlines and days of the status are these numbers, shown as days or in plain cells."""
    path = folder / "plan.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": date_1904}) as made:
        page = made.add_worksheet("План")
        day = made.add_format({"num_format": "dd.mm.yyyy"}) if as_days else None
        for column, header in enumerate(HEADERS):
            page.write_string(0, column, header)
        for at, number in enumerate(numbers, start=1):
            page.write_string(at, 1, f"Дело номер {at}")
            page.write_number(at, 2, number, day)
            page.write_string(at, 3, "МВД")
            page.write_string(at, 4, "Исполнено")
            page.write_number(at, 5, number, day)
    return path


@pytest.mark.parametrize("as_days", [True, False], ids=["shown as days", "plain"])
@pytest.mark.parametrize("date_1904", [False, True], ids=["1900", "1904"])
def test_a_number_that_is_no_day_is_kept_with_a_warning_and_never_guessed(
    as_days: bool, date_1904: bool, tmp_path: Path, read: Any
) -> None:
    found = read(book(tmp_path, NO_DAYS, as_days=as_days, date_1904=date_1904)).rows
    assert len(found) == len(NO_DAYS)
    for row in found:
        assert (row.due.cadence, row.due.on) == ("unknown", None)
        assert row.status_on_assumed and row.status_on == date(2025, 11, 1)
        assert {issue.code for issue in row.issues} == {"due_unreadable", "date_unreadable"}
        assert row.due.text


@pytest.mark.parametrize("as_days", [True, False], ids=["shown as days", "plain"])
def test_the_two_calendars_of_excel_are_told_apart(as_days: bool, tmp_path: Path, read: Any) -> None:
    """45,884 days after 30 December 1899 is 15 August 2025; 44,422 days after 1 January 1904 too."""
    for number, date_1904 in ((45_884, False), (44_422, True)):
        (row,) = read(book(tmp_path, (number,), as_days=as_days, date_1904=date_1904)).rows
        assert row.due.on == row.status_on == date(2025, 8, 15)
        assert not row.status_on_assumed


def test_a_time_of_the_day_is_no_other_day(tmp_path: Path, read: Any) -> None:
    (row,) = read(book(tmp_path, (45_884.99,), as_days=True)).rows
    assert row.due.on == row.status_on == date(2025, 8, 15)


def test_a_partner_s_day_is_read_in_the_calendar_of_the_file(
    made: Made, returned: Callable[[Path], Comparison], two_partners: Desk
) -> None:
    path = made()
    for code, mark in ((LIGHTS, "первый"), (ROOM, "второй")):
        fill(path, code, status="in_progress", on=mark, found="Роют", evidence="акт")
    kept = openpyxl.load_workbook(path)
    kept.epoch = CALENDAR_MAC_1904
    numbers = {"первый": 44_706.5, "второй": 60}
    for cell in (cell for line in table_of(kept) for cell in line if cell.value in numbers):
        cell.value, cell.number_format = numbers[cell.value], "General"
    kept.save(path)
    assert outcomes(returned(path)) == {LIGHTS: "taken", ROOM: "refused"}
    # 44,706 days after 1 January 1904
    assert [day for (day,) in rows(two_partners, "SELECT effective_on FROM finding")] == ["2026-05-26"]

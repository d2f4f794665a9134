"""The workbook as a file: small, protected where it is to be read, with its lists, and without anything that runs."""

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.updates.conftest import LIGHTS, ROOM, Made, table_of
from tracker.sheets.partner_book import FONT, write_book
from tracker.sheets.partner_shapes import HIDDEN, Base, Book, Line, Signature
from tracker.words import terms

STATUSES = ("not_started", "in_progress", "partly_fulfilled", "fulfilled", "not_fulfilled", "withdrawn")


def book(rows: int) -> Book:
    """A workbook of so many rows, each with texts of its own."""
    lines = [
        Line(
            code=f"AH-{number:05d}-X",
            text=f"Провести встречу с жителями махалли № {number} и опубликовать её итоги на стенде отдела внутренних дел",
            basis=f"План мероприятий на 2025 год, п. {number}",
            agency="ОМВД, Хукумат района",
            district="Рудаки",
            due=date(2026, 1, 1),
            last=f"Исполняется, 12.03.2026\nПроверено на месте, протокол № {number * 7919 % 99991}",
            overdue=number % 3 == 0,
            base=Base(number, 0),
        )
        for number in range(rows)
    ]
    signature = Signature("ours", "2026-11-23T12:00:00+05:00", 7, "ru", "0" * 16)
    return Book(signature, "Партнёр", date(2026, 11, 23), lines)


def test_a_thousand_rows_weigh_less_than_a_megabyte(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    write_book(book(1000), path)
    assert path.stat().st_size <= 1_000_000


def test_it_holds_no_macros_no_formulas_and_no_links(made: Made) -> None:
    with zipfile.ZipFile(made()) as archive:
        names = archive.namelist()
        assert not any("vba" in name.lower() or "externalLink" in name for name in names)
        sheets = b"".join(archive.read(name) for name in names if name.startswith("xl/worksheets/sheet"))
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets


@pytest.mark.parametrize("language", ["ru", "tg", "en"])
def test_what_is_to_be_read_is_locked_and_what_is_to_be_filled_in_is_not(made: Made, language: str) -> None:
    sheet = table_of(openpyxl.load_workbook(made(language=language)))
    assert sheet.protection.sheet and not sheet.protection.autoFilter, "filtering stays allowed"
    row = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == LIGHTS)
    assert [cell.protection.locked for cell in row[:15]] == [True] * 8 + [False] * 7
    assert {cell.font.name for cell in row} == {FONT}
    assert all(cell.alignment.wrap_text for cell in row)
    assert sheet.freeze_panes == "C4"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"


@pytest.mark.parametrize("language", ["ru", "tg", "en"])
def test_the_lists_hold_the_statuses_in_the_language_of_the_file(made: Made, language: str) -> None:
    sheet = table_of(openpyxl.load_workbook(made(language=language)))
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    words = ",".join(terms.label("status", status, language) for status in STATUSES)
    assert [one.formula1 for one in lists] == [f'"{words}"', f'"{words}"']
    days = [one for one in sheet.data_validations.dataValidation if one.type == "date"]
    assert len(days) == 2 and {one.formula2 for one in days} == {"TODAY()"}
    assert all(one.prompt for one in sheet.data_validations.dataValidation), (
        "every column to fill in has a hint"
    )


def test_overdue_rows_stand_out_by_colour_and_by_words(made: Made) -> None:
    sheet = table_of(openpyxl.load_workbook(made()))
    late = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == LIGHTS)
    early = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == ROOM)
    assert late[0].fill.fgColor.rgb != early[0].fill.fgColor.rgb
    assert late[6].value.startswith("Просрочено: 175") and not early[6].value.startswith("Просрочено")


def test_a_mangled_hidden_sheet_is_not_believed(made: Made) -> None:
    from tracker.sheets.partner_return import read_returned

    path = made()
    assert read_returned(path).signature is not None
    changed = openpyxl.load_workbook(path)
    changed[HIDDEN]["C2"].value = 99
    changed.save(path)
    assert read_returned(path).signature is None


def test_a_text_that_no_cell_holds_is_refused_and_not_cut(tmp_path: Path) -> None:
    too_long = book(1)
    too_long.lines[0].last = "щ" * 32_768
    with pytest.raises(ValueError, match="longer than a cell"):
        write_book(too_long, tmp_path / "long.xlsx")

"""8 · Codes as spreadsheets leave them: ours come through every program whole, an unknown one is never a new row."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, Made, codes, fill, table_of
from tests.sheets.workbooks import sheet, write_csv, write_xlsx
from tracker.desk import Desk
from tracker.desk.updates import Comparison
from tracker.model.codes import LETTERS, code_of, is_code

# What Excel takes for a number, a day, a time, a fraction, a truth value or a formula when it is typed or opened as CSV.
MANGLED = re.compile(
    r"[+-]?[\d .,]*\d([.,]\d+)?(E[+-]?\d+)?%?|\d+[-/.]\d+([-/.]\d+)?|[A-Z]{3}[- ]?\d+|\d+[- ]?[A-Z]{3}|\d+ \d+/\d+|"
    r"\d+:\d+.*|TRUE|FALSE|ИСТИНА|ЛОЖЬ|[=+@-].*|0\d+|\$?[A-Z]{1,3}\$?\d+",
    re.IGNORECASE,
)


@given(st.integers(1, 99_999_999))
def test_no_code_of_ours_looks_like_anything_that_a_spreadsheet_rewrites(number: int) -> None:
    assert MANGLED.fullmatch(code_of(number)) is None
    assert all(
        MANGLED.fullmatch(text) for text in ("1-2", "0012", "1E5", "12", "1/2", "MAR1", "2-Mar", "-5", "3.4")
    )


@given(st.integers(1, 99_999), st.data())
def test_one_wrong_sign_or_two_exchanged_are_no_code(number: int, data: st.DataObject) -> None:
    code = code_of(number)
    at = data.draw(st.integers(3, 7))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != code[at]]))
    assert not is_code(code[:at] + other + code[at + 1 :])
    letter = data.draw(st.sampled_from([one for one in LETTERS if one != code[-1]]))
    assert not is_code(code[:-1] + letter)
    at = data.draw(st.integers(3, 6))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert swapped == code or not is_code(swapped)


def test_codes_of_a_sender_that_a_program_changed_are_pointed_out(tmp_path: Path, read: Any) -> None:
    table = """
Код | Обязательство | Срок
0011 | Первое дело | 2025 г.
=12 | Второе дело | 2025 г.
=2025-02-01 | Третье дело | 2025 г.
1E+05 | Четвёртое дело | 2025 г.
0015 | Пятое дело | 2025 г.
0016 | Шестое дело | 2025 г.
0017 | Седьмое дело | 2025 г.
"""
    found = read(write_xlsx(tmp_path / "a.xlsx", sheet("План", table))).rows
    told = [row.code for row in found if any(issue.code == "code_mangled" for issue in row.issues)]
    assert told == ["12", "01.02.2025", "1E+05"]


def test_numbers_for_codes_are_well_where_all_are_numbers(tmp_path: Path, read: Any) -> None:
    table = "Код | Обязательство | Срок\n=11 | Первое дело | 2025 г.\n=12 | Второе дело | 2025 г."
    found = read(write_xlsx(tmp_path / "a.xlsx", sheet("План", table))).rows
    assert [(row.code, row.issues[0].code) for row in found] == [("11", "no_agency"), ("12", "no_agency")]


@pytest.mark.parametrize(
    "code",
    ["AH-00001-C", "AH-99999-Y", "01.02.2025", "1E+05", "АН-00001-В"],  # the last in Cyrillic letters
)
def test_a_code_of_ours_that_nothing_has_is_an_error_and_never_a_new_commitment(
    made: Made, returned: Callable[[Path], Comparison], two_partners: Desk, code: str
) -> None:
    path = fill(made(), LIGHTS, status="fulfilled", found="Фонари горят", evidence="акт")
    book = openpyxl.load_workbook(path)
    table_of(book)["A4"].value = code
    book.save(path)
    compared = returned(path)
    told = {one.outcome for one in compared.rows} - {"unchanged"}
    assert told == {"refused"} and "unknown_code" in codes(compared)
    assert rows(two_partners, "SELECT count(*) FROM commitment") == [(5,)]


def test_at_the_main_door_too_an_unknown_code_of_ours_is_an_error(planned: Callable[..., Any]) -> None:
    table = """
    | Код        | Мероприятие            | Статус    |
    | AH-00077-J | Починить мост у базара | Исполнено |
    """
    (row,) = planned(table).rows
    assert (row.outcome, row.issues[0].code) == ("rejected", "unknown_code")


def test_a_code_comes_back_whole_through_csv(tmp_path: Path, read: Any) -> None:
    table = "Код | Обязательство | Срок\n" + "\n".join(
        f"{code_of(n)} | Дело {n} | 2025 г." for n in (1, 42, 12_345)
    )
    found = read(write_csv(tmp_path / "a.csv", sheet("", table), delimiter=",")).rows
    assert [row.code for row in found] == ["AH-00001-B", "AH-00042-W", code_of(12_345)]

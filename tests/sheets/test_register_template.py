"""The empty register that is sent out comes back as a register, in every language."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tracker.sheets import Reading
from tracker.sheets.register_template import COLUMNS, register_template
from tracker.words import LANGUAGES

LISTS = {"districts": ["Рудаки", "Панҷ"], "agencies": ["Прокуратура"]}
FILLED: dict[str, list[Any]] = {
    "forum": [datetime(2025, 3, 5), None, "Медиация", "Рудаки", "зал", "Намуна", 12, 18, 4, 30],
    "partner": ["abc", "ABC", "АБВ", "АБҶ", "", "Рудаки; Панҷ"],
    "official": ["Начальник", "Прокуратура", "Рудаки", "А."],
    "indicator": ["Сообщения", "Рудаки", "2025-Q1", 120, "шт.", "МВД"],
}
KINDS = {"en": "Training", "ru": "Тренинг", "tg": "Омӯзиш"}
SAID: dict[str, dict[str, Any]] = {
    "forum": {"kind": "training", "subject": "Медиация", "district": "rudaki", "place": "зал", "organiser": "Намуна",
              "women": 12, "men": 18, "police": 4, "participants": 30},
    "partner": {"code": "abc", "name_en": "ABC", "name_ru": "АБВ", "name_tg": "АБҶ", "districts": ("rudaki", "panj")},
    "official": {"post": "Начальник", "district": "rudaki", "holder": "А."},
    "indicator": {"indicator": "Сообщения", "district": "rudaki", "value": 120.0, "unit": "шт.", "source": "МВД"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", COLUMNS)
def test_a_filled_template_is_read_without_anybodys_help(
    read: Callable[..., Reading], tmp_path: Path, kind: Any, language: str
) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_template(kind, language, LISTS))
    book = openpyxl.load_workbook(path)
    values = list(FILLED[kind])
    if kind == "forum":
        values[1] = KINDS[language]
    for column, value in enumerate(values, start=1):
        book.worksheets[0].cell(5, column, value)
    book.save(path)
    (register,) = read(path).registers
    assert (register.kind, register.header_row) == (kind, 4)
    (entry,) = register.entries
    assert entry.outcome == "new"
    assert {name: entry.fields.get(name) for name in SAID[kind]} == SAID[kind]


@pytest.mark.parametrize("kind", COLUMNS)
def test_an_empty_template_says_that_there_is_nothing_in_it(
    read: Callable[..., Reading], tmp_path: Path, kind: Any
) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_template(kind, "ru", LISTS))
    reading = read(path)
    assert (reading.registers, reading.rows) == ((), [])


def test_a_template_holds_no_formula_whatever_the_names_are(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(register_template("official", "en", {"districts": ["=1+1", "@x"], "agencies": ["+2"]}))
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type == "s" for cell in cells)

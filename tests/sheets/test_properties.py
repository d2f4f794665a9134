"""What holds for any table whatever: the reader never fails, loses no cell, and does not care about the format."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheets.conftest import TODAY
from tests.sheets.workbooks import Sheet, Value, write_csv, write_ods, write_xls, write_xlsx
from tracker.sheets import Names, Reading, ReadLimits, ReadOptions, child, read_workbook, reading, row_json
from tracker.sheets.grid import Grid, grid_of, letter_of
from tracker.sheets.grid import shown as shown_as

HEADER = ["№", "Мероприятие", "Срок исполнения", "Ответственный", "Район", "Статус"]
KNOWN = [
    "№", "Мероприятие", "Срок", "Ответственный", "Статус", "Район", "до 1 июня", "III квартал 2025 г.", "ОМВД Рудаки",
    "МВД, Минюст", "Всего", "Итого", "I. Раздел", "Исполнено", "не исполнено", "100%", "1", "2.1", "0012", "* примечание",
    "Бохтар", "г. Куляб", "45884", "((", "31.02.2025", "до", "«»", "-//-", "то же", "ежеквартально, до 10 числа", "Дата",
    "Начальник ОМВД", "Закон «О милиции», ст. 5", "Чорабинӣ / Мероприятие", "строка\nвторая",
]  # fmt: skip
LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"))
WORDS = st.one_of(st.sampled_from(KNOWN), st.text(alphabet=LETTERS, max_size=24))
NUMBERS = st.one_of(st.integers(-5, 60_000).map(float), st.sampled_from([0.4, 0.5, 1.0, 100.0, 45884.0]))
DATES = st.dates(date(1990, 1, 1), date(2040, 12, 31))
ROWS = st.lists(st.lists(st.one_of(st.just(""), WORDS, NUMBERS, DATES), min_size=6, max_size=6), max_size=14)
COMMITMENT = [
    "7",
    "Осветить переход у школы № {} и огородить его",
    "до 1 июня 2025 г.",
    "ОМВД района Рудаки",
    "",
    "Исполнено",
]


@st.composite
def merged(draw: st.DrawFn) -> Sheet:
    """A table with a header in one of its first rows, and merged areas that do not overlap."""
    rows: list[list[Value]] = [list(row) for row in draw(ROWS)]
    rows.insert(draw(st.integers(0, min(3, len(rows)))), list(HEADER))
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, 5))
        bottom = min(top + draw(st.integers(0, 3)), len(rows) - 1)
        right = min(left + draw(st.integers(0, 4)), 5)
        area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(area) > 1 and not area & taken:
            taken |= area
            merges.append((top, left, bottom, right))
            for row, column in area - {(top, left)}:
                rows[row][column] = ""
    return Sheet("Лист", rows, merges)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reading without a process of its own: the same code, called here."""

    def fetched(path: Path, kind: str, limits: ReadLimits) -> tuple[list[Grid], Mapping[str, Any]]:
        sheets, notices = child.read(path, kind, limits.max_cells, limits.max_unpacked_bytes, "")
        return [grid_of(json.loads(json.dumps(each.described())), each.cells) for each in sheets], notices

    monkeypatch.setattr(reading, "fetch", fetched)
    yield


def _read(path: Path, names: Names) -> Reading:
    return read_workbook(path, names=names, options=ReadOptions(today=TODAY))


def _lost(read: Reading, sheet: Sheet) -> list[tuple[int, str]]:
    """The cells of commitments' rows that the source row does not keep."""
    return [
        (row.row, letter_of(column))
        for row in read.rows
        for column, value in enumerate(sheet.rows[row.row - 1])
        if (text := shown_as(value)) and row.cells.get(letter_of(column)) != text
    ]


@pytest.mark.usefixtures("here")
@settings(max_examples=150, deadline=None)
@given(sheet=merged())
def test_no_table_crashes_the_reader_and_no_row_loses_a_cell(sheet: Sheet, names: Names) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = _read(write_xlsx(Path(folder) / "any.xlsx", sheet), names)
    assert _lost(read, sheet) == []
    assert all(issue.message("tg") for row in read.rows for issue in row.issues)


@settings(max_examples=4, deadline=None)
@given(sheet=merged())
def test_the_process_of_its_own_loses_nothing_either(sheet: Sheet, names: Names) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = _read(write_xlsx(Path(folder) / "any.xlsx", sheet), names)
    assert _lost(read, sheet) == []


@pytest.mark.usefixtures("here")
@settings(max_examples=100, deadline=None)
@given(rows=ROWS, places=st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_a_commitment_is_found_whatever_stands_around_it(
    rows: list[list[Value]], places: list[int], names: Names
) -> None:
    body: list[list[Value]] = [list(row) for row in rows]
    for at, place in enumerate(places):
        body.insert(min(place, len(body)), [str(cell).format(at) for cell in COMMITMENT])
    with tempfile.TemporaryDirectory() as folder:
        read = _read(write_xlsx(Path(folder) / "any.xlsx", Sheet("Лист", [list(HEADER), *body])), names)
    cells = {text for row in read.rows for text in row.cells.values()}
    assert {COMMITMENT[1].format(at) for at in range(len(places))} <= cells


def _rows(path: Path, names: Names) -> list[dict[str, Any]]:
    """The rows as JSON, without the sheet's name, which a text file does not have."""
    return [
        json.loads(json.dumps(row_json(row, "en")).replace(json.dumps("Лист"), "null"))
        for row in _read(path, names).rows
    ]


@pytest.mark.usefixtures("here")
@settings(max_examples=60, deadline=None)
@given(sheet=merged())
def test_one_workbook_gives_the_same_rows_in_every_format(sheet: Sheet, names: Names) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_xlsx = _rows(write_xlsx(folder / "any.xlsx", sheet), names)
        assert _rows(write_xls(folder / "any.xls", sheet), names) == as_xlsx
        assert _rows(write_ods(folder / "any.ods", sheet), names) == as_xlsx


@pytest.mark.usefixtures("here")
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(st.one_of(st.just(""), WORDS), min_size=6, max_size=6), max_size=12))
def test_a_table_of_words_gives_the_same_rows_as_text(rows: list[list[Value]], names: Names) -> None:
    sheet = Sheet("Лист", [list(HEADER), *rows])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        as_xlsx = _rows(write_xlsx(folder / "any.xlsx", sheet), names)
        assert _rows(write_csv(folder / "any.csv", sheet), names) == as_xlsx

"""Two partners with commitments, their workbooks, and short ways to fill them in as a partner would."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tracker.desk import EDITOR, Desk, updates
from tracker.desk.updates import Comparison
from tracker.model import Partner
from tracker.sheets.partner_words import heading
from tracker.words import terms

OURS = """
№ | Мероприятие | Срок | Ответственные | Район | Дата
1 | Поставить фонари у школы | до 1 июня 2026 | ОМВД | Рудаки | 15.02.2025
2 | Открыть приёмную для жителей | до 1 июня 2027 | ОМВД | Рудаки | 15.02.2025
3 | Отчитываться перед Общественным советом | ежеквартально | ОМВД | Рудаки | 15.02.2025
4 | Принимать граждан без записи | постоянно | ОМВД | Рудаки | 15.02.2025
"""
THEIRS = """
№ | Мероприятие | Срок | Ответственные | Район | Дата
1 | Канарейка чужого партнёра | до 1 июня 2026 | ОМВД | Вахдат | 15.02.2025
"""
LIGHTS, ROOM, REPORT, RECEPTION, CANARY = (
    "AH-00001-B",
    "AH-00002-C",
    "AH-00003-D",
    "AH-00004-E",
    "AH-00005-F",
)
TODAY = date(2026, 11, 23)


@pytest.fixture
def two_partners(desk: Desk, load: Callable[..., Any]) -> Desk:
    """An installation in which two partners follow commitments; "ours" four, "theirs" one."""
    with desk.store.write(actor="test", action="partners", at=datetime(2025, 1, 1, tzinfo=UTC)) as change:
        names = (("ours", "Наши"), ("theirs", "Чужие"))
        ids = change.take_ids(Partner, 2)
        change.append(
            Partner,
            [
                {
                    "id": key, "code": code, "name_en": code, "name_ru": name, "name_tg": name, "aliases": None,
                    "illustration": False,
                }
                for key, (code, name) in zip(ids, names, strict=True)
            ],
        )  # fmt: skip
    load(OURS, partner="ours", on="2026-03-01")
    load(THEIRS, partner="theirs", name="theirs.xlsx", on="2026-03-01")
    return desk


Made = Callable[..., Path]


@pytest.fixture
def made(two_partners: Desk, tmp_path: Path) -> Made:
    """Write the workbook of a partner; returns its path."""

    def write(partner: str = "ours", *, language: str = "ru", name: str = "book.xlsx") -> Path:
        path = tmp_path / name
        updates.workbook(two_partners, EDITOR, partner, path, language=language)
        return path

    return write


def table_of(book: Any) -> Any:
    """The sheet with the table."""
    return book.worksheets[1]


def fill(
    path: Path,
    row: str,
    *,
    language: str = "ru",
    out: Path | None = None,
    due: date | None = None,
    **told: Any,
) -> Path:
    """Fill in the cells of the row with this code, by field; a status is written as its word in the language."""
    book = openpyxl.load_workbook(path)
    sheet = table_of(book)
    columns = {cell.value: cell.column for cell in sheet[3]}
    for line in sheet.iter_rows(min_row=4):
        here = line[columns[heading("due", language)] - 1].value
        if line[0].value == row and (due is None or (isinstance(here, datetime) and here.date() == due)):
            for field, value in told.items():
                said = (
                    terms.label("status", value, language)
                    if field in ("status", "claim") and value in terms.LABELS["status"]
                    else value
                )
                sheet.cell(line[0].row, columns[heading(field, language)]).value = said
            break
    else:
        raise AssertionError(f"no row {row}")
    out = out or path
    book.save(out)
    return out


@pytest.fixture
def returned(two_partners: Desk) -> Callable[[Path], Comparison]:
    """Compare a returned workbook, and take what is right."""

    def take(path: Path) -> Comparison:
        compared = updates.compare(two_partners, EDITOR, path)
        updates.apply(two_partners, EDITOR, compared)
        return compared

    return take


def outcomes(compared: Comparison) -> dict[str, str]:
    """What came of the rows that say anything, by code."""
    return {one.row.code or "": one.outcome for one in compared.rows if one.outcome != "unchanged"}


def codes(compared: Comparison) -> set[str]:
    """The codes of all issues."""
    return {issue.code for one in compared.rows for issue in one.issues}

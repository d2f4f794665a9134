"""The registers of the sample: trainings between the forums, posts of officials, indicators by district and quarter."""

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.making.books import Book
from data.making.model import Meant
from data.making.places import full_name, table
from data.making.tables import everything

SEED = 20261119
FORUM = (
    "№", "Дата", "Вид встречи", "Тема", "Район / город", "Место проведения", "Организатор",
    ("Участники", "женщин"), ("Участники", "мужчин"), ("Участники", "сотрудников милиции"),
)  # fmt: skip
POSTS = ("№", "Должность", "Орган", "Район / город")
FIGURES = ("№", "Показатель", "Район / город", "Период", "Значение", "Ед. изм.", "Источник")

TRAININGS = (
    ("2024-09-18", "khujand", "Медиация споров между соседями", "учебный центр"),
    ("2024-10-29", "hisor", "Как вести общественный форум по безопасности", "дом культуры"),
    ("2025-02-12", "bokhtar", "Работа с обращениями граждан", "центр подготовки"),
    ("2025-03-19", "kulob", "Как вести общественный форум по безопасности", "библиотека"),
    ("2025-05-21", "khorugh", "Участие молодёжи в безопасности махалли", "школа № 1"),
    ("2025-09-24", "panjakent", "Проверка исполнения обещаний: как спрашивать и записывать", "дом культуры"),
    ("2025-11-12", "rudaki", "Предупреждение насилия в семье", "учебный центр"),
    ("2026-02-18", "vakhsh", "Проверка исполнения обещаний: как спрашивать и записывать", "джамоат"),
    ("2026-04-22", "vose", "Медиация споров между соседями", "дом культуры"),
    ("2026-06-24", "istaravshan", "Участие женщин в общественных советах", "учебный центр"),
    ("2026-09-16", "khorugh", "Проверка исполнения обещаний: как спрашивать и записывать", "библиотека"),
)
ORGANISERS = {
    "TJ-SU": "Намуна-Шимол",
    "TJ-DU": "Намуна-Марказ",
    "TJ-RA": "Намуна-Марказ",
    "TJ-GB": "Намуна-Кухсор",
    "bokhtar": "Намуна-Джануб",
    "vakhsh": "Намуна-Джануб",
    "kulob": "Намуна-Шарк",
    "vose": "Намуна-Шарк",
}
PLACES = ("khujand", "panjakent", "rudaki", "hisor", "bokhtar", "vakhsh", "kulob", "khorugh")
INDICATORS = (
    ("Сообщения о преступлениях, принятые милицией", "сообщ.", "Книги учёта сообщений (иллюстрация)", 40, 6),
    ("Сообщения, по которым приняты меры", "сообщ.", "Книги учёта сообщений (иллюстрация)", 22, 4),
    ("Доверие жителей к милиции", "%", "Опрос на форумах (иллюстрация)", 41, 2),
)


def forums(path: Path, loaded_on: date) -> list[Meant]:
    """The office's register of all meetings: every forum again with who came, and the trainings between them."""
    dice = random.Random(SEED)
    meetings: list[tuple[date, str, str, str, str, str, int, int, int]] = []
    for one in {c.forum.code: c.forum for c in everything() if c.forum}.values():
        place = (one.kind, "", full_name(one.district, "ru"), one.place, one.organiser)
        meetings.append((one.held_on, *place, one.women, one.men, one.police))
    for day, district, subject, where in TRAININGS:
        region = next(row["region_code"] for row in table("gazetteer.csv") if row["code"] == district)
        place = (
            "Тренинг",
            subject,
            full_name(district, "ru"),
            where,
            ORGANISERS.get(district) or ORGANISERS[region],
        )
        came = (dice.randint(9, 17), dice.randint(7, 15), dice.randint(1, 5))
        meetings.append((date.fromisoformat(day), *place, *came))
    rows = [(at, *one) for at, one in enumerate(sorted(meetings), start=1)]
    return _book(
        path, loaded_on, "Реестр форумов и тренингов (иллюстрация)", "Форумы и тренинги", FORUM, rows
    )


def officials(path: Path, loaded_on: date) -> list[Meant]:
    """Posts only: nobody's name stands in the sample."""
    rows = []
    for district in PLACES:
        where = full_name(district, "ru")
        rows.append(("Начальник отдела внутренних дел", "ОМВД", where))
        rows.append(("Председатель", "Хукумат", where))
    numbered = [(at, f"{post}, {where}", body, where) for at, (post, body, where) in enumerate(rows, start=1)]
    return _book(
        path,
        loaded_on,
        "Должностные лица: только должности (иллюстрация)",
        "Должностные лица",
        POSTS,
        numbered,
    )


def indicators(path: Path, loaded_on: date) -> list[Meant]:
    """Three indicators in eight districts over eleven quarters; invented, like everything here."""
    dice = random.Random(SEED)
    rows = []
    quarters = [(year, number) for year in (2024, 2025, 2026) for number in (1, 2, 3, 4)][:11]
    for name, unit, source, start, step in INDICATORS:
        for district in PLACES:
            level = start + dice.randint(-8, 12)
            for year, number in quarters:
                roman = ("I", "II", "III", "IV")[number - 1]
                rows.append(
                    (name, full_name(district, "ru"), f"{roman} квартал {year} г.", level, unit, source)
                )
                level = max(5, level + dice.randint(-step, step + 1))
    numbered = [(at, *row) for at, row in enumerate(rows, start=1)]
    return _book(
        path,
        loaded_on,
        "Показатели безопасности по районам и кварталам (иллюстрация)",
        "Показатели",
        FIGURES,
        numbered,
    )


def _book(
    path: Path,
    loaded_on: date,
    title: str,
    name: str,
    header: Sequence[str | tuple[str, str]],
    rows: Sequence[Sequence[object]],
) -> list[Meant]:
    book = Book(path, loaded_on, title)
    sheet = book.sheet(
        name, ["text" if len(str(rows[0][column])) > 25 else "" for column in range(len(header))]
    )
    row = book.heading(sheet, (title.upper(),), "ru", len(header))
    row = _header(book, sheet, row, header)
    for at, cells in enumerate(rows):
        for column, content in enumerate(cells):
            book.put(sheet, row + at, column, content or None)  # type: ignore[arg-type]
    return book.close()


def _header(book: Book, sheet: object, row: int, header: Sequence[str | tuple[str, str]]) -> int:
    """One level, or two with the columns of a group under its name."""
    if not any(isinstance(title, tuple) for title in header):
        for column, title in enumerate(header):
            book.put(sheet, row, column, str(title), book.head)  # type: ignore[arg-type]
        return row + 1
    group = [column for column, title in enumerate(header) if isinstance(title, tuple)]
    sheet.merge_range(row, group[0], row, group[-1], header[group[0]][0], book.head)  # type: ignore[attr-defined]
    for column, title in enumerate(header):
        if isinstance(title, tuple):
            book.put(sheet, row + 1, column, title[1], book.head)  # type: ignore[arg-type]
        else:
            sheet.merge_range(row, column, row + 1, column, title, book.head)  # type: ignore[attr-defined]
    return row + 2

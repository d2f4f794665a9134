"""Whole sheets with the traps that real plans set: several tables, ditto marks, footers, headings, places in titles."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.workbooks import sheet, write_csv, write_xlsx

TABLES = """
ПЛАН МЕРОПРИЯТИЙ ОМВД города Куляба на 2025 год | < | < | <

1. Профилактика | < | < | <
№ | Мероприятия | Срок | Ответственные
1 | Беседы в школах | май | УИМ
2 | Рейды | июнь | ОМВД

2. Охрана порядка | < | < | <
№ | Мероприятия | Срок | Ответственные
1 | Патрули | постоянно | ОМВД

Таблица 3. Обязательства хукумата | < | < | <
№ | Ответственные | Обязательство | Срок исполнения
1 | Хукумат | Ремонт дороги | до 1 июля
"""


def test_several_tables_in_one_sheet_keep_their_own_columns_and_headings(tmp_path: Path, read: Any) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("2025", TABLES))).rows
    assert [(row.section, row.text["ru"], row.agencies[0][0]) for row in rows] == [
        ("1. Профилактика", "Беседы в школах", "mia-precinct"),
        ("1. Профилактика", "Рейды", "mia-district"),
        ("2. Охрана порядка", "Патрули", "mia-district"),
        ("Таблица 3. Обязательства хукумата", "Ремонт дороги", "hukumat-district"),
    ]
    assert rows[3].due.on == date(2025, 7, 1)


DITTO = """
№ | Обязательство | Район | Ответственный | Срок
1 | Починить мост | Рашт | ОМВД, Хукумат | до 1 мая 2025
2 | Осветить улицу | -//- | то же | --"--
3 | Поставить знаки | ҳамон | ditto | до 1 июня 2025
4 | Обойти дворы | там же | " | -"-
"""


def test_a_ditto_mark_means_the_value_above(tmp_path: Path, read: Any) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", DITTO))).rows
    assert [row.districts for row in rows] == [("rasht",)] * 4
    assert [row.agencies for row in rows] == [(("mia-district", "lead"), ("hukumat-district", "joint"))] * 4
    assert [row.due.on for row in rows] == [date(2025, 5, 1)] * 2 + [date(2025, 6, 1)] * 2
    assert rows[1].cells["C"] == "-//-"


def test_a_ditto_mark_with_nothing_above_says_nothing_and_a_dash_is_none(tmp_path: Path, read: Any) -> None:
    table = "№ | Обязательство | Район | Ответственный\n1 | Мост | -//- | -\n2 | Дорога | Рашт | ОМВД\n3 | Школа | - | -"
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).rows
    assert [(row.districts, row.agencies) for row in rows] == [
        ((), ()),
        (("rasht",), (("mia-district", "lead"),)),
        ((), ()),
    ]


HEADER = ["№", "Мероприятие", "Срок", "Ответственный", "Статус"]
BODY = [["1", "Починить мост", "до 1 мая 2025", "Хукумат", "Исполнено"],
        ["2", "Поставить фонари", "III квартал 2025", "ОМВД", "в работе"]]  # fmt: skip
FOOTERS = [
    "Всего: 2", "ВСЕГО | 2", "Итого исполнено: 1 (50 %)", "Исполнено: 1, в работе: 1", "из них исполнено | 1",
    "Всего / Ҳамагӣ: 2", "* сроки могут меняться", "¹ срок уточнён", "Примечание. Коды присвоены партнёром",
    "Прим.: в графе 5 указано состояние на 01.10.2025", "Сокращения: ОМВД – отдел МВД", "Координатор ___________",
    "Координатор проекта | | ___________", "Секретарь форума: | | Намунаева Н.", "Исп. Намунаев Н., тел. 2-22-22",
    "М.П.", "«___» __________ 2025 г.", "УТВЕРЖДЕНО на заседании форума 12.03.2025", "Дата: 01.10.2025", "Лист 1 из 2",
    "Конец плана", "- | - | - | -", "…", "Ҳамагӣ: 2 чорабинӣ", "Эзоҳ: муҳлатҳо тағйир меёбанд", "Сардори шуъба | | ________",
    "Total: 2", "Prepared by the partner", "Number of commitments: 2", "Процент исполнения: 50 %",
]  # fmt: skip


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("footer", FOOTERS)
def test_what_stands_below_a_table_is_no_commitment(
    footer: str, blank: bool, numbered: bool, tmp_path: Path, read: Any
) -> None:
    below = [cell.strip() for cell in footer.split("|")]
    rows = [HEADER, *BODY, *([[""] * 5] if blank else []), ["", *below]]
    rows = [row if numbered else row[1:] for row in rows]
    page = sheet("", "")
    page.rows = rows
    assert len(read(write_csv(tmp_path / "book.csv", page)).rows) == 2


def test_headings_in_capitals_are_sections_where_rows_have_no_numbers(tmp_path: Path, read: Any) -> None:
    table = """
Мероприятие | Срок | Ответственный
РАБОТА С НАСЕЛЕНИЕМ
Вести журнал | постоянно | ОМВД
ШКОЛЫ:
Знаки | август 2025 | ГАИ
"""
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).rows
    assert [(row.section, row.text["ru"]) for row in rows] == [
        ("РАБОТА С НАСЕЛЕНИЕМ", "Вести журнал"),
        ("ШКОЛЫ:", "Знаки"),
    ]


ONE = "№ | Мероприятие | Срок | Ответственный\n1 | Починить мост | до 1 мая | Хукумат"


@pytest.mark.parametrize(
    ("name", "title", "districts", "code"),
    [
        ("Раштский район", "План на 2025 год", ("rasht",), None),
        ("г. Хорог", "План на 2025 год", ("khorugh",), None),
        ("Рашт 2025", "План", ("rasht",), None),
        ("Бохтар", "План на 2025 год", (), "unknown_district"),
        ("Бохтар", "План мероприятий в городе Бохтар на 2025 год", ("bokhtar",), None),
        ("План", "План совместных действий Бохтарского района на 2025 год", ("kushoniyon",), None),
    ],
)
def test_the_sheets_name_or_its_title_gives_the_district_or_is_asked_about(
    name: str, title: str, districts: tuple[str, ...], code: str | None, tmp_path: Path, read: Any
) -> None:
    table = f"{title} | < | < | <\n{ONE}"
    (row,) = read(write_xlsx(tmp_path / "book.xlsx", sheet(name, table))).rows
    assert row.districts == districts
    assert (row.issues[0].code if row.outcome == "rejected" else None) == code


@pytest.mark.parametrize(
    ("title", "year", "as_of"),
    [
        ("Отчёт о ходе выполнения Плана за 2025 год на 1 октября 2025 года", 2025, date(2025, 10, 1)),
        ("Сведения об исполнении (на 01.10.2025)", None, date(2025, 10, 1)),
        ("Отчётная дата – 1 октября 2025 г.", None, date(2025, 10, 1)),
        ("Санаи ҳисобот: 1 октябри соли 2025", None, date(2025, 10, 1)),
        ("Report date: 1 Oct 2025", None, date(2025, 10, 1)),
        ("План во исполнение Закона от 17.05.2004 № 41 на 2025 год", 2025, None),
        ("План по реализации Программы реформы милиции на 2021–2025 годы в 2025 году", 2025, None),
        ("План на 1 полугодие 2025 года", 2025, None),
        ("План по реализации Стратегии до 2030 года на 2025 год", 2025, None),
        ("Обновлено: 01.10.2025", None, date(2025, 10, 1)),
        ("Ҳолат то 1 октябри соли 2025", None, date(2025, 10, 1)),
        ("Обязательства по итогам форума 14 марта 2025 года", None, None),
    ],
)
def test_a_title_gives_the_year_of_the_plan_and_the_day_of_the_report(
    title: str, year: int | None, as_of: date | None, tmp_path: Path, read: Any
) -> None:
    reading = read(write_xlsx(tmp_path / "book.xlsx", sheet("Лист1", f"{title} | < | < | <\n{ONE}")))
    due = reading.rows[0].due
    assert (due.on.year if due.on else None, reading.as_of) == (year, as_of)


def test_of_two_stamps_the_approval_counts(tmp_path: Path, read: Any) -> None:
    table = f"СОГЛАСОВАНО\\n10.01.2025 | | | УТВЕРЖДАЮ\\n15.01.2025\n\nПлан на 2025 год | < | < | <\n{ONE}"
    assert read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).approved_on == date(2025, 1, 15)


def test_digits_that_are_no_numbers_do_not_stop_the_reader(tmp_path: Path, read: Any) -> None:
    table = "№ | Мероприятие | Срок | Статус\n1 | Сделать | ¹ | ²\n2 | Ещё | ٣ | ½"
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).rows
    assert [row.due.cadence for row in rows] == ["unknown", "unknown"]


def test_two_languages_may_be_parted_by_two_strokes(tmp_path: Path, read: Any) -> None:
    table = "№ | Обязательство | Срок\n1 | Осветить улицу у школы // Кӯчаи назди мактаб равшан карда шавад | 2025 г."
    (row,) = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).rows
    assert row.text == {"ru": "Осветить улицу у школы", "tg": "Кӯчаи назди мактаб равшан карда шавад"}


def test_a_code_in_other_letters_of_the_same_look_is_the_same_code(tmp_path: Path, read: Any) -> None:
    table = "Код | Обязательство | Срок\nА-01 | Мост | 2025 г.\nA-01 | Школа | 2025 г.\nа-01 | Мост | 2025 г."
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", table))).rows
    assert [row.outcome for row in rows] == ["new", "rejected", "duplicate"]
    assert rows[1].clashes_with == ("План", 2)


POORER_ABOVE = """
План ОМВД г. Куляб на 2025 год
1. Профилактика
№ | Мероприятие | Срок | Исполнитель
1 | Рейды у школ | I квартал | ОМВД
2 | Беседы с родителями | II квартал | Участковые инспекторы

2. Протокол форума от 12.05.2025
№ | Обязательство | Кто обещал | Район | Контрольный срок | Отметка о выполнении
1 | Починить светофор | ГАИ | г. Куляб | 01.07.2025 | выполнено
"""


def test_a_table_above_one_with_more_columns_is_not_lost(tmp_path: Path, read: Any) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("Куляб", POORER_ABOVE))).rows
    assert [(row.row, row.section, row.agencies[0][0], str(row.due.on)) for row in rows] == [
        (4, "1. Профилактика", "mia-district", "2025-03-31"),
        (5, "1. Профилактика", "mia-precinct", "2025-06-30"),
        (9, "2. Протокол форума от 12.05.2025", "mia-traffic", "2025-07-01"),
    ]


STRETCHES = """
План на 2025 год
Мероприятие | Исполнитель | Срок | <
^ | ^ | начало | окончание
Вести приём | ОМВД | в течение года | <
Обновить стенды | ОМВД | постоянно | <
Провести сход | ОМВД | 01.03.2025 |
"""


def test_a_whole_stretch_written_over_start_and_end_is_the_deadline(tmp_path: Path, read: Any) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", STRETCHES))).rows
    assert [(row.due.cadence, str(row.due.from_), str(row.due.on)) for row in rows] == [
        ("once", "2025-01-01", "2025-12-31"),
        ("continuous", "2025-01-01", "2025-12-31"),
        ("unknown", "None", "None"),
    ]

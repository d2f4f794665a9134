"""Registers of forums, partners, officials and indicators: found by their headers, read cell by cell."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.workbooks import sheet, write_csv, write_ods, write_xls, write_xlsx
from tracker.sheets import Reading, RegisterReading, reading_json

Read = Callable[..., Reading]

FORUMS = """
| УТВЕРЖДАЮ ||||
| Реестр форумов и тренингов ||||

| № | Дата | Вид | Тема | Район | Место | Организатор | Участники | < | < | < |
| ^ | ^ | ^ | ^ | ^ | ^ | ^ | всего | женщин | мужчин | милиция |
| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 |
| 1 | =2025-03-05 | тренинг | Медиация | Рудаки | зал | Намуна | =30 | =12 | =18 | =4 |
| 2 | 6 марта 2025 | форум | | р-н Хацон | зал | Намуна | | 12 | много | 4 |
| 3 | весной | круглый стол | | Панҷ | зал | Намуна | =40 | 12 | 18 | 4 |
| Всего | | | | | | | 70 | 24 | | |
"""


def registers(read: Read, path: Path) -> tuple[RegisterReading, ...]:
    return read(path).registers


def said(register: RegisterReading) -> list[dict[str, Any]]:
    return [entry.fields for entry in register.entries]


def test_a_register_of_forums_is_found_below_titles_and_gives_day_kind_place_and_attendance(
    read: Read, tmp_path: Path
) -> None:
    reading = read(write_xlsx(tmp_path / "forums.xlsx", sheet("Лист1", FORUMS)))
    (register,) = reading.registers
    assert (register.kind, register.header_row) == ("forum", 5)
    assert reading.rows == [] and reading.issues == () and reading.sheets[0].passed_over is None
    assert register.entries[0].fields == {
        "held_on": date(2025, 3, 5), "kind": "training", "subject": "Медиация", "district": "rudaki", "place": "зал",
        "organiser": "Намуна", "participants": 30, "women": 12, "men": 18, "police": 4,
    }  # fmt: skip


def test_what_is_wrong_in_a_register_is_told_at_its_cell(read: Read, tmp_path: Path) -> None:
    (register,) = registers(read, write_xlsx(tmp_path / "forums.xlsx", sheet("Лист1", FORUMS)))
    told = [(one.outcome, [(issue.code, issue.cell) for issue in one.issues]) for one in register.entries]
    assert told == [
        ("new", []),
        ("rejected", [("unknown_district", "E8"), ("count_unreadable", "J8")]),
        ("rejected", [("no_day", "B9"), ("attendance_differs", "H9")]),
    ]


@pytest.mark.parametrize(
    ("write", "name"), [(write_xlsx, "a.xlsx"), (write_xls, "a.xls"), (write_ods, "a.ods")]
)
def test_the_same_register_in_another_format_gives_the_same(
    read: Read, tmp_path: Path, write: Callable[..., Path], name: str
) -> None:
    first = registers(read, write_xlsx(tmp_path / "first.xlsx", sheet("Лист1", FORUMS)))
    assert said(registers(read, write(tmp_path / name, sheet("Лист1", FORUMS)))[0]) == said(first[0])


@pytest.mark.parametrize(
    "table",
    [
        """
        | Date | Kind of event | District | Venue | Women | Men | Police |
        | 5 March 2025 | Training | Rudaki | Hall | 4 | 5 | 6 |
        """,
        """
        | Милитсия | Занон | Мардон | Ҷой | Ноҳия | Сана | Навъ |
        | 6 | 4 | 5 | Hall | Рӯдакӣ | 05.03.2025 | Омӯзиш |
        """,
    ],
    ids=["english", "tajik in another order"],
)
def test_headers_in_three_languages_and_any_order(read: Read, tmp_path: Path, table: str) -> None:
    (register,) = registers(read, write_csv(tmp_path / "a.csv", sheet("a", table)))
    assert said(register) == [
        {"held_on": date(2025, 3, 5), "kind": "training", "district": "rudaki", "place": "Hall", "women": 4, "men": 5, "police": 6}
    ]  # fmt: skip


def test_a_list_of_events_with_attendance_is_no_list_of_commitments(read: Read, tmp_path: Path) -> None:
    table = """
    | Дата | Мероприятие | Район | Женщин | Мужчин |
    | 05.03.2025 | Тренинг по медиации | Рудаки | 5 | 6 |
    """
    reading = read(write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    assert reading.rows == []
    assert said(reading.registers[0])[0]["subject"] == "Тренинг по медиации"


def test_agreements_with_attendance_stay_commitments(read: Read, tmp_path: Path) -> None:
    table = """
    | Дата форума | Вид встречи | Район | Женщин | Мужчин | Принятые договорённости |
    | 05.03.2025 | форум | Рудаки | 5 | 6 | Осветить улицу |
    | 06.03.2025 | тренинг | Рудаки | 9 | 1 | |
    """
    reading = read(write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    assert [row.text for row in reading.rows] == [{"ru": "Осветить улицу"}]
    # a meeting at which nothing was agreed is no commitment without words
    assert said(reading.registers[0]) == [
        {"held_on": date(2025, 3, 6), "kind": "training", "district": "rudaki", "women": 9, "men": 1}
    ]


def test_a_row_of_a_commitment_without_its_words_is_still_rejected(read: Read, tmp_path: Path) -> None:
    table = """
    | Дата форума | Район | Женщин | Договорённость | Срок | Ответственный |
    | 05.03.2025 | Рудаки | 5 | Осветить улицу | 01.06.2025 | Хукумат |
    | 06.03.2025 | Рудаки | 5 | | 01.06.2025 | Хукумат |
    """
    reading = read(write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    assert [row.outcome for row in reading.rows] == ["new", "rejected"]
    assert reading.registers == ()


def test_a_list_of_posts_names_bodies_and_places_by_code(read: Read, tmp_path: Path) -> None:
    table = """
    | Мансаб | Идора | Ноҳия | Ному насаб |
    | Сардор | ШВКД дар ноҳияи Рӯдакӣ | Рӯдакӣ | А. |
    | | Ҳукумат | Панҷ | |
    """
    (register,) = registers(read, write_xlsx(tmp_path / "a.xlsx", sheet("Рӯйхат", table)))
    assert register.kind == "official"
    assert said(register)[0] == {
        "post": "Сардор",
        "agency": "mia-district",
        "district": "rudaki",
        "holder": "А.",
    }
    assert [issue.code for issue in register.entries[1].issues] == ["no_name"]


def test_a_list_of_partners_gives_names_by_language_and_places(read: Read, tmp_path: Path) -> None:
    table = """
    | Code | Name of the organisation | Name (Tajik) | Districts |
    | abc | ABC | АБС | Rudaki; Panj |
    """
    (register,) = registers(read, write_xlsx(tmp_path / "a.xlsx", sheet("List", table)))
    assert said(register) == [
        {"code": "abc", "name_en": "ABC", "name_tg": "АБС", "districts": ("rudaki", "panj")}
    ]


Q1, Q2 = (date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    "table",
    [
        """
        | Показатель | Район | Период | Значение |
        | Сообщения | Рудаки | I квартал 2025 | =120 |
        | Сообщения | Рудаки | II кв. 2025 г. | 1 130,5 |
        """,
        """
        | Показатель | Район | 2025 | < |
        | ^ | ^ | I кв. | II кв. |
        | Сообщения | Рудаки | =120 | 1130.5 |
        """,
        """
        | Показатель | Район | с | по | Значение |
        | Сообщения | Рудаки | 01.01.2025 | 31.03.2025 | =120 |
        | Сообщения | Рудаки | 01.04.2025 | 30.06.2025 | =1130.5 |
        """,
        """
        | Показатели безопасности |||

        | Район | Год | Квартал | Сообщения |
        | Рудаки | =2025 | I | =120 |
        | Рудаки | =2025 | 2 | =1130.5 |
        """,
    ],
    ids=["long", "wide", "from and to", "an indicator a column"],
)
def test_figures_are_read_from_long_and_wide_tables(read: Read, tmp_path: Path, table: str) -> None:
    (register,) = registers(read, write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    found = [(f["indicator"], f["district"], (f["from"], f["to"]), f["value"]) for f in said(register)]
    assert found == [("Сообщения", "rudaki", Q1, 120.0), ("Сообщения", "rudaki", Q2, 1130.5)]


def test_figures_that_cannot_be_read_are_rejected_and_gaps_are_none(read: Read, tmp_path: Path) -> None:
    table = """
    | Показатель | Район | Период | Значение |
    | Сообщения | Рудаки | за период | =1 |
    | Сообщения | Рудаки | 2024 | много |
    | Сообщения | Рудаки | 2025 | н/д |
    | Сообщения | Рудаки, Варзоб | 2025 | =3 |
    | Сообщения | Панҷ | 2025 | =4 |
    | Сообщения | Панҷ | 2025 год | =5 |
    | Сообщения | Панҷ | 2025 г. | =4 |
    """
    (register,) = registers(read, write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    assert [(one.row, one.outcome, [i.code for i in one.issues]) for one in register.entries] == [
        (2, "rejected", ["period_unreadable"]),
        (3, "rejected", ["value_unreadable"]),
        (5, "rejected", ["one_place"]),
        (6, "new", []),
        (7, "rejected", ["entry_clash"]),
        (8, "duplicate", ["repeated_entry"]),
    ]


def test_beside_commitments_only_a_sheet_that_says_so_is_a_register(read: Read, tmp_path: Path) -> None:
    plan = """
    | № | Мероприятие | Срок | Ответственный |
    | 1 | Осветить улицу | 01.06.2025 | Хукумат |
    """
    contacts = """
    | ФИО | Должность | Организация |
    | А. | Начальник | Хукумат |
    """
    path = write_xlsx(tmp_path / "a.xlsx", sheet("План", plan), sheet("Контакты", contacts))
    assert read(path).registers == () and read(path).sheets[1].passed_over == "no_table"
    named = write_xlsx(tmp_path / "b.xlsx", sheet("План", plan), sheet("Должностные лица", contacts))
    assert [one.kind for one in registers(read, named)] == ["official"]


def test_the_document_of_the_command_line_holds_registers_only_where_there_are_some(
    read: Read, tmp_path: Path
) -> None:
    plan = """
    | № | Мероприятие | Срок |
    | 1 | Осветить улицу | 01.06.2025 |
    """
    assert "registers" not in reading_json(read(write_xlsx(tmp_path / "a.xlsx", sheet("План", plan))), "en")
    document = reading_json(read(write_xlsx(tmp_path / "b.xlsx", sheet("Лист1", FORUMS))), "ru")
    (register,) = document["registers"]
    assert register["kind"] == "forum" and register["header_row"] == 5 and document["rows"] == []
    assert register["counts"] == {"new": 1, "changed": 0, "same": 0, "duplicate": 0, "rejected": 2}
    assert register["rows"][0]["held_on"] == "2025-03-05"
    assert register["rows"][1]["issues"][0]["cell"] == "E8"


def test_a_training_called_like_a_commitment_is_not_taken_for_a_header(read: Read, tmp_path: Path) -> None:
    table = """
    | Дата | Вид встречи | Тема | Район | Место проведения | Женщин | Мужчин |
    | 05.03.2025 | Тренинг | Проверка исполнения обещаний | район Рудаки | зал | 5 | 6 |
    | 06.03.2025 | форум | | район Варзоб | зал | 7 | 8 |
    """
    reading = read(write_xlsx(tmp_path / "a.xlsx", sheet("Лист1", table)))
    assert reading.rows == []
    assert [one.fields["women"] for one in reading.registers[0].entries] == [5, 7]

"""Where a table begins and ends, and what in it is a commitment: the same in every format."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sheets.workbooks import Sheet, sheet, write_csv, write_ods, write_xls, write_xlsx

MINISTRY = sheet(
    "План",
    """
| | | | | | | УТВЕРЖДЁН | < | <
| | | | | | | приказом Министра | < | <
| | | | | | | от 15.01.2025 г. № 12 | < | <

План мероприятий Министерства внутренних дел на 2025 год (по состоянию на 1 октября 2025 года) | < | < | < | < | < | < | < | <

№ | Мероприятия | Исполнители | < | Сроки исполнения | < | Ход исполнения | < | <
^ | ^ | ответственные | соисполнители | план | < | отметка | < | Что сделано
^ | ^ | ^ | ^ | начало | конец | статус | дата | ^
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9
Раздел 1. Нормативное обеспечение | < | < | < | < | < | < | < | <
1.1. | Разработать проект положения | МВД РТ | Минюст | =2025-02-01 | =2025-06-30 | Исполнено | =2025-06-25 | Проект внесён
1.2. | Провести анализ обращений граждан | УООП МВД | Академия МВД | | ежеквартально | На исполнении | |
Итого по разделу 1: 2 | | | | | | | |
Раздел 2. Работа с населением | < | < | < | < | < | < | < | <
№ | Мероприятия | Исполнители | < | Сроки исполнения | < | Ход исполнения | < | <
^ | ^ | ответственные | соисполнители | план | < | отметка | < | Что сделано
^ | ^ | ^ | ^ | начало | конец | статус | дата | ^
2.1. | Создать телефон доверия | Управление связи | | | до 1 июля | исполнено с опозданием | |
2.2. | | МВД РТ | | | декабрь | | |
Всего по плану: 4 | | | | | | | |

* Примечание: сроки могут меняться | < | < | < | < | < | < | < | <
Начальник штаба | | | | __________ | | Ф.И.О. | |
""",
)


def _write(form: str, path: Path, one: Sheet) -> Path:
    if form == "csv":
        return write_csv(path / "book.csv", one)
    writer = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}[form]
    return writer(path / f"book.{form}", one)


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
def test_a_ministry_plan_with_three_levels_of_header_is_read_the_same_in_every_format(
    form: str, tmp_path: Path, read: Any
) -> None:
    reading = read(_write(form, tmp_path, MINISTRY))
    assert reading.approved_on == date(2025, 1, 15)
    assert reading.as_of == date(2025, 10, 1)
    assert [(row.number, row.outcome) for row in reading.rows] == [
        ("1.1.", "new"),
        ("1.2.", "new"),
        ("2.1.", "new"),
        ("2.2.", "rejected"),
    ]
    first, second, third, fourth = reading.rows
    assert first.section == "Раздел 1. Нормативное обеспечение"
    assert first.agencies == (("mia", "lead"), ("moj", "joint"))
    assert (first.due.from_, first.due.on) == (date(2025, 2, 1), date(2025, 6, 30))
    assert (first.status, first.status_on, first.status_on_assumed) == ("fulfilled", date(2025, 6, 25), False)
    assert first.found == "Проект внесён"
    assert (second.due.recurrence, second.status, second.status_on) == (
        "quarterly",
        "in_progress",
        date(2025, 10, 1),
    )
    assert third.section == "Раздел 2. Работа с населением"
    assert (third.unknown_agencies, third.agencies) == (("Управление связи",), ())
    assert (third.status, third.late, third.status_on) == ("fulfilled", True, date(2025, 10, 1))
    assert fourth.issues[0].code == "no_text"


TAJIK = """
| | | | Тасдиқ мекунам
| | | | «15» январи соли 2025

Нақшаи чорабиниҳои ноҳияи Рӯдакӣ барои соли 2025 | < | < | < | <

Р/т | Чорабиниҳо | Муҳлати иҷро | Масъулон | Ҳолати иҷро
I. Кор бо аҳолӣ | < | < | < | <
1 | Қабули шаҳрвандон дар ҷамоатҳо ташкил карда шавад | ҳар семоҳа | Шуъбаи ВКД дар ноҳияи Рӯдакӣ | дар ҷараёни иҷро
2 | Роҳҳо таъмир карда шаванд | то охири сол | Ҳукумати ноҳия | иҷро нашуд
Ҳамагӣ | 2 | | |
"""
TO_SET_A = str.maketrans("ҳҲҷҶғҒқҚӯӮӣӢ", "њЊљЉѓЃќЌўЎїЇ")


@pytest.mark.parametrize("convert", [True, False])
def test_a_plan_in_an_old_tajik_font_is_understood_and_converted_if_wished(
    convert: bool, tmp_path: Path, read: Any
) -> None:
    book = write_xlsx(tmp_path / "book.xlsx", sheet("Нақша", TAJIK.translate(TO_SET_A)))
    reading = read(book, convert_legacy=convert)
    wanted = "Қабули шаҳрвандон дар ҷамоатҳо ташкил карда шавад"
    assert next(row.text["tg"] for row in reading.rows) == (wanted if convert else wanted.translate(TO_SET_A))
    assert [row.districts for row in reading.rows] == [("rudaki",), ("rudaki",)]
    assert [row.status for row in reading.rows] == ["in_progress", "not_fulfilled"]
    assert [issue.code for issue in reading.issues] == ["legacy_font" if convert else "legacy_font_kept"]


def test_a_forum_register_in_two_languages_gives_the_meeting_too(tmp_path: Path, read: Any) -> None:
    register = """
Code / Код | Date of meeting / Дата встречи | District / Район | Venue / Место проведения | Participants / Участники | < | < | Commitment / Обязательство | Deadline / Срок | Responsible / Ответственный
^ | ^ | ^ | ^ | women | men | police | ^ | ^ | ^
F-1 | =2025-03-03 | Isfara | School 5 | =25 | =30 | =4 | Install lights near the school / Установить освещение у школы | by 31 Dec 2025 | Hukumat
F-2 | 03.03.2025 | Bokhtar | | | | | Repair the bridge | Q4 2025 (moved from Q2 2025) | Hukumat
"""
    first, second = read(write_xlsx(tmp_path / "book.xlsx", sheet("Register", register))).rows
    assert first.text == {"en": "Install lights near the school", "ru": "Установить освещение у школы"}
    assert first.forum is not None
    assert (first.forum.women, first.forum.men, first.forum.police, first.forum.place) == (
        25,
        30,
        4,
        "School 5",
    )
    assert first.made_on == date(2025, 3, 3)
    assert (second.outcome, second.issues[0].code) == ("rejected", "unknown_district")
    assert second.due.first == date(2025, 6, 30)


def test_the_agencys_claim_stands_beside_the_finding(tmp_path: Path, read: Any) -> None:
    matrix = """
Закон | Статья | Обязанность | Ответственный орган | Начало | Окончание | Данные ведомства | Дата отчёта | Оценка мониторинга
О милиции | ст. 10 | Принимать граждан | МВД | =2025-01-01 | =2025-12-31 | Исполнено | 01.07.2025 | Исполнено частично
"""
    (row,) = read(write_xls(tmp_path / "book.xls", sheet("Матрица", matrix))).rows
    assert row.basis is not None and (row.basis.code, row.basis.article) == ("police", "ст. 10")
    assert row.claim is not None and (row.claim.status, row.claim.on) == ("fulfilled", date(2025, 7, 1))
    assert row.status == "partly_fulfilled"


PLAIN = """
№ | Мероприятие | Срок | Ответственный
1 | Провести встречу | до 01.06.2025 | ОМВД района Рудаки
2 | Провести встречу | до 1 июня 2025 г. | ОМВД района Рудаки
3 | Провести встречу | до 2 июня 2025 г. | ОМВД района Рудаки
"""


def test_the_same_promise_written_otherwise_is_a_duplicate_and_another_day_is_not(
    tmp_path: Path, read: Any
) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", PLAIN))).rows
    assert [row.outcome for row in rows] == ["new", "duplicate", "new"]
    assert rows[1].duplicate_of == ("План", 2)


def test_a_summary_sheet_repeats_and_adds_nothing(tmp_path: Path, read: Any) -> None:
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", PLAIN), sheet("Свод", PLAIN))).rows
    assert [row.outcome for row in rows if row.sheet == "Свод"] == ["duplicate"] * 3


def test_a_merged_body_is_filled_down_but_never_across_a_section(tmp_path: Path, read: Any) -> None:
    plan = """
№ | Мероприятие | Срок | Ответственный
1 | Открыть приёмную | до 01.06.2025 | ОМВД района Рудаки
2 | Вести журнал | постоянно | ^
II. Школы | < | < | <
1 | Поставить знаки | до 01.09.2025 |
"""
    rows = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", plan))).rows
    assert [row.agencies for row in rows] == [(("mia-district", "lead"),), (("mia-district", "lead"),), ()]


def test_a_failed_formula_is_an_error_and_never_an_empty_status(tmp_path: Path, read: Any) -> None:
    path = write_xlsx(
        tmp_path / "book.xlsx",
        sheet("План", "№ | Мероприятие | Срок | Статус\n1 | Сделать | до 01.06.2025 | x"),
    )
    book = openpyxl.load_workbook(path)
    book["План"]["D2"].value = "#REF!"
    book["План"]["D2"].data_type = "e"
    book["План"]["C2"].value = "=TODAY()"
    book["План"]["C2"].data_type = "f"
    book.save(path)
    (row,) = read(path).rows
    assert row.outcome == "rejected"
    assert [(issue.code, issue.cell) for issue in row.issues][:2] == [
        ("formula_not_calculated", "C2"),
        ("cell_error", "D2"),
    ]
    assert row.cells["D"] == "#REF!"


def test_columns_can_be_put_right_by_a_person(tmp_path: Path, read: Any) -> None:
    book = write_xlsx(tmp_path / "book.xlsx", sheet("План", "А | Б | В\nСделать | до 01.06.2025 | МВД"))
    assert read(book).sheets[0].passed_over == "no_table"
    fields = {"A": "text", "B": "due", "C": "agencies"}
    (row,) = read(book, header_overrides={"План": (1, fields)}).rows
    assert (row.text, row.due.on, row.agencies) == ({"ru": "Сделать"}, date(2025, 6, 1), (("mia", "lead"),))


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1251", "\t"), ("koi8-r", ";"), ("utf-16", ";")],
)
def test_text_files_are_read_in_their_encodings(
    encoding: str, delimiter: str, tmp_path: Path, read: Any
) -> None:
    plain = sheet("", PLAIN.replace("№", "Номер"))
    rows = read(write_csv(tmp_path / "book.csv", plain, encoding=encoding, delimiter=delimiter)).rows
    assert [row.text for row in rows] == [{"ru": "Провести встречу"}] * 3
    assert rows[0].sheet is None and rows[0].row == 2


def test_a_number_without_a_text_is_rejected_and_a_signature_below_is_nothing(
    tmp_path: Path, read: Any
) -> None:
    plan = """
Activity | Timeframe | Responsible
Install road signs near schools | Q2 2025 | Hukumat
Head of the department | | A. B. Sample
"""
    assert len(read(write_xlsx(tmp_path / "a.xlsx", sheet("Plan", plan))).rows) == 1
    numbered = "№ | Мероприятие | Срок\n1 | Сделать | до 01.06.2025\n2 | |"
    rows = read(write_xlsx(tmp_path / "b.xlsx", sheet("План", numbered))).rows
    assert [(row.number, row.outcome) for row in rows] == [("1", "new"), ("2", "rejected")]


def test_a_column_of_sections_gives_the_section(tmp_path: Path, read: Any) -> None:
    plan = "Раздел | Мероприятие | Срок\nШколы | Поставить знаки | май 2025"
    (row,) = read(write_csv(tmp_path / "book.csv", sheet("", plan))).rows
    assert row.section == "Школы"


IN_TAJIK = """
Нақшаи чорабиниҳои шуъбаи ВКД дар ноҳияи Данғара барои соли 2025 | < | < | <
№ | Чорабинӣ | Муҳлати иҷро | Иҷрокунанда
1 | Гузаронидани вохӯриҳо бо аҳолӣ дар маҳаллаҳо | семоҳаи чоруми соли 2025 | ШВКД
2 | Қабули шаҳрвандон | ҳар моҳ | Прокуратураи ноҳия
"""
FONTS = {
    "A": str.maketrans("ҳҲҷҶғҒқҚӯӮӣӢ", "њЊљЉѓЃќЌўЎїЇ"),
    "B": str.maketrans("қҚҷҶҳҲғӣӢ", "ѕЅїЇіІљњЊ"),
    "C": str.maketrans("ҳҲҷҶғҒқҚӯӮӣӢ", "хХчЧгГкКуУиИ"),
    "D": str.maketrans("ҚқҶҷҲҳӣӯ", "RrXx{[be"),
}


@pytest.mark.parametrize("font", FONTS)
def test_every_old_font_is_understood_and_letters_that_are_only_missing_stay(
    font: str, tmp_path: Path, read: Any
) -> None:
    typed = IN_TAJIK.translate(FONTS[font])
    found = read(write_xlsx(tmp_path / "book.xlsx", sheet("План", typed)))
    assert [issue.values["text"] for issue in found.issues] == ([] if font == "C" else [font])
    first, second = found.rows
    wanted = ("Кабули шахрвандон" if font == "C" else "Қабули шаҳрвандон", ("danghara",), "monthly")
    assert (second.text["tg"], second.districts, second.due.recurrence) == wanted
    assert (first.agencies[0][0], str(first.due.on)) == ("mia-district", "2025-12-31")

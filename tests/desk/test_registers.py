"""Registers through the door of every workbook: planned, written, loaded again, taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.desk.conftest import rows
from tracker.desk import EDITOR, Desk
from tracker.desk.load import Plan, undo
from tracker.store.check import check

Loaded = Callable[..., Any]

FORUMS = """
    | Дата       | Вид     | Тема     | Район  | Место | Женщин | Мужчин | Милиция |
    | 05.03.2025 | тренинг | Медиация | Рудаки | зал   | 12     | 18     | 4       |
    | 05.03.2025 | форум   |          | Рудаки | зал   | 20     | 30     | 5       |
"""
AGREED = """
    | Дата форума | Вид встречи | Район  | Женщин | Мужчин | Договорённость | Срок       | Ответственный |
    | 05.03.2025  | форум       | Рудаки | 21     | 30     | Осветить улицу | 01.06.2025 | Хукумат       |
    | 05.03.2025  | форум       | Рудаки | 21     | 30     | Открыть приём  | 01.07.2025 | ОМВД          |
"""
FIGURES = """
    | Показатель | Район  | Период         | Значение | Источник |
    | Сообщения  | Рудаки | I квартал 2025 | 120      | МВД      |
    | Сообщения  | Рудаки | II кв. 2025    | 130      | МВД      |
"""
STANDING = "SELECT kind, women, men, police FROM forum WHERE withdrawn IS NULL ORDER BY id"


def whole(desk: Desk) -> bool:
    return not any(remark.wrong for remark in check(desk.store, desk.files))


def test_a_register_of_forums_is_written_with_attendance(desk: Desk, load: Loaded) -> None:
    done = load(FORUMS, title="Форумы")
    assert done.counts["new"] == 2
    assert rows(desk, STANDING) == [("training", 12, 18, 4), ("community_police", 20, 30, 5)]
    assert rows(desk, "SELECT row, outcome FROM source_row ORDER BY row") == [(4, "new"), (5, "new")]
    assert whole(desk)


def test_the_agreements_of_a_forum_meet_the_forum_of_the_register(desk: Desk, load: Loaded) -> None:
    load(FORUMS, title="Форумы")
    load(AGREED, name="agreed.xlsx", title="Договорённости")
    # the second file counted one woman more; the training of that day is another meeting
    assert rows(desk, STANDING) == [("training", 12, 18, 4), ("community_police", 21, 30, 5)]
    agreed = (
        "SELECT f.kind, count(*) FROM commitment_version v JOIN basis b ON b.id = v.basis_id "
        "JOIN forum f ON f.id = b.forum_id GROUP BY f.kind"
    )
    assert rows(desk, agreed) == [("community_police", 2)]


def test_attendance_that_comes_with_known_agreements_lands_on_the_forum(desk: Desk, load: Loaded) -> None:
    without = "\n".join(
        "|".join(cell for at, cell in enumerate(line.split("|")) if at not in (4, 5))
        for line in AGREED.splitlines()
    )
    load(without, title="Договорённости")
    assert rows(desk, "SELECT women, men FROM forum") == [(None, None)]
    again = load(AGREED, name="again.xlsx", title="Договорённости")
    assert {name: n for name, n in again.counts.items() if n} == {"same": 2}
    assert rows(desk, "SELECT women, men FROM forum") == [(21, 30)]


def test_loading_the_same_register_again_changes_nothing(
    desk: Desk, load: Loaded, planned: Callable[..., Plan]
) -> None:
    for table in (FORUMS, FIGURES, AGREED):
        load(table, title="Показатели")
        revision = desk.revision()
        assert load(table, title="Показатели").upload_id is None
        assert load(table, name="copy.xlsx", title="Показатели", saved_by="somebody else").upload_id is None
        assert desk.revision() == revision


def test_an_empty_cell_clears_nothing_and_an_old_file_says_nothing_new(desk: Desk, load: Loaded) -> None:
    load(FORUMS, title="Форумы")
    load(FORUMS.replace("| 20 ", "|    ").replace("| 30 ", "| 33 "), name="second.xlsx", title="Форумы")
    assert rows(desk, STANDING)[1] == ("community_police", 20, 33, 5)
    assert load(FORUMS, title="Форумы").upload_id is None
    assert rows(desk, STANDING)[1] == ("community_police", 20, 33, 5)


def test_figures_have_their_source_row_and_a_corrected_one_stands_beside_the_first(
    desk: Desk, load: Loaded
) -> None:
    load(FIGURES, title="Показатели")
    done = load(FIGURES.replace("130", "131"), name="second.xlsx", title="Показатели")
    assert (done.counts["changed"], done.counts["same"]) == (1, 1)
    values = "SELECT v.value, s.row FROM indicator_value v JOIN source_row s ON s.id = v.source_row_id ORDER BY v.id"
    assert rows(desk, values) == [(120.0, 4), (130.0, 5), (131.0, 5)]
    assert rows(desk, "SELECT name_ru, source FROM indicator") == [("Сообщения", "МВД")]


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [(True, False, "public"), (False, False, "internal"), (False, True, "public")],
)
def test_a_corrected_figure_stays_as_visible_as_it_was_unless_the_load_is_published(
    desk: Desk, load: Loaded, first: bool, second: bool, shown: str
) -> None:
    load(FIGURES, title="Показатели", publish=first)
    load(FIGURES.replace("130", "131"), name="second.xlsx", title="Показатели", publish=second)
    newest = "SELECT value, visibility FROM indicator_value ORDER BY id DESC LIMIT 1"
    assert rows(desk, newest) == [(131.0, shown)]


def test_undoing_takes_back_what_a_register_added_and_what_it_changed(desk: Desk, load: Loaded) -> None:
    load(FORUMS, title="Форумы")
    load(FIGURES, name="figures.xlsx", title="Показатели")
    changed = FORUMS.replace("| 20 ", "| 25 ").replace("06.03", "07.03")
    second = load(changed, name="second.xlsx", title="Форумы")
    assert rows(desk, STANDING)[1] == ("community_police", 25, 30, 5)
    assert undo(desk, EDITOR, second.upload_id).entries == 1
    assert rows(desk, STANDING)[1] == ("community_police", 20, 30, 5)
    figures = load(FIGURES.replace("130", "131"), name="third.xlsx", title="Показатели")
    assert undo(desk, EDITOR, figures.upload_id).entries == 1
    assert rows(desk, "SELECT value, withdrawn FROM indicator_value ORDER BY id DESC LIMIT 1") == [
        (130.0, None)
    ]
    assert whole(desk)


def test_a_forum_that_agreements_stand_on_stays_and_is_named(desk: Desk, load: Loaded) -> None:
    first = load(FORUMS, title="Форумы")
    load(AGREED.replace("| 21 ", "| 20 "), name="agreed.xlsx", title="Договорённости")
    told = undo(desk, EDITOR, first.upload_id)
    assert (told.entries, told.kept_entries) == (1, ("forum-2025-03-05-" + told.kept_entries[0][17:],))
    assert rows(desk, STANDING) == [("community_police", 20, 30, 5)]


def test_what_was_taken_back_comes_again_with_the_same_file(desk: Desk, load: Loaded) -> None:
    undo(desk, EDITOR, load(FORUMS, title="Форумы").upload_id)
    undo(desk, EDITOR, load(FIGURES, name="figures.xlsx", title="Показатели").upload_id)
    assert rows(desk, STANDING) == []
    assert load(FORUMS, title="Форумы").counts["new"] == 2
    assert load(FIGURES, name="figures.xlsx", title="Показатели").counts["new"] == 2
    assert rows(desk, STANDING) == [("training", 12, 18, 4), ("community_police", 20, 30, 5)]
    assert rows(desk, "SELECT count(*) FROM forum") == [(2,)]
    assert whole(desk)


def test_undoing_a_load_of_agreements_takes_back_the_forum_they_brought(desk: Desk, load: Loaded) -> None:
    undo(desk, EDITOR, load(AGREED, title="Договорённости").upload_id)
    assert rows(desk, STANDING) == []


def test_posts_of_the_same_words_at_two_places_are_two_posts(desk: Desk, load: Loaded) -> None:
    table = """
        | Должность | Орган   | Район  | ФИО |
        | Начальник | ОМВД    | Рудаки | А.  |
        | Начальник | ОМВД    | Панҷ   |     |
    """
    load(table, title="Должностные лица")
    assert rows(desk, "SELECT count(*), count(holder) FROM official") == [(2, 1)]
    assert load(table, name="copy.xlsx", title="Должностные лица").upload_id is None


def test_a_partner_is_recognised_by_code_and_gets_what_is_new(desk: Desk, load: Loaded) -> None:
    table = "| Код | Название организации | Районы |\n| abc | Мир | Рудаки; Панҷ |"
    load(table, title="Партнёры")
    load(table.replace("Панҷ", "Варзоб"), name="second.xlsx", title="Партнёры")
    assert rows(desk, "SELECT code, name_ru, districts FROM partner") == [("abc", "Мир", "rudaki;varzob")]


def test_a_rejected_entry_needs_a_person_and_is_not_written(desk: Desk, planned: Callable[..., Plan]) -> None:
    told = planned(FORUMS.replace("Рудаки", "Зарнигор"), title="Форумы")
    assert told.needs_a_person and not told.changes_something


def test_a_code_that_could_not_stand_in_an_address_is_replaced_and_the_partner_known_by_name(
    desk: Desk, load: Loaded
) -> None:
    for at, code in enumerate(("a,b", "none", "партнёр")):
        table = f"| Код | Название организации | Районы |\n| {code} | Мир {at} | Рудаки |"
        load(table, name=f"{at}.xlsx", title="Партнёры")
        assert load(table, name=f"{at}-copy.xlsx", title="Партнёры", saved_by="b").upload_id is None
    assert [code for (code,) in rows(desk, "SELECT code FROM partner")] == [
        "partner-1",
        "partner-2",
        "partner-3",
    ]

"""A row that names several districts can become a commitment for each, and is recognised as such ever after."""

from collections.abc import Callable

from tests.desk.conftest import Loaded, rows
from tests.desk.test_load import outcomes
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.detail import commitment
from tracker.desk.load import Plan

Planned = Callable[..., Plan]

SEVERAL = """
| № | Мероприятие              | Срок          | Ответственный | Район          | Статус    | Дата статуса |
| 1 | Осветить улицы у школ    | до 01.06.2025 | ОМВД          | Рудаки, Варзоб | Исполнено | 20.05.2025   |
| 2 | Открыть приёмную         | до 01.09.2025 | Хукумат       | Варзоб         |           |              |
"""


def told(found: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.outcome, one.row.districts) for one in found.rows]


def test_a_row_of_several_districts_is_one_commitment_unless_asked_otherwise(planned: Planned) -> None:
    assert told(planned(SEVERAL)) == [("new", ("rudaki", "varzob")), ("new", ("varzob",))]


def test_split_it_is_one_commitment_a_district_from_the_same_row(desk: Desk, load: Loaded) -> None:
    load(SEVERAL, split_districts=True)
    lines = look.page_of(desk, EDITOR, View(), sort="code").lines
    assert [(line.districts, line.outcome) for line in lines] == [
        (["rudaki"], "kept_on_time"),
        (["varzob"], "kept_on_time"),
        (["varzob"], "overdue"),
    ]
    found = [commitment(desk, EDITOR, line.code, View()) for line in lines[:2]]
    places = [(one.source.sheet, one.source.row) for one in found if one is not None and one.source]
    assert places == [("План", 4), ("План", 4)]


def test_the_split_file_again_changes_nothing_whatever_is_asked(load: Loaded, planned: Planned) -> None:
    load(SEVERAL, split_districts=True)
    assert set(outcomes(planned(SEVERAL, split_districts=True))) == {"same"}
    assert set(outcomes(planned(SEVERAL))) == {"same"}
    anew = {"name": "anew.xlsx", "saved_by": "another program"}
    assert told(planned(SEVERAL, **anew)) == [
        ("same", ("rudaki",)),
        ("same", ("varzob",)),
        ("same", ("varzob",)),
    ]
    assert outcomes(planned(SEVERAL, split_districts=True, **anew)) == ["same", "same", "same"]


def test_what_was_taken_as_a_whole_is_not_split_later(load: Loaded, planned: Planned) -> None:
    load(SEVERAL)
    found = planned(SEVERAL, split_districts=True, name="anew.xlsx", saved_by="another program")
    assert told(found) == [("same", ("rudaki", "varzob")), ("same", ("varzob",))]


def test_news_about_a_split_row_is_news_for_each_district(desk: Desk, load: Loaded, planned: Planned) -> None:
    load(
        SEVERAL.replace("Исполнено | 20.05.2025", "          |           "),
        split_districts=True,
        on="2025-05-01",
    )
    load(SEVERAL, name="later.xlsx")
    assert rows(desk, "SELECT count(*) FROM finding") == [(2,)]
    assert len(look.page_of(desk, EDITOR, View()).lines) == 3


def test_a_district_that_joins_later_is_new_and_the_others_are_known(load: Loaded, planned: Planned) -> None:
    load(SEVERAL, split_districts=True)
    wider = planned(SEVERAL.replace("Рудаки, Варзоб", "Рудаки, Варзоб, Рашт"), name="wider.xlsx")
    assert told(wider)[:3] == [("same", ("rudaki",)), ("same", ("varzob",)), ("new", ("rasht",))]


def test_splitting_makes_no_second_commitment_where_the_file_has_one_for_that_district(
    planned: Planned,
) -> None:
    both = (
        SEVERAL + "| 3 | Осветить улицы у школ    | до 01.06.2025 | ОМВД          | Варзоб         |  |  |\n"
    )
    found = planned(both, split_districts=True)
    assert told(found) == [
        ("new", ("rudaki",)),
        ("new", ("varzob",)),
        ("new", ("varzob",)),
        ("duplicate", ("varzob",)),
    ]


def test_split_rows_with_the_senders_code_are_recognised_reworded(load: Loaded, planned: Planned) -> None:
    coded = """
    | Код   | Мероприятие                         | Срок          | Ответственный | Район          |
    | П-2.3 | Осветить улицы у школ и поликлиник  | до 01.06.2025 | ОМВД          | Рудаки, Варзоб |
    """
    load(coded, split_districts=True)
    reworded = planned(coded.replace("у школ и", "возле школ и"), name="next.xlsx")
    assert told(reworded) == [("changed", ("rudaki",)), ("changed", ("varzob",))]

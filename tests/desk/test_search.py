"""Search: any letters, any form of a word, names and codes, the best first, and nothing that the asker may not see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.desk.conftest import Loaded
from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, View, look, search
from tracker.model import CommitmentVersion, Official, VersionOfficial
from tracker.model.vocabulary import Role
from tracker.store import fulltext, queries

PARTNER = Asker("partner", Role.PARTNER, "partner-a")

COMMITMENTS = tuple(
    replace(one, due=date(2027, 1, 31))
    for one in (
        Made(
            code="AH-00001-B",
            ru="Отремонтировать дорогу к школе № 5",
            tg="Роҳи мактаби рақами 5 таъмир карда шавад",
            en="Repair the road to school No. 5",
            agencies=("hukumat-district",),
            districts=("rudaki",),
            article="ст. 12",
        ),
        Made(code="AH-00002-C", ru="Открыть приёмную для граждан", districts=("panj",), article="ст. 120"),
        Made(code="AH-00003-D", ru="Дорога, дорога и ещё раз дорога", agencies=("prosecutor-general",)),
        Made(
            code="AH-00004-E",
            ru="Провести отчётную встречу",
            note="Шёпотом о засекреченном",
            more={"unknown_agencies": "Неведомая контора", "source_code": "К-17/б"},
        ),
        Made(code="AH-00005-F", ru="Скрытое обязательство о дороге", more={"visibility": "internal"}),
    )
)


@pytest.fixture(params=["full text", "memory"])
def house(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The commitments above, searched by the database and in memory: both answer alike."""
    record(desk, COMMITMENTS)
    if request.param == "memory":
        desk.search = search.InMemory()
    yield desk


def found(desk: Desk, query: str, asker: Asker = EDITOR, **view: Any) -> list[int]:
    """The numbers of the commitments that a query finds, the best first."""
    lines = look.page_of(desk, asker, View(query=query, **view), size=100, sort="match").lines
    return [int(line.code.split("-")[1]) for line in lines]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("приемная", {2}),  # ё is found as е, and another case of the word
        ("ПРИЁМНУЮ", {2}),
        ("школы", {1}),
        ("дороги", {1, 3, 5}),
        ("шко", {1}),  # the last word may be only begun
        ("шко дорога", set()),  # an earlier one not
        ("дорога школа", {1}),  # in any order
        ("мактаби раками", {1}),  # Tajik letters as their Russian sisters
        ("мактаби рақами", {1}),
        ("schools repair", {1}),
        ("дoрогa", {1, 3, 5}),  # Latin o and a
        ("ah-00002-c", {2}),
        ("АН-00002-С", {2}),  # typed on a Russian keyboard
        ("AH-0000", {1, 2, 3, 4, 5}),
        ("к-17", {4}),
        ("ст. 12", {1}),  # a number is not begun: not article 120
        ('"раз дорога"', {3}),
        ('"дорога раз"', set()),
        ("Рудаки", {1}),
        ("Rudaki road", {1}),
        ("прокуратура", {3}),
        ("Prosecutor", {3}),
        ("в дороге", {1, 3, 5}),
        ("!!!", set()),
        ("* OR NEAR( :", set()),
        ("дорога AND NOT школа", set()),
        ('words : "дорога', set()),
    ],
)
def test_words_are_found_whichever_way_they_are_typed(house: Desk, query: str, numbers: set[int]) -> None:
    assert set(found(house, query)) == numbers


def test_the_best_hit_comes_first(desk: Desk) -> None:
    record(desk, COMMITMENTS)
    assert found(desk, "дорога")[0] == 3  # three times, in a short text


def test_the_last_letters_of_a_word_are_not_needed_anywhere(house: Desk) -> None:
    assert set(found(house, "приемн")) == {2}


@pytest.mark.parametrize(
    "query", ["шёпотом", "засекреченном", "Неведомая", "контора", "скрытое", "AH-00005-F"]
)
def test_nobody_finds_by_words_that_they_may_not_see(house: Desk, query: str) -> None:
    assert len(found(house, query)) == 1
    assert found(house, query, PUBLIC) == []


def test_a_post_is_found_by_those_who_may_know_it(house: Desk) -> None:
    with house.store.write(actor="test", action="x", at=datetime(2025, 2, 1, tzinfo=UTC)) as change:
        rows = [
            {"id": 1, "post": "Тайный начальник", "folded": "a", "visibility": "internal"},
            {"id": 2, "post": "Гласный начальник", "folded": "b", "visibility": "public"},
        ]
        change.append(Official, rows)
        new_version(change, 1, officials=(1, 2))
    assert (found(house, "тайный"), found(house, "тайный", PUBLIC)) == ([1], [])
    assert (found(house, "гласный"), found(house, "гласный", PUBLIC)) == ([1], [1])


def test_words_count_as_they_stood_on_the_day_of_knowing(house: Desk) -> None:
    with house.store.write(actor="test", action="x", at=datetime(2026, 2, 1, tzinfo=UTC)) as change:
        new_version(change, 2, text_ru="Открыть библиотеку")
    before = {"known_on": date(2026, 1, 31), "on": date(2026, 1, 31)}
    assert (found(house, "библиотека"), found(house, "приёмная")) == ([2], [])
    assert (found(house, "библиотека", **before), found(house, "приёмная", **before)) == ([], [2])


def test_what_was_internal_before_it_was_published_stays_unfound(house: Desk) -> None:
    """The public may see the newest words of commitment 5, not those that stood while it was internal."""
    with house.store.write(actor="test", action="x", at=datetime(2026, 2, 1, tzinfo=UTC)) as change:
        new_version(change, 5, text_ru="Явное обязательство", visibility="public")
    assert found(house, "явное", PUBLIC) == [5]
    assert found(house, "скрытое", PUBLIC) == []


def test_a_renamed_body_is_found_by_its_new_name(house: Desk) -> None:
    from tracker.model import Agency

    key = look.names(house, EDITOR).agencies["prosecutor-general"].id
    with house.store.write(actor="test", action="x", at=datetime(2026, 2, 1, tzinfo=UTC)) as change:
        change.alter(Agency, {"id": key}, name_ru="Надзорное ведомство")
    assert found(house, "надзорное") == [3]


def test_filters_and_rates_count_what_is_found(house: Desk) -> None:
    assert found(house, "дорога", districts=("rudaki",)) == [1]
    assert look.rates(house, EDITOR, View(query="дорога")).total["population"] == 3
    assert look.rates(house, PUBLIC, View(query="дорога")).total["population"] == 2


def test_a_load_is_found_at_once_and_after_an_undo_no_more(desk: Desk, load: Loaded) -> None:
    from tracker.desk.load import undo

    table = """
    | № | Мероприятие              | Срок          | Ответственный | Район  |
    | 1 | Посадить тутовые деревья | до 01.06.2025 | Хукумат       | Варзоб |
    """
    applied = load(table, title="План на 2025 год", on="2025-01-20")
    assert len(found(desk, "тутовник")) == 0
    assert len(found(desk, "тутовые")) == 1
    assert search.check(desk.store) == []
    undo(desk, EDITOR, applied.upload_id)
    assert len(found(desk, "тутовые")) == 0
    assert search.check(desk.store) == []


def test_an_index_that_lags_or_is_missing_is_mended_when_the_installation_is_opened(desk: Desk) -> None:
    record(desk, COMMITMENTS)
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM search WHERE rowid > 2")
    again = Desk.open(desk.settings, clock=desk.clock)
    assert set(found(again, "дорога")) == {1, 3, 5}
    with again.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE search")
        connection.exec_driver_sql("DROP TABLE search_rules")
    again.close()
    once_more = Desk.open(desk.settings, clock=desk.clock)
    assert set(found(once_more, "дорога")) == {1, 3, 5}
    assert isinstance(once_more.search, search.FullText)
    once_more.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE search SET words = 'совсем другое' WHERE rowid = 2",
        "DELETE FROM search WHERE rowid = 2",
        "DELETE FROM search WHERE rowid = 5",
        "INSERT INTO search (rowid, words, named, codes, inside) VALUES (99, 'лишнее', '', '', '')",
    ],
)
def test_a_check_finds_an_index_that_says_something_else_and_mending_sets_it_right(
    desk: Desk, damage: str
) -> None:
    record(desk, COMMITMENTS)
    assert search.check(desk.store) == []
    with desk.store.engine.begin() as connection:
        connection.exec_driver_sql(damage)
    assert [remark.wrong for remark in search.check(desk.store)] == [True]
    search.mend(desk.store)
    assert search.check(desk.store) == []


def test_so_many_hits_are_found_without_an_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    record(desk, COMMITMENTS)
    monkeypatch.setattr(fulltext, "RANKED", 1)
    assert set(found(desk, "дорога")) == {1, 3, 5}


@given(some.text(max_size=60))
def test_any_text_whatsoever_can_be_searched_for(any_house: Desk, query: str) -> None:
    """Nothing that can be typed is an error, and both ways of searching find the same."""
    named = look._named(any_house, EDITOR)
    asked = search.terms(query, named)
    with any_house.store.read() as connection:
        by_index = search.FullText().matching(connection, asked, inside=True)
        by_memory = search.InMemory().matching(connection, asked, inside=True)
    assert by_index.keys() == by_memory.keys()


WORDS = some.sampled_from(
    [
        "дорога",
        "дорогу",
        "дороги",
        "Дор",
        "роҳи",
        "рохи",
        "мактаб",
        "школе",
        "шко",
        "ст.",
        "12",
        "5",
        "№",
        "AH-00001-B",
        "Рудаки",
        "Hukumat",
        "прокурат",
        "К-17/б",
        "и",
        '"',
        "(",
        "*",
        "OR",
    ]
)


@given(some.lists(WORDS, max_size=4).map(" ".join))
def test_both_ways_of_searching_find_the_same_words(any_house: Desk, query: str) -> None:
    asked = search.terms(query, look._named(any_house, EDITOR))
    with any_house.store.read() as connection:
        for inside in (False, True):
            by_index = search.FullText().matching(connection, asked, inside=inside)
            by_memory = search.InMemory().matching(connection, asked, inside=inside)
            assert by_index.keys() == by_memory.keys()


@pytest.fixture(scope="module")
def any_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The commitments above, for questions that change nothing."""
    from tracker.settings import Settings

    opened = Desk.open(
        Settings(data_dir=tmp_path_factory.mktemp("any"), database_url=None),
        clock=lambda: datetime(2026, 11, 23, 7, tzinfo=UTC),
    )
    record(opened, COMMITMENTS)
    yield opened
    opened.close()


def new_version(change: Any, commitment: int, *, officials: tuple[int, ...] = (), **columns: Any) -> None:
    """Another version of a commitment, with some columns changed and posts named."""
    [old] = queries.versions(change.connection, [commitment]).values()
    own = {name: old[name] for name in CommitmentVersion.model_fields}
    [key] = change.take_ids(CommitmentVersion, 1)
    change.append(CommitmentVersion, [{**own, **columns, "id": key, "revision": change.number}])
    change.append(VersionOfficial, [{"version_id": key, "official_id": post} for post in officials])
    change.point_to_versions([(commitment, key)])

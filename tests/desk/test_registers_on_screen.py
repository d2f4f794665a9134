"""Registers kept on screen and looked at: every change an event, and everybody sees only what they may."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.desk.conftest import rows
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, View
from tracker.desk.asking import NotAllowed
from tracker.desk.registers import look
from tracker.desk.registers.edit import (
    AlreadyThere,
    ChangedMeanwhile,
    ForumGiven,
    NotAcceptable,
    OfficialGiven,
    PartnerGiven,
    publish_indicator,
    save_forum,
    save_official,
    save_partner,
)
from tracker.model.vocabulary import Role, Visibility
from tracker.store.check import check

Loaded = Callable[..., Any]
MEETING = ForumGiven(
    "training", date(2025, 3, 5), district="rudaki", place=" зал ", women=12, men=18, police=4
)
AGREED = """
    | Дата форума | Вид встречи | Район | Место проведения | Женщин | Мужчин | Договорённость | Срок | Ответственный | Статус |
    | 06.03.2025 | форум | Рудаки | зал | 21 | 30 | Осветить улицу | 01.06.2025 | Хукумат | исполнено |
    | 06.03.2025 | форум | Рудаки, Варзоб | зал | 21 | 30 | Открыть приём | 01.07.2025 | ОМВД | |
    | 06.03.2025 | форум | Варзоб | зал | 21 | 30 | Мост | 01.07.2027 | Хукумат | |
"""
FIGURES = """
    | Показатель | Район  | Период         | Значение | Источник |
    | Сообщения  | Рудаки | I квартал 2025 | 120      | МВД      |
    | Сообщения  | Панҷ   | I квартал 2025 | 7        | МВД      |
"""


def whole(desk: Desk) -> bool:
    return not any(remark.wrong for remark in check(desk.store, desk.files))


def test_a_meeting_is_added_and_changed_and_each_leaves_an_event(desk: Desk) -> None:
    code = save_forum(desk, EDITOR, MEETING)
    (line,) = look.forums(desk, EDITOR, View())
    assert (line.code, line.kind, line.place, line.people, line.police) == (code, "training", "зал", 30, 4)
    changed = ForumGiven(
        "training", date(2025, 3, 5), district="rudaki", place="зал", women=13, men=None, police=4
    )
    assert save_forum(desk, EDITOR, changed, code=code) == code
    (line,) = look.forums(desk, EDITOR, View())
    assert (line.women, line.men, line.people) == (13, None, None)
    told = rows(desk, "SELECT kind, before, after FROM event WHERE subject = 'forum' ORDER BY id")
    assert [kind for kind, _before, _after in told] == ["forum.added", "forum.changed"]
    assert told[1][1:] == ('{"women":12,"men":18}', '{"women":13,"men":null}')
    assert whole(desk)  # what was emptied is told too, so that the history still gives the present


def test_the_same_meeting_is_not_added_twice_but_another_kind_on_that_day_is(desk: Desk) -> None:
    save_forum(desk, EDITOR, MEETING)
    with pytest.raises(AlreadyThere):
        save_forum(desk, EDITOR, MEETING)
    save_forum(desk, EDITOR, ForumGiven("hearing", date(2025, 3, 5), district="rudaki"))
    assert len(look.forums(desk, EDITOR, View())) == 2


@pytest.mark.parametrize(
    "given",
    [
        ForumGiven("party", date(2025, 3, 5)),
        ForumGiven("training", date(2025, 3, 5), women=-1),
        ForumGiven("training", date(2025, 3, 5), district="atlantis"),
        ForumGiven("training", date(2025, 3, 5), visibility="secret"),
    ],
)
def test_what_makes_no_sense_is_refused_whole(desk: Desk, given: ForumGiven) -> None:
    before = desk.revision()
    with pytest.raises(NotAcceptable):
        save_forum(desk, EDITOR, given)
    assert desk.revision() == before


@pytest.mark.parametrize("asker", [PUBLIC, Asker("p", Role.PARTNER, "namuna-shimol")])
def test_only_staff_may_write(desk: Desk, asker: Asker) -> None:
    for write in (
        lambda: save_forum(desk, asker, MEETING),
        lambda: save_partner(desk, asker, PartnerGiven({"ru": "Мир"})),
        lambda: save_official(desk, asker, OfficialGiven("Начальник")),
        lambda: publish_indicator(desk, asker, 1),
    ):
        with pytest.raises(NotAllowed):
            write()


def test_agreements_about_other_districts_belong_to_the_same_meeting(desk: Desk, load: Loaded) -> None:
    load(AGREED, title="Реестр форумов")
    (line,) = look.forums(desk, EDITOR, View())
    assert line.district == "rudaki"
    assert (line.agreed.all, line.agreed.due, line.agreed.kept) == (3, 2, 1)
    assert load(AGREED, name="copy.xlsx", title="Реестр форумов", saved_by="b").counts["same"] == 3


def test_filters_of_place_and_day_choose_meetings(desk: Desk, load: Loaded) -> None:
    load(AGREED, title="Реестр форумов")
    assert len(look.forums(desk, EDITOR, View(districts=("rudaki",)))) == 1
    assert look.forums(desk, EDITOR, View(districts=("panj",))) == []
    assert look.forums(desk, EDITOR, View(on=date(2025, 3, 5))) == []


def test_the_public_sees_only_what_is_public_and_nobodys_name(desk: Desk, load: Loaded) -> None:
    code = save_forum(desk, EDITOR, MEETING)
    key = save_official(desk, EDITOR, OfficialGiven("Начальник", "mia-district", "rudaki", "А. Каримов"))
    load(FIGURES, title="Показатели")
    assert look.forums(desk, PUBLIC, View()) == []
    assert look.officials(desk, PUBLIC, View()) == []
    assert look.indicators(desk, PUBLIC) == []
    public = Visibility.PUBLIC
    save_forum(
        desk,
        EDITOR,
        ForumGiven("training", date(2025, 3, 5), district="rudaki", visibility=public),
        code=code,
    )
    save_official(
        desk, EDITOR, OfficialGiven("Начальник", "mia-district", "rudaki", "А. Каримов", public), key=key
    )
    (indicator,) = look.indicators(desk, EDITOR)
    assert publish_indicator(desk, EDITOR, indicator.entry.id) == 2
    assert publish_indicator(desk, EDITOR, indicator.entry.id) == 0
    assert [line.code for line in look.forums(desk, PUBLIC, View())] == [code]
    assert [(line.post, line.holder) for line in look.officials(desk, PUBLIC, View())] == [
        ("Начальник", None)
    ]
    assert [line.holder for line in look.officials(desk, EDITOR, View())] == ["А. Каримов"]
    (shown,) = look.indicators(desk, PUBLIC, district="rudaki")
    assert [one.value for one in shown.figures] == [120.0]
    assert whole(desk)


def test_partners_and_posts_are_added_and_changed(desk: Desk) -> None:
    code = save_partner(desk, EDITOR, PartnerGiven({"ru": "Мир", "en": ""}, ("TJ-SU",), ("rudaki",)))
    save_partner(desk, EDITOR, PartnerGiven({"ru": "Мир", "tg": "Сулҳ"}, (), ("panj",)), code=code)
    (line,) = look.partners(desk, EDITOR, View())
    assert (line.entry.name("tg"), line.regions, line.districts) == ("Сулҳ", (), ("panj",))
    with pytest.raises(AlreadyThere):
        save_partner(desk, EDITOR, PartnerGiven({"ru": "мир"}))
    with pytest.raises(NotAcceptable):
        save_partner(desk, EDITOR, PartnerGiven({"ru": " "}))
    first = save_official(desk, EDITOR, OfficialGiven("Начальник", "mia-district", "rudaki"))
    save_official(desk, EDITOR, OfficialGiven("Начальник", "mia-district", "panj"))
    with pytest.raises(AlreadyThere):
        save_official(desk, EDITOR, OfficialGiven("начальник", "mia-district", "panj"))
    save_official(desk, EDITOR, OfficialGiven("Первый начальник", "mia-district", "rudaki"), key=first)
    assert [one.post for one in look.officials(desk, EDITOR, View())] == ["Начальник", "Первый начальник"]
    assert whole(desk)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 4, 1), date(2025, 6, 30), "Q2 2025"),
        (date(2025, 2, 1), date(2025, 2, 28), "February 2025"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2025, 4, 1), date(2025, 6, 29), "1 Apr 2025 – 29 Jun 2025"),
    ],
)
def test_a_period_is_called_by_its_name(first: date, last: date, words: str) -> None:
    assert look.period_words(first, last, "en") == words


def test_registers_are_shown_as_they_were_known_on_an_earlier_day(desk: Desk) -> None:
    """On 1 October twelve women were counted, on 5 October thirteen, and on 9 October a second meeting came to be known."""
    days = [datetime(2026, 10, day, 7, tzinfo=UTC) for day in (1, 5, 9)]
    first, second, third = (desk.at(lambda moment=moment: moment) for moment in days)
    code = save_forum(first, EDITOR, MEETING)
    save_official(first, EDITOR, OfficialGiven("Начальник", "mia-district", "rudaki"))
    save_forum(second, EDITOR, replace(MEETING, women=13), code=code)
    save_forum(third, EDITOR, ForumGiven("hearing", date(2025, 6, 1), district="panj"))
    save_partner(third, EDITOR, PartnerGiven({"en": "Late comer"}))

    def known(day: int) -> list[tuple[str, int | None]]:
        view = View(known_on=date(2026, 10, day))
        return [(line.kind, line.women) for line in look.forums(desk, EDITOR, view)]

    assert known(4) == [("training", 12)]
    assert known(5) == [("training", 13)]
    assert known(9) == [("hearing", None), ("training", 13)]
    assert look.forums(desk, EDITOR, View(known_on=date(2026, 9, 30))) == []
    before, after = (View(known_on=date(2026, 10, day)) for day in (8, 9))
    assert len(look.partners(desk, EDITOR, after)) == len(look.partners(desk, EDITOR, before)) + 1
    assert look.officials(desk, EDITOR, View(known_on=date(2026, 9, 30))) == []
    assert [one.post for one in look.officials(desk, EDITOR, before)] == ["Начальник"]


def test_what_somebody_changed_meanwhile_is_not_overwritten_unread(desk: Desk) -> None:
    """Two editors have the same form before them: the second is told, and may save again when they have seen it."""
    code = save_forum(desk, EDITOR, MEETING)
    post = save_official(desk, EDITOR, OfficialGiven("Начальник ОМВД"))
    partner = save_partner(desk, EDITOR, PartnerGiven({"ru": "Партнёр"}))
    seen = desk.revision()
    save_forum(desk, EDITOR, replace(MEETING, women=13), code=code, seen=seen)
    save_official(desk, EDITOR, OfficialGiven("Начальник ОМВД", holder="А."), key=post, seen=seen)
    save_partner(desk, EDITOR, PartnerGiven({"ru": "Партнёр", "en": "Partner"}), code=partner, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        save_forum(desk, EDITOR, replace(MEETING, men=19), code=code, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        save_official(desk, EDITOR, OfficialGiven("Начальник ОМВД", holder="Б."), key=post, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        save_partner(desk, EDITOR, PartnerGiven({"ru": "Другой"}), code=partner, seen=seen)
    (line,) = look.forums(desk, EDITOR, View())
    assert (line.women, line.men) == (13, 18)
    save_forum(desk, EDITOR, replace(MEETING, women=13, men=19), code=code, seen=desk.revision())
    assert rows(desk, "SELECT men FROM forum") == [(19,)]
    assert rows(desk, "SELECT holder FROM official") == [("А.",)]
    assert whole(desk)

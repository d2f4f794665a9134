"""What people ask: lists in the order of urgency, search in any letters, figures that equal the lists behind them."""

from datetime import date, timedelta

import pytest

from tests.desk.conftest import Loaded
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, View, look
from tracker.ledger import KnownTooEarly, NotYetKnown
from tracker.model.vocabulary import Role

# As of 23 November 2026: overdue by 540 days, by 84, kept late, kept on time, open with 8 days left, continuous without news
TABLE = """
| № | Мероприятие                               | Срок          | Ответственный | Район   | Статус       | Дата статуса |
| 1 | Отремонтировать дорогу к школе            | до 01.06.2025 | Хукумат       | Варзоб  | В работе     | 10.05.2025   |
| 2 | Закупить ёлки для парка                   | до 31.08.2026 | Хукумат       | Рашт    | Не начато    | 10.09.2026   |
| 3 | Открыть приёмную для граждан              | до 01.09.2025 | ОМВД          | Рудаки  | Исполнено    | 01.10.2025   |
| 4 | Осветить улицу у базара                   | до 01.06.2025 | ОМВД          | Рудаки  | Исполнено    | 20.05.2025   |
| 5 | Провести отчётную встречу                 | до 01.12.2026 | ОМВД          | Варзоб  |              |              |
| 6 | Вести приём граждан участковым            | постоянно     | ОМВД          | Рашт    |              |              |
| 7 | Ба ҷомеа дар бораи ҳуқуқ маълумот диҳанд  | до 01.03.2025 | МВД           |         | Исполнено    | 01.02.2025   |
"""
STAMP = "УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий"


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:
    """An installation with the seven commitments, loaded on 10 October 2026."""
    load(TABLE, title=STAMP, on="2026-10-10", publish=True)
    return desk


def numbers(desk: Desk, view: View | None = None, *, sort: str = "days") -> list[str]:
    lines = look.page_of(desk, EDITOR, view or View(), size=100, sort=sort).lines
    by_text = {
        cells.split("|")[2].strip(): cells.split("|")[1].strip() for cells in TABLE.strip().splitlines()[1:]
    }
    return [by_text[line.text] for line in lines]


def test_the_longest_overdue_come_first_and_what_is_kept_comes_last(filled: Desk) -> None:
    assert numbers(filled) == ["1", "2", "6", "5", "3", "4", "7"]


def test_days_are_counted_from_the_deadline(filled: Desk) -> None:
    first, second = look.page_of(filled, EDITOR, View(outcomes=("overdue",))).lines
    # 1 June 2025 to 23 November 2026: 365 + 175 = 540 days; 31 August to 23 November 2026: 84 days
    assert (first.days, second.days) == (540, 84)


def test_lists_are_sorted_by_deadline_and_by_latest_news_too(filled: Desk) -> None:
    assert numbers(filled, sort="deadline")[0] == "7"
    assert numbers(filled, sort="latest")[0] == "2"


def test_pages_follow_one_another_without_gap_or_repetition(filled: Desk) -> None:
    pages = [look.page_of(filled, EDITOR, View(), page=page, size=3) for page in (1, 2, 3)]
    assert [len(page.lines) for page in pages] == [3, 3, 1]
    assert {page.total for page in pages} == {7}
    assert len({line.code for page in pages for line in page.lines}) == 7


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("елки", ["2"]),  # ё is found as е
        ("ЁЛКИ парка", ["2"]),
        ("приемную", ["3"]),
        ("чомеа хукук", ["7"]),  # Tajik letters are found as their Russian sisters
        ("ҷомеа", ["7"]),
        ("Oсветить", ["4"]),  # a Latin O
        ("школе дорогу", ["1"]),  # in any order
        ("дорогу парка", []),
        ("%' OR 1=1 --", []),
    ],
)
def test_search_finds_words_whichever_way_they_were_typed(filled: Desk, query: str, found: list[str]) -> None:
    assert sorted(numbers(filled, View(query=query))) == found


def test_every_figure_equals_the_list_behind_it(filled: Desk) -> None:
    total = look.rates(filled, EDITOR, View()).total
    for name in ("overdue", "kept_late", "kept_on_time", "open", "not_being_kept", "due", "kept"):
        assert look.page_of(filled, EDITOR, View(outcomes=(name,))).total == total[name], name
    for by, kind in (("district", "districts"), ("agency", "agencies"), ("region", "regions")):
        for row in look.rates(filled, EDITOR, View(), by=by).rows.to_dict("records"):  # type: ignore[arg-type]
            code = row["key"] or "none"
            view = View(**{kind: (code,), "outcomes": ("due",)})  # type: ignore[arg-type]
            assert look.page_of(filled, EDITOR, view).total == row["due"], (by, code)


def test_the_overview_counts_what_is_due_soon_and_what_nobody_has_looked_at(filled: Desk) -> None:
    found = look.overview(filled, EDITOR, View(), since=date(2026, 9, 30))
    # 5 is due in eight days; the overdue 1 and the continuous 6 have no finding since 25 August, 2 has one of 10 September
    assert (found.due_soon, found.quiet) == (1, 2)
    assert (found.total["kept"], found.total["due"]) == (3, 6)
    assert found.illustration is False


def test_a_place_is_asked_for_with_all_that_names_it(filled: Desk) -> None:
    assert sorted(numbers(filled, View(districts=("varzob",)))) == ["1", "5"]
    assert sorted(numbers(filled, View(regions=("TJ-RA",)))) == ["1", "2", "3", "4", "5", "6"]
    assert numbers(filled, View(districts=("none",))) == ["7"]
    assert numbers(filled, View(districts=("no-such-place",))) == []


def test_a_day_after_the_day_of_knowing_is_refused(filled: Desk) -> None:
    with pytest.raises(KnownTooEarly):
        look.rates(filled, EDITOR, View(on=date(2026, 1, 2), known_on=date(2026, 1, 1)))


def test_what_will_be_known_on_a_day_to_come_is_refused(filled: Desk) -> None:
    tomorrow = filled.today() + timedelta(days=1)
    with pytest.raises(NotYetKnown):
        look.rates(filled, EDITOR, View(on=date(2026, 1, 2), known_on=tomorrow))


def test_before_it_was_loaded_nothing_was_known(filled: Desk) -> None:
    assert look.rates(filled, EDITOR, View(known_on=date(2026, 10, 9))).total["population"] == 0
    assert look.rates(filled, EDITOR, View(known_on=date(2026, 10, 10))).total["population"] == 7


def test_the_public_sees_what_is_published_and_a_partner_without_a_name_nothing(filled: Desk) -> None:
    assert look.page_of(filled, PUBLIC, View()).total == 7
    with pytest.raises(NotAllowed):
        look.page_of(filled, Asker(name="x", role=Role.PARTNER), View())


def test_the_public_learns_no_post_and_no_unpublished_forum(desk: Desk, load: Loaded) -> None:
    load(
        """
        | Дата форума | Договорённость         | Срок          | Ответственный | Район | Должностное лицо     |
        | 14.03.2025  | Починить мост у базара | до 01.06.2025 | Хукумат       | Рашт  | председатель района  |
        """,
        title="Реестр договорённостей форумов",
    )
    assert len(look.names(desk, EDITOR).officials) == 1
    assert look.names(desk, PUBLIC).officials == {}
    assert [code for code in look.names(desk, PUBLIC).bases if code.startswith("forum-")] == []


QUARTERLY = """
| № | Мероприятие          | Срок                        | Ответственный | Район  | Статус    | Дата статуса |
| 1 | Проводить сходы      | ежемесячно                  | ОМВД          | Рудаки | Исполнено | 20.02.2025   |
| 2 | Поставить светофор   | до 15.02.2025               | ОМВД          | Рудаки | Исполнено | 20.03.2025   |
| 3 | Закупить фонари      | до 31.03.2025               | Хукумат       | Варзоб |           |              |
"""


def test_each_part_of_a_cohort_leads_to_a_list_of_as_many_deadlines(desk: Desk, load: Loaded) -> None:
    load(QUARTERLY, title=STAMP, on="2025-04-10")
    cohorts = look.cohorts(desk, EDITOR, View()).set_index("quarter")
    # January, February, March of the monthly one, of which February was kept; the traffic light late; no lamps
    first = cohorts.loc["2025-Q1"]
    assert (first["on_time"], first["late"], first["overdue"], first["due"]) == (1, 1, 3, 5)
    behind = {}
    for part in ("on_time", "late", "overdue"):
        found = look.page_of(desk, EDITOR, View(quarter="2025-Q1", deadlines=(part,)))
        behind[part] = (found.deadlines, found.total)
    assert behind == {"on_time": (1, 1), "late": (1, 1), "overdue": (3, 2)}
    everything = look.page_of(desk, EDITOR, View(quarter="2025-Q1", deadlines=("on_time", "late", "overdue")))
    assert (everything.deadlines, everything.total) == (5, 3)
    for quarter, row in cohorts.iterrows():
        for part in ("on_time", "late", "overdue"):
            view = View(quarter=str(quarter), deadlines=(part,))
            assert look.page_of(desk, EDITOR, view).deadlines == row[part], (quarter, part)


def test_a_list_without_a_quarter_counts_no_deadlines(filled: Desk) -> None:
    assert look.page_of(filled, EDITOR, View()).deadlines is None


def test_every_line_is_read_in_the_order_of_the_pages(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "AT_ONCE", 2)
    for sort in ("days", "deadline", "latest", "code"):
        pages = [line.code for line in look.page_of(filled, EDITOR, View(), size=100, sort=sort).lines]
        assert [
            line.code for line in look.every_line(filled, EDITOR, View(), sort=sort, language="ru")
        ] == pages

"""What a law or a plan obliges to, part by part, and that every figure of a part equals the list behind it."""

import pytest

from tests.desk.conftest import Loaded
from tracker.desk import EDITOR, PUBLIC, Desk, View, look, sources

# As of 23 November 2026, of the law on police: ст. 10 has two due of which one is kept, ст. 9 one due and kept, one no article.
LAW = """
| № | Мероприятие                    | Срок          | Ответственный | Район  | Статус    | Дата статуса | Основание                |
| 1 | Отчитаться перед жителями      | до 01.06.2025 | ОМВД          | Рудаки | Исполнено | 20.05.2025   | Закон «О милиции», ст. 10 |
| 2 | Обходить дворы                 | до 01.07.2025 | ОМВД          | Рудаки |           |              | Закон «О милиции», ст. 10 |
| 3 | Разъяснять права задержанным   | до 01.07.2025 | ОМВД          | Варзоб | Исполнено | 20.06.2025   | Закон «О милиции», ст. 9  |
| 4 | Вести приём                    | до 01.12.2026 | ОМВД          | Варзоб |           |              | Закон «О милиции»         |
"""
PLAN = """
| №  | Мероприятие             | Срок          | Ответственный |
| II. Открытость |             |               |               |
| 1  | Публиковать отчёты      | до 01.06.2025 | МВД           |
| IX. Прочее     |             |               |               |
| 2  | Вести архив             | до 01.06.2025 | МВД           |
"""


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:
    """An installation with the four duties under one law, published."""
    load(LAW, title="Обязанности по закону", on="2025-01-10", publish=True)
    return desk


def test_a_source_is_counted_as_the_rates_count_it(filled: Desk) -> None:
    [found] = sources.sources(filled, EDITOR, View())
    assert (found.code, found.is_agreement) == ("police", False)
    assert [found.measures[name] for name in ("population", "due", "kept")] == [4, 3, 2]


def test_the_articles_stand_in_the_order_of_their_numbers_and_what_names_none_comes_last(
    filled: Desk,
) -> None:
    assert sources.parts(filled, EDITOR, View(bases=("police",)), language="ru") == ["ст. 9", "ст. 10", ""]


def test_every_article_leads_to_exactly_the_commitments_it_counts(filled: Desk) -> None:
    view = View(bases=("police",))
    counted = {
        name: sources.part(filled, EDITOR, view, name).measures
        for name in sources.parts(filled, EDITOR, view, language="ru")
    }
    assert {name: (row["population"], row["kept"], row["due"]) for name, row in counted.items()} == {
        "ст. 9": (1, 1, 1),
        "ст. 10": (2, 1, 2),
        "": (1, 0, 0),
    }
    for name, row in counted.items():
        assert look.page_of(filled, EDITOR, View(bases=("police",), part=name)).total == row["population"]
        behind = View(bases=("police",), part=name, outcomes=("due",))
        assert look.page_of(filled, EDITOR, behind).total == row["due"]


def test_a_part_and_a_search_narrow_each_other(filled: Desk) -> None:
    assert look.page_of(filled, EDITOR, View(part="ст. 10", query="дворы")).total == 1
    assert look.page_of(filled, EDITOR, View(part="ст. 9", query="дворы")).total == 0
    assert look.page_of(filled, EDITOR, View(part="ст. 99")).total == 0


def test_the_sections_of_a_plan_stand_in_the_order_of_their_numerals(desk: Desk, load: Loaded) -> None:
    load(PLAN, on="2025-01-10")
    assert sources.parts(desk, EDITOR, View(), language="ru") == ["II. Открытость", "IX. Прочее"]


def test_a_law_tells_the_public_only_of_what_is_published(desk: Desk, load: Loaded) -> None:
    load(LAW, title="Обязанности по закону", on="2025-01-10")
    assert sources.sources(desk, PUBLIC, View()) == []
    assert sources.parts(desk, PUBLIC, View(bases=("police",)), language="ru") == []

"""Answers are worked out once, and never shown to who asked something else."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.made import Made, record
from tests.ui.test_pages import html
from tracker.desk import EDITOR, PUBLIC, Desk
from tracker.ui import asking, here
from tracker.ui.kept import Kept

Visit = Callable[..., AppTest]


def test_an_answer_is_made_once() -> None:
    kept, made = Kept(most=2), []
    for _ in range(3):
        assert kept.get("how many", lambda: made.append(1) or 42) == 42
    assert made == [1]


def test_the_answer_that_was_asked_for_longest_ago_is_forgotten_first() -> None:
    kept = Kept(most=2)
    kept.get("a", lambda: 1)
    kept.get("b", lambda: 2)
    kept.get("a", lambda: 0)
    kept.get("c", lambda: 3)
    assert kept.get("a", lambda: 9) == 1
    assert kept.get("b", lambda: 9) == 9


def test_what_is_recorded_shows_at_the_next_look(house: Desk, visit: Visit) -> None:
    assert visit("overview", lang="en").title[0].value.startswith("5 of 8")
    record(
        house,
        [
            Made(
                code="Z-1",
                ru="Ещё одно",
                agencies=("mia-district",),
                districts=("rudaki",),
                due=house.today().replace(month=1),
            )
        ],
    )
    assert visit("overview", lang="en").title[0].value.startswith("5 of 9")


def test_what_the_staff_see_is_not_kept_for_the_public(
    house: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(house, [Made(code="Z-2", ru="Для своих", due=house.today(), more={"visibility": "internal"})])
    populations = []
    for who in (EDITOR, PUBLIC, EDITOR):
        for module in (here, asking):
            monkeypatch.setattr(module, "asker", lambda who=who: who)
        populations.append(re.search(r"(\d+) commitments in all", html(visit("overview", lang="en"))))
    assert [found and found.group(1) for found in populations] == ["11", "10", "11"]

"""The review page's conflicts and proposals: a page of ten at a time, one by one or several at once, with keys and undo."""

# ruff: noqa: F811 – fixtures are asked for by their names

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import load, rows, workbook  # noqa: F401  # the fixtures are used by their names
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, fill, made, returned, two_partners  # noqa: F401
from tests.desk.updates.test_queue import propose
from tests.ui.conftest import NASTY
from tests.ui.test_load import html
from tracker.desk import EDITOR, Desk
from tracker.desk.updates import conflicts, proposals
from tracker.ui import here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


@pytest.fixture
def disputed(made: Made, returned: Callable[[Path], object], two_partners: Desk, tmp_path: Path) -> Desk:
    """Twelve conflicts about the lights (a colleague says something else of every day), and two proposals."""
    path = made()
    copies = [Path(shutil.copy(path, tmp_path / f"copy-{n}.xlsx")) for n in range(12)]
    proposing = Path(shutil.copy(path, tmp_path / "proposing.xlsx"))
    returned(fill(path, LIGHTS, status="in_progress", on=date(2026, 6, 20), found=NASTY))
    for n, copy in enumerate(copies):
        returned(fill(copy, LIGHTS, status="fulfilled", on=date(2026, 6, 1 + n), found=NASTY, evidence="акт"))
    returned(propose(propose(proposing, NASTY, "до 1 мая 2027"), "Вывесить график", "постоянно"))
    here.use(two_partners)
    return two_partners


def press(app: AppTest, key: str) -> AppTest:
    return next(each for each in app.button if each.key == key).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queues_are_drawn_ten_at_a_time_in_every_language_and_text_stays_text(
    disputed: Desk, visit: Visit, language: str
) -> None:
    app = visit("review", lang=language)
    assert not app.exception and not app.error and len(app.title) == 1
    boxes = [each.key for each in app.checkbox if (each.key or "").startswith("review.conflicts.box.")]
    assert len(boxes) == 10
    assert "<img src=x" not in html(app) and "&lt;img src=x" in html(app)


def test_the_next_page_shows_the_rest(disputed: Desk, visit: Visit) -> None:
    app = visit("review", lang="en")
    app.session_state["review.conflicts.page"] = 2
    app = app.run()
    boxes = [each.key for each in app.checkbox if (each.key or "").startswith("review.conflicts.box.")]
    assert len(boxes) == 2


def test_all_on_a_page_are_decided_at_once_and_taken_back_at_once(disputed: Desk, visit: Visit) -> None:
    app = visit("review", lang="en")
    assert app.title[0].value == "12 rows of partners say something else than is recorded"
    app = press(press(app, "review.conflicts.all"), "review.conflicts.ours")
    assert conflicts.waiting(disputed, EDITOR) == 2
    assert rows(disputed, "SELECT DISTINCT verdict FROM conflict_decision") == [("ours",)]
    assert app.title[0].value == "2 rows of partners say something else than is recorded"
    press(app, "review.updates.undo")
    assert conflicts.waiting(disputed, EDITOR) == 12


def test_the_first_one_listens_to_the_keyboard_and_only_the_first(disputed: Desk, visit: Visit) -> None:
    app = visit("review", lang="en")
    keys = {each.key: each.proto.shortcut for each in app.button if each.proto.shortcut}
    first = conflicts.opened(disputed, EDITOR, language="en")[0].id
    assert keys == {
        f"review.conflict.theirs.{first}": "1",
        f"review.conflict.ours.{first}": "2",
        f"review.conflict.both.{first}": "3",
    }


def test_chosen_proposals_are_accepted_as_they_are_filled_in(disputed: Desk, visit: Visit) -> None:
    app = press(visit("review", lang="en"), "review.proposals.all")
    app = press(app, "review.proposals.accept")
    assert not app.exception and proposals.waiting(disputed, EDITOR) == 0
    made = rows(disputed, "SELECT agency_id IS NOT NULL FROM version_agency ORDER BY version_id DESC LIMIT 2")
    assert made == [(1,), (1,)]
    press(app, "review.updates.undo")
    assert proposals.waiting(disputed, EDITOR) == 2


def test_chosen_proposals_are_declined_only_with_a_reason(disputed: Desk, visit: Visit) -> None:
    app = press(visit("review", lang="en"), "review.proposals.all")
    button = next(each for each in app.button if each.key == "review.proposals.decline.yes")
    assert button.disabled
    next(each for each in app.text_area if each.key == "review.proposals.decline.reason").set_value(
        "Не обязательства"
    )
    app = press(app.run(), "review.proposals.decline.yes")
    assert proposals.waiting(disputed, EDITOR) == 0
    assert rows(disputed, "SELECT DISTINCT reason FROM proposal_decision") == [("Не обязательства",)]

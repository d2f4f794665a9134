"""The review page: two commitments that say nearly the same, side by side, decided with one click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import rows
from tests.desk.test_review import FIRST, NEXT
from tests.ui.test_load import book, html
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.load import apply, plan
from tracker.desk.review import look_for_likeness
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]
TO_CONFIRM = "1 fulfilment waits for a second person to confirm it"  # a row of FIRST is fulfilled


@pytest.fixture
def alike(served: Desk, tmp_path: Path) -> Desk:
    """Two files, the second of which says one thing of the first again in slightly other words."""
    for name, table in (("first.xlsx", FIRST), ("next.xlsx", NEXT.replace("возле", "<i>возле</i>"))):
        path = tmp_path / name
        path.write_bytes(book(table))
        done = apply(served, EDITOR, plan(served, EDITOR, path))
        look_for_likeness(served, EDITOR, done.upload_id or 0)
    return served


def headings(app: AppTest) -> list[str]:
    return [each.value for each in (*app.title, *app.header)]


def press(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_review_page_is_drawn_in_every_language(alike: Desk, visit: Visit, language: str) -> None:
    app = visit("review", lang=language)
    assert not app.exception and not app.error
    assert len(app.title) == 1


def test_both_texts_stand_side_by_side_with_their_rows_and_what_differs_set_off(
    alike: Desk, visit: Visit
) -> None:
    app = visit("review", lang="en")
    assert headings(app) == [TO_CONFIRM, "1 commitment resembles an older one"]
    shown = html(app)
    assert "first.xlsx, sheet “План”, row 4" in shown and "next.xlsx, sheet “План”, row 4" in shown
    assert ">у</mark>" in shown
    assert "&lt;i&gt;возле&lt;/i&gt;</mark>" in shown and "<i>возле" not in shown


def test_the_same_is_one_commitment_from_then_on(alike: Desk, visit: Visit) -> None:
    app = press(visit("review", lang="en"), "The same commitment")
    assert look.page_of(alike, EDITOR, View()).total == 3
    assert "is now a part of" in app.success[0].value
    assert headings(app) == [TO_CONFIRM]


def test_different_ones_stay_and_are_not_asked_about_again(alike: Desk, visit: Visit) -> None:
    app = press(visit("review", lang="en"), "Two different ones")
    assert look.page_of(alike, EDITOR, View()).total == 4
    assert rows(alike, "SELECT verdict FROM likeness_verdict") == [("different",)]
    assert headings(app) == [TO_CONFIRM]


def test_a_decision_that_somebody_else_has_taken_meanwhile_changes_nothing(alike: Desk, visit: Visit) -> None:
    mine, theirs = visit("review", lang="en"), visit("review", lang="en")
    press(theirs, "Two different ones")
    after = alike.revision()
    app = press(mine, "The same commitment")
    assert alike.revision() == after
    assert "decided already" in app.warning[0].value

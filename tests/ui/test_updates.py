"""The partners' page: a workbook to download, returned ones looked at, taken, answered and taken back."""

# ruff: noqa: F811 – fixtures are asked for by their names

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import load, rows, workbook  # noqa: F401  # the fixtures are used by their names
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, fill, made, two_partners  # noqa: F401
from tests.ui.test_load import html
from tracker.desk import Desk
from tracker.ui import here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


def send(app: AppTest, path: Path) -> AppTest:
    """Choose a file."""
    return app.file_uploader[0].upload(path.name, path.read_bytes(), "application/octet-stream").run()


@pytest.fixture
def page(two_partners: Desk, visit: Visit) -> Visit:
    """The app over the installation with two partners."""
    here.use(two_partners)
    return visit


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_drawn_in_every_language(page: Visit, language: str) -> None:
    app = page("updates", lang=language)
    assert not app.exception and len(app.title) == 1


def test_a_returned_workbook_is_shown_taken_once_and_taken_back(
    page: Visit, made: Made, two_partners: Desk
) -> None:
    path = fill(
        made(), LIGHTS, status="fulfilled", on=date(2026, 5, 28), found="<b>Горят</b>", evidence="акт"
    )
    fill(path, ROOM, status="сделано", on=date(2026, 6, 1))
    app = send(page("updates", lang="en"), path)
    assert [each.value for each in app.metric] == ["1", "0", "1", "0", "2"]
    assert "&lt;b&gt;Горят" in html(app) and "<b>Горят" not in html(app)
    assert rows(two_partners, "SELECT id FROM finding") == [], "nothing is recorded before a yes"
    app = next(each for each in app.button if each.label == "Take 1 row").click().run()
    assert not app.exception
    assert rows(two_partners, "SELECT status FROM finding") == [("fulfilled",)]
    next(each for each in app.button if each.label == "Take this update back").click().run()
    assert len(rows(two_partners, "SELECT id FROM retraction")) == 1

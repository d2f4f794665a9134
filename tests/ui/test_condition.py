"""The operator's page: backups, the chain, sizes, what waits; only for the organisation."""

from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.attacks.test_tampering import TABLE, without_guards
from tests.desk.conftest import Loaded, load, workbook  # noqa: F401  # the fixtures are used by their names
from tests.ui.test_load import html
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, backups
from tracker.desk.condition import condition, whole
from tracker.model.vocabulary import Role
from tracker.ui import here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


@pytest.fixture
def served(desk: Desk, load: Loaded) -> Desk:  # noqa: F811
    """An installation with two commitments, one of them of a body that nobody knows."""
    load(TABLE)
    here.use(desk)
    return desk


def press(app: AppTest, key: str) -> AppTest:
    return next(each for each in app.button if each.key == key).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_drawn_in_every_language(served: Desk, visit: Visit, language: str) -> None:
    app = visit("condition", lang=language)
    assert not app.exception and not app.error and len(app.title) == 1
    assert str(served.store.head()) in html(app)


def test_a_backup_made_on_the_page_is_named_and_kept(served: Desk, visit: Visit) -> None:
    app = visit("condition", lang="en")
    assert unescape(app.title[0].value) == "There is no backup yet"
    app = press(app, "condition.backup")
    assert app.success and "20261123-120000" in unescape(app.success[0].value)
    assert unescape(app.title[0].value) == "The newest backup is of 23 November 2026"
    assert len(backups.kept(served.settings)) == 1


def test_the_check_says_what_does_not_hold(served: Desk, visit: Visit) -> None:
    app = press(visit("condition", lang="en"), "condition.check")
    assert [unescape(each.value) for each in app.success] == ["Everything holds."] and not app.error
    without_guards(served, "UPDATE finding SET status = 'fulfilled' WHERE status = 'not_fulfilled'")
    app = press(visit("condition", lang="en"), "condition.check")
    assert app.error and not app.success


@pytest.mark.parametrize("asker", [PUBLIC, Asker("nur", Role.PARTNER, partner="nur")])
def test_only_the_office_sees_it(served: Desk, asker: Asker) -> None:
    for ask in (condition, whole):
        with pytest.raises(NotAllowed):
            ask(served, asker)
    assert condition(served, EDITOR).backups == 0

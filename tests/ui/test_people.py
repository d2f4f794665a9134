"""The administrator's page: accounts are changed where they stand, and what cannot be is told."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tracker.desk import PUBLIC, Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.model.vocabulary import Role
from tracker.ui import here

PASSWORD = "пять тихих рек"
Visit = Callable[..., AppTest]


@pytest.fixture
def ids(served: Desk, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Accounts by login; the administrator is signed in."""
    found = {}
    for login, name, role in (("admin", "Адиба", "administrator"), ("far", "<b>Фаррух</b>", "editor")):
        found[login] = accounts.add(served, PROGRAM, login=login, name=name, role=role, password=PASSWORD)
    entered = accounts.enter(served, PUBLIC, login="admin", password=PASSWORD, address=None)
    monkeypatch.setattr(here, "signed_in_by", lambda: accounts.key_of(entered.word))
    return found


def roles(desk: Desk) -> dict[str, tuple[str, bool]]:
    return {one.login: (one.role, one.disabled) for one in accounts.everybody(desk, PROGRAM)}


def test_an_account_is_disabled_and_enabled(served: Desk, ids: dict[str, int], visit: Visit) -> None:
    app = visit("accounts", lang="en")
    assert [title.value for title in app.title] == ["2 people can sign in"]
    app = app.button(key=f"disable-{ids['far']}").click().run()
    assert [title.value for title in app.title] == ["1 person can sign in"]
    assert roles(served)["far"] == ("editor", True)
    app.button(key=f"enable-{ids['far']}").click().run()
    assert roles(served)["far"] == ("editor", False)


def test_a_role_is_given(served: Desk, ids: dict[str, int], visit: Visit) -> None:
    app = visit("accounts", lang="en")
    app = app.selectbox(key=f"role-{ids['far']}").select(Role.ADMINISTRATOR).run()
    app.button(key=f"assign-{ids['far']}").click().run()
    assert roles(served)["far"] == ("administrator", False)


def test_the_last_administrator_stays_and_it_is_said_why(
    served: Desk, ids: dict[str, int], visit: Visit
) -> None:
    app = visit("accounts", lang="en").button(key=f"disable-{ids['admin']}").click().run()
    assert ["last administrator" in one.value for one in app.warning] == [True]
    assert roles(served)["admin"] == ("administrator", False)


def test_a_link_is_shown_once_and_can_be_withdrawn(served: Desk, ids: dict[str, int], visit: Visit) -> None:
    app = visit("accounts", lang="en").button(key=f"reset-{ids['far']}").click().run()
    [link] = [one.value for one in app.code]
    word = link.partition("word=")[2]
    assert accounts.welcome(served, PUBLIC, word).login == "far"
    app = app.run()
    assert not app.code
    [waiting] = accounts.waiting(served, PROGRAM)
    app.button(key=f"withdraw-{waiting.id}").click().run()
    with pytest.raises(accounts.LinkUseless):
        accounts.welcome(served, PUBLIC, word)


def test_who_disables_themselves_elsewhere_is_out_at_the_next_click(
    served: Desk, ids: dict[str, int], visit: Visit
) -> None:
    app = visit("accounts", lang="en")
    accounts.assign(served, PROGRAM, ids["far"], role="administrator")
    accounts.disable(served, PROGRAM, ids["admin"])
    app = app.button(key=f"disable-{ids['far']}").click().run()
    assert roles(served)["far"] == ("administrator", False)  # the click did nothing
    assert "You are signed out" in [title.value for title in app.title]

"""Every page for every role: what is in the menu, what an address answers, and what of others stands on it."""

# ruff: noqa: F811 – fixtures are asked for by their names

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.attacks.test_23_roles import OTHER, OWN, A, House, house  # noqa: F401  # the fixture by its name
from tracker.desk import PUBLIC, Asker, accounts
from tracker.desk.asking import PROGRAM
from tracker.model.vocabulary import Role
from tracker.ui import here
from tracker.ui.pages import PAGES

Visit = Callable[..., AppTest]
READING = {
    *(
        "overview",
        "districts",
        "agencies",
        "commitments",
        "changes",
        "commitment",
        "brief",
        "sources",
        "forums",
    ),
    *("data", "method", "guides"),
}
WORK = {"load", "review", "registers", "condition"}
THERE = {
    "public": READING,
    "partner": READING | {"updates"},
    "editor": READING | {"updates"} | WORK,
    "administrator": READING | {"updates", "accounts"} | WORK,
}
PASSWORD = "пять тихих рек"


@pytest.fixture(scope="module")
def keys(house: House) -> dict[str, str]:
    """By role the key of a session."""
    found = {}
    for login, name, role, partner in (
        ("adm", "Адиба", "administrator", None),
        ("edi", "Фаррух", "editor", None),
        ("par", "Нигора", "partner", A),
    ):
        accounts.add(
            house.desk, PROGRAM, login=login, name=name, role=role, partner=partner, password=PASSWORD
        )
        entered = accounts.enter(house.desk, PUBLIC, login=login, password=PASSWORD, address=None)
        found[role] = accounts.key_of(entered.word)
    return found


@pytest.fixture
def as_role(house: House, keys: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the pages be asked as somebody of a role, or by somebody who is not signed in ("nobody")."""
    here.use(house.desk)

    def be(role: str) -> None:
        monkeypatch.setattr(here, "signed_in_by", lambda: keys.get(role))
        if role == "public":
            monkeypatch.setattr(accounts, "asker_of", lambda *_: PUBLIC)

    return be


def words(app: AppTest) -> str:
    """All that a page shows."""
    shown: list[Any] = [
        *app.title,
        *app.header,
        *app.info,
        *app.markdown,
        *app.caption,
        *app.warning,
        *app.success,
    ]
    html = [element.proto.body for element in app.get("html")]
    return "".join(
        [*(str(one.value) for one in shown), *html, *(str(one.value.to_string()) for one in app.dataframe)]
    )


def test_every_page_has_its_roles() -> None:
    for role, there in THERE.items():
        assert {page.name for page in PAGES if role in page.roles} == there, role


@pytest.mark.parametrize("page", sorted({page.name for page in PAGES}))
@pytest.mark.parametrize("role", ["public", "partner", "editor", "administrator"])
def test_a_page_is_there_for_its_roles_alone(
    as_role: Callable[[str], None],
    visit: Visit,
    house: House,
    role: str,
    page: str,
) -> None:
    as_role(role)
    app = visit(page, lang="en", code=house["public"])
    assert not app.exception
    told = words(app)
    if page not in THERE[role]:
        assert len(app.info) == 1 and not app.button_group and not app.get("file_uploader")
        assert ("This page is for the people" in told) or ("Only an administrator decides" in told)
    if role in ("public", "partner"):
        assert OTHER not in told
    if role == "public":
        assert OWN not in told


@pytest.mark.parametrize("page", ["overview", "commitments", "load", "accounts"])
def test_who_is_not_signed_in_is_shown_no_page(
    as_role: Callable[[str], None],
    visit: Visit,
    house: House,
    page: str,
) -> None:
    as_role("nobody")
    app = visit(page, lang="en")
    assert not app.exception
    assert [title.value for title in app.title] == ["You are signed out"]
    assert "/login?next=" in words(app)
    assert not app.button and not app.get("file_uploader") and OWN not in words(app)


def test_a_partner_reads_its_own_and_opens_no_other(
    as_role: Callable[[str], None], visit: Visit, house: House
) -> None:
    as_role("partner")
    assert OWN in words(visit("commitments", lang="en"))
    assert OWN in words(visit("commitment", lang="en", code=house[A]))
    other = visit("commitment", lang="en", code=house["partner-2"])
    assert not other.exception and OTHER not in words(other)


def test_two_who_are_signed_in_check_in_their_own_names(house: House, keys: dict[str, str]) -> None:
    askers: list[Asker | None] = [
        accounts.asker_of(house.desk, keys[role]) for role in ("editor", "administrator")
    ]
    assert [(one.name, one.shared) for one in askers if one] == [("Фаррух", False), ("Адиба", False)]
    assert Role.EDITOR in (one.role for one in askers if one)

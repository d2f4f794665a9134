"""Signing in as people do it: on a phone and a laptop, in three languages, by password, by invitation, with a provider."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.attacks.served import PASSWORD, Office, furnish
from tests.browser import conftest
from tests.browser.test_accessibility import faults
from tests.web.provider import CLIENT, SECRET, Provider, provider
from tracker.desk import accounts
from tracker.desk.asking import PROGRAM
from tracker.words import LANGUAGES, translate

SCREENS = {"phone": {"width": 390, "height": 844}, "laptop": {"width": 1366, "height": 900}}
NEW = "шесть громких гор"


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    with provider() as one:
        yield one


@pytest.fixture(scope="module")
def office(there: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose people may sign in with a provider too."""
    settings = furnish(tmp_path_factory.mktemp("office"))
    plain = conftest.environment
    with pytest.MonkeyPatch.context() as patch:
        told = {
            "AHD_OIDC_ISSUER": there.url,
            "AHD_OIDC_CLIENT_ID": CLIENT,
            "AHD_OIDC_CLIENT_SECRET": SECRET,
            "AHD_OIDC_NAME": "Namuna ID",
        }
        patch.setattr(conftest, "environment", lambda data_dir: plain(data_dir) | told)
        with conftest.serving(settings.data_dir) as started:
            yield Office(started.url, settings)


class Person:
    """A browser, and whatever it should never see."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page, self.office = page, office
        self.foreign: list[str] = []
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if url.startswith(("http", "ws")) and "//127.0.0.1:" not in url:
            self.foreign.append(url)


@pytest.fixture
def person(browser: Browser, office: Office, request: pytest.FixtureRequest) -> Iterator[Person]:
    screen = getattr(request, "param", "laptop")
    context = browser.new_context(viewport=SCREENS[screen], locale="en-GB")  # type: ignore[arg-type]
    one = Person(context.new_page(), office)
    yield one
    assert one.foreign == []
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing stands out to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", SCREENS, indirect=True)
def test_the_way_in_is_readable_everywhere_and_leads_on(
    person: Person, office: Office, language: str
) -> None:
    page = person.page
    page.goto(f"{office.url}/commitments?lang={language}")
    page.goto(f"{office.url}/login?lang={language}&next=%2Fcommitments%3Flang%3D{language}")
    assert page.inner_text("h1") == translate("Sign in", language)
    assert fits(page) and faults(page) == []
    page.fill("#login", "editor")
    page.fill("#password", "not the password")
    page.click("button[type=submit]")
    assert page.inner_text("[role=alert]") == translate("The name or the password is not right.", language)
    assert page.evaluate("document.activeElement.id") == "password" and page.input_value("#login") == "editor"
    assert fits(page) and faults(page) == []
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    office.drawn(page)
    assert page.url.startswith(f"{office.url}/commitments")
    assert [one["httpOnly"] for one in page.context.cookies() if one["name"] == "ahd_session"] == [True]
    assert page.evaluate("document.cookie").find("ahd_session") < 0


def test_an_administrator_invites_somebody_who_then_works_here(
    person: Person, office: Office, browser: Browser
) -> None:
    page = office.enter(person.page, "admin", "/accounts?lang=en")
    assert page.inner_text("h1") == "4 people can sign in"
    page.get_by_role("textbox", name="Name of the person").fill("Мадина")
    page.get_by_role("textbox", name="Address, or a name to sign in with").fill("madina@x.example")
    page.get_by_role("button", name="Make an invitation").click()
    link = page.locator("[data-testid=stCode]").inner_text().strip()
    assert re.fullmatch(re.escape(office.url) + r"/invitation\?word=[\w-]{43}", link)
    page.reload()
    office.drawn(page)
    assert page.locator("[data-testid=stCode]").count() == 0  # shown once
    context = browser.new_context(viewport=SCREENS["phone"], locale="tg")  # type: ignore[arg-type]
    other = context.new_page()
    other.goto(link)
    assert fits(other) and faults(other) == []
    other.fill("#password", NEW)
    other.fill("#again", NEW)
    other.click("button[type=submit]")
    office.drawn(other)
    other.locator(".st-key-menu-all button").first.click()
    assert "Мадина" in other.locator(".ahd-person").first.inner_text()
    other.goto(link)
    assert other.locator("[role=alert]").inner_text() == translate(accounts.shapes.USELESS, "tg")
    context.close()


def test_a_provider_signs_somebody_in_who_was_invited(
    person: Person, office: Office, there: Provider
) -> None:
    page = person.page
    page.goto(f"{office.url}/login?lang=en&next=%2Fdata%3Flang%3Den")
    page.get_by_role("link", name="Sign in with Namuna ID").click()
    page.click("#allow")
    assert "There is no invitation for zarina@x.example" in page.inner_text("[role=alert]")
    with office.desk() as desk:
        accounts.invite(desk, PROGRAM, login="zarina@x.example", name="Зарина", role="editor")
    page.goto(f"{office.url}/login?lang=en&next=%2Fdata%3Flang%3Den")
    page.get_by_role("link", name="Sign in with Namuna ID").click()
    page.click("#allow")
    office.drawn(page)
    assert page.url.startswith(f"{office.url}/data")
    page.locator(".st-key-menu-person button").first.click()
    assert "Зарина" in page.locator(".ahd-person").first.inner_text()
    page.locator(".st-key-sign-out button").click()
    office.drawn(page, ".ahd-way-in")
    page.click(".ahd-way-in a")
    page.get_by_role("link", name="Sign in with Namuna ID").click()
    page.click("#allow")
    office.drawn(page)  # known by now; no invitation is needed


def test_the_accounts_page_is_fit_to_be_used(person: Person, office: Office) -> None:
    page: Any = office.enter(person.page, "admin", "/accounts?lang=ru")
    page.wait_for_timeout(500)
    assert fits(page)
    assert [fault for fault in faults(page) if "stMain" not in fault[1]] == []

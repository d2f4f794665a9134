"""What stands beside the pages, in a real browser: the screens for a projector and the charts for other sites."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SHOTS, Server, Visitor
from tests.browser.test_accessibility import faults
from tracker.figures.gallery import CHARTS
from tracker.words import LANGUAGES

SCREENS = ((1366, 768), (1920, 1080))


@pytest.fixture
def guest(browser: Browser, server: Server) -> Visitor:
    """A visitor of plain pages, which are drawn when they are loaded."""
    return Visitor(browser.new_context(viewport={"width": 1366, "height": 768}), server)


def sized(guest: Visitor, width: int, height: int) -> Page:
    guest.page.set_viewport_size({"width": width, "height": height})
    return guest.page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_every_screen_fits_the_projector(guest: Visitor, screen: tuple[int, int], language: str) -> None:
    page = sized(guest, *screen)
    page.goto(f"{guest.server.url}/present?lang={language}")
    SHOTS.mkdir(parents=True, exist_ok=True)
    for number in range(page.locator(".screen").count()):
        over = page.evaluate(
            "(() => { const s = document.querySelector('.screen.now');"
            " return [s.scrollHeight - s.clientHeight, s.scrollWidth - s.clientWidth]; })()"
        )
        assert over == [0, 0], f"screen {number + 1}"
        page.screenshot(path=SHOTS / f"present-{screen[0]}-{language}-{number + 1}.png")
        page.keyboard.press("ArrowRight")
    assert faults(page) == []
    assert guest.foreign == [] and guest.errors == []


def test_the_screens_turn_by_keys_and_buttons_and_escape_leads_back(guest: Visitor) -> None:
    page = guest.page
    page.goto(f"{guest.server.url}/present?lang=en&agency=mia-district")
    last = page.locator(".screen").count()
    place = page.locator(".place")
    for key, shown in (
        ("PageDown", 2),
        ("ArrowRight", 3),
        ("ArrowLeft", 2),
        ("End", last),
        ("PageUp", last - 1),
    ):
        page.keyboard.press(key)
        expect(place).to_have_text(f"{shown} / {last}")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text(f"{last} / {last}")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Next screen").click()
    expect(place).to_have_text(f"2 / {last}")
    page.reload()
    expect(place).to_have_text(f"2 / {last}")
    page.keyboard.press("Escape")
    page.wait_for_url("**/?lang=en&agency=mia-district")


def test_the_overview_leads_to_the_screens_of_its_view(visitor: Visitor) -> None:
    page = visitor.open("?lang=en&region=TJ-SU")
    page.get_by_role("link", name="Present").click()
    page.wait_for_url("**/present?lang=en&region=TJ-SU*")
    expect(page.locator(".screen.now h1")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_for_other_sites_fits_320_pixels_and_runs_without_scripts(
    browser: Browser, server: Server, language: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    guest = Visitor(context, server)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name in CHARTS:
        page = guest.page
        page.goto(f"{server.url}/embed/{name}.html?lang={language}")
        expect(page.locator("h1")).to_be_visible()
        box = page.locator("main > svg").bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320, name
        page.screenshot(path=SHOTS / f"embed-{name}-320-{language}.png", full_page=True)
    assert guest.foreign == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_charts_for_other_sites(guest: Visitor, language: str) -> None:
    found = {}
    for name in CHARTS:
        guest.page.goto(f"{guest.server.url}/embed/{name}.html?lang={language}")
        guest.page.locator("summary").click()
        found[name] = faults(guest.page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}

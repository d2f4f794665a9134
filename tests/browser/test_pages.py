"""What a visitor sees in a real browser: every page, language and width; links, clicks, back and forward."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SHOTS, Server, Visitor
from tests.browser.every_page import PAGES
from tracker.desk import EDITOR, Desk, View, look
from tracker.settings import Settings
from tracker.words import LANGUAGES
from tracker.words.formats import percent

WIDTHS = {390: 844, 1366: 900, 1920: 1080}


@pytest.fixture(scope="module")
def sample(sample_dir: Path) -> Iterator[Desk]:
    """The same installation, asked directly."""
    opened = Desk.open(Settings(data_dir=sample_dir, database_url=None))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def code(sample: Desk) -> str:
    """A commitment with a long history: one that was claimed and found."""
    return look.page_of(sample, EDITOR, View(outcomes=("kept_late",)), size=1).lines[0].code


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def count(page: Page) -> int:
    title = page.locator("h1").inner_text()
    return int("".join(c for c in title if c.isdigit()))


def test_a_deep_link_to_a_fresh_server_opens_the_right_page_in_the_right_language(
    browser: Browser, fresh_server: Server, code: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    visitor = Visitor(context, fresh_server)
    page = visitor.open(f"commitment?code={code}&lang=tg")
    assert page.evaluate("document.documentElement.lang") == "tg"
    assert page.title() == "Уҳдадорӣ – Ahd"
    expect(page.get_by_role("link", name="Ноҳияҳо", exact=True)).to_be_visible()
    expect(page.get_by_text(code).first).to_be_visible()
    context.close()


def test_the_overview_shows_the_rate_that_the_desk_gives(visitor: Visitor, sample: Desk) -> None:
    total = look.rates(sample, EDITOR, View()).total
    page = visitor.open("?lang=en")
    heading = page.locator("h1").inner_text()
    assert f"{total['kept']} of {total['due']}" in heading
    assert percent(total["kept"], total["due"], "en") in heading


def test_every_page_says_that_the_sample_is_an_illustration(visitor: Visitor, code: str) -> None:
    for name in PAGES:
        page = visitor.open(f"{name}?lang=en&code={code}")
        expect(page.locator(".ahd-sample")).to_contain_text("Illustration")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_every_screen_in_every_language(
    browser: Browser, server: Server, width: int, language: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    every_page_fits(Visitor(context, server), language, str(width))
    context.close()


def test_every_page_fits_a_laptop_whose_browser_shows_everything_twice_as_large(
    browser: Browser, server: Server
) -> None:
    """Zoom of 200 %: half as many pixels of CSS as the screen has."""
    context = browser.new_context(viewport={"width": 683, "height": 450}, device_scale_factor=2)
    every_page_fits(Visitor(context, server), "ru", "zoom")
    context.close()


def every_page_fits(visitor: Visitor, language: str, screen: str) -> None:
    """Walk through all pages; each is kept as a picture, for people to look at."""
    visitor.open(f"?lang={language}")
    for name in PAGES:
        page = visitor.walk_to(name)
        assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
        sizes = page.evaluate(
            "[...document.querySelectorAll('[data-testid=stMain], body')].map(e => [e.scrollWidth, e.clientWidth])"
        )
        assert all(wide <= room for wide, room in sizes), f"{name} is wider than the screen"
        assert clipped(page) == [], f"{name} cuts words off"
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}-{screen}-{language}.png")
    assert visitor.foreign == []
    assert visitor.errors == []


def clipped(page: Page) -> list[str]:
    """Words of links, buttons, cards and headings that do not fit and are cut off."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll(
             '.stPageLink span, .stButton button p, h1, h2, h3, [data-testid=stMetricLabel] p, [data-testid=stMetricValue] p')]
           .filter(e => e.offsetParent && (e.scrollWidth > e.clientWidth + 1) && getComputedStyle(e).overflow !== 'visible')
           .map(e => e.innerText)"""
    )
    return found


def test_a_click_on_the_strip_opens_exactly_the_commitments_it_counts(visitor: Visitor, sample: Desk) -> None:
    total = look.rates(sample, EDITOR, View()).total
    page = visitor.open("?lang=en")
    strip = page.locator(".st-key-strip .js-plotly-plot .point")
    expect(strip.first).to_be_visible()
    strip.nth(2).locator("path").click(force=True)
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    assert parameters(page)["outcome"] == "overdue"
    assert count(page) == total["overdue"]


def test_a_click_on_a_bar_opens_exactly_what_was_due_of_that_agency(visitor: Visitor, sample: Desk) -> None:
    page = visitor.open("?lang=en")
    bars = page.locator(".st-key-picture-agencies .js-plotly-plot .barlayer .point path")
    expect(bars.first).to_be_visible()
    bars.first.click(force=True)
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    agency = parameters(page)["agency"]
    due = look.rates(sample, EDITOR, View(agencies=(agency,))).total["due"]
    assert count(page) == due


def test_a_click_on_a_tile_opens_exactly_what_was_due_in_that_district(
    visitor: Visitor, sample: Desk
) -> None:
    page = visitor.open("?lang=en")
    tiles = page.locator(".st-key-picture-tiles .js-plotly-plot .barlayer .point")
    expect(tiles.first).to_be_visible()
    tiles.filter(has_text="Rudaki").locator("path").click(force=True)
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    assert parameters(page)["district"] == "rudaki"
    assert count(page) == look.rates(sample, EDITOR, View(districts=("rudaki",))).total["due"]


def test_a_click_on_a_kind_of_change_opens_exactly_the_commitments_it_counts(
    visitor: Visitor, sample: Desk
) -> None:
    found = look.changed(sample, EDITOR, View(since=date(2025, 12, 31)))
    page = visitor.open("changes?lang=en&from=2025-12-31")
    bars = page.locator(".st-key-picture-changes .js-plotly-plot .barlayer .point path")
    expect(bars.first).to_be_visible()
    bars.first.click(force=True)
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    assert count(page) == found.counts[parameters(page)["change"]] > 0


def test_back_and_forward_walk_through_what_was_looked_at(visitor: Visitor) -> None:
    page = visitor.open("?lang=en")
    first = page.locator("h1").inner_text()
    page.get_by_role("link", name="Commitments", exact=True).click()
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    page.go_forward()
    page.wait_for_url("**/commitments**")
    visitor.drawn()
    assert "/commitments" in page.url


def test_back_from_a_mark_of_the_overview_is_the_overview_as_it_was(visitor: Visitor) -> None:
    page = visitor.open("overview?lang=en")
    first = page.locator("h1").inner_text()
    page.locator(".js-plotly-plot").first.scroll_into_view_if_needed()
    page.get_by_text("Khujand", exact=True).first.click(force=True)
    page.wait_for_url("**/commitments**district=khujand**")
    visitor.drawn()
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    assert "district" not in parameters(page)


def test_a_filter_is_in_the_address_and_the_address_opens_it_again(visitor: Visitor, sample: Desk) -> None:
    page = visitor.open("?lang=en")
    page.get_by_label("Region").click()
    page.get_by_role("option", name="Sughd").click()
    page.wait_for_url("**region=TJ-SU**")
    visitor.drawn()
    heading = page.locator("h1").inner_text()
    again = visitor.open(f"?{urlsplit(page.url).query}")
    assert again.locator("h1").inner_text() == heading
    total = look.rates(sample, EDITOR, View(regions=("TJ-SU",))).total
    assert f"{total['kept']} of {total['due']}" in heading


def test_a_language_switch_keeps_page_filters_and_day(visitor: Visitor) -> None:
    page = visitor.open("agencies?lang=en&region=TJ-SU&on=2026-06-30")
    page.get_by_role("link", name="Тоҷикӣ").click()
    page.wait_for_url("**lang=tg**")
    visitor.drawn()
    assert urlsplit(page.url).path == "/agencies"
    assert parameters(page) == {"lang": "tg", "region": "TJ-SU", "on": "2026-06-30"}
    assert page.evaluate("document.documentElement.lang") == "tg"


def test_bundles_come_packed(visitor: Visitor) -> None:
    kinds: list[str] = []
    visitor.page.on(
        "response",
        lambda answer: (
            kinds.append(answer.headers.get("content-encoding", "plain"))
            if "/static/js/" in answer.url
            else None
        ),
    )
    visitor.open("?lang=en")
    assert kinds
    assert set(kinds) <= {"br", "gzip", "plain"}
    assert kinds.count("br") > len(kinds) / 2


def test_a_download_of_the_data_page_holds_the_figures_of_the_pages(visitor: Visitor, sample: Desk) -> None:
    page = visitor.open("data?lang=en&district=rudaki")
    with page.expect_download() as started:
        page.locator(".st-key-download-rates-json button").first.click()
    told = json.loads(started.value.path().read_text(encoding="utf-8"))
    total = look.rates(sample, EDITOR, View(districts=("rudaki",))).total
    [row] = [row for row in told["rows"] if row["by"] == "total"]
    assert (row["kept"], row["due"]) == (total["kept"], total["due"])
    assert started.value.suggested_filename.startswith("ahd-rates-")

"""The address holds the whole view: a copied link opens it for somebody else, back and forward walk through it."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visitor

VIEWS = {
    "overview": "region=TJ-SU&on=2026-06-30&known_on=2026-11-20",
    "districts": "show=bars&agency=mia-district&on=2026-06-30",
    "agencies": "agency=mia-district&region=TJ-KT&against=first",
    "commitments": "outcome=overdue&show=table&columns=code,text,deadline&sort=code&page=2&on=2026-06-30",
    "changes": "from=last-year&on=2026-06-30&district=rudaki",
    "sources": "show=agreements&region=TJ-SU",
    "forums": "month=2025-11&region=TJ-SU",
    "brief": "agency=mia-district&tongue=tg&formats=pdf,docx&from=2025-12-31",
    "registers": "show=officials",
    "data": "basis=police&on=2026-06-30",
}


def settled(page: Page) -> tuple[list[str], list[str]]:
    """What a page says and what is chosen on it, once nothing more is added: selects come a moment after their text."""
    before = None
    for _ in range(20):
        said = page.locator("h1, h2, h3, .ahd-under, .ahd-line, .ahd-table").all_text_contents()
        chosen = page.locator(".st-key-filters input").evaluate_all("all => all.map(one => one.value)")
        if (said, chosen) == before:
            break
        before = said, chosen
        page.wait_for_timeout(700)
    return said, chosen


@pytest.mark.parametrize("name", VIEWS)
def test_a_copied_link_opens_the_same_view_for_somebody_else(
    browser: Browser, server: Server, name: str
) -> None:
    seen = []
    address = f"{name}?lang=ru&{VIEWS[name]}"
    for locale in (
        "en-GB",
        "tg-TJ",
    ):  # who opens a link sees what was copied, in the language it was copied in
        context = browser.new_context(viewport={"width": 1366, "height": 900}, locale=locale)
        visitor = Visitor(context, server)
        page = visitor.open(address)
        assert dict(parse_qsl(urlsplit(page.url).query)) == dict(parse_qsl(f"lang=ru&{VIEWS[name]}"))
        seen.append(settled(page))
        assert seen[-1][0]
        address = page.url.removeprefix(f"{server.url}/")
        context.close()
    assert seen[0] == seen[1]


def test_back_and_forward_walk_through_filters_and_pages_of_a_list(visitor: Visitor) -> None:
    page = visitor.open("commitments?lang=en&outcome=overdue")
    all_overdue = page.locator("h1").inner_text()
    page.get_by_label("Region").click()
    page.get_by_role("option", name="Sughd").click()
    page.wait_for_url("**region=TJ-SU**")
    visitor.drawn()
    in_sughd = page.locator("h1").inner_text()
    assert in_sughd != all_overdue
    page.go_back()
    expect(page.locator("h1")).to_have_text(all_overdue)
    page.go_forward()
    expect(page.locator("h1")).to_have_text(in_sughd)


def test_a_month_of_the_calendar_opens_exactly_its_meetings(visitor: Visitor) -> None:
    page = visitor.open("forums?lang=en")
    cells = page.locator(".st-key-picture-calendar .js-plotly-plot .barlayer .point").filter(has_text="4")
    cells.first.locator("path").click(force=True)
    page.wait_for_url("**month=**")
    visitor.drawn()
    heading = page.locator("h2, h3").filter(has_text="4 meetings")
    expect(heading).to_be_visible()
    assert page.locator(".ahd-line").count() == 4

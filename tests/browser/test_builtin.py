"""Streamlit's own words are in the reader's language too: none of its English is left on any page."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visitor

PAGES = ("overview", "districts", "agencies", "commitments", "commitment", "method", "load", "review")
ENGLISH = re.compile(
    r"\b(January|February|March|April|June|July|August|September|October|November|December|(Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day|Today|Choose|Select|Selected|No results|options? available|Open|Close|Clear|Dismiss|Press Enter|Help|"
    r"day|month|year|Previous|Next|arrow keys|Upload|upload|Drag and drop|per file|Remove|Pagination|Page|Copy|"
    r"Fullscreen|Search|Skip to|Running|Connect\w*|Please wait|Rerun|Stop|not found|main page)\b"
)


def words(page: Page) -> set[str]:
    """Every text and every label on the page, but for what people typed and what is an icon."""
    found: list[str] = page.evaluate(
        """() => {
          const OURS = '.stHtml, .js-plotly-plot, pre, script, style, noscript, title, [data-testid=stIconMaterial]';
          const found = [];
          const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
          while (nodes.nextNode()) {
            const node = nodes.currentNode;
            const element = node.nodeType === 3 ? node.parentElement : node;
            if (element.closest(OURS)) continue;
            if (node.nodeType === 3) found.push(node.data.trim());
            else for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder'])
              if (node.getAttribute(name)) found.push(node.getAttribute(name));
          }
          return found;
        }"""
    )
    return set(found)


def english(page: Page) -> list[str]:
    return sorted(said for said in words(page) if ENGLISH.search(said))


@pytest.mark.parametrize("language", ["ru", "tg"])
def test_no_page_shows_streamlits_english(visitor: Visitor, language: str) -> None:
    visitor.open(f"?lang={language}")
    for name in PAGES:
        assert english(visitor.walk_to(name)) == [], name


@pytest.mark.parametrize("language", ["ru", "tg"])
def test_the_open_calendar_and_an_empty_choice_are_in_the_readers_language(
    visitor: Visitor, language: str
) -> None:
    page = visitor.open(f"?lang={language}")
    page.get_by_test_id("stDateInputCalendarButton").click()
    expect(page.get_by_test_id("stDateInputCalendar")).to_be_visible()
    page.wait_for_timeout(300)
    assert english(page) == []
    weekdays = page.locator("[data-testid=stDateInputCalendar] th").all_inner_texts()
    assert weekdays[0] == {"ru": "пн", "tg": "Дшб"}[language]

    page.keyboard.press("Escape")
    page.locator("[data-testid=stSelectbox] input").first.fill("zzz")
    page.wait_for_timeout(500)
    assert english(page) == []


def test_the_calendar_turns_to_another_month_in_words_of_the_language(visitor: Visitor) -> None:
    page = visitor.open("?lang=ru&on=2026-05-15")
    page.get_by_test_id("stDateInputCalendarButton").click()
    page.get_by_role("button", name="Предыдущий месяц").click()
    month = page.get_by_test_id("stDateInputCalendar").locator("button[aria-haspopup=listbox]").first
    expect(month).to_contain_text("Апрель")
    assert english(page) == []


def test_a_page_that_is_not_there_is_told_in_the_readers_language(visitor: Visitor) -> None:
    page = visitor.open("nowhere?lang=ru")
    expect(page.get_by_role("dialog")).to_contain_text("Такой страницы нет")
    assert english(page) == []


def test_the_language_of_the_browser_does_not_speak_into_the_page(browser: Browser, server: Server) -> None:
    context = browser.new_context(locale="ru-RU")
    visitor = Visitor(context, server)
    page = visitor.open("?lang=en")
    page.get_by_test_id("stDateInputCalendarButton").click()
    expect(
        page.get_by_test_id("stDateInputCalendar").get_by_role("button", name="Previous month")
    ).to_be_visible()
    assert not any(re.search("[а-я]", said) for said in words(page) - {"Русский", "Тоҷикӣ"})
    context.close()

"""Everything without a mouse: the pages, the menus, a figure's commitments, with the focus always in sight."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor

FOCUSED = """() => {
  const one = document.activeElement;
  if (one.matches('main')) return { text: '', seen: true };  // the page itself, so that keys can scroll it
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  return {
    text: one.matches('a, button, summary') ? one.innerText.trim() : '',
    seen: box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'
      || getComputedStyle(one.parentElement).boxShadow !== 'none' || one.matches('input, [role=spinbutton]')),
  };
}"""


def tab_to(page: Page, text: str, *, most: int = 80) -> list[str]:
    """Press Tab until what bears this text has the focus; what had it without showing so, on the way."""
    unseen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not focused["seen"]:
            unseen.append(focused["text"])
        # Beside the words may stand the name of an icon, as a line of its own.
        if any(line.startswith(text) for line in focused["text"].splitlines()):
            return unseen
    raise AssertionError(f"Tab did not reach {text!r}")


def test_pages_are_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open("?lang=en")
    assert tab_to(page, "Districts") == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/districts?**")
    visitor.drawn()


def test_a_menu_opened_by_a_key_gets_the_focus_and_gives_it_back(visitor: Visitor) -> None:
    page = visitor.open("method?lang=en")
    button = page.locator(".st-key-menu-more button")
    menu = page.get_by_test_id("stPopoverBody").get_by_role("link")
    first, last = menu.filter(has_text="What changed"), menu.filter(has_text="Guides")
    button.focus()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    last.focus()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sources?**")


def test_the_commitments_behind_a_mark_are_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open("?lang=en")
    assert tab_to(page, "The same as a table") == []
    page.keyboard.press("Enter")
    table = page.locator(".st-key-picture-tiles details[open] table")
    expect(table).to_be_visible()
    first = table.locator("tbody a").first.inner_text()
    assert tab_to(page, first, most=6) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitments?**district=**")
    visitor.drawn()
    assert tab_to(page, "AH-") == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitment?**code=AH-**")

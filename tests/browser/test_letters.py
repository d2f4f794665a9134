"""Tajik in a browser stands in the fonts that are named for it: no letter comes from another font, and none is a box."""

from collections import Counter

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, Visitor
from tests.letters import TAJIK

OURS = ("Source Sans", "Source Serif", "Ahd Sans", "Ahd Serif")
PAGES = (
    "overview?lang=tg",
    "commitments?lang=tg",
    "method?lang=tg",
    "embed/districts.html?lang=tg",
    "present?lang=tg",
)
# Every element that itself holds a Tajik letter is numbered, so that the protocol can be asked about it.
NUMBER = """(letters) => {
  let n = 0;
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('script, style, noscript, pre, code, .ahd-code')) continue;
    const own = [...e.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('');
    if ([...letters].some((letter) => own.includes(letter)) && e.getClientRects().length) e.dataset.tajik = n++;
  }
  return n;
}"""


@pytest.mark.parametrize("address", PAGES)
def test_every_tajik_word_of_a_page_stands_in_a_font_that_was_named_for_it(
    browser: Browser, server: Server, address: str
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    page = context.new_page()
    page.goto(f"{server.url}/{address}")
    if address.startswith(("embed", "present")):
        page.wait_for_selector("h1")
    else:
        Visitor.drawn(_Arrived(page))  # type: ignore[arg-type]
    assert fonts_of_tajik(page) - set(OURS) == set()
    context.close()


class _Arrived:
    """What `Visitor.drawn` needs of a visitor."""

    def __init__(self, page: Page) -> None:
        self.page = page


def fonts_of_tajik(page: Page) -> set[str]:
    """The families in which the browser really drew the elements with a Tajik letter, by its own account."""
    page.evaluate("document.fonts.ready.then(() => true)")
    n = page.evaluate(NUMBER, TAJIK)
    assert n > 0
    protocol = page.context.new_cdp_session(page)
    protocol.send("DOM.enable")
    protocol.send("CSS.enable")
    root = protocol.send("DOM.getDocument")["root"]["nodeId"]
    found = protocol.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-tajik]"})["nodeIds"]
    used: Counter[str] = Counter()
    for node in found[:150]:
        for font in protocol.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            used[font["familyName"]] += font["glyphCount"]
    return {name for name, glyphs in used.items() if glyphs}

"""axe-core finds nothing on any page, in any language, but what is Streamlit's own and cannot be mended from here."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visitor
from tests.browser.every_page import PAGES
from tracker.words import LANGUAGES

AXE = Path(__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Rule and the beginning of the faulty element, with the reason; this list may only become shorter.
STREAMLITS_OWN: dict[str, tuple[str, ...]] = {
    # The parts of the date field are narrower than 24 pixels; the calendar beside them does the same.
    "target-size": ('<span role="spinbutton"',),
    # The frame round the file button; the button inside is what keyboards and readers use.
    "presentation-role-conflict": (
        '<section role="presentation" tabindex="-1" data-testid="stFileUploaderDropzone"',
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_what_is_ours(visitor: Visitor, language: str) -> None:
    visitor.open(f"?lang={language}")
    found = {}
    for name in PAGES:
        page = visitor.walk_to(name)
        for expander in page.locator("details summary").all():
            expander.click()
        found[name] = [fault for fault in faults(page) if not streamlits_own(fault)]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def faults(page: Any) -> list[tuple[str, str]]:
    """Rule and element of each fault that axe finds on a page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES)
    return [(wrong["id"], node["html"][:300]) for wrong in answer["violations"] for node in wrong["nodes"]]


def streamlits_own(fault: tuple[str, str]) -> bool:
    rule, element = fault
    return any(element.startswith(known) for known in STREAMLITS_OWN.get(rule, ()))

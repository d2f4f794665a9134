"""In a real browser: what people typed stands in labels as typed, whatever Streamlit's markdown would make of it."""

import json
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import Visitor, serving
from tests.ui.test_safe import NASTY


def test_labels_show_what_was_typed_and_obey_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "nasty.json").write_text(json.dumps(NASTY), encoding="utf-8")
    with serving(tmp_path, ready=False, script="tests/browser/labels_app.py") as server:
        context = browser.new_context()
        visitor = Visitor(context, server)
        page = visitor.open("")
        for n, text in enumerate(NASTY):
            seen = " ".join(text.split())
            case = page.locator(f".st-key-case-{n}")
            parts = {
                "markdown": "[data-testid=stMarkdownContainer] >> nth=0",
                "title": "h1",
                "caption": "[data-testid=stCaptionContainer]",
                "button": "button >> nth=0",
                "metric": "[data-testid=stMetricLabel]",
                "expander": "summary p",
            }
            for kind, place in parts.items():
                shown = case.locator(place).first
                assert shown.inner_text().replace("\u2060", "").strip() == seen, kind
            title = case.locator("h1")
            assert (
                title.locator(
                    "img, a, .katex, em, strong, code, del, table, [data-testid=stIconMaterial]"
                ).count()
                == 0
            )
            assert title.locator("span[style*=color]").count() == 0
        assert visitor.foreign == []
        context.close()

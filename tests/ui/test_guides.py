"""The page of the guides: each for whom it is of use, its pictures described, the same to print."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_pages import html
from tracker.briefs.guides import GUIDES
from tracker.desk import PUBLIC, Desk
from tracker.ui import guides, here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_page_with_every_step_and_picture(
    served: Desk, visit: Visit, name: str, language: str
) -> None:
    app = visit("guides", lang=language, code=name)
    guide = GUIDES[name]
    assert not app.exception and not app.error
    assert [title.value for title in app.title] == [guide.title.text(language)]
    assert [header.value for header in app.header] == [part.title.text(language) for part in guide.parts]
    shown = unescape(html(app))
    for part in guide.parts:
        for step in part.steps:
            assert step.do.pieces(language)[0].text.strip() in shown
            assert all(line.said(language) in shown for line in step.types)
    described = re.findall(r'<img src="(\S+)" alt="([^"]+)"', html(app))
    assert [(source, unescape(alt)) for source, alt in described] == [
        (f"guide-pictures/{language}/{picture.name}.webp", picture.shows.text(language))
        for picture in guide.pictures()
    ]


def test_a_guide_that_is_not_there_is_the_first_one(served: Desk, visit: Visit) -> None:
    app = visit("guides", lang="en", code="L-1")
    assert app.title[0].value == "Guide for partners"


def test_the_public_reads_the_partners_guide_and_no_other(
    served: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "asker", lambda: PUBLIC)
    monkeypatch.setattr(guides, "asker", lambda: PUBLIC)
    for code in ("partners", "office", "operators"):
        app = visit("guides", lang="en", code=code)
        assert app.title[0].value == "Guide for partners"
        assert "Guide for operators" not in unescape(html(app))
        assert not app.get("button_group")

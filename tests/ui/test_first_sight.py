"""The public's first sight of the overview needs no chart library: drawings, with the same figures, and live ones on demand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tracker.desk import PUBLIC, Desk
from tracker.store import make_public_copy
from tracker.ui import asking, controls, here, picture, titles
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody who comes is the public."""
    for module in (here, asking, controls, picture, titles):
        monkeypatch.setattr(module, "asker", lambda: PUBLIC, raising=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_sees_drawings_and_no_chart_library(
    house: Desk, visit: Visit, public: None, language: str
) -> None:
    app = visit("overview", lang=language)
    assert not app.exception
    assert len(app.get("plotly_chart")) == 0
    pictures = [image for element in app.get("image") for image in element.proto.imgs]
    assert len(pictures) == 5
    assert all(image.alt for image in pictures)


def test_live_charts_come_when_they_are_asked_for(house: Desk, visit: Visit, public: None) -> None:
    app = visit("overview", lang="en")
    app.toggle[0].set_value(True).run()
    assert not app.exception
    assert len(app.get("plotly_chart")) == 5
    assert len(app.get("image")) == 0


def test_who_works_here_has_live_charts_at_once(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en")
    assert len(app.get("plotly_chart")) == 5
    assert not app.toggle


def test_where_only_the_public_comes_nobody_filters_by_partner(
    house: Desk, visit: Visit, tmp_path: Path
) -> None:
    """Who follows which commitment is not in the public copy; an address that asks for it is told so."""
    offered = lambda app: {box.key for box in app.selectbox}  # noqa: E731
    assert "filter-partner" in offered(visit("commitments", lang="en"))
    make_public_copy(house.store, tmp_path / "public.db")
    here.use(Desk.on_copy(tmp_path / "public.db", house.settings, house.clock))
    app = visit("commitments", lang="en")
    assert not app.exception
    assert "filter-topic" in offered(app) and "filter-partner" not in offered(app)
    assert "filter-partner" in offered(visit("forums", lang="en"))  # who held a meeting is no secret
    for page in ("commitments", "overview"):
        app = visit(page, lang="en", partner="none")
        assert not app.exception
        said = " ".join(element.value for element in app.markdown)
        assert "Which partner follows which commitment is not told to everybody." in said

"""What is drawn in these tests is checked by Plotly, property by property."""

import pytest


@pytest.fixture(autouse=True)
def _plotly_checks_every_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotly refuses a property that it does not know; the product does without the checking, for speed."""
    monkeypatch.setattr("tracker.figures.stage.CHECKED", True)

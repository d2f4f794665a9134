"""The page of the brief: what will be in it, and the files, of which one that fails does not stop the others."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.made import Made, record
from tests.ui.test_load import html
from tracker.briefs import save
from tracker.desk import Desk

Visit = Callable[..., AppTest]


def headers(app: AppTest) -> list[str]:
    return [header.value for header in app.header]


def downloads(app: AppTest) -> list[str]:
    return [element.proto.label for element in app.get("download_button")]


def test_it_shows_the_finding_and_each_question_before_anything_is_made(house: Desk, visit: Visit) -> None:
    app = visit("brief", lang="en", agency="hukumat-district")
    assert any("0 of 3 kept" in header for header in headers(app))
    assert "What is missing, and on which day will it be finished?" in html(app)
    assert "Overdue commitment 0" in html(app)
    assert not [label for label in downloads(app) if "Slides" in label]


def test_the_files_are_made_on_the_click(house: Desk, visit: Visit) -> None:
    app = visit("brief", lang="en", formats="docx,xlsx")
    made = next(button for button in app.button if button.label == "Make the files").click().run()
    assert [label.split(" (")[0] for label in downloads(made)][:2] == ["Letter to edit", "All rows"]


def test_a_format_that_fails_says_so_and_the_others_still_come(
    house: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_brief: Any) -> bytes:
        raise RuntimeError("broken")

    monkeypatch.setitem(save._WRITERS, "docx", fail)
    app = visit("brief", lang="en", formats="docx,xlsx")
    made = next(button for button in app.button if button.label == "Make the files").click().run()
    assert any("could not be made" in error.value for error in made.error)
    assert any("All rows" in label for label in downloads(made))


def test_the_choice_stands_in_the_address(house: Desk, visit: Visit) -> None:
    app = visit(
        "brief", lang="en", tongue="tg", internal="1", formats="pdf", agency="mia-district,hukumat-district"
    )
    kept = {name: "".join(app.query_params[name]) for name in ("tongue", "internal", "formats", "agency")}
    assert kept == {
        "tongue": "tg", "internal": "1", "formats": "pdf", "agency": "mia-district,hukumat-district"
    }  # fmt: skip
    assert "иҷро шуд" in headers(app)[0]


def test_what_is_not_published_is_counted_for_those_who_make_the_brief(house: Desk, visit: Visit) -> None:
    record(house, [Made("H-1", ru="Тайное", due=date(2026, 1, 1), more={"visibility": "internal"})])
    app = visit("brief", lang="en")
    assert any("1 internal commitment was left out" in info.value for info in app.info)
    assert "Тайное" not in html(app)


def test_where_all_is_internal_the_page_says_what_to_do(served: Desk, visit: Visit) -> None:
    record(served, [Made("H-1", ru="Тайное", due=date(2026, 1, 1), more={"visibility": "internal"})])
    app = visit("brief", lang="en")
    assert headers(app) == ["There is nothing to tell"]


def test_one_agency_can_be_sent_a_draft_to_reply_to(house: Desk, visit: Visit) -> None:
    assert "Draft for the agency (.xlsx)" in downloads(visit("brief", lang="en", agency="mia-district"))
    assert "Draft for the agency (.xlsx)" not in downloads(visit("brief", lang="en"))

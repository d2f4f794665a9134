"""The list of commitments: chips, columns, and files that hold exactly what is shown."""

import csv
import html
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import COMMITMENTS, NASTY
from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Desk
from tracker.ui.state import Place
from tracker.ui.table import _File

Visit = Callable[..., AppTest]
TODAY = date(2026, 11, 23)


def rows(desk: Desk, format_: str, **parameters: str) -> list[list[object]]:
    """The cells of the file of a list, its head first."""
    place = Place.read(parameters, language="en", today=TODAY)
    made = _File(desk, EDITOR, place, format_).made()
    if format_ == "csv":
        return [list(row) for row in csv.reader(io.StringIO(made.decode("utf-8-sig")))]
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def chips(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key and button.key.startswith("chip-")]


def test_every_filter_of_the_address_is_a_chip(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", district="panj", agency="hukumat-district", outcome="due,open")
    assert len(chips(app)) == 4
    assert [chips(app)[0], *chips(app)[2:]] == ["Panj", "Due so far", "Open"]


def test_chips_are_taken_away_one_by_one_or_together(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", outcome="due,open", sub="in_progress", any_role="1")
    assert len(chips(app)) == 4
    app.button(key="chip-outcomes-open").click().run()
    assert app.query_params["outcome"] == "due"
    app.button(key="chip-any_role-1").click().run()
    assert "any_role" not in app.query_params
    app.button(key="chips-none").click().run()
    assert chips(app) == []
    assert app.title[0].value == "10 commitments"


def test_those_without_a_district_are_a_chip_in_words(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", district="none")
    assert chips(app) == ["The whole country"]
    assert app.title[0].value == "1 commitment"


def test_a_search_puts_the_best_hits_first_until_another_order_is_chosen(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", q="обязательство")
    assert app.selectbox(key="sort").value == "match"
    app.selectbox(key="sort").select("code").run()
    assert app.query_params["sort"] == "code"
    assert visit("commitments", lang="en").selectbox(key="sort").value == "days"


def test_the_table_shows_the_columns_of_the_address(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", show="table", columns="code,deadline,outcome", outcome="overdue")
    [table] = [one.proto.body for one in app.get("html") if "<table" in one.proto.body]
    assert [head.split("<")[0] for head in table.split('<th scope="col">')[1:]] == [
        "Code",
        "Outcome",
        "Deadline",
    ]
    assert "10 Jan 2026" in table
    assert "commitment?lang=en&amp;code=O-0" in table


def test_what_was_typed_is_text_in_the_table_too(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", show="table", outcome="withdrawn")
    [table] = [one.proto.body for one in app.get("html") if "<table" in one.proto.body]
    assert "<img" not in table
    assert "&lt;img src=x onerror=alert(1)&gt;" in table


@pytest.mark.parametrize("format_", ["xlsx", "csv"])
def test_the_file_holds_the_whole_list_in_its_order_with_its_columns(house: Desk, format_: str) -> None:
    head, *body = rows(house, format_, columns="code,days,deadline", outcome="overdue")
    assert head == ["Code", "Days late, overdue or left", "Deadline"]
    assert [row[0] for row in body] == ["O-0", "O-1", "O-2"]
    # 10 January to 23 November 2026: 317 days
    assert [int(str(row[1])) for row in body] == [317, 316, 315]
    assert [str(row[2])[:10] for row in body] == ["2026-01-10", "2026-01-11", "2026-01-12"]


def test_the_file_holds_all_pages(desk: Desk) -> None:
    record(desk, [replace(COMMITMENTS[0], code=f"M-{n}") for n in range(60)])
    assert len(rows(desk, "csv", page="2")) == 61


@pytest.mark.parametrize("start", ["=1+1", "+7", "-2", "@x", "\t=1"])
def test_nothing_in_a_file_is_a_formula(desk: Desk, start: str) -> None:
    record(desk, [Made(code="F-1", ru=f"{start} сделать", due=date(2027, 1, 1))])
    [_, xlsx] = rows(desk, "xlsx", columns="text")
    assert xlsx == [f"{start} сделать"]
    [_, text] = rows(desk, "csv", columns="text")
    assert str(text[0]).startswith("'")


def test_a_file_of_another_list_has_another_name(house: Desk) -> None:
    plain = Place("en")
    places = [
        plain,
        plain.but(columns=("code",)),
        plain.but(outcomes=("due",)),
        plain.but(sort="code"),
        Place("ru"),
    ]
    called = {_File(house, EDITOR, place, "csv").name() for place in places}
    called.add(_File(house, PUBLIC, plain, "csv").name())
    assert len(called) == len(places) + 1
    assert _File(house, EDITOR, plain.but(page=3), "csv").name() in called


def test_the_title_of_a_quarters_deadlines_counts_both(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", quarter="2025-Q2", deadline="on_time")
    assert html.unescape(app.title[0].value) == "Q2 2025: 4 deadlines (4 commitments)"
    assert len(chips(app)) == 2
    app.button(key="chip-quarter-2025-Q2").click().run()
    assert "deadline" not in app.query_params


def test_hostile_words_leave_as_they_came(house: Desk) -> None:
    [_, row] = rows(house, "xlsx", columns="text", outcome="withdrawn")
    assert row == [NASTY]

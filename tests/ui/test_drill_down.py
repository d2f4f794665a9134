"""Any figure leads to exactly the commitments behind it: the list there is as long as the figure says."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.made import Made, record
from tracker import figures
from tracker.desk import EDITOR, Desk, View, look
from tracker.ui import here
from tracker.ui.lead import to_agency_outcome
from tracker.ui.state import Place

Visit = Callable[..., AppTest]


def listed(visit: Visit, **parameters: str) -> int:
    app = visit("commitments", lang="en", **parameters)
    assert not app.exception
    found = re.search(r"(\d+) commitment", app.title[0].value)
    assert found
    return int(found.group(1))


def links(app: AppTest, label: str) -> list[dict[str, str]]:
    """The query parameters of the links to the list with this label."""
    found = []
    for link in app.get("page_link"):
        if link.proto.label.replace("&#46;", ".") == label:
            found.append(dict(pair.split("=", 1) for pair in link.proto.query_string.split("&")))
    return found


def test_each_card_leads_to_as_many_commitments_as_it_says(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en")
    kept = links(app, "5 of 8")
    others = links(app, "Read them")
    assert [entry["outcome"] for entry in [*kept, *others]] == ["kept", "overdue", "soon", "quiet"]
    figures_ = [5, *(int(metric.value) for metric in app.metric[1:])]
    assert [listed(visit, outcome=entry["outcome"]) for entry in [*kept, *others]] == figures_


def test_each_segment_of_the_strip_leads_to_its_count(house: Desk, visit: Visit) -> None:
    total = look.rates(house, EDITOR, View()).total
    parts = figures.segments(total, "en")
    assert [(part.key, part.count) for part in parts] == [("kept", 4), ("late", 1), ("overdue", 3)]
    for part in parts:
        assert listed(visit, outcome=",".join(part.outcomes)) == part.count


@pytest.mark.parametrize("by", ["district", "agency"])
def test_each_tile_and_bar_leads_to_what_was_due_there(house: Desk, visit: Visit, by: str) -> None:
    rows = look.rates(house, EDITOR, View(), by=by).rows
    named = rows[rows["key"].notna() & (rows["due"] > 0)]
    assert len(named) == 2
    for row in named.to_dict("records"):
        assert listed(visit, **{by: row["key"], "outcome": "due"}) == row["due"]


def test_of_fewer_than_six_the_key_says_no_share(house: Desk, visit: Visit) -> None:
    """In Panj three are due and overdue."""
    app = visit("overview", lang="en", district="panj")
    assert [link["outcome"] for link in links(app, "Overdue: 3 of 3")] == ["overdue"]


def test_of_fewer_than_six_the_method_works_out_no_share(house: Desk, visit: Visit) -> None:
    def told(**parameters: str) -> str:
        page = visit("method", lang="en", **parameters)
        return " ".join(block.proto.body for block in page.get("html"))

    assert "5 of 8 is 63 %." in told().replace("\xa0", " ")
    assert "0 of 3 is" not in told(district="panj")


def test_each_part_of_an_agencys_strip_leads_to_its_count(house: Desk, visit: Visit) -> None:
    rows = look.rates(house, EDITOR, View(), by="agency").rows
    [row] = rows[rows["key"] == "mia-district"].to_dict("records")
    assert row["kept_on_time"] == 4
    assert listed(visit, agency="mia-district", outcome="kept_on_time") == 4


def test_a_point_of_the_trend_leads_to_what_was_due_on_its_day(house: Desk, visit: Visit) -> None:
    assert listed(visit, on="2025-12-31", outcome="due") == 5


def test_a_mark_names_agency_and_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ui.lead.place", lambda: Place("en"))
    page, place = to_agency_outcome("mia|overdue")
    assert page == "commitments"
    assert place.parameters() == {"lang": "en", "agency": "mia", "outcome": "overdue"}


def test_each_mark_of_claims_and_findings_leads_to_its_count(house: Desk, visit: Visit) -> None:
    rows = look.rates(house, EDITOR, View(), by="agency").rows
    [row] = rows[rows["key"] == "mia-district"].to_dict("records")
    # L-1 alone was claimed; it was kept, as were the four others.
    assert (row["kept"], round(row["claimed_rate"] * row["due"])) == (5, 1)
    assert listed(visit, agency="mia-district", outcome="kept") == 5
    assert listed(visit, agency="mia-district", outcome="claimed") == 1


def test_what_is_counted_beside_the_rates_can_be_read(desk: Desk, visit: Visit) -> None:
    quarterly = {"cadence": "recurring", "recurrence": "quarterly"}
    record(
        desk,
        [
            Made(code="R", ru="Ежеквартально", **quarterly),
            Made(code="F", ru="Ежеквартально", **quarterly, made_on=date(2026, 10, 1)),
            Made(
                code="M",
                ru="Перенесено",
                due=date(2026, 1, 1),
                extended=[(date(2026, 1, 5), date(2027, 1, 1))],
            ),
            Made(code="C", ru="Постоянно", cadence="continuous", claims=[("in_progress", date(2026, 1, 5))]),
        ],
    )
    here.use(desk)
    found = look.keeping_record(desk, EDITOR, View()).to_dict("records")
    assert [(row["commitments"], row["deadlines"], row["missed"]) for row in found] == [(1, 4, 4)]
    assert listed(visit, outcome="recurring") == 1
    assert (look.moved(desk, EDITOR, View()).commitments, listed(visit, outcome="moved")) == (1, 1)
    behind = look.behind(desk, EDITOR, View())
    # Due are R, whose last deadline passed, and C; both want watching, and neither was looked at.
    assert (behind.due, behind.claimed, behind.watched, behind.covered) == (2, 1, 2, 0)
    assert listed(visit, outcome="claimed") == 1


def test_against_the_first_deadline_what_was_moved_is_overdue(desk: Desk, visit: Visit) -> None:
    record(
        desk,
        [
            Made(
                code="M",
                ru="Перенесено",
                due=date(2026, 1, 1),
                extended=[(date(2026, 1, 5), date(2027, 1, 1))],
            )
        ],
    )
    here.use(desk)
    assert listed(visit, outcome="open") == 1
    assert listed(visit, outcome="overdue", against="first") == 1
    app = visit("overview", lang="en", against="first")
    assert app.title[0].value == "0 of 1 commitment due by 23 November 2026 is kept"
    assert any("Measured against the first deadlines" in each.proto.body for each in app.get("html"))

"""The page of what changed, and days that cannot be asked about."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.test_drill_down import listed
from tests.ui.test_pages import html, titles
from tracker.desk import Desk
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]


def ways(app: AppTest, page: str = "") -> dict[str, str]:
    """The words of the links on a page, and where they lead."""
    found = [(link.proto.label, link.proto.page, link.proto.query_string) for link in app.get("page_link")]
    return {label: query for label, to, query in found if page in to}


def test_the_title_says_what_was_kept_and_what_fell_due(house: Desk, visit: Visit) -> None:
    app = visit("changes", lang="en", **{"from": "2025-12-31"})
    assert titles(app) == ["Since 31 December 2025: 0 kept, 3 fell due and are not kept"]
    assert "Kept on 23 November 2026: 63 %, 5 of 8. On 31 December 2025: 5 of 5" in html(app)
    assert [h.value for h in app.header if ":" in h.value][1:] == ["Newly due, not kept: 3", "Withdrawn: 1"]


def test_each_kind_of_change_leads_to_as_many_commitments_as_it_says(house: Desk, visit: Visit) -> None:
    app = visit("changes", lang="en", **{"from": "2025-12-31"})
    assert ways(app)["Read all 3 commitments"] == "lang=en&from=2025-12-31&change=newly_due"
    assert listed(visit, **{"from": "2025-12-31", "change": "newly_due"}) == 3
    assert listed(visit, **{"from": "2025-12-31", "change": "withdrawn"}) == 1
    assert listed(visit, **{"from": "2025-12-31", "change": "kept"}) == 0


def test_a_day_may_be_named_and_the_name_stays_in_the_address(house: Desk, visit: Visit) -> None:
    app = visit("changes", lang="en", **{"from": "last-year"})
    assert titles(app)[0].startswith("Since 31 December 2025")
    assert "".join(app.query_params["from"]) == "last-year"
    assert titles(visit("changes", lang="en", **{"from": "last-month"}))[0].endswith(
        "31 October 2026 and 23 November 2026"
    )


def test_the_overview_leads_to_what_its_cards_compare_with(house: Desk, visit: Visit) -> None:
    assert ways(visit("overview", lang="en"))["What changed since 30 Sept 2026"] == "lang=en&from=2026-09-30"


def test_the_list_says_which_change_it_holds_and_lets_go_of_it(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", **{"from": "2025-12-31", "change": "newly_due"})
    assert titles(app) == ["Newly due, not kept: 3 commitments"]
    [chip] = [button for button in app.button if button.label.startswith("Newly due")]
    chip.click().run()
    assert "change" not in app.query_params
    assert titles(app) == ["10 commitments"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"on": "2999-01-01"}, "1 January 2999 has not come yet"),
        ({"known_on": "2999-01-01"}, "What will be known on 1 January 2999 nobody can say yet"),
        (
            {"on": "2026-06-30", "known_on": "2026-06-01"},
            "The state of 30 June 2026 cannot have been known on 1 June 2026",
        ),
        (
            {"on": "2026-06-30", "from": "2026-07-01"},
            "A comparison goes from an earlier day to a later one, and 1 July 2026 is the later one",
        ),
    ],
)
def test_days_that_cannot_be_asked_about_are_refused_on_every_page_with_a_way_out(
    house: Desk, visit: Visit, parameters: dict[str, str], said: str, language: str
) -> None:
    for page in ("overview", "commitments", "changes"):
        app = visit(page, lang=language, **parameters)
        assert not app.exception
        assert not app.metric
        [title] = titles(app)
        assert title == said if language == "en" else title != said
    if language == "en":
        assert "lang=en" in ways(app).values()


def test_a_page_says_plainly_that_it_speaks_of_what_was_known_on_another_day(
    house: Desk, visit: Visit
) -> None:
    app = visit("overview", lang="en", on="2025-12-31", known_on="2026-01-31")
    assert "As known on 31 January 2026. What was recorded later is left out." in html(app)
    assert ways(app)["Show as known today"] == "lang=en&on=2025-12-31"
    assert "As known on" not in html(visit("overview", lang="en", on="2025-12-31"))


def test_before_anything_was_recorded_nothing_was_known(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en", known_on="2025-01-09")
    assert [heading.value for heading in app.title] == ["Nothing matches these filters"]

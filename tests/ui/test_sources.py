"""The page of laws and agreements: the ranking, one law with its articles, and figures that lead to what they count."""

import re
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.ui.test_drill_down import links, listed
from tracker.desk import Desk

Visit = Callable[..., AppTest]


def test_one_law_says_how_much_is_kept_and_lists_its_articles(house: Desk, visit: Visit) -> None:
    app = visit("sources", lang="en", basis="police")
    assert not app.exception
    assert [heading.value for heading in app.subheader] == ["ст&#46; 12"]
    assert app.title[0].value.endswith("0 of 3 kept")


def test_an_articles_figure_leads_to_as_many_commitments_as_it_says(house: Desk, visit: Visit) -> None:
    app = visit("sources", lang="en", basis="police")
    [due] = links(app, "Kept of what was due: 0 of 3")
    assert due["outcome"] == "due"
    assert listed(visit, basis="police", part="ст. 12", outcome="due") == 3


def test_the_list_under_an_article_shows_the_article_as_a_filter(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", part="ст. 12")
    assert [button.label for button in app.button] == ["ст&#46; 12"]
    app.button[0].click().run()
    assert "part" not in app.query_params


def test_what_stands_under_no_article_has_a_filter_of_its_own(house: Desk, visit: Visit) -> None:
    # All ten but the three overdue ones name no article.
    assert listed(visit, part="") == 7


def test_an_unknown_source_is_the_list_of_all(house: Desk, visit: Visit) -> None:
    app = visit("sources", lang="en", basis="no-such-law")
    assert not app.exception
    assert re.search(r"5 of 8", app.title[0].value)

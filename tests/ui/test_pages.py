"""Every page in every language, over an installation written by hand and over an empty one."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.made import Made, record
from tracker.desk import Desk
from tracker.ui import here
from tracker.ui.pages import PAGES
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]
OURS = [page.name for page in PAGES if page.name != "load"]


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", OURS)
def test_every_page_is_drawn_in_every_language(house: Desk, visit: Visit, page: str, language: str) -> None:
    app = visit(page, lang=language, code="L-1")
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert "".join(app.query_params["lang"]) == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", OURS)
def test_an_empty_installation_says_what_to_do_next(
    served: Desk, visit: Visit, page: str, language: str
) -> None:
    app = visit(page, lang=language)
    assert not app.exception
    assert not app.error


def test_the_title_of_the_overview_is_its_finding(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en")
    assert titles(app) == ["5 of 8 commitments due by 23 November 2026 are kept – 63 %"]


def test_the_title_says_so_where_some_are_in_force_all_the_time(desk: Desk, visit: Visit) -> None:
    record(
        desk,
        [
            Made(
                code="C", ru="Постоянно", cadence="continuous", findings=[("in_progress", date(2026, 1, 1))]
            ),
            Made(code="O", ru="Просрочено", due=date(2026, 1, 1)),
        ],
    )
    here.use(desk)
    assert titles(visit("overview", lang="en")) == [
        "1 of 2 commitments due by 23 November 2026 or in force all the time are kept"
    ]


def test_every_rate_on_the_method_page_stands_with_its_fraction(house: Desk, visit: Visit) -> None:
    shown = html(visit("method", lang="en"))
    # 4 of the 8 kept on time; nothing confirmed; 1 claimed; the 3 overdue were last looked at in March
    for told in ("50 %, 4 of 8", "0 %, 0 of 8", "13 %, 1 of 8", "0 of 3"):
        assert f"<strong>{told}</strong>" in shown


def test_a_card_shows_the_rate_and_the_number_overdue(house: Desk, visit: Visit) -> None:
    metrics = {metric.label: metric.value for metric in visit("overview", lang="en").metric}
    assert metrics["Kept"] == "63 %"
    assert metrics["Overdue"] == "3"
    assert metrics["Due within 30 days"] == "1"


def test_the_overview_as_of_an_earlier_day_counts_only_what_was_due_then(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en", on="2025-12-31")
    assert titles(app)[0].startswith("5 of 5 commitments due by 31 December 2025")


def test_a_filter_that_leaves_nothing_says_how_to_go_on(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en", district="murghob")
    assert [heading.value for heading in app.title] == ["Nothing matches these filters"]


def test_words_stand_in_the_language_asked_for_where_there_are_such(house: Desk, visit: Visit) -> None:
    assert "Overdue commitment 0" in html(visit("commitments", lang="en", outcome="overdue"))
    assert "Просроченное обязательство 0" in html(visit("commitments", lang="ru", outcome="overdue"))


def test_a_commitment_shows_all_its_languages_and_both_lanes(house: Desk, visit: Visit) -> None:
    shown = html(visit("commitment", lang="ru", code="L-1"))
    assert "Исполнено с опозданием" in shown
    assert "Дертар иҷро шуд" in shown
    assert "10 июля 2025" in shown


def test_an_unknown_code_is_told_without_an_error(house: Desk, visit: Visit) -> None:
    app = visit("commitment", lang="en", code="X-99")
    assert titles(app) == ["There is no such commitment"]


@pytest.mark.parametrize("parameters", [{"on": "2020-01-01"}, {"known_on": "2020-01-01"}])
def test_a_commitment_before_it_was_made_leads_to_today(
    house: Desk, visit: Visit, parameters: dict[str, str]
) -> None:
    app = visit("commitment", lang="en", code="L-1", **parameters)
    assert not app.exception
    assert titles(app) == ["This commitment had not been made yet on 1 January 2020"]
    link = next(link for link in app.get("page_link") if link.proto.label == "Read it as of today")
    assert link.proto.query_string == "lang=en&code=L-1"


@pytest.mark.parametrize("code", ["X-99", "AH-00000-0", "'; drop table commitment; --", "<b>", "1" * 60])
def test_an_unknown_code_on_an_early_day_is_told_without_an_error(
    house: Desk, visit: Visit, code: str
) -> None:
    app = visit("commitment", lang="en", code=code, on="2020-01-01")
    assert not app.exception
    assert titles(app) == ["There is no such commitment"]


def test_what_was_typed_is_shown_as_typed_and_never_obeyed(house: Desk, visit: Visit) -> None:
    for page in ("commitments", "commitment"):
        shown = html(visit(page, lang="ru", code="N-1"))
        assert "<img src=x" not in shown
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown


def test_a_search_finds_words_whatever_letters_were_typed(house: Desk, visit: Visit) -> None:
    app = visit("commitments", lang="en", q="ичро шуд")
    assert titles(app) == ["1 commitment"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"on": "2999-01-01"},
        {"on": "yesterday"},
        {"agency": "'; drop table commitment; --"},
        {"outcome": "nonsense"},
        {"page": "-3"},
        {"page": "99999"},
        {"quarter": "2024-Q9"},
        {"lang": "xx"},
        {"sort": "worst"},
        {"sub": "nonsense", "official": "nobody", "basis": ",,,"},
    ],
)
def test_an_address_that_makes_no_sense_is_never_an_error(
    house: Desk, visit: Visit, parameters: dict[str, str]
) -> None:
    for page in ("overview", "commitments"):
        app = visit(page, **{"lang": "en", **parameters})
        assert not app.exception
        assert not app.error


def test_an_unknown_code_is_named_and_a_misread_day_gives_no_figure(house: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en", district="nosuch")
    assert [unescape(each.value) for each in app.title] == ["Nothing has the code nosuch."]
    app = visit("overview", lang="en", on="garbage")
    assert [unescape(each.value) for each in app.title] == ["“garbage” is no day"] and not app.metric

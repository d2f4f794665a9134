"""The view in the address: read, written, changed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.desk import View
from tracker.ui.state import LISTS, SHOWN, SINCE, SORTS, Place

TODAY = date(2026, 11, 23)
codes = st.lists(st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True), max_size=3, unique=True).map(tuple)
days = st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 22))


def read(**parameters: str) -> Place:
    return Place.read(parameters, language="ru", today=TODAY)


@settings(deadline=None)
@given(
    language=st.sampled_from(["en", "ru", "tg"]),
    lists=st.fixed_dictionaries(dict.fromkeys(LISTS.values(), codes)),
    on=days,
    quarter=st.none() | st.sampled_from(["2024-Q1", "2026-Q4"]),
    query=st.text(alphabet="аҳд ё-1", max_size=20).map(str.strip),
    page=st.integers(1, 500),
    sort=st.sampled_from(SORTS),
    show=st.sampled_from(SHOWN),
    since=days,
    preset=st.sampled_from(["", *SINCE]),
    against_first=st.booleans(),
    month=st.sampled_from(["", "2026-06", "2024-12"]),
)
def test_a_place_written_to_an_address_is_read_back_the_same(
    language: str, lists: dict[str, tuple[str, ...]], on: date | None, quarter: str | None, query: str, page: int,
    sort: str, show: str, since: date | None, preset: str, against_first: bool, month: str,
) -> None:  # fmt: skip
    own = {"since": None if preset else since, "against_first": against_first}
    view = View(on=on, quarter=quarter, query=query, **own, **lists)
    place = Place(language, view, "A-1", page, sort, show, preset, month=month)
    assert Place.read(place.parameters(), language="tg", today=TODAY) == place


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *LISTS,
                "on",
                "known_on",
                "from",
                "to",
                "against",
                "lang",
                "page",
                "quarter",
                "q",
                "code",
                "month",
            ]
        ),
        st.text() | st.dates().map(str),
    )
)
def test_no_address_is_an_error(parameters: dict[str, str]) -> None:
    place = Place.read(parameters, language="ru", today=TODAY)
    assert Place.read(place.parameters(), language="ru", today=TODAY) == place


def test_today_is_not_written_into_the_address() -> None:
    assert read(on="2026-11-23").parameters() == {"lang": "ru"}


@pytest.mark.parametrize(
    ("parameters", "why"),
    [
        ({"on": "2026-11-24"}, "on"),
        ({"known_on": "2026-11-24"}, "known_on"),
        ({"on": "2026-06-30", "known_on": "2026-06-01"}, "order"),
        ({"on": "2026-06-30", "from": "2026-07-01"}, "since"),
        ({"known_on": "2026-06-30", "from": "2026-07-01"}, "since"),
        ({"on": "2026-06-30", "known_on": "2026-06-30", "from": "2026-06-30"}, None),
        ({"known_on": "2026-11-23"}, None),
        ({"on": "never"}, "misread"),
    ],
)
def test_days_that_cannot_be_asked_about_are_refused_and_stay_in_the_address(
    parameters: dict[str, str], why: str | None
) -> None:
    assert read(**parameters).refused(TODAY) == why
    if why:
        assert read(**parameters).parameters() == {"lang": "ru", **parameters}


def test_the_second_day_of_a_comparison_may_be_called_to() -> None:
    assert read(to="2026-06-30", **{"from": "last-year"}).parameters() == {
        "lang": "ru",
        "on": "2026-06-30",
        "from": "last-year",
    }


def test_a_language_switch_keeps_everything_else() -> None:
    place = read(lang="tg", agency="mia,prosecutor", on="2026-06-30", outcome="overdue", page="3", q="об")
    switched = place.but(language="en", page=place.page)
    assert switched.parameters() == {**place.parameters(), "lang": "en"}


def test_a_new_filter_starts_at_the_first_page() -> None:
    assert read(page="4").but(agencies=("mia",)).page == 1


def test_only_dates_and_common_filters_go_along_to_another_page() -> None:
    place = read(agency="mia", outcome="overdue", q="об", page="2", on="2026-06-30", code="A-1", sort="code")
    assert place.shared().parameters() == {"lang": "ru", "agency": "mia", "on": "2026-06-30"}


@pytest.mark.parametrize("name", ["on", "to", "known_on", "from"])
@pytest.mark.parametrize("text", ["garbage", "2026-02-31", "30.06.2026", "1066-10-14"])
def test_what_is_no_day_is_refused_instead_of_taken_for_today(name: str, text: str) -> None:
    place = read(**{name: text})
    assert place.refused(TODAY) == "misread" and place.misread == text


def test_the_name_of_a_first_day_is_no_misread_day() -> None:
    assert read(**{"from": "last-forum"}).refused(TODAY) is None

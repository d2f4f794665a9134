"""Counts and rates of populations small enough to count on fingers, in total and by group."""

from datetime import date

import pandas as pd
import pytest

from tests.ledger.book import ZONE, Book, asked
from tracker.ledger import GROUPINGS, MEASURES, KnownTooEarly, Ledger, rates, series


@pytest.fixture
def book() -> Book:
    return Book()


def one_of_each(book: Book, **attributes: object) -> None:
    """One commitment of each class on 1 July 2024, and two overdue ones: due 7, kept 3."""

    def commitment(due: str | None = None, **more: object) -> int:
        return book.commitment(due, **more, **attributes)

    on_time = commitment("2024-06-30")
    book.confirm(book.finding(on_time, "fulfilled", "2024-06-01"), "2024-06-05")
    late = commitment("2024-05-31")
    book.finding(late, "fulfilled", "2024-06-10")
    book.claim(late, "fulfilled", "2024-06-10")
    partly = commitment("2024-05-31")
    book.finding(partly, "partly_fulfilled", "2024-06-10")
    book.claim(partly, "fulfilled", "2024-05-30")
    commitment("2024-05-31")
    book.finding(commitment("2024-08-31"), "fulfilled", "2024-06-10")
    commitment("2024-08-31")
    being_kept = commitment(cadence="continuous")
    book.finding(being_kept, "in_progress", "2024-03-01")
    book.claim(being_kept, "in_progress", "2024-06-01")
    commitment(cadence="continuous")
    not_kept = commitment(cadence="continuous")
    book.finding(not_kept, "not_fulfilled", "2024-06-10")
    book.claim(not_kept, "partly_fulfilled", "2024-06-10")
    commitment(cadence="open")
    withdrawn = commitment("2024-05-31")
    book.finding(withdrawn, "withdrawn", "2024-06-10")
    book.claim(withdrawn, "fulfilled", "2024-06-10")


def test_every_class_is_counted_once_and_the_rates_follow(book: Book) -> None:
    one_of_each(book)
    total = book.total("2024-07-01")
    counts = {name: value for name, value in total.items() if isinstance(value, int)}
    assert counts == {
        "due": 7,
        "kept": 3,
        "kept_on_time": 1,
        "kept_late": 1,
        "being_kept": 1,
        "not_being_kept": 2,
        "overdue": 2,
        "open": 1,
        "ahead": 1,
        "undated": 1,
        "withdrawn": 1,
        "no_information": 2,
        "partly": 1,
        "withdrawn_after_deadline": 1,
        "population": 11,
    }
    assert total["rate"] == pytest.approx(3 / 7)
    assert total["on_time_rate"] == pytest.approx(1 / 4)  # of on time, late, overdue, overdue
    assert total["confirmed_rate"] == pytest.approx(1 / 7)
    assert total["claimed_rate"] == pytest.approx(3 / 7)  # late, partly, being kept
    assert total["gap"] == pytest.approx(0)
    assert total["coverage"] == pytest.approx(
        2 / 5
    )  # of overdue 2, continuous 3: partly and not kept have news


def test_a_claim_of_withdrawal_takes_nothing_out(book: Book) -> None:
    number = book.commitment("2024-05-31")
    book.claim(number, "fulfilled", "2024-05-01")
    book.claim(number, "withdrawn", "2024-06-01")
    total = book.total("2024-07-01")
    assert (total["due"], total["claimed_rate"], total["withdrawn"]) == (1, 0, 0)


def test_claims_on_a_recurring_commitment_are_about_one_deadline_too(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.claim(number, "fulfilled", "2024-03-20")
    assert book.total("2024-04-10")["claimed_rate"] == 1
    assert book.total("2024-07-10")["claimed_rate"] == 0


def test_a_retracted_claim_counts_no_more(book: Book) -> None:
    claim = book.claim(book.commitment("2024-05-31"), "fulfilled", "2024-05-01")
    book.retract("2024-06-15", claim=claim)
    assert book.total("2024-06-10", known="2024-06-14")["claimed_rate"] == 1
    assert book.total("2024-06-10", known="2024-06-15")["claimed_rate"] == 0


def test_with_nothing_due_there_is_no_rate(book: Book) -> None:
    book.commitment("2025-01-01")
    total = book.total("2024-07-01")
    names = ("rate", "low", "high", "on_time_rate", "confirmed_rate", "claimed_rate", "gap", "coverage")
    assert (total["due"], total["population"]) == (0, 1)
    assert all(total[name] is None for name in names)


def test_an_empty_installation_answers_with_nothing(book: Book) -> None:
    empty = Ledger.empty(ZONE)
    assert rates(empty, asked("2024-07-01")).total["population"] == 0
    assert all(rates(empty, asked("2024-07-01"), by=by).rows.empty for by in GROUPINGS)


def test_the_wilson_interval_of_23_in_42(book: Book) -> None:
    # p = 0.547619, z²/n = 0.0914633; middle (p + z²/2n)/(1 + z²/n) = 0.543628;
    # half z·√(p(1 − p)/n + z²/4n²)/(1 + z²/n) = 1.959964 · 0.0802671 / 1.0914633 = 0.144138
    for place in range(42):
        number = book.commitment("2024-05-31")
        if place < 23:
            book.finding(number, "fulfilled", "2024-05-01")
    total = book.total("2024-07-01")
    assert (total["kept"], total["due"]) == (23, 42)
    assert total["low"] == pytest.approx(0.399490, abs=2e-6)
    assert total["high"] == pytest.approx(0.687766, abs=2e-6)


@pytest.mark.parametrize(("kept", "low", "high"), [(0, 0, 0.793451), (1, 0.206549, 1)])
def test_the_wilson_interval_of_one_commitment(book: Book, kept: int, low: float, high: float) -> None:
    # for n = 1 the open bound is z²/(1 + z²) = 3.841459/4.841459, or one minus it
    number = book.commitment("2024-05-31")
    if kept:
        book.finding(number, "fulfilled", "2024-05-01")
    total = book.total("2024-07-01")
    assert (total["low"], total["high"]) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))


# Groups


def test_a_commitment_of_several_districts_counts_in_each_and_once_in_the_total(book: Book) -> None:
    book.commitment("2024-05-31", districts=(1, 3))
    book.commitment("2024-05-31", districts=(1,))
    assert book.by("district", "2024-07-01") == {1: 2, 3: 1}
    assert book.total("2024-07-01")["population"] == 2


def test_a_national_commitment_stands_under_null_a_region_wide_one_in_its_region_alone(book: Book) -> None:
    book.commitment("2024-05-31")
    book.commitment("2024-05-31", regions=(2,))
    book.commitment("2024-05-31", districts=(1, 2))
    book.commitment("2024-05-31", districts=(3,), regions=(2,))
    assert book.by("district", "2024-07-01") == {1: 1, 2: 1, 3: 1, None: 1}
    assert book.by("region", "2024-07-01") == {1: 1, 2: 2, None: 1}


def test_by_agency_the_lead_counts_in_any_role_also_those_that_join(book: Book) -> None:
    book.commitment("2024-05-31", lead=1, joint=(2, 3))
    book.commitment("2024-05-31", lead=2)
    book.commitment("2024-05-31", lead=None, joint=(3,))
    book.commitment("2024-05-31", lead=None)
    assert book.by("agency", "2024-07-01") == {1: 1, 2: 1, None: 2}
    assert book.by("agency", "2024-07-01", any_role=True) == {1: 1, 2: 2, 3: 2, None: 1}


def test_of_two_leads_the_one_named_first_leads(book: Book) -> None:
    book.commitment("2024-05-31", lead=1, joint=(2,))
    for link, position in zip(book.rows["version_agency"], (1, 0), strict=True):
        link |= {"role": "lead", "position": position}
    assert book.by("agency", "2024-07-01") == {2: 1}


def test_by_official_each_post_named_counts(book: Book) -> None:
    book.commitment("2024-05-31", officials=(1, 2))
    book.commitment("2024-05-31")
    assert book.by("official", "2024-07-01") == {1: 1, 2: 1, None: 1}


def test_by_basis_topic_and_partner(book: Book) -> None:
    book.commitment("2024-05-31", basis=book.basis(), topic=2, partner=3)
    book.commitment("2024-05-31")
    assert book.by("basis", "2024-07-01") == {1: 1, None: 1}
    assert book.by("topic", "2024-07-01") == {2: 1, None: 1}
    assert book.by("partner", "2024-07-01") == {3: 1, None: 1}


def test_by_quarter_of_the_governing_deadline_with_the_undated_under_null_at_the_end(book: Book) -> None:
    one_of_each(book)
    table = rates(book.ledger(), asked("2024-07-01"), by="quarter").rows
    assert list(table["key"]) == ["2024-Q2", "2024-Q3", None]
    assert list(table["population"]) == [5, 2, 4]
    assert list(table["due"]) == [4, 0, 3]
    assert list(table["rate"].isna()) == [False, True, False]


def test_without_grouping_there_is_one_row_the_total(book: Book) -> None:
    one_of_each(book)
    answer = rates(book.ledger(), asked("2024-07-01"))
    assert answer.records() == [answer.total]
    assert tuple(answer.total) == ("key", *MEASURES)


# Population


def test_in_the_population_from_the_day_it_was_made_once_it_is_recorded(book: Book) -> None:
    number = book.commitment("2024-06-30", made="2024-02-01", recorded="2024-03-01")
    assert book.outcome(number, "2024-01-31") is None
    assert book.outcome(number, "2024-02-01") == "open"
    assert book.outcome(number, "2024-02-15", known="2024-02-29") is None


def test_without_a_day_it_was_made_the_date_of_its_basis_counts_else_the_day_of_loading(book: Book) -> None:
    by_basis = book.commitment("2024-06-30", made=None, basis=book.basis("2023-05-01"))
    by_loading = book.commitment("2024-06-30", made=None, basis=book.basis(), recorded="2024-03-01")
    book.version(by_loading, "2024-05-01", made=None)
    assert book.outcome(by_basis, "2023-05-01") == "open"
    assert book.outcome(by_loading, "2024-02-29") is None
    assert book.outcome(by_loading, "2024-03-01") == "open"


def test_a_load_that_was_undone_is_out_from_the_day_it_was_undone(book: Book) -> None:
    number = book.commitment("2024-06-30", recorded="2024-03-01")
    book.version(number, "2024-03-10", void=True)
    assert book.outcome(number, "2024-03-05", known="2024-03-09") == "open"
    assert book.outcome(number, "2024-03-05", known="2024-03-10") is None


def test_attributes_are_those_known_not_those_of_the_time(book: Book) -> None:
    number = book.commitment("2024-06-30", districts=(1,), recorded="2024-03-01")
    book.version(number, "2024-05-01", districts=(3,))
    on = "2024-04-01"
    assert book.state(number, on, known="2024-04-30", districts=(1,))
    assert not book.state(number, on, known="2024-05-01", districts=(1,))
    assert book.state(number, on, known="2024-05-01", districts=(3,))


def test_the_public_sees_what_is_published_a_partner_its_own_too(book: Book) -> None:
    public, own = (
        book.commitment("2024-06-30", partner=2),
        book.commitment("2024-06-30", partner=1, public=False),
    )
    book.commitment("2024-06-30", partner=2, public=False)

    def seen(**audience: object) -> list[int]:
        ledger = book.ledger()
        return [n for n in ledger.commitment_ids if book.state(int(n), "2024-07-01", **audience)]

    assert seen() == [1, 2, 3]
    assert seen(public_only=True) == [public]
    assert seen(partner_id=1) == [public, own]
    assert seen(partner_id=1, public_only=True) == [public]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"districts": (1,)}, {1}),
        ({"districts": (1, 3)}, {1, 3}),
        ({"districts": (None,)}, {4}),
        ({"regions": (1,)}, {1, 2}),
        ({"regions": (1, None)}, {1, 2, 4}),
        ({"regions": (1,), "agencies": (2,)}, {2}),
        ({"agencies": (2,)}, {2, 3}),
        ({"agencies": (2,), "any_role": True}, {1, 2, 3}),
        ({"agencies": (None,)}, {4}),
        ({"officials": (1,)}, {1}),
        ({"topics": (1, None)}, {1, 2, 4}),
        ({"partners": (4,)}, {4}),
        ({"bases": (1,)}, {3}),
        ({"commitments": (2, 4, 99)}, {2, 4}),
        ({"commitments": ()}, set()),
        ({"commitments": (2, 4), "regions": (None,)}, {4}),
    ],
)
def test_filters_let_through_what_they_name(
    book: Book, filters: dict[str, object], expected: set[int]
) -> None:
    basis = book.basis()
    book.commitment("2024-06-30", districts=(1,), lead=1, joint=(2,), officials=(1,), topic=1)
    book.commitment("2024-06-30", regions=(1,), lead=2, officials=(2,))
    book.commitment("2024-06-30", districts=(3,), lead=2, topic=2, basis=basis)
    book.commitment("2024-06-30", lead=None, partner=4)
    assert {n for n in range(1, 5) if book.state(n, "2024-07-01", **filters)} == expected


# Series


def test_a_series_is_the_past_as_known_on_one_day(book: Book) -> None:
    one_of_each(book, lead=2)
    days = [date(2024, 5, 31), date(2024, 6, 5), date(2024, 7, 1)]
    table = series(book.ledger(), asked("2024-07-01", "2024-07-01"), days)
    assert list(table["date"]) == [pd.Timestamp(day) for day in days]
    # 31 May is over as known in July: its four deadlines, one of them withdrawn on 10 June, and three continuous
    assert list(table["due"]) == [7, 7, 7]
    assert list(table["kept"]) == [1, 1, 3]
    by_agency = series(book.ledger(), asked("2024-07-01"), days, by="agency")
    assert list(by_agency["key"]) == [2, 2, 2]


def test_a_series_does_not_go_beyond_what_is_known(book: Book) -> None:
    with pytest.raises(KnownTooEarly):
        series(book.ledger(), asked("2024-07-01", "2024-07-01"), [date(2024, 7, 2)])


def test_a_series_of_no_days_has_no_rows_but_all_columns(book: Book) -> None:
    table = series(book.ledger(), asked("2024-07-01"), [])
    assert table.empty
    assert list(table.columns) == ["date", "key", *MEASURES]

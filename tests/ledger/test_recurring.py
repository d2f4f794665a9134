"""Deadlines that come again and again: which one governs, and which one a finding is about."""

from datetime import date

import pandas as pd
import pytest

from tests.ledger.book import Book, asked
from tracker.ledger import UnknownRecurrence, cohorts, deadlines, due_in, is_recurrence, strip


@pytest.fixture
def book() -> Book:
    return Book()


def spelled(recurrence: str, after: str, until: str) -> list[str]:
    found = deadlines(recurrence, start_after=date.fromisoformat(after), until=date.fromisoformat(until))
    return [day.isoformat() for day in found]


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        ("monthly", ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"]),
        ("monthly:5", ["2024-01-05", "2024-02-05", "2024-03-05", "2024-04-05", "2024-05-05"]),
        ("monthly:30", ["2024-01-30", "2024-02-29", "2024-03-30", "2024-04-30"]),
        ("quarterly", ["2024-03-31"]),
        ("quarterly+10d", ["2024-01-10", "2024-04-10"]),
        ("months:2,4", ["2024-02-29", "2024-04-30"]),
        ("yearly:01-15", ["2024-01-15"]),
        ("yearly:02-29", ["2024-02-29"]),
        ("half-yearly", []),
        ("yearly", ["2023-12-31"]),
        ("half-yearly+30d", ["2024-01-30"]),
    ],
)
def test_a_recurrence_falls_on_these_days(recurrence: str, expected: list[str]) -> None:
    after = "2023-12-30" if recurrence == "yearly" else "2023-12-31"
    assert spelled(recurrence, after, "2024-05-10") == expected


def test_the_day_after_which_it_starts_is_not_a_deadline_the_last_day_is() -> None:
    assert spelled("quarterly", "2024-03-31", "2024-09-30") == ["2024-06-30", "2024-09-30"]


def test_a_day_that_a_february_has_not_is_its_last_day() -> None:
    assert spelled("yearly:02-29", "2024-12-31", "2025-12-31") == ["2025-02-28"]


@pytest.mark.parametrize(
    "text", ["", "weekly", "monthly:0", "monthly:32", "yearly:13-01", "months:", "quarterly+d"]
)
def test_what_is_no_recurrence_is_refused(text: str) -> None:
    assert not is_recurrence(text)
    with pytest.raises(UnknownRecurrence):
        deadlines(text, start_after=date(2024, 1, 1), until=date(2024, 12, 31))


def test_a_recurrence_that_cannot_be_understood_leaves_the_commitment_undated(book: Book) -> None:
    number = book.commitment(recurrence="each full moon")
    assert book.outcome(number, "2024-12-31") == "undated"


# The governing deadline


@pytest.mark.parametrize(
    ("on", "known", "deadline", "is_due"),
    [
        ("2024-02-01", "2030-01-01", "2024-03-31", False),  # before the first one the first
        ("2024-03-31", "2024-03-31", "2024-03-31", False),  # its own day, live
        ("2024-03-31", "2024-04-01", "2024-03-31", True),  # its own day, as known later
        ("2024-06-30", "2024-06-30", "2024-03-31", True),  # the next one is not over yet
        ("2024-07-01", "2024-07-01", "2024-06-30", True),
        ("2026-12-31", "2030-01-01", "2024-09-30", True),  # after the end of its window the last one
    ],
)
def test_the_latest_deadline_that_is_due_governs(
    book: Book, on: str, known: str, deadline: str, is_due: bool
) -> None:
    number = book.commitment("2024-10-15", recurrence="quarterly", made="2024-01-01")
    state = book.state(number, on, known=known)
    assert (state["deadline"], state["is_due"]) == (pd.Timestamp(deadline), is_due)
    assert state["first_deadline"] == pd.Timestamp("2024-03-31")


def test_deadlines_start_after_the_day_it_was_made_and_inside_its_window(book: Book) -> None:
    made = book.commitment(recurrence="quarterly", made="2024-03-31")
    window = book.commitment(recurrence="quarterly", made="2024-01-01", since="2024-07-01")
    on_its_first_day = book.commitment(recurrence="quarterly", made="2024-01-01", since="2024-06-30")
    first = {n: book.state(n, "2024-04-01")["first_deadline"] for n in (made, window, on_its_first_day)}
    assert [f"{day:%m-%d}" for day in first.values()] == ["06-30", "09-30", "06-30"]


def test_without_a_day_it_was_made_deadlines_start_after_the_basis_else_after_loading(book: Book) -> None:
    by_basis = book.commitment(recurrence="monthly", made=None, basis=book.basis("2024-01-31"))
    by_loading = book.commitment(recurrence="monthly", made=None, recorded="2024-03-05")
    assert book.state(by_basis, "2024-04-01")["first_deadline"] == pd.Timestamp("2024-02-29")
    assert book.state(by_loading, "2024-04-01")["first_deadline"] == pd.Timestamp("2024-03-31")


def test_a_window_in_which_no_deadline_falls_leaves_it_undated(book: Book) -> None:
    number = book.commitment("2024-03-30", recurrence="quarterly")
    assert book.outcome(number, "2024-12-31") == "undated"


# What a finding is about


def test_a_finding_is_about_the_first_deadline_on_or_after_its_day(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-03-31")
    assert book.outcome(number, "2024-04-01") == "kept_on_time"
    assert book.outcome(number, "2024-07-01") == "overdue"


def test_late_work_without_a_name_counts_for_the_next_deadline(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-04-05")
    assert book.state(number, "2024-05-01")["sub_status"] == "no_information"
    assert book.outcome(number, "2024-07-01") == "kept_on_time"


def test_late_work_that_names_its_deadline_keeps_it_late(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-04-05", names="2024-03-31")
    state = book.state(number, "2024-05-01")
    assert (state["outcome"], state["days"]) == ("kept_late", 5)
    assert book.outcome(number, "2024-07-01") == "overdue"


def test_a_name_that_is_no_deadline_means_the_next_one(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-05-05", names="2024-03-15")
    assert book.outcome(number, "2024-05-10") == "kept_late"


def test_after_the_last_deadline_a_finding_is_about_the_last(book: Book) -> None:
    number = book.commitment("2024-06-30", recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-08-01")
    state = book.state(number, "2025-01-01")
    assert (state["outcome"], state["days"]) == ("kept_late", 32)


def test_work_before_the_first_deadline_is_ahead(book: Book) -> None:
    number = book.commitment(recurrence="yearly")
    book.finding(number, "fulfilled", "2024-02-01")
    assert book.outcome(number, "2024-06-01") == "ahead"


def test_kept_since_is_taken_among_the_findings_about_the_same_deadline(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-03-20")
    book.finding(number, "in_progress", "2024-04-03")
    book.finding(number, "fulfilled", "2024-04-08", names="2024-03-31")
    book.finding(number, "fulfilled", "2024-06-10")
    assert book.state(number, "2024-04-30")["kept_since"] == pd.Timestamp("2024-03-20")
    assert book.state(number, "2024-07-01")["kept_since"] == pd.Timestamp("2024-06-10")


def test_a_recurring_commitment_is_withdrawn_from_the_day_of_the_finding_whatever_deadline_governs(
    book: Book,
) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-03-20")
    book.finding(number, "withdrawn", "2024-05-15")
    assert book.outcome(number, "2024-05-14") == "kept_on_time"
    assert book.outcome(number, "2024-05-15") == "withdrawn"
    assert book.outcome(number, "2025-05-15") == "withdrawn"
    assert book.state(number, "2025-05-15")["withdrawn_after_deadline"]


def test_reinstated_it_is_judged_by_its_governing_deadline_again(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "withdrawn", "2024-05-15")
    book.finding(number, "in_progress", "2024-08-01")
    state = book.state(number, "2024-08-02")
    assert (state["outcome"], state["sub_status"]) == ("overdue", "no_information")
    assert book.state(number, "2024-10-01")["sub_status"] == "in_progress"


# Strip and cohorts


def test_the_strip_shows_each_deadline_and_the_one_to_come(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-03-20")
    book.finding(number, "partly_fulfilled", "2024-06-20")
    book.finding(number, "fulfilled", "2024-10-09", names="2024-09-30")
    rows = strip(book.ledger(), asked("2024-11-01"), number)
    assert list(rows["deadline"].dt.strftime("%m-%d")) == ["03-31", "06-30", "09-30", "12-31"]
    assert list(rows["outcome"]) == ["kept_on_time", "overdue", "kept_late", "open"]
    assert list(rows["status"]) == ["fulfilled", "partly_fulfilled", "fulfilled", "no_information"]


def test_the_strip_of_a_withdrawn_commitment_keeps_what_was_before(book: Book) -> None:
    number = book.commitment(recurrence="quarterly")
    book.finding(number, "fulfilled", "2024-03-20")
    book.finding(number, "withdrawn", "2024-05-15")
    rows = strip(book.ledger(), asked("2024-08-01"), number)
    assert list(rows["outcome"]) == ["kept_on_time", "withdrawn", "withdrawn"]


def test_the_one_deadline_of_a_withdrawn_commitment_is_withdrawn(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-20")
    book.finding(number, "withdrawn", "2024-07-15")
    assert list(strip(book.ledger(), asked("2024-07-10"), number)["outcome"]) == ["kept_on_time"]
    assert list(strip(book.ledger(), asked("2024-08-01"), number)["outcome"]) == ["withdrawn"]


def test_what_is_not_in_the_population_has_no_strip(book: Book) -> None:
    number = book.commitment(recurrence="quarterly", public=False)
    assert len(strip(book.ledger(), asked("2024-08-01"), number)) == 3
    assert strip(book.ledger(), asked("2024-08-01", public_only=True), number).empty


def test_a_quarter_of_the_cohorts_names_every_commitment_with_a_deadline_in_it_once(book: Book) -> None:
    monthly, in_march = book.commitment(recurrence="monthly"), book.commitment("2024-03-15")
    book.commitment("2024-05-15")
    to_come = book.commitment("2024-12-15")
    question = asked("2024-10-15")
    assert list(due_in(book.ledger(), question, "2024-Q1")) == [monthly, in_march]
    assert list(due_in(book.ledger(), question, "2024-Q3")) == [monthly]
    assert to_come not in due_in(book.ledger(), question, "2024-Q4")


def test_cohorts_count_each_deadline_in_its_quarter(book: Book) -> None:
    recurring = book.commitment(recurrence="quarterly")
    book.finding(recurring, "fulfilled", "2024-03-20")
    book.finding(recurring, "fulfilled", "2024-07-20", names="2024-06-30")
    kept, moved = book.commitment("2024-02-15"), book.commitment("2024-02-15")
    book.finding(kept, "fulfilled", "2024-02-10")
    book.extension(moved, "2024-05-15", decided="2024-02-01")
    book.finding(book.commitment("2024-03-01"), "withdrawn", "2024-02-20")
    book.commitment(cadence="continuous")
    book.commitment("2025-01-31")
    found = cohorts(book.ledger(), asked("2024-10-15")).to_dict("list")
    assert found == {
        "quarter": ["2024-Q1", "2024-Q2", "2024-Q3"],
        "on_time": [2, 0, 0],
        "late": [0, 1, 0],
        "overdue": [0, 1, 1],
        "due": [2, 2, 1],
    }

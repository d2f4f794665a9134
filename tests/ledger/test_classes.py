"""Every class of commitments, and the days on which one becomes another. Numbers are worked out by hand."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from tests.ledger.book import Book, asked
from tracker.ledger import KnownTooEarly


@pytest.fixture
def book() -> Book:
    return Book()


def on(day: str) -> pd.Timestamp:
    return pd.Timestamp(day)


# Once


def test_fulfilled_by_its_deadline_is_kept_on_time(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-30")
    assert book.outcome(number, "2024-07-01") == "kept_on_time"


def test_fulfilled_a_day_after_its_deadline_is_kept_late(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-07-01")
    state = book.state(number, "2024-07-01")
    assert (state["outcome"], state["days"], state["kept_since"]) == ("kept_late", 1, on("2024-07-01"))


@pytest.mark.parametrize("status", ["not_started", "in_progress", "partly_fulfilled", "not_fulfilled"])
def test_anything_but_fulfilled_after_the_deadline_is_overdue_with_its_sub_status(
    book: Book, status: str
) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, status, "2024-06-15")
    state = book.state(number, "2024-07-10")
    assert (state["outcome"], state["sub_status"], state["days"]) == ("overdue", status, 10)


def test_overdue_without_any_finding_is_no_information(book: Book) -> None:
    number = book.commitment("2024-06-30")
    state = book.state(number, "2024-07-10")
    assert (state["outcome"], state["sub_status"], state["latest_finding_id"]) == (
        "overdue",
        "no_information",
        -1,
    )


def test_before_the_deadline_it_is_open_or_ahead(book: Book) -> None:
    waiting, done = book.commitment("2024-06-30"), book.commitment("2024-06-30")
    book.finding(waiting, "in_progress", "2024-05-01")
    book.finding(done, "fulfilled", "2024-05-01")
    state = book.state(waiting, "2024-06-20")
    assert (state["outcome"], state["sub_status"], state["days"]) == ("open", "in_progress", 10)
    assert book.outcome(done, "2024-06-20") == "ahead"


def test_on_the_day_of_the_deadline_the_live_page_does_not_call_it_overdue(book: Book) -> None:
    number = book.commitment("2024-06-30")
    assert book.outcome(number, "2024-06-30", known="2024-06-30") == "open"


def test_a_report_as_of_the_deadline_made_a_day_later_counts_it(book: Book) -> None:
    number = book.commitment("2024-06-30")
    state = book.state(number, "2024-06-30", known="2024-07-01")
    assert (state["outcome"], state["is_due"], state["days"]) == ("overdue", True, 0)


def test_fulfilled_on_the_day_of_the_deadline_is_ahead_until_midnight(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-30")
    assert book.outcome(number, "2024-06-30", known="2024-06-30") == "ahead"
    assert book.outcome(number, "2024-07-01", known="2024-07-01") == "kept_on_time"


# Which finding decides


def test_a_later_confirmation_that_it_is_fulfilled_does_not_make_it_late(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-01")
    book.finding(number, "fulfilled", "2024-09-01")
    state = book.state(number, "2024-10-01")
    assert (state["outcome"], state["kept_since"]) == ("kept_on_time", on("2024-06-01"))
    assert state["latest_on"] == on("2024-09-01")


def test_kept_since_begins_anew_after_the_run_of_fulfilled_was_broken(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-05-01")
    book.finding(number, "in_progress", "2024-06-01")
    book.finding(number, "fulfilled", "2024-07-05")
    book.finding(number, "fulfilled", "2024-08-05")
    state = book.state(number, "2024-10-01")
    assert (state["outcome"], state["kept_since"], state["days"]) == ("kept_late", on("2024-07-05"), 5)


def test_of_two_findings_of_one_day_the_one_recorded_last_decides(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "not_fulfilled", "2024-07-02", recorded="2024-07-03")
    book.finding(number, "fulfilled", "2024-07-02", recorded="2024-07-04")
    assert book.outcome(number, "2024-07-10") == "kept_late"


def test_a_finding_recorded_later_about_an_earlier_day_does_not_outweigh_a_newer_one(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-20", recorded="2024-06-21")
    book.finding(number, "in_progress", "2024-06-10", recorded="2024-07-05")
    assert book.outcome(number, "2024-07-10") == "kept_on_time"


def test_a_finding_of_the_past_counts_from_the_day_it_is_known(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-20", recorded="2024-08-01")
    assert book.outcome(number, "2024-07-10", known="2024-07-31") == "overdue"
    assert book.outcome(number, "2024-07-10", known="2024-08-01") == "kept_on_time"


def test_a_finding_of_a_later_day_does_not_count_yet(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-07-05", recorded="2024-07-01")
    assert book.outcome(number, "2024-07-04") == "overdue"
    assert book.outcome(number, "2024-07-05") == "kept_late"


def test_a_retracted_finding_is_out_from_the_day_of_the_retraction(book: Book) -> None:
    number = book.commitment("2024-06-30")
    finding = book.finding(number, "fulfilled", "2024-06-20")
    book.retract("2024-08-01", finding=finding)
    assert book.outcome(number, "2024-07-10", known="2024-07-31") == "kept_on_time"
    assert book.outcome(number, "2024-07-10", known="2024-08-01") == "overdue"


def test_a_retraction_lets_the_finding_before_it_speak_again(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "fulfilled", "2024-06-20")
    wrong = book.finding(number, "not_fulfilled", "2024-07-02")
    book.finding(number, "fulfilled", "2024-07-20")
    book.retract("2024-08-01", finding=wrong)
    assert book.state(number, "2024-08-02")["kept_since"] == on("2024-06-20")


def test_the_day_of_recording_is_the_day_where_the_installation_stands(book: Book) -> None:
    number = book.commitment("2024-06-30")
    half_past_midnight = datetime(2024, 7, 9, 19, 30, tzinfo=UTC)  # of 10 July in Dushanbe
    book.finding(number, "fulfilled", "2024-06-20", recorded=half_past_midnight)
    assert book.outcome(number, "2024-07-09", known="2024-07-09") == "overdue"
    assert book.outcome(number, "2024-07-09", known="2024-07-10") == "kept_on_time"


# Extensions and corrections


def test_an_extension_moves_the_deadline_from_the_day_it_was_decided(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.extension(number, "2024-09-30", decided="2024-07-15")
    assert book.outcome(number, "2024-07-14") == "overdue"
    state = book.state(number, "2024-07-15")
    assert (state["outcome"], state["deadline"], state["first_deadline"], state["extensions"]) == (
        "open",
        on("2024-09-30"),
        on("2024-06-30"),
        1,
    )


def test_an_extension_counts_when_it_is_known(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.extension(number, "2024-09-30", decided="2024-06-15", recorded="2024-08-01")
    assert book.outcome(number, "2024-07-10", known="2024-07-31") == "overdue"
    assert book.outcome(number, "2024-07-10", known="2024-08-01") == "open"


def test_of_two_extensions_the_one_decided_last_governs(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.extension(number, "2024-12-31", decided="2024-08-15", recorded="2024-08-20")
    book.extension(number, "2024-09-30", decided="2024-06-15", recorded="2024-09-01")
    state = book.state(number, "2024-10-10")
    assert (state["deadline"], state["extensions"]) == (on("2024-12-31"), 2)


def test_a_retracted_extension_moves_nothing(book: Book) -> None:
    number = book.commitment("2024-06-30")
    extension = book.extension(number, "2024-09-30", decided="2024-06-15")
    book.retract("2024-07-05", extension=extension)
    assert book.outcome(number, "2024-07-04", known="2024-07-04") == "open"
    assert book.outcome(number, "2024-07-04", known="2024-07-05") == "overdue"


def test_against_the_first_deadline_an_extension_is_no_excuse(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.extension(number, "2024-09-30", decided="2024-06-15")
    book.finding(number, "fulfilled", "2024-09-01")
    assert book.outcome(number, "2024-10-10") == "kept_on_time"
    assert book.outcome(number, "2024-10-10", against_first=True) == "kept_late"


def test_a_correction_counts_as_if_it_had_always_been_so_once_it_is_known(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.correction(number, "2024-07-30", recorded="2024-08-15")
    assert book.outcome(number, "2024-07-10", known="2024-08-14") == "overdue"
    state = book.state(number, "2024-07-10", known="2024-08-15")
    assert (state["outcome"], state["first_deadline"], state["extensions"]) == ("open", on("2024-07-30"), 0)


def test_a_corrected_first_deadline_leaves_the_extension_standing(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.extension(number, "2024-09-30", decided="2024-06-15")
    book.correction(number, "2024-06-20", recorded="2024-07-01")
    state = book.state(number, "2024-07-10")
    assert (state["deadline"], state["first_deadline"]) == (on("2024-09-30"), on("2024-06-20"))


# Continuous, undated, withdrawn


@pytest.mark.parametrize("status", ["fulfilled", "in_progress"])
def test_a_continuous_commitment_is_being_kept_while_work_goes_on(book: Book, status: str) -> None:
    number = book.commitment(cadence="continuous")
    book.finding(number, status, "2024-03-01")
    assert book.outcome(number, "2024-03-01", known="2024-03-01") == "being_kept"


@pytest.mark.parametrize("status", ["not_started", "partly_fulfilled", "not_fulfilled"])
def test_a_continuous_commitment_is_not_being_kept_otherwise(book: Book, status: str) -> None:
    number = book.commitment(cadence="continuous")
    book.finding(number, "fulfilled", "2024-02-01")
    book.finding(number, status, "2024-03-01")
    assert book.outcome(number, "2024-03-10") == "not_being_kept"


def test_a_continuous_commitment_nobody_looked_at_is_not_being_kept_from_the_day_it_was_made(
    book: Book,
) -> None:
    number = book.commitment(cadence="continuous", made="2024-02-01")
    assert book.outcome(number, "2024-01-31") is None
    state = book.state(number, "2024-02-01")
    assert (state["outcome"], state["sub_status"]) == ("not_being_kept", "no_information")


@pytest.mark.parametrize("cadence", ["open", "unknown"])
def test_without_a_deadline_it_is_undated_whatever_was_found(book: Book, cadence: str) -> None:
    number = book.commitment(cadence=cadence)
    book.finding(number, "fulfilled", "2024-03-01")
    state = book.state(number, "2024-12-31")
    assert (state["outcome"], state["sub_status"], state["deadline"]) == ("undated", "fulfilled", pd.NaT)


@pytest.mark.parametrize("cadence", ["open", "unknown"])
def test_an_extension_gives_an_undated_commitment_its_first_deadline(book: Book, cadence: str) -> None:
    number = book.commitment(cadence=cadence)
    book.extension(number, "2024-06-30", decided="2024-04-01")
    book.extension(number, "2024-08-31", decided="2024-07-15")
    assert book.outcome(number, "2024-03-31") == "undated"
    assert book.outcome(number, "2024-07-10") == "overdue"
    state = book.state(number, "2024-07-20")
    assert (state["outcome"], state["first_deadline"], state["extensions"]) == ("open", on("2024-06-30"), 2)


def test_extensions_of_recurring_and_continuous_commitments_move_nothing(book: Book) -> None:
    recurring, continuous = book.commitment(recurrence="yearly"), book.commitment(cadence="continuous")
    for number in (recurring, continuous):
        book.extension(number, "2025-06-30", decided="2024-04-01")
    state = book.state(recurring, "2025-01-01")
    assert (state["deadline"], state["extensions"]) == (on("2024-12-31"), 0)
    assert book.outcome(continuous, "2025-01-01") == "not_being_kept"


def test_withdrawn_counts_from_the_day_it_was_withdrawn(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "withdrawn", "2024-05-15")
    assert book.outcome(number, "2024-05-14") == "open"
    state = book.state(number, "2024-07-01")
    assert (state["outcome"], state["sub_status"], state["withdrawn_after_deadline"]) == (
        "withdrawn",
        "withdrawn",
        False,
    )


def test_a_later_other_status_reinstates_a_withdrawn_commitment(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "withdrawn", "2024-05-15")
    book.finding(number, "not_started", "2024-07-15")
    assert book.outcome(number, "2024-07-14") == "withdrawn"
    assert book.outcome(number, "2024-07-15") == "overdue"


def test_withdrawn_after_its_deadline_is_marked_also_when_it_is_said_again(book: Book) -> None:
    late, early = book.commitment("2024-06-30"), book.commitment("2024-06-30")
    book.finding(late, "withdrawn", "2024-07-01")
    book.finding(early, "withdrawn", "2024-06-30")
    book.finding(early, "withdrawn", "2024-08-01")
    assert book.state(late, "2024-09-01")["withdrawn_after_deadline"]
    assert not book.state(early, "2024-09-01")["withdrawn_after_deadline"]
    assert book.total("2024-09-01")["withdrawn_after_deadline"] == 1


# Confirmed, claimed, covered


def test_confirmed_when_a_second_person_has_checked_the_deciding_finding(book: Book) -> None:
    number = book.commitment("2024-06-30")
    first = book.finding(number, "fulfilled", "2024-06-01")
    book.confirm(first, "2024-06-15")
    assert book.state(number, "2024-07-01")["confirmed"]
    book.finding(number, "fulfilled", "2024-07-02")
    assert not book.state(number, "2024-07-02")["confirmed"]


def test_a_confirmation_that_was_taken_back_may_be_given_again(book: Book) -> None:
    number = book.commitment("2024-06-30")
    finding = book.finding(number, "fulfilled", "2024-06-01")
    first = book.confirm(finding, "2024-07-01")
    book.retract("2024-07-05", confirmation=first)
    book.confirm(finding, "2024-07-10")
    days = ("2024-07-04", "2024-07-05", "2024-07-09", "2024-07-10")
    assert [bool(book.state(number, day, known=day)["confirmed"]) for day in days] == [
        True,
        False,
        False,
        True,
    ]


def test_a_confirmation_counts_from_the_day_it_is_known(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.confirm(book.finding(number, "fulfilled", "2024-06-01"), "2024-08-01")
    assert not book.state(number, "2024-07-01", known="2024-07-31")["confirmed"]
    assert book.state(number, "2024-07-01", known="2024-08-01")["confirmed"]


def test_a_claim_stands_beside_the_finding_and_changes_no_class(book: Book) -> None:
    number = book.commitment("2024-06-30")
    book.finding(number, "in_progress", "2024-06-20")
    book.claim(number, "in_progress", "2024-06-01")
    book.claim(number, "fulfilled", "2024-06-29")
    state = book.state(number, "2024-07-01")
    assert (state["outcome"], state["claim_status"], state["claim_on"]) == (
        "overdue",
        "fulfilled",
        on("2024-06-29"),
    )


def test_covered_by_a_finding_of_the_last_ninety_days_not_of_the_ninetieth_before(book: Book) -> None:
    near, far = book.commitment("2024-03-31"), book.commitment("2024-03-31")
    book.finding(near, "in_progress", "2024-04-03")  # 89 days before 1 July
    book.finding(far, "in_progress", "2024-04-02")  # 90 days before
    assert book.state(near, "2024-07-01")["covered"]
    assert not book.state(far, "2024-07-01")["covered"]
    assert book.total("2024-07-01")["coverage"] == 0.5
    assert book.total("2024-07-01", coverage_days=91)["coverage"] == 1.0


def test_coverage_is_asked_of_overdue_continuous_and_recurring_ones_alone(book: Book) -> None:
    overdue, kept = book.commitment("2024-06-30"), book.commitment("2024-06-30")
    continuous, recurring = book.commitment(cadence="continuous"), book.commitment(recurrence="quarterly")
    open_one, coming = book.commitment("2024-12-31"), book.commitment(recurrence="yearly")
    for number in (kept, continuous, recurring):
        book.finding(number, "fulfilled", "2024-06-20")
    asked_of = {n: book.state(n, "2024-07-01")["needs_coverage"] for n in range(1, 7)}
    assert asked_of == {
        overdue: True,
        kept: False,
        continuous: True,
        recurring: True,
        open_one: False,
        coming: False,
    }
    assert book.total("2024-07-01")["coverage"] == pytest.approx(2 / 3)


# The question


def test_a_day_cannot_be_asked_for_as_it_was_known_before_it() -> None:
    with pytest.raises(KnownTooEarly):
        asked("2024-07-02", "2024-07-01")


def test_a_question_is_live_only_about_today_as_known_today() -> None:
    today = date(2024, 7, 2)
    assert asked("2024-07-02", "2024-07-02", today=today).is_live
    assert not asked("2024-07-01", "2024-07-02", today=today).is_live

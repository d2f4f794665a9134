"""The measures beside the rates: days late, the record of what recurs, moved deadlines, the time to fulfilment."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.book import Book, asked
from tests.ledger.histories import histories, questions
from tests.ledger.reference import Case, Reference
from tracker.ledger import Question, rates
from tracker.ledger.keeping import keeping_record
from tracker.ledger.lateness import lateness
from tracker.ledger.moved import Moved, moved
from tracker.ledger.survival import kaplan_meier, median_days, share_by, time_to_fulfilment

checked = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=120)
groupings = st.sampled_from([None, "district", "region", "agency", "official"])


def records(table: pd.DataFrame) -> dict[Any, dict[str, Any]]:
    """Rows by key, with None for what is missing."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return {row.pop("key"): row for row in rows}


def grouped(book: Book, question: Question, by: str | None) -> dict[Any, list[Case]]:
    reference = Reference(book.rows)
    return reference.groups(question, by) if by else {None: reference.cases(question)}


# Days late


def test_days_late_and_days_overdue_have_a_middle_and_an_end() -> None:
    book = Book()
    for late in (3, 10, 40):
        number = book.commitment("2024-03-31", districts=(1,))
        book.finding(number, "fulfilled", date(2024, 3, 31) + timedelta(days=late))
    for due in ("2024-06-20", "2024-06-10"):
        book.commitment(due, districts=(1, 2))
    book.finding(book.commitment("2024-03-31"), "fulfilled", "2024-03-31")
    found = records(lateness(book.ledger(), asked("2024-06-30")))[None]
    assert found == {
        "late": 3, "late_median": 10, "late_longest": 40, "overdue": 2, "overdue_median": 15, "overdue_longest": 20,
    }  # fmt: skip
    by_district = records(lateness(book.ledger(), asked("2024-06-30"), by="district"))
    assert {key: (row["late"], row["overdue"]) for key, row in by_district.items()} == {1: (3, 2), 2: (0, 2)}


def test_where_nothing_is_late_there_is_a_nought_and_no_days() -> None:
    found = records(lateness(Book().ledger(), asked("2024-06-30")))[None]
    assert (found["late"], found["late_median"], found["overdue"], found["overdue_longest"]) == (
        0,
        None,
        0,
        None,
    )


@checked
@given(histories, questions, groupings)
def test_days_late_are_what_a_slow_count_says(book: Book, question: Question, by: Any) -> None:
    expected = {}
    for key, cases in grouped(book, question, by).items():
        late = [(c.since - c.deadline).days for c in cases if c.outcome == "kept_late"]
        overdue = [(question.on - c.deadline).days for c in cases if c.outcome == "overdue"]
        if late or overdue or by is None:
            expected[key] = {**described("late", late), **described("overdue", overdue)}
    assert records(lateness(book.ledger(), question, by=by)) == expected


def described(name: str, days: list[int]) -> dict[str, Any]:
    return {
        name: len(days),
        f"{name}_median": median(days) if days else None,
        f"{name}_longest": max(days, default=None),
    }


# What recurs


def test_of_the_last_four_deadlines_it_is_told_how_they_were_kept() -> None:
    book = Book()
    number = book.commitment(recurrence="quarterly", made="2023-01-01", recorded="2023-01-02")
    book.finding(number, "fulfilled", "2023-03-30")  # the fifth from the end: too long ago
    book.finding(number, "fulfilled", "2023-09-30")
    book.finding(number, "fulfilled", "2024-01-08", names="2023-12-31")
    # Due until 30 June 2024: June 2023 too long ago, September on time, December late, March and June missed.
    found = records(keeping_record(book.ledger(), asked("2024-06-30")))[None]
    assert found == {"commitments": 1, "deadlines": 4, "on_time": 1, "late": 1, "missed": 2}
    assert records(keeping_record(book.ledger(), asked("2024-06-30"), last=1))[None]["missed"] == 1


def test_what_falls_once_or_is_withdrawn_has_no_record() -> None:
    book = Book()
    book.commitment("2024-03-31")
    book.finding(book.commitment(recurrence="monthly"), "withdrawn", "2024-05-01")
    found = records(keeping_record(book.ledger(), asked("2024-06-30")))
    assert found == {None: {"commitments": 0, "deadlines": 0, "on_time": 0, "late": 0, "missed": 0}}
    assert records(keeping_record(book.ledger(), asked("2024-06-30"), by="agency")) == {}


@checked
@given(histories, questions, groupings, st.sampled_from([1, 2, 4]))
def test_the_record_is_what_a_slow_count_of_the_last_deadlines_says(
    book: Book, question: Question, by: Any, last: int
) -> None:
    expected = {}
    for key, cases in grouped(book, question, by).items():
        own = [case.units[-last:] for case in cases if case.cadence == "recurring" and case.units]
        became = [outcome for units in own for _, outcome in units]
        counts = {"on_time": "kept_on_time", "late": "kept_late", "missed": "overdue"}
        if became or by is None:
            told = {name: became.count(outcome) for name, outcome in counts.items()}
            expected[key] = {"commitments": len(own), "deadlines": len(became), **told}
    assert records(keeping_record(book.ledger(), question, last=last, by=by)) == expected


# Moved deadlines


def test_moved_deadlines_are_counted_with_the_times_they_were_moved() -> None:
    book = Book()
    twice, once, never = (book.commitment("2024-03-31") for _ in range(3))
    for decided, due in (("2024-03-01", "2024-04-30"), ("2024-04-15", "2024-05-31")):
        book.extension(twice, due, decided)
    book.extension(once, "2024-12-31", "2024-03-15")
    assert moved(book.ledger(), asked("2024-06-30")) == Moved(2, 3)
    assert moved(book.ledger(), asked("2024-03-10")) == Moved(1, 1)
    book.finding(twice, "withdrawn", "2024-06-01")
    assert moved(book.ledger(), asked("2024-06-30")) == Moved(1, 1)
    assert book.outcome(once, "2024-06-30") == "open"
    assert (
        book.outcome(once, "2024-06-30", against_first=True) == book.outcome(never, "2024-06-30") == "overdue"
    )


@checked
@given(histories, questions)
def test_moved_deadlines_are_what_a_slow_count_says(book: Book, question: Question) -> None:
    times = [c.extensions for c in Reference(book.rows).cases(question) if c.outcome != "withdrawn"]
    assert moved(book.ledger(), question) == Moved(sum(n > 0 for n in times), sum(times))


# The time from deadline to fulfilment

# The 21 patients on 6-mercaptopurine of Freireich and others (1963), the example of every textbook; + is still well.
FREIREICH = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
# Day, at risk, relapses, share still well, and its 95 % interval, as printed (Stata's manual, `sts list`).
PRINTED = (
    (6, 21, 3, 0.8571, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1881, 0.6801),
)


def test_the_curve_of_the_textbook_comes_out_as_printed() -> None:
    days = np.array([int(each.rstrip("+")) for each in FREIREICH.split()])
    curve = kaplan_meier(days, np.array([not each.endswith("+") for each in FREIREICH.split()]))
    steps = curve[curve["events"] > 0]
    assert [tuple(row) for row in steps[["days", "at_risk", "events"]].to_numpy()] == [
        row[:3] for row in PRINTED
    ]
    for name, at, of in (("share", 3, 1), ("low", 5, 1), ("high", 4, 1)):
        assert list(steps[name]) == pytest.approx([of - row[at] for row in PRINTED], abs=0.0001), name
    assert median_days(curve) == 23


def test_a_curve_is_worked_out_by_hand() -> None:
    # Six due: two on time, one after 10 days, one watched for 15 days, one after 20, one watched for 30.
    curve = kaplan_meier(np.array([0, 0, 10, 15, 20, 30]), np.array([True, True, True, False, True, False]))
    # left: 4/6 = 2/3 at 0; times 3/4 = 1/2 at 10; times 1/2 = 1/4 at 20; nothing happens at 15 and 30
    assert list(curve["share"]) == pytest.approx([1 / 3, 1 / 2, 1 / 2, 3 / 4, 3 / 4])
    assert list(curve["at_risk"]) == [6, 4, 3, 2, 1]
    assert median_days(curve) == 10
    assert (share_by(curve, 9), share_by(curve, 30)) == (pytest.approx(1 / 3), pytest.approx(3 / 4))
    assert share_by(curve, 31) is None


def test_the_curve_begins_at_the_on_time_rate_and_counts_what_waits_only_as_long_as_it_has_waited() -> None:
    book = Book()
    book.finding(book.commitment("2024-06-01"), "fulfilled", "2024-05-20")
    book.finding(book.commitment("2024-06-01"), "fulfilled", "2024-06-11")
    book.commitment("2024-06-25")  # overdue for 5 days
    book.commitment("2024-06-01")  # overdue for 29 days
    book.commitment("2024-12-31")
    book.commitment(cadence="continuous")
    curve = time_to_fulfilment(book.ledger(), asked("2024-06-30"))
    assert curve[["days", "at_risk", "events", "censored"]].to_numpy().tolist() == [
        [0, 4, 1, 0], [5, 3, 0, 1], [10, 2, 1, 0], [29, 1, 0, 1],
    ]  # fmt: skip
    # 1 of 4 on time; of the two still watched on day 10 one is fulfilled: 1 − 3/4 · 1/2 = 5/8
    assert list(curve["share"]) == pytest.approx([1 / 4, 1 / 4, 5 / 8, 5 / 8])


def redistributed(waits: Iterable[tuple[int, bool]]) -> dict[int, float]:
    """The same share by another way (B. Efron, 1967): whoever leaves early gives their weight to those who stay longer."""
    queue = sorted(waits, key=lambda each: (each[0], not each[1]))
    weights = [1 / len(queue)] * len(queue) if queue else []
    fulfilled, share = {}, 0.0
    for place, (days, happened) in enumerate(queue):
        rest = range(place + 1, len(queue))
        if happened:
            share += weights[place]
        else:
            for later in rest:
                weights[later] += weights[place] / len(rest)
        fulfilled[days] = share
    return fulfilled


@checked
@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=25))
def test_the_curve_is_that_of_weights_handed_on(waits: list[tuple[int, bool]]) -> None:
    days, happened = np.array([d for d, _ in waits], np.int64), np.array([h for _, h in waits], bool)
    curve = kaplan_meier(days, happened)
    assert dict(zip(curve["days"], curve["share"], strict=True)) == pytest.approx(redistributed(waits))
    inside = curve[curve["low"].notna()]
    assert ((inside["low"] <= inside["share"]) & (inside["share"] <= inside["high"])).all()
    assert curve["share"].is_monotonic_increasing


@checked
@given(histories, questions)
def test_the_curve_of_a_history_is_what_a_slow_reading_says(book: Book, question: Question) -> None:
    waits = []
    for case in Reference(book.rows).cases(question):
        if case.outcome == "kept_on_time":
            waits.append((0, True))
        elif case.outcome == "kept_late":
            waits.append(((case.since - case.deadline).days, True))
        elif case.outcome == "overdue":
            waits.append(((question.on - case.deadline).days, False))
    curve = time_to_fulfilment(book.ledger(), question)
    assert dict(zip(curve["days"], curve["share"], strict=True)) == pytest.approx(redistributed(waits))
    rate = rates(book.ledger(), question).total["on_time_rate"]
    if rate is not None:
        assert share_by(curve, 0) == pytest.approx(rate)

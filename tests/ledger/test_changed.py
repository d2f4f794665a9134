"""What changed between two days: each kind by a history written by hand, and sums that add up over random ones."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from tests.ledger.book import Book, asked
from tests.ledger.histories import DAYS, histories, questions, randoms
from tests.ledger.reference import Reference
from tracker.ledger import OUTCOMES, Question
from tracker.ledger.changed import CHANGES, Changed, NotTheSamePopulation, changed

checked = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=120)
JUNE, SEPTEMBER = "2024-06-30", "2024-09-30"


def told(book: Book, on: str = JUNE, to: str = SEPTEMBER, known: str = "2030-01-01") -> dict[str, list[int]]:
    """The changes as known at the end, those that happened."""
    answer = changed(book.ledger(), asked(on, known), asked(to))
    return {change: ids for change in CHANGES if (ids := answer.ids(change))}


def test_a_deadline_that_passes_without_a_finding_is_newly_due() -> None:
    book = Book()
    book.commitment("2024-07-31")
    assert told(book) == {"newly_due": [1]}


def test_what_was_overdue_on_both_days_did_not_change() -> None:
    book = Book()
    book.commitment("2024-05-31")
    assert told(book) == {}


def test_what_is_fulfilled_by_its_deadline_is_kept_and_after_it_late() -> None:
    book = Book()
    in_time, late = book.commitment("2024-07-31"), book.commitment("2024-05-31")
    book.finding(in_time, "fulfilled", "2024-07-20")
    book.finding(late, "fulfilled", "2024-07-20")
    assert told(book) == {"kept": [in_time], "late": [late]}


def test_what_is_fulfilled_before_it_is_due_is_ahead_then_kept() -> None:
    book = Book()
    number = book.commitment("2024-12-31")
    book.finding(number, "fulfilled", "2024-07-20")
    assert told(book) == {"ahead": [number]}
    assert told(book, SEPTEMBER, "2025-01-31") == {"kept": [number]}


def test_a_moved_deadline_has_slipped_whether_it_was_overdue_or_open() -> None:
    book = Book()
    overdue, still_open = book.commitment("2024-05-31"), book.commitment("2024-12-31")
    book.extension(overdue, "2025-05-31", "2024-07-10")
    book.extension(still_open, "2025-12-31", "2024-07-10")
    assert told(book) == {"slipped": [overdue, still_open]}


def test_one_kept_late_is_not_kept_anew_when_its_deadline_is_moved() -> None:
    book = Book()
    number = book.commitment("2024-05-31")
    book.finding(number, "fulfilled", "2024-06-15")
    book.extension(number, "2024-06-20", "2024-07-10")
    assert told(book) == {"slipped": [number]}


def test_one_kept_on_time_is_not_late_by_its_own_doing_when_its_deadline_is_moved_forward() -> None:
    book = Book()
    number = book.commitment("2024-05-31")
    book.finding(number, "fulfilled", "2024-05-20")
    book.extension(number, "2024-05-10", "2024-07-10")
    assert told(book) == {"slipped": [number]}


def test_withdrawn_and_reinstated() -> None:
    book = Book()
    number = book.commitment("2024-05-31")
    book.finding(number, "withdrawn", "2024-07-10")
    book.finding(number, "in_progress", "2024-11-10")
    assert told(book) == {"withdrawn": [number]}
    assert told(book, SEPTEMBER, "2024-12-31") == {"reinstated": [number]}


def test_one_made_in_between_is_new_and_nothing_else() -> None:
    book = Book()
    number = book.commitment("2024-08-31", made="2024-07-15")
    assert told(book) == {"new": [number]}


def test_what_was_fulfilled_and_is_so_no_more() -> None:
    book = Book()
    once, always = book.commitment("2024-05-31"), book.commitment(cadence="continuous")
    for number in (once, always):
        book.finding(number, "fulfilled", "2024-05-20")
        book.finding(number, "not_fulfilled", "2024-08-20")
    assert told(book) == {"no_longer_kept": [once, always]}


def test_the_next_deadline_of_a_recurring_one_is_a_change_each_time() -> None:
    book = Book()
    kept, missed = (book.commitment(recurrence="quarterly", made="2024-05-01") for _ in range(2))
    for named in (JUNE, SEPTEMBER):
        book.finding(kept, "fulfilled", named, names=named)
    assert told(book) == {"kept": [kept], "newly_due": [missed]}


def test_what_was_learned_afterwards_about_the_first_day_is_a_correction() -> None:
    book = Book()
    number = book.commitment("2024-05-31")
    book.finding(number, "fulfilled", "2024-05-20", recorded="2024-08-15")
    assert told(book, known="2024-07-01") == {"corrected": [number]}
    assert told(book) == {}


def test_a_deadline_of_the_first_day_itself_fell_due_overnight_and_is_no_correction() -> None:
    book = Book()
    once, quarterly = book.commitment(JUNE), book.commitment(recurrence="months:3,6", made="2024-01-01")
    assert told(book, known=JUNE) == {"newly_due": [once, quarterly]}


def test_a_first_deadline_that_moves_because_the_day_it_was_made_is_corrected_is_a_correction() -> None:
    book = Book()
    number = book.commitment(recurrence="yearly:01-15", made="2024-01-01")
    book.version(number, "2024-07-15", made="2024-03-01")  # so the first deadline is that of 2025
    assert told(book, known=JUNE) == {"corrected": [number]}


def test_a_balance_tells_what_each_change_did_to_each_class() -> None:
    book = Book()
    book.commitment("2024-07-31")
    late = book.commitment("2024-05-31")
    book.finding(late, "fulfilled", "2024-07-20")
    balance = changed(book.ledger(), asked(JUNE), asked(SEPTEMBER)).balance()
    assert balance.loc["overdue", ["before", "newly_due", "late", "now"]].tolist() == [1, 1, -1, 1]
    assert balance.loc["kept_late", ["before", "late", "now"]].tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (asked(JUNE), asked(SEPTEMBER, public_only=True)),
        (asked(SEPTEMBER), asked(JUNE)),
        (asked(JUNE, "2030-01-01"), asked(SEPTEMBER, "2029-01-01")),
    ],
)
def test_questions_that_cannot_be_compared_are_refused(before: Question, now: Question) -> None:
    with pytest.raises(NotTheSamePopulation):
        changed(Book().ledger(), before, now)


def earlier(random: Random, now: Question) -> Question:
    """The same question on an earlier day, as known then, now, or in between."""
    on = random.choice([day for day in DAYS if day <= now.on])
    between = [day for day in DAYS if on <= day <= now.known_on] or [on]
    return replace(now, on=on, known_on=random.choice([on, now.known_on, random.choice(between)]))


def between(book: Book, before: Question, now: Question) -> tuple[Changed, dict[date, dict[int, str]]]:
    """The answer, and by a slow reading of the rules the outcome of each commitment: then, then as known now, now."""
    reference = Reference(book.rows)
    learned = replace(now, on=before.on)
    outcomes = [
        {case.commitment_id: case.outcome for case in reference.cases(q)} for q in (before, learned, now)
    ]
    return changed(book.ledger(), before, now), outcomes


@checked
@given(histories, questions, randoms)
def test_the_first_day_and_the_changes_add_up_to_the_second_class_by_class(
    book: Book, now: Question, random: Random
) -> None:
    before = earlier(random, now)
    answer, (then, _, at_last) = between(book, before, now)
    balance = answer.balance()
    for outcome in OUTCOMES:
        assert balance.loc[outcome, "before"] == list(then.values()).count(outcome)
        assert balance.loc[outcome, "now"] == list(at_last.values()).count(outcome)
        assert balance.loc[outcome, ["before", *CHANGES]].sum() == balance.loc[outcome, "now"]


@checked
@given(histories, questions, randoms)
def test_whatever_moved_from_class_to_class_is_told_once_a_step_and_by_a_fitting_name(
    book: Book, now: Question, random: Random
) -> None:
    before = earlier(random, now)
    answer, (then, learned, at_last) = between(book, before, now)
    steps: dict[int, list[tuple[str, str | None, str | None]]] = {}
    for row in answer.rows.astype(object).where(answer.rows.notna(), None).to_dict("records"):
        steps.setdefault(row["commitment_id"], []).append((row["change"], row["before"], row["now"]))
    for number in then.keys() | learned.keys() | at_last.keys():
        path = (then.get(number), learned.get(number), at_last.get(number))
        moves = [step for step in pairwise(path) if step[0] != step[1]]
        told_of = [(was, is_) for _, was, is_ in steps.get(number, []) if was != is_]
        assert sorted(map(str, told_of)) == sorted(map(str, moves))
        assert len(steps.get(number, [])) <= 2
    fulfilled = {"kept_on_time", "kept_late", "ahead", "being_kept"}
    for change, was, is_ in (step for found in steps.values() for step in found):
        if change == "no_longer_kept":
            assert was in fulfilled and is_ not in fulfilled
        if change == "newly_due":
            assert is_ == "overdue"
        if before.known_on == now.known_on:
            assert change != "corrected"

"""The deadlines to come, by hand."""

from datetime import date

import pandas as pd
import pytest

from tests.ledger.book import Book, asked
from tracker.ledger import coming


@pytest.fixture
def book() -> Book:
    return Book()


def days(
    book: Book, on: str, *, known: str | None = None, until: str = "2025-12-31"
) -> list[tuple[int, str]]:
    found = coming(book.ledger(), asked(on, known or on), until=date.fromisoformat(until))
    return [
        (key, str(pd.Timestamp(day).date()))
        for key, day in zip(found["commitment_id"].tolist(), found["deadline"], strict=True)
    ]


def test_a_deadline_comes_until_its_day_is_over(book: Book) -> None:
    one = book.commitment("2024-06-30")
    assert days(book, "2024-06-29") == [(one, "2024-06-30")]
    assert days(book, "2024-06-30") == [(one, "2024-06-30")]
    assert days(book, "2024-06-30", known="2024-07-01") == []
    assert days(book, "2024-07-01") == []


def test_the_one_deadline_comes_however_far_off_it_is_a_rhythm_only_up_to_a_day(book: Book) -> None:
    far = book.commitment("2035-01-01")
    rhythm = book.commitment(recurrence="quarterly")
    expected = [(rhythm, "2024-06-30"), (rhythm, "2024-09-30"), (far, "2035-01-01")]
    assert days(book, "2024-05-01", until="2024-12-30") == expected


def test_a_rhythm_starts_and_ends_with_its_window(book: Book) -> None:
    rhythm = book.commitment("2024-05-31", recurrence="monthly", since="2024-04-01")
    assert days(book, "2024-03-01") == [(rhythm, "2024-04-30"), (rhythm, "2024-05-31")]
    assert days(book, "2024-05-31") == [(rhythm, "2024-05-31")]
    assert days(book, "2024-06-01") == []


def test_what_is_kept_ahead_has_nothing_to_come_and_a_rhythm_goes_on(book: Book) -> None:
    once, rhythm = book.commitment("2024-06-30"), book.commitment(recurrence="half-yearly")
    for commitment in (once, rhythm):
        book.finding(commitment, "fulfilled", "2024-04-01")
    assert days(book, "2024-05-01", until="2025-06-30") == [(rhythm, "2024-12-31"), (rhythm, "2025-06-30")]


def test_what_is_withdrawn_has_nothing_to_come(book: Book) -> None:
    for commitment in (book.commitment("2024-06-30"), book.commitment(recurrence="monthly")):
        book.finding(commitment, "withdrawn", "2024-04-01")
    assert days(book, "2024-05-01") == []


def test_what_has_no_day_has_nothing_to_come(book: Book) -> None:
    book.commitment(cadence="open")
    book.commitment(cadence="continuous")
    assert days(book, "2024-05-01") == []


def test_a_moved_deadline_comes_on_its_new_day(book: Book) -> None:
    one = book.commitment("2024-06-30")
    book.extension(one, "2024-09-30", decided="2024-06-01")
    assert days(book, "2024-05-01", known="2024-05-01") == [(one, "2024-06-30")]
    assert days(book, "2024-06-15", known="2024-06-15") == [(one, "2024-09-30")]

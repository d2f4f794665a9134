"""Columns read as long texts hold what stands in the rows, and take as little room as they can."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    insert,
)

from tracker.ledger import reading
from tracker.ledger.days import NO_DAY, day_number, read_days
from tracker.ledger.reading import days, flags, keys, numbers, read_columns, words
from tracker.ledger.tables import Few, Ids, Recorded, small

TABLE = Table(
    "thing", MetaData(),
    Column("id", Integer, primary_key=True), Column("other_id", Integer), Column("seen", Boolean),
    Column("on", Date), Column("word", String),
)  # fmt: skip
READERS = {
    "id": numbers,
    "other_id": keys,
    "seen": flags,
    "on": days,
    "word": words(["one", "two;", "'три'"]),
}
ROWS = [
    {"id": 1, "other_id": 7, "seen": True, "on": date(2024, 2, 29), "word": "'три'"},
    {"id": 2, "other_id": None, "seen": False, "on": None, "word": None},
    {"id": 5, "other_id": 0, "seen": True, "on": date(1899, 12, 31), "word": "one"},
    {"id": 6, "other_id": 2**31, "seen": False, "on": date(9999, 12, 31), "word": "two;"},
]


def read(rows: list[dict[str, Any]], *, after: int = 0) -> list[list[Any]]:
    with create_engine("sqlite://").connect() as connection:
        TABLE.create(connection)
        if rows:
            connection.execute(insert(TABLE), rows)
        return [column.tolist() for column in read_columns(connection, TABLE, READERS, after=after)]


@pytest.mark.parametrize("portion", [1, 3, 1000])
def test_columns_hold_what_stands_in_the_rows(monkeypatch: pytest.MonkeyPatch, portion: int) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", portion)
    assert read(ROWS[::-1]) == [
        [1, 2, 5, 6],
        [7, -1, 0, 2**31],
        [True, False, True, False],
        [
            19782,
            NO_DAY,
            -25568,
            2932896,
        ],  # days from 1970: 54 years with 13 leap days, 31 January and 28 more; …
        [2, -1, 0, 1],
    ]


def test_only_rows_after_the_last_one_known_are_read() -> None:
    assert read(ROWS, after=2)[0] == [5, 6]
    assert read(ROWS, after=6) == read([]) == [[]] * 5


def test_a_value_that_the_database_leaves_out_is_not_passed_over_in_silence() -> None:
    with create_engine("sqlite://").connect() as connection:
        TABLE.create(connection)
        connection.execute(insert(TABLE), ROWS)
        with pytest.raises(ValueError, match="3 values of other_id in 4 rows of thing"):
            read_columns(connection, TABLE, {"id": numbers, "other_id": numbers}, after=0)


@given(st.lists(st.none() | st.dates()))
def test_days_are_read_as_they_are_written(told: list[date | None]) -> None:
    text = "".join(day.isoformat() if day else "-" * 10 for day in told)
    assert read_days(text).tolist() == [day_number(day) if day else NO_DAY for day in told]


ascending = st.lists(st.integers(1, 60), unique=True).map(sorted)


@given(ascending, ascending)
def test_ids_without_a_gap_take_no_room_and_all_are_found_again(first: list[int], more: list[int]) -> None:
    both = np.array(first + [one + 60 for one in more], np.int64)
    ids = Ids.of(both[: len(first)]).joined(Ids.of(both[len(first) :]))
    assert np.asarray(ids).tolist() == both.tolist()
    assert ids.rows(both).tolist() == list(range(len(both)))
    assert ids[np.arange(len(both))].tolist() == both.tolist()
    assert ids.last == (both[-1] if len(both) else 0)
    assert Ids.of(np.arange(5, 900)).listed is None


@given(st.lists(st.integers(1, 5)), st.lists(st.integers(1, 5)), st.integers(0, 6))
def test_the_days_of_recording_are_kept_in_stretches(first: list[int], more: list[int], day: int) -> None:
    recorded = Recorded.of(np.array(first, np.int32)).joined(Recorded.of(np.array(more, np.int32)))
    every = [*first, *more]
    assert recorded.each().tolist() == every
    assert recorded.by(day).tolist() == [one <= day for one in every]
    assert recorded.all_by(day) == all(one <= day for one in every)
    assert recorded.after(day).tolist() == [row for row, one in enumerate(every) if one > day]


def test_of_several_days_of_one_row_the_earliest_counts() -> None:
    few = Few.of(np.array([4, 2, 4]), np.array([30, 10, 20])).joined(
        Few.of(np.array([2, 9]), np.array([5, 7]))
    )
    assert (few.rows.tolist(), few.days.tolist()) == ([2, 4, 9], [5, 20, 7])
    assert few.at(np.array([1, 2, 9, 10])).tolist() == [NO_DAY, 5, 7, NO_DAY]
    assert few.after(6).tolist() == [4, 9]


@pytest.mark.parametrize(
    ("values", "kind"), [([], "i1"), ([-1, 127], "i1"), ([128], "i2"), ([-40000], "i4"), ([2**40], "i8")]
)
def test_numbers_take_as_few_bytes_as_hold_them(values: list[int], kind: str) -> None:
    assert small(np.array(values, np.int64)).dtype == np.dtype(kind)

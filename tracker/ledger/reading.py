"""Reading columns of the database in bulk: a column of many rows comes as one long text and is taken apart by numpy.

A row at a time a million findings cost seconds in Python alone. Joined by the database (`group_concat`, `string_agg`)
they arrive as a handful of texts; tests/ledger checks that nothing is lost on the way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, Text, case, cast, func, select

from tracker.ledger.days import read_days

AT_ONCE = 200_000  # rows joined into one text: some megabytes
FIRST_LETTER = 48  # words are told as single letters from "0" on
NO_WORD = chr(FIRST_LETTER - 1)
NO_DATE = "-" * 10

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """How a column is told as text, and how its array is made of that."""

    told: Callable[[ColumnElement[Any]], ColumnElement[str]]
    between: str
    """What stands between two values."""
    read: Callable[[str], Array]


def _whole_numbers(text: str) -> Array:
    return np.fromstring(text, np.int64, sep=" ")


def _letters(text: str) -> Array:
    return (np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.int32) - FIRST_LETTER).astype(
        np.int16
    )


numbers = Reader(lambda column: cast(column, Text), " ", _whole_numbers)
"""Whole numbers, none of them missing."""
keys = Reader(lambda column: cast(func.coalesce(column, -1), Text), " ", _whole_numbers)
"""Ids of other rows, -1 where there is none."""
flags = Reader(
    lambda column: case((column.is_(True), "1"), else_="0"), "", lambda text: _letters(text).astype(bool)
)
"""Truth values, however the database writes them."""
days = Reader(lambda column: func.coalesce(cast(column, Text), NO_DATE), "", read_days)
"""Dates as day numbers, `NO_DAY` where there is none."""


def words(known: Sequence[str]) -> Reader:
    """Words as their positions in a list of all that there are, -1 where there is none."""
    letters = {word: chr(FIRST_LETTER + place) for place, word in enumerate(known)}

    def told(column: ColumnElement[Any]) -> ColumnElement[str]:
        return case(letters, value=column, else_=NO_WORD) if letters else case((column.is_(None), NO_WORD))

    return Reader(told, "", _letters)


def read_columns(
    connection: Connection, table: Table, readers: dict[str, Reader], *, after: int, key: str = "id"
) -> list[Array]:
    """The columns named, of the rows whose `key` is higher than `after`, in order of the primary key."""
    last = connection.execute(select(func.max(table.c[key]))).scalar_one() or after
    parts: list[list[Array]] = [[reader.read("")] for reader in readers.values()]
    for low in range(after, last, AT_ONCE):
        for part, column in zip(parts, _portion(connection, table, readers, low, key), strict=True):
            part.append(column)
    return [np.concatenate(part) for part in parts]


def _portion(
    connection: Connection, table: Table, readers: dict[str, Reader], low: int, key: str
) -> list[Array]:
    rows = (
        select(*(table.c[name] for name in readers))
        .where(table.c[key] > low, table.c[key] <= low + AT_ONCE)
        .order_by(*table.primary_key.columns)
        .subquery()
    )
    alone = list(table.primary_key.columns) == [table.c[key]]
    joined = {
        name: func.aggregate_strings(reader.told(rows.c[name]), reader.between)
        for name, reader in readers.items()
    }
    extent = func.count(), func.min(rows.c[key]), func.max(rows.c[key])
    asked = [text for name, text in joined.items() if not (alone and name == key)]
    count, first, last, *told = connection.execute(select(*extent, *asked).select_from(rows)).one()
    if alone and count and last - first + 1 == count:  # they follow each other without a gap
        ids = np.arange(first, last + 1)
    elif alone:
        ids = readers[key].read(connection.execute(select(joined[key]).select_from(rows)).scalar_one() or "")
    texts = iter(told)
    columns = [
        ids if alone and name == key else reader.read(next(texts) or "") for name, reader in readers.items()
    ]
    for name, column in zip(readers, columns, strict=True):
        if len(column) != count:
            raise ValueError(f"{len(column)} values of {name} in {count} rows of {table.name}")
    return columns

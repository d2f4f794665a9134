"""Reading columns of the database in bulk, past the slower ways that are kinder to single rows."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection

from tracker.ledger.days import DayNumbers

AT_ONCE = 2_000  # few enough rows to stay in the processor's cache
Reader = Callable[[Sequence[Any]], np.ndarray[Any, Any]]


class Coder:
    """Reads words as small numbers: the position in a list of known words, which grows when `open_ended`."""

    def __init__(self, words: Sequence[str], *, open_ended: bool = False) -> None:
        """Begin with these words; an unknown word is a KeyError unless the list may grow."""
        self._codes: dict[str | None, int] = {None: -1, **{word: code for code, word in enumerate(words)}}
        self._open = open_ended

    @property
    def words(self) -> tuple[str, ...]:
        """The words met so far, in the order of their codes."""
        return tuple(word for word in self._codes if word is not None)

    def __call__(self, values: Sequence[Any]) -> np.ndarray[Any, Any]:
        """The code of each word, -1 for none."""
        if self._open:
            for word in dict.fromkeys(values):
                self._codes.setdefault(word, len(self._codes) - 1)
        return np.fromiter(map(self._codes.__getitem__, values), np.int16, len(values))


def numbers(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Whole numbers, none of them missing."""
    return np.array(values, np.int64)


def keys(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Ids of other rows, -1 where there is none."""
    return np.fromiter((-1 if value is None else value for value in values), np.int64, len(values))


def flags(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    """Truth values, however the database writes them."""
    return np.array(values, bool)


def day_reader() -> Reader:
    """A reader of dates as day numbers (`NO_DAY` where there is none), each worked out once."""
    known = DayNumbers()
    return lambda values: np.fromiter(map(known.__getitem__, values), np.int32, len(values))


def read_columns(connection: Connection, sql: str, readers: Sequence[Reader]) -> list[np.ndarray[Any, Any]]:
    """Run a query and give each of its columns as an array, made by the reader at the same place."""
    parts: list[list[np.ndarray[Any, Any]]] = [[reader(())] for reader in readers]
    cursor = (
        connection.connection.cursor()
    )  # the driver's own, inside the same transaction: rows stay plain tuples
    cursor.execute(sql)
    while rows := cursor.fetchmany(AT_ONCE):
        for part, reader, values in zip(parts, readers, zip(*rows, strict=True), strict=True):
            part.append(reader(values))
    cursor.close()
    return [np.concatenate(part) for part in parts]

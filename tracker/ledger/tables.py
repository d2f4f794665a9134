"""The history as columns: a class for each table, an array for each column. No array ever changes.

Rows stand in the order in which they were recorded, which is the order of their ids: a refresh only appends, and what
was known on a day is a stretch from the beginning. Numbers take the smallest integers that hold them.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from tracker.ledger.days import NO_DAY, Codes, Days, Flags, Ints

Array = np.ndarray[Any, Any]
Rows = npt.NDArray[np.int32]
Small = npt.NDArray[np.signedinteger[Any]]
"""Whole numbers in as few bytes as they need; widen them before reckoning with them."""


def small(values: Array) -> Small:
    """The same numbers in the smallest signed integers that hold them all."""
    low, high = int(values.min(initial=0)), int(values.max(initial=0))
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Ids:
    """The ids of a table's rows, ascending. Ids given out without a gap, as the append path does, take no room."""

    first: int
    count: int
    listed: Rows | None = None

    @classmethod
    def of(cls, ids: Array) -> "Ids":
        """The ids in an ascending array."""
        first = int(ids[0]) if len(ids) else 1
        has_gaps = len(ids) > 0 and int(ids[-1]) - first + 1 != len(ids)
        return cls(first, len(ids), ids.astype(np.int32) if has_gaps else None)

    def __len__(self) -> int:
        """How many there are."""
        return self.count

    def __getitem__(self, rows: Any) -> Any:
        """The ids of rows."""
        if self.listed is not None or isinstance(rows, slice):
            return np.asarray(self)[rows]
        return np.asarray(rows) + self.first

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        """All of them."""
        ids = self.listed
        if ids is None:
            ids = np.arange(self.first, self.first + self.count, dtype=np.int32)
        return ids.astype(dtype or np.int64)

    @property
    def last(self) -> int:
        """The highest, 0 where there is none."""
        if not self.count:
            return 0
        return self.first + self.count - 1 if self.listed is None else int(self.listed[-1])

    def rows(self, ids: Array) -> Ints:
        """Where these ids stand."""
        if self.listed is None:
            return np.asarray(ids, np.int64) - self.first
        return np.searchsorted(self.listed, ids)

    def joined(self, more: "Ids") -> "Ids":
        """These and those that were given out afterwards."""
        if not self.count or not more.count:
            return more if not self.count else self
        if self.listed is None and more.listed is None and more.first == self.last + 1:
            return Ids(self.first, self.count + more.count)
        return Ids.of(np.concatenate((np.asarray(self), np.asarray(more))))


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """The day on which each row of a table was recorded: the stretches of rows recorded on one day."""

    begins: Rows
    days: Days
    count: int

    @classmethod
    def of(cls, days: Array) -> "Recorded":
        """The days by row."""
        begins = np.flatnonzero(days != np.roll(days, 1)).astype(np.int32)
        begins = np.union1d(begins, np.zeros(min(len(days), 1), np.int32))
        return cls(begins, days[begins].astype(np.int32), len(days))

    def each(self) -> Days:
        """The day of every row."""
        return np.repeat(self.days, self._lengths())

    def by(self, day: int) -> Flags:
        """Whether each row was recorded by the end of a day."""
        return np.repeat(self.days <= day, self._lengths())

    def all_by(self, day: int) -> bool:
        """Whether every row was."""
        return bool((self.days <= day).all())

    def after(self, day: int) -> Ints:
        """The rows that were recorded after a day."""
        later = np.flatnonzero(self.days > day)
        if not len(later):
            return later
        first = int(self.begins[later[0]])
        if len(later) == len(self.days) - later[0]:  # days follow each other: all rows from the first one on
            return np.arange(first, self.count)
        return np.flatnonzero(~self.by(day))

    def joined(self, more: "Recorded") -> "Recorded":
        """These rows and those that come after them."""
        begins = np.concatenate((self.begins, more.begins + np.int32(self.count)))
        return Recorded(begins, np.concatenate((self.days, more.days)), self.count + more.count)

    def _lengths(self) -> Rows:
        return np.append(self.begins[1:], np.int32(self.count)) - self.begins


@dataclass(frozen=True, slots=True, eq=False)
class Few:
    """A day for a few of a table's rows: the rows, ascending, and their days."""

    rows: Rows
    days: Days

    @classmethod
    def none(cls) -> "Few":
        """No row has one."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int32))

    @classmethod
    def of(cls, rows: Array, days: Array) -> "Few":
        """These rows, in any order; of several days of one row the earliest counts."""
        order = np.lexsort((days, rows))
        rows, days = rows[order], days[order]
        first = np.concatenate(([True], rows[1:] != rows[:-1]))[: len(rows)]
        return cls(rows[first].astype(np.int32), days[first].astype(np.int32))

    def at(self, rows: Array) -> Days:
        """The days of these rows, `NO_DAY` where there is none."""
        if not len(self.rows):
            return np.full(len(rows), NO_DAY, np.int32)
        place = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[place] == rows, self.days[place], NO_DAY).astype(np.int32)

    def after(self, day: int) -> Ints:
        """The rows whose day comes after a day."""
        return self.rows[self.days > day].astype(np.int64)

    def joined(self, more: "Few") -> "Few":
        """Both together."""
        if not len(more.rows):
            return self
        return Few.of(np.concatenate((self.rows, more.rows)), np.concatenate((self.days, more.days)))


@dataclass(frozen=True, slots=True, eq=False)
class Commitments:
    """All commitments, in order of id; elsewhere a commitment is its position here."""

    id: Ids
    recorded: Recorded


@dataclass(frozen=True, slots=True, eq=False)
class Versions:
    """The attributes of commitments: of several known ones the last counts."""

    id: Ids
    commitment: Rows
    recorded: Recorded
    void: Flags
    public: Flags
    made: Days
    basis: Small
    topic: Small
    partner: Small


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """What versions name: each row one version (its position) and one id."""

    version: Rows
    target: Small


@dataclass(frozen=True, slots=True, eq=False)
class AgencyLinks:
    """The agencies that versions name, with their part in it."""

    version: Rows
    target: Small
    leads: Flags
    position: Small


@dataclass(frozen=True, slots=True, eq=False)
class Deadlines:
    """Deadlines as understood: of several known ones the last counts, as if always so."""

    id: Ids
    commitment: Rows
    recorded: Recorded
    cadence: Codes
    since: Few
    until: Days
    """The deadline itself where it falls once, else the end of the window."""
    rhythm: Small
    """Position in the ledger's recurrences, -1 where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Extensions:
    """Decisions to move a deadline."""

    id: Ids
    commitment: Rows
    recorded: Recorded
    happened: Small
    due: Days
    retracted: Few


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """Findings, or claims."""

    id: Ids
    commitment: Rows
    recorded: Recorded
    happened: Small
    """The day it is about."""
    status: Codes
    names: Few
    """The deadlines that some of them name."""
    retracted: Few


@dataclass(frozen=True, slots=True, eq=False)
class Confirmations:
    """Findings whose evidence a second person has checked; one may be taken back, and given again."""

    id: Ids
    finding: Rows
    """The row of the finding."""
    recorded: Recorded
    retracted: Few


Table = TypeVar(
    "Table", Commitments, Versions, Links, AgencyLinks, Deadlines, Extensions, Statements, Confirmations
)
Retractable = TypeVar("Retractable", Extensions, Statements, Confirmations)


def empty(table: type[Table]) -> Table:
    """A table without rows."""
    nothing: dict[Any, Any] = {
        Ids: Ids(1, 0),
        Recorded: Recorded(np.empty(0, np.int32), np.empty(0, np.int32), 0),
        Few: Few.none(),
        Rows: np.empty(0, np.int32),
        Days: np.empty(0, np.int32),
        Small: np.empty(0, np.int8),
        Codes: np.empty(0, np.int8),
        Flags: np.empty(0, bool),
    }
    return table(**{field.name: nothing[field.type] for field in fields(table)})


def extended(old: Table, new: Table) -> Table:
    """The rows of both, the new ones at the end. Rows in a `Few` are those of the whole table."""
    joined = {
        field.name: _joined(getattr(old, field.name), getattr(new, field.name)) for field in fields(old)
    }
    return replace(old, **joined)


def _joined(old: Any, new: Any) -> Any:
    if not isinstance(old, np.ndarray):
        return old.joined(new)
    if not len(new):
        return old
    both = np.concatenate((old, new))
    both.flags.writeable = False
    return both


def taken_back(table: Retractable, more: Few) -> Retractable:
    """The table with more of its rows retracted, from the days given on."""
    return replace(table, retracted=table.retracted.joined(more)) if len(more.rows) else table


def counted(table: Extensions | Statements | Confirmations, day: int) -> Flags | None:
    """Which rows had been recorded and not been retracted by the end of a day; None when all of them."""
    out = table.retracted.rows[table.retracted.days <= day]
    if not len(out) and table.recorded.all_by(day):
        return None
    counts = table.recorded.by(day)
    counts[out] = False
    return counts


def size(held: Any) -> int:
    """The bytes that the arrays in a table, or in anything made of tables and arrays, take."""
    bytes_ = getattr(held, "nbytes", None)
    if bytes_ is not None:
        return int(bytes_)
    if isinstance(held, pd.DataFrame):
        return int(held.memory_usage().sum())
    if isinstance(held, tuple):
        return sum(size(each) for each in held)
    if is_dataclass(held):
        return sum(size(getattr(held, field.name)) for field in fields(held))
    return 0

"""What had been recorded by the end of a day: which version, which deadline, which statements."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from tracker.ledger.classes import NOT_DATED, ONCE, RECURRING, WITHDRAWN
from tracker.ledger.days import NEVER, NO_DAY, Codes, Days, Flags, Ints, day_number
from tracker.ledger.recurrence import Calendar
from tracker.ledger.snapshot import Ledger
from tracker.ledger.tables import (
    Confirmations,
    Deadlines,
    Extensions,
    Rows,
    Small,
    Statements,
    Versions,
    counted,
    size,
)

NONE = -1
MOST_BITS = 63


@dataclass(frozen=True, slots=True, eq=False)
class KnownExtensions:
    """Decisions to move a deadline that count as known on a day, in order of commitment, day decided, recording."""

    id: Ints
    commitment: Rows
    happened: Days
    due: Days


@dataclass(frozen=True, slots=True, eq=False)
class KnownStatements:
    """Findings, or claims, that count as known on a day, in order of commitment, day, recording."""

    id: Ints
    commitment: Rows
    happened: Days
    status: Codes
    confirmed: Flags
    about: Rows
    """Of a recurring commitment: index in the calendar of the deadline it is about; else -1."""
    since: Days
    """The first day of the unbroken run of the same status that leads up to it."""
    since_about: Days
    """The same among those about the same deadline."""
    by_deadline: Ints
    """The rows about a deadline of a recurring commitment, in order of commitment, deadline, day, recording."""


@dataclass(frozen=True, slots=True, eq=False)
class _KnownDeadlines:
    cadence: Codes
    once: Days
    rhythm: Small
    first: Rows
    last: Rows


class Known:
    """Commitments as known on a day; arrays are by position of the commitment, or by its place in `among`."""

    def __init__(self, ledger: Ledger, day: int, among: Ints | None = None) -> None:
        """All commitments, or those at the ascending positions `among`. What is not asked for is not worked out."""
        self._ledger, self._day, self._among = ledger, day, among
        self.count = len(ledger.commitments.id) if among is None else len(among)

    @property
    def nbytes(self) -> int:
        """How much room it takes, with what has been worked out so far."""
        return sum(size(held) for name, held in list(vars(self).items()) if name != "_ledger")

    @cached_property
    def version(self) -> Rows:
        """Position of the version that counts, -1 where none was known."""
        return self._last_of(self._ledger.versions).astype(np.int32)

    @cached_property
    def made(self) -> Days:
        """The day a commitment was made, else the date of its basis, else the day it was loaded."""
        ledger = self._ledger
        made: Days = taken(ledger.versions.made, self.version, NO_DAY)
        if (made == NO_DAY).any():
            basis = taken(ledger.versions.basis, self.version, NONE).astype(np.int64)
            loaded = ledger.commitments.recorded.each()
            made = np.where(made == NO_DAY, taken(ledger.basis_dated, basis, NO_DAY), made)
            made = np.where(made == NO_DAY, loaded if self._among is None else loaded[self._among], made)
        return made

    @property
    def cadence(self) -> Codes:
        """How it falls due."""
        return self._deadlines.cadence

    @property
    def once(self) -> Days:
        """The one deadline, `NO_DAY` where there is none of that kind."""
        return self._deadlines.once

    @property
    def rhythm(self) -> Small:
        """Recurrence, -1 unless recurring with at least one deadline."""
        return self._deadlines.rhythm

    @property
    def first(self) -> Rows:
        """Index in the calendar of a recurring commitment's first deadline."""
        return self._deadlines.first

    @property
    def last(self) -> Rows:
        """Index in the calendar of a recurring commitment's last deadline."""
        return self._deadlines.last

    @cached_property
    def _deadlines(self) -> "_KnownDeadlines":
        table = self._ledger.deadlines
        row = self._last_of(table)
        cadence: Codes = taken(table.cadence, row, NOT_DATED[-1])
        until = taken(table.until, row, NO_DAY)
        once = np.where(cadence == ONCE, until, NO_DAY).astype(np.int32)
        rhythm = np.where(cadence == RECURRING, taken(table.rhythm, row, NONE), NONE)
        since = np.full(self.count, NO_DAY, np.int32)
        recurring = np.flatnonzero(rhythm >= 0)
        since[recurring] = table.since.at(row[recurring])
        first, last = _ends(self._ledger.calendar, rhythm, np.maximum(self.made + 1, since), until)
        rhythm[first > last] = NONE  # a window without a deadline
        return _KnownDeadlines(cadence, once, rhythm, first, last)

    @cached_property
    def extensions(self) -> KnownExtensions:
        """The decisions to move their deadlines."""
        table = self._ledger.extensions
        rows, owner = self._rows_of(table)
        return KnownExtensions(
            id=table.id[rows],
            commitment=owner,
            happened=table.happened[rows].astype(np.int32),
            due=table.due[rows],
        )

    @cached_property
    def findings(self) -> KnownStatements:
        """What partners and the organisation found."""
        return self._statements(self._ledger.findings, self._ledger.confirmations)

    @cached_property
    def claims(self) -> KnownStatements:
        """What the agencies said themselves."""
        return self._statements(self._ledger.claims, None)

    def _last_of(self, table: Versions | Deadlines) -> Ints:
        known = None if table.recorded.all_by(self._day) else table.recorded.by(self._day)
        rows, owner = self._among_them(table.commitment, known)
        last = np.full(self.count, NONE, np.int64)
        last[owner] = rows  # of several rows of one owner the last one assigned stays
        return last

    def _among_them(self, commitment: Rows, known: Flags | None) -> tuple[Ints, Rows]:
        """The known rows that are about these commitments, and whose they are."""
        among = self._among
        if among is None:
            rows = np.arange(len(commitment)) if known is None else np.flatnonzero(known)
            return rows, commitment[rows]
        if len(among) and among[-1] - among[0] + 1 == len(among):  # one stretch: no need to look each one up
            owner = commitment - np.int32(among[0])
            mine = owner.view(np.uint32) < len(among)
        else:
            place = np.full(len(self._ledger.commitments.id), NONE, np.int32)
            place[among] = np.arange(self.count, dtype=np.int32)
            owner = place[commitment]
            mine = owner >= 0
        rows = np.flatnonzero(mine if known is None else mine & known)
        return rows, owner[rows]

    def _rows_of(self, table: Extensions | Statements) -> tuple[Ints, Rows]:
        """The rows that count, in order of commitment, day and recording, and whose they are."""
        rows, owner = self._among_them(table.commitment, counted(table, self._day))
        order = in_order(owner, table.happened[rows])
        return rows[order], owner[order]

    def _statements(self, table: Statements, confirmations: Confirmations | None) -> KnownStatements:
        rows, owner = self._rows_of(table)
        happened, status = table.happened[rows].astype(np.int32), table.status[rows]
        about = self._about(table, rows, owner, happened)
        if confirmations is not None:
            about[status == WITHDRAWN] = NONE  # it is the commitment that is taken off control
        of_deadlines = np.flatnonzero(about >= 0)
        of_deadlines = of_deadlines[in_order(owner[of_deadlines], about[of_deadlines])]
        since = _since(happened, _follows(owner) & _follows(status))
        return KnownStatements(
            id=table.id[rows],
            commitment=owner,
            happened=happened,
            status=status,
            confirmed=_confirmed(len(table.id), confirmations, self._day)[rows],
            about=about,
            since=since,
            since_about=_since_about(owner, happened, status, about, since, of_deadlines),
            by_deadline=of_deadlines,
        )

    def _about(self, table: Statements, rows: Ints, owner: Rows, happened: Days) -> Rows:
        """The deadline that a statement on a recurring commitment is about: the one named, else the next."""
        about = np.full(len(rows), NONE, np.int32)
        recurring = np.flatnonzero((self.rhythm >= 0)[owner])
        of = owner[recurring]
        names = table.names.at(rows[recurring])
        day = np.where(names == NO_DAY, happened[recurring], names).astype(np.int32)
        following = self._ledger.calendar.first_from(self.rhythm[of], day)
        about[recurring] = np.clip(following, self.first[of], self.last[of])
        return about


def known(ledger: Ledger, known_on: date) -> Known:
    """The history as it had been recorded by the end of `known_on`; worked out once and kept for a while."""
    day = min(day_number(known_on), ledger.last_recorded)
    return ledger.remember(("known", day), lambda: Known(ledger, day))


def taken(values: Any, rows: Any, missing: int) -> Any:
    """The values at rows, `missing` where the row is -1; of the same kind as the values."""
    if not len(values):
        return np.full(len(rows), missing, values.dtype)
    return np.where(rows >= 0, values[rows], values.dtype.type(missing))


def in_order(*columns: Any) -> Ints:
    """The rows in order of the columns, the first one first; equal ones stay as they stand.

    Columns of small numbers are packed with the row into one number each, which numpy sorts ten times faster.
    """
    count = len(columns[0])
    if not count:
        return np.empty(0, np.int64)
    lows = [int(column.min()) for column in columns]
    bits = [(int(column.max()) - low).bit_length() for column, low in zip(columns, lows, strict=True)]
    row_bits = count.bit_length()
    if sum(bits) + row_bits > MOST_BITS:
        return np.lexsort(columns[::-1])
    packed = np.zeros(count, np.int64)
    for column, low, width in zip(columns, lows, bits, strict=True):
        packed <<= width
        packed += column.astype(np.int64) - low
    packed <<= row_bits
    packed += np.arange(count)
    packed.sort()
    packed &= (1 << row_bits) - 1
    return packed


def _ends(calendar: Calendar, rhythm: Ints, from_day: Days, until: Days) -> tuple[Rows, Rows]:
    """First and last deadline of each recurring commitment, as indices in the calendar."""
    first, last = np.full(len(rhythm), NONE, np.int32), np.full(len(rhythm), NONE, np.int32)
    rows = np.flatnonzero(rhythm >= 0)
    end = np.where(until[rows] == NO_DAY, NEVER, until[rows]).astype(np.int32)
    first[rows] = calendar.first_from(rhythm[rows], from_day[rows])
    last[rows] = calendar.first_from(rhythm[rows], end, after=True) - 1
    return first, last


def _confirmed(findings: int, confirmations: Confirmations | None, day: int) -> Flags:
    """Whether each finding has a confirmation that was known and still stood at the end of the day."""
    confirmed = np.zeros(findings, bool)
    if confirmations is not None:
        counts = counted(confirmations, day)
        confirmed[confirmations.finding if counts is None else confirmations.finding[counts]] = True
    return confirmed


def _since_about(
    commitment: Rows, happened: Days, status: Codes, about: Rows, since: Days, rows: Ints
) -> Days:
    joined = _follows(commitment[rows]) & _follows(about[rows]) & _follows(status[rows])
    found = since.copy()
    found[rows] = _since(happened[rows], joined)
    return found


def _follows(values: Any) -> Flags:
    """Whether each value is the same as the one before it."""
    same = np.zeros(len(values), bool)
    same[1:] = values[1:] == values[:-1]
    return same


def _since(happened: Days, joined: Flags) -> Days:
    """The day of the row with which each unbroken run began."""
    begins = np.where(joined, 0, np.arange(len(joined)))
    return happened[np.maximum.accumulate(begins)] if len(begins) else happened

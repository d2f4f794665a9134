"""What had been recorded by the end of a day: which version, which deadline, which statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tracker.ledger.classes import NOT_DATED, ONCE, RECURRING, WITHDRAWN
from tracker.ledger.days import NEVER, NO_DAY, Codes, Days, Flags, Ints, day_number
from tracker.ledger.recurrence import Calendar
from tracker.ledger.snapshot import Ledger
from tracker.ledger.tables import Confirmations, Extensions, Statements

NONE = -1


@dataclass(frozen=True, slots=True)
class KnownStatements:
    """Findings, or claims, that count as known on a day, in order of commitment, day, recording."""

    id: Ints
    commitment: Ints
    happened: Days
    status: Codes
    confirmed: Flags
    about: Ints
    """Of a recurring commitment: index in the calendar of the deadline it is about; else -1."""
    since: Days
    """The first day of the unbroken run of the same status that leads up to it."""
    since_about: Days
    """The same among those about the same deadline."""


@dataclass(frozen=True, slots=True)
class Known:
    """All commitments as known on a day; arrays are by position of the commitment."""

    version: Ints
    """Position of the version that counts, -1 where none was known."""
    made: Days
    cadence: Codes
    once: Days
    """The one deadline, `NO_DAY` where there is none of that kind."""
    rhythm: Ints
    """Recurrence, -1 unless recurring with at least one deadline."""
    first: Ints
    """Index in the calendar of a recurring commitment's first deadline."""
    last: Ints
    """… and of its last one."""
    extensions: Extensions
    findings: KnownStatements
    claims: KnownStatements


@dataclass(frozen=True, slots=True)
class _Windows:
    """The stretch of the calendar in which the deadlines of each recurring commitment lie."""

    calendar: Calendar
    rhythm: Ints
    first: Ints
    last: Ints


def known(ledger: Ledger, known_on: date) -> Known:
    """The history as it had been recorded by the end of `known_on`; worked out once and kept for a while."""
    day = min(day_number(known_on), ledger.last_recorded)
    return ledger.remember(("known", day), lambda: _known(ledger, day))


def last_of_each(owners: Ints, counted: Flags, count: int) -> Ints:
    """The last counted row of each owner, -1 where there is none."""
    rows = np.flatnonzero(counted)
    last = np.full(count, NONE, np.int64)
    last[owners[rows]] = rows  # of several rows of one owner the last one assigned stays
    return last


def taken(values: Any, rows: Ints, missing: int) -> Any:
    """The values at rows, `missing` where the row is -1; of the same kind as the values."""
    if not len(values):
        return np.full(len(rows), missing, values.dtype)
    return np.where(rows >= 0, values[rows], missing).astype(values.dtype, copy=False)


def _known(ledger: Ledger, day: int) -> Known:
    count = len(ledger.commitments.id)
    version = last_of_each(ledger.versions.commitment, ledger.versions.recorded <= day, count)
    made = _made(ledger, version)
    deadlines = ledger.deadlines
    row = last_of_each(deadlines.commitment, deadlines.recorded <= day, count)
    cadence = taken(deadlines.cadence, row, NOT_DATED[-1])
    since, until = taken(deadlines.since, row, NO_DAY), taken(deadlines.until, row, NO_DAY)
    rhythm = np.where(cadence == RECURRING, taken(deadlines.rhythm, row, NONE), NONE)
    first, last = _ends(ledger.calendar, rhythm, np.maximum(made + 1, since), until)
    rhythm[first > last] = NONE  # a window without a deadline
    windows = _Windows(ledger.calendar, rhythm, first, last)
    return Known(
        version=version,
        made=made,
        cadence=cadence,
        once=np.where(cadence == ONCE, until, NO_DAY).astype(np.int32),
        rhythm=rhythm,
        first=first,
        last=last,
        extensions=_known_extensions(ledger.extensions, day),
        findings=_known_statements(ledger.findings, day, windows, ledger.confirmations),
        claims=_known_statements(ledger.claims, day, windows, None),
    )


def _made(ledger: Ledger, version: Ints) -> Days:
    """The day a commitment was made, else the date of its basis, else the day it was loaded."""
    made = taken(ledger.versions.made, version, NO_DAY)
    dated = taken(ledger.basis_dated, taken(ledger.versions.basis, version, NONE), NO_DAY)
    made = np.where(made == NO_DAY, dated, made)
    found: Days = np.where(made == NO_DAY, ledger.commitments.loaded, made).astype(np.int32)
    return found


def _ends(calendar: Calendar, rhythm: Ints, from_day: Days, until: Days) -> tuple[Ints, Ints]:
    """First and last deadline of each recurring commitment, as indices in the calendar."""
    first, last = np.full(len(rhythm), NONE, np.int64), np.full(len(rhythm), NONE, np.int64)
    rows = np.flatnonzero(rhythm >= 0)
    end = np.where(until[rows] == NO_DAY, NEVER, until[rows]).astype(np.int32)
    first[rows] = calendar.first_from(rhythm[rows], from_day[rows])
    last[rows] = calendar.first_from(rhythm[rows], end, after=True) - 1
    return first, last


def _known_extensions(table: Extensions, day: int) -> Extensions:
    rows = np.flatnonzero((table.recorded <= day) & (table.retracted > day))
    return Extensions(
        table.id[rows],
        table.commitment[rows],
        table.recorded[rows],
        table.happened[rows],
        table.due[rows],
        table.retracted[rows],
    )


def _known_statements(
    table: Statements, day: int, windows: _Windows, confirmations: Confirmations | None
) -> KnownStatements:
    """Findings with their confirmations, or claims, which have none."""
    counted = (table.recorded <= day) & (table.retracted > day)
    rows: Ints | slice = slice(None) if counted.all() else np.flatnonzero(counted)
    commitment, happened, status = table.commitment[rows], table.happened[rows], table.status[rows]
    about = _about(windows, commitment, table.names[rows], happened)
    if confirmations is not None:
        about[status == WITHDRAWN] = NONE  # it is the commitment that is taken off control
    since = _since(happened, _follows(commitment) & _follows(status))
    return KnownStatements(
        id=table.id[rows],
        commitment=commitment,
        happened=happened,
        status=status,
        confirmed=_confirmed(table.id[rows], confirmations, day),
        about=about,
        since=since,
        since_about=_since_about(commitment, happened, status, about, since),
    )


def _confirmed(ids: Ints, confirmations: Confirmations | None, day: int) -> Flags:
    """Whether each statement has a confirmation that was known and still stood at the end of the day."""
    if confirmations is None or not len(confirmations.id):
        return np.zeros(len(ids), bool)
    counted = (confirmations.recorded <= day) & (confirmations.retracted > day)
    return np.isin(ids, confirmations.finding[counted])


def _about(windows: _Windows, commitment: Ints, names: Days, happened: Days) -> Ints:
    """The deadline that a statement on a recurring commitment is about: the one named, else the next."""
    about = np.full(len(commitment), NONE, np.int64)
    rows = np.flatnonzero(windows.rhythm[commitment] >= 0)
    of = commitment[rows]
    day = np.where(names[rows] == NO_DAY, happened[rows], names[rows]).astype(np.int32)
    following = windows.calendar.first_from(windows.rhythm[of], day)
    about[rows] = np.clip(following, windows.first[of], windows.last[of])
    return about


def _since_about(commitment: Ints, happened: Days, status: Codes, about: Ints, since: Days) -> Days:
    rows = np.flatnonzero(about >= 0)
    rows = rows[np.lexsort((rows, about[rows], commitment[rows]))]
    joined = _follows(commitment[rows]) & _follows(about[rows]) & _follows(status[rows])
    found = since.copy()
    found[rows] = _since(happened[rows], joined)
    return found


def _follows(values: Ints | Codes) -> Flags:
    """Whether each value is the same as the one before it."""
    same = np.zeros(len(values), bool)
    same[1:] = values[1:] == values[:-1]
    return same


def _since(happened: Days, joined: Flags) -> Days:
    """The day of the row with which each unbroken run began."""
    begins = np.where(joined, 0, np.arange(len(joined)))
    return happened[np.maximum.accumulate(begins)]

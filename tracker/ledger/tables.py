"""The history as columns: a class for each table, an array for each column. No array ever changes."""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from tracker.ledger.days import Codes, Days, Flags, Ints

KINDS: dict[Any, type] = {Ints: np.int64, Days: np.int32, Codes: np.int8, Flags: np.bool_}


@dataclass(frozen=True, slots=True)
class Commitments:
    """All commitments, in order of id; elsewhere a commitment is its position here."""

    id: Ints
    loaded: Days
    """The day its first revision was recorded."""


@dataclass(frozen=True, slots=True)
class Versions:
    """The attributes of commitments, in order of id: of several known ones the last counts."""

    id: Ints
    commitment: Ints
    recorded: Days
    void: Flags
    public: Flags
    made: Days
    basis: Ints
    topic: Ints
    partner: Ints


@dataclass(frozen=True, slots=True)
class Links:
    """What versions name: each row one version (its position) and one id."""

    version: Ints
    target: Ints


@dataclass(frozen=True, slots=True)
class AgencyLinks:
    """The agencies that versions name, with their part in it."""

    version: Ints
    target: Ints
    leads: Flags
    position: Ints


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Deadlines as understood, in order of id: of several known ones the last counts, as if always so."""

    id: Ints
    commitment: Ints
    recorded: Days
    cadence: Codes
    since: Days
    until: Days
    """The deadline itself where it falls once, else the end of the window."""
    rhythm: Ints
    """Position in the ledger's recurrences, -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Extensions:
    """Decisions to move a deadline, in order of commitment, day decided, id."""

    id: Ints
    commitment: Ints
    recorded: Days
    happened: Days
    due: Days
    retracted: Days


@dataclass(frozen=True, slots=True)
class Statements:
    """Findings, or claims, in order of commitment, day they are about, id."""

    id: Ints
    commitment: Ints
    recorded: Days
    happened: Days
    status: Codes
    names: Days
    """The deadline it names, `NO_DAY` where it names none."""
    retracted: Days


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Findings whose evidence a second person has checked, in order of id; one may be taken back, and given again."""

    id: Ints
    finding: Ints
    """The id of the finding."""
    recorded: Days
    retracted: Days


Table = TypeVar(
    "Table", Commitments, Versions, Links, AgencyLinks, Deadlines, Extensions, Statements, Confirmations
)
Dated = TypeVar("Dated", Extensions, Statements)
Retractable = TypeVar("Retractable", Extensions, Statements, Confirmations)


def empty(table: type[Table]) -> Table:
    """A table without rows."""
    return table(**{field.name: np.empty(0, KINDS[field.type]) for field in fields(table)})


def columns(table: Any) -> dict[str, np.ndarray[Any, Any]]:
    """The columns of a table by name."""
    return {field.name: getattr(table, field.name) for field in fields(table)}


def extended(old: Table, new: Table) -> Table:
    """The rows of both, the new ones at the end."""
    ours, theirs = columns(old), columns(new)
    return _with(old, {name: np.concatenate((ours[name], theirs[name])) for name in ours})


def merged(old: Dated, new: Dated) -> Dated:
    """The rows of both, in order of commitment, day and id; every new id is higher than every old one."""
    order = np.lexsort((new.id, new.happened, new.commitment))
    ours, theirs = columns(old), {name: column[order] for name, column in columns(new).items()}
    if not len(old.id):
        return _with(old, theirs)
    places = np.searchsorted(_order_key(old), _order_key(new)[order], side="right")
    return _with(old, {name: np.insert(ours[name], places, theirs[name]) for name in ours})


def with_days(table: Retractable, column: str, ids: Ints, days: Days) -> Retractable:
    """The table with days put into a column at the rows with these ids; of several the earliest stays."""
    if not len(ids):
        return table
    place = np.empty(int(table.id.max()) + 1, np.int64)
    place[table.id] = np.arange(len(table.id))
    values = columns(table)[column].copy()
    np.minimum.at(values, place[ids], days)
    return _with(table, {column: values})


def _order_key(table: Extensions | Statements) -> Ints:
    return (table.commitment << 32) + (table.happened.astype(np.int64) + 2**31)


def _with(table: Table, changed: dict[str, np.ndarray[Any, Any]]) -> Table:
    for column in changed.values():
        column.flags.writeable = False
    return replace(table, **changed)

"""What changed between two days: every commitment that moved, why, and counts that add up class by class."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from tracker.ledger.classes import (
    AHEAD,
    BEING_KEPT,
    KEPT_LATE,
    KEPT_ON_TIME,
    NOT_BEING_KEPT,
    OUT,
    OUTCOMES,
    OVERDUE,
)
from tracker.ledger.days import Codes, Days, Flags, Ints, day_number
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import last_due_day, standing
from tracker.ledger.states import in_words

CHANGES = (
    "new",
    "withdrawn",
    "reinstated",
    "kept",
    "late",
    "ahead",
    "newly_due",
    "slipped",
    "no_longer_kept",
    "corrected",
)
NEW, WITHDRAWN, REINSTATED, KEPT, LATE, EARLY, NEWLY_DUE, SLIPPED, NO_LONGER_KEPT, CORRECTED = range(
    len(CHANGES)
)
ABSENT = -1
FULFILLED = (KEPT_ON_TIME, KEPT_LATE, AHEAD, BEING_KEPT)


class NotTheSamePopulation(ValueError):
    """The two questions differ in more than their days, or the later one lies or is known earlier."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened between two questions.

    `rows` has the columns `commitment_id`, `change` (one of `CHANGES`), `before` and `now` (outcomes, missing where
    the commitment was not counted), in order of change and id. A commitment has at most two rows: one for what was
    learned afterwards about the first day, one for what happened since.
    """

    before: dict[str, int]
    """How many commitments of each outcome on the first day, as it was known."""
    now: dict[str, int]
    """The same on the second day."""
    rows: pd.DataFrame

    def ids(self, change: str) -> list[int]:
        """The commitments of one kind of change, in order of id."""
        return [int(number) for number in self.rows.loc[self.rows["change"] == change, "commitment_id"]]

    def balance(self) -> pd.DataFrame:
        """A row for each outcome: `before`, what each change added or took away, and `now`, which is their sum."""
        table = {"before": pd.Series(self.before)}
        for change in CHANGES:
            rows = self.rows[self.rows["change"] == change]
            came, went = rows["now"].value_counts(), rows["before"].value_counts()
            difference = came.reindex(OUTCOMES, fill_value=0) - went.reindex(OUTCOMES, fill_value=0)
            table[change] = pd.Series(difference.to_numpy(np.int64), list(OUTCOMES))
        return pd.DataFrame({**table, "now": pd.Series(self.now)})


@dataclass(frozen=True, slots=True)
class _Side:
    """How all commitments stand on one of the days, by position; the outcome `ABSENT` outside the population."""

    outcome: Codes
    deadline: Days
    place: Ints
    fulfilled: Flags
    is_due: Flags


def changed(ledger: Ledger, before: Question, now: Question) -> Changed:
    """What changed from one question to the other, which differ in their days alone.

    First what is known by `now` is compared with what was known by `before`, both about the first day (corrected);
    then the two days as known by `now`. A deadline on a first day that was not over as known fell due since, and is
    no correction. Every change is told once, by what matters most: kept goes before a moved deadline.
    Raises `NotTheSamePopulation`.
    """
    if replace(before, on=now.on, known_on=now.known_on, today=now.today) != now:
        raise NotTheSamePopulation("the questions differ in more than their days")
    if before.on > now.on or before.known_on > now.known_on:
        raise NotTheSamePopulation("the second question lies before the first")
    learned = replace(now, on=before.on)
    first, same_day, second = _side(ledger, before), _side(ledger, learned), _side(ledger, now)
    afterwards = _afterwards(first, same_day, before, learned)
    since = _since(same_day, second, last_due_day(learned))
    rows = pd.concat(
        (_rows(ledger, afterwards, first, same_day), _rows(ledger, since, same_day, second)),
        ignore_index=True,
    )
    order = rows["change"].map(dict(zip(CHANGES, range(len(CHANGES)), strict=True)))
    rows = rows.iloc[np.lexsort((rows["commitment_id"], order))].reset_index(drop=True)
    return Changed(_counts(first), _counts(second), rows)


def _side(ledger: Ledger, question: Question) -> _Side:
    stands = standing(ledger, question)
    outcome = np.full(len(stands.outcome), ABSENT, np.int8)
    rows = population(ledger, question)
    outcome[rows] = stands.outcome[rows]
    return _Side(outcome, stands.deadline, stands.place, np.isin(outcome, FULFILLED), stands.is_due)


def _afterwards(first: _Side, learned: _Side, before: Question, after: Question) -> Codes:
    """What was learned afterwards about the first day: corrections, but for deadlines that only the night made due."""
    differs = (first.outcome != learned.outcome) | (
        _counted(first, learned) & _other_deadline(first, learned)
    )
    night_fell = not before.day_is_over and after.day_is_over
    same_one = (first.deadline == learned.deadline) & ~first.is_due
    next_one = (first.place >= 0) & (learned.place == first.place + 1)
    fell = _counted(first, learned) & learned.is_due & (learned.deadline == day_number(before.on))
    fell &= same_one | next_one
    fell &= night_fell & (first.outcome != OUT) & (learned.outcome != OUT)
    return _chosen(
        [(fell, _since(first, learned, last_due_day(before))), (differs, CORRECTED)], len(first.outcome)
    )


def _since(before: _Side, now: _Side, last_due: int) -> Codes:
    """What happened between two days of which the same is known; `last_due` is the last day due on the first."""
    both = _counted(before, now)
    was_out, is_out = before.outcome == OUT, now.outcome == OUT
    next_one = both & (before.place >= 0) & (now.place != before.place)
    moved = both & _other_deadline(before, now) & ~next_one
    same = (before.outcome == now.outcome) & ~moved & ~next_one
    # Of one that was fulfilled before and is now, a moved deadline alone changed the class.
    by_itself = ~(moved & before.fulfilled & now.fulfilled)
    differs = (before.outcome != now.outcome) | next_one
    is_kept = (now.outcome == KEPT_ON_TIME) | (now.outcome == BEING_KEPT)
    is_missed = (now.outcome == OVERDUE) | (now.outcome == NOT_BEING_KEPT)
    rules: list[tuple[Flags, Codes | int]] = [
        (same | (was_out & is_out) | (now.outcome == ABSENT), ABSENT),
        (before.outcome == ABSENT, NEW),
        (is_out, WITHDRAWN),
        (was_out, REINSTATED),
        (differs & by_itself & is_kept, KEPT),
        (differs & by_itself & (now.outcome == KEPT_LATE), LATE),
        (differs & by_itself & (now.outcome == AHEAD), EARLY),
        (differs & is_missed & now.is_due & (now.deadline > last_due), NEWLY_DUE),
        (moved, SLIPPED),
    ]
    return _chosen(rules, len(same), otherwise=NO_LONGER_KEPT)


def _counted(one: _Side, other: _Side) -> Flags:
    both: Flags = (one.outcome != ABSENT) & (other.outcome != ABSENT)
    return both


def _other_deadline(one: _Side, other: _Side) -> Flags:
    differs: Flags = one.deadline != other.deadline
    return differs


def _chosen(rules: list[tuple[Flags, Codes | int]], count: int, *, otherwise: int = ABSENT) -> Codes:
    values = [np.broadcast_to(np.asarray(value, np.int8), count) for _, value in rules]
    codes: Codes = np.select([fits for fits, _ in rules], values, np.int8(otherwise))
    return codes


def _rows(ledger: Ledger, change: Codes, before: _Side, now: _Side) -> pd.DataFrame:
    rows = np.flatnonzero(change != ABSENT)
    return pd.DataFrame(
        {
            "commitment_id": ledger.commitments.id[rows],
            "change": in_words(change[rows], CHANGES),
            "before": in_words(before.outcome[rows], OUTCOMES),
            "now": in_words(now.outcome[rows], OUTCOMES),
        }
    )


def _counts(side: _Side) -> dict[str, int]:
    counts = np.bincount(side.outcome[side.outcome != ABSENT], minlength=len(OUTCOMES))
    return {name: int(count) for name, count in zip(OUTCOMES, counts, strict=True)}

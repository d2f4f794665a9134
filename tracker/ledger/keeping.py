"""The keeping record of what recurs: of the last few deadlines of each commitment, how many were kept, and how."""

import numpy as np
import pandas as pd

from tracker.ledger.classes import KEPT_LATE, KEPT_ON_TIME, OUT, OVERDUE
from tracker.ledger.cohorts import units
from tracker.ledger.days import Flags, Ints
from tracker.ledger.grouped import Whose, members, with_keys
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import standing

LAST = 4


def keeping_record(
    ledger: Ledger, question: Question, *, last: int = LAST, by: Whose | None = None
) -> pd.DataFrame:
    """Of the last deadlines of recurring commitments that were due, how many were kept on time, late, or missed.

    Columns key, commitments, deadlines, on_time, late, missed; the last three add up to deadlines. `last` is how many
    deadlines of each commitment count at most. Withdrawn commitments do not count. A row for each group with a
    deadline, for `by` None one row.
    """
    rows = population(ledger, question)
    rows = rows[standing(ledger, question).outcome[rows] != OUT]
    due = units(ledger, question, rows, coming=False)
    chosen = _last_of_each(due.commitment, due.recurring, last)
    place = np.searchsorted(rows, due.commitment[chosen])
    counted = pd.DataFrame(
        {
            "commitments": pd.Series(place).duplicated().to_numpy() ^ True,
            "deadlines": np.ones(len(place), bool),
            "on_time": due.outcome[chosen] == KEPT_ON_TIME,
            "late": due.outcome[chosen] == KEPT_LATE,
            "missed": due.outcome[chosen] == OVERDUE,
        }
    ).astype(np.int64)
    each = counted.groupby(place).sum().reindex(range(len(rows)), fill_value=0)
    owners, keys = members(ledger, question, rows, by)
    found = each.iloc[owners].groupby(keys).sum()
    if by is None:
        return with_keys(found.reindex([-1], fill_value=0))
    return with_keys(found[found["deadlines"] > 0])


def _last_of_each(commitment: Ints, recurring: Flags, last: int) -> Ints:
    """The places of the last units of each recurring commitment; units stand in order of commitment and deadline."""
    places = np.flatnonzero(recurring)
    of = commitment[places]
    ends = np.searchsorted(of, of, side="right")
    found: Ints = places[ends - np.arange(len(of)) <= last]
    return found

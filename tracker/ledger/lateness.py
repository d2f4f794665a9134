"""How late: the days between a deadline and its fulfilment, and those that overdue commitments have waited so far."""

import numpy as np
import pandas as pd

from tracker.ledger.classes import KEPT_LATE, OVERDUE
from tracker.ledger.days import Ints, day_number
from tracker.ledger.grouped import Whose, members, with_keys
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import standing


def lateness(ledger: Ledger, question: Question, *, by: Whose | None = None) -> pd.DataFrame:
    """Days late of what was kept late, and days overdue of what is overdue: how many, the median, the longest.

    Columns key, late, late_median, late_longest, overdue, overdue_median, overdue_longest; a row for each group that
    has either, for `by` None one row. Counts are whole; days are floats, NaN where there is nothing. The median of an
    even number is the mean of the two in the middle.
    """
    rows, now = population(ledger, question), standing(ledger, question)
    owners, keys = members(ledger, question, rows, by)
    outcome, deadline = now.outcome[rows][owners], now.deadline[rows][owners].astype(np.int64)
    since = now.kept_since[rows][owners].astype(np.int64)
    late = _told(keys, outcome == KEPT_LATE, since - deadline, "late")
    overdue = _told(keys, outcome == OVERDUE, day_number(question.on) - deadline, "overdue")
    found = late.join(overdue, how="outer").sort_index()
    if by is None:
        found = found.reindex([-1])
    counts = ["late", "overdue"]
    return with_keys(found.assign(**{name: found[name].fillna(0).astype(np.int64) for name in counts}))


def _told(
    keys: Ints, chosen: "np.ndarray[tuple[int], np.dtype[np.bool_]]", days: Ints, name: str
) -> pd.DataFrame:
    """How many, the median and the longest of the chosen days of each key."""
    table = pd.DataFrame({"key": keys[chosen], "days": days[chosen].astype(float)})
    found = table.groupby("key")["days"].agg(["size", "median", "max"])
    found.columns = pd.Index([name, f"{name}_median", f"{name}_longest"])
    return found

"""How long fulfilment takes after a deadline, when many are not fulfilled yet: the estimate of Kaplan and Meier."""

from typing import Any

import numpy as np
import pandas as pd

from tracker.ledger.classes import KEPT_LATE, KEPT_ON_TIME, OVERDUE
from tracker.ledger.days import Flags, Ints, day_number
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.rates import Z_95
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import standing

Shares = np.ndarray[Any, Any]


def time_to_fulfilment(ledger: Ledger, question: Question) -> pd.DataFrame:
    """The share fulfilled by each number of days after the deadline, of all with a deadline that was due.

    What is kept on time is fulfilled at 0 days, what is kept late on its day, what is overdue has been watched until
    the day of the question and counts as unfulfilled so far, no longer. Columns as in `kaplan_meier`; withdrawn
    and continuous commitments have no part in it.
    """
    rows, now = population(ledger, question), standing(ledger, question)
    outcome, deadline = now.outcome[rows], now.deadline[rows].astype(np.int64)
    on_time, late, overdue = outcome == KEPT_ON_TIME, outcome == KEPT_LATE, outcome == OVERDUE
    waited = np.select(
        [on_time, late], [0, now.kept_since[rows] - deadline], day_number(question.on) - deadline
    )
    counted = on_time | late | overdue
    return kaplan_meier(waited[counted], ~overdue[counted])


def kaplan_meier(days: Ints, happened: Flags) -> pd.DataFrame:
    """The product-limit estimate (E. L. Kaplan, P. Meier, 1958) of the share for which something has happened.

    `days` is how long each was watched, `happened` whether it ended with the event rather than with the watching; on
    one day events go first. A row for each day on which any ended: days, at_risk, events, censored, share, and its
    95 % interval low, high by Greenwood's variance on the log(−log) scale (NaN where the share is 0 or 1).
    """
    found, place = np.unique(days, return_inverse=True)
    events = np.bincount(place[happened], minlength=len(found))
    ended = np.bincount(place, minlength=len(found))
    at_risk = len(days) - np.cumsum(ended) + ended
    left = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = Z_95 * np.sqrt(variance) / np.log(left)
        low, high = (1 - left ** np.exp(sign * spread) for sign in (1, -1))
    inside = (left > 0) & (left < 1)
    return pd.DataFrame(
        {
            "days": found,
            "at_risk": at_risk,
            "events": events,
            "censored": ended - events,
            "share": 1 - left,
            "low": np.where(inside, np.minimum(low, high), np.nan),
            "high": np.where(inside, np.maximum(low, high), np.nan),
        }
    )


def share_by(curve: pd.DataFrame, days: int) -> float | None:
    """The share by so many days, None where nothing was watched that long and some were still unfulfilled."""
    reached = curve[curve["days"] <= days]
    if reached.empty:
        return 0.0 if len(curve) else None
    last = reached.iloc[-1]
    ran_out = len(reached) == len(curve) and last["days"] < days and last["share"] < 1
    return None if ran_out else float(last["share"])


def median_days(curve: pd.DataFrame) -> int | None:
    """The first number of days by which half is fulfilled, None where that was not reached while watching."""
    reached = curve.loc[curve["share"] >= 0.5 - 1e-12, "days"]
    return int(reached.iloc[0]) if len(reached) else None

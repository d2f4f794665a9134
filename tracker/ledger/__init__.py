"""The history as columns in memory, and every measure, answered as DataFrames. No interface, no texts."""

from tracker.ledger.changed import CHANGES, Changed, NotTheSamePopulation, changed
from tracker.ledger.classes import OUTCOMES, SUB_STATUSES
from tracker.ledger.cohorts import cohorts, due_in, strip
from tracker.ledger.question import GROUPINGS, By, KnownTooEarly, Question
from tracker.ledger.rates import MEASURES, Rates, rates, series
from tracker.ledger.recurrence import UnknownRecurrence, deadlines, is_recurrence
from tracker.ledger.shared import Ledgers
from tracker.ledger.snapshot import Ledger
from tracker.ledger.states import present, states

__all__ = [
    "CHANGES",
    "GROUPINGS",
    "MEASURES",
    "OUTCOMES",
    "SUB_STATUSES",
    "By",
    "Changed",
    "KnownTooEarly",
    "Ledger",
    "Ledgers",
    "NotTheSamePopulation",
    "Question",
    "Rates",
    "UnknownRecurrence",
    "changed",
    "cohorts",
    "deadlines",
    "due_in",
    "is_recurrence",
    "present",
    "rates",
    "series",
    "states",
    "strip",
]

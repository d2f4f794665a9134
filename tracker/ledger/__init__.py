"""The history as columns in memory, and every measure, answered as DataFrames. No interface, no texts."""

from tracker.ledger.classes import OUTCOMES, SUB_STATUSES
from tracker.ledger.cohorts import cohorts, due_in, strip
from tracker.ledger.question import GROUPINGS, By, KnownTooEarly, Question
from tracker.ledger.rates import MEASURES, Rates, rates, series
from tracker.ledger.recurrence import UnknownRecurrence, deadlines, is_recurrence
from tracker.ledger.shared import Ledgers
from tracker.ledger.snapshot import Ledger
from tracker.ledger.states import states

__all__ = [
    "GROUPINGS",
    "MEASURES",
    "OUTCOMES",
    "SUB_STATUSES",
    "By",
    "KnownTooEarly",
    "Ledger",
    "Ledgers",
    "Question",
    "Rates",
    "UnknownRecurrence",
    "cohorts",
    "deadlines",
    "due_in",
    "is_recurrence",
    "rates",
    "series",
    "states",
    "strip",
]

"""The history as columns in memory, and every measure, answered as DataFrames. No interface, no texts."""

from tracker.ledger.changed import CHANGES, Changed, NotTheSamePopulation, changed
from tracker.ledger.classes import OUTCOMES, SUB_STATUSES
from tracker.ledger.cohorts import cohorts, deadlines_in, due_in, strip, strips
from tracker.ledger.coming import coming
from tracker.ledger.cube import Cube, cube
from tracker.ledger.grouped import Whose
from tracker.ledger.keeping import LAST, keeping_record
from tracker.ledger.lateness import lateness
from tracker.ledger.moved import Moved, moved
from tracker.ledger.question import GROUPINGS, By, KnownTooEarly, NotYetKnown, Question
from tracker.ledger.rates import MEASURES, Rates, rates, series
from tracker.ledger.recurrence import UnknownRecurrence, deadlines, is_recurrence
from tracker.ledger.shared import Ledgers
from tracker.ledger.snapshot import Ledger
from tracker.ledger.states import present, states
from tracker.ledger.survival import median_days, share_by, time_to_fulfilment

__all__ = [
    "CHANGES",
    "GROUPINGS",
    "LAST",
    "MEASURES",
    "OUTCOMES",
    "SUB_STATUSES",
    "By",
    "Changed",
    "Cube",
    "KnownTooEarly",
    "Ledger",
    "Ledgers",
    "Moved",
    "NotTheSamePopulation",
    "NotYetKnown",
    "Question",
    "Rates",
    "UnknownRecurrence",
    "Whose",
    "changed",
    "cohorts",
    "coming",
    "cube",
    "deadlines",
    "deadlines_in",
    "due_in",
    "is_recurrence",
    "keeping_record",
    "lateness",
    "median_days",
    "moved",
    "present",
    "rates",
    "series",
    "share_by",
    "states",
    "strip",
    "strips",
    "time_to_fulfilment",
]

"""The classes into which commitments fall, and the rules that put them there."""

import numpy as np

from tracker.ledger.days import NO_DAY, Codes, Days, Flags
from tracker.ledger.snapshot import CADENCES, STATUSES
from tracker.model.vocabulary import Cadence, Status

OUTCOMES = (
    "kept_on_time",
    "kept_late",
    "overdue",
    "ahead",
    "open",
    "being_kept",
    "not_being_kept",
    "undated",
    "withdrawn",
)
KEPT_ON_TIME, KEPT_LATE, OVERDUE, AHEAD, OPEN, BEING_KEPT, NOT_BEING_KEPT, UNDATED, OUT = range(len(OUTCOMES))
NO_INFORMATION = "no_information"
SUB_STATUSES = (*STATUSES, NO_INFORMATION)

FULFILLED = STATUSES.index(Status.FULFILLED)
IN_PROGRESS = STATUSES.index(Status.IN_PROGRESS)
PARTLY = STATUSES.index(Status.PARTLY_FULFILLED)
WITHDRAWN = STATUSES.index(Status.WITHDRAWN)

ONCE = CADENCES.index(Cadence.ONCE)
RECURRING = CADENCES.index(Cadence.RECURRING)
CONTINUOUS = CADENCES.index(Cadence.CONTINUOUS)
NOT_DATED = (CADENCES.index(Cadence.OPEN), CADENCES.index(Cadence.UNKNOWN))


def class_by_deadline(deadline: Days, is_due: Flags, status: Codes, kept_since: Days) -> Codes:
    """The class by a deadline, its deciding status (-1 for none) and since when that has been fulfilled."""
    fulfilled = status == FULFILLED
    rules = [
        (is_due & fulfilled & (kept_since <= deadline), KEPT_ON_TIME),
        (is_due & fulfilled, KEPT_LATE),
        (is_due, OVERDUE),
        (fulfilled, AHEAD),
    ]
    return _first_that_fits(rules, np.full(len(deadline), OPEN, np.int8))


def class_of(
    by_deadline: Codes, deadline: Days, status: Codes, *, withdrawn: Flags, continuous: Flags
) -> Codes:
    """The class of a commitment: that by its deadline, unless it is withdrawn, continuous, or has no deadline."""
    rules = [
        (withdrawn, OUT),
        (continuous & ((status == FULFILLED) | (status == IN_PROGRESS)), BEING_KEPT),
        (continuous, NOT_BEING_KEPT),
        (deadline == NO_DAY, UNDATED),
    ]
    return _first_that_fits(rules, by_deadline)


def _first_that_fits(rules: list[tuple[Flags, int]], otherwise: Codes) -> Codes:
    codes: Codes = np.select([fits for fits, _ in rules], [np.int8(code) for _, code in rules], otherwise)
    return codes

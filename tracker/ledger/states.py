"""The state of every commitment on a day, as a table with the words of the product."""

from typing import Any

import numpy as np
import pandas as pd

from tracker.ledger.classes import AHEAD, KEPT_LATE, NO_INFORMATION, OPEN, OUTCOMES, OVERDUE, SUB_STATUSES
from tracker.ledger.days import NO_DAY, Codes, Ints, day_number, moments
from tracker.ledger.known import NONE, known, taken
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import CADENCES, STATUSES, Ledger
from tracker.ledger.standing import Standing, standing


def states(ledger: Ledger, question: Question) -> pd.DataFrame:
    """One row for each commitment of the population, in order of id.

    Days are datetime64 (NaT where there is none). `outcome` is one of `OUTCOMES`, `sub_status` a status or
    no_information, `latest_…` the finding that decides (`latest_finding_id` -1 for none). `days`: how late a
    commitment was kept, how long it has been overdue on the day, how long there is until a deadline to come.
    `heard_on`: the day of the newest finding, whichever of its deadlines that is about.
    `national`: it names neither a district nor a region.
    """
    now, view = standing(ledger, question), known(ledger, question.known_on)
    rows = population(ledger, question)
    latest, claim = now.latest[rows], now.claim[rows]
    return pd.DataFrame(
        {
            "commitment_id": ledger.commitments.id[rows],
            "version_id": ledger.versions.id[view.version[rows].astype(np.int64)],
            "outcome": in_words(now.outcome[rows], OUTCOMES),
            "sub_status": sub_status(now.status[rows]),
            "is_due": now.is_due[rows],
            "deadline": moments(now.deadline[rows]),
            "first_deadline": moments(now.first_deadline[rows]),
            "extensions": now.extensions[rows],
            "kept_since": moments(now.kept_since[rows]),
            "latest_status": in_words(now.status[rows], STATUSES),
            "latest_on": moments(taken(view.findings.happened, latest, NO_DAY)),
            "latest_finding_id": taken(view.findings.id, latest, NONE),
            "confirmed": now.confirmed[rows],
            "claim_status": in_words(now.claim_status[rows], STATUSES),
            "claim_on": moments(taken(view.claims.happened, claim, NO_DAY)),
            "days": _days(now, rows, day_number(question.on)),
            "heard_on": moments(now.heard[rows]),
            "covered": now.covered[rows],
            "needs_coverage": now.needs_coverage[rows],
            "withdrawn_after_deadline": now.withdrawn_after_deadline[rows],
            "cadence": in_words(view.cadence[rows], CADENCES),
            "national": ledger.national[view.version[rows]],
        }
    )


def present(ledger: Ledger, question: Question) -> tuple[Ints, Ints]:
    """The ids of the commitments of the population, in order, and of the version of each that is known."""
    rows = population(ledger, question)
    version = known(ledger, question.known_on).version[rows].astype(np.int64)
    return np.asarray(ledger.commitments.id[rows]), np.asarray(ledger.versions.id[version])


def in_words(codes: Codes, words: tuple[str, ...]) -> Any:
    """Codes as a column of words, missing where the code is -1."""
    each = pd.array([*words, None], dtype="str")
    return each[np.where(codes < 0, len(words), codes)]


def sub_status(status: Codes) -> Any:
    """The deciding status in words, no_information where there is none."""
    codes = np.where(status < 0, SUB_STATUSES.index(NO_INFORMATION), status).astype(np.int8)
    return in_words(codes, SUB_STATUSES)


def _days(now: Standing, rows: Ints, on: int) -> Any:
    outcome, deadline = now.outcome[rows], now.deadline[rows].astype(np.int64)
    to_come = (outcome == OPEN) | (outcome == AHEAD)
    cases = [outcome == KEPT_LATE, outcome == OVERDUE, to_come]
    days = np.select(cases, [now.kept_since[rows] - deadline, on - deadline, deadline - on])
    return pd.arrays.IntegerArray(days.astype(np.int64), ~np.logical_or.reduce(cases))

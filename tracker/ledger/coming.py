"""Deadlines still to come: of a commitment that falls once its one, of a recurring one all up to a day."""

from datetime import date

import numpy as np
import pandas as pd

from tracker.ledger.classes import AHEAD, OPEN, OUT
from tracker.ledger.cohorts import units
from tracker.ledger.days import day_number, moments
from tracker.ledger.known import known
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import last_due_day, standing


def coming(ledger: Ledger, question: Question, *, until: date) -> pd.DataFrame:
    """The deadlines that are not due yet and not kept yet, a row each: commitment_id, deadline, recurring.

    Those of recurring commitments up to and with `until`; the one deadline of any other however far off it is. What is
    withdrawn has none. In order of the day, then of the commitment.
    """
    now, view = standing(ledger, question), known(ledger, question.known_on)
    rows = population(ledger, question)
    rows = rows[now.outcome[rows] != OUT]
    place = now.place[rows]

    once = rows[(place < 0) & (now.outcome[rows] == OPEN)]
    recurring = rows[place >= 0]
    days = ledger.calendar.days
    # Never before its first nor after its last deadline; the one that governs, if not due yet, is the first of them.
    begins = np.where(now.is_due[recurring], now.place[recurring] + 1, now.place[recurring]).astype(np.int64)
    count = np.maximum(view.last[recurring].astype(np.int64) - begins + 1, 0)
    count = np.minimum(count, (until - question.on).days + 2)  # no rhythm has two deadlines a day
    owner = np.repeat(recurring, count)
    step = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    deadline = days[np.repeat(begins, count) + step]
    wanted = (deadline > last_due_day(question)) & (deadline <= day_number(until))
    owner, deadline = owner[wanted], deadline[wanted]

    said = units(ledger, question, recurring, coming=True)
    kept = said.outcome == AHEAD
    done = set(zip(said.commitment[kept].tolist(), said.deadline[kept].tolist(), strict=True))
    left = [pair not in done for pair in zip(owner.tolist(), deadline.tolist(), strict=True)]
    owner, deadline = owner[left], deadline[left]

    commitment = np.concatenate((once, owner)).astype(np.int64)
    found = pd.DataFrame(
        {
            "commitment_id": np.asarray(ledger.commitments.id[commitment]),
            "deadline": moments(np.concatenate((now.deadline[once], deadline)).astype(np.int32)),
            "recurring": np.arange(len(commitment)) >= len(once),
        }
    )
    return found.sort_values(["deadline", "commitment_id"], ignore_index=True)

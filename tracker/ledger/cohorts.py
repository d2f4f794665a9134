"""Deadlines one by one: cohorts by quarter of deadline, and the strip of a commitment's kept and missed ones."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from tracker.ledger.classes import KEPT_LATE, KEPT_ON_TIME, OUT, OUTCOMES, OVERDUE, class_by_deadline
from tracker.ledger.days import NO_DAY, Codes, Days, Flags, Ints, day_number, moments
from tracker.ledger.known import NONE, Known, known, taken
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.rates import quarter_label, quarter_number, quarter_numbers
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import Standing, kept_since, last_due_day, standing
from tracker.ledger.states import in_words, sub_status


@dataclass(frozen=True, slots=True)
class Units:
    """Deadlines, each one unit: whose it is, the day, and what became of it by the day of the question."""

    commitment: Ints
    recurring: Flags
    deadline: Days
    status: Codes
    kept_since: Days
    outcome: Codes


@dataclass(frozen=True, slots=True)
class _Spans:
    """The units of each commitment: the calendar's index of the first (-1 for one that falls once), how many."""

    first: Ints
    count: Ints
    begins: Ints
    """Position of its first unit among all."""


def cohorts(ledger: Ledger, question: Question) -> pd.DataFrame:
    """Deadlines that were due, by their quarter: columns quarter, on_time, late, overdue, due (their sum).

    A recurring commitment contributes each of its deadlines, any other dated one its governing deadline. Withdrawn
    commitments contribute none.
    """
    rows = population(ledger, question)
    rows = rows[standing(ledger, question).outcome[rows] != OUT]
    due = units(ledger, question, rows, coming=False)
    quarters, group = np.unique(quarter_numbers(due.deadline), return_inverse=True)

    def count(outcome: int) -> Ints:
        return np.bincount(group[due.outcome == outcome], minlength=len(quarters))

    return pd.DataFrame(
        {
            "quarter": [quarter_label(int(quarter)) for quarter in quarters],
            "on_time": count(KEPT_ON_TIME),
            "late": count(KEPT_LATE),
            "overdue": count(OVERDUE),
            "due": np.bincount(group, minlength=len(quarters)),
        }
    )


def due_in(ledger: Ledger, question: Question, quarter: str) -> Ints:
    """The ids of the commitments that a quarter of the cohorts counts, each once however many deadlines it had there."""
    rows = population(ledger, question)
    rows = rows[standing(ledger, question).outcome[rows] != OUT]
    due = units(ledger, question, rows, coming=False)
    there = quarter_numbers(due.deadline) == quarter_number(quarter)
    found: Ints = ledger.commitments.id[np.unique(due.commitment[there])]
    return found


def deadlines_in(ledger: Ledger, question: Question, quarter: str) -> pd.DataFrame:
    """The deadlines that a quarter of the cohorts counts, a row each: commitment_id, deadline, outcome.

    `outcome` is the column of `cohorts` that counts it: on_time, late or overdue.
    """
    rows = population(ledger, question)
    rows = rows[standing(ledger, question).outcome[rows] != OUT]
    due = units(ledger, question, rows, coming=False)
    there = quarter_numbers(due.deadline) == quarter_number(quarter)
    outcome = due.outcome[there]
    cases = [outcome == KEPT_ON_TIME, outcome == KEPT_LATE]
    return pd.DataFrame(
        {
            "commitment_id": np.asarray(ledger.commitments.id[due.commitment[there]]),
            "deadline": moments(due.deadline[there]),
            "outcome": np.select(cases, ["on_time", "late"], "overdue"),
        }
    )


def strip(ledger: Ledger, question: Question, commitment_id: int) -> pd.DataFrame:
    """The deadlines of one commitment that were due, and the one to come: deadline, outcome, kept_since, status.

    Where a withdrawal still holds, recurring deadlines from its day on have the outcome withdrawn, and so has the
    deadline of a commitment that falls once. Without a deadline, or outside the population, the strip is empty.
    """
    rows = population(ledger, question)
    rows = rows[ledger.commitments.id[rows] == commitment_id]
    return _strips(ledger, question, rows).drop(columns="commitment_id")


def strips(ledger: Ledger, question: Question) -> pd.DataFrame:
    """The strip of every commitment of the population at once, with whose it is in the column commitment_id."""
    return _strips(ledger, question, population(ledger, question))


def _strips(ledger: Ledger, question: Question, rows: Ints) -> pd.DataFrame:
    asked = units(ledger, question, rows, coming=True)
    withdrawn_from = standing(ledger, question).withdrawn_since[asked.commitment]
    withdrawn = (withdrawn_from != NO_DAY) & (~asked.recurring | (asked.deadline >= withdrawn_from))
    return pd.DataFrame(
        {
            "commitment_id": ledger.commitments.id[asked.commitment],
            "deadline": moments(asked.deadline),
            "outcome": in_words(np.where(withdrawn, OUT, asked.outcome).astype(np.int8), OUTCOMES),
            "kept_since": moments(asked.kept_since),
            "status": sub_status(asked.status),
        }
    )


def units(ledger: Ledger, question: Question, rows: Ints, *, coming: bool) -> Units:
    """The deadlines of the commitments at `rows` that were due; with `coming` also the next one of each."""
    now, view = standing(ledger, question), known(ledger, question.known_on)
    spans = _spans(now, view, rows, coming=coming)
    owner = np.repeat(np.arange(len(rows)), spans.count)
    commitment, first = rows[owner], spans.first[owner]
    place = np.where(first >= 0, first + np.arange(len(owner)) - spans.begins[owner], NONE)
    recurring = place >= 0
    fallen = taken(ledger.calendar.days, place, NO_DAY)
    deadline = np.where(recurring, fallen, now.deadline[commitment]).astype(np.int32)

    latest = np.where(recurring, NONE, now.latest[commitment])
    said, about = _said(view, rows, spans, by=day_number(question.on))
    latest[about] = said  # of several about one unit the last one assigned stays, which is the latest
    status, since = taken(view.findings.status, latest, NONE), kept_since(view.findings, latest)
    outcome = class_by_deadline(deadline, deadline <= last_due_day(question), status, since)
    return Units(commitment, recurring, deadline, status, since, outcome)


def _spans(now: Standing, view: Known, rows: Ints, *, coming: bool) -> _Spans:
    """Which deadlines are units: from the first to the governing one, if due, and with `coming` the next."""
    place, is_due = now.place[rows], now.is_due[rows]
    first = np.where(place >= 0, view.first[rows], NONE)
    last = np.where(place >= 0, np.minimum(place + (is_due & coming), view.last[rows]), NONE)
    counted = (now.deadline[rows] != NO_DAY) & (is_due | coming)
    count = np.where(counted, last - first + 1, 0)
    return _Spans(first, count, np.cumsum(count) - count)


def _said(view: Known, rows: Ints, spans: _Spans, *, by: int) -> tuple[Ints, Ints]:
    """Findings on recurring commitments up to a day, in order, and the units that they are about."""
    position = np.full(len(view.version), NONE, np.int64)
    position[rows] = np.arange(len(rows))
    findings = view.findings
    said = np.flatnonzero((findings.happened <= by) & (findings.about >= 0))
    owner = position[findings.commitment[said]]
    said, owner = said[owner >= 0], owner[owner >= 0]
    step = findings.about[said] - spans.first[owner]
    is_unit = step < spans.count[owner]
    return said[is_unit], (spans.begins[owner] + step)[is_unit]

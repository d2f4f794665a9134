"""How every commitment stands on a day: its governing deadline, the finding that decides, and its class."""

from dataclasses import dataclass

import numpy as np

from tracker.ledger.classes import (
    CONTINUOUS,
    FULFILLED,
    IN_PROGRESS,
    NOT_DATED,
    ONCE,
    OUT,
    OVERDUE,
    WITHDRAWN,
    class_by_deadline,
    class_of,
)
from tracker.ledger.days import NO_DAY, Codes, Days, Flags, Ints, day_number
from tracker.ledger.known import NONE, Known, KnownStatements, known, last_of_each, taken
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger


@dataclass(frozen=True, slots=True)
class Standing:
    """How all commitments stand, arrays by position; for those outside the population they mean nothing."""

    outcome: Codes
    deadline: Days
    first_deadline: Days
    place: Ints
    """Index in the calendar of a recurring commitment's governing deadline, else -1."""
    is_due: Flags
    extensions: Ints
    latest: Ints
    """Row among the known findings of the one that decides, -1 where there is none."""
    status: Codes
    """Its status, -1 where there is none."""
    kept_since: Days
    withdrawn_since: Days
    claim: Ints
    """Row among the known claims of the one that decides, -1 where there is none."""
    claim_status: Codes
    claimed_kept: Flags
    confirmed: Flags
    covered: Flags
    needs_coverage: Flags
    withdrawn_after_deadline: Flags


@dataclass(frozen=True, slots=True)
class _Governing:
    """The deadlines that govern: the day, the first one, the place in the calendar (-1 unless recurring)."""

    day: Days
    first: Days
    place: Ints
    extensions: Ints


def standing(ledger: Ledger, question: Question) -> Standing:
    """How all commitments stand, whatever the audience and the filters; kept for a while."""
    asked = (question.on, question.known_on, question.coverage_days, question.against_first)
    return ledger.remember(("standing", *asked), lambda: _standing(ledger, question))


def last_due_day(question: Question) -> int:
    """Deadlines up to this day are due: the day of the question, once it is over as known; else the day before."""
    return day_number(question.on) - (0 if question.day_is_over else 1)


def kept_since(findings: KnownStatements, latest: Ints) -> Days:
    """Since when the deciding findings (rows, -1 for none) say fulfilled; `NO_DAY` where they do not."""
    fulfilled = taken(findings.status, latest, NONE) == FULFILLED
    since: Days = np.where(fulfilled, taken(findings.since_about, latest, NO_DAY), NO_DAY).astype(np.int32)
    return since


def _standing(ledger: Ledger, question: Question) -> Standing:
    view, on = known(ledger, question.known_on), day_number(question.on)
    findings, claims = view.findings, view.claims
    governing = _governing(ledger, view, question)
    is_due = (governing.day != NO_DAY) & (governing.day <= last_due_day(question))
    continuous, recurring = view.cadence == CONTINUOUS, governing.place >= 0

    newest = _latest(findings, findings.happened <= on, view)
    withdrawn = taken(findings.status, newest, NONE) == WITHDRAWN
    latest = np.where(withdrawn, newest, _latest_about(findings, on, governing, view))
    status = taken(findings.status, latest, NONE)
    since = kept_since(findings, latest)
    by_deadline = class_by_deadline(governing.day, is_due, status, since)
    outcome = class_of(by_deadline, governing.day, status, withdrawn=withdrawn, continuous=continuous)

    claim = _latest_about(claims, on, governing, view)
    claimed = taken(claims.status, claim, NONE)
    withdrawn_since = np.where(withdrawn, taken(findings.since, newest, NO_DAY), NO_DAY).astype(np.int32)
    passed = np.where(recurring, governing.first, governing.day)
    return Standing(
        outcome=outcome,
        deadline=governing.day,
        first_deadline=governing.first,
        place=governing.place,
        is_due=is_due,
        extensions=governing.extensions,
        latest=latest,
        status=status,
        kept_since=since,
        withdrawn_since=withdrawn_since,
        claim=claim,
        claim_status=claimed,
        claimed_kept=(claimed == FULFILLED) | (continuous & (claimed == IN_PROGRESS)),
        confirmed=taken(findings.confirmed, latest, False),
        covered=taken(findings.happened, newest, NO_DAY) > on - question.coverage_days,
        needs_coverage=(outcome != OUT) & ((outcome == OVERDUE) | continuous | (recurring & is_due)),
        withdrawn_after_deadline=(passed != NO_DAY) & (withdrawn_since > passed),
    )


def _latest(statements: KnownStatements, counted: Flags, view: Known) -> Ints:
    return last_of_each(statements.commitment, counted, len(view.version))


def _latest_about(statements: KnownStatements, on: int, governing: _Governing, view: Known) -> Ints:
    """The latest statement by the day; of a recurring commitment the latest about its governing deadline."""
    about = statements.about == governing.place[statements.commitment]
    return _latest(statements, about & (statements.happened <= on), view)


def _governing(ledger: Ledger, view: Known, question: Question) -> _Governing:
    """The governing deadlines. Extensions move one that falls once, and give one to those that have none."""
    count, moves, days = len(view.version), view.extensions, ledger.calendar.days
    takes_extensions = (view.cadence == ONCE) | np.isin(view.cadence, NOT_DATED)
    counted = (moves.happened <= day_number(question.on)) & takes_extensions[moves.commitment]
    extended_to = taken(moves.due, last_of_each(moves.commitment, counted, count), NO_DAY)
    first_given = taken(moves.due, _first_of_each(moves.commitment, counted, count), NO_DAY)
    first = np.where(view.once == NO_DAY, first_given, view.once)
    current = first if question.against_first else np.where(extended_to == NO_DAY, first, extended_to)

    recurring = view.rhythm >= 0
    place = _latest_due(ledger, view, last_due_day(question))
    first_place = np.where(recurring, view.first, NONE)
    return _Governing(
        day=np.where(recurring, taken(days, place, NO_DAY), current).astype(np.int32),
        first=np.where(recurring, taken(days, first_place, NO_DAY), first).astype(np.int32),
        place=place,
        extensions=np.bincount(moves.commitment[counted], minlength=count),
    )


def _latest_due(ledger: Ledger, view: Known, last_due: int) -> Ints:
    """Of each recurring commitment the latest deadline that is due, before the first one the first."""
    place = np.full(len(view.version), NONE, np.int64)
    rows = np.flatnonzero(view.rhythm >= 0)
    until = np.full(len(rows), last_due, np.int32)
    due = ledger.calendar.first_from(view.rhythm[rows], until, after=True) - 1
    place[rows] = np.clip(due, view.first[rows], view.last[rows])
    return place


def _first_of_each(owners: Ints, counted: Flags, count: int) -> Ints:
    backwards = last_of_each(owners[::-1], counted[::-1], count)
    return np.where(backwards >= 0, len(owners) - 1 - backwards, NONE)

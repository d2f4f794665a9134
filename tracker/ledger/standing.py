"""How every commitment stands on a day: its governing deadline, the finding that decides, and its class."""

from dataclasses import dataclass
from typing import Any

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
from tracker.ledger.known import NONE, Known, KnownStatements, known, taken
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger


@dataclass(frozen=True, slots=True)
class Moments:
    """Commitments on days, in order of commitment and day: what can be asked in one go."""

    commitment: Ints
    on: Days
    last_due: Days
    """Deadlines up to this day are due: the day asked about, once it is over as known; else the day before."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How commitments stand, arrays by position (or by `Moments`); outside the population they mean nothing."""

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
    heard: Days
    """The day of the newest finding about any of its deadlines."""
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

    def work_out() -> Standing:
        view = known(ledger, question.known_on)
        return stands(ledger, view, on_the_day(np.arange(view.count), question), question)

    return ledger.remember(("standing", *asked), work_out)


def on_the_day(commitments: Ints, question: Question) -> Moments:
    """The commitments on the day of the question."""
    count = len(commitments)
    on = np.full(count, day_number(question.on), np.int32)
    return Moments(commitments, on, np.full(count, last_due_day(question), np.int32))


def last_due_day(question: Question) -> int:
    """Deadlines up to this day are due: the day of the question, once it is over as known; else the day before."""
    return day_number(question.on) - (0 if question.day_is_over else 1)


def kept_since(findings: KnownStatements, latest: Ints) -> Days:
    """Since when the deciding findings (rows, -1 for none) say fulfilled; `NO_DAY` where they do not."""
    fulfilled = taken(findings.status, latest, NONE) == FULFILLED
    since: Days = np.where(fulfilled, taken(findings.since_about, latest, NO_DAY), NO_DAY).astype(np.int32)
    return since


def stands(ledger: Ledger, view: Known, at: Moments, question: Question) -> Standing:
    """How commitments of a view stand at moments. Of the question its days are not looked at, nor its filters.

    Everything that any measure says comes from these rules, whether about one day or about the whole course of time.
    """
    findings, claims = view.findings, view.claims
    governing = _governing(ledger, view, at, against_first=question.against_first)
    is_due = (governing.day != NO_DAY) & (governing.day <= at.last_due)
    continuous, recurring = view.cadence[at.commitment] == CONTINUOUS, governing.place >= 0

    newest = _latest(findings, at)
    withdrawn = taken(findings.status, newest, NONE) == WITHDRAWN
    latest = np.where(withdrawn, newest, _latest_about(findings, at, governing.place, newest))
    status = taken(findings.status, latest, NONE)
    since = kept_since(findings, latest)
    by_deadline = class_by_deadline(governing.day, is_due, status, since)
    outcome = class_of(by_deadline, governing.day, status, withdrawn=withdrawn, continuous=continuous)

    claim = _latest_about(claims, at, governing.place, _latest(claims, at))
    claimed = taken(claims.status, claim, NONE)
    heard = taken(findings.happened, newest, NO_DAY)
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
        heard=heard,
        covered=heard > at.on - question.coverage_days,
        needs_coverage=(outcome != OUT) & ((outcome == OVERDUE) | continuous | (recurring & is_due)),
        withdrawn_after_deadline=(passed != NO_DAY) & (withdrawn_since > passed),
    )


def _latest(statements: KnownStatements, at: Moments) -> Ints:
    """The latest statement on each commitment by the day, -1 where there is none."""
    return _last_by(statements.commitment, statements.happened, at.commitment, at.on)


def _latest_about(statements: KnownStatements, at: Moments, place: Ints, otherwise: Ints) -> Ints:
    """Of a recurring commitment the latest statement by the day about its deadline at `place` in the calendar."""
    asked = np.flatnonzero(place >= 0)
    if not len(asked):
        return otherwise
    rows = statements.by_deadline
    unit = _pair(statements.commitment[rows], statements.about[rows])
    begins = np.ones(len(rows), bool)
    begins[1:] = unit[1:] != unit[:-1]
    units, number = unit[begins], np.cumsum(begins) - 1
    wanted = _pair(at.commitment[asked], place[asked])
    which = np.searchsorted(units, wanted)
    spoken_of = np.zeros(len(asked), bool)
    spoken_of[which < len(units)] = units[which[which < len(units)]] == wanted[which < len(units)]
    latest = otherwise.copy()
    latest[asked] = NONE
    asked, which = asked[spoken_of], which[spoken_of]
    latest[asked] = taken(rows, _last_by(number, statements.happened[rows], which, at.on[asked]), NONE)
    return latest


def _governing(ledger: Ledger, view: Known, at: Moments, *, against_first: bool) -> _Governing:
    """The governing deadlines. Extensions move one that falls once, and give one to those that have none."""
    once, given, moved_to, count = view.once[at.commitment], None, None, np.zeros(len(at.on), np.int64)
    if len(view.extensions.commitment):
        given, moved_to, count = _extended(view, at)
    first = once if given is None else np.where(once == NO_DAY, given, once)
    current = first if moved_to is None or against_first else np.where(moved_to == NO_DAY, first, moved_to)
    recurring = np.flatnonzero(view.rhythm[at.commitment] >= 0)
    place = np.full(len(at.on), NONE, np.int64)
    if not len(recurring):
        return _Governing(current, first, place, count)
    of, days = at.commitment[recurring], ledger.calendar.days
    due = ledger.calendar.first_from(view.rhythm[of], at.last_due[recurring], after=True) - 1
    place[recurring] = np.clip(due, view.first[of], view.last[of])
    current, first = current.copy(), first.copy()
    current[recurring], first[recurring] = days[place[recurring]], days[view.first[of]]
    return _Governing(current, first, place, count)


def _extended(view: Known, at: Moments) -> tuple[Days, Days, Ints]:
    """What the first extension gave, what the last one moved the deadline to, and how many there were by the day."""
    takes = (view.cadence == ONCE) | np.isin(view.cadence, NOT_DATED)
    chosen = np.flatnonzero(takes[view.extensions.commitment])
    commitment, happened = view.extensions.commitment[chosen], view.extensions.happened[chosen]
    due = view.extensions.due[chosen]
    last = _last_by(commitment, happened, at.commitment, at.on)
    first = np.where(last >= 0, np.searchsorted(commitment, at.commitment), NONE)
    return taken(due, first, NO_DAY), taken(due, last, NO_DAY), np.where(last >= 0, last - first + 1, 0)


def _last_by(owners: Any, days: Days, owner: Any, by: Days) -> Ints:
    """Among rows in order of owner and day, the last one of each owner by a day, -1 where there is none.

    What is asked stands in order of owner and day, too.
    """
    if not len(owners):
        return np.full(len(owner), NONE, np.int64)
    there, asked = _pair(owners, days), _pair(owner, by)
    if len(asked) < len(there):
        rows = np.searchsorted(there, asked, side="right")
    else:
        come = np.searchsorted(asked, there)
        rows = np.cumsum(np.bincount(come, minlength=len(asked) + 1)[:-1])
    rows -= 1
    rows[owners[rows] != owner] = NONE  # one that is -1 already stays so
    return rows


def _pair(first: Any, second: Any) -> Ints:
    """Two numbers of 32 bits as one that sorts by the first, then by the second."""
    pairs: Ints = first.astype(np.int64)
    pairs <<= 32
    pairs += second
    pairs += 2**31  # so that a negative second one does not reach into the first
    return pairs

"""The course of time: which mark each commitment bears from which day on, worked out once and brought up to date.

A commitment changes its class on few days only: when something was found or claimed, when its deadline was moved or
fell due, when the last news of it became old. The course holds these days. With it a series over many dates, with any
filter and grouping, is a matter of counting.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tracker.ledger.classes import OUTCOMES
from tracker.ledger.days import NO_DAY, Codes, Days, Flags, Ints, day_number
from tracker.ledger.known import Known, known
from tracker.ledger.marks import ABSENT, OUTCOME_OF, marks_of
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import Moments, on_the_day, stands
from tracker.ledger.tables import Rows, Small, small
from tracker.ledger.touched import touched_after

AT_ONCE = 60_000  # commitments worked out in one go: some tens of megabytes
WORTH_KEEPING = 0.3  # where more than this share of the commitments is touched, a course is worked out anew


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The turns of all commitments, one commitment after the other, each in order of day."""

    begins: Rows
    """Where the turns of each commitment begin; one more entry at the end."""
    days: Small
    marks: Codes
    """The mark borne from that day on."""

    @property
    def count(self) -> int:
        """How many commitments there are."""
        return len(self.begins) - 1

    @property
    def turns(self) -> Rows:
        """How many turns each commitment has."""
        return np.diff(self.begins)

    def at(self, day: int, *, absent: int = ABSENT) -> Codes:
        """The mark of every commitment at the end of a day, `absent` before its first turn."""
        come = self.days <= day
        goes_on = np.zeros(len(come) + 1, bool)
        goes_on[: len(come)] = come
        any_turn = self.turns > 0
        owners = np.flatnonzero(any_turn & goes_on[self.begins[:-1]])
        goes_on[self.begins] = False  # the turn before is the last one of its commitment
        marks = np.full(self.count, absent, np.int8)
        marks[owners] = self.marks[come > goes_on[1:]]
        return marks

    def before(self, none: int) -> Codes:
        """The mark borne before each turn, `none` before the first."""
        marks = np.empty_like(self.marks)
        marks[1:] = self.marks[:-1]
        marks[self.begins[:-1][self.turns > 0]] = none
        return marks

    def only(self, value_of: Codes) -> "Course":
        """The same course told in coarser marks, without the turns that these do not show."""
        return _course(
            np.repeat(np.arange(self.count), self.turns), self.days, value_of[self.marks], self.count
        )

    def with_anew(self, touched: Ints, part: "Course", count: int) -> "Course":
        """The course of `count` commitments, of which those at `touched` run as in `part` and the others as before."""
        again = np.zeros(count, bool)
        again[touched] = True
        turns = np.zeros(count, np.int32)
        turns[: self.count] = self.turns
        turns[touched] = part.turns
        stays, is_new = np.repeat(~again[: self.count], self.turns), np.repeat(again, turns)
        days = np.empty(len(is_new), np.promote_types(self.days.dtype, part.days.dtype))
        marks = np.empty(len(is_new), np.int8)
        days[is_new], marks[is_new] = part.days, part.marks
        np.logical_not(is_new, out=is_new)
        days[is_new], marks[is_new] = self.days[stays], self.marks[stays]
        return Course(_begins(turns), days, marks)


def course(ledger: Ledger, question: Question) -> Course:
    """The course of every commitment as known on the question's `known_on`, deadlines due at the end of their day."""
    key = (question.coverage_days, question.against_first)
    day = min(day_number(question.known_on), ledger.last_recorded)
    if day < ledger.last_recorded:
        return ledger.remember(("course", day, *key), lambda: _as_known(ledger, day, question))
    count = len(ledger.commitments.id)

    def make(old: Course | None, touched: Ints) -> Course:
        if old is None or len(touched) > WORTH_KEEPING * count:
            return _worked_out(ledger, day, None, question)
        return old.with_anew(touched, _worked_out(ledger, day, touched, question), count)

    kept: Course = ledger.kept.get(key, make)
    return kept


def outcomes(ledger: Ledger, question: Question) -> Course:
    """The course in classes alone: positions in `OUTCOMES`."""
    day = min(day_number(question.known_on), ledger.last_recorded)
    key = ("outcomes", day, question.coverage_days, question.against_first)
    return ledger.remember(key, lambda: course(ledger, question).only(OUTCOME_OF))


def marks_on(ledger: Ledger, question: Question) -> Codes:
    """The mark of every commitment on the day of the question, whatever the audience and the filters."""
    return ledger.remember(
        ("marks", *_days(question)), lambda: _marks_on(ledger, question, classes_only=False)
    )


def outcomes_on(ledger: Ledger, question: Question) -> Codes:
    """The class alone of every commitment on the day of the question; after all `OUTCOMES` where it is absent."""
    return ledger.remember(
        ("classes", *_days(question)), lambda: _marks_on(ledger, question, classes_only=True)
    )


def _days(question: Question) -> tuple[Hashable, ...]:
    return question.on, question.known_on, question.coverage_days, question.against_first


def _as_known(ledger: Ledger, day: int, question: Question) -> Course:
    """The course as known on an earlier day: only commitments about which something came later run otherwise."""
    today = replace(question, known_on=question.known_on.max, today=None)
    touched = np.flatnonzero(touched_after(ledger, day))
    part = _worked_out(ledger, day, touched, question)
    return course(ledger, today).with_anew(touched, part, len(ledger.commitments.id))


def _marks_on(ledger: Ledger, question: Question, *, classes_only: bool) -> Codes:
    """From the course as known today: what stood otherwise, as it was known then, is worked out for that day alone."""
    on, day = day_number(question.on), min(day_number(question.known_on), ledger.last_recorded)
    today = replace(question, known_on=question.known_on.max, today=None)
    absent = len(OUTCOMES) if classes_only else ABSENT
    time = outcomes(ledger, today) if classes_only else course(ledger, today)
    marks = time.at(on, absent=absent)
    again = np.zeros(len(marks), bool)
    if day < ledger.last_recorded:
        unknown = known(ledger, question.known_on).version < 0
        again = touched_after(ledger, day, on=on, classes_only=classes_only) & ~unknown
        marks[unknown] = absent
    if not question.day_is_over:
        again |= _due_on(ledger, known(ledger, today.known_on), on)
    rows = np.flatnonzero(again)
    if len(rows):
        view = Known(ledger, day, rows)
        anew = marks_of(stands(ledger, view, on_the_day(np.arange(view.count), question), question))
        anew = OUTCOME_OF[anew] if classes_only else anew
        marks[rows] = np.where((view.version >= 0) & (view.made <= on), anew, np.int8(absent))
    return marks


def _due_on(ledger: Ledger, view: Known, day: int) -> Flags:
    """Which commitments have, or had, or will have a deadline on a day; some that have none there do no harm."""
    due: Flags = view.once == day
    due[view.extensions.commitment[view.extensions.due == day]] = True
    with_it = [code for code, table in enumerate(ledger.calendar.tables) if day in table]
    if with_it:
        due |= np.isin(view.rhythm, with_it)
    return due


def _worked_out(ledger: Ledger, day: int, among: Ints | None, question: Question) -> Course:
    """The course of commitments (default: all), portion by portion."""
    all_of = np.arange(len(ledger.commitments.id)) if among is None else among
    portions = [
        _portion(ledger, Known(ledger, day, all_of[first : first + AT_ONCE]), question)
        for first in range(0, len(all_of), AT_ONCE)
    ]
    nothing = np.empty(0, np.int8)
    turns = np.concatenate([np.empty(0, np.int32), *(portion.turns for portion in portions)])
    return Course(
        begins=_begins(turns),
        days=np.concatenate([nothing, *(portion.days for portion in portions)]),
        marks=np.concatenate([nothing, *(portion.marks for portion in portions)]),
    )


def _portion(ledger: Ledger, view: Known, question: Question) -> Course:
    owner, day = _days_to_look_at(ledger, view, question.coverage_days)
    marks = marks_of(stands(ledger, view, Moments(owner, day, day), question))
    return _course(owner, small(day), marks, view.count)


def _course(owner: Ints, days: Small, marks: Codes, count: int) -> Course:
    """The course of so many commitments, of moments in order of owner and day, leaving out what is no turn."""
    turn = np.ones(len(owner), bool)
    turn[1:] = (marks[1:] != marks[:-1]) | (owner[1:] != owner[:-1])
    owner = owner[turn]
    return Course(_begins(np.bincount(owner, minlength=count)), days[turn], marks[turn])


def _begins(turns: Any) -> Rows:
    begins = np.zeros(len(turns) + 1, np.int32)
    np.cumsum(turns, out=begins[1:])
    return begins


def _days_to_look_at(ledger: Ledger, view: Known, coverage_days: int) -> tuple[Ints, Days]:
    """The days on which a commitment's mark may change, from the day it was made on: owners and days, in order.

    A recurring commitment's mark changes when a deadline of which something was said falls due, and when the next
    one does. From one deadline of which nothing was said to the next nothing changes.
    """
    findings, claims, moves, days = view.findings, view.claims, view.extensions, ledger.calendar.days
    dated = np.flatnonzero(view.once != NO_DAY)
    recurring = np.flatnonzero(view.rhythm >= 0)
    known_ones = np.flatnonzero(view.version >= 0)
    looked_at: list[tuple[Any, Any]] = [
        (known_ones, view.made[known_ones]),
        (findings.commitment, findings.happened),
        _news_grown_old(findings.commitment, findings.happened, coverage_days),
        (claims.commitment, claims.happened),
        (moves.commitment, moves.happened),
        (moves.commitment, moves.due),
        (dated, view.once[dated]),
        (recurring, days[view.first[recurring]]),
    ]
    for said in (findings, claims):
        owner, place = said.commitment[said.by_deadline], said.about[said.by_deadline]
        looked_at.append((owner, days[place]))
        goes_on = place < view.last[owner]
        looked_at.append((owner[goes_on], days[place[goes_on] + 1]))
    owner = np.concatenate([one for one, _ in looked_at])
    day = np.concatenate([one for _, one in looked_at])
    counts = (view.version[owner] >= 0) & (day >= view.made[owner])
    moments = (owner[counts].astype(np.int64) << 32) + (day[counts].astype(np.int64) + 2**31)
    moments.sort()
    is_first: Flags = np.ones(len(moments), bool)
    is_first[1:] = moments[1:] != moments[:-1]
    moments = moments[is_first]
    return moments >> 32, ((moments & (2**32 - 1)) - 2**31).astype(np.int32)


def _news_grown_old(owner: Rows, happened: Days, coverage_days: int) -> tuple[Rows, Days]:
    """The days on which the latest finding no longer counts as news, unless another had come by then."""
    old = happened + coverage_days
    alone = np.ones(len(owner), bool)
    alone[:-1] = (owner[1:] != owner[:-1]) | (happened[1:] >= old[:-1])
    return owner[alone], old[alone]

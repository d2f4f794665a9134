"""Counting marks: in one pass over the course of time, by one or several groupings, on one day or on many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from tracker.ledger.classes import OUTCOMES
from tracker.ledger.course import Course, course, marks_on, outcomes, outcomes_on
from tracker.ledger.days import Codes, Flags, Ints, day_number
from tracker.ledger.known import NONE, known, taken
from tracker.ledger.marks import ABSENT
from tracker.ledger.population import groups_of_versions, let_through
from tracker.ledger.question import By, Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.tables import Rows

FEW = 0.4  # where fewer than this share of the commitments are asked about, their turns are picked out
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A group for each of some commitments: `owners` (all, in order, where None) and the numbers of their groups."""

    owners: Ints | None
    groups: Rows
    """-1 where a commitment has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups in which commitments stand. One that stands in several has one in each of several layers."""

    keys: Ints
    """The key of each group, ascending; -1 for what stands under null."""
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """How many commitments had which outcome, by each grouping in turn, on each of several days."""

    keys: tuple[tuple[int | None, ...], ...]
    """The keys along each grouping's axis, None for what stands under null (first)."""
    dates: tuple[date, ...]
    counts: Counts
    """Axes: one for each grouping, then the days, then `OUTCOMES`."""

    @property
    def nbytes(self) -> int:
        """How much room it takes."""
        return self.counts.nbytes


def cube(
    ledger: Ledger, question: Question, dates: Sequence[date], *, by: tuple[By, ...] = ("district", "agency")
) -> Cube:
    """All outcomes by several groupings at once (not quarters), on several days as known on `question.known_on`.

    A commitment that stands in several groups counts in each. Raises `KnownTooEarly` for a day after `known_on`.
    """
    days = tuple(dates)

    def count() -> Cube:
        groups = grouping(ledger, question, by)
        counts = counted(ledger, question, days, groups, in_classes=True)
        keys = [_keys(ledger, question, one) for one in by]
        shape = (*(len(one) for one in keys), len(days), len(OUTCOMES))
        return Cube(tuple(keys), days, counts.reshape(shape))

    return ledger.remember(("cube", replace(question, on=days[-1] if days else question.on), days, by), count)


def counted(
    ledger: Ledger, question: Question, dates: Sequence[date], groups: Grouping, *, in_classes: bool = False
) -> Counts:
    """How many commitments of the population bear each mark (or are of each class), by group and day.

    Axes: groups, dates in the order given, `MARKS` (or `OUTCOMES`). Raises `KnownTooEarly`.
    """
    count = len(OUTCOMES) if in_classes else ABSENT
    order, place = np.unique([day_number(day) for day in dates], return_inverse=True)
    by_day = np.zeros((len(groups.keys), len(order), count), np.int64)
    if not len(order):
        return by_day
    last = max((replace(question, on=day) for day in dates), key=lambda one: one.on)
    inside = let_through(ledger, question)
    if len(order) > 1:
        time = outcomes(ledger, question) if in_classes else course(ledger, question)
        for layer in groups.layers:
            by_day += _turned(time, layer, inside, order, len(groups.keys), count)
    if len(order) == 1 or not last.day_is_over:  # before that day is over its deadlines are not due
        marks = outcomes_on(ledger, last) if in_classes else marks_on(ledger, last)
        by_day[:, -1] = 0
        for layer in groups.layers:
            by_day[:, -1] += _borne(marks, layer, inside, len(groups.keys), count)
    return by_day[:, place]


def grouping(ledger: Ledger, question: Question, by: tuple[By, ...]) -> Grouping:
    """All commitments in the groups of one or several groupings, whatever the audience and the filters."""
    known_day = min(day_number(question.known_on), ledger.last_recorded)
    asked = ("grouping", by, question.any_role, known_day)
    return ledger.remember(asked, lambda: _grouping_by_all(ledger, question, by))


def _grouping_by_all(ledger: Ledger, question: Question, by: tuple[By, ...]) -> Grouping:
    if not by:
        return Grouping(np.zeros(1, np.int64), (Layer(None, np.zeros(len(ledger.commitments.id), np.int32)),))
    parts = [_grouping(ledger, question, one) for one in by]
    whole = parts[0]
    for part in parts[1:]:
        layers = (_crossed(one, other, len(part.keys)) for one in whole.layers for other in part.layers)
        whole = Grouping(np.arange(len(whole.keys) * len(part.keys)), tuple(layers))
    return whole


def _grouping(ledger: Ledger, question: Question, by: By) -> Grouping:
    """The groups of the commitments' known versions."""
    work_out = partial(_grouping_of_versions, ledger, by, any_role=question.any_role)
    of_versions: Grouping = ledger.remember(("groups of versions", by, question.any_role), work_out)
    version, layers = known(ledger, question.known_on).version, []
    for layer in of_versions.layers:
        if layer.owners is None:
            layers.append(Layer(None, taken(layer.groups, version, NONE)))
        else:
            whose = ledger.versions.commitment[layer.owners].astype(np.int64)
            counts = version[whose] == layer.owners
            layers.append(Layer(whose[counts], layer.groups[counts]))
    return Grouping(of_versions.keys, tuple(layers))


def _grouping_of_versions(ledger: Ledger, by: By, *, any_role: bool) -> Grouping:
    owners, keys = groups_of_versions(ledger, by, any_role=any_role)
    found, groups = numbered(keys)
    if owners is None:
        return Grouping(found, (Layer(None, groups),))
    layers: list[Layer] = []
    last = np.full(len(ledger.versions.id), NONE, np.int64)
    while len(owners) or not layers:
        last[owners] = np.arange(len(owners))  # of several pairs of one version the last one assigned stays
        whose = np.flatnonzero(last >= 0)
        chosen = last[whose]
        if layers:
            layers.append(Layer(whose, groups[chosen]))
        else:
            layers.append(Layer(None, taken(groups, last, NONE)))
        stays = np.ones(len(owners), bool)
        stays[chosen] = False
        owners, groups = owners[stays], groups[stays]
        last[whose] = NONE
    return Grouping(found, tuple(layers))


def numbered(keys: Any) -> tuple[Ints, Rows]:
    """The keys that there are, ascending, and the number of each one's place among them; keys are -1 or more."""
    keys = keys.astype(np.int32)
    there = np.zeros(int(keys.max(initial=NONE)) + 2, bool)
    there[keys + 1] = True
    place = np.cumsum(there, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(there) - 1, place[keys + 1]


def _crossed(one: Layer, other: Layer, size: int) -> Layer:
    """Both at once: the groups of one, each parted by the `size` groups of the other."""
    if one.owners is None and other.owners is None:
        owners, first, second = None, one.groups, other.groups
    elif one.owners is None:
        owners, first, second = other.owners, one.groups[other.owners], other.groups
    elif other.owners is None:
        owners, first, second = one.owners, one.groups, other.groups[one.owners]
    else:
        owners, here, there = np.intersect1d(
            one.owners, other.owners, assume_unique=True, return_indices=True
        )
        first, second = one.groups[here], other.groups[there]
    groups = first * np.int32(size) + second
    groups[(first < 0) | (second < 0)] = NONE
    return Layer(owners, groups)


def _keys(ledger: Ledger, question: Question, by: By) -> tuple[int | None, ...]:
    return tuple(None if key == NONE else int(key) for key in grouping(ledger, question, (by,)).keys)


def _borne(marks: Codes, layer: Layer, inside: Flags, groups: int, count: int) -> Counts:
    """Marks that are borne now, by group."""
    if layer.owners is None and inside.sum() > FEW * len(inside):
        group = np.where(inside, layer.groups, np.int32(NONE))
    else:
        chosen = inside if layer.owners is None else inside[layer.owners]
        marks = marks[np.flatnonzero(chosen) if layer.owners is None else layer.owners[chosen]]
        group = layer.groups[chosen]
    group = group + np.int32(1)
    group *= np.int32(count + 1)
    group += marks
    counts = np.bincount(group, minlength=(groups + 1) * (count + 1)).reshape(groups + 1, count + 1)
    return counts[1:, :count]


def _turned(time: Course, layer: Layer, inside: Flags, dates: Ints, groups: int, count: int) -> Counts:
    """Marks borne on dates, by group: each turn adds one of a mark and takes one of the mark before."""
    if layer.owners is None and inside.sum() > FEW * len(inside):
        group = np.repeat(np.where(inside, layer.groups, np.int32(NONE)), time.turns)
        days, marks, before = time.days, time.marks, time.before(count)
    else:
        chosen = inside.copy() if layer.owners is None else inside[layer.owners]
        owners = np.flatnonzero(chosen) if layer.owners is None else layer.owners[chosen]
        turns = time.turns[owners]
        ends = np.cumsum(turns)
        rows = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(
            time.begins[owners] - (ends - turns), turns
        )
        group = np.repeat(layer.groups[chosen], turns)
        days, marks = time.days[rows], time.marks[rows]
        before = np.empty_like(marks)
        before[1:] = marks[:-1]
        before[(ends - turns)[turns > 0]] = count
    shape = (groups + 1, len(dates) + 1, count + 1)
    size = math.prod(shape)
    bins: Any = (group + 1).astype(np.int32 if size < 2**31 else np.int64)
    bins *= len(dates) + 1
    bins += _first_date(days, dates)
    bins *= count + 1
    counts = np.bincount(bins + marks, minlength=size)
    counts -= np.bincount(bins + before, minlength=size)
    return counts.reshape(shape)[1:, :-1, :count].cumsum(axis=1)


def _first_date(days: Any, dates: Ints) -> Any:
    """Which of the dates is the first on or after each day; after all of them their number."""
    if not len(days):
        return np.zeros(0, np.int16)
    low, high = int(days.min()), int(days.max())
    table = np.searchsorted(dates, np.arange(low, high + 1)).astype(np.int16)
    return table[days.astype(np.int32) - low]

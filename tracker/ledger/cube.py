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
from tracker.ledger.course import Course, course, marks_on, outcomes
from tracker.ledger.days import Codes, Flags, Ints, day_number
from tracker.ledger.known import NONE, known
from tracker.ledger.marks import ABSENT, OUTCOME_OF
from tracker.ledger.population import named, population
from tracker.ledger.question import By, Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.tables import Rows

FEW = 0.4  # where fewer than this share of the commitments are asked about, their turns are picked out
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A group for each of some commitments: `owners` (all commitments where None) and the numbers of their groups."""

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
    inside = np.zeros(len(ledger.commitments.id), bool)
    inside[population(ledger, last)] = True
    if len(order) > 1:
        time = outcomes(ledger, question) if in_classes else course(ledger, question)
        for layer in groups.layers:
            by_day += _turned(time, layer, inside, order, len(groups.keys), count)
    if len(order) == 1 or not last.day_is_over:  # before that day is over its deadlines are not due
        marks = marks_on(ledger, last)
        marks = OUTCOME_OF[marks] if in_classes else marks
        by_day[:, -1] = 0
        for layer in groups.layers:
            by_day[:, -1] += _borne(marks, layer, inside, len(groups.keys), count)
    return by_day[:, place]


def grouping(ledger: Ledger, question: Question, by: tuple[By, ...]) -> Grouping:
    """All commitments in the groups of one or several groupings, whatever the audience and the filters."""
    day = min(day_number(question.known_on), ledger.last_recorded)
    if not by:
        return Grouping(np.zeros(1, np.int64), (Layer(None, np.zeros(len(ledger.commitments.id), np.int32)),))
    parts = []
    for one in by:
        work_out = partial(_grouping, ledger, question, one)
        parts.append(ledger.remember(("grouping", day, one, question.any_role), work_out))
    whole: Grouping = parts[0]
    for part in parts[1:]:
        layers = (_crossed(one, other, len(part.keys)) for one in whole.layers for other in part.layers)
        whole = Grouping(np.arange(len(whole.keys) * len(part.keys)), tuple(layers))
    return whole


def _grouping(ledger: Ledger, question: Question, by: By) -> Grouping:
    version = known(ledger, question.known_on).version
    there = np.flatnonzero(version >= 0)
    owners, keys = pairs(ledger, version[there], by, any_role=question.any_role)
    if len(there) != len(version):
        owners = there[owners]
    found, groups = numbered(keys)
    layers: list[Layer] = []
    last = np.full(len(version), NONE, np.int64)
    while len(owners):
        last[owners] = np.arange(
            len(owners)
        )  # of several pairs of one commitment the last one assigned stays
        chosen = last[last >= 0]
        whose = np.flatnonzero(last >= 0)
        if layers:
            layers.append(Layer(whose, groups[chosen]))
        else:
            all_of = np.full(len(version), NONE, np.int32)
            all_of[whose] = groups[chosen]
            layers.append(Layer(None, all_of))
        stays = np.ones(len(owners), bool)
        stays[chosen] = False
        owners, groups = owners[stays], groups[stays]
        last[whose] = NONE
    return Grouping(found, tuple(layers))


def pairs(ledger: Ledger, version: Any, by: By, *, any_role: bool) -> tuple[Ints, Ints]:
    """Pairs (position in `version`, key) of the groups in which versions stand, -1 for what stands under null."""
    versions = ledger.versions
    single = {"basis": versions.basis, "topic": versions.topic, "partner": versions.partner}
    if by in single:
        return np.arange(len(version)), single[by][version].astype(np.int64)
    return named(ledger, version, by, any_role=any_role)


def numbered(keys: Ints) -> tuple[Ints, Rows]:
    """The keys that there are, ascending, and the number of each one's place among them; keys are -1 or more."""
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
    chosen = np.flatnonzero(inside) if layer.owners is None else layer.owners[inside[layer.owners]]
    group = layer.groups[chosen] if layer.owners is None else layer.groups[inside[layer.owners]]
    bins = (group + np.int32(1)) * np.int32(count + 1) + marks[chosen]
    counts = np.bincount(bins, minlength=(groups + 1) * (count + 1)).reshape(groups + 1, count + 1)
    return counts[1:, :count]


def _turned(time: Course, layer: Layer, inside: Flags, dates: Ints, groups: int, count: int) -> Counts:
    """Marks borne on dates, by group: each turn adds one of a mark and takes one of the mark before."""
    if layer.owners is None and inside.mean() > FEW:
        group = np.repeat(np.where(inside, layer.groups, NONE), time.turns)
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

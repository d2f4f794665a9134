"""Marks: the class of a commitment, with all that the measures count beside it, as one small number.

A commitment that moves through time bears one mark after the other. Whoever has counted the marks of a group knows
every measure of that group.
"""

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from tracker.ledger.classes import (
    BEING_KEPT,
    KEPT_LATE,
    KEPT_ON_TIME,
    NOT_BEING_KEPT,
    OUT,
    OUTCOMES,
    OVERDUE,
    PARTLY,
)
from tracker.ledger.days import Codes, Flags
from tracker.ledger.standing import Standing

KEPT = (KEPT_ON_TIME, KEPT_LATE, BEING_KEPT)
MISSED = (OVERDUE, NOT_BEING_KEPT)
BESIDE = (
    "no_information",
    "partly",
    "confirmed",
    "claimed",
    "needs_coverage",
    "covered",
    "withdrawn_after_deadline",
)
"""What is counted beside the class: each holds or does not."""
COUNTED = (*OUTCOMES, *BESIDE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that a commitment can be."""

    outcome: int
    beside: tuple[bool, ...]

    @property
    def is_possible(self) -> bool:
        """Whether the rules can bring it about."""
        no_information, partly, confirmed, claimed, needs, covered, withdrawn_after = self.beside
        is_kept, is_missed = self.outcome in KEPT, self.outcome in MISSED
        always_needs = is_missed or self.outcome == BEING_KEPT
        return (
            (is_missed or not no_information)
            and (self.outcome == OVERDUE or not partly)
            and not (no_information and partly)
            and (is_kept or not confirmed)
            and (is_kept or is_missed or not claimed)
            and (needs or not always_needs)
            and (is_kept or is_missed or not needs)
            and (needs or not covered)
            and (self.outcome == OUT or not withdrawn_after)
        )


def _pack(outcome: Any, beside: tuple[Flags, ...]) -> Any:
    packed = outcome.astype(np.int16)
    for place, holds in enumerate(beside):
        packed |= holds.astype(np.int16) << np.int16(place + OUTCOME_BITS)
    return packed


OUTCOME_BITS = len(OUTCOMES).bit_length()
MARKS = tuple(
    mark
    for outcome in range(len(OUTCOMES))
    for beside in product((False, True), repeat=len(BESIDE))
    if (mark := Mark(outcome, beside)).is_possible
)
ABSENT = len(MARKS)  # not made yet, or not known: the mark of none
COUNTS = np.array(
    [[mark.outcome == code for code in range(len(OUTCOMES))] + list(mark.beside) for mark in MARKS], np.int64
)
"""What each mark adds to each of `COUNTED`."""
OUTCOME_OF = np.array([*(mark.outcome for mark in MARKS), len(OUTCOMES)], np.int8)
"""The class of each mark; that of `ABSENT` comes after all classes."""
_IS_KEPT, _IS_MISSED = (np.isin(np.arange(len(OUTCOMES)), some) for some in (KEPT, MISSED))
_CODES = np.full(1 << (OUTCOME_BITS + len(BESIDE)), -1, np.int8)
for _code, _mark in enumerate(MARKS):
    _CODES[_pack(np.array(_mark.outcome), tuple(np.array(holds) for holds in _mark.beside))] = _code


def marks_of(now: Standing) -> Codes:
    """The marks of commitments that stand like this."""
    is_kept, is_missed = _IS_KEPT[now.outcome], _IS_MISSED[now.outcome]
    beside = (
        is_missed & (now.status < 0),
        (now.outcome == OVERDUE) & (now.status == PARTLY),
        is_kept & now.confirmed,
        (is_kept | is_missed) & now.claimed_kept,
        now.needs_coverage,
        now.needs_coverage & now.covered,
        now.withdrawn_after_deadline,
    )
    marks: Codes = _CODES[_pack(now.outcome, beside)]
    return marks

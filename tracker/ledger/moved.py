"""Deadlines that were moved: of how many commitments, and how often."""

from dataclasses import dataclass

from tracker.ledger.classes import OUT
from tracker.ledger.population import population
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import standing


@dataclass(frozen=True, slots=True)
class Moved:
    """Of the commitments that are not withdrawn: how many had their deadline moved, and how many times in all."""

    commitments: int
    times: int


def moved(ledger: Ledger, question: Question) -> Moved:
    """How many deadlines had been moved by the day of the question, as decided by then."""
    rows, now = population(ledger, question), standing(ledger, question)
    extensions = now.extensions[rows[now.outcome[rows] != OUT]]
    return Moved(int((extensions > 0).sum()), int(extensions.sum()))

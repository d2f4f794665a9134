"""What a visit found and what an agency writes of itself, in the words of `texts/found.txt`."""

from datetime import date
from functools import cache
from random import Random

from data.making.model import Commitment
from data.making.tables import lines

Sentence = tuple[tuple[str, ...], str]
"""The stems of which a commitment's text must have one (none: any text), and the sentence."""


@cache
def _sentences() -> dict[tuple[str, str], list[Sentence]]:
    pool: dict[tuple[str, str], list[Sentence]] = {}
    for language, status, stems, text in lines("found"):
        wanted = () if stems == "-" else tuple(stems.split(","))
        pool.setdefault((language, status), []).append((wanted, text))
    return pool


def found(commitment: Commitment, status: str, on: date) -> str | None:
    """A sentence that fits the status and, two times in three, the very thing that was promised; None if there is none.

    Drawn apart from the history: another sentence changes nothing else.
    """
    random = Random(f"{commitment.key}:{status}:{on}")
    pool = _sentences().get((commitment.language, status), [])
    words = commitment.text.lower()
    special = [text for stems, text in pool if any(stem in words for stem in stems)]
    general = [text for stems, text in pool if not stems]
    chosen = special if special and random.random() < 0.67 else general
    return random.choice(chosen).replace("{n}", str(random.randint(5, 9))) if chosen else None


def problem(commitment: Commitment) -> str:
    """The safety concern that a forum's agreement answers, as its register names it."""
    pool = _sentences()[commitment.language, "problem"]
    return next(text for (topic,), text in pool if topic == commitment.topic)

"""Which commitments say nearly the same: within the same agency, places and law, by the words they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rapidfuzz import fuzz, process

from tracker.desk.look import words_of
from tracker.model.vocabulary import AgencyRole
from tracker.sheets import resolve_fold

# Of 100: above it two duties are one, renumbered and slightly reworded, often enough to ask a person.
ALIKE = 85
# Up to so many comparisons every pair of a group is looked at (a second or two); beyond, only those with a rare word
# in common, which two texts that are alike always have.
EVERY_PAIR = 2_000_000
RARE_WORDS = 4

Row = dict[str, Any]
Group = tuple[str | None, frozenset[str], str | None]
Found = tuple[int, int, int]


def alike(versions: Iterable[Row], fresh: set[int]) -> Iterator[Found]:
    """Pairs (older id, newer id, score of 100) of a fresh commitment and the likest that was there before, if any is."""
    groups: dict[Group, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in versions:
        groups[_group(row)][row["commitment_id"] in fresh].append(row)
    for before, brought in groups.values():
        if before and brought:
            yield from _in_group(_words(before), _words(brought))


def _in_group(before: dict[int, str], brought: dict[int, str]) -> Iterator[Found]:
    index = None if len(before) * len(brought) <= EVERY_PAIR else _Index(before)
    for newer, words in brought.items():
        choices = before if index is None else index.near(words)
        best = process.extractOne(words, choices, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if best is not None:
            yield best[2], newer, round(best[1])


class _Index:
    """Texts by their words, to compare only those that have a rare word in common."""

    def __init__(self, texts: dict[int, str]) -> None:
        self._texts = texts
        self._having: dict[str, list[int]] = defaultdict(list)
        for key, text in texts.items():
            for word in set(text.split()):
                self._having[word].append(key)
        self._count = Counter({word: len(keys) for word, keys in self._having.items()})

    def near(self, text: str) -> dict[int, str]:
        """The texts that have one of this text's rarest known words."""
        known = sorted(
            (word for word in set(text.split()) if word in self._having), key=self._count.__getitem__
        )
        keys = {key for word in known[:RARE_WORDS] for key in self._having[word]}
        return {key: self._texts[key] for key in keys}


def _words(rows: list[Row]) -> dict[int, str]:
    """The folded words of each, in the order of the alphabet: a changed order of words makes no difference."""
    return {
        row["commitment_id"]: " ".join(sorted(resolve_fold(words_of(row, "ru")[0]).split())) for row in rows
    }


def _group(row: Row) -> Group:
    lead = next((code for code, role in row["agencies"] if role == AgencyRole.LEAD), None)
    law = row["basis"] if row["basis"] and not row["basis"].startswith(("basis-", "forum-")) else None
    return lead, frozenset([*row["districts"], *row["regions"]]), law

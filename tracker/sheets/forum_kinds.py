"""What kind of meeting the words of a register name: the stored word of the product."""

from typing import Final

from tracker.sheets.fold import resolve_fold

_WORDS: Final = (
    ("training", ("тренинг", "обучен", "семинар", "training", "омузиш", "workshop", "курс")),
    ("hearing", ("слушан", "hearing", "шунавои", "отчетн")),
    ("round_table", ("круглый стол", "круглого стола", "round table", "мизи мудаввар")),
    ("community_police", ("форум", "встреч", "forum", "вохури", "мулокот", "милиц", "полиц", "police")),
)


def forum_kind(words: str | None) -> str:
    """`training`, `hearing`, `round_table`, `community_police`, or `other` where the words say nothing known."""
    folded = resolve_fold(words or "")
    return next((kind for kind, marks in _WORDS if any(mark in folded for mark in marks)), "other")

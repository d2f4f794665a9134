"""Folding: how two spellings of one word are brought together for matching. What is shown stays as it was written."""

import re
from functools import lru_cache
from typing import Final

CYRILLIC: Final = re.compile(r"[\u0400-\u052f]")
_LATIN_TO_CYRILLIC: Final = str.maketrans("aceopxyikmthbABCEHKMOPTXYI", "асеорхуикмтнвАВСЕНКМОРТХУІ")
_CYRILLIC_TO_LATIN: Final = str.maketrans("асеорхуіАВСЕНКМОРТХУІ", "aceopxyiABCEHKMOPTXYI")
_LOOKALIKE_LATIN: Final = frozenset("aceopxyABCEHKMOPTXYI")
_LOOKALIKE_CYRILLIC: Final = frozenset("асеорхуіАВСЕНКМОРТХУІ")
_MIXED: Final = re.compile(r"[A-Za-z\u0400-\u052f]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SPACES: Final = re.compile(r"[\s\u00a0\u200b\u200e\u200f\ufeff\u00ad]+")
_UNEVEN: Final = re.compile(r"[^\S ]|  |[\u200b\u200e\u200f\ufeff\u00ad]")
_FOLDED: Final = (
    *zip("ёғӣқӯҳҷ", "егикухч", strict=True),
    # the commonest letters of the old Tajik fonts (set A), which stand in names even where a file is not all legacy
    *zip("њљѓќўїі", "хчгкуиi", strict=True),
    *((letter, "") for letter in "ъ’ʼ`'´‘"),
    *((dash, "-") for dash in "–—−‑‒―"),
    *((mark, '"') for mark in "«»“”„"),
)


def collapse(text: str) -> str:
    """The text with every run of white space (also non-breaking, also line breaks) made one space, and trimmed."""
    return _SPACES.sub(" ", text).strip() if _UNEVEN.search(text) else text.strip(" ")


def settle_letters(text: str) -> str:
    """Latin look-alikes inside Cyrillic words made Cyrillic, and the other way round; whole Roman numerals stay."""
    if text.isascii() or not _LATIN.search(text) or not CYRILLIC.search(text):
        return text
    return _MIXED.sub(_settle_word, text)


def _settle_word(found: re.Match[str]) -> str:
    word = found.group()
    if word.isascii():
        return word.translate(_LATIN_TO_CYRILLIC) if len(word) == 1 and word in "cokayCOKAY" else word
    latin = [letter for letter in word if letter.isascii()]
    if not latin:
        return word
    cyrillic = [letter for letter in word if not letter.isascii()]
    if all(letter in _LOOKALIKE_CYRILLIC for letter in cyrillic) and any(
        letter not in _LOOKALIKE_LATIN for letter in latin
    ):
        return word.translate(_CYRILLIC_TO_LATIN)
    return word.translate(_LATIN_TO_CYRILLIC)


@lru_cache(maxsize=65536)
def resolve_fold(text: str) -> str:
    """The spelling used for matching: lower case, one space, look-alikes settled, ё and the Tajik letters folded.

    Dashes and quotation marks are made alike; apostrophes and the hard sign fall away. Two texts that fold alike
    are the same text to a fair human reader.
    """
    return fold(text)


def fold(text: str) -> str:
    """`resolve_fold` without remembering: for texts that are met once."""
    folded = settle_letters(text).lower()
    # a chain of replacements takes a quarter of the time of str.translate on Cyrillic text
    for letter, alike in _FOLDED:
        if letter in folded:
            folded = folded.replace(letter, alike)
    return collapse(folded)


def words_of(folded: str) -> list[str]:
    """The words and numbers of a folded text, without punctuation."""
    return _WORD.findall(folded)


_WORD: Final = re.compile(r"[0-9a-z\u0400-\u052f]+")

# Endings taken off so that declined forms meet: longest first; a stem keeps at least three letters.
_ENDINGS: Final = tuple(
    sorted(
        [
            "ого",
            "его",
            "ому",
            "ему",
            "ыми",
            "ими",
            "ами",
            "ями",
            "ых",
            "их",
            "ах",
            "ях",
            "ов",
            "ев",
            "ей",
            "ой",
            "ый",
            "ий",
            "ая",
            "яя",
            "ое",
            "ее",
            "ую",
            "юю",
            "ом",
            "ем",
            "ам",
            "ям",
            "ые",
            "ие",
            "ию",
            "ия",
            "иях",
            "а",
            "я",
            "о",
            "е",
            "ы",
            "и",
            "у",
            "ю",
            "ь",
            "й",
            "хои",
            "хо",
        ],
        key=len,
        reverse=True,
    )
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without its Russian or Tajik endings (or an English plural s): the same for every declined form."""
    if not word or word.isdecimal():
        return word
    if word.isascii():
        return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
    shorter = _shorten(word)
    while shorter != word:
        word, shorter = shorter, _shorten(shorter)
    return word


def _shorten(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text as written, in order."""
    return tuple(stem(word) for word in words_of(resolve_fold(text)))

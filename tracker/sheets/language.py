"""Which language a text is in, and the two halves of a text in two languages."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from tracker.sheets.fold import CYRILLIC, collapse, settle_letters

_TAJIK: Final = re.compile(r"[ғӣқӯҳҷҒӢҚӮҲҶ]")
_RUSSIAN: Final = re.compile(r"[ыщьцЫЩЬЦ]")
_TAJIK_WORDS: Final = frozenset(
    [
        "ва",
        "дар",
        "барои",
        "карда",
        "шавад",
        "шаванд",
        "аз",
        "бо",
        "ба",
        "шуд",
        "аст",
        "чорабинихо",
        "оид",
        "хар",
        "то",
        "ки",
        "ин",
        "он",
        "дода",
        "намояд",
        "гузаронида",
        "шуъбаи",
        "соли",
        "мохи",
    ]
)
_RUSSIAN_WORDS: Final = frozenset(
    [
        "и",
        "в",
        "на",
        "с",
        "по",
        "для",
        "о",
        "об",
        "от",
        "до",
        "из",
        "при",
        "за",
        "не",
        "к",
        "со",
        "год",
        "года",
        "район",
        "района",
        "срок",
        "работы",
        "что",
        "как",
        "его",
        "их",
        "до",
        "или",
        "город",
        "города",
    ]
)
_WORDS: Final = re.compile(r"[A-Za-z\u0400-\u052f]+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_SEPARATORS: Final = re.compile(r"[\r\n]+|\s+/{1,2}\s+|\s+\|\s+")


@lru_cache(maxsize=16384)
def language_of(text: str) -> str | None:
    """'ru', 'tg' or 'en' for a text with words in it; None for numbers, signs, or words that tell nothing."""
    cyrillic, latin = len(CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic:
        return "en" if latin > 1 else None
    if latin > 3 * cyrillic:
        return "en"
    tajik, russian = _evidence(text)
    if tajik == russian:
        return "ru" if not tajik else None
    return "tg" if tajik > russian else "ru"


@lru_cache(maxsize=16384)
def evident_language(text: str) -> str | None:
    """`language_of`, but None for a Cyrillic text without a sign of either language («Рейды», «Кабули шахрвандон»)."""
    language = language_of(text)
    return None if language == "ru" and not any(_evidence(text)) else language


def _evidence(text: str) -> tuple[int, int]:
    """How much of a text speaks for Tajik, and how much for Russian."""
    words = [word.lower() for word in _WORDS.findall(settle_letters(text))]
    tajik = 3 * len(_TAJIK.findall(text)) + 2 * sum(word in _TAJIK_WORDS for word in words)
    russian = 2 * len(_RUSSIAN.findall(text)) + 2 * sum(word in _RUSSIAN_WORDS for word in words)
    russian += sum(word.endswith(("ого", "ов", "ий", "ый", "ая", "ость", "ение")) for word in words)
    tajik += sum(word.endswith(("хои", "карда", "ҳои", "ҳо")) for word in words)
    return tajik, russian


@lru_cache(maxsize=16384)
def two_languages(text: str) -> dict[str, str] | None:
    """The halves of a text written in two languages, by language; None when it is in one.

    The halves are separated by a line break, « / » or « | »; where there are several, at the one that parts the languages.
    """
    breaks = list(_SEPARATORS.finditer(text))
    if not breaks or len(breaks) > 20:
        return None
    for found in breaks:
        left, right = text[: found.start()], text[found.end() :]
        if left.rstrip().endswith((",", ";")):
            # a list goes on here; no translation begins
            continue
        one, two = language_of(left), language_of(right)
        if one and two and one != two and _pure(left, one) and _pure(right, two):
            return {one: collapse(left), two: collapse(right)}
    return None


def _pure(text: str, language: str) -> bool:
    return all(language_of(part) in (language, None) for part in _SEPARATORS.split(text) if len(part) > 12)


def main_language(texts: Iterable[str]) -> tuple[str | None, bool]:
    """The language of most texts, and whether a tenth or more of them are in another (then each is judged alone)."""
    texts = list(texts)
    counts = Counter(language for text in texts if (language := evident_language(text)))
    if not counts:
        return next((language for text in texts if (language := language_of(text))), None), False
    language, most = counts.most_common(1)[0]
    return language, most < 0.9 * counts.total()

"""How each language writes dates, numbers and lists, and in which order it keeps its letters.

Babel is right for British English and Russian. Its Tajik dates and lists are wrong: those are written here.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

LANGUAGES: Final = ("en", "ru", "tg")
"""The languages people see, by their ISO 639-1 codes."""

NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

SortKey = tuple[tuple[tuple[int, int], ...], str]

REMEMBERED: Final = 20_000
"""Numbers and days come again and again; Babel works each out anew in a tenth of a millisecond."""

_OWN_NAMES: Final = {"en": "English", "ru": "Русский", "tg": "Тоҷикӣ"}
_LOCALES: Final = {"en": "en_GB", "ru": "ru", "tg": "tg"}
_ROMAN: Final = ("I", "II", "III", "IV")
TAJIK_MONTHS: Final = (
    *("январ", "феврал", "март", "апрел", "май", "июн"),
    *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
)
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC: Final = "абвгғдеёжзиӣйкқлмнопрстуӯфхҳцчҷшщъыьэюя"
_ALPHABETS: Final = {"en": _LATIN + _CYRILLIC, "ru": _CYRILLIC + _LATIN, "tg": _CYRILLIC + _LATIN}
_PIECES: Final = re.compile(r"(?P<number>[0-9]+)|(?P<gap>[\s\-\u2010-\u2015/]+)|(?P<letter>[^\W\d_])")


def known(language: str) -> str:
    """`language` itself, one of `LANGUAGES`; ValueError for any other."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; there are {', '.join(LANGUAGES)}")
    return language


def language_name(code: str) -> str:
    """The language's own name for itself, for a language switch: English, Русский, Тоҷикӣ."""
    return _OWN_NAMES[known(code)]


@lru_cache(maxsize=REMEMBERED)
def number(value: int | float | Decimal, language: str, *, decimals: int = 0) -> str:
    """A number with grouped thousands, rounded half away from zero to at most `decimals` places.

    A negative one starts with the Unicode minus. Years are not numbers in this sense.
    """
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    text = format_decimal(abs(rounded), format=pattern, locale=_locale(language))
    return MINUS + text if rounded < 0 else text


@lru_cache(maxsize=REMEMBERED)
def date_long(day: date, language: str) -> str:
    """1 December 2024, 1 декабря 2024 г., 1 декабри соли 2024."""
    if known(language) == "tg":
        return f"{day.day} {month_year(day, language)}"
    return _even_spaces(format_date(day, "long", locale=_locale(language)))


@lru_cache(maxsize=REMEMBERED)
def date_short(day: date, language: str) -> str:
    """1 Dec 2024, 01.12.2024: the month is named in English, where day and month are often swapped."""
    if known(language) == "en":
        return format_date(day, "medium", locale=_locale(language))
    return f"{day:%d.%m}.{day.year:04d}"


def month_year(day: date, language: str) -> str:
    """December 2024, декабрь 2024 г., декабри соли 2024: the month that `day` falls in."""
    if known(language) == "tg":
        return f"{TAJIK_MONTHS[day.month - 1]}и соли {day.year}"
    text = format_date(day, "LLLL y", locale=_locale(language))
    return f"{text}{NBSP}г." if language == "ru" else text


def month_short(number: int, language: str) -> str:
    """Jan, янв, янв: a month by its number, as it stands over the columns of a calendar."""
    if known(language) == "tg":
        return TAJIK_MONTHS[number - 1][:3]
    return format_date(date(2000, number, 1), "LLL", locale=_locale(language)).rstrip(".")


def quarter(year: int, number: int, language: str) -> str:
    """Q3 2024, III квартал 2024 г., семоҳаи III соли 2024; `number` is 1 to 4, else ValueError."""
    if number not in (1, 2, 3, 4):
        raise ValueError(f"a year has quarters 1 to 4, not {number}")
    roman = _ROMAN[number - 1]
    patterns = {
        "en": f"Q{number} {year}",
        "ru": f"{roman} квартал {year}{NBSP}г.",
        "tg": f"семоҳаи {roman} соли {year}",
    }
    return patterns[known(language)]


def listing(items: Sequence[str], language: str) -> str:
    """A, B and C; A, B и C; A, B ва C. No items give an empty text."""
    if known(language) != "tg" or len(items) < 2:
        return format_list(items, locale=_locale(language))
    return f"{', '.join(items[:-1])} ва {items[-1]}"


def sort_key(text: str, language: str) -> SortKey:
    """A key that sorts names as a reader of the language expects.

    Ё follows е, and the Tajik letters follow those they are made from: ғ after г, ӣ after и, қ after к,
    ӯ after у, ҳ after х, ҷ after ч. The reader's own script comes first, digits count as numbers, case and
    punctuation don't count.
    """
    places = _places(language)
    plain = unicodedata.normalize("NFC", text).casefold()
    return tuple(_piece(found, places) for found in _PIECES.finditer(plain)), text


def _piece(found: re.Match[str], places: dict[str, int]) -> tuple[int, int]:
    """A gap before a number before a letter; letters by their place in the alphabet, foreign ones last."""
    piece = found.group()
    if found.lastgroup == "gap":
        return 0, 0
    if found.lastgroup == "number":
        return 1, int(piece)
    bare = unicodedata.normalize("NFD", piece)[0]
    return 2, places.get(piece, places.get(bare, len(places) + ord(piece)))


@cache
def _places(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ALPHABETS[known(language)])}


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[known(language)])


def _even_spaces(text: str) -> str:
    """Babel's narrow no-break space is missing in some of the fonts we ship files for."""
    return text.replace("\u202f", NBSP)

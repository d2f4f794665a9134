"""Dates, numbers, rates, sizes and lists as a reader of the language expects them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tracker.words.locales import (
    MINUS,
    NBSP,
    SortKey,
    date_long,
    date_short,
    known,
    listing,
    month_short,
    month_year,
    number,
    quarter,
    sort_key,
)
from tracker.words.speak import N_, ntranslate, translate

__all__ = [
    "FEW",
    "MINUS",
    "NBSP",
    "NOTHING",
    "SortKey",
    "date_long",
    "date_short",
    "days",
    "days_left",
    "days_overdue",
    "due_in",
    "file_size",
    "fraction",
    "in_alphabet",
    "listing",
    "month_short",
    "month_year",
    "number",
    "percent",
    "points",
    "quarter",
    "rate_text",
    "share",
    "sort_key",
]

NOTHING: Final = "\u2013"
"""What stands where nothing was due, so that there is no rate (an en dash)."""

FEW: Final = 6
"""Below so many due commitments a percentage says more than is known, and only the fraction is shown."""

_SIZES: Final = (N_("{size} B"), N_("{size} kB"), N_("{size} MB"), N_("{size} GB"))


def in_alphabet(names: Iterable[str], language: str) -> list[str]:
    """Names in the order in which a reader of the language looks for them."""
    return sorted(names, key=lambda name: sort_key(name, language))


def percent(part: int, whole: int, language: str) -> str:
    """`part` of `whole` as a percentage, rounded half up; an en dash when `whole` is 0.

    0 % and 100 % are shown only when exact: a little more is "<1 %", a little less ">99 %".
    ValueError unless 0 ≤ part ≤ whole.
    """
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole == 0:
        return NOTHING
    rounded = (200 * part + whole) // (2 * whole)
    return _percentage(rounded, language, some=part > 0, all_=part == whole)


def share(value: float | None, language: str) -> str:
    """A share from 0 to 1 (such as an interval's bound) by the rules of `percent`; None is an en dash."""
    if value is None:
        return NOTHING
    if not 0 <= value <= 1:
        raise ValueError(f"{value} is not a share")
    rounded = int((Decimal(str(value)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return _percentage(rounded, language, some=value > 0, all_=value == 1)


def fraction(kept: int, due: int, language: str) -> str:
    """23 of 42, with thousands grouped."""
    return translate("{kept} of {due}", language, kept=number(kept, language), due=number(due, language))


def rate_text(kept: int, due: int, language: str) -> str:
    """A rate with what is behind it: "55 %, 23 of 42"; for fewer than six "3 of 5"; for none an en dash."""
    if due == 0:
        return NOTHING
    if due < FEW:
        return fraction(kept, due, language)
    return translate(
        "{percent}, {fraction}",
        language,
        percent=percent(kept, due, language),
        fraction=fraction(kept, due, language),
    )


def points(difference: float, language: str) -> str:
    """The difference of two shares (−1 to 1) in percentage points, signed: "+4 points", "−1 point".

    Whole points, half away from zero; below one point one decimal.
    """
    exact = Decimal(str(difference)) * 100
    size = abs(exact).quantize(Decimal(1) if abs(exact) >= 1 else Decimal("0.1"), rounding=ROUND_HALF_UP)
    sign = "" if size == 0 else MINUS if exact < 0 else "+"
    whole = int(size) if size == int(size) else 0
    return ntranslate(
        "{difference} point",
        "{difference} points",
        whole,
        language,
        difference=sign + number(size, language, decimals=1),
    )


def days(n: int, language: str) -> str:
    """1 day, 3 days."""
    return ntranslate("{n} day", "{n} days", n, language)


def days_overdue(n: int, language: str) -> str:
    """3 days overdue."""
    return ntranslate("{n} day overdue", "{n} days overdue", n, language)


def days_left(n: int, language: str) -> str:
    """3 days left."""
    return ntranslate("{n} day left", "{n} days left", n, language)


def due_in(n: int, language: str) -> str:
    """How far off a deadline is, `n` days ahead; a negative `n` is in the past."""
    if n == 0:
        return translate("due today", language)
    return days_left(n, language) if n > 0 else days_overdue(-n, language)


def file_size(size: int, language: str) -> str:
    """A number of bytes in thousands, millions or billions: "999 B", "1.2 MB"; one decimal below ten."""
    amount, unit = Decimal(size), 0
    while unit < len(_SIZES) - 1 and amount.quantize(Decimal(1), rounding=ROUND_HALF_UP) >= 1000:
        amount, unit = amount / 1000, unit + 1
    decimals = 1 if unit and amount < 10 else 0
    return translate(_SIZES[unit], language, size=number(amount, language, decimals=decimals))


def _percentage(rounded: int, language: str, *, some: bool, all_: bool) -> str:
    space = " " if known(language) == "en" else NBSP
    if rounded == 0 and some:
        return f"<1{space}%"
    if rounded == 100 and not all_:
        return f">99{space}%"
    return f"{rounded}{space}%"

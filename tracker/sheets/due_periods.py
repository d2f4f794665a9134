"""Periods inside a deadline: days, months, quarters, halves, decades and years, with the year perhaps still open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from tracker.sheets.due_words import Token, month_end

_NUMERIC = ("num", "roman", "ordinal")
_COUNTED = ("quarter", "half_year")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days in a year that may be open: kind, first (month, day), last (month, day; day 0 = month's end)."""

    kind: str
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    at_end: bool = False

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day in that year. ValueError for a day that the calendar does not have."""
        start = date(year, *self.first)
        month, day = self.last
        return start, date(year, month, day) if day else month_end(year, month)


@dataclass(frozen=True, slots=True)
class Bare:
    """A number whose meaning its neighbour gives: «I, III кварталы», «с 15 по 20 мая»."""

    value: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or sign between periods: 'until', 'from', '-', ',' or ';'."""

    kind: str
    value: str = ""


Part = Period | Bare | Mark


class Unreadable(Exception):
    """The words are not a deadline that this grammar knows."""


class Impossible(Exception):
    """A date that the calendar does not have."""


def parts_of(tokens: Sequence[Token]) -> list[Part]:
    """Tokens gathered into periods and the marks between them. Unreadable when a word is left that has no part in it."""
    parts: list[Part] = []
    at = 0
    while at < len(tokens):
        part, at = _next(tokens, at)
        if part is not None:
            parts.append(part)
    return _settle_bare(parts)


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if at < len(tokens) else ""


def _int(tokens: Sequence[Token], at: int) -> int:
    return cast(int, tokens[at].value)


def _next(tokens: Sequence[Token], at: int) -> tuple[Part | None, int]:
    kind = _kind(tokens, at)
    if kind in ("until", "from", "-", ",", ";", "arrow", "/"):
        return Mark("," if kind == "/" else kind, str(tokens[at].value or "")), at + 1
    if kind in ("(", ")", ":"):
        return None, at + 1
    if kind == "end":
        period, after = _next(tokens, at + 1)
        if _kind(tokens, at + 1) == "-":
            period, after = _next(tokens, at + 2)
        if not isinstance(period, Period):
            raise Unreadable
        return replace(period, at_end=True), after
    period, after = _period(tokens, at)
    if period is not None:
        return period, after
    if kind in _NUMERIC:
        return Bare(_int(tokens, at)), at + 1
    raise Unreadable


def _period(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    for reader in (_date, _numbered, _month, _year):
        period, after = reader(tokens, at)
        if period is not None:
            return period, after
    return None, at


def _year_after(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """The year at this place («2025 года», «соли 2025», «25 г.», with a comma before it in English), if one stands there."""
    after = at
    if _kind(tokens, after) == "," and _kind(tokens, after + 1) == "year" and tokens[after].value is None:
        before = _kind(tokens, after - 1)
        after += 1 if before == "num" else 0
    while _kind(tokens, after) == "yw":
        after += 1
    if _kind(tokens, after) == "year":
        year = _int(tokens, after)
        after += 1
        while _kind(tokens, after) == "yw":
            after += 1
        return year, after
    if _kind(tokens, after) == "num" and 20 <= _int(tokens, after) <= 60 and _kind(tokens, after + 1) == "yw":
        return 2000 + _int(tokens, after), after + 2
    return None, after


def _date(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    kind = _kind(tokens, at)
    if kind == "bad_date":
        raise Impossible
    if kind in ("date", "ambiguous_date"):
        day = cast(date, tokens[at].value)
        after = at + 1
        while _kind(tokens, after) == "yw":
            after += 1
        return Period("day", (day.month, day.day), (day.month, day.day), day.year), after
    if kind == "dm":
        number, month = cast(tuple[int, int], tokens[at].value)
        year, after = _year_after(tokens, at + 1)
        return Period("day", (month, number), (month, number), year), after
    if kind in ("num", "ordinal") and _kind(tokens, at + 1) in ("month", "month_en") and _int(tokens, at) > 0:
        return _day_of(tokens, _int(tokens, at), _int(tokens, at + 1), at + 2)
    if kind == "month_en" and _kind(tokens, at + 1) in ("num", "ordinal") and 1 <= _int(tokens, at + 1) <= 31:
        return _day_of(tokens, _int(tokens, at + 1), _int(tokens, at), at + 2)
    return None, at


def _day_of(tokens: Sequence[Token], number: int, month: int, at: int) -> tuple[Period, int]:
    if not 1 <= number <= 31:
        raise Impossible
    year, after = _year_after(tokens, at)
    return Period("day", (month, number), (month, number), year), after


def _numbered(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    """Quarters, half-years, halves and decades of a month: the number before or after the word, the year after or first."""
    kind = _kind(tokens, at)
    if kind in ("quarter", "half_year"):
        year, after = _year_after(tokens, at + 1)
        return _stretch(kind, _int(tokens, at), year), after
    if kind == "year" and (
        _kind(tokens, at + 1) in ("quarter", "half_year") or _follows_unit(tokens, at + 1)
    ):
        period, after = _numbered(tokens, at + 1)
        if period is not None and period.year is None:
            return replace(period, year=_int(tokens, at)), after
    if kind == "year" and _kind(tokens, at + 1) in ("month", "month_en"):
        period, after = _month(tokens, at + 1)
        if period is not None and period.year is None:
            return replace(period, year=_int(tokens, at)), after
    units = {"q": "quarter", "hy": "half_year"}
    if kind in _NUMERIC and _kind(tokens, at + 1) in units:
        year, after = _year_after(tokens, at + 2)
        return _stretch(units[_kind(tokens, at + 1)], _int(tokens, at), year), after
    if kind in units and _kind(tokens, at + 1) in _NUMERIC:
        year, after = _year_after(tokens, at + 2)
        return _stretch(units[kind], _int(tokens, at + 1), year), after
    return _part_of_month(tokens, at)


def _follows_unit(tokens: Sequence[Token], at: int) -> bool:
    return {_kind(tokens, at), _kind(tokens, at + 1)} & {"q", "hy"} != set() and bool(
        {_kind(tokens, at), _kind(tokens, at + 1)} & set(_NUMERIC)
    )


def _part_of_month(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    first, second = _kind(tokens, at), _kind(tokens, at + 1)
    if first in _NUMERIC and second in ("half", "dec"):
        number, unit = _int(tokens, at), second
    elif first in ("half", "dec") and second in _NUMERIC:
        number, unit = _int(tokens, at + 1), first
    else:
        return None, at
    if _kind(tokens, at + 2) in ("month", "month_en"):
        month = _int(tokens, at + 2)
        year, after = _year_after(tokens, at + 3)
        return _month_part(unit, number, month, year), after
    year, after = _year_after(tokens, at + 2)
    if unit == "half" and (year is not None or after > at + 2 or after >= len(tokens)):
        return _stretch("half_year", number, year), after
    raise Unreadable


def _stretch(unit: str, number: int, year: int | None) -> Period:
    size = 3 if unit == "quarter" else 6
    if number in (11, 111) or number == -1:
        number = {11: 2, 111: 3, -1: 12 // size}[number]
    if not 1 <= number <= 12 // size:
        raise Unreadable
    return Period(unit, (size * (number - 1) + 1, 1), (size * number, 0), year)


def _month_part(unit: str, number: int, month: int, year: int | None) -> Period:
    last = 3 if unit == "dec" else 2
    number = last if number == -1 else number
    if not 1 <= number <= last:
        raise Unreadable
    step = 10 if unit == "dec" else 15
    end = 0 if number == last else step * number
    return Period(unit, (month, step * (number - 1) + 1), (month, end), year)


def _month(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    kind = _kind(tokens, at)
    if kind == "my":
        month, year = cast(tuple[int, int], tokens[at].value)
        after = at + 1
        while _kind(tokens, after) == "yw":
            after += 1
        return Period("month", (month, 1), (month, 0), year), after
    if kind in ("month", "month_en"):
        found, after = _year_after(tokens, at + 1)
        return Period("month", (_int(tokens, at), 1), (_int(tokens, at), 0), found), after
    return None, at


def _year(tokens: Sequence[Token], at: int) -> tuple[Period | None, int]:
    year, after = _year_after(tokens, at)
    if year is not None or after > at:
        return Period("year", (1, 1), (12, 0), year), after
    return None, at


def _settle_bare(parts: list[Part]) -> list[Part]:
    """Bare numbers take their meaning from the next period, else from the one before; «кварталы I–II 2025 г.» gives the
    year to all of them."""
    settled: list[Part] = list(parts)
    for at in range(len(settled) - 1, -1, -1):
        part = settled[at]
        if isinstance(part, Bare):
            following = next((each for each in settled[at + 1 :] if isinstance(each, Period)), None)
            before = next((each for each in reversed(settled[:at]) if isinstance(each, Period)), None)
            beside = settled[at + 1] if at + 1 < len(settled) else None
            if before and before.kind in _COUNTED and isinstance(beside, Period) and beside.kind == "year":
                settled[at : at + 2] = [_like(part.value, replace(before, year=beside.year))]
            else:
                settled[at] = _like(part.value, following or before)
    return settled


def _like(value: int, model: Period | None) -> Period:
    if model is None or model.at_end:
        raise Unreadable
    if model.kind in _COUNTED:
        return _stretch(model.kind, value, model.year)
    if model.kind in ("dec", "half"):
        return _month_part(model.kind, value, model.first[0], model.year)
    if model.kind == "day" and 1 <= value <= 31:
        return replace(model, first=(model.first[0], value), last=(model.last[0], value))
    raise Unreadable

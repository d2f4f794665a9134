"""Recurring deadlines: what `quarterly+10d` or `months:4,10` means in days."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import numpy as np

from tracker.ledger.days import Days, Ints, as_date, day_number

# Months at whose end a deadline falls, by rhythm.
RHYTHMS = {"monthly": range(1, 13), "quarterly": (3, 6, 9, 12), "half-yearly": (6, 12), "yearly": (12,)}
MONTH_END = 31
FIRST_MONTH, LAST_MONTH = np.datetime64("1900-01", "M"), np.datetime64("2200-12", "M")

_WRITTEN = re.compile(
    r"(?:(?P<rhythm>monthly|quarterly|half-yearly|yearly)"
    r"|monthly:(?P<day>\d{1,2})|yearly:(?P<month>\d{1,2})-(?P<month_day>\d{1,2})|months:(?P<months>\d{1,2}(?:,\d{1,2})*))"
    r"(?:\+(?P<after>\d{1,3})d)?"
)


class UnknownRecurrence(ValueError):
    """The text is not a recurrence that the product knows."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Deadlines fall in `months` on `day` (the month's last day where it is shorter), `after` days later."""

    months: tuple[int, ...]
    day: int = MONTH_END
    after: int = 0


def read_recurrence(text: str) -> Rhythm:
    """Understand monthly, monthly:5, quarterly, quarterly+10d, half-yearly, yearly:01-15, months:4,10 …

    Bare rhythms fall on the last day of their period, `+10d` so many days after it. A day that a month has not
    is its last day. Raises `UnknownRecurrence`.
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise UnknownRecurrence(text)
    after = int(found["after"] or 0)
    if found["rhythm"]:
        return Rhythm(tuple(RHYTHMS[found["rhythm"]]), after=after)
    if found["day"]:
        return _checked(Rhythm(tuple(range(1, 13)), int(found["day"]), after), text)
    if found["month"]:
        return _checked(Rhythm((int(found["month"]),), int(found["month_day"]), after), text)
    return _checked(
        Rhythm(tuple(sorted({int(month) for month in found["months"].split(",")})), after=after), text
    )


def _checked(rhythm: Rhythm, text: str) -> Rhythm:
    if not (all(1 <= month <= 12 for month in rhythm.months) and 1 <= rhythm.day <= MONTH_END):
        raise UnknownRecurrence(text)
    return rhythm


def is_recurrence(text: str) -> bool:
    """Whether the text is a recurrence that the product knows."""
    try:
        read_recurrence(text)
    except UnknownRecurrence:
        return False
    return True


def deadlines(recurrence: str, *, start_after: date, until: date) -> list[date]:
    """The deadlines after `start_after`, up to and with `until`. Raises `UnknownRecurrence`."""
    days = all_deadlines(recurrence)
    first = np.searchsorted(days, day_number(start_after), side="right")
    end = np.searchsorted(days, day_number(until), side="right")
    return [as_date(int(day)) for day in days[first:end]]


@lru_cache(maxsize=512)
def all_deadlines(recurrence: str) -> Days:
    """Every deadline of a recurrence from 1900 to 2200, as day numbers. Raises `UnknownRecurrence`."""
    rhythm = read_recurrence(recurrence)
    months = np.arange(FIRST_MONTH, LAST_MONTH + 1)
    months = months[np.isin(months.astype(np.int64) % 12 + 1, rhythm.months)]
    month_ends = (months + 1).astype("datetime64[D]").astype(np.int64) - 1
    days = np.minimum(months.astype("datetime64[D]").astype(np.int64) + rhythm.day - 1, month_ends)
    found: Days = (days + rhythm.after).astype(np.int32)
    found.flags.writeable = False
    return found


class Calendar:
    """The deadlines of several recurrences end to end: an index names a recurrence and one of its deadlines."""

    def __init__(self, recurrences: tuple[str, ...]) -> None:
        """Line up the recurrences; their positions are the codes that the ledger uses. One not understood has none."""
        self.tables = [
            all_deadlines(text) if is_recurrence(text) else np.empty(0, np.int32) for text in recurrences
        ]
        lengths = [len(table) for table in self.tables]
        self.offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        self.days: Days = np.concatenate([np.empty(0, np.int32), *self.tables])

    def first_from(self, codes: Ints, days: Days, *, after: bool = False) -> Ints:
        """Index of the first deadline of each recurrence on or after its day (`after`: strictly after it)."""
        places = np.empty(len(codes), np.int64)
        side: Literal["left", "right"] = "right" if after else "left"
        for code in np.unique(codes):
            of_code = codes == code
            places[of_code] = np.searchsorted(self.tables[code], days[of_code], side=side)
        return places + self.offsets[codes]

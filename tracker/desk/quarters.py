"""The days that figures are told for: ends of quarters, and the day that changes are told against."""

from datetime import date, timedelta
from typing import Final

TREND_QUARTERS: Final = 12
SETTLED: Final = timedelta(days=30)


def quarter_ends(day: date, count: int) -> list[date]:
    """The last `count` ends of quarters before `day`, the oldest first."""
    year, quarter = day.year, (day.month - 1) // 3
    ends = []
    for _ in range(count):
        ends.append(date(year, quarter * 3 + 1, 1) - timedelta(days=1))
        year, quarter = (year, quarter - 1) if quarter else (year - 1, 3)
    return ends[::-1]


def compared_with(day: date) -> date:
    """The day that changes are told against: the last end of a quarter at least a month ago."""
    return next(end for end in reversed(quarter_ends(day, 3)) if day - end >= SETTLED)


def trend_days(day: date) -> list[date]:
    """The days of a trend: the ends of the last quarters, and the day itself."""
    return sorted({*quarter_ends(day, TREND_QUARTERS), day})

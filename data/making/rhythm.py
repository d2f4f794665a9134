"""The deadlines of a recurring commitment, as the maker of the sample counts them."""

from calendar import monthrange
from datetime import date

from data.making.model import Commitment

HORIZON = date(2027, 12, 31)


def deadlines(commitment: Commitment) -> list[date]:
    """Every deadline of a recurring commitment after the day it was made, up to its window's end or 2027."""
    rule = commitment.due.recurrence or ""
    until = commitment.due.end or HORIZON
    days = sorted(
        one for year in range(commitment.made_on.year, until.year + 1) for one in _in_year(rule, year)
    )
    return [one for one in days if commitment.made_on < one <= until]


def period(commitment: Commitment, on: date) -> tuple[date, date] | None:
    """The latest deadline that is due on a day, with the one before it (or the day it was made); None if none is."""
    past = [commitment.made_on, *(one for one in deadlines(commitment) if one < on)]
    return (past[-2], past[-1]) if len(past) > 1 else None


def _in_year(rule: str, year: int) -> list[date]:
    name, _, detail = rule.partition(":")
    if name == "monthly":
        return [date(year, month, int(detail) if detail else _last(year, month)) for month in range(1, 13)]
    if name == "quarterly":
        return [date(year, month, _last(year, month)) for month in (3, 6, 9, 12)]
    if name.startswith("quarterly+"):
        day = int(name.removeprefix("quarterly+").rstrip("d"))
        return [date(year, month, day) for month in (1, 4, 7, 10)]
    if name == "half-yearly":
        return [date(year, 6, 30), date(year, 12, 31)]
    month, day = map(int, (detail or "12-31").split("-"))
    return [date(year, month, day)]


def _last(year: int, month: int) -> int:
    return monthrange(year, month)[1]

"""The rhythm of a recurring deadline in words: what `monthly:5` or `quarterly+10d` means to a reader."""

import re
from datetime import date
from typing import Final

from babel.dates import format_date

from tracker.words.locales import TAJIK_MONTHS, listing
from tracker.words.speak import N_, ntranslate, translate

_PERIODS: Final = {
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
    "half-yearly": N_("every half-year"),
    "yearly": N_("every year"),
}
_PLAIN: Final = re.compile(r"(monthly|quarterly|half-yearly|yearly)(?:\+(\d{1,3})d)?")
_MONTHLY: Final = re.compile(r"monthly:(\d{1,2})")
_YEARLY: Final = re.compile(r"yearly:(\d{2})-(\d{2})")
_MONTHS: Final = re.compile(r"months:(\d{1,2}(?:,\d{1,2})*)")


def rhythm(recurrence: str, language: str) -> str:
    """The stored `recurrence` of a commitment as a phrase; ValueError when it is none.

    It is monthly, quarterly, half-yearly or yearly, alone or with days after the end of the period
    (`quarterly+10d`); `monthly:5` (day of the month), `yearly:01-15` (month and day) or `months:4,10` (the
    ends of these months).
    """
    if found := _PLAIN.fullmatch(recurrence):
        return _after_each(_PERIODS[found[1]], int(found[2] or 0), language)
    if found := _MONTHLY.fullmatch(recurrence):
        return translate("every month by day {day}", language, day=int(found[1]))
    if found := _YEARLY.fullmatch(recurrence):
        return translate(
            "every year by {day}", language, day=_day_of_year(int(found[1]), int(found[2]), language)
        )
    if found := _MONTHS.fullmatch(recurrence):
        names = [_month(int(month), language) for month in found[1].split(",")]
        return translate("every year by the end of {months}", language, months=listing(names, language))
    raise ValueError(f"no rhythm of deadlines: {recurrence!r}")


def _after_each(period: str, days: int, language: str) -> str:
    every = translate(period, language)
    if not days:
        return every
    return ntranslate(
        "{every}, within {n} day after the end of the period",
        "{every}, within {n} days after the end of the period",
        days,
        language,
        every=every,
    )


def _day_of_year(month: int, day: int, language: str) -> str:
    """15 January, 15 января, 15 январ; the year is a leap year only so that 29 February can be written."""
    if language == "tg":
        return f"{day} {TAJIK_MONTHS[month - 1]}"
    return format_date(date(2024, month, day), "d MMMM", locale=language)


def _month(month: int, language: str) -> str:
    """The month in the form that follows "the end of": April, апреля, апрел."""
    if language == "tg":
        return TAJIK_MONTHS[month - 1]
    return format_date(date(2024, month, 1), "MMMM", locale=language)

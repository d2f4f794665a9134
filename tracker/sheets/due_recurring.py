"""Deadlines that come back: monthly, quarterly, half-yearly, yearly, with the day by which each falls due."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from tracker.sheets.due_often import counted
from tracker.sheets.due_periods import Impossible, Mark, Period, Unreadable, parts_of
from tracker.sheets.due_words import month_end, tokens_of
from tracker.sheets.shapes import Due

_EVERY: Final = r"(?:кажд\w+|every|each|per)"
_ONCE_IN: Final = r"(?:не реже )?(?:(?:1|одного|один|одному)(?:-го)? )?раз(?:а|у)? (?:в|за)"
_PATTERNS: Final = (
    (
        "half-yearly",
        rf"{_ONCE_IN} (?:полугодие|полгода|пол года|(?:6|шесть) месяцев)|(?<!\d)(?:2|два|двух?) раза? в год|"
        rf"дважды в год|ежеполугодн\w*|"
        rf"{_EVERY} (?:полугоди\w+|полгода|шесть месяцев|6 месяцев|шестимесяч\w+|half[- ]?year|"
        rf"six months|6 months)|по полугодиям|"
        r"по итогам (?:каждого )?полугоди\w+|раз в полугодие|хар (?:шашмоха|нимсола|ним сол|шаш мох|6 мох)\w*|"
        r"харшашмоха|"
        r"(?:нимсола|шашмоха)е? як (?:бор|маротиба)|(?:дар )?(?:як )?соле? ?(?:ду|2) (?:бор|маротиба|дафа)|"
        r"шаш мох(?:е)? як (?:бор|маротиба)|"
        r"\bhalf[- ]?yearly|\bsemi-?annual(?:ly)?|\bbi-?annual(?:ly)?|\btwice (?:(?:a|per|every) year|"
        r"yearly)|\bsix-monthly",
    ),
    (
        "quarterly",
        rf"ежекв(?:арт(?:аль\w*)?\.?|\b\.?)|поквартальн\w*|квартально|{_EVERY} (?:квартал\w*|(?:3|"
        rf"три) месяца|quarter|"
        rf"three months|3 months)|"
        rf"{_ONCE_IN} (?:квартал|(?:3|три) месяца)|(?<!\d)(?:4|четыре) раза в год|"
        rf"по итогам (?:каждого )?квартал\w*|"
        r"(?:после|со дня|с даты|по) (?:окончани\w+|завершени\w+|истечени\w+) (?:кажд\w+ |отчетн\w+ )*квартала|"
        r"after (?:the end of )?(?:the |each |every )+quarter|"
        r"хар ?(?:семоха|чоряк|се мох|3 мох)\w*|(?:як )?(?:семоха|чоряк)е? як (?:бор|маротиба)|\bquarterly|"
        r"\bonce (?:a|per|in a|every) quarter|"
        r"\bfour times a year",
    ),
    (
        "monthly",
        rf"ежемес(?:ячн\w*|\b\.?)|кажд\w+ (?=\d{{1,2}}(?:-?(?:го|е))? числ)|помесячно|(?<!\d)12 раз в год|"
        rf"{_EVERY} (?:месяц\w*|"
        rf"month)|{_ONCE_IN} месяц|хар ?мох(?:а|и)?(?!\w)|мохона|"
        r"мохе? як (?:бор|маротиба)|\bmonthly|\bonce (?:a|per|every) month|по итогам (?:каждого )?месяца|"
        r"(?:после|со дня|с даты|по) (?:окончани\w+|завершени\w+|истечени\w+) (?:кажд\w+ |отчетн\w+ )*месяца",
    ),
    (
        "yearly",
        rf"ежегод(?:н\w*|\b\.?)|года, следующего за отчетным(?: годом)?|{_EVERY} (?:год\w*|calendar year|"
        rf"year|annum)|{_ONCE_IN} год|хамасола|хар ?сол(?:а|"
        rf"и)?(?!\w)|"
        r"соле? як (?:бор|маротиба|дафа)|\b(?:yearly|annual(?:ly)?|once (?:a|per|every) year)\b|"
        r"по итогам (?:каждого )?года",
    ),
)  # fmt: skip
_RECURRING: Final = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_OFTENER: Final = re.compile(
    r"еженедельн\w*|ежедекадн\w*|кажд\w+ (?:недел\w+|понедельник\w*|вторник\w*|сред[уы]|"
    r"четверг\w*|пятниц\w*|суббот\w*|воскресень\w*)|"
    r"\bхар (?:хафта|душанбе|сешанбе|чоршанбе|панчшанбе|чума|чума|шанбе|якшанбе)|хафтаина|\bweekly\b|"
    r"\bevery (?:week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?<!\d)(?:[2-9]|"
    r"\d\d) раза? в месяц|"
    r"\d+ раза? в неделю|раз в (?:неделю|две недели|2 недели)|"
    r"\bbi-?monthly\b|\bfortnightly\b|\bbi-?weekly\b|\bevery (?:second|other) (?:month|quarter|year)|"
    r"кажд\w+ втор\w+|"
    r"дважды в месяц|twice a (?:month|week)|(?:once )?every two (?:weeks|months|years)|раз в (?:два|"
    r"2|четыре|4|пять|5) (?:месяца|года|лет)|раз в (?:три|3) (?:года|лет)"
)
_DAY_OF_MONTH: Final = re.compile(
    r"(?:\b(?:до|к|не позднее|не позже|не позднее чем до|на|то|санаи|рузи|by|on|before|until|"
    r"no later than|not later than|within)\s+)?"
    r"(?:the\s+)?(?<![\d.])(?P<day>\d{1,2})(?:\s*-?\s*(?:го|му|е|ум|уми|юм|юми|ми|st|nd|rd|th))?"
    r"(?:\s+(?:числ[аоу]м?|санаи?|рузи?|day))?(?![\d.])"
)
_OF_NEXT_MONTH: Final = re.compile(
    r"(?:до|к|не позднее) (?P<day>[12]?\d|3[01])(?:-?го)? числ\w+ месяца, следующего за (?:отчетным|"
    r"истекшим)(?: месяцем)?"
)
_NEXT_MONTH: Final = re.compile(
    r"следующ\w+(?: за (?:отчетным|отчетным|истекшим)?\s*\w*)?|после (?:окончания |завершения |"
    r"отчетного )*\w+|за отчетн\w+(?: \w+)?|за истекш\w+(?: \w+)?|"
    r"(?:пас|бад|баад) аз(?: анчоми)? \w+(?: \w+)?|\bafter the end of (?:the|each|every)?(?: reporting)? ?\w*|"
    r"\bof the (?:following|next) month|"
    r"\bfollowing(?: the)?(?: reporting)?(?: \w+)?|\bafter (?:the |each )?\w+|отчетн\w+(?: период\w*|"
    r" квартал\w*)?|мохи (?:бади|бадина|бадин|оянда)\w*"
)
_NEXT_YEAR: Final = re.compile(
    r"следующего(?: за отчетным)?(?: года)?|(?:соли )?(?:оянда|бадина)\w*|of the (?:following|next) year"
)
_SEASON: Final = re.compile(
    r"\bначал[оаеу]\b|середин\w*|\b(?:летн|зимн|весенн|осенн|учебн)\w*|\b(?:летом|зимой|весной|осенью)\b|"
    r"\b(?:beginning|start|middle|summer|winter|spring|autumn|school)\b|\bаввали\b|миена\w*|тобистон\w*|"
    r"зимистон\w*|"
    r"\bбахор\w*|тирамох\w*|талим\w*|хониш\w*"
)
_SINCE: Final = re.compile(r"(?:с|со|аз|from|since|начиная)\b")
_WEEKDAY: Final = re.compile(
    r"понедельник\w*|вторник\w*|\bсред(?:а|у|ам)\b|четверг\w*|пятниц\w*|суббот\w*|воскресень\w*|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:сешанбе|чоршанбе|панчшанбе|чума|шанбе|якшанбе)\b"
)
_LAST_DAY: Final = (
    r"(?:в |на |к |on |дар )?(?:the )?(?:последн\w+|last|охирин) (?:день|дню|числ\w+|day|"
    r"рузи?)(?: of)?(?: the)?(?: кажд\w+)?"
)
_ITS_LAST_DAY: Final = {
    "quarterly": re.compile(_LAST_DAY + r"(?: (?:квартал\w*|quarter|семоха\w*)|$)"),
    "monthly": re.compile(_LAST_DAY + r"(?: (?:месяц\w*|month|мох\w*)|$)"),
}
_WORKING: Final = re.compile(r"\bрабоч\w+|\bworking\b|\bbusiness\b|\bкории?\b")
_NOISE: Final = re.compile(
    r"\b(?:месяц\w*|month\w*|мохи?|числ\w+|следующего|каждого|кажд\w+|квартал\w*|полугоди\w*|"
    r"семоха\w*|quarters?|не реже|начиная|"
    r"days?|дней|дня|рузи?|of|the|each|every|за|сана\w*|раза?|end|по итогам|в течение|within|in)\b"
)


def read_recurring(folded: str, year: int | None, period: tuple[date, date] | None) -> Due | None:
    """The recurring deadline that a folded text means; None when nothing in it comes back; cadence 'unknown' when it comes
    back in a way the recurrences can't say (every week, a day the words leave in doubt). Impossible for «30 февраля»."""
    said = counted(folded)
    if said is None or _OFTENER.search(said):
        return Due()
    folded = said
    following = _OF_NEXT_MONTH.fullmatch(folded)
    if following:
        return _with_window(
            Due(cadence="recurring", recurrence=f"monthly:{int(following['day'])}"), year, period
        )
    for name, pattern in _RECURRING:
        found = pattern.search(folded)
        if found:
            rest = " ".join((folded[: found.start()] + " " + folded[found.end() :]).split()).strip(" ,;:-()")
            rest = _ITS_LAST_DAY[name].sub(" ", rest).strip(" ,;:-()") if name in _ITS_LAST_DAY else rest
            if _otherwise(name, rest):
                return Due()
            return _with_window(_with_day(name, rest, year), year, period)
    return None


def _otherwise(name: str, rest: str) -> bool:
    """Whether what stands beside the rhythm says another one («ежемесячно и ежеквартально», «ежемесячно, по пятницам»)."""
    others = (pattern for other, pattern in _RECURRING if other != name)
    return bool(_WEEKDAY.search(rest) or _SEASON.search(rest)) or any(
        pattern.search(rest) for pattern in others
    )


def _with_window(due: Due, year: int | None, period: tuple[date, date] | None) -> Due:
    if due.cadence != "recurring" or due.from_ or due.on:
        return due
    if period:
        return replace(due, from_=period[0], on=period[1])
    if year:
        return replace(due, from_=date(year, 1, 1), on=date(year, 12, 31))
    return due


def _with_day(name: str, rest: str, year: int | None) -> Due:
    due = Due(cadence="recurring", recurrence=name)
    if not rest:
        return due
    if name == "yearly":
        return _yearly(rest, due)
    if _WORKING.search(rest):
        return Due()
    if _has_month(rest):
        return _named(rest, due) or _window(rest, due, year if _SINCE.match(rest) else None) or Due()
    if not any(character.isdecimal() for character in rest):
        return _named(rest, due) or _window(rest, due, year) or (Due() if _has_part(rest) else due)
    if _SINCE.match(rest) and (window := _window(rest, due, year)):
        return window
    day = _DAY_OF_MONTH.search(rest)
    if day and 1 <= int(day.group("day")) <= 31:
        outside = rest[: day.start()] + " " + rest[day.end() :]
        left = _NOISE.sub(" ", _NEXT_MONTH.sub(" ", outside)).strip(" ,;:.-()")
        last_month = bool(re.search(r"последн\w+|охирин|\blast\b", outside))
        last_month = last_month or any(
            token.kind == "ordinal" and token.value != 1 for token in tokens_of(left)
        )
        if not last_month and not (_has_part(left) or any(map(str.isdecimal, left))):
            suffix = f":{int(day.group('day'))}" if name == "monthly" else f"+{int(day.group('day'))}d"
            return replace(due, recurrence=name + suffix)
        if not last_month:
            window = _window(left, due, year)
            if window is not None:
                suffix = f":{int(day.group('day'))}" if name == "monthly" else f"+{int(day.group('day'))}d"
                return replace(window, recurrence=name + suffix)
    return _window(rest, due, year) or Due()


def _has_month(rest: str) -> bool:
    return any(
        token.kind in ("month", "month_en", "dm", "date", "ambiguous_date") for token in tokens_of(rest)
    )


def _has_part(rest: str) -> bool:
    """Whether a part of a month or of a year, or an order of them, is named: the recurrences have no words for it."""
    parts = ("dec", "half", "roman", "ordinal", "quarter", "half_year")
    return any(token.kind in parts for token in tokens_of(rest))


def _named(rest: str, due: Due) -> Due | None:
    """«2 раза в год (июнь, декабрь)»: as many months named as it comes back in a year."""
    often = {"half-yearly": 2, "quarterly": 4}.get(due.recurrence or "")
    try:
        periods, shape = _periods(rest.replace("(", " ").replace(")", " "))
    except (Unreadable, Impossible, KeyError):
        return None
    months = sorted({each.last[0] for each in periods if each.kind in ("month", "quarter") and not each.year})
    if not often or len(months) != often or len(periods) != often or "-" in shape or "U" in shape:
        return None
    usual = [12 // often * count for count in range(1, often + 1)]
    return due if months == usual else replace(due, recurrence="months:" + ",".join(map(str, months)))


def _periods(rest: str) -> tuple[list[Period], str]:
    parts = parts_of(tokens_of(rest.strip(" ,;:-()")))
    letters = {"until": "U", "from": "F", "-": "-", ",": ",", ";": ","}
    shape = "".join(
        "P" if isinstance(each, Period) else letters[each.kind] if isinstance(each, Mark) else "?"
        for each in parts
    )
    return [each for each in parts if isinstance(each, Period)], shape.strip(",-")


def _window(rest: str, due: Due, year: int | None = None) -> Due | None:
    """The stretch in which it comes back: a year, years, «с 1 марта 2025», «до конца 2026 года»; a range may leave its first
    year, or both (`year`), to what stands around it."""
    try:
        periods, shape = _periods(rest)
        shape = shape.replace("FF", "F")
        if "-" in shape or shape in ("FPUP", "FP"):
            last = next((each.year for each in reversed(periods) if each.year), year)
            periods = [replace(each, year=each.year or last) for each in periods]
        days = [period.days(period.year) for period in periods if period.year is not None]
    except (Unreadable, Impossible, ValueError, KeyError):
        return None
    if len(days) != len(periods) or not days:
        return None
    if shape == "P":
        return replace(due, from_=days[0][0], on=days[0][1])
    if shape in ("P-P", "FP-P", "FPUP", "P,P"):
        return replace(due, from_=days[0][0], on=days[-1][1])
    if shape == "FP":
        return replace(due, from_=days[0][0])
    return replace(due, on=days[0][1]) if shape == "UP" else None


def _yearly(rest: str, due: Due) -> Due:
    """A day of the year («до 15 декабря»), months («в апреле и октябре»), or the years in which it comes back."""
    rest = _NEXT_YEAR.sub(" ", rest).strip(" ,;:-()")
    windowed = _window(rest, due)
    try:
        periods, shape = _periods(rest)
    except (Unreadable, Impossible, KeyError):
        return due if not any(character.isdecimal() for character in rest) else Due()
    days = [each for each in periods if each.kind == "day"]
    years = [each for each in periods if each.kind == "year" and each.year]
    if len(days) == 1 and len(periods) - len(years) == 1:
        month, number = days[0].last
        if number > month_end(2024, month).day:
            raise Impossible
        window = (
            _window(" ".join(re.findall(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?", rest)), due) if years else None
        )
        return replace(window or due, recurrence=f"yearly:{month:02d}-{number:02d}")
    if windowed is not None and all(each.kind == "year" or each.at_end for each in periods):
        return windowed
    stretches = [each for each in periods if each.kind in ("month", "quarter", "half_year")]
    if (
        stretches
        and len(stretches) == len(periods)
        and not any(each.year for each in stretches)
        and "-" not in shape
    ):
        months = sorted({each.last[0] for each in stretches})
        return replace(due, recurrence="months:" + ",".join(str(month) for month in months))
    if windowed is not None:
        return windowed
    return due if all(each.kind == "year" for each in periods) else Due()

"""Deadlines: a short spec becomes the words people write and the meaning they intend.

A spec is a word and its numbers: `by 2024-12-01`, `on 2024-12-01` (a real date cell), `q 3 2024`, `q 1-2 2025`,
`h 1 2025`, `year 2025`, `years 2024 2026`, `month 2025-09`, `decade 1 2024-10`, `span 2025-03-01 2025-06-30`,
`end 2025`, `monthly`, `monthly 5`, `quarterly`, `quarterly 10`, `half-yearly`, `yearly 01-15`,
`yearly-in 2024 2026`, `always`, `open`, `schedule`, `none`; `A < B` is A moved from B.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from data.making.model import Due


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = {
    "ru": _words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    "ru-nominative": _words(
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
    ),
    "tg": _words("январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри"),
    "en": _words("January February March April May June July August September October November December"),
}
ROMAN = ("", "I", "II", "III", "IV")
_ORDINALS_TG = ("", "якуми", "дуюми", "сеюми", "чоруми")
_DECADES_RU = ("", "первая", "вторая", "третья")


def due(spec: str, language: str, variant: int = 0) -> Due:
    """The deadline a spec stands for; `variant` picks one of several ways of writing the same."""
    if " < " in spec:
        return _moved(*spec.split(" < "), language=language, variant=variant)
    word, *rest = spec.split()
    return _WAYS[word](rest, language, variant)


def day(value: date, language: str, variant: int = 0) -> str:
    """A date in words: «1 декабря 2024 года», «1 декабри соли 2024», "1 December 2024"."""
    if language == "tg":
        return f"{value.day} {MONTHS['tg'][value.month - 1]} соли {value.year}"
    if language == "en":
        return f"{value.day} {MONTHS['en'][value.month - 1]} {value.year}"
    return f"{value.day} {MONTHS['ru'][value.month - 1]} {value.year} {'года' if variant % 2 == 0 else 'г.'}"


def _by(rest: list[str], language: str, variant: int) -> Due:
    end = date.fromisoformat(rest[0])
    forms = {
        "ru": (
            f"до {day(end, 'ru')}",
            f"до {end:%d.%m.%Y}",
            f"не позднее {day(end, 'ru', 1)}",
            f"до {day(end, 'ru', 1)}",
        ),
        "tg": (f"то {day(end, 'tg')}", f"то {end:%d.%m.%Y}"),
        "en": (f"by {day(end, 'en')}", f"no later than {day(end, 'en')}"),
    }[language]
    return Due(forms[variant % len(forms)], "once", None, end)


def _on(rest: list[str], language: str, variant: int) -> Due:
    end = date.fromisoformat(rest[0])
    return Due(end, "once", None, end)


def _quarter(rest: list[str], language: str, variant: int) -> Due:
    first, _, last = rest[0].partition("-")
    year, to = int(rest[1]), last or first
    start, end = date(year, 3 * int(first) - 2, 1), _month_end(year, 3 * int(to))
    if last:
        text = {
            "ru": f"{ROMAN[int(first)]}–{ROMAN[int(to)]} кварталы {year} года",
            "tg": f"семоҳаи {ROMAN[int(first)]}-{ROMAN[int(to)]} соли {year}",
            "en": f"Q{first}-Q{to} {year}",
        }[language]
        return Due(text, "once", start, end)
    forms = {
        "ru": (f"{ROMAN[int(first)]} квартал {year} г.", f"{ROMAN[int(first)]} кв. {year} г."),
        "tg": (f"семоҳаи {ROMAN[int(first)]} соли {year}", f"семоҳаи {_ORDINALS_TG[int(first)]} соли {year}"),
        "en": (f"Q{first} {year}",),
    }[language]
    return Due(forms[variant % len(forms)], "once", start, end)


def _half(rest: list[str], language: str, variant: int) -> Due:
    half, year = int(rest[0]), int(rest[1])
    forms = {
        "ru": (f"{ROMAN[half]} полугодие {year} года", f"{ROMAN[half]} полугодие {year} г."),
        "tg": (f"нимсолаи {_ORDINALS_TG[half]} соли {year}", f"шашмоҳаи {_ORDINALS_TG[half]} соли {year}"),
        "en": (f"{'first' if half == 1 else 'second'} half of {year}",),
    }[language]
    return Due(forms[variant % len(forms)], "once", date(year, 6 * half - 5, 1), _month_end(year, 6 * half))


def _year(rest: list[str], language: str, variant: int) -> Due:
    year = int(rest[0])
    text = {"ru": f"в течение {year} года", "tg": f"дар давоми соли {year}", "en": f"throughout {year}"}
    return Due(text[language], "once", date(year, 1, 1), date(year, 12, 31))


def _years(rest: list[str], language: str, variant: int) -> Due:
    first, last = map(int, rest)
    text = {"ru": f"{first}–{last} гг.", "tg": f"солҳои {first}-{last}", "en": f"{first}–{last}"}
    return Due(text[language], "once", date(first, 1, 1), date(last, 12, 31))


def _month(rest: list[str], language: str, variant: int) -> Due:
    year, month = map(int, rest[0].split("-"))
    text = {
        "ru": f"{MONTHS['ru-nominative'][month - 1]} {year} г.",
        "tg": f"моҳи {MONTHS['tg'][month - 1]} соли {year}",
        "en": f"{MONTHS['en'][month - 1]} {year}",
    }
    return Due(text[language], "once", date(year, month, 1), _month_end(year, month))


def _decade(rest: list[str], language: str, variant: int) -> Due:
    part, (year, month) = int(rest[0]), map(int, rest[1].split("-"))
    text = f"{_DECADES_RU[part]} декада {MONTHS['ru'][month - 1]} {year} г."
    end = _month_end(year, month) if part == 3 else date(year, month, 10 * part)
    return Due(text, "once", date(year, month, 10 * part - 9), end)


def _span(rest: list[str], language: str, variant: int) -> Due:
    start, end = map(date.fromisoformat, rest)
    text = {
        "ru": f"с {start.day} {MONTHS['ru'][start.month - 1]} по {day(end, 'ru', 1)}",
        "tg": f"аз {start.day} {MONTHS['tg'][start.month - 1][:-1]} то {day(end, 'tg')}",
        "en": f"from {start.day} {MONTHS['en'][start.month - 1]} to {day(end, 'en')}",
    }
    return Due(text[language], "once", start, end)


def _end(rest: list[str], language: str, variant: int) -> Due:
    year = int(rest[0])
    text = {"ru": f"до конца {year} года", "tg": f"то охири соли {year}", "en": f"before the end of {year}"}
    return Due(text[language], "once", None, date(year, 12, 31))


def _recurring(texts: dict[str, str], recurrence: str) -> Callable[[list[str], str, int], Due]:
    return lambda rest, language, variant: Due(texts[language], "recurring", recurrence=recurrence)


def _monthly(rest: list[str], language: str, variant: int) -> Due:
    if not rest:
        text = {"ru": "ежемесячно", "tg": "ҳар моҳ", "en": "monthly"}[language]
        return Due(text, "recurring", recurrence="monthly")
    text = {"ru": f"ежемесячно, до {rest[0]} числа", "tg": f"ҳар моҳ то {rest[0]}-ум"}[language]
    return Due(text, "recurring", recurrence=f"monthly:{rest[0]}")


def _quarterly(rest: list[str], language: str, variant: int) -> Due:
    if not rest:
        text = {"ru": "ежеквартально", "tg": "ҳар семоҳа", "en": "quarterly"}[language]
        return Due(text, "recurring", recurrence="quarterly")
    text = f"ежеквартально, до {rest[0]} числа месяца, следующего за отчётным кварталом"
    return Due(text, "recurring", recurrence=f"quarterly+{rest[0]}d")


def _yearly(rest: list[str], language: str, variant: int) -> Due:
    month, number = map(int, rest[0].split("-"))
    text = {
        "ru": f"ежегодно, не позднее {number} {MONTHS['ru'][month - 1]}",
        "tg": f"ҳамасола то {number} {MONTHS['tg'][month - 1][:-1]}",
        "en": f"no later than {number} {MONTHS['en'][month - 1]} each year",
    }
    return Due(text[language], "recurring", recurrence=f"yearly:{rest[0]}")


def _yearly_in(rest: list[str], language: str, variant: int) -> Due:
    first, last = map(int, rest)
    return Due(f"{first}–{last} гг., ежегодно", "recurring", date(first, 1, 1), date(last, 12, 31), "yearly")


def _fixed(texts: dict[str, str], cadence: str) -> Callable[[list[str], str, int], Due]:
    return lambda rest, language, variant: Due(texts[language], cadence)


def _moved(new: str, old: str, *, language: str, variant: int) -> Due:
    to, was = due(new, language, 0), due(old, language, 0)
    if old.startswith("q "):
        before = f"{was.cell}".replace("квартал", "квартала")
    else:
        assert was.end is not None
        before = day(was.end, language, 1)
    text = {
        "ru": f"{to.cell} (перенесено с {before})",
        "tg": f"{to.cell} (аз {before} тамдид шуд)",
        "en": f"{to.cell} (moved from {before})",
    }[language]
    return Due(text, "once", to.start, to.end, first=was.end)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


_WAYS: dict[str, Callable[[list[str], str, int], Due]] = {
    "by": _by,
    "on": _on,
    "q": _quarter,
    "h": _half,
    "year": _year,
    "years": _years,
    "month": _month,
    "decade": _decade,
    "span": _span,
    "end": _end,
    "monthly": _monthly,
    "quarterly": _quarterly,
    "half-yearly": _recurring(
        {"ru": "раз в полугодие", "tg": "ҳар нимсола", "en": "every six months"}, "half-yearly"
    ),
    "yearly": _yearly,
    "yearly-in": _yearly_in,
    "always": _fixed({"ru": "постоянно", "tg": "доимӣ", "en": "ongoing"}, "continuous"),
    "open": _fixed({"ru": "по мере необходимости", "tg": "дар ҳолати зарурӣ", "en": "as needed"}, "open"),
    "schedule": _fixed(
        {"ru": "согласно отдельному графику", "tg": "тибқи ҷадвали алоҳида", "en": "TBC"}, "unknown"
    ),
    "none": lambda rest, language, variant: Due(None, "unknown"),
}

"""How often something comes back where it is counted: «не реже двух раз в год», “four times a year”, «соле ду маротиба»."""

import re
from typing import Final

_COUNTS: Final = {
    "один": 1, "одного": 1, "одному": 1, "одна": 1, "два": 2, "две": 2, "двух": 2, "дважды": 2, "три": 3, "трех": 3,
    "трижды": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "девять": 9, "двенадцать": 12,
    "one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "thrice": 3, "four": 4, "five": 5, "six": 6, "twelve": 12,
    "як": 1, "ду": 2, "се": 3, "чор": 4, "панч": 5, "шаш": 6, "дувоздах": 12,
}  # fmt: skip
_COUNT: Final = rf"(?:\d{{1,2}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_MANY: Final = r"(?:несколько|много|several|many|some|якчанд|чанд)"
_UNITS: Final = (
    (re.compile(r"полугоди\w*|полгода|пол года|half[- ]?years?|шашмоха|нимсола\w*"), 6),
    (re.compile(r"квартал\w*|quarters?|семоха|чоряк\w*"), 3),
    (re.compile(r"месяц\w*|months?|мох\w?"), 1),
    (re.compile(r"год\w*|лет|years?|annum|сол\w?"), 12),
)
_UNIT: Final = (
    r"(?:полугоди\w*|полгода|пол года|half[- ]?years?|квартал\w*|quarters?|месяц\w*|months?|год(?:а|у|ом)?|"
    r"лет|years?|annum|"
    r"calendar year|шашмоха|нимсола\w*|семоха|чоряк\w*|мох|сол|недел\w+|weeks?|хафта|декад\w+|день|сутки|"
    r"day|руз)"
)
_AT_LEAST: Final = (
    r"(?:(?:не (?:реже|менее)(?: чем)?|как минимум|минимум|at least|not less than|"
    r"на (?:камтар|кам) аз|камаш|хадди акал) )?"
)
_TIMES: Final = r"(?:маротиба|бор|дафа)"
_PATTERNS: Final = (
    re.compile(
        rf"(?<!\w){_AT_LEAST}(?:(?P<count>{_COUNT}|{_MANY})(?:-?(?:го|х|ти|раз))? )?(?:раз(?:а|у)? )?(?:в|за) "
        rf"(?:течение )?(?:кажд\w+ )?(?:(?P<every>{_COUNT}|каждые \w+) )?(?P<unit>{_UNIT})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w){_AT_LEAST}(?P<count>{_COUNT}|{_MANY})(?: times?)? (?:a|an|per|every|each|in a|in every|"
        rf"during the|in each) "
        rf"(?:(?P<every>{_COUNT}) )?(?P<unit>{_UNIT})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w){_AT_LEAST}(?P<count>{_COUNT}|"
        rf"{_MANY}) {_TIMES} дар (?:давоми )?(?:хар )?(?:(?P<every>{_COUNT}) )?(?P<unit>{_UNIT})(?!\w)"
    ),
    re.compile(
        rf"(?<!\w)(?:дар )?(?:хар )?(?:(?P<every>{_COUNT}) )?(?P<unit>{_UNIT}?)е? "
        rf"{_AT_LEAST}(?P<count>{_COUNT}|{_MANY}) {_TIMES}(?!\w)"
    ),
)  # fmt: skip
_RANGE: Final = re.compile(rf"(?:\d|{'|'.join(_COUNTS)}) ?- ?$")
_RHYTHMS: Final = {1: "ежемесячно", 3: "ежеквартально", 6: "ежеполугодно", 12: "ежегодно"}


def counted(folded: str) -> str | None:
    """The text with its counted rhythm said in one word («2 раза в год» as «ежеполугодно»); None when that rhythm has no
    word («три раза в год», «раз в два года»). A text without a count comes back as it is."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(folded):
            if not re.search(
                rf"(?<!\w)(?:раз(?:а|у)?|дважды|трижды|times?|once|twice|thrice|{_TIMES})(?!\w)",
                found.group(),
            ):
                continue
            word = None if _RANGE.search(folded[: found.start()]) else _rhythm(found)
            return folded[: found.start()] + word + folded[found.end() :] if word else None
    return folded


def _rhythm(found: re.Match[str]) -> str | None:
    count, every = _number(found["count"]), _number(found["every"])
    months = next((size for pattern, size in _UNITS if pattern.fullmatch(found["unit"])), 0)
    if not (count and every and months) or (months * every) % count:
        return None
    return _RHYTHMS.get(months * every // count)


def _number(said: str | None) -> int:
    """1 where nothing is said, 0 for «несколько»."""
    if not said:
        return 1
    return int(said) if said.isdecimal() else _COUNTS.get(said, 0)

"""The words of deadlines in Russian, Tajik and English, folded, and the tokens a deadline is cut into."""

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

_MONTH_PATTERNS: Final = (
    r"янв(?:ар[ьяеюи]?м?)?|january?|jan",
    r"фев(?:р(?:ал[ьяеюи]?м?)?)?|february?|feb",
    r"мар(?:т[аеуи]?)?|march|mar",
    r"апр(?:ел[ьяеюи]?)?|april|apr",
    r"ма[йяею]и?|may",
    r"июн[ьяеюи]?|june?",
    r"июл[ьяеюи]?|july?",
    r"авг(?:уст[аеуи]?)?|august|aug",
    r"сен(?:т(?:ябр[ьяеюи]?)?)?|september|sept?",
    r"окт(?:ябр[ьяеюи]?)?|october|oct",
    r"ноя(?:б(?:р[ьяеюи]?)?)?|november|nov",
    r"дек(?:абр[ьяеюи]?)?|december|dec",
)
_MONTHS: Final = tuple(re.compile(pattern) for pattern in _MONTH_PATTERNS)
_ORDINALS: Final = (
    (re.compile(r"перв(?:ый|ая|ое|ого|ой|ом|ому|ую)|якум(?:и|ин)?|аввал(?:и|ин)?|first"), 1),
    (re.compile(r"втор(?:ой|ая|ое|ого|ом|ому|ую)|ду[юв]+ум(?:и)?|дуюм(?:и)?|second"), 2),
    (re.compile(r"трет(?:ий|ья|ье|ьего|ьей|ьем|ьему|ью)|се[юв]*ум(?:и)?|сеюм(?:и)?|third"), 3),
    (re.compile(r"четверт(?:ый|ая|ое|ого|ой|ом|ому|ую)|чо(?:хо)?рум(?:и)?|чахорум(?:и)?|fourth"), 4),
    (re.compile(r"последн(?:ий|яя|ее|его|ей|ем|юю)|охирин|last"), -1),
)
_QUARTER: Final = re.compile(
    r"кварт(?:ал\w*)?|кв|семох(?:а|аи|ахо|ахои|охои)|чоряк(?:и|хо|хои)?|quarters?|qtr|q"
)
_HALF_YEAR: Final = re.compile(r"полугоди\w*|полуг|пг|нимсола(?:и)?|шашмоха(?:и)?|h|semesters?|halfyears?")
_HALF: Final = re.compile(r"половин\w*|пол|ним+а(?:и)?|half")
_DECADE: Final = re.compile(r"декад\w*|decades?|даха(?:и)?|дахруза(?:и)?")
_YEAR_WORD: Final = re.compile(
    r"г|гг|год|года|году|годы|годов|годах|годам|сол|соли|солхо|солхои|year|years|yr"
)
_END: Final = re.compile(r"конец|конца|концу|конце|охир|охири|поени?|интихои?|окончани\w*|end|анчоми|анчом")
_FILLER: Final = frozenset(
    [
        "в",
        "во",
        "на",
        "за",
        "срок",
        "сроки",
        "сроком",
        "срока",
        "исполнения",
        "реализации",
        "течение",
        "течении",
        "теч",
        "течения",
        "протяжении",
        "дар",
        "барои",
        "давоми",
        "давом",
        "мобайни",
        "муддати",
        "мухлати",
        "мохи",
        "мох",
        "моххои",
        "мохои",
        "месяцев",
        "месяцах",
        "тули",
        "сана",
        "санаи",
        "due",
        "месяц",
        "месяца",
        "месяце",
        "месяцы",
        "months",
        "month",
        "the",
        "of",
        "in",
        "on",
        "for",
        "at",
        "during",
        "throughout",
        "whole",
        "full",
        "весь",
        "всего",
        "всей",
        "календарного",
        "календарный",
        "текущего",
        "текущий",
        "текущем",
        "чори",
        "чорид",
        "this",
        "calendar",
        "current",
        "включительно",
        "inclusive",
        "дата",
        "date",
        "day",
        "числа",
        "число",
        "рузи",
        "руз",
        "день",
        "дня",
        "дни",
        "deadline",
        "хамаи",
        "тамоми",
        "пурра",
        "over",
        "all",
        "within",
        "course",
        "зарфи",
        "чараени",
        "тайи",
        "равон",
        "вкл",
        "поэтапно",
        "этапами",
        "phased",
    ]
)
_UNTIL: Final = re.compile(r"до|к|ко|то|by|before|until|till|prior")
_NUMBER_SUFFIX: Final = (
    r"(?:-?(?:го|ого|его|му|ому|ему|м|ом|ем|е|ое|ье|й|ый|ий|ая|ья|ой|я|и|ум|уми|юм|юми|"
    r"ми|х|st|nd|rd|th))?(?![\w])"
)
_TOKEN: Final = re.compile(
    r"(?P<iso>(?<!\d)(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d))"
    r"|(?P<dmy>(?<!\d)\d{1,2}\s?(?P<sign>[./-])\s?\d{1,2}\s?(?P=sign)\s?(?:\d{4}|\d{2})(?!\d)|"
    r"(?<!\d)\d{1,2},\d{1,2},\d{4}(?!\d))"
    r"|(?P<ym>(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?![\d-])(?! (?!г)[a-z\u0400-\u04ff]))"
    r"|(?P<my>(?<![\d.])\d{1,2}[./](?:19|20)\d\d(?!\d))"
    r"|(?P<dm>(?<![\d.])\d{1,2}\.\d{1,2}(?![\d]))"
    r"|(?P<joined>(?<!\w)(?:[qh][1-4]|[1-4][qh])(?!\w))"
    rf"|(?P<num>\d+){_NUMBER_SUFFIX}"
    rf"|(?P<roman>(?<!\w)[ivxlу|!]+)(?:-(?:й|го|ой|ом|ем|м|ый|ий|я|ая|е|ое|и|му|ум|уми|юм|юми|ми))?(?![\w])"
    r"|(?P<word>[a-z\u0400-\u052f]+)"
    r"|(?P<arrow>->|→|=>)"
    r"|(?P<mark>[-,;()/+&:])"
    r"|(?P<doubt>[?~≈])"
    r"|(?P<digits>\d+)"
)
_TIME: Final = re.compile(r"(?<!\d)(?:t|в )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?!\d)")
_LATE_UNTIL: Final = re.compile(
    r"\b(?:не (?:позднее|позже)(?: чем)?(?: до)?|на дертар аз|(?:no|not) later than|on or before|в срок до|"
    r"к сроку|"
    r"не позднее чем к|дар мухлати то)\b"
)
ROMANS: Final = {"i": 1, "ii": 2, "iii": 3, "iiii": 4, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10,
                 "xi": 11, "xii": 12}  # fmt: skip
_TYPED_ROMANS: Final = {"п": 2, "ш": 3, "iу": 4}


class Token(NamedTuple):
    """A piece of a deadline: its kind and its value (a date, a number, a word)."""

    kind: str
    value: object = None


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)


def month_number(word: str) -> int | None:
    """The month a folded word names (in any case, three languages, also abbreviated), or None."""
    for number, pattern in enumerate(_MONTHS, start=1):
        if pattern.fullmatch(word):
            return number
    return None


_TIDYINGS: Final = (
    (re.compile(r"(?<!\w)(?:[тс]\.? ?г\b\.?|текущ\w+ года?)(?!\w)"), "года"),
    (re.compile(r"(?<!\w)с\. ?(?=(?:19|20)\d\d)"), "соли "),
    (re.compile(r"(?<![\w.])((?:19|20)\d\d)-(?=[qh][1-4](?!\w))"), r"\1 "),
    (re.compile(r"(?<!\w)([qh][1-4]|[1-4][qh])[-/](?=(?:19|20)\d\d(?!\d))"), r"\1 "),
    (re.compile(r"(?<![\w-])([a-z\u0400-\u04ff]{3,8})-((?:19|20)\d\d)(?!\d)"), None),
    (re.compile(r"(?<!\w)([ivxlу]+|[1-4])(?=(?:кв|квартал\w*|полугоди\w*)\b)"), r"\1 "),
    (re.compile(r"(?<!\w)([ivxlу]+|\d{1,2})-(?=(?:квартал|кв\b|полугод|декад|семох|нимсол|шашмох))"), r"\1 "),
    (re.compile(r"(?<![\w.])(\d{1,2})-([a-z\u0400-\u04ff]{3,})(?:-(?=(?:\d{4}|\d\d)(?!\d)))?"), None),
    (re.compile(r"\bbetween (.+?) and (?=.)"), r"from \1 to "),
    # “Sep 24” may be the 24th or the year; so it stays unread
    (re.compile(r"^(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? (2\d)$"), r"\1 ? \2"),
    (re.compile(r"(?<!\w)кв-л\w{0,2}(?!\w)"), "квартал"),
    (re.compile(r"(?<!\w)п/г(?!\w)"), "полугодие"),
    (re.compile(r"(?<=(?:19|20)\d\d)(?: с\.?|с\.?)$"), " года"),
    (re.compile(r"(?<!\w)се моха?и(?= (?:якум|дуюм|сеюм|чорум|аввал|охир))"), "семохаи"),
    (re.compile(r"(?<!\w)шаш моха?и(?= (?:якум|дуюм|аввал|охир))"), "шашмохаи"),
    (re.compile(r"(?<!\w)(даха|дахруза|нима|семоха|нимсола|шашмоха)и охири?(?= )"), r"\1и охирин"),
    (re.compile(r"\bhalf-year"), "halfyear"),
    (re.compile(r"(?<!\w)ним сол(?:а|аи|и)?(?!\w)"), "нимсолаи"),
    (re.compile(r"\b(first|second|third|last) (?:ten|10) days\b"), r"\1 decade"),
    # «1V», «I V», «IY» before the word for a quarter, or after it
    (re.compile(r"(?<!\w)[1il|!] ?[vуy](?=(?:-\w{1,3})? ?(?:кв|семох|чоряк|quarter))"), "iv"),
    (re.compile(r"((?:квартал\w*|кв\.?|семоха\w*|quarter) )[1l|!][vуy](?!\w)"), r"\1iv"),
    # «2 р. в год», «1 раз в кв.», «1 р/мес.»
    (re.compile(r"(?<=\d) ?р(?:аз)?(?:\.|(?= |/)) ?(?:в |за |/)(?=год|кв|мес|полуг)"), " раз в "),
    (re.compile(r"(?<=\d )мес\b\.?"), "месяцев"),
    (re.compile(r"(?<=раз в )кв\b\.?|(?<=раза в )кв\b\.?"), "квартал"),
    (re.compile(r"(?<=раз в )мес\b\.?|(?<=раза в )мес\b\.?"), "месяц"),
    (re.compile(r"(?<!\d)(\d{1,2})\.([ivx]+)\.(?=(?:19|20)\d\d)"), None),
    (re.compile(r"(?<![\w.-])([a-z\u0400-\u04ff]{3,8})[-.](\d\d)(?= ?г?\.?$)"), None),
)


def tidied(folded: str) -> str:
    """A folded deadline with its abbreviations and stray hyphens set right: «т.г.», «III-квартал», «1-Dec-25»."""
    for pattern, right in _TIDYINGS:
        folded = pattern.sub(right if right is not None else _apart, folded)
    return folded


def _apart(found: re.Match[str]) -> str:
    """«1-Dec-25», «1.XII.2025» and «Sep-24» taken apart where the word is a month; «1-уми» stays."""
    first, second = found.group(1), found.group(2)
    if second.isdecimal():
        year = second if len(second) == 4 else f"20{second}"
        return (
            f"{first} {year}" if month_number(first) and year >= "1990" and second >= "20" else found.group()
        )
    if second in ROMANS and found.group().endswith("."):
        return f"{first}.{ROMANS[second]}."
    return _day_and_month(found)


def _day_and_month(found: re.Match[str]) -> str:
    day, word = found.groups()
    if month_number(word) is None:
        return found.group()
    year = found.string[found.end() : found.end() + 4]
    short = found.group().endswith("-") and not (len(year) == 4 and year.isdecimal())
    return f"{day} {word} " + ("20" if short else "")


def tokens_of(folded: str) -> list[Token]:
    """A folded deadline cut into tokens; fillers are dropped, what is not a word of deadlines is kept as ('word', …)."""
    text = _LATE_UNTIL.sub(" by ", _TIME.sub(" ", folded.replace("»", '"')))
    found: list[Token] = []
    for match in _TOKEN.finditer(text.replace('"', " ")):
        token = _token(match.lastgroup or "", match.group(match.lastgroup or 0))
        if token is not None:
            found.append(token)
    return found


def _token(kind: str, value: str) -> Token | None:
    if kind == "iso":
        year, month, day = (int(part) for part in re.split(r"[-./]", value))
        return _day(year, month, day, ambiguous=False)
    if kind == "dmy":
        day, month, year = (int(part) for part in re.split(r"\s?[./,-]\s?", value))
        slashed = "/" in value and day <= 12 and month <= 12 and day != month
        return _day(year + 2000 if year < 100 else year, month, day, ambiguous=slashed)
    if kind == "ym":
        return Token("my", (int(value[5:]), int(value[:4])))
    if kind == "my":
        month, year = (int(part) for part in re.split(r"[./]", value))
        return Token("my", (month, year)) if 1 <= month <= 12 else Token("word", value)
    if kind == "dm":
        day, month = (int(part) for part in value.split("."))
        return Token("dm", (day, month)) if 1 <= month <= 12 and 1 <= day <= 31 else Token("word", value)
    if kind == "joined":
        letter, digit = (value[0], value[1]) if value[0] in "qh" else (value[1], value[0])
        return Token("quarter" if letter == "q" else "half_year", int(digit))
    if kind in ("num", "digits"):
        return _number(value)
    if kind == "roman":
        return _roman(value)
    if kind == "mark":
        return Token("," if value in ",+&" else value)
    if kind == "doubt":
        return Token("word", value)
    if kind == "arrow":
        return Token("arrow")
    return _word(value)


def _day(year: int, month: int, day: int, *, ambiguous: bool) -> Token:
    try:
        return Token("ambiguous_date" if ambiguous else "date", date(year, month, day))
    except ValueError:
        return Token("bad_date", (year, month, day))


def _number(value: str) -> Token:
    number = int(value) if len(value) < 6 else -1
    if 1990 <= number <= 2100 and len(value) == 4:
        return Token("year", number)
    return Token("num", number)


def _roman(value: str) -> Token | None:
    plain = value.replace("l", "i").replace("|", "i").replace("!", "i").replace("у", "v")
    if plain in ROMANS:
        return Token("roman", ROMANS[plain])
    return Token("word", value) if value not in ("|", "!") else None


def _word(value: str) -> Token | None:
    month = month_number(value)
    if month:
        return Token("month_en" if value.isascii() else "month", month)
    for pattern, number in _ORDINALS:
        if pattern.fullmatch(value):
            return Token("ordinal", number)
    if value in ("и", "ва", "and"):
        return Token(",", "and")
    if _UNTIL.fullmatch(value):
        return Token("until", value)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(value):
            return Token(kind, value)
    if value in ("с", "со", "аз", "from", "since", "начиная", "сар", "starting"):
        return Token("from", value)
    if value in ("по", "to", "through"):
        return Token("-", value)
    if value in _TYPED_ROMANS:
        return Token("roman", _TYPED_ROMANS[value])
    return None if value in _FILLER else Token("word", value)


_KINDS: Final = (
    ("q", _QUARTER), ("hy", _HALF_YEAR), ("half", _HALF), ("dec", _DECADE), ("yw", _YEAR_WORD), ("end", _END),
)  # fmt: skip

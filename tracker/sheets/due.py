"""Deadlines as people write them in plans, read strictly: what the grammar does not know stays unknown, never a guess.

The grammar follows the phrases of `tests/sheets/data/due_dates.csv`; a deadline's text is always kept beside the reading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.sheets.due_moved import BRACKETED, old_and_new
from tracker.sheets.due_open import DAYS, conditional, is_open
from tracker.sheets.due_periods import Impossible, Mark, Part, Period, Unreadable, parts_of
from tracker.sheets.due_recurring import read_recurring
from tracker.sheets.due_relative import Relative, read_relative
from tracker.sheets.due_words import Token, tidied, tokens_of
from tracker.sheets.fold import collapse, resolve_fold
from tracker.sheets.issues import Issue
from tracker.sheets.shapes import Due

_CONTINUOUS: Final = re.compile(
    r"(?:на )?(?<!не )(?<!\w)(?:постоянн|непрерывн|регулярн|систем(?:атическ|н))\w*(?: основ\w+)?|всегда|"
    r"ежедневно|"
    r"\bдоим[аои]\w*|\bмунтазам\w*|\bпайваста\w*|\bхамеша\w*|\bхар руз\b|\bхарруза\b|"
    r"\bon (?:a|an) (?:regular|permanent|continuous|ongoing|constant) basis|"
    r"(?<!not )\b(?:ongoing|continuous(?:ly)?|permanent(?:ly)?|constant(?:ly)?|regular(?:ly)?|always|daily|"
    r"at all times)\b"
)
_WHOLE_PERIOD: Final = re.compile(
    r"^(?:(?:в течение|на|за|в|дар давоми|дар|throughout|during|for) )?(?:(?:всего|весь|тамоми|хамаи|"
    r"the )+ ?)?(?:whole |entire )?"
    r"(?:plan |programme )?(?:период\w*|срок\w* (?:реализации|действия)|давра\w*|давраи амал\w*|period)"
    r"(?: (?:реализации|действия|исполнения|амали|татбики|of|the|плана|программы|накша|барнома|"
    r"plan|programme|implementation))*$"
)
_WHOLE_PART: Final = re.compile(
    r"^(?:(?:в течение|в теч\.?|за|дар давоми|дар тули|throughout|during) )(?:всего |the )?"
    r"(?:квартала|полугодия|семоха|нимсола|шашмоха|quarter|half-year)$"
)
_STAGE: Final = re.compile(
    r"(?:(?<!\w)(?:[ivx]+|\d)(?:-?(?:й|ый|ой))?|перв\w+|втор\w+|трет\w+|first|second|third)\s*(?:этап\w*|"
    r"stage|phase|step)\b"
    r"|(?:этап\w*|марх[аи]ла\w*|stage|phase|step)\s*(?:[ivx]+|\d|якум|дуюм|сеюм)(?!\w)"
)
_THEN: Final = re.compile(
    r"\b(?:далее|затем|потом|впоследствии|в последующем|сипас|бадан|бад аз он|then|thereafter|afterwards|"
    r"subsequently)\b|\b(?:за|ранее чем за|не позднее чем за) (?:\w+ )?(?:дн\w+|день|недел\w+|месяц\w*|"
    r"суток) (?:до|перед)\b|"
    r"\b(?:days?|weeks?|months?) before\b|\b(?:руз|хафта|мох) (?:пеш|кабл)\w* аз\b"
)
_STEP: Final = re.compile(
    r"^(?P<before>[^\d(]{3,60}?) ?(?:-|:|(?= (?:до|к|by|before|то) )) ?(?P<due>.+)$|"
    r"^(?P<due2>.*?\d.*?) ?- ?(?P<after>[^\d(]{3,60})$"
)
_EXCLUSIVE: Final = frozenset({"до", "то", "before", "until", "till", "prior"})
_INCLUDED: Final = re.compile(r"включительно|inclusive|дохил\w*")
_MONTHS_OF: Final = re.compile(
    r"(?:за |в течение |дар )?(?:первые )?(\d{1,2}|шесть|девять|нух|шаш) (?:месяц\w*|"
    r"мохи)(?: (?:соли )?((?:19|20)\d\d)(?: год\w*| г\.?)?)?"
)
_REFERENCE: Final = re.compile(
    r"(?:см|протокол|приказ|распоряж|письм|решени|пункт|п\.|№|согласно|карор|see|minutes|order|letter)"
)
_NOTHING: Final = re.compile(r"^[\s.…_*/-]*$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WHOLE_NUMBER: Final = re.compile(r"\d{5}\.0+")
_SERIALS: Final = range(20_000, 80_000)


@dataclass(frozen=True, slots=True)
class DueContext:
    """What a deadline may lean on: the plan's year (None: the words must name it), the day of its approval, its whole
    period, the day of the meeting, and whether «до 1 декабря» includes that day. `epoch_1904`: serials of old Mac files."""

    year: int | None = None
    approved_on: date | None = None
    period: tuple[date, date] | None = None
    inclusive: bool = True
    made_on: date | None = None
    epoch_1904: bool = False


Answer = tuple[Due, tuple[Issue, ...]]


def read_due(text: str | None, *, context: DueContext) -> Answer:
    """The deadline that a text means, and what a person should know about the reading (issues without a cell).

    Never raises: what can't be read has cadence 'unknown' and keeps its text.
    """
    shown = collapse(text or "")
    if _NOTHING.match(shown):
        return Due(), ()
    due, issues = _read(shown, text or "", context)
    if due.from_ and due.on and due.from_ > due.on:
        due, issues = Due(), ["due_backwards"]
    flagged = tuple(Issue(code, values={"text": shown}) for code in dict.fromkeys(issues))
    return replace(due, text=shown), flagged


def _read(shown: str, written: str, context: DueContext) -> tuple[Due, list[str]]:
    folded = tidied(resolve_fold(shown)).rstrip(" .;,")
    if _WHOLE_NUMBER.fullmatch(folded):
        folded = folded.partition(".")[0]
    if folded.isdecimal() and len(folded) != 4:
        return _serial(folded, context)
    halves = _halves(written)
    if halves:
        readings = [_plain(half, context) for half in halves]
        read = [reading for reading in readings if reading[0].cadence != "unknown"]
        if read and all(_same(reading[0], read[0][0]) for reading in read):
            return read[0]
    return _plain(folded, context)


def _halves(written: str) -> list[str]:
    """The parts of a cell in two languages, separated by « / » or a line break; none when it is one text."""
    parts = [
        resolve_fold(part).rstrip(" .;,") for part in re.split(r"\s+/\s+|\s*[\r\n]+\s*", written.strip())
    ]
    return parts if len(parts) == 2 and all(parts) else []


def _same(one: Due, other: Due) -> bool:
    return (one.cadence, one.on, one.recurrence) == (other.cadence, other.on, other.recurrence)


def _serial(digits: str, context: DueContext) -> tuple[Due, list[str]]:
    number = int(digits) if len(digits) < 9 else -1
    if number not in _SERIALS:
        return Due(), ["due_unreadable"]
    epoch = date(1904, 1, 1) if context.epoch_1904 else date(1899, 12, 30)
    return Due(cadence="once", on=epoch + timedelta(days=number)), []


def _plain(folded: str, context: DueContext) -> tuple[Due, list[str]]:
    moved = _moved(folded, context)
    if moved is not None:
        return moved
    due, issues = _settled(folded, context)
    if due.cadence == "unknown" and "(" in folded and not any(map(_dates, BRACKETED.findall(folded))):
        without = collapse(BRACKETED.sub(" ", folded))
        if without:
            return _settled(without, context)
    return due, issues


def _dates(bracket: str) -> bool:
    """Whether the words of a bracket may belong to the deadline; a reference to a protocol, with its number, does not."""
    kinds = {token.kind for token in tokens_of(bracket)}
    return not _REFERENCE.match(bracket.strip()) and bool(
        kinds & (DAYS | {"num", "roman", "ordinal", "half", "dec"})
    )


def _moved(folded: str, context: DueContext) -> tuple[Due, list[str]] | None:
    new, old = old_and_new(folded)
    if new is None:
        return None
    due, issues = _settled(new, context)
    if due.cadence == "unknown":
        return None
    first = _settled(old, context)[0] if old else Due()
    return replace(due, first=first.on), ["due_moved", *issues]


def _settled(folded: str, context: DueContext) -> tuple[Due, list[str]]:
    """One meaning, without moves: recurring, continuous, open, relative, or a period; else unknown."""
    if _THEN.search(folded):
        return Due(), ["due_unreadable"]
    try:
        recurring = read_recurring(folded, context.year, context.period)
    except Impossible:
        return Due(), ["due_impossible"]
    if recurring is not None:
        return recurring, (["due_unreadable"] if recurring.cadence == "unknown" else [])
    continuous = _CONTINUOUS.search(folded)
    if continuous:
        return _continuous(folded, continuous, context), []
    if is_open(folded):
        return _open(folded, context)
    if _is_whole_period(folded, context):
        return _whole_period(context)
    relative = None if _MONTHS_OF.fullmatch(folded) and _YEAR.search(folded) else read_relative(folded)
    if relative is not None:
        return _relative(relative, context)
    if _STAGE.search(folded):
        return _milestones(folded, context)
    if ";" in folded and len(tokens_of(folded)) > 2:
        listed = _once(folded.replace(";", ","), context)
        due, issues = listed if listed[0].cadence == "recurring" else _milestones(folded, context)
    else:
        due, issues = _once(folded, context)
    if due.cadence == "unknown" and (steps := _steps(folded)):
        return _milestones(steps, context)
    return due, issues


def _open(folded: str, context: DueContext) -> tuple[Due, list[str]]:
    """Without a deadline, unless a condition («при наличии средств») stands beside one that can be read."""
    rest, firm = conditional(folded)
    if not rest:
        return Due(cadence="open"), []
    due, issues = _once(rest, context)
    if due.cadence == "once" and (firm or due.from_ is None):
        return due, issues
    return (
        (Due(), ["due_unreadable"])
        if due.cadence == "recurring" or _names_a_day(rest, due)
        else (Due(cadence="open"), [])
    )


def _names_a_day(rest: str, due: Due) -> bool:
    """Whether there are days, months or years in words that could not be read."""
    return due.cadence == "unknown" and any(token.kind in DAYS for token in tokens_of(rest))


def _steps(folded: str) -> str | None:
    """«проект – до 1 мая, утверждение – до 1 июля» without the words that say what each day is for; None where a part has
    no such words or no day."""
    parts = [part for part in re.split(r"\s*[;,]\s*", folded) if part]
    found = [_STEP.match(part) for part in parts]
    dues = [(each["due"] or each["due2"]) for each in found if each]
    labels = [(each["before"] or each["after"]) for each in found if each]
    if len(dues) < 2 or len(dues) != len(parts):
        return None
    words = [token.kind == "word" for label in labels for token in tokens_of(label)]
    return "; ".join(dues) if all(words) and len(words) >= len(labels) else None


def _continuous(folded: str, found: re.Match[str], context: DueContext) -> Due:
    rest = (folded[: found.start()] + " " + folded[found.end() :]).strip(" ,;-")
    window = _once(rest, context)[0] if rest else Due()
    if window.cadence == "once":
        return Due(cadence="continuous", from_=window.from_, on=window.on)
    return Due(
        cadence="continuous",
        from_=context.period and context.period[0],
        on=context.period and context.period[1],
    )


def _is_whole_period(folded: str, context: DueContext) -> bool:
    """«в течение квартала» in a plan for one quarter, «весь период» in any."""
    part = context.period is not None and (context.period[1] - context.period[0]).days < 190
    return bool(_WHOLE_PERIOD.match(folded) or (part and _WHOLE_PART.match(folded)))


def _whole_period(context: DueContext) -> tuple[Due, list[str]]:
    if context.period:
        return Due(cadence="once", from_=context.period[0], on=context.period[1]), []
    if context.year:
        return Due(cadence="once", from_=date(context.year, 1, 1), on=date(context.year, 12, 31)), []
    return Due(), ["due_no_year"]


def _relative(relative: Relative, context: DueContext) -> tuple[Due, list[str]]:
    base = {"approval": context.approved_on, "meeting": context.made_on}.get(relative.event)
    if relative.event == "unsaid":
        base = context.approved_on or context.made_on
    if base is None or relative.working_days:
        return Due(), ["due_relative"]
    return Due(cadence="once", on=relative.after(base)), ["due_relative"]


def _milestones(folded: str, context: DueContext) -> tuple[Due, list[str]]:
    chunks = [chunk.strip(" ,;:-") for chunk in re.split(r"[;,]", _STAGE.sub(" ", folded))]
    read = [_once(chunk, context) for chunk in chunks if chunk]
    dues = [due for due, _ in read]
    if not dues or any(due.cadence != "once" or due.on is None for due in dues):
        return Due(), next((issues for _, issues in read if issues), ["due_unreadable"])
    last = max(due.on for due in dues if due.on)
    if len(dues) == 1:
        return dues[0], []
    starts = [due.from_ for due in dues if due.from_]
    return Due(cadence="once", from_=min(starts) if starts else None, on=last), ["due_milestones"]


def _once(folded: str, context: DueContext) -> tuple[Due, list[str]]:
    text = re.sub(r"\byear[- ]end\b", "end year", folded)
    months = _MONTHS_OF.fullmatch(text)
    try:
        if months and months.group(2):
            return _first_months(months.group(1), int(months.group(2)))
        tokens = tokens_of(text)
        parts = parts_of(tokens)
        due = _shape(parts, context, included=bool(_INCLUDED.search(text)))
    except Unreadable:
        return Due(), ["due_unreadable"]
    except Impossible:
        return Due(), ["due_impossible"]
    except NoYear:
        return Due(), ["due_no_year"]
    except Backwards:
        return Due(), ["due_backwards"]
    return due, _ambiguity(tokens)


def _ambiguity(tokens: list[Token]) -> list[str]:
    return ["due_ambiguous"] if any(token.kind == "ambiguous_date" for token in tokens) else []


def _first_months(count: str, year: int) -> tuple[Due, list[str]]:
    number = {"шесть": 6, "девять": 9, "шаш": 6, "нух": 9}.get(count) or int(count)
    if number not in (3, 6, 9, 12):
        raise Unreadable
    period = Period("span", (1, 1), (number, 0), year)
    return Due(cadence="once", from_=period.days(year)[0], on=period.days(year)[1]), []


class NoYear(Exception):
    """Neither the words nor their surroundings name the year."""


class Backwards(Exception):
    """A period that ends before it begins."""


def _shape(parts: Sequence[Part], context: DueContext, *, included: bool) -> Due:
    """The meaning of periods in the order they stand: one, a range, a list, with or without «до»."""
    periods = [part for part in parts if isinstance(part, Period)]
    shape = "".join(
        "P" if isinstance(part, Period) else _LETTERS.get(part.kind, "?") if isinstance(part, Mark) else "?"
        for part in parts
    ).strip(",;")
    until = next((part.value for part in parts if isinstance(part, Mark) and part.kind == "until"), "")
    if shape in ("P", "FP") and (shape == "P" or periods[0].kind != "day"):
        if shape == "FP":
            raise Unreadable
        return _interval(periods[0], context)
    if shape in ("UP", "U-P", "-P", "UUP"):
        return Due(cadence="once", on=_last_day(periods[0], context, word=until, included=included))
    if shape in ("P-P", "FP-P", "FPUP", "P,UP", "PUP", "UP,P"):
        return _two(shape, periods, context, until=until, included=included)
    if re.fullmatch(r"P(?:,P)+", shape):
        return _listed(periods, context)
    if (
        re.fullmatch(r"F?P-P(?:,P)", shape)
        and periods[2].kind == "year"
        and all(not each.year for each in periods[:2])
    ):
        return _range(replace(periods[0], year=None), replace(periods[1], year=periods[2].year), context)
    raise Unreadable


_LETTERS: Final = {"until": "U", "from": "F", "-": "-", ",": ",", ";": ";"}


def _interval(period: Period, context: DueContext) -> Due:
    start, end = _days(period, context)
    if period.kind == "day" or period.at_end:
        return Due(cadence="once", on=end)
    return Due(cadence="once", from_=start, on=end)


def _days(period: Period, context: DueContext) -> tuple[date, date]:
    year = period.year or context.year
    if year is None:
        raise NoYear
    try:
        return period.days(year)
    except ValueError as error:
        raise Impossible from error


def _last_day(period: Period, context: DueContext, *, word: str, included: bool) -> date:
    start, end = _days(period, context)
    if context.inclusive or included or period.at_end or word not in _EXCLUSIVE:
        return end
    return start - timedelta(days=1)


def _two(shape: str, periods: list[Period], context: DueContext, *, until: str, included: bool) -> Due:
    one, two = periods
    if shape == "P-P" and one.kind == "year" and two.year is None and two.kind != "year":
        return _interval(replace(two, year=one.year), context)
    if shape in ("P,UP", "PUP") and one.kind == "year" and two.year in (None, one.year):
        return Due(
            cadence="once", on=_last_day(replace(two, year=one.year), context, word=until, included=included)
        )
    if shape == "UP,P" and two.kind == "year" and one.year is None:
        return Due(
            cadence="once", on=_last_day(replace(one, year=two.year), context, word=until, included=included)
        )
    if shape in ("P,UP", "UP,P"):
        raise Unreadable
    return _range(one, two, context)


def _range(one: Period, two: Period, context: DueContext) -> Due:
    if one.kind != "year" and two.kind == "year" and not two.at_end:
        # «март 2025–2027 гг.»: every March, or from one March to the end of 2027?
        raise Unreadable
    said = one.year, two.year
    one_year = one.year or two.year or context.year
    two_year = two.year or one.year or context.year
    if one_year is None or two_year is None:
        raise NoYear
    try:
        start, end = one.days(one_year)[0], two.days(two_year)[1]
        if end < start and said[0] is None and said[1] is not None:
            start = one.days(one_year - 1)[0]
        elif end < start and said[1] is None and said[0] is not None:
            end = two.days(two_year + 1)[1]
    except ValueError as error:
        raise Impossible from error
    if end < start:
        raise Backwards
    return Due(cadence="once", from_=start, on=end)


def _listed(periods: list[Period], context: DueContext) -> Due:
    kinds = {period.kind for period in periods}
    if kinds == {"year"}:
        years = sorted(period.year or 0 for period in periods)
        if years[0] and years[-1] - years[0] == len(years) - 1:
            return Due(cadence="once", from_=date(years[0], 1, 1), on=date(years[-1], 12, 31))
        raise Unreadable
    if periods[0].kind == "year" and len(periods) == 2 and periods[1].year is None:
        return _interval(replace(periods[1], year=periods[0].year), context)
    if periods[-1].kind == "year" and len(periods) == 2 and periods[0].year is None:
        return _interval(replace(periods[0], year=periods[-1].year), context)
    if kinds <= {"month"} or kinds <= {"quarter"} or kinds <= {"half_year"}:
        return _months(periods, context)
    raise Unreadable


def _months(periods: list[Period], context: DueContext) -> Due:
    """Months (or quarters) named one by one come back: «апрель, октябрь»; all four quarters are simply quarterly."""
    years = {period.year for period in periods if period.year}
    if len(years) > 1:
        raise Unreadable
    year = years.pop() if years else context.year
    ends = sorted({period.last[0] for period in periods})
    every = ends == [3, 6, 9, 12] and all(period.kind == "quarter" for period in periods)
    recurrence = "quarterly" if every else "months:" + ",".join(str(month) for month in ends)
    window = (min(period.first for period in periods), max(period.last[0] for period in periods))
    if year is None:
        return Due(cadence="recurring", recurrence=recurrence)
    whole = Period("span", window[0], (window[1], 0), year)
    return Due(cadence="recurring", from_=whole.days(year)[0], on=whole.days(year)[1], recurrence=recurrence)

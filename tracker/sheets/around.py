"""What stands around a table: the title, its year, period and place, the approval stamp, the report's date."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.sheets.due import DueContext, read_due
from tracker.sheets.fold import collapse, resolve_fold
from tracker.sheets.grid import Grid
from tracker.sheets.names import Names

_STAMP: Final = re.compile(
    r"утвержда|тасдик|^утвержден|approve|согласован|мувофика (?:шуд|карда)|^приложение|^замима"
)
_APPROVED: Final = re.compile(r"утвержд|тасдик|approve")
_MONTH: Final = (
    r"(?:янв|фев|мар|апр|ма[йяие]|июн|июл|авг|сен|окт|ноя|дек|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\w.]*"
)
_DAY: Final = (
    rf"(?:\"?\s*\d{{1,2}}\s*\"?\s*(?:-?го)?\s+{_MONTH}\s+(?:соли\s+)?(?:19|20)\d\d|"
    r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?!\d)"
    rf"|{_MONTH} \d{{1,2}},? (?:19|20)\d\d)"
)
_A_DAY: Final = re.compile(_DAY)
_AS_OF: Final = re.compile(
    rf"(?:по состоянию на|состояние на|отчетн\w+ дат\w+|дата отчета|\bна|обновлен\w*|холати? (?:то|дар|"
    rf"ба)(?: санаи)?|ба санаи|updated(?: on)?|as (?:of|at)|ба холати|то холати|дар холати|"
    rf"санаи хисобот|status on|report(?:ing)? date|date of report)\s*[:-]?\s*(?P<day>{_DAY})"
)
_RANGE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:-|/|по|то|to|до|и|ва|and)\s*((?:19|20)\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_FOR_YEAR: Final = re.compile(
    r"(?:\bна|\bв|\bво|\bза|полугоди\w*|квартал\w*|барои соли|дар соли|соли|\bfor|\bin|during|"
    r"год\w*:?|year:?)\s+((?:19|20)\d\d)(?!\s*[-/]?\s*\d)|"
    r"(?<![-/\d])((?:19|20)\d\d)\s*(?:-?й )?(?:год|г\.)"
)
_PART_OF_YEAR: Final = re.compile(
    r"\b(?:[ivx]+|\d|перв\w+|втор\w+|трет\w+|четверт\w+|first|second|third|fourth)(?:-?\w{1,2})? "
    r"(?:квартал\w*|кв\.?|полугоди\w*|quarter|half)(?: of)? (?:19|20)\d\d"
    r"|\b(?:семоха|нимсола|шашмоха)и (?:\w+) соли (?:19|20)\d\d|\b[qh][1-4] (?:19|20)\d\d"
)
_HORIZON: Final = re.compile(
    r"\b(?:до|то|until|to) (?:соли )?(?:19|20)\d\d(?: года?)?(?! ?[-/]? ?(?:19|20)\d\d)"
)
"""«Стратегия до 2030 года»: how far another document reaches, not the plan's year."""
_QUOTED: Final = re.compile(r"\"[^\"]{3,200}\"")


@dataclass(frozen=True, slots=True)
class Around:
    """The surroundings of one sheet's table."""

    title: str = ""
    year: int | None = None
    period: tuple[date, date] | None = None
    approved_on: date | None = None
    as_of: date | None = None
    districts: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, tuple[str, ...]], ...] = ()


def look_around(grid: Grid, top: int, names: Names) -> Around:
    """What the rows above the header (`top`, 0-based) and the sheet's name say."""
    lines, stamp = _lines(grid, top)
    title = " ".join(lines)
    folded = resolve_fold(title)
    as_of = _AS_OF.search(folded)
    dateless = _A_DAY.sub(" ", _AS_OF.sub(" ", folded))
    year, period = _years(dateless)
    if year is None and period is None:
        year, period = _years(resolve_fold(grid.name or ""))
    districts, regions = names.places.mentioned(grid.name or "", alone=True)
    if not districts and not regions:
        districts, regions = names.places.mentioned(title)
    if not districts and not regions:
        districts, regions = names.places.mentioned(" ".join(stamp))
    return Around(
        title,
        year,
        period,
        _approved(stamp, folded),
        _day_of(as_of["day"]) if as_of else None,
        districts,
        regions,
        () if districts or regions else names.places.doubtful(grid.name or ""),
    )


def _lines(grid: Grid, top: int) -> tuple[list[str], list[str]]:
    """The title's lines, and the lines of the approval stamp: the cells below «УТВЕРЖДАЮ» in its columns."""
    title: list[str] = []
    approved: list[str] = []
    agreed: list[str] = []
    columns: dict[int, list[str]] = {}
    for row in range(top):
        filled = grid.filled(row)
        if not filled:
            columns = {}
        for column in filled:
            text = collapse(grid.text(row, column))
            folded = resolve_fold(text)
            if _STAMP.search(folded) and len(text) < 200 and not re.match(r"план|накша", folded):
                columns[column] = approved if _APPROVED.search(folded) else agreed
            near = min(columns, key=lambda own: abs(column - own), default=None)
            (columns[near] if near is not None and abs(column - near) <= 1 else title).append(text)
    return title, approved + agreed


def _years(folded: str) -> tuple[int | None, tuple[date, date] | None]:
    unquoted = folded
    for aside in (_QUOTED, _HORIZON):
        if _YEAR.search(aside.sub(" ", unquoted)):
            unquoted = aside.sub(" ", unquoted)
    spans = _RANGE.findall(unquoted)
    single = {int(one or two) for one, two in _FOR_YEAR.findall(_RANGE.sub(" ", unquoted))}
    if len(single) == 1:
        year = single.pop()
        return year, _part_of_year(unquoted) or (date(year, 1, 1), date(year, 12, 31))
    if spans:
        first, last = int(spans[-1][0]), int(spans[-1][1])
        return (None, (date(first, 1, 1), date(last, 12, 31))) if first < last else (None, None)
    years = {int(each) for each in _YEAR.findall(unquoted)}
    if len(years) == 1:
        year = years.pop()
        return year, (date(year, 1, 1), date(year, 12, 31))
    return None, None


def _part_of_year(folded: str) -> tuple[date, date] | None:
    """The half-year or the quarter that a title names: «план на IV квартал 2025 года»."""
    found = _PART_OF_YEAR.search(folded)
    due = read_due(found.group(), context=DueContext())[0] if found else None
    return (due.from_, due.on) if due and due.cadence == "once" and due.from_ and due.on else None


def _approved(stamp: list[str], title: str) -> date | None:
    for text in (resolve_fold(" ".join(stamp)), _after_approval(title)):
        for found in _A_DAY.findall(text):
            day = _day_of(found)
            if day:
                return day
    return None


def _after_approval(title: str) -> str:
    found = re.search(r"(?:утвержден|тасдик|approved|принят)[^.;]{0,120}", title)
    return found.group() if found else ""


def _day_of(text: str) -> date | None:
    return read_due(text, context=DueContext())[0].on

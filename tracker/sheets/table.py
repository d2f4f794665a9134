"""Which rows of a table are commitments, and which are headings, totals, footnotes, signatures or nothing at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from tracker.sheets.fold import collapse, resolve_fold
from tracker.sheets.grid import Grid, one_line
from tracker.sheets.headers import Header

_TOTAL: Final = re.compile(
    r"^(?:всего|итого|итог|хамаги|чам|чами|ва?сего|total|subtotal|grand total|sub-total|"
    r"общее количество|умуман|из них|в том числе|в т\. ?ч|аз онхо|аз чумла|of which)\b"
)
_NOTE: Final = re.compile(
    r"^(?:\*|[¹²³⁴]|прим(?:ечани[ея])?\b|эзох|notes?\b|n\.? ?b\.?|источник|условные обозначени|"
    r"знаком |знак |сноска|тавзех|шарх|легенда|legend|source:|"
    r"изох|p\.? ?s\.?|<|сокращени|обозначени|расшифровка)"
)
_SIGNATURE: Final = re.compile(
    r"_{3,}|\bф\.? ?и\.? ?о\.?\b|\bм\.? ?п\.?$|\bч\.? ?м\.?$|^исп(?:\.|олнил|олнитель)|^ичрокунанда|"
    r"^подготов|^тайер кард|^согласован|^составил|"
    r"\(подпись\)|\bподпись\b|\bимзо\b|signature|^signed|^prepared by|^approved by|^compiled by|\bтел\.?:|"
    r"\bphone:|^дата\s*:|"
    r"^(?:начальник|председатель|руководитель|директор|министр|заместитель|раис[аи]?|сардор\w*|"
    r"рохбар\w*|муовини?|секретар\w*|котиб\w*|координатор|хамохангсоз\w*|специалист|"
    r"head of|chair|chief|director|secretary|coordinator)\b"
)
_HEADING: Final = re.compile(
    r"^(?:[ivxl]+\s*[.)]|[ivx]+\s*-|раздел|глава|боб\w*|фасл\w*|часть|направлени|section|chapter|part\b|блок|"
    r"кисм\w*|приоритет|priority|цель|задача|максад|"
    r"objective|goal|component|компонент|самт\w*)"
)
_NUMBERED_HEADING: Final = re.compile(
    r"(?:[ivxl]{1,5}|\d{1,2})[.)]\s*[a-z\u0400-\u04ff]|(?:раздел|глава|боби|фасли|section|chapter|part) [ivxl\d]"
)
_ROMAN: Final = re.compile(r"^[ivxl]+[.)]?$")
_NUMBERLIKE: Final = re.compile(
    r"^[№#\s]*\d[\d.\-/]*\s*[.)]?\s*[а-яa-z]?$|^[ivxl]+[.)]?$|^[^\s]{0,12}\d[^\s]{0,14}$"
)

_BLANK: Final = re.compile(r"^[\s.…_–—-]*$")
_BODY: Final = frozenset({"text", "due", "due_from", "due_on", "agencies", "joint", "district", "status"})


@dataclass(slots=True)
class Body:
    """A body row (0-based) with the columns filled from merged cells above it (column → value number)."""

    row: int
    section: str | None
    filled: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """A sheet's table below its header, up to the row `end` (0: the sheet's); `section` is the heading that holds now;
    `later` tables stand below another one."""

    grid: Grid
    header: Header
    texts: tuple[int, ...] = ()
    number: int | None = None
    mapped: frozenset[int] = frozenset()
    end: int = 0
    section: str | None = None
    later: bool = False
    _repeats: frozenset[tuple[tuple[int, str], ...]] = frozenset()
    _long_header: bool = False
    _lonely_before: bool = False

    def __post_init__(self) -> None:
        self.texts = tuple(self.header.columns("text"))
        number = self.header.column("number")
        self.number = number if number is not None else self.header.column("code")
        self.mapped = frozenset(self.header.fields)
        self.end = self.end or self.grid.height
        self.section = self._heading_above() or self.section
        levels = range(self.header.top, self.header.bottom + 1)
        self._long_header = any(len(text) > 60 for text in self.header.texts.values())
        self._repeats = frozenset(self._signature_of(row) for row in levels)

    def rows(self) -> Iterator[Body]:
        """The body rows in order, each with the heading above it; rows without commitment text among them."""
        grid, fills = self.grid, self._fills()
        last = self._last_row()
        carried: dict[int, tuple[int, int]] = {}
        blank_before = False
        first = self.texts[0]
        for row in range(self.header.bottom + 1, self.end):
            ids = grid.row(row)
            if not ids[first] and not self._has_text(ids):
                carried.update(fills.get(row, {}))
                blank_before = True
                continue
            kind, heading = self._kind(
                row, ids, after_end=row > last, blank_before=blank_before and row > last
            )
            blank_before = False
            if kind == "body":
                carried.update(fills.get(row, {}))
                yield Body(
                    row,
                    self.section,
                    {c: v for c, (v, end) in carried.items() if row <= end and not ids[c]} if carried else {},
                )
                continue
            if kind == "section":
                self.section, carried = heading, {}
            elif kind in ("total", "header"):
                carried = {}

    def _heading_above(self) -> str | None:
        """A heading right above the header: numbered («I. Работа с населением») over the first table of a sheet, any over a
        later one."""
        row = self.header.top - 1
        filled = self.grid.filled(row) if row >= 0 else []
        if len(filled) != 1:
            return None
        heading = one_line(self.grid.text(row, filled[0]))
        return heading if self.later or _NUMBERED_HEADING.match(resolve_fold(heading)) else None

    def _has_text(self, ids: Sequence[int]) -> bool:
        texts = self.grid.shown
        return any(number and texts[number] for number in ids)

    def _fills(self) -> dict[int, dict[int, tuple[int, int]]]:
        """For the first row of every vertical merge: column → (value, last row)."""
        found: dict[int, dict[int, tuple[int, int]]] = {}
        grid = self.grid
        for top, left, bottom, _right in grid.merges:
            if bottom > top > self.header.bottom and left < grid.width and top < grid.height:
                value = grid.cells[top * grid.width + left]
                if value:
                    found.setdefault(top, {})[left] = (value, bottom)
        return found

    def _last_row(self) -> int:
        """The last row that has commitment text and something else of a commitment beside it."""
        grid = self.grid
        others = [column for column in self.mapped if column not in self.texts]
        for row in range(self.end - 1, self.header.bottom, -1):
            if any(grid.text(row, column) for column in self.texts if column < grid.width):
                beside = [column for column in others if grid.text(row, column)]
                if self._signs(row):
                    continue
                numbered = self.number is not None and bool(
                    _NUMBERLIKE.match(resolve_fold(grid.text(row, self.number)))
                )
                if numbered or (len(beside) >= 2) or (beside and self.number is None):
                    return row
        return self.end

    def _signs(self, row: int) -> bool:
        """Whether a row looks like a signature: a post for a text, no number and no deadline."""
        grid, due = self.grid, (self.header.column("due"), self.header.column("due_on"))
        if any(column is not None and grid.text(row, column) for column in (self.number, *due)):
            return False
        joined = resolve_fold(" ".join(grid.text(row, column) for column in grid.filled(row)))
        return len(joined) < 120 and bool(_SIGNATURE.search(joined))

    def _kind(self, row: int, ids: Sequence[int], *, after_end: bool, blank_before: bool) -> tuple[str, str]:
        """'body', 'section', 'total', 'header' or 'aside', with the section's heading."""
        shown = self.grid.shown
        # the everyday row, settled at once: a long text with three more cells is a commitment whatever it says
        if (
            len(shown[ids[self.texts[0]]]) > 60
            and len(ids) - list(ids).count(0) >= 4
            and not self._long_header
        ):
            return "body", ""
        filled = [column for column, number in enumerate(ids) if number and shown[number]]
        text = next((column for column in self.texts if column in filled), None)
        if all(_BLANK.match(shown[ids[column]]) for column in filled):
            return "aside", ""
        first = one_line(self.grid.shown[ids[filled[0]]])
        folded = resolve_fold(first)
        if counted_columns(self.grid, row) or self._is_repeat(row, filled):
            return "header", ""
        if self._is_total(row, filled, text):
            return "total", ""
        if len(filled) == 1 or self._spans(row, filled):
            return self._lonely(row, filled, text, folded, after_end=after_end, blank_before=blank_before)
        if text is None:
            return self._textless(ids, filled, folded, after_end=after_end)
        return self._with_text(row, ids, filled, text, after_end=after_end, blank_before=blank_before)

    def _signature_of(self, row: int) -> tuple[tuple[int, str], ...]:
        return tuple((column, resolve_fold(self.grid.text(row, column))) for column in self.grid.filled(row))

    def _is_repeat(self, row: int, filled: Sequence[int]) -> bool:
        """The header again: most of the row's cells hold the words of one of the header's own rows."""
        own = {(column, resolve_fold(self.grid.text(row, column))) for column in filled}
        return any(
            len(own & set(level)) >= max(2, 0.6 * len(own)) for level in self._repeats if len(own) >= 2
        ) or any(own == set(level) and len(own) >= 1 for level in self._repeats)

    def _is_total(self, row: int, filled: Sequence[int], text: int | None) -> bool:
        for column in filled[:2]:
            if _TOTAL.match(resolve_fold(self.grid.text(row, column))):
                numbered = (
                    self.number is not None and self.number != column and self.grid.text(row, self.number)
                )
                return not (
                    numbered and _NUMBERLIKE.match(resolve_fold(self.grid.text(row, self.number or 0)))
                )
        return False

    def _spans(self, row: int, filled: Sequence[int]) -> bool:
        """Whether one cell spans most of the table, perhaps with a Roman numeral before it."""
        column = filled[-1]
        area = self.grid.merged_at.get((row, column))
        if area is None or area[2] > area[0]:
            return False
        wide = area[3] - area[1] + 1 >= max(3, (max(self.mapped) - min(self.mapped) + 1) // 2)
        alone = len(filled) == 1 or (len(filled) == 2 and self.number == filled[0])
        return wide and alone

    def _lonely(
        self,
        row: int,
        filled: Sequence[int],
        text: int | None,
        folded: str,
        *,
        after_end: bool,
        blank_before: bool,
    ) -> tuple[str, str]:
        """A row with one cell (or one that spans the table): a heading, an aside, or a commitment with nothing beside it."""
        column = filled[-1]
        heading = " ".join(one_line(self.grid.text(row, each)) for each in filled)
        area = self.grid.merged_at.get((row, column))
        spanning = area is not None and area[3] > area[1]
        words = resolve_fold(self.grid.text(row, column))
        if _NOTE.match(folded) or (after_end and (spanning or text is None or _SIGNATURE.search(folded))):
            numbered = column == self.number and _NUMBERLIKE.match(words) and not spanning
            return ("body", "") if numbered and not (after_end and blank_before) else ("aside", "")
        if spanning:
            return "section", heading
        if text is not None and column == text:
            return self._lonely_text(row, heading, words, after_end=after_end)
        if column == self.number and _NUMBERLIKE.match(words) and not _ROMAN.match(words):
            return "body", ""
        if self.header.fields.get(column) in _BODY:
            return ("body", "") if not after_end else ("aside", "")
        if _SIGNATURE.search(words) or after_end:
            return "aside", ""
        return ("section", heading) if column <= min(self.texts, default=0) else ("aside", "")

    def _lonely_text(self, row: int, heading: str, words: str, *, after_end: bool) -> tuple[str, str]:
        if _SIGNATURE.search(words) and after_end:
            return "aside", ""
        if _HEADING.match(words):
            return "section", heading
        if self.number is None and _cries(self.grid.text(row, self.texts[0]), heading):
            return "section", heading
        if self.number is not None and self.number not in self.texts:
            return ("aside", "") if after_end else ("section", heading)
        if after_end and not self._lonely_before:
            # below a table in which every commitment has a deadline or a body, a lone text is a remark
            return "aside", ""
        self._lonely_before = True
        return "body", ""

    def _textless(
        self, ids: Sequence[int], filled: Sequence[int], folded: str, *, after_end: bool
    ) -> tuple[str, str]:
        joined = resolve_fold(" ".join(self.grid.shown[ids[column]] for column in filled))
        own = {self.header.fields.get(column) for column in filled}
        numbered = self.number in filled and bool(
            _NUMBERLIKE.match(resolve_fold(self.grid.shown[ids[self.number or 0]]))
        )
        if not numbered and (_SIGNATURE.search(joined) or _NOTE.match(folded)):
            return "aside", ""
        if not numbered and self.number in filled and len(folded) > 12:
            return "aside", ""
        if after_end and not numbered and not ({"due", "due_on"} & own and {"agencies", "joint"} & own):
            return "aside", ""
        return ("body", "") if numbered or own & _BODY else ("aside", "")

    def _with_text(
        self,
        row: int,
        ids: Sequence[int],
        filled: Sequence[int],
        text: int,
        *,
        after_end: bool,
        blank_before: bool,
    ) -> tuple[str, str]:
        number = resolve_fold(self.grid.text(row, self.number)) if self.number is not None else ""
        beside = [column for column in filled if column not in (text, self.number)]
        words = [self.grid.text(row, column) for column in filled]
        if number and _ROMAN.match(number) and number.isalpha():
            words[0] += "."
        heading = collapse(" ".join(words))
        if not beside and number and (_ROMAN.match(number) or self._has_children(row, number)):
            return "section", heading
        if not beside and number and not _NUMBERLIKE.match(number) and _HEADING.match(number):
            return "section", heading
        joined = resolve_fold(heading)
        if not number and (
            _NOTE.match(joined) or ((after_end or blank_before) and _SIGNATURE.search(joined))
        ):
            return "aside", ""
        if number and not _NUMBERLIKE.match(number) and _SIGNATURE.search(joined) and after_end:
            return "aside", ""
        return "body", ""

    def _has_children(self, row: int, number: str) -> bool:
        """«1.» before «1.1»: the heading of a group."""
        stem = number.rstrip(".)")
        for below in range(row + 1, min(row + 4, self.grid.height)):
            following = resolve_fold(self.grid.text(below, self.number or 0))
            if following:
                return re.match(rf"{re.escape(stem)}[.\-]\d", following) is not None
        return False


def _cries(text: str, heading: str) -> bool:
    """Whether a text that stands alone in its row looks like a heading: in capitals, or ending in a colon."""
    letters = [sign for sign in text if sign.isalpha()]
    capital = len(letters) > 3 and all(sign.isupper() for sign in letters)
    return len(heading) < 120 and (capital or heading.endswith(":"))


def counted_columns(grid: Grid, row: int) -> bool:
    """Whether a row only counts the columns: 1 2 3 …"""
    filled = grid.filled(row) if row < grid.height else []
    if len(filled) < 3:
        return False
    texts = [grid.text(row, column).strip(" .()") for column in filled]
    if not all(text.isdecimal() and len(text) < 4 for text in texts):
        return False
    steps = [int(text) for text in texts]
    return steps[0] <= 2 and all(after == before + 1 for before, after in pairwise(steps))

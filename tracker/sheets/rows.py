"""Body rows to commitments: every distinct cell is understood once, and each row is put together from those answers."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from tracker.sheets.around import Around
from tracker.sheets.ditto import Above
from tracker.sheets.due import Answer, DueContext
from tracker.sheets.fold import collapse, resolve_fold
from tracker.sheets.grid import LONGEST_TEXT, Cells, Grid, letter_of, one_line
from tracker.sheets.headers import Header
from tracker.sheets.issues import Issue
from tracker.sheets.language import evident_language, language_of, main_language, two_languages
from tracker.sheets.names import Names
from tracker.sheets.progress import Progress
from tracker.sheets.shapes import Basis, ForumCells, ReadOptions, Row
from tracker.sheets.table import Body, Table
from tracker.sheets.when import Deadlines, date_of
from tracker.sheets.who import Where, Who, agency_issues, place_issues, where_of, who_of

_DUE_FIELDS: Final = ("due", "due_from", "due_on", "due_first")
_PLAIN: Final = ("problem", "note", "evidence", "topic")
_NOTHING: Final = re.compile(r"^[\s.…_–—-]*$")
_REPEATED: Final = (
    "text", "due", "due_from", "due_on", "agencies", "joint", "district", "region", "official", "basis", "article", "forum",
    "made_on", "partner", "status", "status_on", "topic", "problem", "forum_place", "forum_kind", "forum_organiser",
)  # fmt: skip
_LAW_WORDS: Final = re.compile(
    r"закон|конун|\blaw\b|кодекс|фармон|постановлени|\bкарор\b|\bуказ\b|decree|стратеги|strategy"
)
_COUNT: Final = re.compile(r"^\D{0,12}(\d{1,6})\D{0,20}$")
_MANGLED: Final = re.compile(r"^\d{2}\.\d{2}\.\d{4}$|^\d(?:\.\d+)?[eE]\+?\d+$")


class RowReader:
    """Understands the rows of one table, up to the row `end` (0: the sheet's end), the first under the heading `section`."""

    def __init__(
        self,
        grid: Grid,
        header: Header,
        around: Around,
        *,
        names: Names,
        options: ReadOptions,
        epoch_1904: bool,
        end: int = 0,
        section: str | None = None,
        later: bool = False,
    ) -> None:
        self._grid, self._header, self._around, self._names = grid, header, around, names
        self._options = options
        self._context = DueContext(
            around.year, around.approved_on, around.period, options.until_is_inclusive, None, epoch_1904
        )
        self.table = Table(grid, header, end=end, section=section, later=later)
        self._columns = {
            field: [column for column in header.columns(field) if column < grid.width]
            for field in set(header.fields.values())
        }
        self._one = {field: columns[0] for field, columns in self._columns.items() if columns}
        self._plain = [
            (field, self._one[field]) for field in _PLAIN if len(self._columns.get(field, ())) == 1
        ]
        self._several = [field for field in _PLAIN if len(self._columns.get(field, ())) > 1]
        self._has_forum = bool(_FORUM_FIELDS & self._one.keys())
        self._letters = [letter_of(column) for column in range(grid.width)]
        self._too_long = grid.too_long
        self._troubled = frozenset(row for row, _ in grid.errors) | frozenset(
            row for row, _ in grid.uncalculated
        )
        named = [column for field in _REPEATED for column in self._columns.get(field, ())]
        self._above = Above(grid.shown, named)
        self._mangled = self._mangled_codes()
        self._deadlines = Deadlines(grid, self._line)
        self._progress = Progress(grid, header, around, options, epoch_1904=epoch_1904)
        self._dues: dict[tuple[int, ...], Answer] = {}
        self._whos: dict[tuple[int, ...], tuple[Who, list[Issue]]] = {}
        self._wheres: dict[tuple[object, ...], tuple[Where, list[Issue]]] = {}
        self._bases: dict[tuple[int, int], tuple[Basis | None, tuple[Issue, ...]]] = {}
        self._dates: dict[int, tuple[date | None, str | None]] = {}
        self._texts: dict[int, dict[str, str]] = {}
        self._lines: dict[int, str | None] = {0: None}
        self._partners: dict[int, str | None] = {}
        self._officials: dict[int, tuple[str, ...]] = {}
        self._language, self._mixed = self._main_language()

    @property
    def language(self) -> str | None:
        """The sheet's language: 'ru', 'tg', 'en', two joined by '+' when cells are in two, or None for no words."""
        both = {key for columns in list(self._texts.values())[:200] for key in columns}
        if any(len(text) > 1 for text in list(self._texts.values())[:200]):
            return "+".join(sorted(both, key=("ru", "tg", "en").index))
        return self._language

    def _main_language(self) -> tuple[str | None, bool]:
        grid, start = self._grid, self._header.bottom + 1
        column = self.table.texts[0]
        ids = list(dict.fromkeys(grid.cells[start * grid.width + column :: grid.width]))[:400]
        return main_language(grid.shown[number] for number in ids if number)

    def rows(self) -> Iterator[Row]:
        """Every body row as a Row, its outcome 'new' or 'rejected'; duplicates are found later, over the whole file."""
        for body in self.table.rows():
            yield self._row(body)

    def _row(self, body: Body) -> Row:
        ids: Sequence[int] = self._grid.row(body.row)
        if body.filled:
            ids = list(ids)
            for column, number in body.filled.items():
                ids[column] = number
        row = Row(self._grid.name, body.row + 1, section=body.section)
        row.cells = Cells(self._grid, ids)
        ids = self._above.said(ids)
        issues: list[Issue] = []
        self._take_texts(row, ids)
        self._take_names(row, ids, body, issues)
        self._take_due(row, ids, body, issues)
        self._progress.take(row, ids, issues)
        self._take_rest(row, ids, issues)
        if body.row in self._grid.hidden_rows:
            issues.append(Issue("hidden_row"))
        if body.row in self._troubled:
            self._take_troubles(row, body.row, issues)
        if self._too_long and not self._too_long.isdisjoint(ids):
            issues += [
                Issue("text_too_long", self._cell(row, column), {"limit": LONGEST_TEXT})
                for column, number in enumerate(ids)
                if number in self._too_long
            ]
        if not row.text:
            issues.insert(0, Issue("no_text", self._cell(row, self.table.texts[0])))
        errors = [issue for issue in issues if issue.severity == "error"]
        if errors:
            row.outcome = "rejected"
            issues = errors + [issue for issue in issues if issue.severity != "error"]
        row.issues = tuple(issues)
        return row

    def _cell(self, row: Row, column: int | None) -> str | None:
        return (
            f"{self._letters[column]}{row.row}"
            if column is not None and column < len(self._letters)
            else None
        )

    def _id(self, ids: Sequence[int], field: str) -> int:
        column = self._one.get(field)
        return 0 if column is None else ids[column]

    def _ids(self, ids: Sequence[int], field: str) -> tuple[int, ...]:
        columns = self._columns.get(field, ())
        if len(columns) == 1:
            number = ids[columns[0]]
            return (number,) if number else ()
        return tuple(ids[column] for column in columns if ids[column])

    def _line(self, number: int) -> str | None:
        """A cell on one line, or None when it says nothing."""
        try:
            return self._lines[number]
        except KeyError:
            text = one_line(self._grid.shown[number])
            line = self._lines[number] = None if len(text) < 8 and _NOTHING.match(text) else text
            return line

    def _take_texts(self, row: Row, ids: Sequence[int]) -> None:
        found: dict[str, str] = {}
        for column in self.table.texts:
            number = ids[column] if column < len(ids) else 0
            if not number:
                continue
            texts = self._texts.get(number)
            if texts is None:
                texts = self._texts[number] = self._text_of(number)
            said = self._header.languages.get(column) if len(self.table.texts) > 1 else None
            for language, text in texts.items():
                found.setdefault(said if said and len(texts) == 1 else language, text)
        row.text = found
        if "section" in self._one:
            row.section = self._line(self._id(ids, "section")) or row.section
        row.number = self._line(self._id(ids, "number"))
        row.code = self._line(self._id(ids, "code"))
        if row.number is None and row.code is not None and "number" not in self._one:
            row.number = row.code

    def _text_of(self, number: int) -> dict[str, str]:
        written = self._grid.shown[number]
        text = one_line(written)
        if len(text) < 8 and _NOTHING.match(text):
            return {}
        if "\n" in written or " / " in written or " // " in written or " | " in written or "\r" in written:
            halves = two_languages(written)
            if halves:
                return halves
        own = language_of(text) if len(self.table.texts) > 1 else None
        own = evident_language(text) if self._mixed and own is None else own
        return {own or self._language or "ru": text}

    def _take_names(self, row: Row, ids: Sequence[int], body: Body, issues: list[Issue]) -> None:
        lead, joint = self._ids(ids, "agencies"), self._ids(ids, "joint")
        key = (*lead, -1, *joint)
        known = self._whos.get(key)
        if known is None:
            texts = self._grid.read
            who = who_of(
                tuple(texts[number] for number in lead), tuple(texts[number] for number in joint), self._names
            )
            known = self._whos[key] = who, agency_issues(who, None, self._names)
        who = known[0]
        own = self._id(ids, "district")
        where_key = (own, key, body.section)
        place = self._wheres.get(where_key)
        if place is None:
            where = where_of(self._grid.read[own], who, body.section, self._around, self._names)
            place = self._wheres[where_key] = where, place_issues(where, None, self._names)
        row.agencies, row.unknown_agencies = who.agencies, who.unknown
        row.districts, row.regions = place[0].districts, place[0].regions
        row.unknown_districts = place[0].unknown + tuple(text for text, _ in place[0].ambiguous)
        issues += self._placed(place[1], row, "district")
        issues += self._placed(known[1], row, "agencies")

    def _placed(self, issues: list[Issue], row: Row, field: str) -> list[Issue]:
        if not issues:
            return []
        cell = self._cell(row, self._one.get(field))
        return [Issue(issue.code, cell, issue.values) for issue in issues]

    def _take_due(self, row: Row, ids: Sequence[int], body: Body, issues: list[Issue]) -> None:
        made = self._id(ids, "made_on")
        if made:
            row.made_on, problem = self._date(made)
            if problem:
                issues.append(
                    Issue(problem, self._cell(row, self._one["made_on"]), {"text": self._grid.shown[made]})
                )
        get = self._one.get
        key = tuple(0 if (column := get(field)) is None else ids[column] for field in _DUE_FIELDS)
        answer = self._dues.get(key)
        if answer is None:
            answer = self._dues[key] = self._deadlines.read(key, self._context)
        due, found = answer
        if row.made_on and due.cadence == "unknown" and any(issue.code == "due_relative" for issue in found):
            context = self._context
            due, found = self._deadlines.read(
                key,
                DueContext(
                    context.year,
                    context.approved_on,
                    context.period,
                    context.inclusive,
                    row.made_on,
                    context.epoch_1904,
                ),
            )
        row.due = due
        if found:
            cell = self._cell(row, self._one.get("due", self._one.get("due_on")))
            issues += [Issue(issue.code, cell, issue.values) for issue in found]

    def _date(self, number: int) -> tuple[date | None, str | None]:
        known = self._dates.get(number)
        if known is None:
            known = self._dates[number] = date_of(self._grid, number, self._context)
        return known

    def _take_rest(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        for field, column in self._plain:
            number = ids[column]
            if number:
                setattr(row, field, self._line(number))
        for field in self._several:
            setattr(row, field, self._joined(ids, field))
        if "official" in self._one:
            row.officials = self._officials_in(ids)
        if "partner" in self._one:
            self._take_partner(row, ids, issues)
        if "basis" in self._one or "forum" in self._one:
            self._take_basis(row, ids, issues)
        if self._has_forum:
            self._take_forum(row, ids, issues)
        if row.code and self._id(ids, "code") in self._mangled:
            issues.append(Issue("code_mangled", self._cell(row, self._one["code"]), {"text": row.code}))

    def _mangled_codes(self) -> frozenset[int]:
        """The values of the code column that a spreadsheet program seems to have changed: dates, powers of ten, and numbers
        where the other codes are text («0012» that became 12)."""
        column = self._one.get("code")
        if column is None:
            return frozenset()
        grid = self._grid
        numbers = {
            number
            for number in grid.cells[(self._header.bottom + 1) * grid.width + column :: grid.width]
            if number
        }
        texts = {number for number in numbers if isinstance(grid.values[number], str)}
        odd = numbers - texts if 2 * len(texts) > len(numbers) else set()
        looks = {
            number
            for number in numbers
            if len(grid.shown[number]) < 24 and _MANGLED.match(grid.shown[number])
        }
        return frozenset(odd | looks)

    def _take_partner(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        partner = self._id(ids, "partner")
        row.partner = self._line(partner)
        if row.partner is None:
            return
        if partner not in self._partners:
            self._partners[partner] = self._names.partner_code(self._grid.read[partner])
        row.partner_code = self._partners[partner]
        if row.partner_code is None:
            issues.append(
                Issue("unknown_partner", self._cell(row, self._one["partner"]), {"text": row.partner})
            )

    def _officials_in(self, ids: Sequence[int]) -> tuple[str, ...]:
        numbers = self._ids(ids, "official")
        if len(numbers) == 1:
            return self._names_in(numbers[0])
        return tuple(name for number in numbers for name in self._names_in(number))

    def _names_in(self, number: int) -> tuple[str, ...]:
        known = self._officials.get(number)
        if known is None:
            parts = re.split(r"[;\n\r]+", self._grid.shown[number])
            known = self._officials[number] = tuple(
                part for part in map(collapse, parts) if part and not _NOTHING.match(part)
            )
        return known

    def _joined(self, ids: Sequence[int], field: str) -> str | None:
        return "; ".join(text for number in self._ids(ids, field) if (text := self._line(number))) or None

    def _take_basis(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        law = self._id(ids, "basis") or self._id(ids, "forum")
        article = self._id(ids, "article")
        if not law or not self._line(law):
            return
        known = self._bases.get((law, article))
        if known is None:
            known = self._bases[law, article] = self._basis_of(law, article)
        row.basis = known[0]
        if known[1]:
            cell = self._cell(row, self._one.get("basis", self._one.get("forum")))
            issues += [Issue(issue.code, cell, issue.values) for issue in known[1]]

    def _basis_of(self, law: int, article: int) -> tuple[Basis | None, tuple[Issue, ...]]:
        basis = self._names.basis_cell(self._grid.read[law], self._line(article))
        text = self._line(law) or ""
        basis = Basis(basis.code, basis.article, text)
        if basis.code is None and _LAW_WORDS.search(resolve_fold(text)):
            return basis, (Issue("unknown_law", values={"text": text}),)
        return basis, ()

    def _take_forum(self, row: Row, ids: Sequence[int], issues: list[Issue]) -> None:
        counts = {field: self._count(row, ids, field, issues) for field in ("women", "men", "police")}
        row.forum = ForumCells(
            date=row.made_on,
            kind=self._line(self._id(ids, "forum_kind")),
            place=self._line(self._id(ids, "forum_place")),
            organiser=self._line(self._id(ids, "forum_organiser")),
            **counts,
        )

    def _count(self, row: Row, ids: Sequence[int], field: str, issues: list[Issue]) -> int | None:
        number = self._id(ids, field)
        text = self._line(number)
        if text is None:
            return None
        found = _COUNT.match(text)
        if found is None:
            issues.append(Issue("count_unreadable", self._cell(row, self._one[field]), {"text": text}))
            return None
        return int(found.group(1))

    def _take_troubles(self, row: Row, at: int, issues: list[Issue]) -> None:
        """Failed formulas and formulas without a saved value in columns that are read: never taken for empty."""
        row.cells = told = dict(row.cells)
        for column in self._header.fields:
            cell = self._cell(row, column)
            if (at, column) in self._grid.errors:
                text = self._grid.errors[at, column] or "#"
                told[self._letters[column]] = text
                issues.append(Issue("cell_error", cell, {"text": text}))
            elif (at, column) in self._grid.uncalculated:
                issues.append(Issue("formula_not_calculated", cell))


_FORUM_FIELDS: Final = frozenset({"forum_kind", "forum_place", "forum_organiser", "women", "men", "police"})

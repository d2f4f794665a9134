"""Finds the header of a table: where it stands, how many levels it has, and which field each column holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.sheets.fold import resolve_fold
from tracker.sheets.grid import Grid, column_of, letter_of, one_line
from tracker.sheets.header_words import field_of, is_main_text, language_of_header, under

SEARCHED_ROWS = 40
_MOST_LEVELS = 3
_REPEATABLE = frozenset({"text", "official", "evidence", "note", "found", "agencies", "joint"})
_COUNTED = frozenset(
    [
        "number",
        "code",
        "due",
        "due_on",
        "agencies",
        "district",
        "status",
        "basis",
        "made_on",
        "official",
        "problem",
        "partner",
        "found",
        "note",
        "region",
    ]
)


@dataclass(frozen=True, slots=True)
class Header:
    """Rows top..bottom (0-based, inclusive); the field and the header text of each column (0-based)."""

    top: int
    bottom: int
    fields: Mapping[int, str]
    texts: Mapping[int, str]
    languages: Mapping[int, str]

    def columns(self, field: str) -> list[int]:
        """The columns that hold a field, from left to right."""
        return [column for column, own in sorted(self.fields.items()) if own == field]

    def column(self, field: str) -> int | None:
        """The first column that holds a field."""
        return next(iter(self.columns(field)), None)


def find_header(grid: Grid) -> Header | None:
    """The header of the sheet's table, or None when no row within the first forty names a commitment's columns."""
    best: tuple[int, int, int] | None = None
    chosen: Header | None = None
    for header in header_spans(grid):
        score, levels = _score(header), header.bottom - header.top
        # of two readings that say as much the one with the further level: what it swallows is no commitment
        if score and (best is None or (score, -header.top, levels) > best):
            best, chosen = (score, -header.top, levels), header
    return chosen


def header_spans(grid: Grid) -> Iterator[Header]:
    """Every row within the first forty that may be a header, with one, two and three levels, read as one."""
    for row in range(min(grid.height, SEARCHED_ROWS)):
        if len(grid.filled(row)) < 2 or _inside_a_merge(grid, row):
            continue
        least = _least_levels(grid, row)
        for levels in range(least, _MOST_LEVELS + 1):
            bottom = row + levels - 1
            if bottom >= grid.height or (levels > least and not _continues(grid, row, bottom)):
                break
            yield _header(grid, row, bottom)


def _least_levels(grid: Grid, row: int) -> int:
    """How many rows the cells of a header's first row reach down, at most three."""
    ends = [area[2] for column in grid.filled(row) if (area := grid.merged_at.get((row, column))) is not None]
    return min(max([row, *ends]) - row + 1, _MOST_LEVELS)


def later_headers(grid: Grid, header: Header) -> list[Header]:
    """The headers of further tables below, where their columns are others than those of `header`.

    Only rows that hold a word of the first header in any column are looked at, so that a long table costs nothing.
    """
    own = {text.lower() for text in _cells_of(grid, header)} - {""}
    marks = {number for number, text in enumerate(grid.shown) if len(text) <= 60 and text.lower() in own}
    found: list[Header] = []
    for row in _rows_with(grid, marks, header.bottom + 1):
        if (found and row <= found[-1].bottom) or _repeats(grid, header, row):
            continue
        again = _header(grid, row, row)
        known = [column for column in grid.filled(row) if column in again.fields]
        if (
            _score(again) < 3
            or len(known) < 0.6 * len(grid.filled(row))
            or any(len(text) > 80 for text in again.texts.values())
        ):
            continue
        if row + 1 < grid.height and _continues(grid, row, row + 1):
            two = _header(grid, row, row + 1)
            again = two if _score(two) >= _score(again) else again
        if again.fields != (found[-1] if found else header).fields:
            found.append(again)
    return found


def earlier_headers(grid: Grid, header: Header) -> list[Header]:
    """The headers of tables above the one that says most: each names a commitment and three columns more, and has rows."""
    found: list[Header] = []
    floor = 0
    for above in header_spans(grid):
        if above.bottom + 1 >= header.top:
            break
        filled = grid.filled(above.top)
        known = [column for column in filled if column in above.fields]
        if (
            above.top < floor
            or _score(above) < 4
            or len(known) < 0.6 * len(filled)
            or any(len(text) > 80 for text in above.texts.values())
        ):
            continue
        if found and found[-1].top == above.top:
            found.pop()  # the same header with one more level, which says as much
        if not found or above.fields != found[-1].fields:
            found.append(above)
        floor = above.top
    return [each for at, each in enumerate(found) if _has_rows(grid, each, [*found[at + 1 :], header][0].top)]


def _has_rows(grid: Grid, header: Header, end: int) -> bool:
    return any(len(grid.filled(row)) > 1 for row in range(header.bottom + 1, end))


def _repeats(grid: Grid, header: Header, row: int) -> bool:
    """Whether most of a row's cells are those of one of the header's rows, in the same columns."""
    filled = grid.filled(row)
    same = [
        sum(grid.text(row, column) == grid.text(level, column) for column in filled)
        for level in range(header.top, header.bottom + 1)
    ]
    return max(same) > len(filled) / 2


def _cells_of(grid: Grid, header: Header) -> list[str]:
    rows = range(header.top, header.bottom + 1)
    return [grid.text(row, column) for row in rows for column in grid.filled(row)]


def _rows_with(grid: Grid, marks: set[int], start: int) -> list[int]:
    """The rows from `start` on that hold at least two of the values."""
    if not marks:
        return []
    counts: dict[int, int] = {}
    for at, number in enumerate(grid.cells[start * grid.width :]):
        if number in marks:
            row = start + at // grid.width
            counts[row] = counts.get(row, 0) + 1
    return [row for row, count in counts.items() if count >= 2]


def _inside_a_merge(grid: Grid, row: int) -> bool:
    """Whether a cell merged with one above reaches into the row: then the header began higher up."""
    return any(
        (area := grid.merged_at.get((row, column))) is not None and area[0] < row
        for column in range(grid.width)
    )


def given_header(grid: Grid, row: int, fields: Mapping[str, str]) -> Header:
    """The header that a person pointed out: row from 1, letters to fields."""
    known = {column_of(letter): field for letter, field in fields.items() if field}
    top = max(row - 1, 0)
    texts = {
        column: one_line(grid.text(top, column)) for column in range(grid.width) if grid.text(top, column)
    }
    languages = {column: language for column, text in texts.items() if (language := language_of_header(text))}
    return Header(top, top, known, texts, languages)


def _score(header: Header) -> int:
    fields = set(header.fields.values())
    if "text" not in fields:
        return 0
    known = fields & (
        _COUNTED | {"due_from", "joint", "claim", "women", "men", "evidence", "article", "forum", "status_on"}
    )
    return len(known) + 1 if known else 0


def _continues(grid: Grid, top: int, row: int) -> bool:
    """Whether a row is a further level of the header above it: everything in it stands under a spanning or an empty cell,
    and is short."""
    filled = grid.filled(row)
    if not filled:
        return False
    for column in filled:
        text = grid.text(row, column)
        if len(text) > 80 or text.replace(".", "").isdecimal():
            return False
        above = grid.merged_at.get((row - 1, column))
        spans = above is not None and above[3] > above[1]
        own = grid.merged_at.get((row, column))
        if own is not None and own[0] < row:
            continue
        if grid.text(row - 1, column) and not spans and not _opens_a_span(grid, row, column):
            return False
    return any(_spanning(grid, top, row - 1, column) for column in filled) or len(filled) >= 2


def _opens_a_span(grid: Grid, row: int, column: int) -> bool:
    """Where merges are lost, a spanning header has blanks to its right and a further level below them."""
    below = grid.text(row, column + 1) or grid.text(row + 1, column + 1)
    return not grid.text(row - 1, column + 1) and bool(below) and column + 1 < grid.width


def _spanning(grid: Grid, top: int, bottom: int, column: int) -> bool:
    return any(
        (area := grid.merged_at.get((row, column))) is not None and area[3] > area[1]
        for row in range(top, bottom + 1)
    )


def _levels(grid: Grid, top: int, bottom: int, column: int) -> list[str]:
    """The header texts over a column from the top level down, spanning ones taken over, repeats left out."""
    found: list[str] = []
    for row in range(top, bottom + 1):
        area = grid.merged_at.get((row, column))
        text = grid.text(area[0], area[1]) if area is not None else grid.text(row, column)
        if not text and area is None and row < bottom and grid.text(bottom, column):
            text = _left_of(grid, row, column, bottom)
        if text and text not in found:
            found.append(text)
    return found


def _left_of(grid: Grid, row: int, column: int, bottom: int) -> str:
    """Where merges are lost (CSV), a spanning header stands over its first column only."""
    at = column - 1
    while at >= 0 and not grid.text(row, at) and grid.text(bottom, at):
        at -= 1
    return grid.text(row, at) if at >= 0 and grid.text(bottom, at) else ""


def _header(grid: Grid, top: int, bottom: int) -> Header:
    raw: dict[int, str] = {}
    texts: dict[int, str] = {}
    for column in range(grid.width):
        levels = _levels(grid, top, bottom, column)
        if not levels:
            continue
        if top == bottom and (area := grid.merged_at.get((top, column))) is not None and area[1] != column:
            continue
        texts[column] = " – ".join(one_line(level) for level in levels)
        field = None
        for at, level in enumerate(levels):
            own = field_of(level)
            field = under(field, own, resolve_fold(level)) if at else own
        if field:
            raw[column] = field
    return Header(top, bottom, _settle(raw, texts), texts, _languages(raw, texts))


def _languages(raw: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    wanted = {column for column, field in raw.items() if field.startswith("text")}
    return {column: language for column in wanted if (language := language_of_header(texts[column]))}


def _settle(raw: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    """One column for each field; of several for the text the ones with the strongest words."""
    fields = {column: field for column, field in raw.items() if field not in ("skip", "participants")}
    strong = [column for column, field in fields.items() if field == "text!"]
    weak = [column for column, field in fields.items() if field == "text"]
    if any(is_main_text(texts[column]) for column in strong):
        weak += [column for column in strong if not is_main_text(texts[column])]
        strong = [column for column in strong if is_main_text(texts[column])]
    for column in weak if strong else weak[1:]:
        if not (language_of_header(texts[column]) and strong):
            del fields[column]
        elif fields[column] == "text!":
            fields[column] = "text"
    for column in strong:
        fields[column] = "text"
    _lean_on_neighbours(fields, texts)
    if "due_new" in fields.values():
        moved = {"due": "due_first", "due_new": "due"}
        fields = {column: moved.get(field, field) for column, field in fields.items()}
    seen: set[str] = set()
    for column in sorted(fields):
        field = fields[column]
        if field in seen and field not in _REPEATABLE:
            fields[column] = "status_on" if field == "due" and "status_on" not in seen else ""
        seen.add(fields[column])
    return {column: field for column, field in fields.items() if field}


_BARE_DATES = ("дата", "дата проведения", "сана", "date")


def _is_bare_date(folded: str) -> bool:
    """Whether a header's last level says only that it is a date, not of what."""
    return folded.rpartition(" - ")[2].strip(" .") in _BARE_DATES


def _lean_on_neighbours(fields: dict[int, str], texts: Mapping[int, str]) -> None:
    """Words that mean one thing alone and another beside their neighbours."""
    present = set(fields.values())
    for column, field in list(fields.items()):
        folded = resolve_fold(texts[column])
        if (
            field == "due"
            and list(fields.values()).count("due") > 1
            and "исполнени" in folded
            and folded.startswith("дата")
        ):
            fields[column] = "status_on"
        elif field == "official" and "agencies" not in present:
            fields[column] = (
                "agencies"
                if "ответствен" in folded or "масул" in folded or "responsible" in folded
                else field
            )
        elif field == "found" and "status" not in present:
            fields[column] = "status"
            present.add("status")
        elif field == "due_on" and not {"due_from", "due"} & present:
            fields[column] = "due"
        elif field == "article" and "number" not in present and folded.startswith(("пункт", "банд")):
            fields[column] = "number"
            present.add("number")
        elif field == "article" and "basis" not in present:
            fields[column] = "basis"
        elif field == "made_on" and _is_bare_date(folded) and fields.get(column - 1) in ("status", "claim"):
            fields[column] = "status_on" if fields[column - 1] == "status" else "claim_on"
        elif field == "made_on" and _is_bare_date(folded) and not {"due", "due_on"} & present:
            fields[column] = "due"
        elif field == "region" and "district" not in present:
            fields[column] = "district"


def letters(header: Header) -> tuple[dict[str, str], dict[str, str]]:
    """The fields and the header texts by column letter."""
    return (
        {letter_of(column): field for column, field in sorted(header.fields.items())},
        {letter_of(column): text for column, text in sorted(header.texts.items())},
    )

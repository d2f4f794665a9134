"""A sheet as the parent sees it: distinct values, how each reads, and which cell holds which."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any

from tracker.sheets.fold import collapse

LONGEST_TEXT = 32_767
"""What a cell of a workbook holds: a longer text, from a .csv or .ods, could be sent to nobody without being cut."""
_BLANK = " \t\r\n\u00a0\u200b\ufeff"
Value = str | int | float | bool | date | datetime | time | timedelta
Area = tuple[int, int, int, int]


def letter_of(column: int) -> str:
    """The letters of a column counted from 0: 0 is 'A', 26 'AA'."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """The number (from 0) of a column's letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


@dataclass
class Grid:
    """Cells of one sheet. `cells[row * width + column]` is the number of a value; 0 is the empty text; rows from 0."""

    name: str | None
    hidden: bool
    width: int
    height: int
    values: list[Value]
    cells: "array[int]"
    merges: list[Area]
    hidden_rows: frozenset[int]
    errors: Mapping[tuple[int, int], str]
    uncalculated: frozenset[tuple[int, int]]

    @cached_property
    def shown(self) -> list[str]:
        """Each value as text: dates as dd.mm.yyyy, whole numbers without a fraction, text as written but trimmed."""
        return [value.strip(_BLANK) if type(value) is str else shown(value) for value in self.values]

    @cached_property
    def too_long(self) -> frozenset[int]:
        """The numbers of the values that no cell of a workbook holds."""
        return frozenset(number for number, text in enumerate(self.shown) if len(text) > LONGEST_TEXT)

    @cached_property
    def letters(self) -> list[str]:
        """The letters of every column."""
        return [letter_of(column) for column in range(self.width)]

    @cached_property
    def quoted(self) -> list[str]:
        """Each value as a text of JSON, empty where there is none: a value that stands in many cells is quoted once."""
        return [encode_basestring(text) if text else "" for text in self.shown]

    @cached_property
    def keys(self) -> list[str]:
        """The letters of every column as keys of JSON."""
        return [f'"{letters}":' for letters in self.letters]

    @cached_property
    def read(self) -> list[str]:
        """Each value as it is matched: as shown, but for files in old fonts that are kept as typed."""
        return self.shown

    def set_right(self, change: Callable[[str], str], *, also_shown: bool) -> None:
        """Sets the letters of an old font right in what is matched, and in what is shown if wished."""
        right = [change(text) for text in self.shown]
        self.read = right
        if also_shown:
            self.shown = right
            self.__dict__.pop("quoted", None)
            self.values = [change(value) if isinstance(value, str) else value for value in self.values]

    def row(self, row: int) -> Sequence[int]:
        """The numbers of a row's values."""
        return self.cells[row * self.width : (row + 1) * self.width]

    def text(self, row: int, column: int) -> str:
        """The text of a cell; nothing outside the sheet."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.shown[self.cells[row * self.width + column]]
        return ""

    def filled(self, row: int) -> list[int]:
        """The columns of a row that are not blank."""
        texts = self.shown
        return [column for column, number in enumerate(self.row(row)) if number and texts[number]]

    @cached_property
    def merged_at(self) -> dict[tuple[int, int], Area]:
        """For every cell of a merged area, the area."""
        found: dict[tuple[int, int], Area] = {}
        for area in self.merges:
            top, left, bottom, right = area
            if (bottom - top + 1) * (right - left + 1) <= 20_000:
                found.update(
                    {
                        (row, column): area
                        for row in range(top, bottom + 1)
                        for column in range(left, right + 1)
                    }
                )
        return found


class Cells(Mapping[str, str]):
    """The filled cells of one row by column letter, taken from the sheet when somebody looks: few rows are looked at."""

    __slots__ = ("_grid", "_ids")

    def __init__(self, grid: Grid, ids: Sequence[int]) -> None:
        """The cells of these values of the sheet, column by column."""
        self._grid, self._ids = grid, ids

    def __getitem__(self, letters: str) -> str:
        """The text of a cell; KeyError where it is empty."""
        column = column_of(letters)
        text = self._grid.shown[self._ids[column]] if 0 <= column < len(self._ids) else ""
        if not text:
            raise KeyError(letters)
        return text

    def __iter__(self) -> Iterator[str]:
        """The letters of the filled cells, from left to right."""
        shown = self._grid.shown
        return (
            letters for letters, number in zip(self._grid.letters, self._ids, strict=False) if shown[number]
        )

    def __len__(self) -> int:
        """How many cells are filled."""
        shown = self._grid.shown
        return sum(1 for number in self._ids if shown[number])

    def __repr__(self) -> str:
        """As the dict that it stands for."""
        return repr(dict(self))

    def json(self) -> str:
        """The same as JSON."""
        quoted = self._grid.quoted
        told = [
            key + text
            for key, number in zip(self._grid.keys, self._ids, strict=False)
            if (text := quoted[number])
        ]
        return "{" + ",".join(told) + "}"


def shown(value: Value) -> str:
    """A value as it would be read off the screen."""
    if isinstance(value, str):
        return value.strip(_BLANK)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, datetime):
        day = f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
        return day if (value.hour, value.minute) == (0, 0) else f"{day} {value.hour:02d}:{value.minute:02d}"
    if isinstance(value, date):
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"
    return str(value)


def one_line(text: str) -> str:
    """The text on one line, white space collapsed."""
    return (
        collapse(text)
        if "\n" in text or "  " in text or "\u00a0" in text or "\r" in text or "\t" in text
        else text
    )


def grid_of(sheet: Mapping[str, Any], cells: "array[int]") -> Grid:
    """A grid from what the child said of a sheet."""
    return Grid(
        name=sheet["name"],
        hidden=bool(sheet["hidden"]),
        width=int(sheet["width"]),
        height=int(sheet["height"]),
        values=[value if type(value) is str else _value(value) for value in sheet["values"]],
        cells=cells,
        merges=[(area[0], area[1], area[2], area[3]) for area in sheet["merges"]],
        hidden_rows=frozenset(sheet["hidden_rows"]),
        errors={(row, column): text for row, column, text in sheet["errors"]},
        uncalculated=frozenset((row, column) for row, column in sheet["uncalculated"]),
    )


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        if "day" in value:
            return date.fromisoformat(value["day"])
        if "at" in value:
            return datetime.fromisoformat(value["at"])
        if "time" in value:
            return time.fromisoformat(value["time"])
        return timedelta(seconds=float(value["span"]))
    return value if isinstance(value, str | int | float) else str(value)

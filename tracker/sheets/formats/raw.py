"""A sheet as raw numbers: distinct values once, and for every cell the number of its value."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count


class Refused(Exception):
    """The file must not be read further; the argument is the reason's code."""


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, 0-based and inclusive."""


@dataclass(slots=True)
class RawSheet:
    """The cells of one sheet from A1, row by row; value 0 is the empty text. Rows and columns count from 0."""

    name: str | None
    hidden: bool = False
    width: int = 0
    height: int = 0
    values: list[object] = field(default_factory=lambda: [""])
    cells: "array[int]" = field(default_factory=lambda: array("I"))
    merges: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)

    def described(self) -> dict[str, object]:
        """All but the cells, as plain data."""
        return {
            "name": self.name, "hidden": self.hidden, "width": self.width, "height": self.height,
            "values": self.values, "merges": self.merges, "hidden_rows": self.hidden_rows, "errors": self.errors,
            "uncalculated": self.uncalculated,
        }  # fmt: skip

    def fill(self, rows: Iterable[Sequence[object]], width: int, max_cells: int) -> None:
        """Takes the rows in; each row is cut or padded to the width. Refused when there are too many cells."""
        following = count(1).__next__
        texts: dict[str, int] = defaultdict(following, {"": 0})
        others: dict[tuple[type, object], int] = defaultdict(following)
        cells, height = self.cells, 0
        for row in rows:
            ids = [
                texts[value] if type(value) is str else others[type(value), value] for value in row[:width]
            ]
            cells.extend(ids)
            if len(ids) < width:
                cells.extend([0] * (width - len(ids)))
            height += 1
            if len(cells) > max_cells:
                raise Refused("too_many_cells")
        self.values = [""] * (len(texts) + len(others))
        for text, number in texts.items():
            self.values[number] = text
        for (_, value), number in others.items():
            self.values[number] = plain(value)
        self.width, self.height = width, height


def plain(value: object) -> object:
    """A cell's value as JSON can carry it: text, number and truth as they are, dates and times marked by their kind."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value == value and value not in (float("inf"), float("-inf")) else str(value)
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"span": value.total_seconds()}
    return str(value)

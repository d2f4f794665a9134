"""What a light look at a workbook's parts tells beyond its values."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.sheets.formats.raw import Area, Refused

_CHUNK = 1 << 18


@dataclass(slots=True)
class SheetLook:
    """Merged areas, hidden rows, error cells (row, column, text) and formulas without a saved value; from 0."""

    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Look:
    """The looks of the sheets by name, and facts about the whole file."""

    sheets: dict[str, SheetLook] = field(default_factory=dict)
    macros: bool = False
    external_links: bool = False
    epoch_1904: bool = False

    def notices(self) -> dict[str, object]:
        """The facts about the whole file, as plain data."""
        return {"macros": self.macros, "external_links": self.external_links, "epoch_1904": self.epoch_1904}


def unpack(archive: zipfile.ZipFile, name: str, most: int) -> Iterator[bytes]:
    """A part of a zip file in pieces, never more than it says it holds. Refused('bomb') when it holds more."""
    info = archive.getinfo(name)
    allowed = min(info.file_size, most)
    total = 0
    try:
        with archive.open(info) as part:
            while piece := part.read(_CHUNK):
                total += len(piece)
                if total > allowed:
                    raise Refused("bomb")
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused("damaged") from error


def column_number(letters: str) -> int:
    """'A' is 0, 'Z' 25, 'AA' 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1

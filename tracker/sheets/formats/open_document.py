"""A light look at .ods: merged areas, hidden rows, failed formulas, and cells repeated to the end of the world."""

import html
import re
import zipfile
from pathlib import Path
from typing import Final

from tracker.sheets.formats.look import Look, SheetLook, unpack
from tracker.sheets.formats.raw import Refused

_TAG: Final = re.compile(
    rb"<(?P<close>/)?table:(?P<name>table-row|table-cell|covered-table-cell|table)(?=[\s/>])(?P<rest>[^>]*)>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(rb"([\w:-]+)=(?:\"([^\"]*)\"|'([^']*)')")
_ERROR_TEXT: Final = re.compile(rb"<text:p[^>]*>\s*(#[A-Z/0!?]+|Err:\d+)\s*</text:p>")
_ELSEWHERE: Final = (
    b"<table:table-source",
    b"<table:cell-range-source",
    b"<office:dde-source",
    b"<table:dde-link",
)


def look(path: Path, max_cells: int, max_unpacked: int) -> Look:
    """Looks at every table. Refused when repeated cells with a value would fill more than `max_cells`."""
    found = Look()
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        found.macros = any(name.startswith("Basic/") and name.endswith(".xml") for name in names)
        if "content.xml" not in names:
            raise Refused("damaged")
        text = b"".join(unpack(archive, "content.xml", max_unpacked))
    found.external_links = any(mark in text for mark in _ELSEWHERE)
    _Reader(text, found, max_cells).read()
    return found


class _Reader:
    """Walks over the table tags of a document, counting rows and columns with their repeats."""

    def __init__(self, text: bytes, found: Look, max_cells: int) -> None:
        self._text, self._found, self._max_cells = text, found, max_cells
        self._sheet = SheetLook()
        self._row = self._column = self._repeat = 0
        self._far_row = self._far_column = 0

    def read(self) -> None:
        for tag in _TAG.finditer(self._text):
            name = tag["name"]
            if tag["close"]:
                self._close(name)
            else:
                self._open(name, tag)

    def _open(self, name: bytes, tag: re.Match[bytes]) -> None:
        attributes = {key: one or two for key, one, two in _ATTRIBUTE.findall(tag["rest"])}
        if name == b"table":
            self._sheet = SheetLook()
            self._row = self._far_row = self._far_column = 0
            self._found.sheets[
                html.unescape(attributes.get(b"table:name", b"").decode("utf-8", "replace"))
            ] = self._sheet
        elif name == b"table-row":
            self._column, self._repeat = 0, _count(attributes.get(b"table:number-rows-repeated"))
            if attributes.get(b"table:visibility") in (b"collapse", b"filter"):
                self._sheet.hidden_rows.update(range(self._row, self._row + min(self._repeat, 100_000)))
            if tag["rest"].rstrip().endswith(b"/"):
                self._row += self._repeat
        else:
            self._cell(attributes, tag)

    def _close(self, name: bytes) -> None:
        if name == b"table-row":
            self._row += self._repeat

    def _cell(self, attributes: dict[bytes, bytes], tag: re.Match[bytes]) -> None:
        repeat = _count(attributes.get(b"table:number-columns-repeated"))
        rows, columns = (
            _count(attributes.get(b"table:number-%s-spanned" % side)) for side in (b"rows", b"columns")
        )
        if rows > 1 or columns > 1:
            self._sheet.merges.append(
                (self._row, self._column, self._row + rows - 1, self._column + columns - 1)
            )
        if b"office:value-type" in attributes:
            self._far_row = max(self._far_row, self._row + self._repeat)
            self._far_column = max(self._far_column, self._column + repeat)
            if self._far_row * self._far_column > self._max_cells:
                raise Refused("far_cell")
        if b"table:formula" in attributes:
            error = _ERROR_TEXT.search(self._text, tag.end(), tag.end() + 200)
            if attributes.get(b"calcext:value-type") == b"error" or (
                error and b"<table:" not in self._text[tag.end() : error.start()]
            ):
                text = error.group(1).decode("ascii", "replace") if error else "#"
                self._sheet.errors.append((self._row, self._column, text))
        self._column += repeat


def _count(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 1

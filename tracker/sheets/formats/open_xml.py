"""A light look at .xlsx and .xlsm: far cells, error cells, hidden rows, formulas without a value, links, macros.

Regular expressions over the bytes of each sheet, piece by piece: linear in its size, no XML parser, no entities.
"""

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tracker.sheets.formats.look import Look, SheetLook, column_number, unpack
from tracker.sheets.formats.raw import Refused

_ROW: Final = re.compile(rb"<row\b([^>]*)>")
_PREFIXED_ROW: Final = re.compile(rb"<\w+:row\b([^>]*)>")
_ROW_NUMBER: Final = re.compile(rb"\br\s*=\s*[\"'](\d+)[\"']")
_HIDDEN: Final = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_ERROR_CELL: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*\bt\s*=\s*[\"']e[\"'][^>]*>")
_REFERENCE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]{0,40})<")
_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BEYOND_Z: Final = re.compile(rb"r=\"[A-Z][A-Z]")
_BEYOND_Z_OTHERWISE: Final = re.compile(rb"r='[A-Z][A-Z]")
_FAR: Final = re.compile(rb"r=\"[A-Z][A-Z][A-Z]\d")
_FAR_OTHERWISE: Final = re.compile(rb"r='[A-Z][A-Z][A-Z]\d")
_DOUBLE: Final = re.compile(rb"r=\"[A-Z][A-Z]\d")
_DOUBLE_OTHERWISE: Final = re.compile(rb"r='[A-Z][A-Z]\d")
_FILLED: Final = re.compile(rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"[^>]*(?<!/)>")
_FILLED_OTHERWISE: Final = re.compile(
    rb"<(?:\w+:)?c\b[^>]*\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>"
)
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_DATE_1904: Final = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_ELSEWHERE: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/")
_ONE_LETTER, _TWO_LETTERS = 26, 702
_MOST_TROUBLED: Final = 1_000_000
"""More failed cells than this are no workbook; each is told, since one that is not told would be read as empty."""


def look(path: Path, max_cells: int, max_unpacked: int) -> Look:
    """Looks at every sheet. Refused when a cell stands so far away that the empty sheet between would not fit."""
    with zipfile.ZipFile(path) as archive:
        names = {part.filename.lower(): part.filename for part in archive.infolist()}
        found = Look(
            macros=any(name.endswith("vbaproject.bin") for name in names),
            external_links=any(name.startswith(_ELSEWHERE) for name in names)
            or _points_elsewhere(archive, names),
        )
        book = names.get("xl/workbook.xml")
        if book is None:
            return found
        text = b"".join(unpack(archive, book, 2**24))
        found.epoch_1904 = bool(_DATE_1904.search(text))
        targets = _targets(archive, names)
        for sheet in _SHEET.finditer(text):
            attributes = _attributes(sheet.group(1))
            part = names.get(targets.get(attributes.get("r:id") or _any_id(attributes), ""))
            if part is not None:
                name = html.unescape(attributes.get("name", ""))
                found.sheets[name] = _look_at(archive, part, max_cells, max_unpacked)
        return found


def _points_elsewhere(archive: zipfile.ZipFile, names: dict[str, str]) -> bool:
    """Whether a part wants something from another place by itself: a picture, a sheet; not an address to click on."""
    for name, part in names.items():
        if name.endswith(".rels"):
            text = b"".join(unpack(archive, part, 2**24))
            if b"External" in text and any(
                each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink")
                for each in (_attributes(relation.group(1)) for relation in _RELATION.finditer(text))
            ):
                return True
    return False


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace"): (one or two).decode("utf-8", "replace")
        for name, one, two in _ATTRIBUTE.findall(text)
    }


def _any_id(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.endswith(":id")), "")


def _targets(archive: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    part = names.get("xl/_rels/workbook.xml.rels")
    if part is None:
        return {}
    text = b"".join(unpack(archive, part, 2**24))
    relations = (_attributes(relation.group(1)) for relation in _RELATION.finditer(text))
    return {each.get("Id", ""): _inside(each.get("Target", "")) for each in relations}


def _inside(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(path).lower()


def _pieces(archive: zipfile.ZipFile, part: str, most: int) -> Iterator[bytes]:
    """A sheet in pieces that end where a cell or a row begins, so that no cell is cut in two."""
    rest = b""
    for piece in unpack(archive, part, most):
        text = rest + piece
        cut = max(text.rfind(b"<row"), text.rfind(b"<c "), text.rfind(b":row"), 0)
        if cut <= 0 or len(text) - cut > 2**22:
            if len(text) > 2**24:
                raise Refused("bomb")
            rest = text
            continue
        yield text[:cut]
        rest = text[cut:]
    if rest:
        yield rest


def _look_at(archive: zipfile.ZipFile, part: str, max_cells: int, max_unpacked: int) -> SheetLook:
    seen = SheetLook()
    last_row, cells, wide, double, implied = 0, 0, False, False, 0
    for piece in _pieces(archive, part, max_unpacked):
        # the plain name first: an optional prefix would be tried at every tag of a large sheet
        for row in (_ROW if b"<row" in piece else _PREFIXED_ROW).finditer(piece):
            number = _ROW_NUMBER.search(row.group(1))
            implied = int(number.group(1)) if number else implied + 1
            last_row = max(last_row, implied)
            if b"hidden" in row.group(1) and _HIDDEN.search(row.group(1)):
                seen.hidden_rows.add(implied - 1)
        cells += piece.count(b"<c ")
        quoted = b"'" in piece
        if _BEYOND_Z.search(piece) or (quoted and _BEYOND_Z_OTHERWISE.search(piece)):
            wide = wide or bool(_FAR.search(piece)) or (quoted and bool(_FAR_OTHERWISE.search(piece)))
            double = (
                double or bool(_DOUBLE.search(piece)) or (quoted and bool(_DOUBLE_OTHERWISE.search(piece)))
            )
        _look_for_errors(piece, seen)
        if b"<f" in piece or b":f" in piece:
            _look_for_formulas(piece, seen)
    if cells > max_cells * 4:
        raise Refused("too_many_cells")
    if wide or last_row * (_TWO_LETTERS if double else _ONE_LETTER) > max_cells:
        _refuse_far_cells(archive, part, max_cells, max_unpacked)
    return seen


def _look_for_errors(piece: bytes, seen: SheetLook) -> None:
    if b'"e"' not in piece and b"'e'" not in piece:
        return
    for cell in _ERROR_CELL.finditer(piece):
        where = _REFERENCE.search(cell.group())
        value = _VALUE.search(piece, cell.end(), cell.end() + 4000)
        if where is None or len(seen.errors) >= _MOST_TROUBLED:
            raise Refused("damaged")  # without an address it could not be told from an empty cell
        text = value.group(1).decode("utf-8", "replace") if value else ""
        seen.errors.append(
            (int(where.group(2)) - 1, column_number(where.group(1).decode()), html.unescape(text))
        )


def _look_for_formulas(piece: bytes, seen: SheetLook) -> None:
    for cell in _FORMULA.finditer(piece):
        where = _REFERENCE.search(cell.group(1))
        empty_text = b't="str"' in cell.group(1) and b"<v>" in cell.group()
        if empty_text:
            continue
        if where is None or len(seen.uncalculated) >= _MOST_TROUBLED:
            raise Refused("damaged")
        seen.uncalculated.append((int(where.group(2)) - 1, column_number(where.group(1).decode())))


def _refuse_far_cells(archive: zipfile.ZipFile, part: str, max_cells: int, max_unpacked: int) -> None:
    """calamine makes room for every cell between the first and the last filled one; a stray cell must not cost that."""
    top = left = 2**30
    bottom = right = 0
    for piece in _pieces(archive, part, max_unpacked):
        for cell in (_FILLED if b'<c r="' in piece else _FILLED_OTHERWISE).finditer(piece):
            if piece[cell.end() : cell.end() + 12].startswith((b"</c>", b"</x:c>")):
                continue
            row, column = int(cell.group(2)) - 1, column_number(cell.group(1).decode())
            top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
    if bottom >= top and (bottom + 1) * (right + 1) > max_cells:
        raise Refused("far_cell")

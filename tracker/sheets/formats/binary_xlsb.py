"""A light look at .xlsb: merged areas, hidden rows, error cells; record layouts of the published description [MS-XLSB]."""

import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tracker.sheets.formats.look import Look, SheetLook, unpack
from tracker.sheets.formats.raw import Refused

_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BOOK_PROPERTIES, _BUNDLE, _MERGE = 0, 3, 11, 153, 156, 176
_RELATION: Final = re.compile(rb"<Relationship\b[^>]*>")
_PART: Final = re.compile(rb"(Id|Target)\s*=\s*[\"']([^\"']*)[\"']")


def look(path: Path, max_cells: int, max_unpacked: int) -> Look:
    """Looks at every sheet; a filled cell far away from the others is refused, as calamine would make room for all."""
    found = Look()
    with zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        found.macros = "xl/vbaproject.bin" in names
        found.external_links = any(name.startswith("xl/externallinks/") for name in names)
        try:
            for name, target in _sheets(archive, names, found):
                if target in names:
                    part = b"".join(unpack(archive, names[target], max_unpacked))
                    found.sheets[name] = _look_at(part, max_cells)
        except (struct.error, IndexError, KeyError, UnicodeDecodeError):
            return found
    return found


def _sheets(archive: zipfile.ZipFile, names: dict[str, str], found: Look) -> list[tuple[str, str]]:
    relations = b"".join(unpack(archive, names["xl/_rels/workbook.bin.rels"], 2**24))
    targets: dict[str, str] = {}
    for relation in _RELATION.findall(relations):
        parts = {key.decode(): value.decode("utf-8", "replace") for key, value in _PART.findall(relation)}
        target = parts.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        targets[parts.get("Id", "")] = posixpath.normpath(whole).lower()
    sheets = []
    for kind, body in _records(b"".join(unpack(archive, names["xl/workbook.bin"], 2**26))):
        if kind == _BOOK_PROPERTIES:
            found.epoch_1904 = bool(body[0] & 1)
        elif kind == _BUNDLE:
            relation_id, at = _text(body, 8)
            sheets.append((_text(body, at)[0], targets.get(relation_id, "")))
    return sheets


def _text(body: bytes, at: int) -> tuple[str, int]:
    count = struct.unpack_from("<I", body, at)[0]
    end = at + 4 + 2 * count
    return body[at + 4 : end].decode("utf-16-le"), end


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = 0
        for step in range(4):
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << 7 * step
            if not byte & 0x80:
                break
        yield kind, part[at : at + size]
        at += size


def _look_at(part: bytes, max_cells: int) -> SheetLook:
    seen = SheetLook()
    row = last_column = last_row = 0
    for kind, body in _records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", body)[0]
            if len(body) > 11 and body[11] & 0x10:
                seen.hidden_rows.add(row)
        elif 2 <= kind <= 11 and len(body) >= 8:
            column = struct.unpack_from("<I", body)[0]
            last_row, last_column = max(last_row, row), max(last_column, column)
            if kind in (_CELL_ERROR, _FORMULA_ERROR):
                seen.errors.append((row, column, _ERRORS.get(body[8], "#") if len(body) > 8 else "#"))
        elif kind == _MERGE and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            seen.merges.append((top, left, bottom, right))
    if (last_row + 1) * (last_column + 1) > max_cells:
        raise Refused("far_cell")
    return seen

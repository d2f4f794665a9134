"""A light look at .xls: hidden rows, error cells and the 1904 calendar, from the records of the workbook stream.

The container and the record layouts are those of the published descriptions [MS-CFB] and [MS-XLS].
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tracker.sheets.formats.look import Look, SheetLook

_FREE: Final = 0xFFFFFFF0
_ERRORS: Final = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_BOF, _EOF, _ROW, _BOOLERR, _FORMULA, _SHEET, _DATE_1904, _LINK = (
    0x809,
    0x0A,
    0x208,
    0x205,
    0x06,
    0x85,
    0x22,
    0x1AE,
)


def look(path: Path) -> Look:
    """Looks at every sheet; what can't be made out is left to the reader itself."""
    found = Look()
    try:
        stream = _workbook(path.read_bytes(), found)
        for name, offset in _globals(stream, found):
            found.sheets[name] = _sheet(stream, offset)
    except (struct.error, IndexError, ValueError, OverflowError):
        return found
    return found


def _workbook(data: bytes, found: Look) -> bytes:
    """The workbook stream out of its container."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table_sectors, directory = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
    sectors = [each for each in struct.unpack_from("<109I", data, 76) if each < _FREE]
    following = struct.unpack_from("<I", data, 68)[0]
    while following < _FREE and len(sectors) < table_sectors:
        block = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += [each for each in block[:-1] if each < _FREE]
        following = block[-1]
    table = b"".join(data[(each + 1) * size : (each + 2) * size] for each in sectors[:table_sectors])
    chain = struct.unpack(f"<{len(table) // 4}I", table)
    entries = _chained(data, directory, chain, size)
    for at in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        found.macros = found.macros or name == "_VBA_PROJECT_CUR"
        if name in ("Workbook", "Book"):
            start, whole = struct.unpack_from("<II", entries, at + 116)
            return _chained(data, start, chain, size)[:whole]
    return b""


def _chained(data: bytes, start: int, chain: tuple[int, ...], size: int) -> bytes:
    pieces, seen = [], 0
    while start < len(chain) and seen <= len(chain):
        pieces.append(data[(start + 1) * size : (start + 2) * size])
        start, seen = chain[start], seen + 1
    return b"".join(pieces)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytes, found: Look) -> list[tuple[str, int]]:
    sheets = []
    for kind, body in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _DATE_1904:
            found.epoch_1904 = body[:2] == b"\x01\x00"
        elif kind == _LINK and len(body) > 4:
            found.external_links = True
        elif kind == _SHEET:
            offset, count, wide = struct.unpack_from("<I", body)[0], body[6], body[7] & 1
            name = body[8 : 8 + count * (2 if wide else 1)].decode(
                "utf-16-le" if wide else "latin-1", "replace"
            )
            sheets.append((name, offset))
    return sheets


def _sheet(stream: bytes, offset: int) -> SheetLook:
    seen, depth = SheetLook(), 0
    for kind, body in _records(stream, offset):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            break
        if depth > 1 or len(body) < 8:
            continue
        if kind == _ROW and len(body) >= 16 and body[12] & 0x20:
            seen.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _BOOLERR and body[7]:
            row, column = struct.unpack_from("<HH", body)
            seen.errors.append((row, column, _ERRORS.get(body[6], "#")))
        elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
            row, column = struct.unpack_from("<HH", body)
            seen.errors.append((row, column, _ERRORS.get(body[8], "#")))
    return seen

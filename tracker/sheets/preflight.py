"""Before anything is parsed: what kind of file this is, and whether its size and parts are honest."""

import hashlib
import zipfile
from pathlib import Path
from typing import Final, Literal

from tracker.sheets.shapes import ReadLimits
from tracker.sheets.unreadable import UnreadableFile

Kind = Literal["xlsx", "xlsb", "xls", "ods", "csv"]

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_NAMES: Final = frozenset({".csv", ".tsv", ".txt", ".tab"})
_MEGABYTE: Final = 2**20


def inspect(path: Path, limits: ReadLimits) -> tuple[Kind, str]:
    """The kind of a file, by its content, and its SHA-256. UnreadableFile when it must not or cannot be read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest() if size <= limits.max_file_bytes else ""
    except OSError as error:
        raise UnreadableFile("not_found", name=path.name or str(path)) from error
    if size == 0 or not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty", name=path.name)
    if size > limits.max_file_bytes:
        raise UnreadableFile("too_large", name=path.name, limit=limits.max_file_bytes // _MEGABYTE)
    return _kind(path, head, limits), digest


def _kind(path: Path, head: bytes, limits: ReadLimits) -> Kind:
    if head.startswith(b"PK"):
        return _zipped(path, limits)
    if head.startswith(_OLE):
        return _compound(path)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(
        (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<style", b"<meta", b"<script")
    ):
        raise UnreadableFile("web_page", name=path.name)
    if start.startswith((b"<?xml", b"{\\rtf", b"%pdf", b"\x89png", b"gif8", b"<svg")) or head.startswith(
        b"\xff\xd8"
    ):
        raise UnreadableFile("not_a_spreadsheet", name=path.name)
    if path.suffix.lower() in _TEXT_NAMES:
        return "csv"
    raise UnreadableFile(
        "not_a_spreadsheet" if path.suffix.lower() not in _WORKBOOKS else "damaged", name=path.name
    )


_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


def _compound(path: Path) -> Kind:
    """An old binary workbook; a new one that is locked by a password also lies in such a container."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("password", name=path.name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise UnreadableFile("not_a_spreadsheet", name=path.name)


def _zipped(path: Path, limits: ReadLimits) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(path, parts, limits)
            names = {part.filename.lower() for part in parts}
            if "mimetype" in names or "content.xml" in names:
                return _open_document(path, archive, names)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
        RuntimeError,
        EOFError,
    ) as error:
        raise UnreadableFile("damaged", name=path.name) from error
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        return "xlsx"
    raise UnreadableFile("not_a_spreadsheet", name=path.name)


def _check_parts(path: Path, parts: list[zipfile.ZipInfo], limits: ReadLimits) -> None:
    if not parts:
        raise UnreadableFile("empty", name=path.name)
    if len(parts) > limits.max_parts:
        raise UnreadableFile("bomb", name=path.name)
    names = [part.filename.lower() for part in parts]
    if len(set(names)) != len(names) or any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile("damaged", name=path.name)
    if sum(part.file_size for part in parts) > limits.max_unpacked_bytes:
        raise UnreadableFile("bomb", name=path.name)


def _open_document(path: Path, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    mimetype = b""
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            mimetype = part.read(200)
    if mimetype and b"spreadsheet" not in mimetype:
        raise UnreadableFile("not_a_spreadsheet", name=path.name)
    if "meta-inf/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as part:
            if b"encryption-data" in part.read(_MEGABYTE):
                raise UnreadableFile("password", name=path.name)
    return "ods"


def unpacked_size(path: Path, kind: Kind) -> int:
    """The bytes a file says it unpacks to (its own size where it is not packed): time and memory are granted by it."""
    if kind in ("csv", "xls"):
        return path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        return sum(part.file_size for part in archive.infolist())

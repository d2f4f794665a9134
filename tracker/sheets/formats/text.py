"""Comma, semicolon or tab separated text, in UTF-8 (with or without a mark), UTF-16, windows-1251 or koi8-r."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tracker.sheets.formats.raw import RawSheet, Refused
from tracker.sheets.formula_like import unquoted

_LOST: Final = re.compile(r"[\u0400-\u04ff]\?[\u0400-\u04ff]|[\u0400-\u04ff]\?{2,}[\u0400-\u04ff]")
_FREQUENT: Final = frozenset("оеаинтсрвлкмдпу")


def read_text(path: Path, max_cells: int) -> tuple[list[RawSheet], dict[str, object]]:
    """The records of a text file as one sheet without a name, and its encoding and delimiter."""
    text, encoding = decode(path.read_bytes())
    if "\x00" in text:
        raise Refused("not_a_spreadsheet")
    delimiter = delimiter_of(text)
    csv.field_size_limit(2**24)
    records = list(_records(text, delimiter))
    width = max((len(record) for record in records), default=0)
    if width * len(records) > max_cells:
        raise Refused("too_many_cells")
    sheet = RawSheet(None)
    sheet.fill(records, width, max_cells)
    # «Кто?Где?» is written without a space now and then; three such places in UTF-8 are letters lost before
    lost = len(_LOST.findall(text)) - (encoding == "utf-8")
    return [sheet], {"encoding": encoding, "delimiter": delimiter, "lost_letters": lost}


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused("damaged") from error
        yield [unquoted(cell) for cell in record]


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. windows-1251 and koi8-r are told apart by the commonest Russian letters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise Refused("encoding") from error
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    if data.count(b"\x00") > len(data) // 100:
        raise Refused("not_a_spreadsheet")
    readings = [(name, data.decode(name, errors="replace")) for name in ("cp1251", "koi8-r", "cp866")]
    name, text = max(readings, key=lambda reading: _likeness(reading[1]))
    if _likeness(text) <= 0:
        raise Refused("encoding")
    return text, name


def _likeness(text: str) -> float:
    """How much a text looks like Russian or Tajik: common small letters count for it, capitals after small ones and
    control or box-drawing characters against it."""
    sample = text[:200_000]
    good = sum(1 for letter in sample if letter in _FREQUENT)
    odd = sum(
        1
        for letter in sample
        if "\u2500" <= letter <= "\u25ff" or letter == "\ufffd" or "\x80" <= letter <= "\x9f"
    )
    swapped = len(re.findall(r"[а-яё][А-ЯЁ]", sample))
    return good - 4 * odd - 3 * swapped


def delimiter_of(text: str) -> str:
    """The delimiter by which most lines fall into the same number of fields, more than one: ';', tab or ','."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best, most = ";", 0.0
    for delimiter in (";", "\t", ",", "|"):
        counts = [line.count(delimiter) for line in lines]
        filled = [count for count in counts if count]
        if not filled:
            continue
        common = max(set(filled), key=lambda count: (filled.count(count) * count, count))
        score = filled.count(common) * min(common, 12) / len(lines)
        score *= 0.6 if delimiter == "," else 1.0
        if score > most:
            best, most = delimiter, score
    return best

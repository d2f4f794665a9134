"""Text for files: without what no file may hold, and measured, so that it fits where it is put."""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

from PIL import ImageFont

from tracker.settings import ROOT

FONTS: Final = ROOT / "data" / "fonts"
OFFICE_FONT: Final = "Calibri"
"""On every machine with Microsoft Office, with all Tajik letters; elsewhere Carlito stands in for it, which has them too."""
PDF_FONTS: Final = ("Noto Sans", "Noto Serif")
"""What PDF files carry with them; they ship with the program."""
LOCALES: Final = {"en": "en-GB", "ru": "ru-RU", "tg": "tg-Cyrl-TJ"}

# What XML refuses, what steers a terminal or a reader's eye, and halves of letters.
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAKS: Final = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WORD: Final = re.compile(r"\S+")

Thing = TypeVar("Thing")
Span = tuple[int, int]


def clean(text: str) -> str:
    """The text without control characters; every kind of line break is a plain one."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def cleaned(thing: Thing) -> Thing:
    """The same dataclass, with every text in it made clean, however deep."""
    return _cleaned(thing)  # type: ignore[no-any-return]


def _cleaned(thing: Any) -> Any:
    if isinstance(thing, str):
        return clean(thing)
    if isinstance(thing, tuple):
        return tuple(_cleaned(one) for one in thing)
    if isinstance(thing, dict):
        return {key: _cleaned(value) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{one.name: _cleaned(getattr(thing, one.name)) for one in fields(thing)})
    return thing


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[Span]:
    """Where the lines of a text begin and end in it, set in `size` points on a line of `width` points.

    Measured in Noto Sans, which is wider than Calibri: what fits here fits there. A word that is longer than a line
    is broken.
    """
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        found += _lines(text, at, at + len(line), width, size, bold)
        at += len(line) + 1
    return found


def height_of(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """How high a text stands in points, in lines of `leading`."""
    return len(wrapped(text, width, size, bold=bold)) * leading(size)


def leading(size: float) -> float:
    """The distance of lines in points."""
    return round(size * 1.24, 1)


def fitting(
    text: str, width: float, height: float, sizes: Sequence[float], *, bold: bool = False
) -> float | None:
    """The largest of the sizes in which the text fits, or None."""
    return next((size for size in sizes if height_of(text, width, size, bold=bold) <= height), None)


def length(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is in points, on one line."""
    return sum(_advance(sign, bold) for sign in text) * size / 100


def _lines(text: str, start: int, end: int, width: float, size: float, bold: bool) -> list[Span]:
    lines: list[Span] = []
    begins = ends = start
    for word in _WORD.finditer(text, start, end):
        if length(text[begins : word.end()], size, bold=bold) <= width:
            ends = word.end()
            continue
        if ends > begins:
            lines.append((begins, ends))
        begins, ends = word.start(), word.end()
        while length(text[begins:ends], size, bold=bold) > width and ends - begins > 1:
            cut = _fits(text, begins, ends, width, size, bold)
            lines.append((begins, cut))
            begins = cut
    return [*lines, (begins, ends)]


def _fits(text: str, begins: int, ends: int, width: float, size: float, bold: bool) -> int:
    """How far into a long word one line reaches: at least one letter."""
    room = width
    for at in range(begins, ends):
        room -= _advance(text[at], bold) * size / 100
        if room < 0:
            return max(at, begins + 1)
    return ends


@cache
def _advance(sign: str, bold: bool) -> float:
    return float(_face(bold).getlength(sign))


@cache
def _face(bold: bool) -> Any:
    return ImageFont.truetype(str(FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"), 100)

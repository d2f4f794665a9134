"""Frames a picture: numbers where it helps, a strip that says what it is, few colours, a small file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from tracker.settings import ROOT
from tracker.words import translate

FONTS: Final = ROOT / "data" / "fonts"
ILLUSTRATION: Final = (
    "Illustration: these commitments and findings are invented to show how the dashboard works."
)
MARK, PAPER, STRIP, STRIP_INK, HAIRLINE = "#a33b20", "#ffffff", "#fbeedd", "#5c3205", "#dedad0"
ABOVE: Final = -1.0
"""The height of a mark that stands above the picture."""
RADIUS: Final = 17
COLOURS: Final = 64
STRIP_HEIGHT: Final = 40

Spot = tuple[float, float]


def finish(picture: Image.Image, marks: Sequence[Spot], *, language: str, width: int, out: Path) -> None:
    """Scale a picture to `width` pixels, set numbers on the `marks` (in pixels of the picture), label it and save it."""
    factor = width / picture.width
    scaled = picture.convert("RGB").resize((width, round(picture.height * factor)), Image.Resampling.LANCZOS)
    top = 2 * RADIUS + 6 if any(y == ABOVE for _x, y in marks) else 0
    framed = Image.new("RGB", (width, top + scaled.height + STRIP_HEIGHT), STRIP)
    draw = ImageDraw.Draw(framed)
    draw.rectangle((0, 0, width, top), fill=PAPER)
    framed.paste(scaled, (0, top))
    foot = top + scaled.height
    draw.line((0, foot, width, foot), fill=HAIRLINE, width=2)
    said = translate(ILLUSTRATION, language)
    draw.text((14, foot + 8), said, font=_font("NotoSans-Regular.ttf", 18), fill=STRIP_INK)
    for number, (x, y) in enumerate(marks, start=1):
        height = RADIUS + 3 if y == ABOVE else _within(top + y * factor, foot)
        _mark(draw, number, (_within(x * factor, width), height))
    few = framed.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out.parent.mkdir(parents=True, exist_ok=True)
    few.convert("RGB").save(out, lossless=True, quality=100, method=6)


def _within(at: float, size: float) -> float:
    return min(max(at, RADIUS + 2), size - RADIUS - 2)


def _mark(draw: ImageDraw.ImageDraw, number: int, at: Spot) -> None:
    x, y = at
    draw.ellipse((x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS), fill=MARK, outline=PAPER, width=3)
    draw.text((x, y), str(number), font=_font("NotoSans-Bold.ttf", 22), fill=PAPER, anchor="mm")


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)

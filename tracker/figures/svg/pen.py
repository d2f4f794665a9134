"""The pen: elements of SVG as text, everything that people typed escaped."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tracker.figures.grammar import INK, Table

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What XML and HTML have no place for, and the marks that turn the order of letters."""

Lead = Callable[[str], str | None]
"""From the key of a mark to the address it leads to; None leads nowhere."""

MEDIUM: Final = "ahd-md"
"""Shown where there are at least 600 pixels."""
LARGE: Final = "ahd-lg"
"""Shown where there are at least 1000 pixels."""
HALO: Final = "ahd-halo"
"""Words that lines may run behind."""
NARROW: Final = "ahd-sm"
"""Shown only where there are fewer than 600 pixels."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An `<svg>` element, the finding it shows (its text alternative), and the same numbers as a table."""

    svg: str
    finding: str
    table: Table


def esc(text: object) -> str:
    """A text for use as content or attribute, without characters that no document may hold."""
    return html.escape(CONTROLS.sub("", str(text)), quote=True)


def num(value: float) -> str:
    """A coordinate, no longer than needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def pct(share: float) -> str:
    """A share of the width or height."""
    return f"{num(share * 100)}%"


def frame(inside: str, *, said: str, height: int | None, kind: str, style: str = "") -> str:
    """The whole drawing, which says its finding to those who do not see it; `height` in pixels, None leaves it to `style`.

    Its marks may be links, so it is a group and not one image.
    """
    tall = f' height="{height}"' if height is not None else ""
    styled = f' style="{style}"' if style else ""
    return (
        f'<svg class="ahd-svg ahd-{kind}" width="100%"{tall}{styled} role="group" aria-label="{esc(said)}" '
        f'xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    )


def rect(x: str, y: str, width: str, height: str, fill: str, *, edge: str = "", more: str = "") -> str:
    """A bar or tile."""
    line = f' stroke="{edge}"' if edge else ""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"{line}{more}/>'


def line(x1: str, y1: str, x2: str, y2: str, colour: str, width: float = 1, *, more: str = "") -> str:
    """A straight line."""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{num(width)}"{more}/>'
    )


def text(
    said: str,
    x: str,
    y: str,
    *,
    size: float = 14,
    colour: str = INK,
    anchor: str = "start",
    bold: bool = False,
    shown: str = "",
    dy: float = 0,
) -> str:
    """Words whose baseline lies at y (moved down by `dy` pixels)."""
    named = f' class="{shown}"' if shown else ""
    moved = f' dy="{num(dy)}"' if dy else ""
    set_ = f' text-anchor="{anchor}"' if anchor != "start" else ""
    weight = ' font-weight="650"' if bold else ""
    coloured = f' fill="{colour}"' if colour != INK else ""
    return f'<text{named} x="{x}" y="{y}"{moved} font-size="{num(size)}"{set_}{weight}{coloured}>{esc(said)}</text>'


def linked(inside: str, address: str | None, said: str) -> str:
    """A mark that leads somewhere, or only says what it is; `said` is told to a pointer and to a screen reader."""
    title = f"<title>{esc(said)}</title>"
    if address is None:
        return f'<g role="img" aria-label="{esc(said)}">{title}{inside}</g>'
    return f'<a href="{esc(address)}">{title}{inside}</a>'


def nowhere(_key: str) -> str | None:
    """The lead of marks that lead nowhere."""
    return None

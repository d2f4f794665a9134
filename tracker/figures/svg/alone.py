"""A drawing as a picture that stands alone: in a file or an `<img>`, with its own rules for narrow and wide places."""

import html
import re
from collections.abc import Sequence
from typing import Final

from tracker.figures.grammar import INK, MUTED, PAPER
from tracker.figures.svg.pen import Drawing

TILE: Final = 40
"""Height of a row of tiles, in pixels."""
LETTERS: Final = 30
"""Letters of a heading that fit 320 pixels in any of the fonts it may be shown in."""
SANS: Final = "Source Sans 3, Source Sans Pro, Noto Sans, DejaVu Sans, sans-serif"
SERIF: Final = "Source Serif 4, Noto Serif, DejaVu Serif, serif"
EDGE: Final = 8
WIDTHS: Final = (
    ".ahd-md,.ahd-lg{display:none}@media(min-width:600px){.ahd-md{display:inline}.ahd-sm{display:none}}"
    "@media(min-width:1000px){.ahd-lg{display:inline}}"
    # The names of districts need more room than other words.
    "@media(min-width:600px) and (max-width:719px){.ahd-tiles .ahd-md{display:none}"
    ".ahd-tiles .ahd-sm{display:inline;font-size:9.5px}}"
)
"""What is shown at which width, of the place that the picture stands in."""


def alone(
    drawn: Drawing, *, heading: str = "", foot: Sequence[str] = (), tile: int = TILE, edge: int = EDGE
) -> str:
    """The drawing as one SVG document that fits the width it is shown at, and says its finding to who can't see it.

    `edge`: so many pixels stay free around it; 0 where it stands in a column of its own, in line with what else is there.
    """
    inside, tall = _inner(drawn, tile)
    said = html.escape(". ".join((drawn.finding, " · ".join(foot))) if foot else drawn.finding)
    head, top = _heading(heading) if heading else ("", edge)
    below = "".join(
        f'<text x="{EDGE}" y="{top + tall + 22 + 17 * place}" font-size="11.5" fill="{MUTED}">{html.escape(line)}</text>'
        for place, line in enumerate(foot)
    )
    wide = "96%" if edge else "100%"
    height = top + tall + (17 + 17 * len(foot) if foot else edge)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" role="img" aria-label="{said}" '
        f'font-family="{SANS}"><title>{said}</title><style>{WIDTHS}</style>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>{head}'
        f'<svg x="{edge}" y="{top}" width="{wide}" height="{tall}" overflow="visible">{inside}</svg>{below}</svg>'
    )


def _inner(drawn: Drawing, tile: int) -> tuple[str, int]:
    """The drawing for use inside another, and its height; a map of tiles has a height by its rows."""
    rows = re.search(r"--rows:(\d+)", drawn.svg[:400])
    tall = re.search(r'^<svg[^>]* height="(\d+)"', drawn.svg)
    height = int(rows.group(1)) * tile if rows else int(tall.group(1)) if tall else 300
    plain = re.sub(r'^<svg([^>]*) style="[^"]*"', rf'<svg\1 height="{height}"', drawn.svg)
    return plain.replace('role="group"', 'role="presentation"', 1), height


def _heading(finding: str) -> tuple[str, int]:
    """The finding in lines that fit 320 pixels, and the height that they take."""
    lines = [""]
    for word in finding.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > LETTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    said = "".join(
        f'<text x="{EDGE}" y="{22 + 20 * place}" font-size="16" font-weight="650" fill="{INK}" '
        f'font-family="{SERIF}">{html.escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return said, 22 + 20 * len(lines) + 8

"""The picture that stands beside a link to the site: the finding and the strip, as a PNG."""

from pathlib import Path
from typing import Final

import typst

from tracker.briefs.site.say import Say
from tracker.desk.answers import Measures
from tracker.figures import Segment, segments
from tracker.figures.grammar import INK, MUTED, PAPER, on_mark, text_colour

FONTS: Final = Path(__file__).parent / "static" / "fonts"
WIDTH, HEIGHT = 1200, 630
ROOM: Final = 0.1
TITLE: Final = 250
"""The height for the finding; a long one is set in smaller letters."""


def picture(total: Measures, say: Say, *, illustration: bool) -> bytes:
    """1200 × 630 pixels; with letters of our own, so that it looks the same on every machine."""
    parts = segments(total, say.language)
    columns = ", ".join(f"{part.count}fr" for part in parts)
    cells = ", ".join(_cell(part, say.language) for part in parts)
    strip = f"#grid(columns: ({columns},), column-gutter: 3pt, {cells})" if parts else ""
    note = say.t("Illustration: invented data.") if illustration else ""
    foot = " · ".join(part for part in (say.t("Ahd"), say.t("As of {day}", day=say.on), note) if part)
    source = f"""
#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 70pt, fill: rgb("{PAPER}"))
#set text(font: ("Ahd Serif", "DejaVu Serif"), fill: rgb("{INK}"), size: 64pt, lang: "{say.language}", weight: 600)
#set par(leading: 0.42em)
#context {{
  let said = {_string(say.total(total))}
  let size = 64pt
  while size > 28pt and measure(block(width: {WIDTH - 140}pt, text(size: size, said))).height > {TITLE}pt {{ size -= 2pt }}
  text(size: size, said)
}}
#v(1fr)
{strip}
#v(34pt)
#set text(font: ("Ahd Sans", "DejaVu Sans"), size: 27pt, fill: rgb("{MUTED}"), weight: 400)
#text({_string(foot)})
"""
    made: bytes = typst.compile(
        source.encode(), format="png", ppi=72, font_paths=[str(FONTS)], ignore_system_fonts=True
    )  # type: ignore[call-overload]  # takes bytes, whatever its stub says of lists
    return made


def _cell(part: Segment, language: str) -> str:
    said = _string(on_mark(part.count, part.due, language))
    ink = text_colour(part.colour)
    words = (
        f'#text(font: "Ahd Sans", size: 34pt, fill: rgb("{ink}"), {said})'
        if part.count / part.due > ROOM
        else ""
    )
    return f'rect(width: 100%, height: 110pt, fill: rgb("{part.colour}"))[#align(center + horizon)[{words}]]'


def _string(text: str) -> str:
    """A text as a string of typst, in which nothing means anything."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'

"""A tile for every district, all of one size, with its name and how much is kept there."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import PAPER, TRACK, on_mark, rate_colour, records, text_colour
from tracker.figures.groups import in_order, ranking_finding, ranking_table
from tracker.figures.places import COMFORTABLE, LETTERS, Tile, broken, name_lines
from tracker.figures.svg.pen import MEDIUM, NARROW, Drawing, Lead, frame, linked, nowhere, pct, rect, text
from tracker.words import translate
from tracker.words.formats import FEW, rate_text

Measured = Mapping[Any, Any] | None
GAP: Final = 0.05
HOLLOW: Final = "#a3a9a8"
TYPE: Final = 11.5
ROOM: Final = 9.5
SMALL: Final = 8
SMALL_LINE: Final = 9.5


def tile_map(tiles: Sequence[Tile], rows: pd.DataFrame, language: str, *, lead: Lead = nowhere) -> Drawing:
    """A tile for every district with its rate; `rows` are the ledger's rates by district, marks have its key."""
    measures: dict[str, Measured] = {row["key"]: row for row in records(rows)}
    across = max((tile.column for tile in tiles), default=0) + 1
    down = max((tile.row for tile in tiles), default=0) + 1
    drawn = [
        linked(
            _tile(tile, measures.get(tile.key), language, across, down),
            lead(tile.key) if _due(measures.get(tile.key)) else None,
            f"{tile.name}: {_told(measures.get(tile.key), language)}",
        )
        for tile in sorted(tiles, key=lambda tile: (tile.row, tile.column))
    ]
    found = in_order(rows, {tile.key: (tile.name, tile.name) for tile in tiles}, language)
    finding = ranking_finding(found, language, "district")
    svg = frame("".join(drawn), said=finding, height=None, kind="tiles", style=f"--rows:{down}")
    return Drawing(svg, finding, ranking_table(found, language))


def _tile(tile: Tile, measures: Measured, language: str, across: int, down: int) -> str:
    colour = _colour(measures)
    ink = text_colour(colour)
    hollow = 0 < _due(measures) < FEW
    drawn = rect(
        pct((tile.column + GAP / 2) / across),
        pct((tile.row + GAP / 2) / down),
        pct((1 - GAP) / across),
        pct((1 - GAP) / down),
        colour,
        edge=HOLLOW if hollow else "",
        more=' rx="2"',
    )
    middle, centre = pct((tile.column + 0.5) / across), pct((tile.row + 0.5) / down)
    figure = _figure(measures, language)
    names = broken(tile.name, LETTERS["wide"], join=COMFORTABLE["wide"], lines=2)
    size = TYPE * min(1, ROOM / max(len(line) for line in names))
    above = (len(names) + (1 if figure else 0)) * 13 / 2 - 10
    for place, line in enumerate(names):
        drawn += text(line, middle, centre, size=size, colour=ink, anchor="middle", shown=MEDIUM,
                      dy=place * 13 - above)  # fmt: skip
    if figure:
        drawn += text(figure, middle, centre, size=12.5, colour=ink, anchor="middle", bold=True, shown=MEDIUM,
                      dy=len(names) * 13 - above + 0.5)  # fmt: skip
    figure = _few_figure(measures, language)
    names = name_lines(tile, "phone")
    above = (len(names) + (1 if figure else 0)) * SMALL_LINE / 2 - SMALL
    for place, line in enumerate(names):
        drawn += text(line, middle, centre, size=SMALL, colour=ink, anchor="middle", shown=NARROW,
                      dy=place * SMALL_LINE - above)  # fmt: skip
    if figure:
        drawn += text(figure, middle, centre, size=SMALL + 1, colour=ink, anchor="middle", bold=True, shown=NARROW,
                      dy=len(names) * SMALL_LINE - above + 1)  # fmt: skip
    return drawn


def _due(measures: Measured) -> int:
    return int(measures["due"]) if measures is not None else 0


def _colour(measures: Measured) -> str:
    if measures is None or not measures["due"]:
        return TRACK
    return rate_colour(measures["kept"] / measures["due"]) if measures["due"] >= FEW else PAPER


def _figure(measures: Measured, language: str) -> str:
    return on_mark(int(measures["kept"]), int(measures["due"]), language) if measures is not None else ""


def _few_figure(measures: Measured, language: str) -> str:
    if measures is not None and measures["due"] < FEW:
        return f"{int(measures['kept'])}/{int(measures['due'])}"
    return _figure(measures, language)


def _told(measures: Measured, language: str) -> str:
    if measures is None or not measures["due"]:
        return translate("Nothing was due here", language)
    return rate_text(int(measures["kept"]), int(measures["due"]), language)

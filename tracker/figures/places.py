"""Where: a tile for every district, all of one size, and the outlines of the regions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from tracker.figures.grammar import (
    INK,
    LINE,
    MUTED,
    PAPER,
    TRACK,
    Picture,
    on_mark,
    rate_colour,
    stage,
    stays,
    text_colour,
    words,
)
from tracker.figures.groups import in_order, ranking_finding, ranking_table
from tracker.words import translate
from tracker.words.formats import FEW, fraction, rate_text

TILE: Final = {"phone": 36, "tablet": 48, "wide": 54}
GAP: Final = 0.06
LETTERS: Final = {"phone": 5, "tablet": 9, "wide": 13}
# The size of a name that leaves room beside it; longer ones are set smaller.
TYPE: Final = {"phone": 9, "tablet": 11, "wide": 12}
COMFORTABLE: Final = {"phone": 5, "tablet": 8, "wide": 9}
Measured = Mapping[Any, Any] | None

# A degree of longitude is so much shorter than one of latitude at 38.8° north: 1 / cos(38.8°).
SQUEEZE: Final = 1.283


@dataclass(frozen=True, slots=True)
class Tile:
    """A district: its key, name, and where its tile lies (column from the left, row from the top)."""

    key: str
    name: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A region: its key, name, outline as rings of (longitude, latitude), and where its figure stands."""

    key: str
    name: str
    rings: Sequence[Sequence[Sequence[float]]]
    longitude: float
    latitude: float


def tile_map(tiles: Sequence[Tile], rows: pd.DataFrame, language: str, *, width: str = "wide") -> Picture:
    """A tile for every district with its rate; `rows` are the ledger's rates by district. Marks carry the district's key."""
    measures = {row["key"]: row for row in rows.to_dict("records")}
    figure = stage(height=TILE[width] * (max((tile.row for tile in tiles), default=0) + 1))
    colours = [_tile_colour(measures.get(tile.key)) for tile in tiles]
    figure.add_trace(
        go.Bar(
            x=[tile.column for tile in tiles],
            y=[1 - GAP * 1.3] * len(tiles),
            base=[-tile.row - 1 + GAP for tile in tiles],
            width=1 - GAP,
            marker={
                "color": colours,
                "line": {"color": [_edge(measures.get(t.key)) for t in tiles], "width": 1},
            },
            text=[_on_tile(tile, measures.get(tile.key), language, width) for tile in tiles],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={
                "size": [_size(tile, width) for tile in tiles],
                "color": [text_colour(colour) for colour in colours],
            },
            customdata=[tile.key for tile in tiles],
            hovertext=[f"{words(t.name)}<br>{_told(measures.get(t.key), language)}" for t in tiles],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    figure.update_xaxes(range=[-0.5, max((tile.column for tile in tiles), default=0) + 0.5])
    figure.update_yaxes(range=[-max((tile.row for tile in tiles), default=0) - 1, 0])
    names = {tile.key: (tile.name, tile.name) for tile in tiles}
    found = in_order(rows, names)
    return Picture(figure, ranking_finding(found, language, "district"), ranking_table(found, language))


def region_map(
    outlines: Sequence[Outline], rows: pd.DataFrame, language: str, *, width: str = "wide"
) -> Picture:
    """The regions with their rates; `rows` are the ledger's rates by region. Marks carry the region's key."""
    measures = {row["key"]: row for row in rows.to_dict("records")}
    figure = stage(height=300 if width == "phone" else 480)
    for outline in outlines:
        _fill(figure, outline, measures.get(outline.key))
    for outline in outlines:
        _figure_of(figure, outline, measures.get(outline.key), language, width)
    figure.update_yaxes(scaleanchor="x", scaleratio=SQUEEZE)
    names = {outline.key: (outline.name, outline.name) for outline in outlines}
    found = in_order(rows, names)
    return Picture(figure, ranking_finding(found, language, "region"), ranking_table(found, language))


def _tile_colour(measures: Measured) -> str:
    if measures is None or not measures["due"]:
        return TRACK
    return rate_colour(measures["kept"] / measures["due"]) if measures["due"] >= FEW else PAPER


def _edge(measures: Measured) -> str:
    """Only hollow tiles, those with a fraction, need an edge to be seen."""
    hollow = measures is not None and 0 < measures["due"] < FEW
    return MUTED if hollow else "rgba(0,0,0,0)"


def _on_tile(tile: Tile, measures: Measured, language: str, width: str) -> str:
    name = "<br>".join(words(line) for line in _name_lines(tile, width))
    if measures is None or not measures["due"]:
        return name
    kept, due = int(measures["kept"]), int(measures["due"])
    if width == "phone" and due < FEW:
        return f"{name}<br><b>{kept}/{due}</b>"
    return f"{name}<br><b>{on_mark(kept, due, language)}</b>"


def _size(tile: Tile, width: str) -> float:
    longest = max(len(line) for line in _name_lines(tile, width))
    return TYPE[width] * min(1, (COMFORTABLE[width] + 0.5) / longest)


def _name_lines(tile: Tile, width: str) -> list[str]:
    one_line = width == "phone"
    return broken(
        tile.name, LETTERS[width], join=0 if one_line else COMFORTABLE[width], lines=1 if one_line else 2
    )


def broken(name: str, letters: int, *, join: int, lines: int) -> list[str]:
    """A name in at most so many lines, broken between words. Lines longer than `letters` are cut.

    Words stand together on a line as long as they fit into `join` letters.
    """
    found: list[str] = []
    for word in name.partition(" (")[0].replace("-", "- ").split():
        if found and (len(found[-1]) + len(word) < join or len(found) == lines):
            glue = "" if found[-1].endswith("-") else " "
            found[-1] += glue + word
        else:
            found.append(word)
    return [line if len(line) <= letters else line[: letters - 1].rstrip(" -") + "." for line in found]


def _told(measures: Measured, language: str) -> str:
    if measures is None or not measures["due"]:
        return translate("Nothing was due here", language)
    return rate_text(int(measures["kept"]), int(measures["due"]), language)


def _fill(figure: go.Figure, outline: Outline, measures: Measured) -> None:
    for ring in outline.rings:
        figure.add_trace(
            go.Scatter(
                x=[point[0] for point in ring],
                y=[point[1] for point in ring],
                mode="lines",
                fill="toself",
                fillcolor=_tile_colour(measures),
                line={"color": PAPER, "width": 2},
                hoverinfo="skip",
            )
        )


def _figure_of(figure: go.Figure, outline: Outline, measures: Measured, language: str, width: str) -> None:
    due = int(measures["due"]) if measures is not None else 0
    kept = int(measures["kept"]) if measures is not None else 0
    name = "<br>".join(
        words(part) for part in broken(outline.name, 30, join=14 if width == "phone" else 22, lines=3)
    )
    said = f"<b>{on_mark(kept, due, language)}</b>" if due else ""
    if due >= FEW:
        name += f"<br>{fraction(kept, due, language)}"
    figure.add_trace(
        go.Scatter(
            x=[outline.longitude],
            y=[outline.latitude],
            mode="markers+text",
            marker={
                "size": 46,
                "color": PAPER,
                "opacity": 1,
                "line": {"color": LINE if due else TRACK, "width": 1},
            },
            text=[said],
            textposition="middle center",
            textfont={"size": 15 if due >= FEW else 12, "color": INK},
            customdata=[outline.key],
            hovertext=f"{words(outline.name)}<br>{_told(measures, language)}",
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    figure.add_annotation(
        x=outline.longitude,
        y=outline.latitude,
        yshift=-24,
        yanchor="top",
        text=name,
        showarrow=False,
        font={"size": 11 if width == "phone" else 14, "color": INK},
        bgcolor="rgba(253,252,249,0.82)",
        borderpad=1,
    )

"""Where: a tile for every district, all of one size, and the outlines of the regions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    LINE,
    MUTED,
    PAPER,
    TRACK,
    Picture,
    on_mark,
    rate_colour,
    records,
    stays,
    text_colour,
    words,
)
from tracker.figures.groups import in_order, ranking_finding, ranking_table
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.words import translate
from tracker.words.formats import FEW, fraction, rate_text

TILE: Final = {"phone": 36, "tablet": 48, "wide": 54}
GAP: Final = 0.06
LETTERS: Final = {"phone": 7, "tablet": 9, "wide": 13}
# The size of a name that leaves room beside it; longer ones are set smaller.
TYPE: Final = {"phone": 8.5, "tablet": 11, "wide": 12}
COMFORTABLE: Final = {"phone": 6, "tablet": 8, "wide": 9}
VOWELS: Final = frozenset("аеёиоуыэюяӣӯaeiouy")
ONE_SOUND: Final = ("kh", "gh", "sh", "ch", "zh", "дж")
"""Letters that no line break parts."""

Measured = Mapping[Any, Any] | None

# A degree of longitude is so much shorter than one of latitude at 38.8° north: 1 / cos(38.8°).
SQUEEZE: Final = 1.283
SIDES: Final[dict[str, dict[str, Any]]] = {
    "below": {"yshift": -24, "yanchor": "top"},
    "above": {"yshift": 24, "yanchor": "bottom"},
    "right": {"xshift": 26, "yshift": 8, "xanchor": "left", "yanchor": "middle", "align": "left"},
}
NEAR: Final = (1.2, 2.0)
"""Degrees of latitude and longitude within which the names of two regions would meet."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A district: its key, name, and where its tile lies (column from the left, row from the top)."""

    key: str
    name: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Face:
    """How a tile looks: its colour, its edge, the words on it, and what is told where it is pointed at."""

    colour: str
    edge: str
    words: str
    told: str


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
    measures = {row["key"]: row for row in records(rows)}
    faces = [
        Face(
            _tile_colour(measures.get(tile.key)),
            _edge(measures.get(tile.key)),
            _on_tile(tile, measures.get(tile.key), language, width),
            _told(measures.get(tile.key), language),
        )
        for tile in tiles
    ]
    figure = laid(tiles, faces, width)
    names = {tile.key: (tile.name, tile.name) for tile in tiles}
    found = in_order(rows, names, language)
    return Picture(
        figure.drawn(), ranking_finding(found, language, "district"), ranking_table(found, language)
    )


def laid(tiles: Sequence[Tile], faces: Sequence[Face], width: str) -> Stage:
    """The tiles in their places, each with its face, as bars that carry the district's key."""
    figure = stage(height=TILE[width] * (max((tile.row for tile in tiles), default=0) + 1))
    figure.add_trace(
        bar(
            x=[tile.column for tile in tiles],
            y=[1 - GAP * 1.3] * len(tiles),
            base=[-tile.row - 1 + GAP for tile in tiles],
            width=1 - GAP,
            marker={
                "color": [face.colour for face in faces],
                "line": {"color": [face.edge for face in faces], "width": 1},
            },
            text=[face.words for face in faces],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={
                "size": [_size(tile, width) for tile in tiles],
                "color": [text_colour(face.colour) for face in faces],
            },
            customdata=[tile.key for tile in tiles],
            hovertext=[f"{words(tile.name)}<br>{face.told}" for tile, face in zip(tiles, faces, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    figure.update_xaxes(range=[-0.5, max((tile.column for tile in tiles), default=0) + 0.5])
    figure.update_yaxes(range=[-max((tile.row for tile in tiles), default=0) - 1, 0])
    return figure


def region_map(
    outlines: Sequence[Outline], rows: pd.DataFrame, language: str, *, width: str = "wide"
) -> Picture:
    """The regions with their rates; `rows` are the ledger's rates by region. Marks carry the region's key."""
    measures = {row["key"]: row for row in records(rows)}
    figure = stage(height=300 if width == "phone" else 480)
    for outline in outlines:
        _fill(figure, outline, measures.get(outline.key))
    for outline in outlines:
        side = _side(outline, outlines)
        _figure_of(figure, outline, measures.get(outline.key), language, width, side=side)
    figure.update_yaxes(scaleanchor="x", scaleratio=SQUEEZE)
    names = {outline.key: (outline.name, outline.name) for outline in outlines}
    found = in_order(rows, names, language)
    return Picture(figure.drawn(), ranking_finding(found, language, "region"), ranking_table(found, language))


def _tile_colour(measures: Measured) -> str:
    if measures is None or not measures["due"]:
        return TRACK
    return rate_colour(measures["kept"] / measures["due"]) if measures["due"] >= FEW else PAPER


def _edge(measures: Measured) -> str:
    """Only hollow tiles, those with a fraction, need an edge to be seen."""
    hollow = measures is not None and 0 < measures["due"] < FEW
    return MUTED if hollow else "rgba(0,0,0,0)"


def name_on(tile: Tile, width: str) -> str:
    """The district's name as it stands on its tile, in one line or two."""
    return "<br>".join(words(line) for line in name_lines(tile, width))


def _on_tile(tile: Tile, measures: Measured, language: str, width: str) -> str:
    name = name_on(tile, width)
    if measures is None or not measures["due"]:
        return name
    kept, due = int(measures["kept"]), int(measures["due"])
    if width == "phone" and due < FEW:
        return f"{name}<br><b>{kept}/{due}</b>"
    return f"{name}<br><b>{on_mark(kept, due, language)}</b>"


def _size(tile: Tile, width: str) -> float:
    longest = max(len(line) for line in name_lines(tile, width))
    return TYPE[width] * min(1, (COMFORTABLE[width] + 0.5) / longest)


def name_lines(tile: Tile, width: str) -> list[str]:
    """The district's name in a line or two; on a phone one long word is parted in two."""
    if width == "phone" and len(whole := broken(tile.name, 40, join=0, lines=2)) == 1:
        return _halved(whole[0], COMFORTABLE[width])
    return broken(tile.name, LETTERS[width], join=COMFORTABLE[width], lines=2)


def _halved(word: str, letters: int) -> list[str]:
    """A word that is longer than a line in two lines, parted before a syllable: a consonant with its vowel."""
    if len(word) <= letters:
        return [word]
    places = [
        at
        for at in range(2, len(word) - 1)
        if at <= letters
        and word[at].lower() not in VOWELS
        and (word[at + 1].lower() in VOWELS or word[at : at + 2].lower() in ONE_SOUND)
        and word[at - 1 : at + 1].lower() not in ONE_SOUND
    ]
    at = min(places, key=lambda place: abs(place - len(word) / 2), default=min(letters - 1, len(word) // 2))
    rest = word[at:]
    return [f"{word[:at]}-", rest if len(rest) <= letters + 2 else f"{rest[: letters + 1]}."]


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


def _fill(figure: Stage, outline: Outline, measures: Measured) -> None:
    for ring in outline.rings:
        figure.add_trace(
            scatter(
                x=[point[0] for point in ring],
                y=[point[1] for point in ring],
                mode="lines",
                fill="toself",
                fillcolor=_tile_colour(measures),
                line={"color": PAPER, "width": 2},
                hoverinfo="skip",
            )
        )


def _side(outline: Outline, outlines: Sequence[Outline]) -> str:
    """Where a region's name has room: under its figure, above it where another stands close below, or at its right where
    others stand close above, below and to the west.
    """
    near = [
        other
        for other in outlines
        if other is not outline
        and abs(outline.latitude - other.latitude) < NEAR[0]
        and abs(outline.longitude - other.longitude) < NEAR[1]
    ]
    below = any(other.latitude < outline.latitude for other in near)
    above = any(other.latitude > outline.latitude for other in near)
    if above and below and all(other.longitude < outline.longitude for other in near):
        return "right"
    return "above" if below else "below"


def _figure_of(
    figure: Stage, outline: Outline, measures: Measured, language: str, width: str, *, side: str
) -> None:
    due = int(measures["due"]) if measures is not None else 0
    kept = int(measures["kept"]) if measures is not None else 0
    name = "<br>".join(
        words(part) for part in broken(outline.name, 30, join=14 if width == "phone" else 22, lines=3)
    )
    said = f"<b>{on_mark(kept, due, language)}</b>" if due else ""
    if due >= FEW:
        name += f"<br>{fraction(kept, due, language)}"
    figure.add_trace(
        scatter(
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
        **SIDES[side],
        text=name,
        showarrow=False,
        font={"size": 11 if width == "phone" else 14, "color": INK},
        bgcolor="rgba(253,252,249,0.82)",
        borderpad=1,
    )

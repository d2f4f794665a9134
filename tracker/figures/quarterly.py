"""Columns by quarter, in layers: the counts on them, figures above them, the quarters beneath."""

from collections.abc import Sequence
from typing import Any, Final

from tracker.figures.grammar import INK, LINE, MUTED, PAPER, stays, text_colour
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.words.formats import number

HEIGHT: Final = 250
TOP, BOTTOM = 22, 40
ABOVE: Final = 1.14
"""The room that the axis gives, as a multiple of the tallest column: what is above stands in it."""
TYPE: Final = 12
LINE_HEIGHT: Final = 15
COLUMN: Final = {"phone": 46, "tablet": 50, "wide": 40}
"""A column is at least so many pixels wide, where as many are shown as there is room for on half a page."""
MOST: Final = {"phone": 6, "tablet": 9, "wide": 12}
"""How many quarters have room, by kind of screen."""


def columns(quarters: Sequence[tuple[int, int]], *, lowest: float = 0, highest: float = 0) -> Stage:
    """An empty stage for columns of these (year, quarter), between the least and the greatest value."""
    figure = stage(height=HEIGHT, top=TOP, bottom=BOTTOM)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(range=[lowest * 1.1, (highest or 1) * ABOVE])
    figure.update_xaxes(
        visible=True,
        range=[-0.5, max(len(quarters), 1) - 0.5],
        tickvals=list(range(len(quarters))),
        ticktext=_beneath(quarters),
        tickfont={"color": MUTED, "size": 12},
        tickangle=0,
        showgrid=False,
        zeroline=False,
        showline=True,
        linecolor=LINE,
        ticks="",
    )
    return figure


def layer(
    figure: Stage,
    values: Sequence[float],
    colour: str,
    *,
    said: Sequence[str] | None = None,
    hover: Sequence[str],
    keys: Sequence[str] | None = None,
    sizes: Sequence[float] | None = None,
) -> None:
    """One layer, on top of those before it. `said` stands on the columns (in `sizes`), `keys` are what its marks carry."""
    figure.add_trace(
        bar(
            x=list(range(len(values))),
            y=list(values),
            width=0.82,
            marker={"color": colour, "line": {"color": PAPER, "width": 1}},
            text=None if said is None else list(said),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": text_colour(colour), "size": TYPE if sizes is None else list(sizes)},
            customdata=None if keys is None else list(keys),
            hovertemplate=[f"{text}<extra></extra>" for text in hover],
            **stays(),
        )
    )


def above(figure: Stage, heights: Sequence[float], said: Sequence[str]) -> None:
    """A figure above each column."""
    figure.add_trace(
        scatter(
            x=list(range(len(heights))),
            y=list(heights),
            text=[f"<b>{text}</b>" if text else "" for text in said],
            mode="text",
            textposition="top center",
            textfont={"size": 12, "color": INK},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def counts_that_fit(counts: Sequence[int], tallest: float, language: str) -> list[str]:
    """The counts as they stand on their columns; where a part is lower than a line of type, nothing stands."""
    least = (tallest or 1) * ABOVE * LINE_HEIGHT / (HEIGHT - TOP - BOTTOM)
    return [number(n, language) if n >= least else "" for n in counts]


def size_that_fits(word: str, width: str) -> float:
    """The size of type in which a word fits onto a column."""
    return min(TYPE, COLUMN[width] / (len(word) * 0.58))


def quarter_of(label: str) -> tuple[int, int]:
    """Year and number of a quarter written as 2024-Q3."""
    year, numeral = label.split("-Q")
    return int(year), int(numeral)


def _beneath(quarters: Sequence[tuple[int, int]]) -> list[str]:
    """Roman numerals, and the year under its first quarter shown."""
    texts: list[str] = []
    last: Any = None
    for year, numeral in quarters:
        roman = ("I", "II", "III", "IV")[numeral - 1]
        texts.append(roman if year == last else f"{roman}<br>{year}")
        last = year
    return texts

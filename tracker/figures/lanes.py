"""Lanes: one below the other, each with a name at its left and a figure at its right, for bars and marks to lie in."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeVar

import plotly.graph_objects as go

from tracker.figures.grammar import INK, MUTED, fitted, stage, words

EACH: Final = 52
# Letters of a name that leave room for a usual figure beside it, on a column of at least 350, 470 and 590 pixels.
LETTERS: Final = {"phone": 30, "tablet": 38, "wide": 54}
FIGURE: Final = 11
"""How many letters a usual figure has, as "55 % of 1,234"; a longer one leaves the name less room, a shorter one more."""
FEWEST: Final = 10
"""Fewer letters of a name would tell nothing."""
_MARKS: Final = re.compile(r"<[^>]*>")


class Called(Protocol):
    """What a lane is about, by its full and its short name."""

    @property
    def full(self) -> str:
        """The whole name."""

    @property
    def short(self) -> str:
        """An abbreviation, or the whole name once more."""


One = TypeVar("One", bound=Called)


def lanes(shown: Sequence[One], letters: int, said: Callable[[One], str]) -> go.Figure:
    """A stage with a name at the left and a figure at the right of every lane; lane i lies at y = -i.

    The name is the abbreviation where there is one, and no other has the same; the full one stands in the hover and
    in the table.
    """
    figure = stage(height=max(len(shown) * EACH, EACH) + 6)
    ys = [-place + 0.37 for place in range(len(shown))]
    abbreviations = Counter(one.short for one in shown)
    called = [one.short if abbreviations[one.short] == 1 else one.full for one in shown]
    figures = [said(one) for one in shown]
    room = [max(letters + FIGURE - len(_MARKS.sub("", each)), FEWEST) for each in figures]
    names = [words(fitted(name, name, most)) for name, most in zip(called, room, strict=True)]
    figure.add_trace(_texts([0.0] * len(shown), ys, names, "middle right", INK))
    figure.add_trace(_texts([1.0] * len(shown), ys, figures, "middle left", MUTED))
    figure.update_xaxes(range=[-0.002, 1.002])
    figure.update_yaxes(range=[-len(shown) + 0.6, 0.7])
    return figure


def _texts(xs: list[float], ys: list[float], texts: list[str], position: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=xs,
        y=ys,
        text=texts,
        mode="text",
        textposition=position,
        textfont={"size": 15, "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )

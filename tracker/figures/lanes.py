"""Lanes: one below the other, each with a name at its left and a figure at its right, for bars and marks to lie in."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Protocol, TypeVar

from tracker.figures.grammar import INK, MUTED, PAPER, fitted, stays, text_colour, words
from tracker.figures.stage import Stage, Trace, bar, scatter, stage
from tracker.words.formats import fraction, number

EACH: Final = 52
STRIP: Final = 0.36
"""How high a strip is, of the height of its lane."""
ROOM_FOR_COUNT: Final = 0.07
"""The least share of a strip on which a count has room."""
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


def lanes(shown: Sequence[One], letters: int, said: Callable[[One], str], *, margin: float = 0.0) -> Stage:
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
    figure.add_trace(_texts([-margin] * len(shown), ys, names, "middle right", INK))
    figure.add_trace(_texts([1 + margin] * len(shown), ys, figures, "middle left", MUTED))
    figure.update_xaxes(range=[-margin, 1 + margin] if margin else [-0.002, 1.002])
    figure.update_yaxes(range=[-len(shown) + 0.6, 0.7])
    return figure


def _texts(xs: list[float], ys: list[float], texts: list[str], position: str, colour: str) -> Trace:
    return scatter(
        x=xs,
        y=ys,
        text=texts,
        mode="text",
        textposition=position,
        textfont={"size": 15, "color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def part(
    figure: Stage,
    shown: Sequence[Called],
    reached: Sequence[float],
    counts: Sequence[int],
    wholes: Sequence[int],
    language: str,
    *,
    word: str,
    colour: str,
    keys: Sequence[str],
) -> list[float]:
    """One part of the strip in every lane, where the one before it ended; returns where each ends now.

    `counts` of `wholes` are in it; a count stands on the part where there is room for it, and with `word` in the hover.
    """
    shares = [count / whole for count, whole in zip(counts, wholes, strict=True)]
    there = [place for place, count in enumerate(counts) if count]
    figure.add_trace(
        bar(
            x=[shares[place] for place in there],
            base=[reached[place] for place in there],
            y=[-place for place in there],
            orientation="h",
            width=STRIP,
            marker={"color": colour, "line": {"color": PAPER, "width": 1.5}},
            text=[number(counts[p], language) if shares[p] >= ROOM_FOR_COUNT else "" for p in there],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 12, "color": text_colour(colour)},
            customdata=[keys[place] for place in there],
            hovertext=[
                f"{words(shown[p].full)}<br>{word}: {fraction(counts[p], wholes[p], language)}" for p in there
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    return [before + share for before, share in zip(reached, shares, strict=True)]

"""Ranked bars: the name above the bar, the figure beside it, so that long names fit any screen."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    OVERDUE,
    PAPER,
    REFUSED,
    TRACK,
    Picture,
    as_table,
    known,
    stays,
    words,
)
from tracker.figures.groups import (
    Kind,
    Named,
    Whose,
    high_end,
    in_order,
    low_end,
    overdue_finding,
    ranking_finding,
    ranking_table,
)
from tracker.figures.lanes import LETTERS, lanes, part
from tracker.figures.stage import Stage, bar, scatter
from tracker.words import translate
from tracker.words.formats import FEW, fraction, number, percent, rate_text, share
from tracker.words.terms import label

BAR: Final = 0.27
# Colour and thickness: ink on a paper edge, so that the line can be read inside a dark bar and outside of it.
WHISKER: Final = ((PAPER, 4.5), (INK, 1.5))
STACK: Final = (
    ("kept_on_time", KEPT),
    ("being_kept", KEPT),
    ("kept_late", LATE),
    ("overdue", OVERDUE),
    ("not_being_kept", REFUSED),
)


def ranking(
    rows: pd.DataFrame,
    names: dict[str, tuple[str, str]],
    language: str,
    *,
    kind: Kind,
    width: str = "wide",
    letters: int | None = None,
    most: int | None = None,
) -> Picture:
    """Fulfilment rates of groups with 95 % Wilson whiskers; groups with fewer than six due are hollow, unranked.

    `rows` are the ledger's rates by a group; the marks carry its key. `most` shows only so many of them,
    `letters` is how much of a name there is room for.
    """
    found = in_order(rows, names, language)
    placed = list(enumerate(found[:most]))
    figure = lanes(found[:most], letters or LETTERS[width], lambda one: _label(one, language))
    ranked = [(place, one) for place, one in placed if one.due >= FEW]
    small = [(place, one) for place, one in placed if one.due < FEW]
    _bars(figure, placed, [1] * len(placed), language, color=TRACK)
    _bars(figure, ranked, [one.kept / one.due for _, one in ranked], language, color=KEPT)
    edge = {"color": KEPT, "width": 1.5}
    _bars(figure, small, [one.kept / one.due for _, one in small], language, color=PAPER, line=edge)
    for colour, thickness in WHISKER:
        _whiskers(figure, ranked, colour, thickness)
    return Picture(figure.drawn(), ranking_finding(found, language, kind), ranking_table(found, language))


def composition(
    rows: pd.DataFrame,
    names: dict[str, tuple[str, str]],
    language: str,
    *,
    kind: Whose,
    width: str = "wide",
    letters: int | None = None,
    most: int | None = None,
) -> Picture:
    """What became of all that was due, one 100 % strip a group. The marks carry "key|outcome"."""
    found = in_order(rows, names, language)
    shown = found[:most]
    figure = lanes(shown, letters or LETTERS[width], lambda one: fraction(one.kept, one.due, language))
    reached = [0.0] * len(shown)
    for outcome, colour in STACK:
        reached = part(
            figure,
            shown,
            reached,
            [int(one.measures[outcome]) for one in shown],
            [one.due for one in shown],
            language,
            word=label("outcome", outcome, language),
            colour=colour,
            keys=[f"{one.key}|{outcome}" for one in shown],
        )
    columns = [translate("Name", language), *(label("outcome", outcome, language) for outcome, _ in STACK)]
    counts = [(one.full, *(number(int(one.measures[o]), language) for o, _ in STACK)) for one in found]
    keys = [f"{one.key}|due" for one in found]
    return Picture(figure.drawn(), overdue_finding(found, language, kind), as_table(columns, counts, keys))


def _label(one: Named, language: str) -> str:
    if one.due < FEW:
        return fraction(one.kept, one.due, language)
    return translate(
        "<b>{percent}</b> of {due}",
        language,
        percent=percent(one.kept, one.due, language),
        due=number(one.due, language),
    )


def _bars(
    figure: Stage,
    lanes: Sequence[tuple[int, Named]],
    lengths: Sequence[float],
    language: str,
    **marker: Any,
) -> None:
    """One bar in each of the lanes (place, group), all of one kind."""
    if not lanes:
        return
    figure.add_trace(
        bar(
            x=list(lengths),
            y=[-place for place, _ in lanes],
            orientation="h",
            width=BAR,
            marker=marker,
            customdata=[one.key for _, one in lanes],
            hovertext=[_told(one, language) for _, one in lanes],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )


def _told(one: Named, language: str) -> str:
    """What a bar says when it is pointed at."""
    said = f"{words(one.full)}<br>{rate_text(one.kept, one.due, language)}"
    if one.due < FEW:
        return said
    low, high = known(one.measures["low"]), known(one.measures["high"])
    interval = translate(
        "95 % interval: {low} to {high}", language, low=share(low, language), high=share(high, language)
    )
    return f"{said}<br>{interval}"


def _whiskers(figure: Stage, lanes: Sequence[tuple[int, Named]], colour: str, thickness: float) -> None:
    """The 95 % interval of every lane, from its rate to both sides; nothing of it can be pointed at."""
    if not lanes:
        return
    figure.add_trace(
        scatter(
            x=[one.kept / one.due for _, one in lanes],
            y=[-place for place, _ in lanes],
            mode="markers",
            marker={"size": 0.1, "color": colour},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": [max(high_end(one) - one.kept / one.due, 0) for _, one in lanes],
                "arrayminus": [max(one.kept / one.due - low_end(one), 0) for _, one in lanes],
                "color": colour,
                "thickness": thickness,
                "width": 4,
            },
            hoverinfo="skip",
            cliponaxis=False,
        )
    )

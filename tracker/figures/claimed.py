"""Claimed against found: of each agency what it reports as kept beside what the monitors found kept."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from tracker.figures.grammar import INK, KEPT, PAPER, TRACK, Picture, as_table, known, on_mark, stays, words
from tracker.figures.groups import Named, in_order
from tracker.figures.lanes import LETTERS, lanes
from tracker.figures.stage import Stage, scatter
from tracker.words import N_, translate
from tracker.words.formats import FEW, NOTHING, number, percent, points, rate_text

MARGIN: Final = 0.08
"""So much of the width is free at both ends for the figures beside the marks."""
APART: Final = 0.03
"""Nearer than this, two marks have room for one figure only."""


def claimed_and_found(
    rows: pd.DataFrame,
    names: dict[str, tuple[str, str]],
    language: str,
    *,
    width: str = "wide",
    letters: int | None = None,
    most: int | None = None,
) -> Picture:
    """Two marks an agency, joined: what was found kept, and what it claims, of what was due; the widest gap first.

    `rows` are the ledger's rates by agency. Marks carry "key|kept" and "key|claimed". Of fewer than six due the
    marks are hollow and only fractions are told.
    """
    found = sorted(in_order(rows, names, language), key=lambda one: (one.due < FEW, -_gap(one)))
    shown = found[:most]
    figure = lanes(shown, letters or LETTERS[width], lambda one: _gap_words(one, language), margin=MARGIN)
    for place, one in enumerate(shown):
        figure.add_trace(
            scatter(
                x=[one.kept / one.due, claimed(one) / one.due],
                y=[-place, -place],
                mode="lines",
                line={"color": TRACK if abs(_gap(one)) < APART else "#b9c3c4", "width": 5},
                hoverinfo="skip",
            )
        )
    _marks(figure, shown, "kept", language)
    _marks(figure, shown, "claimed", language)
    columns = (
        translate("Name", language),
        translate("Found kept", language),
        translate("Claimed as kept", language),
        translate("Due", language),
        translate("Gap", language),
    )
    lines = [
        (
            one.full,
            _rate(one.kept, one.due, language),
            _rate(claimed(one), one.due, language),
            number(one.due, language),
            NOTHING if one.due < FEW else points(_gap(one), language),
        )
        for one in found
    ]
    keys = [f"{one.key}|claimed" for one in found]
    return Picture(figure.drawn(), _finding(found, language), as_table(columns, lines, keys))


def claimed(one: Named) -> int:
    """How many of the due ones the agency reports as kept."""
    return round((known(one.measures["claimed_rate"]) or 0) * one.due)


def _gap(one: Named) -> float:
    return (claimed(one) - one.kept) / one.due


def _rate(part: int, due: int, language: str) -> str:
    return rate_text(part, due, language)


def _gap_words(one: Named, language: str) -> str:
    if one.due >= FEW:
        return f"<b>{points(_gap(one), language)}</b>"
    return translate(
        "{found} found, {claimed} claimed of {due}",
        language,
        found=one.kept,
        claimed=claimed(one),
        due=one.due,
    )


def _marks(figure: Stage, shown: Sequence[Named], kind: str, language: str) -> None:
    """A filled circle for what was found, a diamond with a light inside for what is claimed."""
    counts = [one.kept if kind == "kept" else claimed(one) for one in shown]
    hollow = [one.due < FEW or kind == "claimed" for one in shown]
    word = translate("Found kept" if kind == "kept" else "Claimed as kept", language)
    figure.add_trace(
        scatter(
            x=[n / one.due for n, one in zip(counts, shown, strict=True)],
            y=[-place for place in range(len(shown))],
            mode="markers+text",
            marker={
                "size": 14,
                "symbol": "circle" if kind == "kept" else "diamond",
                "color": [PAPER if each else KEPT for each in hollow],
                "line": {"color": KEPT if kind == "kept" else INK, "width": 2},
            },
            text=[_beside(one, n, kind, language) for n, one in zip(counts, shown, strict=True)],
            textposition=[_side(one, kind) for one in shown],
            textfont={"size": 13, "color": INK},
            customdata=[f"{one.key}|{kind}" for one in shown],
            hovertext=[
                f"{words(one.full)}<br>{word}: {_rate(n, one.due, language)}"
                for n, one in zip(counts, shown, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **stays(),
        )
    )


def _beside(one: Named, n: int, kind: str, language: str) -> str:
    """The figure beside a mark; where both marks lie together, that of the finding alone."""
    if one.due < FEW or (kind == "claimed" and abs(_gap(one)) < APART):
        return ""
    return f" {on_mark(n, one.due, language)} "


def _side(one: Named, kind: str) -> str:
    left = (kind == "kept") == (_gap(one) >= 0)
    return "middle left" if left else "middle right"


def _finding(found: Sequence[Named], language: str) -> str:
    enough = [one for one in found if one.due >= FEW]
    if not enough:
        return translate("Of no agency was enough due for a rate", language)
    widest = max(enough, key=_gap)
    values = {
        "name": widest.short,
        "claimed": percent(claimed(widest), widest.due, language),
        "found": percent(widest.kept, widest.due, language),
        "due": number(widest.due, language),
    }
    if _gap(widest) <= 0:
        sentence = (
            N_("No agency of which six or more were due reports more as kept than was found")
            if any(_gap(one) > 0 for one in found)
            else N_("No agency reports more as kept than was found")
        )
        return translate(sentence, language)
    return translate(
        "Widest gap: of {due} due, {name} reports {claimed} as kept, and {found} were found kept",
        language,
        **values,
    )

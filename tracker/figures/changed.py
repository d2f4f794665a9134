"""What changed between two days: a bar for each kind of change, and the table whose sums add up."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    OPEN,
    OVERDUE,
    REFUSED,
    Picture,
    Table,
    as_table,
    stays,
    words,
)
from tracker.figures.stage import bar, scatter, stage
from tracker.words import translate
from tracker.words.formats import MINUS, NOTHING, number
from tracker.words.terms import change_definition, label

EACH: Final = 46
BAR: Final = 0.34
SHOWN: Final = {
    "kept": KEPT,
    "late": LATE,
    "ahead": LATE,
    "newly_due": OVERDUE,
    "slipped": OVERDUE,
    "no_longer_kept": REFUSED,
    "new": OPEN,
    "withdrawn": OPEN,
    "reinstated": OPEN,
    "corrected": OPEN,
}
"""The kinds of change in the order in which they are told, with their colours."""


def changes(counts: Mapping[str, int], language: str) -> Picture:
    """How many commitments changed in which way; `counts` by kind. Marks carry the kind."""
    shown = [kind for kind in SHOWN if counts.get(kind)]
    figure = stage(height=EACH * max(len(shown), 1) + 6, right=52, left=2)
    figure.add_trace(
        bar(
            x=[counts[kind] for kind in shown],
            y=[-place for place in range(len(shown))],
            orientation="h",
            width=BAR,
            marker={"color": [SHOWN[kind] for kind in shown]},
            text=[f"<b>{number(counts[kind], language)}</b>" for kind in shown],
            textposition="outside",
            textfont={"size": 15, "color": INK},
            cliponaxis=False,
            customdata=shown,
            hovertext=[words(change_definition(kind, language)) for kind in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    figure.add_trace(
        scatter(
            x=[0.0] * len(shown),
            y=[-place + 0.4 for place in range(len(shown))],
            text=[words(label("change", kind, language)) for kind in shown],
            mode="text",
            textposition="middle right",
            textfont={"size": 15, "color": INK},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    figure.update_xaxes(range=[0, max((counts[kind] for kind in shown), default=1)])
    figure.update_yaxes(range=[-len(shown) + 0.6, 0.75])
    columns = (translate("What changed", language), translate("Commitments", language))
    rows = [(label("change", kind, language), number(counts[kind], language)) for kind in shown]
    return Picture(figure.drawn(), _finding(counts, language), as_table(columns, rows, shown))


def balance(table: pd.DataFrame, language: str, *, before: str, learned: str, now: str) -> Table:
    """The balance of a comparison: a row for each outcome that was met, its sum at the end.

    First what was learned afterwards about the first day, which gives that day as known now, then what happened since.
    `before`, `learned` and `now` are the heads of the three states. Columns of changes that did nothing are left out.
    The last row adds up all outcomes. Keys are the outcomes.
    """
    kinds = [kind for kind in SHOWN if table[kind].any() and kind != "corrected"]
    corrected = ["corrected", "learned"] if table["corrected"].any() else []
    states = table.assign(learned=table["before"] + table["corrected"])
    happened = [*corrected, *kinds]
    met = states[states[["before", *happened, "now"]].any(axis=1)]

    def count(n: int) -> str:
        return number(n, language)

    def change(n: int) -> str:
        return _signed(n, language)

    told = [count, *(count if name == "learned" else change for name in happened), count]
    rows = [
        (
            outcome,
            label("outcome", str(outcome), language),
            [int(row[name]) for name in ("before", *happened, "now")],
        )
        for outcome, row in met.iterrows()
    ]
    sums = [sum(counts) for counts in zip(*(counts for _, _, counts in rows), strict=True)]
    columns = (
        translate("Outcome", language),
        before,
        *(learned if name == "learned" else label("change", name, language) for name in happened),
        now,
    )
    lines = [
        (name, *(say(n) for say, n in zip(told, counts, strict=True)))
        for name, counts in [
            *((name, counts) for _, name, counts in rows),
            (translate("All", language), sums),
        ]
    ]
    return as_table(columns, lines, [*(str(outcome) for outcome, _, _ in rows), ""])


def _finding(counts: Mapping[str, int], language: str) -> str:
    """Whether more came to be kept than fell behind."""
    kept = sum(counts.get(kind, 0) for kind in ("kept", "late", "ahead"))
    behind = sum(counts.get(kind, 0) for kind in ("newly_due", "slipped", "no_longer_kept"))
    values = {"kept": number(kept, language), "behind": number(behind, language)}
    if kept > behind:
        return translate("More was fulfilled than fell behind: {kept} against {behind}", language, **values)
    if kept < behind:
        return translate("More fell behind than was fulfilled: {behind} against {kept}", language, **values)
    if kept:
        return translate("As much was fulfilled as fell behind: {kept} and {behind}", language, **values)
    return translate("Nothing was fulfilled, and nothing fell behind", language)


def _signed(n: int, language: str) -> str:
    if n == 0:
        return NOTHING
    return f"{MINUS if n < 0 else '+'}{number(abs(n), language)}"

"""Two ways to see many groups at once: bodies against districts, and one small line for each district."""

import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LINE,
    MUTED,
    PAPER,
    TRACK,
    Picture,
    as_table,
    fitted,
    on_mark,
    rate_colour,
    stays,
    text_colour,
    words,
)
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.words import ntranslate, translate
from tracker.words.formats import FEW, date_long, date_short, number, rate_text

ROW: Final = 30
HEAD: Final = 1.9
NAME: Final = {"phone": 1.6, "tablet": 1.6, "wide": 1.5}
"""How many columns wide the names of the rows are."""
COLUMNS: Final = {"phone": 3, "tablet": 5, "wide": 7}
LETTERS: Final = {"phone": 11, "tablet": 12, "wide": 18}
ROWS: Final = 16
EACH: Final = 96
ACROSS: Final = {"phone": 2, "tablet": 3, "wide": 4}
MULTIPLES: Final = {"phone": 8, "tablet": 9, "wide": 12}

Names = Mapping[str, tuple[str, str]]


def heat_map(
    cells: pd.DataFrame, agencies: Names, districts: Names, language: str, *, width: str = "wide"
) -> Picture:
    """Rates of bodies by district: columns agency, district, kept, due. Marks carry "agency|district".

    Shown are those with most due.
    """
    cells = cells[cells["due"] > 0]
    across = _most(cells, "agency", COLUMNS[width])
    down = _most(cells[cells["agency"].isin(across)], "district", ROWS)
    shown = cells[cells["agency"].isin(across) & cells["district"].isin(down)].to_dict("records")
    figure = stage(height=round(ROW * (len(down) + HEAD)))
    colours = [rate_colour(one["kept"] / one["due"]) if one["due"] >= FEW else PAPER for one in shown]
    hovers = [
        f"{words(agencies[one['agency']][0])}, {words(districts[one['district']][0])}<br>"
        f"{rate_text(int(one['kept']), int(one['due']), language)}"
        for one in shown
    ]
    figure.add_trace(
        bar(
            x=[across.index(one["agency"]) for one in shown],
            y=[0.88] * len(shown),
            base=[-down.index(one["district"]) - 0.94 for one in shown],
            width=0.94,
            marker={"color": colours, "line": {"color": [_edge(one) for one in shown], "width": 1}},
            text=[on_mark(int(one["kept"]), int(one["due"]), language) for one in shown],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": [text_colour(colour) for colour in colours]},
            customdata=[f"{one['agency']}|{one['district']}" for one in shown],
            hovertext=hovers,
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    room = NAME[width]
    _names(figure, [-0.5 - room] * len(down), [-row - 0.5 for row in range(len(down))],
           [fitted(*districts[key], LETTERS[width]) for key in down], "middle right")  # fmt: skip
    _names(figure, list(range(len(across))), [HEAD / 2] * len(across),
           ["<br>".join(_heading(agencies[key][1], LETTERS[width])) for key in across], "middle center")  # fmt: skip
    figure.update_xaxes(range=[-0.5 - room, max(len(across), 1) - 0.5])
    figure.update_yaxes(range=[-len(down), HEAD])
    rows = [
        (f"{agencies[one['agency']][0]}, {districts[one['district']][0]}",
         number(int(one["kept"]), language), number(int(one["due"]), language))
        for one in shown
    ]  # fmt: skip
    head = (
        translate("Agency and district", language),
        translate("Kept", language),
        translate("Due", language),
    )
    keys = [f"{one['agency']}|{one['district']}" for one in shown]
    return Picture(figure.drawn(), _worst(shown, agencies, districts, language), as_table(head, rows, keys))


def small_multiples(series: pd.DataFrame, names: Names, language: str, *, width: str = "wide") -> Picture:
    """The rate of each district over time, one small line each; `series` are the ledger's by district.

    Those with most due on the last day; the marks are points and carry "district|day".
    """
    last = series[(series["date"] == series["date"].max()) & (series["due"] > 0)].sort_values(
        ["due", "key"], ascending=[False, True]
    )
    chosen = [key for key in last["key"] if key in names][: MULTIPLES[width]]
    across = ACROSS[width]
    lines = max(-(-len(chosen) // across), 1)
    figure = stage(height=EACH * lines)
    days = sorted(series["date"].unique())
    rows, keys = [], []
    for place, key in enumerate(chosen):
        own = series[(series["key"] == key) & (series["due"] > 0)].sort_values("date").to_dict("records")
        column, row = place % across, place // across
        xs = [column + 0.03 + 0.82 * days.index(one["date"]) / max(len(days) - 1, 1) for one in own]
        ys = [-row - 0.9 + 0.5 * one["kept"] / one["due"] for one in own]
        _small(figure, key, own, xs, ys, language)
        now = on_mark(int(own[-1]["kept"]), int(own[-1]["due"]), language)
        label = f"{words(fitted(*names[key], LETTERS[width]))}  <b>{now}</b>"
        _names(figure, [column + 0.02], [-row - 0.2], [label], "middle right")
        figure.add_shape(type="line", x0=column + 0.03, x1=column + 0.85, y0=-row - 0.9, y1=-row - 0.9,
                         line={"color": LINE, "width": 1}, layer="below")  # fmt: skip
        first, latest = own[0], own[-1]
        rows.append((names[key][0], _rate(first, language), _rate(latest, language)))
        keys.append(f"{key}|{_day(latest).isoformat()}")
    figure.update_xaxes(range=[0, across])
    figure.update_yaxes(range=[-lines, 0])
    head = (translate("Name", language), translate("First", language), translate("Last", language))
    return Picture(
        figure.drawn(), _rising(series[series["key"].isin(list(names))], language), as_table(head, rows, keys)
    )


def _rising(series: pd.DataFrame, language: str) -> str:
    """How many districts keep a larger part than at first, of all where both say anything: the same on every screen."""
    changes = []
    for _key, own in series[series["due"] >= FEW].sort_values("date").groupby("key"):
        if len(own) > 1 and own["date"].iloc[-1] == series["date"].max():
            shares = own["kept"] / own["due"]
            changes.append(shares.iloc[-1] > shares.iloc[0])
    if not changes:
        return translate("Too few were due in each district to tell how it has changed", language)
    return ntranslate(
        "{rising} of {n} district that can be compared keeps a larger part than at first",
        "{rising} of {n} districts that can be compared keep a larger part than at first",
        len(changes), language, rising=number(int(sum(changes)), language),
    )  # fmt: skip


def _small(
    figure: Stage, key: str, own: Sequence[Any], xs: list[float], ys: list[float], language: str
) -> None:
    fills = [PAPER if one["due"] < FEW else KEPT for one in own]
    hovers = [
        f"{date_long(_day(one), language)}<br>{rate_text(int(one['kept']), int(one['due']), language)}"
        for one in own
    ]
    figure.add_trace(
        scatter(
            x=xs,
            y=ys,
            mode="lines+markers",
            line={"color": KEPT, "width": 2},
            marker={"size": 7, "color": fills, "line": {"color": KEPT, "width": 1.5}},
            customdata=[f"{key}|{_day(one).isoformat()}" for one in own],
            hovertext=hovers,
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **stays(),
        )
    )


def _most(cells: pd.DataFrame, by: str, count: int) -> list[str]:
    """The groups with most due, in that order."""
    due = cells.groupby(by, sort=True)["due"].sum().sort_values(ascending=False, kind="stable")
    return [str(key) for key in due.index[:count]]


def _edge(one: Any) -> str:
    return MUTED if one["due"] < FEW else TRACK


def _names(
    figure: Stage, xs: Sequence[float], ys: Sequence[float], texts: Sequence[str], position: str
) -> None:
    figure.add_trace(
        scatter(
            x=list(xs), y=list(ys), text=list(texts), mode="text", textposition=position,
            textfont={"size": 13, "color": INK}, hoverinfo="skip", cliponaxis=False,
        )
    )  # fmt: skip


def _heading(name: str, letters: int) -> list[str]:
    """A name over a column in at most three lines, without what stands in brackets."""
    lines = textwrap.wrap(name.partition(" (")[0], letters, break_long_words=False)
    kept = lines[:3] if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]
    return [words(fitted(line, line, letters + 4)) for line in kept]


def _worst(shown: Sequence[Any], agencies: Names, districts: Names, language: str) -> str:
    enough = [one for one in shown if one["due"] >= FEW]
    if not enough:
        return translate("Too few are due of any body in any district to compare", language)
    least = min(enough, key=lambda one: (one["kept"] / one["due"], -one["due"]))
    return translate(
        "Least is kept by {agency} in {district}: {rate}",
        language,
        agency=agencies[least["agency"]][1],
        district=districts[least["district"]][0],
        rate=rate_text(int(least["kept"]), int(least["due"]), language),
    )


def _rate(one: Any, language: str) -> str:
    return f"{date_short(_day(one), language)}: {rate_text(int(one['kept']), int(one['due']), language)}"


def _day(one: Any) -> date:
    return pd.Timestamp(one["date"]).date()

"""Where and when people met: a tile for every district with its meetings, and a calendar of the months."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tracker.figures.grammar import (
    MUTED,
    RAMP,
    TRACK,
    Picture,
    as_table,
    stays,
    text_colour,
)
from tracker.figures.places import Face, Tile, laid, name_on
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.words import ntranslate, translate
from tracker.words.formats import month_short, month_year, number

ROW: Final = {"phone": 38, "tablet": 42, "wide": 42}
HEAD: Final = 24
EDGE: Final = 0.06
YEARS: Final = 6
"""So many years a calendar shows, the newest; the table has all."""


def meetings_map(
    tiles: Sequence[Tile], met: Mapping[str, int], language: str, *, width: str = "wide"
) -> Picture:
    """How many meetings there were in each district, by its key. Marks carry the key."""
    most = max(met.values(), default=0)
    faces = []
    for tile in tiles:
        n = met.get(tile.key, 0)
        told = ntranslate("{n} meeting", "{n} meetings", n, language)
        figure = f"<br><b>{number(n, language)}</b>" if n else ""
        faces.append(Face(_shade(n, most), "rgba(0,0,0,0)", name_on(tile, width) + figure, told))
    there = [tile for tile in tiles if met.get(tile.key)]
    rows = sorted(there, key=lambda tile: (-met[tile.key], tile.name))
    finding = translate(
        "People met in {some} of {all} districts",
        language,
        some=number(len(there), language),
        all=number(len(tiles), language),
    )
    columns = (translate("District", language), translate("Meetings", language))
    told_rows = [(tile.name, number(met[tile.key], language)) for tile in rows]
    return Picture(
        laid(tiles, faces, width).drawn(), finding, as_table(columns, told_rows, [tile.key for tile in rows])
    )


def calendar(days: Sequence[date], language: str, *, until: date, width: str = "wide") -> Picture:
    """How many meetings each month had, a line a year, the newest at the top, up to the month of `until`.

    Marks carry the month as 2026-06; a month without a meeting carries none.
    """
    met = Counter((day.year, day.month) for day in days)
    last = (until.year, until.month)
    first = min(met, default=last)
    shown = range(until.year, first[0] - 1, -1)[:YEARS]
    cells = [(year, month) for year in shown for month in range(1, 13) if first <= (year, month) <= last]
    figure = stage(height=HEAD + ROW[width] * max(len(shown), 1), left=44)
    _months(figure, language, width)
    _cells(figure, cells, met, shown, language)
    figure.update_xaxes(range=[0.5, 12.5])
    figure.update_yaxes(
        range=[-len(shown), HEAD / ROW[width]],
        visible=True,
        showgrid=False,
        zeroline=False,
        tickvals=[-place - 0.5 for place in range(len(shown))],
        ticktext=[f"{year} " for year in shown],
        tickfont={"color": MUTED, "size": 13},
        ticks="",
    )
    columns = (translate("Month", language), translate("Meetings", language))
    months = sorted(met, reverse=True)
    rows = [(month_year(date(*month, 1), language), number(met[month], language)) for month in months]
    return Picture(
        figure.drawn(),
        _finding(met, first, last, language),
        as_table(columns, rows, [_key(month) for month in months]),
    )


def _cells(
    figure: Stage,
    cells: Sequence[tuple[int, int]],
    met: Mapping[tuple[int, int], int],
    shown: Sequence[int],
    language: str,
) -> None:
    colours = [_shade(met.get(cell, 0), max(met.values(), default=0)) for cell in cells]
    figure.add_trace(
        bar(
            x=[month for _year, month in cells],
            y=[1 - 2 * EDGE] * len(cells),
            base=[-shown.index(year) - 1 + EDGE for year, _month in cells],
            width=1 - EDGE,
            marker={"color": colours},
            text=[f"<b>{number(met[cell], language)}</b>" if cell in met else "" for cell in cells],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"size": 13, "color": [text_colour(colour) for colour in colours]},
            customdata=[_key(cell) if cell in met else "" for cell in cells],
            hovertext=[
                f"{month_year(date(*cell, 1), language)}<br>"
                + ntranslate("{n} meeting", "{n} meetings", met.get(cell, 0), language)
                for cell in cells
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )


def _months(figure: Stage, language: str, width: str) -> None:
    """The names of the months over the columns; on a phone their numbers."""
    names = [str(n) if width == "phone" else month_short(n, language) for n in range(1, 13)]
    figure.add_trace(
        scatter(
            x=list(range(1, 13)),
            y=[HEAD / ROW[width] / 2] * 12,
            text=names,
            mode="text",
            textfont={"size": 12, "color": MUTED},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _finding(
    met: Mapping[tuple[int, int], int], first: tuple[int, int], last: tuple[int, int], language: str
) -> str:
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    return translate(
        "People met in {some} of {all} months, {first} – {last}",
        language,
        first=month_year(date(*first, 1), language),
        last=month_year(date(*last, 1), language),
        some=number(len(met), language),
        all=number(months, language),
    )


def _shade(n: int, most: int) -> str:
    """The step of the ramp for a count, of the greatest there is; the count always stands on the mark as well."""
    return RAMP[min(n * len(RAMP) // (most + 1), len(RAMP) - 1)] if n else TRACK


def _key(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02}"

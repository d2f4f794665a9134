"""Who came to forums and trainings: women and men by quarter, and one indicator over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import plotly.graph_objects as go

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    LINE,
    MUTED,
    PAPER,
    Picture,
    Table,
    as_table,
    stage,
    stays,
    text_colour,
)
from tracker.words import translate
from tracker.words.formats import fraction, number, percent, quarter

HEIGHT: Final = 250
MOST: Final = {"phone": 6, "tablet": 9, "wide": 12}


@dataclass(frozen=True, slots=True)
class Came:
    """How many women, men and police came to the meetings of a quarter."""

    year: int
    quarter: int
    meetings: int
    women: int
    men: int
    police: int


@dataclass(frozen=True, slots=True)
class Point:
    """One value of an indicator, with the words for its period."""

    first: date
    period: str
    value: float


def attendance(rows: Sequence[Came], language: str, *, width: str = "wide") -> Picture:
    """Women and men at the meetings of each quarter, the oldest first; meetings where nobody was counted are left out."""
    shown = list(rows)[-MOST[width] :]
    figure = stage(height=HEIGHT, top=22, bottom=40)
    layers = (
        (translate("Women", language), KEPT, [r.women for r in shown]),
        (translate("Men", language), LATE, [r.men for r in shown]),
    )
    people = [row.women + row.men for row in shown]
    named = people.index(max(people)) if people else -1
    for word, colour, counts in layers:
        _layer(figure, word, colour, counts, language, named=named)
    said = [
        f"<b>{percent(row.women, n, language)}</b>" if n else "" for row, n in zip(shown, people, strict=True)
    ]
    _above(figure, people, said)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(range=[0, max(people, default=1) * 1.14 or 1])
    _quarters(figure, [(row.year, row.quarter) for row in shown])
    return Picture(figure, _attendance_finding(rows, language), _attendance_table(rows, language))


def indicator(
    points: Sequence[Point], name: str, unit: str | None, language: str, *, width: str = "wide"
) -> Picture:
    """The values of one indicator in one place, the oldest first, as columns with their figures on them."""
    shown = list(points)[-MOST[width] :]
    figure = stage(height=HEIGHT, top=22, bottom=40)
    said = [_value(point.value, unit, language) for point in shown]
    figure.add_trace(
        go.Bar(
            x=list(range(len(shown))),
            y=[point.value for point in shown],
            width=0.82,
            marker={"color": LATE, "line": {"color": PAPER, "width": 1}},
            hovertemplate=[
                f"{point.period}: {text}<extra></extra>" for point, text in zip(shown, said, strict=True)
            ],
            **stays(),
        )
    )
    _above(
        figure,
        [max(point.value, 0) for point in shown],
        [f"<b>{number(point.value, language, decimals=1)}</b>" for point in shown],
    )
    lowest, highest = min([0.0, *(p.value for p in shown)]), max([0.0, *(p.value for p in shown)])
    figure.update_yaxes(range=[lowest * 1.1, (highest or 1) * 1.14])
    _quarters(figure, [(point.first.year, (point.first.month - 1) // 3 + 1) for point in shown])
    columns = (translate("Period", language), name)
    return Picture(
        figure,
        _indicator_finding(shown, name, unit, language),
        as_table(columns, [(point.period, _value(point.value, unit, language)) for point in points]),
    )


def _layer(
    figure: go.Figure, word: str, colour: str, counts: Sequence[int], language: str, *, named: int
) -> None:
    """One of the two layers; its word stands on the column `named`, where there is the most room for it."""
    figure.add_trace(
        go.Bar(
            x=list(range(len(counts))),
            y=list(counts),
            width=0.82,
            marker={"color": colour, "line": {"color": PAPER, "width": 1}},
            text=[f"{word}<br>{number(n, language)}" if at == named else number(n, language) if n else ""
                  for at, n in enumerate(counts)],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": text_colour(colour), "size": 12},
            hovertemplate=[f"{word}: {number(n, language)}<extra></extra>" for n in counts],
            **stays(),
        )
    )  # fmt: skip


def _above(figure: go.Figure, heights: Sequence[float], said: Sequence[str]) -> None:
    figure.add_trace(
        go.Scatter(
            x=list(range(len(heights))),
            y=list(heights),
            text=list(said),
            mode="text",
            textposition="top center",
            textfont={"size": 12, "color": INK},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _quarters(figure: go.Figure, shown: Sequence[tuple[int, int]]) -> None:
    """Roman numerals under the columns, and the year under its first quarter shown."""
    texts, last = [], 0
    for year, numeral in shown:
        roman = ("I", "II", "III", "IV")[numeral - 1]
        texts.append(roman if year == last else f"{roman}<br>{year}")
        last = year
    figure.update_xaxes(
        visible=True,
        range=[-0.5, max(len(shown), 1) - 0.5],
        tickvals=list(range(len(shown))),
        ticktext=texts,
        tickfont={"color": MUTED, "size": 12},
        showgrid=False,
        zeroline=False,
        showline=True,
        linecolor=LINE,
        ticks="",
    )


def _attendance_finding(rows: Sequence[Came], language: str) -> str:
    women, people = sum(row.women for row in rows), sum(row.women + row.men for row in rows)
    if not people:
        return translate("Nobody has been counted yet", language)
    share = percent(women, people, language)
    return translate(
        "{share} of those who came were women: {fraction}",
        language,
        share=share,
        fraction=fraction(women, people, language),
    )


def _attendance_table(rows: Sequence[Came], language: str) -> Table:
    columns = (
        translate("Quarter", language),
        translate("Meetings", language),
        translate("Women", language),
        translate("Men", language),
        translate("Police", language),
    )
    told = [
        (
            quarter(row.year, row.quarter, language),
            *(number(n, language) for n in (row.meetings, row.women, row.men, row.police)),
        )
        for row in rows
    ]
    return as_table(columns, told)


def _value(value: float, unit: str | None, language: str) -> str:
    told = number(value, language, decimals=1)
    return f"{told} {unit}" if unit else told


def _indicator_finding(points: Sequence[Point], name: str, unit: str | None, language: str) -> str:
    if not points:
        return name
    first, last = points[0], points[-1]
    values = {"name": name, "period": last.period, "value": _value(last.value, unit, language)}
    if len(points) == 1:
        return translate("{name}: {value} in {period}", language, **values)
    return translate(
        "{name}: {value} in {period}, after {before} in {first}",
        language,
        before=_value(first.value, unit, language),
        first=first.period,
        **values,
    )

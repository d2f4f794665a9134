"""One commitment over time: what was found beside what was claimed, its deadlines, and a recurring one's strip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    LINE,
    MUTED,
    OPEN,
    OUTCOME_COLOURS,
    OVERDUE,
    PAPER,
    REFUSED,
    Picture,
    as_table,
    records,
    stays,
    text_colour,
)
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.words import ntranslate, translate
from tracker.words.formats import date_long, date_short
from tracker.words.terms import label

TICK_ROOM: Final = 0.17
"""How much of the axis a date takes."""

FINDINGS: Final = 1.0
CLAIMS: Final = 0.0
# Colour, and a sign for those who do not see the colour.
MARKS: Final = {
    "fulfilled": (KEPT, "circle"),
    "partly_fulfilled": (LATE, "circle"),
    "in_progress": (LATE, "diamond"),
    "not_started": (OVERDUE, "square"),
    "not_fulfilled": (REFUSED, "x"),
    "withdrawn": (OPEN, "line-ew"),
}
SQUARES: Final = {"phone": 6, "tablet": 12, "wide": 16}


@dataclass(frozen=True, slots=True)
class Said:
    """A dated status: who says it is told by the lane it lies in."""

    on: date
    status: str


@dataclass(frozen=True, slots=True)
class _Axis:
    """The time that is drawn, and on which side of a day its words have room."""

    first: date
    last: date

    def anchor(self, day: date) -> str:
        part = (day - self.first) / (self.last - self.first)
        return "left" if part < 0.15 else "right" if part > 0.85 else "center"


def timeline(
    findings: Sequence[Said],
    claims: Sequence[Said],
    deadlines: Sequence[tuple[date, bool]],
    today: date,
    language: str,
    *,
    made_on: date | None = None,
) -> Picture:
    """Two lanes over one time axis. `deadlines` are (day, whether it is the one in force)."""
    figure = stage(height=230, left=8, right=8, top=24, bottom=28)
    days = [said.on for said in (*findings, *claims)] + [day for day, _ in deadlines] + [today]
    days += [made_on] if made_on else []
    first, last = min(days) - timedelta(days=20), max(days) + timedelta(days=30)
    axis = _Axis(first, last)
    for level, text in (
        (FINDINGS, translate("What the monitors found", language)),
        (CLAIMS, translate("What the agency says", language)),
    ):
        _lane(figure, first, last, level, text)
    for level, statements in ((FINDINGS, findings), (CLAIMS, claims)):
        _marks(figure, statements, level, axis, language)
    for day, in_force in deadlines:
        _upright(figure, day, translate("Deadline", language) if in_force else "", axis, in_force=in_force)
    _upright(figure, today, "", axis, in_force=False, colour=MUTED)
    figure.update_yaxes(range=[-0.65, 2.1])
    ticks = _apart(
        sorted({*(said.on for said in (*findings, *claims)), *(day for day, _ in deadlines)}), axis
    )
    figure.update_xaxes(
        type="date",
        range=[first, last],
        visible=True,
        showgrid=False,
        zeroline=False,
        tickvals=ticks,
        ticktext=[date_short(day, language) for day in ticks],
        tickfont={"color": MUTED, "size": 12},
        ticks="",
    )
    return Picture(
        figure.drawn(),
        statements_finding(findings, claims, language),
        statements_table(findings, claims, language),
    )


def deadline_strip(strip: pd.DataFrame, language: str, *, width: str = "wide") -> Picture:
    """The deadlines of a recurring commitment as squares, the latest last; `strip` has deadline, outcome."""
    rows = records(strip)
    shown = rows[-SQUARES[width] :]
    figure = stage(height=84, bottom=30)
    colours = [OUTCOME_COLOURS.get(row["outcome"], OPEN) for row in shown]
    figure.add_trace(
        bar(
            x=list(range(len(shown))),
            y=[1] * len(shown),
            width=0.94,
            marker={"color": colours},
            text=[_sign(row["outcome"]) for row in shown],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 18, "color": [text_colour(colour) for colour in colours]},
            hovertext=[
                f"{_day(r['deadline'], language)}<br>{label('outcome', r['outcome'], language)}"
                for r in shown
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    figure.update_yaxes(range=[0, 1])
    figure.update_xaxes(
        range=[-0.5, max(len(shown), SQUARES[width] // 2) - 0.5],
        visible=True,
        showgrid=False,
        zeroline=False,
        tickvals=list(range(len(shown))),
        ticktext=[f"{pd.Timestamp(row['deadline']):%m.%y}" for row in shown],
        tickfont={"color": MUTED, "size": 11},
        ticks="",
    )
    kept = sum(row["outcome"] in ("kept_on_time", "kept_late") for row in rows)
    due = sum(row["outcome"] in ("kept_on_time", "kept_late", "overdue") for row in rows)
    finding = ntranslate(
        "{kept} of {n} deadline kept", "{kept} of {n} deadlines kept", due, language, kept=kept
    )
    columns = (translate("Deadline", language), translate("Outcome", language))
    table = as_table(
        columns, [(_day(r["deadline"], language), label("outcome", r["outcome"], language)) for r in rows]
    )
    return Picture(figure.drawn(), finding, table)


def _sign(outcome: str) -> str:
    return {"kept_on_time": "✓", "kept_late": "✓", "ahead": "✓", "overdue": "!"}.get(outcome, "")


def _apart(days: Sequence[date], axis: _Axis) -> list[date]:
    """The days to write under the axis: those on which something happened, as far as their words have room.

    The last and the first come before those between them.
    """
    room = (axis.last - axis.first).days * TICK_ROOM
    kept: list[date] = []
    for day in [*days[-1:], *days[:1], *days[1:-1]]:
        if all(abs((day - other).days) >= room for other in kept):
            kept.append(day)
    return sorted(kept)


def _lane(figure: Stage, first: date, last: date, level: float, text: str) -> None:
    figure.add_shape(
        type="line", x0=first, x1=last, y0=level, y1=level, line={"color": LINE, "width": 2}, layer="below"
    )
    figure.add_annotation(
        x=0,
        xref="paper",
        y=level + 0.18,
        text=text,
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"size": 13, "color": MUTED},
        bgcolor=PAPER,
        borderpad=1,
    )


def _marks(figure: Stage, statements: Sequence[Said], level: float, axis: _Axis, language: str) -> None:
    if not statements:
        return
    figure.add_trace(
        scatter(
            x=[said.on for said in statements],
            y=[level] * len(statements),
            mode="markers",
            marker={
                "size": 16,
                "color": [MARKS[said.status][0] for said in statements],
                "symbol": [MARKS[said.status][1] for said in statements],
                "line": {"color": INK, "width": 1},
            },
            hovertext=[
                f"{date_long(said.on, language)}<br>{label('status', said.status, language)}"
                for said in statements
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **stays(),
        )
    )
    last = max(statements, key=lambda said: said.on)
    figure.add_annotation(
        x=last.on,
        y=level - 0.2,
        text=label("status", last.status, language),
        showarrow=False,
        xanchor=axis.anchor(last.on),
        yanchor="top",
        font={"size": 13, "color": INK},
        bgcolor=PAPER,
        borderpad=1,
    )


def _upright(figure: Stage, day: date, text: str, axis: _Axis, *, in_force: bool, colour: str = INK) -> None:
    line: dict[str, Any] = {
        "color": colour,
        "width": 1.5 if in_force else 1,
        "dash": "solid" if in_force else "dot",
    }
    figure.add_shape(type="line", x0=day, x1=day, y0=-0.35, y1=1.85, line=line, layer="below")
    if text:
        figure.add_annotation(
            x=day,
            y=1.85,
            text=text,
            showarrow=False,
            xanchor=axis.anchor(day),
            yanchor="bottom",
            font={"size": 13, "color": colour},
        )


def statements_finding(findings: Sequence[Said], claims: Sequence[Said], language: str) -> str:
    if not findings and not claims:
        return translate("Nothing has been found or claimed yet", language)
    if not findings:
        return translate("Claimed by the agency, not yet checked by the monitors", language)
    found = max(findings, key=lambda said: said.on)
    if not claims:
        return translate("The agency has said nothing yet", language)
    claimed = max(claims, key=lambda said: said.on)
    if found.status == claimed.status:
        return translate("The monitors and the agency agree", language)
    return translate(
        "The agency says: {claim}. The monitors found: {finding}",
        language,
        claim=label("status", claimed.status, language).lower(),
        finding=label("status", found.status, language).lower(),
    )


def statements_table(findings: Sequence[Said], claims: Sequence[Said], language: str) -> Any:
    columns = (translate("Date", language), translate("Who says so", language), translate("Status", language))
    said = [(one, "monitor") for one in findings] + [(one, "agency") for one in claims]
    rows = [
        (date_long(one.on, language), label("reporter", who, language), label("status", one.status, language))
        for one, who in sorted(said, key=lambda pair: pair[0].on)
    ]
    return as_table(columns, rows)


def _day(value: Any, language: str) -> str:
    return date_long(pd.Timestamp(value).date(), language)

"""Is it improving: the rate over time, and what became of each quarter's deadlines."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    LINE,
    MUTED,
    OVERDUE,
    PAPER,
    Picture,
    as_table,
    known,
    on_mark,
    records,
    stays,
)
from tracker.figures.quarterly import MOST, above, columns, counts_that_fit, layer, quarter_of
from tracker.figures.stage import Stage, scatter, stage
from tracker.words import translate
from tracker.words.formats import (
    FEW,
    NOTHING,
    date_long,
    date_short,
    fraction,
    number,
    percent,
    points,
    quarter,
    share,
)
from tracker.words.terms import label

HEIGHT: Final = 250
# Points fewer days apart than this have no room for two labels.
CLOSE: Final = 60
# So many days have room under a trend that is half as wide as the page.
TICKS: Final = {"phone": 3, "tablet": 4, "wide": 5}
# Of so many points of a trend one carries its figure: all are drawn on every screen, and the finding is about all.
EVERY: Final = {"phone": 3, "tablet": 2, "wide": 1}
# Columns of the ledger's cohorts, and the outcome that each counts.
COHORT: Final = (
    ("on_time", "kept_on_time", KEPT),
    ("late", "kept_late", LATE),
    ("overdue", "overdue", OVERDUE),
)


def trend(series: pd.DataFrame, language: str, *, width: str = "wide") -> Picture:
    """The fulfilment rate on several dates with its 95 % interval; `series` has a row a date. Marks carry the date."""
    rows = [row for row in records(series.sort_values("date")) if row["due"]]
    figure = stage(height=HEIGHT, left=4, right=34, top=18, bottom=26)
    if rows:
        _ribbon(figure, rows)
        _line(figure, rows, language, width)
    top = max((known(row["high"]) or 0 for row in rows), default=1.0)
    figure.update_yaxes(range=[0, min(max(top * 1.15, 0.25), 1.06)])
    return Picture(figure.drawn(), trend_finding(rows, language), trend_table(rows, language))


def cohorts(rows: pd.DataFrame, language: str, *, last_due: date, width: str = "wide") -> Picture:
    """By quarter of the deadline how many were kept on time, late, or are overdue. `rows` are the ledger's cohorts.

    The finding is about the last quarter of which all is due by the day `last_due`: one in its midst, or on its very last
    day while that lasts, has only begun to be counted.
    """
    shown = [row for row in records(rows) if row["due"]][-MOST[width] :]
    due = [int(row["due"]) for row in shown]
    figure = columns([quarter_of(row["quarter"]) for row in shown], highest=max(due, default=1))
    for column, outcome, colour in COHORT:
        word, counts = label("outcome", outcome, language), [int(row[column]) for row in shown]
        layer(
            figure,
            counts,
            colour,
            said=counts_that_fit(counts, max(due, default=1), language),
            hover=[f"{word}: {fraction(n, all_, language)}" for n, all_ in zip(counts, due, strict=True)],
            keys=[f"{row['quarter']}|{column}" for row in shown],
        )
    kept = [int(row["on_time"]) + int(row["late"]) for row in shown]
    above(figure, due, [on_mark(n, all_, language) for n, all_ in zip(kept, due, strict=True)])
    return Picture(
        figure.drawn(), cohort_finding(shown, language, last_due=last_due), cohort_table(shown, language)
    )


def _ribbon(figure: Stage, rows: Sequence[Any]) -> None:
    days = [_day(row["date"]) for row in rows]
    low, high = [known(row["low"]) for row in rows], [known(row["high"]) for row in rows]
    figure.add_trace(
        scatter(
            x=[*days, *reversed(days)],
            y=[*high, *reversed(low)],
            mode="lines",
            fill="toself",
            fillcolor="rgba(27,94,158,0.12)",
            line={"width": 0},
            hoverinfo="skip",
        )
    )


def _line(figure: Stage, rows: Sequence[Any], language: str, width: str) -> None:
    days = [_day(row["date"]) for row in rows]
    said = [f"<b>{on_mark(int(row['kept']), int(row['due']), language)}</b>" for row in rows]
    kept = [not (len(days) - 1 - place) % EVERY[width] for place in range(len(days))]
    if len(days) > 1 and (days[-1] - days[-2]).days < CLOSE:
        kept = [not (len(days) - 2 - place) % EVERY[width] for place in range(len(days))]
        kept[-2:] = [False, True]
    said = [text if shown else "" for text, shown in zip(said, kept, strict=True)]
    hollow = [int(row["due"]) < FEW for row in rows]
    figure.add_trace(
        scatter(
            x=days,
            y=[row["kept"] / row["due"] for row in rows],
            mode="lines+markers+text",
            line={"color": KEPT, "width": 2.5},
            marker={
                "size": 10,
                "color": [PAPER if h else KEPT for h in hollow],
                "line": {"color": KEPT, "width": 2},
            },
            text=said,
            textposition="top center",
            textfont={"size": 13, "color": INK},
            customdata=[day.isoformat() for day in days],
            hovertext=[
                f"{date_long(day, language)}<br>{fraction(int(row['kept']), int(row['due']), language)}"
                for day, row in zip(days, rows, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **stays(),
        )
    )
    step = -(-len(days) // TICKS[width])
    ticks = [day for place, day in enumerate(reversed(days)) if place % step == 0]
    figure.update_xaxes(
        visible=True,
        showgrid=False,
        zeroline=False,
        tickvals=ticks,
        ticktext=[_short_day(day, language) for day in ticks],
        tickfont={"color": MUTED, "size": 12},
        tickangle=0,
        ticks="",
        showline=True,
        linecolor=LINE,
    )


def trend_finding(rows: Sequence[Any], language: str) -> str:
    """How the last day compares with the first one of which a rate says anything, where the two can be told apart."""
    if len(rows) < 2:
        return translate("There is no trend yet", language)
    enough = [row for row in rows if row["due"] >= FEW]
    if len(enough) < 2 or enough[-1] is not rows[-1]:
        return translate("Too few were due to tell whether anything has changed", language)
    first, last = enough[0], enough[-1]
    change = last["kept"] / last["due"] - first["kept"] / first["due"]
    values = {
        "since": date_long(_day(first["date"]), language),
        "before": on_mark(int(first["kept"]), int(first["due"]), language),
        "now": on_mark(int(last["kept"]), int(last["due"]), language),
    }
    if abs(change) < 0.03:
        return translate("Hardly any change since {since}: {before}, now {now}", language, **values)
    lower, higher = sorted((first, last), key=lambda row: float(row["kept"] / row["due"]))
    if (known(lower["high"]) or 0.0) >= (known(higher["low"]) or 0.0):
        return translate(
            "From {before} on {since} to {now} now: the difference may be chance", language, **values
        )
    if change > 0:
        return translate("Better than on {since}: {before} then, {now} now", language, **values)
    return translate("Worse than on {since}: {before} then, {now} now", language, **values)


def cohort_finding(rows: Sequence[Any], language: str, *, last_due: date) -> str:
    """How much is kept of the last quarter whose deadlines are all due by a day."""
    rows = [row for row in rows if _end(row["quarter"]) <= last_due]
    if not rows:
        return translate("No quarter with deadlines is over yet", language)
    last = rows[-1]
    kept = int(last["on_time"]) + int(last["late"])
    return translate(
        "Of the deadlines of {quarter}, {fraction} are kept",
        language,
        quarter=quarter(*quarter_of(last["quarter"]), language),
        fraction=fraction(kept, int(last["due"]), language),
    )


def trend_table(rows: Sequence[Any], language: str) -> Any:
    head = (
        translate("Date", language),
        translate("Kept", language),
        translate("Due", language),
        translate("Rate", language),
        translate("95 % interval", language),
    )
    keys = [_day(row["date"]).isoformat() for row in rows]
    return as_table(head, [_trend_row(row, language) for row in rows], keys)


def _trend_row(row: Any, language: str) -> tuple[str, ...]:
    kept, due = int(row["kept"]), int(row["due"])
    low, high = share(known(row["low"]), language), share(known(row["high"]), language)
    few = due < FEW
    return (
        date_long(_day(row["date"]), language),
        number(kept, language),
        number(due, language),
        NOTHING if few else percent(kept, due, language),
        NOTHING if few else f"{low} – {high}",
    )


def _end(label: str) -> date:
    """The last day of a quarter written as 2024-Q3."""
    year, number = quarter_of(label)
    return date(year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)


def cohort_table(rows: Sequence[Any], language: str) -> Any:
    head = (
        translate("Quarter of the deadline", language),
        *(label("outcome", outcome, language) for _, outcome, _ in COHORT),
        translate("Due", language),
    )
    lines = []
    for row in rows:
        counts = [number(int(row[c]), language) for c in ("on_time", "late", "overdue", "due")]
        lines.append((quarter(*quarter_of(row["quarter"]), language), *counts))
    return as_table(head, lines, [row["quarter"] for row in rows])


def change_in_points(now: Any, before: Any, language: str) -> str | None:
    """The change of the rate between two sets of measures in points, where both can carry a rate."""
    if now["due"] < FEW or before["due"] < FEW:
        return None
    return points(now["kept"] / now["due"] - before["kept"] / before["due"], language)


def _short_day(day: date, language: str) -> str:
    return date_short(day, language)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()

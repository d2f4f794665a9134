"""Over time: the rate, what became of each quarter's deadlines, and one commitment's findings beside its claims."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import INK, KEPT, LINE, MUTED, PAPER, known, on_mark, records, text_colour
from tracker.figures.quarterly import MOST
from tracker.figures.svg.pen import (
    HALO,
    MEDIUM,
    Drawing,
    Lead,
    esc,
    frame,
    line,
    linked,
    nowhere,
    num,
    pct,
    rect,
    text,
)
from tracker.figures.timeline import MARKS, Said, statements_finding, statements_table
from tracker.figures.trend import (
    CLOSE,
    COHORT,
    cohort_finding,
    cohort_table,
    trend_finding,
    trend_table,
)
from tracker.words import translate
from tracker.words.formats import FEW, date_long, date_short, fraction, number
from tracker.words.terms import label

HEIGHT: Final = 250
TOP, FOOT = 30, 30
LEFT, RIGHT = 0.05, 0.05
LANES: Final = 150


def trend(series: pd.DataFrame, language: str) -> Drawing:
    """The fulfilment rate on several dates with its 95 % interval; `series` has a row a date."""
    rows: list[Any] = [row for row in records(series.sort_values("date")) if row["due"]][-MOST["wide"] :]
    finding = trend_finding(rows, language)
    drawn = _line(rows, language) if rows else ""
    return Drawing(
        frame(drawn, said=finding, height=HEIGHT, kind="trend"), finding, trend_table(rows, language)
    )


def _line(rows: Sequence[Any], language: str) -> str:
    days = [pd.Timestamp(row["date"]).date() for row in rows]
    rates = [row["kept"] / row["due"] for row in rows]
    high = [known(row["high"]) or rate for row, rate in zip(rows, rates, strict=True)]
    low = [known(row["low"]) or 0.0 for row in rows]
    whole = min(max(max(high) * 1.1, 0.25), 1.0)
    span = max((days[-1] - days[0]).days, 1)
    places = [(day - days[0]).days / span if len(days) > 1 else 0.5 for day in days]
    area = HEIGHT - TOP - FOOT

    def down(value: float) -> float:
        return 1 - value / whole

    ribbon = " ".join(f"{num(x * 1000)},{num(down(v) * 1000)}" for x, v in zip(places, high, strict=True))
    ribbon += " " + " ".join(
        f"{num(x * 1000)},{num(down(v) * 1000)}" for x, v in reversed(list(zip(places, low, strict=True)))
    )
    points = " ".join(f"{num(x * 1000)},{num(down(v) * 1000)}" for x, v in zip(places, rates, strict=True))
    drawn = (
        f'<svg x="{pct(LEFT)}" y="{TOP}" width="{pct(1 - LEFT - RIGHT)}" height="{area}" viewBox="0 0 1000 1000" '
        f'preserveAspectRatio="none" overflow="visible" aria-hidden="true"><polygon points="{ribbon}" fill="{KEPT}" '
        f'fill-opacity=".12"/><polyline points="{points}" fill="none" stroke="{KEPT}" stroke-width="2.5" '
        f'vector-effect="non-scaling-stroke"/></svg>'
    )
    drawn += line("0", f"{HEIGHT - FOOT}", "100%", f"{HEIGHT - FOOT}", LINE)
    for at, (row, day, place, rate) in enumerate(zip(rows, days, places, rates, strict=True)):
        x = pct(LEFT + place * (1 - LEFT - RIGHT))
        y = TOP + down(rate) * area
        kept, due = int(row["kept"]), int(row["due"])
        crowded = at == len(days) - 2 and (days[-1] - day).days < CLOSE
        shown = "" if (len(days) - 1 - at) % 3 == 0 else MEDIUM
        fill = PAPER if due < FEW else KEPT
        mark = f'<circle cx="{x}" cy="{num(y)}" r="5" fill="{fill}" stroke="{KEPT}" stroke-width="2"/>'
        if not crowded:
            mark += text(
                on_mark(kept, due, language), x, num(y - 12), size=13, anchor="middle", bold=True, shown=shown
            )
        said = f"{date_long(day, language)}: {fraction(kept, due, language)}"
        drawn += linked(mark, None, said)
        if at in (0, len(days) - 1) or (at == len(days) // 2 and len(days) > 4):
            anchor = (
                "start" if at == 0 and len(days) > 1 else "end" if at == len(days) - 1 and at else "middle"
            )
            where = "0" if anchor == "start" else "100%" if anchor == "end" else x
            drawn += text(
                date_short(day, language), where, f"{HEIGHT - 9}", size=12.5, colour=MUTED, anchor=anchor
            )
    return drawn


def cohorts(rows: pd.DataFrame, language: str, *, last_due: date) -> Drawing:
    """By quarter of the deadline how many were kept on time, late, or are overdue. `rows` are the ledger's cohorts.

    The finding is about the last quarter of which all is due by the day `last_due`.
    """
    shown: list[Any] = [row for row in records(rows) if row["due"]][-MOST["wide"] :]
    finding = cohort_finding(shown, language, last_due=last_due)
    tallest = max((int(row["due"]) for row in shown), default=1)
    area = HEIGHT - 24 - 42
    drawn, year_said = "", ""
    for place, row in enumerate(shown):
        inside, foot = "", float(HEIGHT - 42)
        x, width = (place + 0.09) / len(shown), 0.82 / len(shown)
        told = []
        for column, outcome, colour in COHORT:
            count = int(row[column])
            if not count:
                continue
            tall = count / tallest * area
            foot -= tall
            inside += rect(
                pct(x), num(foot), pct(width), num(tall), colour, edge=PAPER, more=' stroke-width="1"'
            )
            if tall >= 15:
                inside += text(number(count, language), pct(x + width / 2), num(foot + tall / 2 + 4.5), size=12,
                               colour=text_colour(colour), anchor="middle")  # fmt: skip
            told.append(f"{label('outcome', outcome, language)} {number(count, language)}")
        kept, due = int(row["on_time"]) + int(row["late"]), int(row["due"])
        crowded = len(shown) > 8 and (len(shown) - place) % 2 == 0
        inside += text(on_mark(kept, due, language), pct(x + width / 2), num(foot - 6), size=12, anchor="middle",
                       bold=True, shown=MEDIUM if crowded or due < FEW else "")  # fmt: skip
        year, numeral = row["quarter"].split("-Q")
        roman = ("I", "II", "III", "IV")[int(numeral) - 1]
        inside += text(roman, pct(x + width / 2), f"{HEIGHT - 25}", size=12.5, colour=MUTED, anchor="middle")
        if year != year_said:
            inside += text(
                year, pct(x + width / 2), f"{HEIGHT - 8}", size=12.5, colour=MUTED, anchor="middle"
            )
        year_said = year
        drawn += linked(inside, None, f"{roman} {year}: {'; '.join(told)}")
    drawn += line("0", f"{HEIGHT - 42}", "100%", f"{HEIGHT - 42}", LINE)
    svg = frame(drawn, said=finding, height=HEIGHT, kind="cohorts")
    return Drawing(svg, finding, cohort_table(shown, language))


def timeline(
    findings: Sequence[Said],
    claims: Sequence[Said],
    deadlines: Sequence[tuple[date, bool]],
    today: date,
    language: str,
    *,
    made_on: date | None = None,
    lead: Lead = nowhere,
) -> Drawing:
    """Findings beside claims over one time axis. `deadlines` are (day, whether it is the one in force)."""
    days = [said.on for said in (*findings, *claims)] + [day for day, _ in deadlines] + [today]
    days += [made_on] if made_on else []
    first, last = min(days) - timedelta(days=20), max(days) + timedelta(days=30)
    span = (last - first).days

    def across(day: date) -> float:
        return (day - first).days / span

    drawn = ""
    for day, in_force in deadlines:
        drawn += _upright(
            across(day), translate("Deadline", language) if in_force else "", INK, in_force=in_force
        )
    drawn += _upright(across(today), "", MUTED, in_force=False)
    for level, said, word in (
        (52, findings, translate("What the monitors found", language)),
        (104, claims, translate("What the agency says", language)),
    ):
        drawn += line("0", f"{level}", "100%", f"{level}", LINE, 2)
        drawn += text(word, "0", f"{level - 10}", size=13, colour=MUTED, shown=HALO)
        for one in said:
            told = f"{date_long(one.on, language)}: {label('status', one.status, language)}"
            drawn += linked(_mark(one.status, pct(across(one.on)), level), lead(one.status), told)
    for part, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        day = first + timedelta(days=round(span * part))
        drawn += text(
            date_short(day, language), pct(part), f"{LANES - 4}", size=12.5, colour=MUTED, anchor=anchor
        )
    finding = statements_finding(findings, claims, language)
    svg = frame(drawn, said=finding, height=LANES, kind="timeline")
    return Drawing(svg, finding, statements_table(findings, claims, language))


def _upright(x: float, word: str, colour: str, *, in_force: bool) -> str:
    dash = "" if in_force else ' stroke-dasharray="2 3"'
    drawn = line(pct(x), "16", pct(x), f"{LANES - 22}", colour, 1.5 if in_force else 1, more=dash)
    if word:
        anchor = "start" if x < 0.15 else "end" if x > 0.85 else "middle"
        drawn += text(word, pct(x), "12", size=13, anchor=anchor)
    return drawn


def _mark(status: str, x: str, y: int) -> str:
    """The sign of a status, told apart by its shape as well as by its colour."""
    colour, shape = MARKS[status]
    edge = f'fill="{colour}" stroke="{INK}"'
    if shape == "circle":
        return f'<circle cx="{x}" cy="{y}" r="8" {edge}/>'
    shapes = {
        "diamond": "M0-9L9 0L0 9L-9 0Z",
        "square": "M-7-7H7V7H-7Z",
        "x": "M-8-4L-4-8L0-4L4-8L8-4L4 0L8 4L4 8L0 4L-4 8L-8 4L-4 0Z",
        "line-ew": "M-9-2H9V2H-9Z",
    }
    return f'<svg x="{x}" y="{y}" overflow="visible"><path d="{esc(shapes[shape])}" {edge}/></svg>'

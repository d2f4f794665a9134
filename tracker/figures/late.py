"""How late: the days that overdue commitments have waited, the record of what recurs, and the time to fulfilment."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    LINE,
    MUTED,
    OVERDUE,
    Picture,
    as_table,
    known,
    records,
    stays,
    words,
)
from tracker.figures.groups import NONE_OVERDUE, Whose
from tracker.figures.lanes import LETTERS, lanes, part
from tracker.figures.stage import Stage, bar, scatter, stage
from tracker.ledger import share_by
from tracker.words import N_, ntranslate, translate
from tracker.words.formats import FEW, NOTHING, days, fraction, number, share, sort_key

HEIGHT: Final = 250
BAR: Final = 0.27
RECORD: Final = (
    ("on_time", N_("Kept on time"), KEPT),
    ("late", N_("Kept late"), LATE),
    ("missed", N_("Missed"), OVERDUE),
)
NONE_RECURRED: Final = {
    "district": N_("No recurring deadline has passed in any district yet"),
    "agency": N_("No recurring deadline of any agency has passed yet"),
}
FEW_RECURRED: Final = {
    "district": N_("In no district have enough recurring deadlines passed for a comparison"),
    "agency": N_("Of no agency have enough recurring deadlines passed for a comparison"),
}
ALL_KEPT: Final = {
    "district": N_("In every district all of the last recurring deadlines are kept"),
    "agency": N_("Every agency has kept all of its last recurring deadlines"),
}
TOLD: Final = (0, 30, 90, 180, 365, 730)
"""Days after the deadline at which the curve is told in figures."""
LABELLED: Final = {"phone": (0, 365), "tablet": (0, 90, 365), "wide": (0, 90, 365, 730)}
CURVE: Final = {"phone": 40, "tablet": 60, "wide": 72}
"""How many letters of the words for those days would fit below the curve, side by side."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A group in these figures: its key, full and short name, and its row of the ledger's table."""

    key: str
    full: str
    short: str
    row: dict[Any, Any]

    def count(self, name: str) -> int:
        return int(self.row[name])

    def days(self, name: str) -> float:
        return known(self.row[name]) or 0.0


def waits(
    rows: pd.DataFrame,
    names: dict[str, tuple[str, str]],
    language: str,
    *,
    kind: Whose,
    width: str = "wide",
    letters: int | None = None,
    most: int | None = None,
) -> Picture:
    """How many days overdue commitments have waited: the bar ends at the median, the line at the longest.

    `rows` are the ledger's `lateness` by a group. Marks carry its key. Groups of fewer than six have no median and stand
    last, with their longest alone. What is of no group, as national commitments are of no district, has no lane.
    """
    found = [one for one in _rows(rows, names) if one.count("overdue")]
    found.sort(
        key=lambda one: (one.count("overdue") < FEW, -one.days(_middle(one)), sort_key(one.full, language))
    )
    shown = found[:most]
    figure = lanes(shown, letters or LETTERS[width], lambda one: _waited(one, language))
    # All may have fallen due on this very day, which is over: they have waited for no day yet.
    longest = max((one.days("overdue_longest") for one in shown), default=0.0) or 1.0
    ys = [-place for place in range(len(shown))]
    enough = [place for place, one in enumerate(shown) if one.count("overdue") >= FEW]
    figure.add_trace(
        bar(
            x=[shown[place].days("overdue_median") / longest for place in enough],
            y=[-place for place in enough],
            orientation="h",
            width=BAR,
            marker={"color": OVERDUE},
            customdata=[shown[place].key for place in enough],
            hovertext=[_told(shown[place], language) for place in enough],
            hovertemplate="%{hovertext}<extra></extra>",
            **stays(),
        )
    )
    for y, one in zip(ys, shown, strict=True):
        start = one.days("overdue_median") / longest if one.count("overdue") >= FEW else 0.0
        end = one.days("overdue_longest") / longest
        figure.add_trace(
            scatter(
                x=[start, end], y=[y, y], mode="lines", line={"color": INK, "width": 1.5}, hoverinfo="skip"
            )
        )
    figure.add_trace(
        scatter(
            x=[one.days("overdue_longest") / longest for one in shown],
            y=ys,
            mode="markers",
            marker={"symbol": "line-ns", "size": 12, "line": {"color": INK, "width": 2}},
            customdata=[one.key for one in shown],
            hovertext=[_told(one, language) for one in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **stays(),
        )
    )
    return Picture(figure.drawn(), _waits_finding(found, language, kind), _waits_table(found, language))


def keeping(
    rows: pd.DataFrame,
    names: dict[str, tuple[str, str]],
    language: str,
    *,
    kind: Whose,
    width: str = "wide",
    letters: int | None = None,
    most: int | None = None,
) -> Picture:
    """The last deadlines of recurring commitments, one 100 % strip a group: kept on time, late, missed.

    `rows` are the ledger's `keeping_record` by a group; marks carry its key.
    """
    found = _rows(rows, names)
    found.sort(
        key=lambda one: (
            one.count("deadlines") < FEW,
            -_kept(one) / one.count("deadlines"),
            sort_key(one.full, language),
        )
    )
    shown = found[:most]
    figure = lanes(
        shown, letters or LETTERS[width], lambda one: fraction(_kept(one), one.count("deadlines"), language)
    )
    reached = [0.0] * len(shown)
    for name, word, colour in RECORD:
        reached = part(
            figure,
            shown,
            reached,
            [one.count(name) for one in shown],
            [one.count("deadlines") for one in shown],
            language,
            word=translate(word, language),
            colour=colour,
            keys=[one.key for one in shown],
        )
    columns = (
        translate("Name", language),
        translate("Recurring commitments", language),
        translate("Deadlines", language),
        *(translate(word, language) for _, word, _ in RECORD),
    )
    counts = ("commitments", "deadlines", *(name for name, _, _ in RECORD))
    lines = [(one.full, *(number(one.count(name), language) for name in counts)) for one in found]
    return Picture(
        figure.drawn(),
        _keeping_finding(found, language, kind),
        as_table(columns, lines, [one.key for one in found]),
    )


def curve(table: pd.DataFrame, language: str, *, width: str = "wide") -> Picture:
    """The share fulfilled by so many days after the deadline, with its 95 % band; `table` is the ledger's curve.

    It is drawn as long as six or more are still watched. What is not fulfilled yet counts as long as it has waited.
    """
    due = int(table["at_risk"].iloc[0]) if len(table) else 0
    drawn = table[table["at_risk"] >= FEW]
    figure = stage(height=HEIGHT, left=34, right=34, top=18, bottom=26)
    if len(drawn):
        steps = _from_the_deadline(drawn)
        _band(figure, steps)
        figure.add_trace(
            scatter(
                x=list(steps["days"]),
                y=list(steps["share"]),
                mode="lines",
                line={"color": KEPT, "width": 2.5, "shape": "hv"},
                hovertext=[
                    f"{_after(int(row['days']), language)}: {share(row['share'], language)}"
                    for row in records(steps)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        _labels(figure, drawn, language, width)
    top = max((known(value) or 0 for value in drawn["high"]), default=1.0) if len(drawn) else 1.0
    figure.update_yaxes(range=[0, min(max(top * 1.15, 0.25), 1.06)])
    return Picture(figure.drawn(), _curve_finding(drawn, due, language), _curve_table(drawn, language))


def _rows(rows: pd.DataFrame, names: dict[str, tuple[str, str]]) -> list[_Row]:
    return [_Row(row["key"], *names[row["key"]], row) for row in records(rows) if row["key"] in names]


def _middle(one: _Row) -> str:
    return "overdue_median" if one.count("overdue") >= FEW else "overdue_longest"


def _waited(one: _Row, language: str) -> str:
    n, longest = one.count("overdue"), _days(one.days("overdue_longest"), language)
    if n < FEW:
        return ntranslate(
            "{n} overdue, up to {longest}", "{n} overdue, up to {longest}", n, language, longest=longest
        )
    return translate(
        "<b>{median}</b>, up to {longest}",
        language,
        median=_days(one.days("overdue_median"), language),
        longest=longest,
    )


def _told(one: _Row, language: str) -> str:
    overdue = ntranslate("{n} overdue", "{n} overdue", one.count("overdue"), language)
    return f"{words(one.full)}<br>{overdue}<br>{_waited(one, language)}"


def _waits_finding(found: Sequence[_Row], language: str, kind: Whose) -> str:
    if not found:
        return translate(NONE_OVERDUE[kind], language)
    enough = [one for one in found if one.count("overdue") >= FEW]
    if not enough:
        longest = max(found, key=lambda one: one.days("overdue_longest"))
        waited = _days(longest.days("overdue_longest"), language)
        return translate("Longest overdue: {name}, {days}", language, name=longest.short, days=waited)
    return translate(
        "Half of what is overdue at {name} has waited {days} or longer",
        language,
        name=enough[0].short,
        days=_days(enough[0].days("overdue_median"), language),
    )


def _waits_table(found: Sequence[_Row], language: str) -> Any:
    columns = (
        translate("Name", language),
        translate("Overdue", language),
        translate("Median days", language),
        translate("Longest", language),
        translate("Kept late", language),
        translate("Median days", language),
        translate("Longest", language),
    )
    lines = []
    for one in found:
        cells = [one.full]
        for name in ("overdue", "late"):
            n = one.count(name)
            cells.append(number(n, language))
            cells.append(number(whole_days(one.days(f"{name}_median")), language) if n >= FEW else NOTHING)
            cells.append(number(whole_days(one.days(f"{name}_longest")), language) if n else NOTHING)
        lines.append(cells)
    return as_table(columns, lines, [one.key for one in found])


def _kept(one: _Row) -> int:
    return one.count("on_time") + one.count("late")


def _keeping_finding(found: Sequence[_Row], language: str, kind: Whose) -> str:
    if not found:
        return translate(NONE_RECURRED[kind], language)
    if not any(one.count("missed") for one in found):
        return translate(ALL_KEPT[kind], language)
    enough = [one for one in found if one.count("deadlines") >= FEW]
    if not enough:
        return translate(FEW_RECURRED[kind], language)
    worst = min(enough, key=lambda one: _kept(one) / one.count("deadlines"))
    if not worst.count("missed"):
        return translate("The last recurring deadlines are all kept where there were six or more", language)
    return translate(
        "Least kept of what recurs: {name}, {fraction} deadlines",
        language,
        name=worst.short,
        fraction=fraction(_kept(worst), worst.count("deadlines"), language),
    )


def _from_the_deadline(drawn: pd.DataFrame) -> pd.DataFrame:
    """The steps of a curve, from the deadline itself on, with an interval of no width where there is none."""
    steps = drawn[["days", "share", "low", "high"]]
    if steps["days"].iloc[0]:
        start = pd.DataFrame({"days": [0], "share": [0.0], "low": [0.0], "high": [0.0]})
        steps = pd.concat((start, steps), ignore_index=True)
    return steps.assign(low=steps["low"].fillna(steps["share"]), high=steps["high"].fillna(steps["share"]))


def _band(figure: Stage, steps: pd.DataFrame) -> None:
    for bound, fill in (("low", None), ("high", "tonexty")):
        figure.add_trace(
            scatter(
                x=list(steps["days"]),
                y=list(steps[bound]),
                mode="lines",
                line={"width": 0, "shape": "hv"},
                fill=fill,
                fillcolor="rgba(27,94,158,0.12)",
                hoverinfo="skip",
            )
        )


def _labels(figure: Stage, drawn: pd.DataFrame, language: str, width: str) -> None:
    """Figures at a few days that say something, and the words for those days below."""
    last = int(drawn["days"].iloc[-1])
    told = _apart([day for day in LABELLED[width] if day <= last], CURVE[width] / max(last, 1), language)
    figure.add_trace(
        scatter(
            x=told,
            y=[share_by(drawn, day) or 0.0 for day in told],
            mode="markers+text",
            marker={"size": 9, "color": KEPT},
            text=[f"<b>{share(share_by(drawn, day), language)}</b>" for day in told],
            textposition="top center",
            textfont={"size": 13, "color": INK},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    figure.update_xaxes(
        range=[-last * 0.04, last * 1.02],
        visible=True,
        showgrid=False,
        zeroline=False,
        tickvals=told,
        ticktext=[_after(day, language) for day in told],
        tickangle=0,
        tickfont={"color": MUTED, "size": 12},
        ticks="",
        showline=True,
        linecolor=LINE,
    )


def _apart(told: list[int], letters_a_day: float, language: str) -> list[int]:
    """Those days whose words stand clear of the words for the day before them."""
    kept, end = [], -math.inf
    for day in told:
        half = (len(_after(day, language)) + 1) / 2
        if day * letters_a_day - half >= end:
            kept.append(day)
            end = day * letters_a_day + half
    return kept


def _curve_finding(drawn: pd.DataFrame, due: int, language: str) -> str:
    if drawn.empty:
        return translate("Too little was due for the time to fulfilment to be told", language)
    last = int(drawn["days"].iloc[-1])
    day = max((each for each in TOLD if 0 < each <= last), default=0)
    on_time = share(share_by(drawn, 0), language)
    if not day:
        return translate(
            "Of {due} due, {share} are kept by the deadline",
            language,
            due=number(due, language),
            share=on_time,
        )
    return ntranslate(
        "Of {due} due, {share} are kept by the deadline, and an estimated {later} within {n} day after it",
        "Of {due} due, {share} are kept by the deadline, and an estimated {later} within {n} days after it",
        min(day, 365),
        language,
        due=number(due, language),
        share=on_time,
        later=share(share_by(drawn, min(day, 365)), language),
    )


def _curve_table(drawn: pd.DataFrame, language: str) -> Any:
    columns = (
        translate("Days after the deadline", language),
        translate("Fulfilled by then, estimated", language),
        translate("95 % interval", language),
        translate("Still watched", language),
    )
    lines = []
    last = int(drawn["days"].iloc[-1]) if len(drawn) else -1
    for day in (each for each in TOLD if each <= last):
        reached = drawn[drawn["days"] <= day]
        row = reached.iloc[-1] if len(reached) else None
        low, high = (None, None) if row is None else (known(row["low"]), known(row["high"]))
        interval = (
            NOTHING if low is None or high is None else f"{share(low, language)} – {share(high, language)}"
        )
        watched = int((drawn.loc[drawn["days"] >= day, "at_risk"]).iloc[0])
        lines.append(
            (
                number(day, language),
                share(share_by(drawn, day), language),
                interval,
                number(watched, language),
            )
        )
    return as_table(columns, lines)


def _after(day: int, language: str) -> str:
    return translate("on time", language) if day == 0 else days(day, language)


def _days(exact: float, language: str) -> str:
    return days(whole_days(exact), language)


def whole_days(exact: float) -> int:
    """Days as they are told: the half of a median between two is rounded up."""
    return math.floor(exact + 0.5)

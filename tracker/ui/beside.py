"""Indicators beside the rate of one district, over the same quarters, without claiming that one comes of the other."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import streamlit as st

from tracker import figures
from tracker.desk.registers import look
from tracker.desk.registers.look import Figure, IndicatorLine
from tracker.ui import asking, picture
from tracker.ui.here import as_of, asker, desk, kept, language, place, t, width
from tracker.ui.safe import plain


def of_district(code: str) -> None:
    """The rate at the end of the quarters for which there are figures, and each indicator beside it."""
    found = kept(
        ("indicators", code),
        lambda: look.indicators(desk(), asker(), district=code, known_on=place().view.known_on),
    )
    shown = [(one, own) for one in found if len(own := _quarters(one.figures)) >= 2]
    if not shown:
        return
    st.header(t("The rate, and what commitments are meant to move"), anchor=False)
    said = t(
        "They stand side by side over the same quarters. Nothing here shows that one is the cause of the other."
    )
    st.html(f'<p class="ahd-under">{plain(said)}</p>')
    days = sorted({one.last for _line, own in shown for one in own if one.last <= as_of()})
    drawn: list[Callable[[], None]] = [
        partial(_rate, code, days),
        *(partial(_one, line, own) for line, own in shown),
    ]
    for at in range(0, len(drawn), 2):
        for column, draw in zip(st.columns(2, gap="medium"), drawn[at : at + 2], strict=False):
            with column:
                draw()


def _rate(code: str, days: Sequence[date]) -> None:
    picture.show(
        lambda: figures.trend(asking.series_at(days, districts=(code,)), language(), width=width()),
        key="beside-rate",
        under=t("Kept of what was due, at the end of each of these quarters, with the 95 % interval."),
    )


def _one(line: IndicatorLine, own: Sequence[Figure]) -> None:
    points = [
        figures.Point(one.first, look.period_words(one.first, one.last, language()), one.value) for one in own
    ]
    picture.show(
        lambda: figures.indicator(points, line.entry.name(language()), line.unit, language(), width=width()),
        key=f"beside-{line.entry.id}",
        under=t("By quarter. Source: {source}", source=line.source or t("not named")),
    )


def _quarters(found: Sequence[Figure]) -> list[Figure]:
    """The figures of whole quarters that are over by the day of the view."""
    return [one for one in found if is_quarter(one.first, one.last) and one.last <= as_of()]


def is_quarter(first: date, last: date) -> bool:
    """Whether these are the first and the last day of a quarter."""
    return look.quarter_of(first, last) is not None

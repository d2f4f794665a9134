"""The four cards: a figure, what it was on the comparison date, and a link to exactly the commitments behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from tracker.desk.answers import Measures, Overview
from tracker.ui import pages
from tracker.ui.here import desk, language, place, t, tn, width
from tracker.ui.safe import md, plain
from tracker.ui.state import Place
from tracker.words.formats import FEW, MINUS, NOTHING, date_short, fraction, number, percent, points


@dataclass(frozen=True, slots=True)
class Card:
    """A card. `change` is written out; `good` says whether it is for the better, None that it is neither."""

    label: str
    value: str
    change: str
    arrow: Literal["up", "down", "off"]
    good: bool | None
    link: str
    to: Place


def show(cards: Sequence[Card], since: str) -> None:
    """Draw the cards, equal in size: four in a row, on a phone two by two."""
    grid = st.grid(4, min_column_width=150, border=True, gap="small")
    for card in cards:
        with grid.cell():
            if width() == "phone":  # there a label needs two lines, and Streamlit gives it one
                st.html(f'<p class="ahd-card">{plain(card.label)}</p>')
            st.metric(
                card.label,
                card.value,
                md(card.change) or None,
                label_visibility="collapsed" if width() == "phone" else "visible",
                delta_arrow=card.arrow,
                delta_color="gray" if card.good is None else "blue" if card.good else "orange",
                delta_description=since if card.change and width() == "wide" else None,
            )
            pages.link("commitments", md(card.link), card.to, icon=":material/arrow_forward:")
    if width() != "wide":
        st.html(f'<p class="ahd-under">{plain(t("Changes {since}", since=since))}</p>')


def of_overview(found: Overview) -> list[Card]:
    """Kept, overdue, due soon, and without recent news."""
    here = place()
    days = desk().settings.coverage_days
    return [
        _kept(found.total, found.before, here),
        _count(
            t("Overdue"),
            int(found.total["overdue"]),
            int(found.before["overdue"]),
            here.but(outcomes=("overdue",)),
        ),
        _count(
            t("Due within 30 days"),
            found.due_soon,
            found.due_soon_before,
            here.but(outcomes=("soon",)),
            neutral=True,
        ),
        _count(
            tn("No finding for {n} day", "No finding for {n} days", days),
            found.quiet,
            found.quiet_before,
            here.but(outcomes=("quiet",)),
        ),
    ]


def since_words(found: Overview) -> str:
    """The comparison date, as it stands beside a change and after "Changes"."""
    return t("since {day}", day=date_short(found.since, language()))


def rate_value(total: Measures) -> str:
    """The figure of a rate: a percentage, for few the fraction, for none a dash."""
    kept, due = int(total["kept"]), int(total["due"])
    if due == 0:
        return NOTHING
    return percent(kept, due, language()) if due >= FEW else fraction(kept, due, language())


def _kept(total: Measures, before: Measures, here: Place) -> Card:
    change, difference = "", 0.0
    if total["due"] >= FEW and before["due"] >= FEW:
        difference = total["kept"] / total["due"] - before["kept"] / before["due"]
        change = points(difference, language())
    return Card(
        t("Kept"),
        rate_value(total),
        change,
        _arrow(difference),
        None if round(difference, 3) == 0 else difference > 0,
        fraction(int(total["kept"]), int(total["due"]), language()),
        here.but(outcomes=("kept",)),
    )


def _count(label: str, now: int, before: int, to: Place, *, neutral: bool = False) -> Card:
    change = now - before
    sign = MINUS if change < 0 else "+" if change else "±"
    return Card(
        label,
        number(now, language()),
        f"{sign}{number(abs(change), language())}",
        _arrow(change),
        None if neutral or not change else change < 0,
        t("Read them"),
        to,
    )


def _arrow(change: float) -> Literal["up", "down", "off"]:
    return "off" if round(change, 3) == 0 else "up" if change > 0 else "down"

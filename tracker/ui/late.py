"""What stands beside the rates: claims against findings, the time to fulfilment, how late, the record of what recurs."""

from typing import Literal

import pandas as pd
import streamlit as st

from tracker import figures
from tracker.ledger import LAST
from tracker.ui import asking, picture
from tracker.ui.here import desk, language, letters, names, t, tn, width
from tracker.ui.lead import to_agency_outcome, to_overdue, to_recurring
from tracker.ui.safe import plain
from tracker.words.formats import FEW, days, rate_text

MOST = 10
Names = dict[str, tuple[str, str]]


def claimed_and_curve(rows: pd.DataFrame, named: Names) -> None:
    """What agencies report beside what was found; and how long fulfilment takes."""
    claims, curve = st.columns(2, gap="medium")
    with claims:
        picture.show(
            lambda: figures.claimed_and_found(rows, named, language(), letters=letters(0.35), most=MOST),
            key="claimed",
            under=t(
                "Of what was due: circle – found kept by the monitors; diamond – reported as kept by the agency "
                "itself. At the right the gap."
            ),
            lead=to_agency_outcome,
        )
    with curve:
        picture.show(
            lambda: figures.curve(asking.time_to_fulfilment(agencies=()), language(), width=width()),
            key="curve",
            under=t(
                "How much is fulfilled so many days after the deadline (Kaplan–Meier, with the 95 % interval). What is "
                "not fulfilled yet counts as long as it has waited."
            ),
        )


def late_and_recurring(by: Literal["agency", "district"]) -> None:
    """How long overdue ones have waited, and how the last deadlines of recurring ones were kept; of all groups."""
    everywhere = {"agencies": ()} if by == "agency" else {"districts": ()}
    named = asking.both_names(names().agencies if by == "agency" else names().districts)
    waited, recurring = st.columns(2, gap="medium")
    with waited:
        picture.show(
            lambda: figures.waits(
                asking.lateness(by, **everywhere),
                named,
                language(),
                kind=by,
                letters=letters(0.35),
                most=MOST,
            ),
            key=f"waits-{by}",
            under=t(
                "Days overdue: the bar ends at the median, the line at the longest. Of fewer than six only the longest."
            ),
            lead=lambda code: to_overdue(by, code),
        )
    with recurring:
        picture.show(
            lambda: figures.keeping(
                asking.keeping_record(by, **everywhere),
                named,
                language(),
                kind=by,
                letters=letters(0.5),
                most=MOST,
            ),
            key=f"keeping-{by}",
            under=tn(
                "The last {n} deadline of each recurring commitment: kept on time, kept late, missed.",
                "The last {n} deadlines of each recurring commitment: kept on time, kept late, missed.",
                LAST,
            ),
            lead=lambda code: to_recurring(by, code),
        )


def in_words() -> None:
    """How late what was kept late came, how long what is overdue has waited, how many deadlines were moved, coverage."""
    [row] = asking.lateness().to_dict("records")
    moved, said = asking.moved(), []
    if row["late"] >= FEW:
        middle, longest = (_days(row[f"late_{name}"]) for name in ("median", "longest"))
        said.append(
            t("Kept late: half by {median} or more, at most by {longest}.", median=middle, longest=longest)
        )
    if row["overdue"] >= FEW:
        middle, longest = (_days(row[f"overdue_{name}"]) for name in ("median", "longest"))
        said.append(
            t(
                "Overdue: half for {median} or longer, the longest for {longest}.",
                median=middle,
                longest=longest,
            )
        )
    if moved.commitments:
        n = moved.commitments
        times = tn("{n} time in all", "{n} times in all", moved.times)
        said.append(
            tn("{n} deadline was moved, {times}.", "{n} deadlines were moved, {times}.", n, times=times)
        )
    if (behind := asking.behind()).watched:
        rate = rate_text(behind.covered, behind.watched, language())
        said.append(
            tn(
                "Of all that need watching, {rate} have a finding of the last {n} day.",
                "Of all that need watching, {rate} have a finding of the last {n} days.",
                desk().settings.coverage_days,
                rate=rate,
            )
        )
    if said:
        st.html(f'<p class="ahd-under">{plain(" ".join(said))}</p>')


def _days(exact: float) -> str:
    return days(figures.whole_days(exact), language())

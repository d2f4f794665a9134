"""The rate at the end of each quarter, and what became of each quarter's deadlines, side by side."""

import streamlit as st

from tracker import figures
from tracker.ui import asking, picture
from tracker.ui.here import language, t, width
from tracker.ui.lead import to_due_on, to_quarter


def show() -> None:
    """Trend and cohorts of the view."""
    rate, quarters = st.columns(2, gap="medium")
    with rate:
        picture.show(
            lambda: figures.trend(asking.series(), language(), width=width()),
            key="trend",
            under=t("Kept of what was due, at the end of each quarter, with the 95 % interval."),
            lead=to_due_on,
            drawn="trend",
        )
    with quarters:
        picture.show(
            lambda: figures.cohorts(asking.cohorts(), language(), width=width(), last_due=asking.last_due()),
            key="cohorts",
            under=t(
                "Deadlines by quarter: kept on time, kept late, overdue. Above the columns: how many are kept."
            ),
            lead=to_quarter,
            drawn="cohorts",
        )

"""One district or one agency: its rate, its strip, who or where, what has waited longest, and how it went over time."""

from typing import Literal

import streamlit as st

from tracker import figures
from tracker.desk.catalogue import Entry
from tracker.ui import asking, key, lines, over_time, pages, picture, titles
from tracker.ui.here import language, letters, names, place, t, tn
from tracker.ui.safe import md


def show(entry: Entry, *, by: Literal["district", "agency"], lead: picture.Lead) -> None:
    """Draw the section. `by` is what it is divided by: an agency by districts, a district by agencies."""
    found = asking.rates(by)
    titles.title(titles.of_group(entry.name(language()), found.total))
    titles.under(found.total, present=True)
    key.strip(found.total)
    n = int(found.total["population"])
    said = tn("Read the {n} commitment", "Read all {n} commitments", n)
    pages.link("commitments", md(said), place().but(), icon=":material/arrow_forward:")
    divided, waiting = st.columns(2, gap="medium")
    with divided:
        entries = names().districts if by == "district" else names().agencies
        picture.show(
            lambda: figures.ranking(
                found.rows, asking.both_names(entries), language(), kind=by, letters=letters(0.5), most=12
            ),
            key=f"divided-{by}",
            under=t("Kept of what was due, with the 95 % interval. Hollow: fewer than six due."),
            lead=lead,
        )
    with waiting:
        overdue = asking.worst().lines
        st.header(lines.longest(overdue) if overdue else t("Nothing is overdue"), anchor=False)
        lines.show(overdue, aside=False)
    over_time.show()

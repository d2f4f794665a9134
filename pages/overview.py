"""The overview: how much is kept, is it improving, where, by whom, and what has waited longest."""

import streamlit as st

from tracker import figures
from tracker.ui import asking, cards, changes, controls, empty, key, lines, over_time, picture, titles
from tracker.ui.here import language, letters, names, t, width
from tracker.ui.lead import to_due_of_agency, to_due_of_district

controls.row()
found = asking.overview()
empty.stop_if_nothing(found.total)

titles.title(titles.of_total(found.total))
titles.under(found.total, found.last_change, present=True)
cards.show(cards.of_overview(found), cards.since_words(found))
changes.links(found.since)
key.strip(found.total)
picture.live_switch()

where, who = st.columns([0.62, 0.38], gap="medium")
with where:
    picture.show(
        lambda: figures.tile_map(asking.tiles(), asking.rates("district").rows, language(), width=width()),
        key="tiles",
        under=t(
            "Kept of what was due, by district. Hollow: fewer than six were due. A tile opens its commitments."
        ),
        lead=to_due_of_district,
        drawn="tiles",
    )
with who:
    agencies = asking.both_names(names().agencies)
    rows = asking.rates("agency").rows
    picture.show(
        lambda: figures.ranking(rows, agencies, language(), kind="agency", letters=letters(0.38), most=10),
        key="agencies",
        under=t("Kept of what was due, by lead agency, with the 95 % interval. A bar opens its commitments."),
        lead=to_due_of_agency,
        drawn="agencies",
    )

over_time.show()

if worst := asking.worst().lines:
    st.header(lines.longest(worst), anchor=False)
    lines.show(worst, big=True)

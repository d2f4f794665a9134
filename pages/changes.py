"""What changed between two days: kept, late, newly due, slipped, withdrawn, known only later; and how the sums add up."""

import streamlit as st

from tracker import figures
from tracker.ui import asking, changes, controls, empty, picture, titles
from tracker.ui.here import language

controls.row()
changes.since()
empty.stop_if_nothing(asking.rates().total)
found = asking.changed()

titles.title(changes.finding(found))
changes.under(found)

if found.changed:
    happened, added = st.columns([0.4, 0.6], gap="medium")
    with happened:
        picture.show(
            lambda: figures.changes(found.counts, language()),
            key="changes",
            lead=lambda kind: ("commitments", changes.to_list(kind)),
        )
    with added:
        changes.sums(found)
    changes.lists(found)

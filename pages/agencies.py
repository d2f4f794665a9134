"""Agencies: who keeps what they undertook, what became of the rest, how late, and one agency on its own."""

import streamlit as st

from tracker import figures
from tracker.ui import around, asking, controls, empty, late, one_group, picture, titles
from tracker.ui.here import language, letters, names, place, t, width
from tracker.ui.lead import to_agency, to_agency_outcome, to_crossed, to_district

controls.row()
found = asking.rates("agency", agencies=())
empty.stop_if_nothing(found.total)
chosen = place().view.agencies
named = asking.both_names(names().agencies)

if len(chosen) == 1 and chosen[0] in names().agencies:
    one_group.show(names().agencies[chosen[0]], by="district", lead=to_district)
    around.of_agency(chosen[0])
    st.divider()
    st.header(t("All agencies"), anchor=False)
else:
    titles.title(titles.of_total(found.total))
    titles.under(found.total, present=True)

ranked, composed = st.columns(2, gap="medium")
with ranked:
    picture.show(
        lambda: figures.ranking(found.rows, named, language(), kind="agency", letters=letters(0.5)),
        key="ranked",
        under=t("Kept of what was due, by lead agency, with the 95 % interval. Hollow: fewer than six due."),
        lead=to_agency,
    )
with composed:
    picture.show(
        lambda: figures.composition(found.rows, named, language(), kind="agency", letters=letters(0.5)),
        key="composed",
        under=t("What became of all that was due: kept, kept late, overdue, not being kept."),
        lead=to_agency_outcome,
    )
picture.show(
    lambda: figures.heat_map(
        asking.crossed(), named, asking.both_names(names().districts), language(), width=width()
    ),
    key="crossed",
    under=t("Kept of what was due, the bodies and districts with most due. Hollow: fewer than six were due."),
    lead=to_crossed,
)
late.claimed_and_curve(found.rows, named)
late.late_and_recurring("agency")

"""Review: what waits for a person: conflicts, proposals, fulfilments to confirm, and what says nearly the same."""

import streamlit as st

from tracker.ui import review, review_batch, review_checks, review_conflicts, review_proposals, titles
from tracker.ui.here import asker

if asker().is_staff:
    waiting = review.count()
    sections = [one for one in (review_conflicts, review_proposals, review_checks) if one.count()]
    titles.title(sections[0].title() if sections else review.heading(waiting))
    review.say()
    review_batch.say()
    review_checks.say()
    if waiting or sections:
        review_batch.keys_help()
    for number, section in enumerate(sections):
        if number:
            st.header(section.title(), anchor=False)
        section.show(keys=not number)
    if waiting and sections:
        st.header(review.heading(waiting), anchor=False)
    if waiting or not sections:
        review.lede(waiting)
        review.pairs(waiting, keys=not sections)
else:
    review.not_for_you()

"""One commitment: its exact words, what became of it, who says what, and where every word came from."""

import streamlit as st

from tracker.desk import detail
from tracker.ui import controls, one, pages, recording, recording_forms, titles
from tracker.ui.here import asker, desk, language, place, t
from tracker.ui.safe import md, plain

controls.day_only()
code = place().code
found = detail.commitment(desk(), asker(), code, place().view, language=language()) if code else None
if found is None:
    one.missing(code)
    st.stop()

titles.title(one.heading(found))
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    told = t("{code} · as of {day}", code=found.line.code, day=one.as_of())
    st.html(f'<p class="ahd-under">{plain(told)}</p>', width="content")
    pages.link("method", md(t("How it is counted")), icon=":material/help:")
one.words(found)

facts, timeline = st.columns([0.45, 0.55], gap="medium")
with facts:
    st.header(t("Who, where, by when"), anchor=False)
    one.facts(found)
with timeline:
    one.over_time(found)
one.statements(found)
recording.section(found, recording_forms.offered())
one.provenance(found)

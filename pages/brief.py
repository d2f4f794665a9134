"""The hearing brief: for whom, as of when, in which language; what will be in it; and the files, made on the click."""

import streamlit as st

from tracker.ui import briefing, titles
from tracker.ui.here import t

titles.title(t("Brief for a hearing"))
briefing.lede()
choices, shown = st.columns([1 - briefing.PREVIEW, briefing.PREVIEW], gap="large")
with choices:
    briefing.choose()
    files = st.container()
with shown:
    brief = briefing.preview()
if brief is not None:
    with files:
        briefing.make(brief)
        briefing.right_of_reply()

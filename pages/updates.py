"""Partners: a workbook goes out to each, comes back filled in, is looked at row by row, taken and answered."""

import streamlit as st

from tracker.ui import titles, updating, updating_earlier
from tracker.ui.here import t

titles.title(t("Partners' workbooks"))
updating.lede()
if updating.may():
    updating.result()
    out, back = st.columns([0.4, 0.6], gap="large")
    with out:
        updating.send_out()
    with back:
        sent = updating.take_back()
    for one in sent:
        if compared := updating.preview(one):
            updating.show(one, compared)
    updating_earlier.show()

"""Shows nasty strings through `md` in every kind of label, for test_labels.py."""

import json
import os
from pathlib import Path

import streamlit as st

from tracker.ui.safe import md

for n, text in enumerate(
    json.loads(Path(os.environ["AHD_DATA_DIR"], "nasty.json").read_text(encoding="utf-8"))
):
    with st.container(key=f"case-{n}"):
        st.markdown(md(text))
        st.title(md(text), anchor=False)
        st.caption(md(text))
        st.button(md(text), key=f"button-{n}")
        st.metric(md(text), "1")
        st.expander(md(text), expanded=True).html("<i>inside</i>")
st.html('<p class="ahd-foot">end</p>')

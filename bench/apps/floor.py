"""The floor: an empty page with as many ready-made charts as the overview has. No page that shows them can be cheaper."""

import json
import os
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st


@st.cache_resource
def figures() -> list[go.Figure]:
    """The overview's figures, as they were made beforehand."""
    made = json.loads(Path(os.environ["AHD_BENCH_FIGURES"]).read_text(encoding="utf-8"))
    return [go.Figure(one) for one in made]


st.set_page_config(page_title="Floor", layout="wide")
st.title("Ready-made")
for number, figure in enumerate(figures()):
    st.plotly_chart(figure, theme=None, key=f"chart-{number}", config={"displayModeBar": False})
st.html('<p class="ahd-foot">end</p>')

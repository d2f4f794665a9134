"""How it is counted: the classes and the rates, in words and with today's numbers as examples."""

import streamlit as st

from tracker.ui import asking, controls, method, titles
from tracker.ui.here import t

controls.day_only()
total = asking.rates().total
titles.title(t("How it is counted"))
titles.under(total, method=False)
method.rate(total)
st.header(t("What can become of a commitment"), anchor=False)
method.classes(total)
st.header(t("The other rates"), anchor=False)
method.others(total)
st.header(t("What can change between two days"), anchor=False)
method.changes()
st.header(t("Rules that hold everywhere"), anchor=False)
method.rules()

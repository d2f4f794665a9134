"""Commitments: search, filter, read as lines or as a table, take away; each opens the commitment."""

import streamlit as st

from tracker.ui import asking, controls, empty, lines, table, titles
from tracker.ui.here import place, t

controls.row()
controls.search()
controls.chips()
found = asking.page_of()

titles.title(titles.of_list(found.total, found.deadlines))
titles.under(asking.rates(query="", outcomes=(), sub_statuses=(), quarter=None).total)
if not found.total:
    empty.nothing_found(titled=True)
    st.stop()
table.tools()
if found.pages > 1:
    st.caption(t("Page {page} of {pages}", page=min(place().page, found.pages), pages=found.pages))
if table.is_table():
    table.show(found.lines)
else:
    lines.show(found.lines)
controls.paging(found.pages)

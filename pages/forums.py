"""Forums and trainings: when and where people met, who came, and what came of what they agreed."""

import streamlit as st

from tracker import figures
from tracker.ui import controls, forum_form, forums, picture, register_files, titles
from tracker.ui.here import asker, language, t, width

controls.places()
lines = forums.lines()
titles.title(forums.finding(lines))
forums.under(lines)

if lines:
    came, agreed = st.columns([0.55, 0.45], gap="medium")
    with came:
        picture.show(
            lambda: figures.attendance(forums.by_quarter(lines), language(), width=width()),
            key="attendance",
            under=t(
                "Women and men at forums and trainings, by quarter. Above the columns: the share of women."
            ),
        )
    with agreed:
        forums.kinds(lines)
    forums.where_and_when(lines)
    forums.listed(lines)
else:
    forums.none_yet()
if asker().is_staff:
    forum_form.editor(lines)
    register_files.offer("forum")

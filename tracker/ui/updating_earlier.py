"""What partners have sent so far, with the way to take each back."""

from typing import Final

import streamlit as st

from tracker.desk.load import Load, loads
from tracker.desk.updates import ACTION
from tracker.ui import updating
from tracker.ui.here import asker, desk, language, recorded_by, t
from tracker.ui.safe import plain
from tracker.words import formats

PER_PAGE: Final = 8


@st.fragment
def show() -> None:
    """The updates, newest first."""
    if not asker().is_staff or not (found := loads(desk(), asker(), action=ACTION)):
        return
    st.header(t("Earlier updates"), anchor=False)
    pages = -(-len(found) // PER_PAGE)
    page = min(st.session_state.get("updates.earlier", 1), pages)
    for load in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
        _one(load)
    if pages > 1:
        st.session_state["updates.earlier"] = page
        st.pagination(pages, key="updates.earlier", max_visible_pages=7)


def _one(load: Load) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, gap="small"):
        st.html(_told(load), width="stretch")
        if not load.undone:
            with st.popover(t("Take back"), icon=":material/undo:", key=f"updates.undo.{load.id}"):
                st.write(
                    t(
                        "Its findings are retracted, its conflicts and proposals no longer wait. Nothing is erased."
                    )
                )
                if st.button(t("Take this update back"), type="primary", key=f"updates.undo.yes.{load.id}"):
                    updating.take_back_update(load.id)
                    st.rerun(scope="app")


def _told(load: Load) -> str:
    day = formats.date_long(load.recorded_at.astimezone(desk().settings.zone).date(), language())
    said = t(
        "{day}, by {actor}: {taken} taken, {conflict} in conflict, {refused} refused",
        day=day,
        actor=recorded_by(load.actor),
        **{
            key: formats.number(load.counts.get(key, 0), language())
            for key in ("taken", "conflict", "refused")
        },
    )
    gone = f' <span class="ahd-tag">{plain(t("taken back"))}</span>' if load.undone else ""
    return f'<p class="ahd-words">{plain(load.name)}{gone}</p><p class="ahd-about">{plain(said)}</p>'

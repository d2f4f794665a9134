"""The loads so far: what came of each, its original file, and the way to take it back."""

from typing import Final

import streamlit as st

from tracker.desk.load import Load, NoSuchFile, loads, original
from tracker.ui import loading_done
from tracker.ui.here import asker, desk, language, recorded_by, t
from tracker.ui.safe import plain
from tracker.words import formats

PER_PAGE: Final = 8


@st.fragment
def show() -> None:
    """The loads, newest first."""
    found = loads(desk(), asker())
    if not found:
        return
    st.header(t("Earlier loads"), anchor=False)
    pages = -(-len(found) // PER_PAGE)
    page = min(st.session_state.get("load.earlier", 1), pages)
    for load in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
        _one(load)
    if pages > 1:
        st.session_state["load.earlier"] = page
        st.pagination(pages, key="load.earlier", max_visible_pages=7)


def _one(load: Load) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, gap="small"):
        st.html(_told(load), width="stretch")
        _original(load)
        if not load.undone:
            with st.popover(t("Take back"), icon=":material/undo:", key=f"load.undo.{load.id}"):
                st.write(
                    t(
                        "Its commitments leave the count and its findings are retracted. Nothing is erased; what others "
                        "have recorded since stays, and is listed."
                    )
                )
                if st.button(t("Take this load back"), type="primary", key=f"load.undo.yes.{load.id}"):
                    loading_done.take_back(load.id)
                    st.rerun(scope="app")


def _told(load: Load) -> str:
    day = formats.date_long(load.recorded_at.astimezone(desk().settings.zone).date(), language())
    said = t(
        "{day}, by {actor}: {new} new, {changed} changed, {rejected} not taken",
        day=day,
        actor=recorded_by(load.actor),
        **{
            name: formats.number(load.counts.get(name, 0), language())
            for name in ("new", "changed", "rejected")
        },
    )
    gone = f' <span class="ahd-tag">{plain(t("taken back"))}</span>' if load.undone else ""
    return f'<p class="ahd-words">{plain(load.name)}{gone}</p><p class="ahd-about">{plain(said)}</p>'


def _original(load: Load) -> None:
    """The file as it was sent, to those of the organisation; its name carries its hash."""
    try:
        kept = original(desk(), asker(), load.sha256)
    except NoSuchFile:
        return
    st.download_button(
        t("Original"),
        kept.path.read_bytes,
        file_name=f"{load.sha256[:8]} {kept.name}",
        mime=kept.media_type,
        icon=":material/download:",
        on_click="ignore",
        help=t("The file as it was sent, SHA-256 {sha256}", sha256=load.sha256),
        key=f"load.original.{load.id}",
    )

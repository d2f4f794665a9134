"""Recording what was shown, saying what came of it, and taking a load back as a whole."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from tracker.desk.load import (
    Applied,
    NothingToUndo,
    Plan,
    StalePlan,
    Undone,
    apply,
    marked_suffix,
    rejected_workbook,
    undo,
)
from tracker.desk.review import look_for_likeness
from tracker.store import StoreBusy
from tracker.ui import loading_file, pages
from tracker.ui.here import asker, desk, language, place, t, tn
from tracker.ui.safe import md
from tracker.words import formats

RESULT: Final = "load.result"
_AGREED: Final = "load.agreed"
_WRITTEN: Final = "load.written"
MOST_NAMED: Final = 30

Token = tuple[str, int, str]
"""What a yes is about: the bytes by their SHA-256, the revision they were compared with, and the answers given."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A load that was just recorded, and how many pairs it left to compare."""

    planned: Plan
    done: Applied
    alike: int


def confirm(planned: Plan) -> None:
    """The one button that writes, for exactly the bytes, answers and state that are shown above it."""
    token, agreed = _token(planned), st.session_state.pop(_AGREED, None)
    if agreed not in (None, token, st.session_state.get(_WRITTEN)):
        _say_stale()
    rejected(planned)
    if not planned.changes_something:
        if (planned.rows or planned.entries) and not planned.all_counts["rejected"]:
            st.info(t("Everything in this file is recorded already. There is nothing to do."))
        return
    label = _label(planned)
    if planned.options.publish:
        st.warning(t("What is recorded becomes public at once."), icon=":material/public:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            md(label),
            type="primary",
            icon=":material/check:",
            key=f"load.confirm.{planned.reading.sha256[:12]}",
            on_click=_agree,
            args=(token,),
        )
        said = t(
            "Exactly the file with the SHA-256 {sha256} … is recorded, in one step. It can be taken back as a whole.",
            sha256=planned.reading.sha256[:16],
        )
        st.caption(md(said))
    if agreed == token:
        _write(planned)


def rejected(planned: Plan) -> None:
    """The sender's own workbook with the rows that were not taken marked, made when it is asked for."""
    count = planned.all_counts["rejected"]
    if not count:
        return
    said = tn("{n} row cannot be taken as it is.", "{n} rows cannot be taken as they are.", count)
    advice = t("The file can go back to its sender with the faulty cells marked and explained.")
    if st.session_state.get(RESULT) is not None:
        advice = t(
            "They were not recorded. The file can go back to its sender with the faulty cells marked and explained."
        )
    elif planned.changes_something:
        advice = t(
            "The others are recorded all the same. The file can go back to its sender with the faulty cells marked and "
            "explained."
        )
    opened, who = desk(), asker()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(md(f"{said} {advice}"), width="stretch")
        st.download_button(
            t("The file with the faulty cells marked"),
            lambda: rejected_workbook(opened, who, planned),
            file_name=_export_name(planned.path),
            icon=":material/download:",
            on_click="ignore",
            key=f"load.rejected.{planned.reading.sha256[:12]}",
        )


def result() -> None:
    """What came of the last yes, or of taking a load back, until the next file is chosen."""
    found = st.session_state.get(RESULT)
    if isinstance(found, Recorded):
        _recorded(found)
    elif isinstance(found, Undone):
        _undone(found)
    elif isinstance(found, str):
        st.warning(md(found))


def take_back(upload_id: int) -> None:
    """Take a load back and say what came of it."""
    try:
        st.session_state[RESULT] = undo(desk(), asker(), upload_id)
    except NothingToUndo:
        st.session_state[RESULT] = t("This load had been taken back already. Nothing was changed.")
    except StoreBusy:
        st.session_state[RESULT] = _busy()


def _label(planned: Plan) -> str:
    counts = planned.counts
    new, changed = counts["new"], counts["changed"]
    if planned.registers and not (new or changed):
        news = sum(one.outcome in ("new", "changed") for one in planned.registers)
        return tn("Record {n} entry of the register", "Record {n} entries of the register", news)
    if not changed:
        return tn("Record {n} new commitment", "Record {n} new commitments", new)
    if not new:
        return tn("Record {n} changed commitment", "Record {n} changed commitments", changed)
    both = {name: formats.number(counts[name], language()) for name in ("new", "changed")}
    return t("Record {new} new and {changed} changed", **both)


def _agree(token: Token) -> None:
    st.session_state[_AGREED] = token


def _token(planned: Plan) -> Token:
    return planned.reading.sha256, planned.revision, repr(planned.options)


def _write(planned: Plan) -> None:
    """Write with the count going up; whoever leaves meanwhile leaves nothing half done."""
    bar = st.progress(0.0, text=t("Recording …"))

    def tell(written: int, of: int) -> None:
        counted = {"written": formats.number(written, language()), "n": formats.number(of, language())}
        bar.progress(written / of if of else 1.0, text=t("{written} of {n} rows recorded", **counted))

    try:
        done = apply(desk(), asker(), planned, progress=tell)
    except StalePlan:
        _say_stale()
        return
    except StoreBusy:
        bar.empty()
        st.error(_busy())
        return
    st.session_state[_WRITTEN] = _token(planned)
    alike = look_for_likeness(desk(), asker(), done.upload_id) if done.upload_id else 0
    st.session_state[RESULT] = Recorded(planned, done, alike)
    loading_file.let_go()
    st.rerun()


def _recorded(found: Recorded) -> None:
    counts = found.done.counts
    values = {name: formats.number(counts[name], language()) for name in ("new", "changed")}
    values["name"] = found.planned.reading.file
    if found.planned.options.publish:
        said = t("Recorded from {name}: {new} new, {changed} changed. All of it is public.", **values)
    else:
        said = t(
            "Recorded from {name}: {new} new, {changed} changed. It is internal until published.", **values
        )
    st.success(md(said), icon=":material/check_circle:")
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pages.link(
            "overview", md(t("See it on the overview")), place().shared(), icon=":material/arrow_forward:"
        )
        if found.alike:
            label = tn(
                "{n} new commitment resembles an older one: compare them",
                "{n} new commitments resemble older ones: compare them",
                found.alike,
            )
            pages.link("review", md(label), place().shared(), icon=":material/compare_arrows:")
        if found.done.upload_id is not None:
            st.button(
                t("Take this load back"),
                icon=":material/undo:",
                on_click=take_back,
                args=(found.done.upload_id,),
                key="load.undo.last",
            )
    rejected(found.planned)


def _undone(found: Undone) -> None:
    said = tn(
        "The load was taken back: {n} commitment left the count. Its history is kept.",
        "The load was taken back: {n} commitments left the count. Their history is kept.",
        found.commitments,
    )
    if found.entries:
        entries = tn(
            "{n} entry of a register was taken back.",
            "{n} entries of registers were taken back.",
            found.entries,
        )
        said = f"{said} {entries}" if found.commitments else entries
    st.success(md(said), icon=":material/undo:")
    if found.kept_entries:
        named = formats.listing(list(found.kept_entries[:MOST_NAMED]), language())
        st.warning(md(t("These stay, because something else stands on them: {named}", named=named)))
    if not found.kept:
        return
    kept = tn(
        "{n} commitment stays, because more was recorded about it since:",
        "{n} commitments stay, because more was recorded about them since:",
        len(found.kept),
    )
    st.warning(md(kept))
    with st.container(horizontal=True, gap="small"):
        for code in found.kept[:MOST_NAMED]:
            pages.link("commitment", md(code), place().shared().but(code=code))
        if len(found.kept) > MOST_NAMED:
            rest = len(found.kept) - MOST_NAMED
            st.caption(tn("and {n} more", "and {n} more", rest))


def _say_stale() -> None:
    st.warning(
        t(
            "Something else was recorded while you were looking, or the file or the answers changed. Nothing of this file "
            "was recorded. The preview above is up to date: look at it again, then confirm."
        )
    )


def _busy() -> str:
    return t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")


def _export_name(path: Path) -> str:
    """A name of its own for every export: two files are never taken for each other."""
    words = t("to correct")
    return f"{path.stem} – {words} {secrets.token_hex(3)}{marked_suffix(path)}"

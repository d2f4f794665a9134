"""A section of the review page: what a partner says beside what was recorded since, for a person to decide."""

from typing import Final

import streamlit as st

from tracker.desk.load import NothingToUndo
from tracker.desk.updates import queue
from tracker.desk.updates.held import Recorded
from tracker.desk.updates.queue import AlreadyDecided, OpenConflict
from tracker.model.vocabulary import ConflictVerdict
from tracker.store import StoreBusy
from tracker.ui import pages
from tracker.ui.here import asker, desk, language, name, names, place, recorded_by, t, tn
from tracker.ui.safe import lines, md, plain
from tracker.words import formats, terms

MOST: Final = 10
SAID: Final = "review.updates.said"


def count() -> int:
    """How many conflicts wait."""
    return queue.conflicts_waiting(desk(), asker())


def title() -> str:
    """The section's finding."""
    return tn(
        "{n} row of a partner says something else than is recorded",
        "{n} rows of partners say something else than is recorded",
        count(),
    )


def show() -> None:
    """The conflicts, oldest first."""
    for one in queue.open_conflicts(desk(), asker(), language=language(), count=MOST):
        _one(one)


def say() -> None:
    """What came of the last decision, with the way to take it back."""
    found = st.session_state.get(SAID)
    if found is None:
        return
    words, revision = found
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(md(words), width="stretch")
        if revision is not None:
            st.button(
                t("Undo"), icon=":material/undo:", on_click=undo, args=(revision,), key="review.updates.undo"
            )


def undo(revision: int) -> None:
    """Take the last decision back; what it was about waits again."""
    try:
        queue.undo_decision(desk(), asker(), revision)
    except NothingToUndo:
        st.session_state[SAID] = t("This had been taken back already. Nothing was changed."), None
    except StoreBusy:
        st.session_state[SAID] = busy(), None
    else:
        st.session_state[SAID] = t("The decision is taken back; it waits again."), None


def busy() -> str:
    """Another program holds the database."""
    return t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")


def _one(one: OpenConflict) -> None:
    partner = name(names().partners[one.partner])
    with st.container(border=True, gap="small"):
        st.html(f'<p class="ahd-words">{plain(one.text)}</p>')
        pages.link(
            "commitment", md(one.code), place().shared().but(code=one.code), icon=":material/arrow_forward:"
        )
        ours, theirs = st.columns(2, gap="large")
        with ours:
            st.html(
                "".join(
                    _said(t("Recorded by {who}", who=recorded_by(said.actor)), said)
                    for said in reversed(one.ours)
                )
                or f'<p class="ahd-about">{plain(t("What was recorded has been taken back since."))}</p>'
            )
        with theirs:
            day = one.sent_at.astimezone(desk().settings.zone).date()
            head = t("{partner} says, taken in on {day}", partner=partner, day=day)
            st.html(_said(head, one.theirs, one.evidence))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            for verdict, label, tip in (
                (
                    ConflictVerdict.THEIRS,
                    t("Theirs counts"),
                    t("What is recorded here stays in the history."),
                ),
                (ConflictVerdict.OURS, t("Ours counts"), t("What the partner says stays in the history.")),
                (ConflictVerdict.BOTH, t("Both, each on its day"), t("The later one decides.")),
            ):
                st.button(
                    label,
                    key=f"review.conflict.{verdict.value}.{one.id}",
                    on_click=_decide,
                    args=(one, verdict),
                    help=tip,
                )


def _said(head: str, said: Recorded, evidence: str | None = None) -> str:
    status = f"{terms.label('status', said.status, language())}, {formats.date_short(said.on, language())}"
    told = "".join(f'<p class="ahd-about">{lines(text)}</p>' for text in (said.note, evidence) if text)
    return f'<p class="ahd-under">{plain(head)}</p><p class="ahd-words">{plain(status)}</p>{told}'


def _decide(one: OpenConflict, verdict: ConflictVerdict) -> None:
    try:
        revision = queue.decide_conflict(desk(), asker(), one.id, verdict)
    except AlreadyDecided:
        st.session_state[SAID] = t("This had been decided already. Nothing was changed."), None
    except StoreBusy:
        st.session_state[SAID] = busy(), None
    else:
        st.session_state[SAID] = t("{code}: decided. Both stay in the history.", code=one.code), revision

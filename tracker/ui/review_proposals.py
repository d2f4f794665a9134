"""A section of the review page: commitments that partners propose, to be accepted or declined with a reason."""

from typing import Final

import streamlit as st

from tracker.desk.load.names import names_for_reading
from tracker.desk.updates import queue
from tracker.desk.updates.queue import AlreadyDecided, OpenProposal
from tracker.store import StoreBusy
from tracker.ui.here import asker, desk, name, names, t, tn
from tracker.ui.review_conflicts import SAID, busy
from tracker.ui.safe import lines, plain

MOST: Final = 10


def count() -> int:
    """How many proposals wait."""
    return queue.proposals_waiting(desk(), asker())


def title() -> str:
    """The section's finding."""
    return tn("{n} commitment is proposed", "{n} commitments are proposed", count())


def show() -> None:
    """The proposals, oldest first."""
    for one in queue.open_proposals(desk(), asker(), count=MOST):
        _one(one)


def _one(one: OpenProposal) -> None:
    agency, districts = queue.suggested(names_for_reading(desk()), one)
    partner, day = name(names().partners[one.partner]), one.sent_at.astimezone(desk().settings.zone).date()
    with st.container(border=True, gap="small"):
        head = t("{partner} says, taken in on {day}", partner=partner, day=day)
        facts = " · ".join(part for part in (one.basis, one.agency, one.district, one.due) if part)
        st.html(
            f'<p class="ahd-under">{plain(head)}</p><p class="ahd-words">{lines(one.text)}</p>'
            f'<p class="ahd-about">{plain(facts)}</p><p class="ahd-about">{lines(one.note)}</p>'
        )
        known = names()
        lead, where = st.columns(2, gap="medium")
        codes = list(known.agencies)
        chosen = lead.selectbox(
            t("Lead agency"),
            codes,
            index=codes.index(agency) if agency else None,
            format_func=lambda code: name(known.agencies[code]),
            key=f"review.proposal.agency.{one.id}",
        )
        places = where.multiselect(
            t("Districts"),
            list(known.districts),
            default=list(districts),
            format_func=lambda code: name(known.districts[code]),
            key=f"review.proposal.districts.{one.id}",
        )
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            st.button(
                t("Accept as a commitment"),
                type="primary",
                icon=":material/check:",
                key=f"review.proposal.accept.{one.id}",
                on_click=_accept,
                args=(one, chosen, tuple(places)),
            )
            with st.popover(t("Decline"), icon=":material/close:", key=f"review.proposal.decline.{one.id}"):
                reason = st.text_area(t("Why it is declined"), key=f"review.proposal.reason.{one.id}")
                st.button(
                    t("Decline with this reason"),
                    key=f"review.proposal.decline.yes.{one.id}",
                    disabled=not (reason or "").strip(),
                    on_click=_decline,
                    args=(one,),
                )


def _accept(one: OpenProposal, agency: str | None, districts: tuple[str, ...]) -> None:
    try:
        code, revision = queue.accept_proposal(desk(), asker(), one.id, agency=agency, districts=districts)
    except AlreadyDecided:
        st.session_state[SAID] = t("This had been decided already. Nothing was changed."), None
    except StoreBusy:
        st.session_state[SAID] = busy(), None
    else:
        said = t("Recorded as {code}, internal until it is published.", code=code)
        st.session_state[SAID] = said, revision


def _decline(one: OpenProposal) -> None:
    reason = st.session_state.get(f"review.proposal.reason.{one.id}", "")
    try:
        revision = queue.decline_proposal(desk(), asker(), one.id, reason)
    except AlreadyDecided:
        st.session_state[SAID] = t("This had been decided already. Nothing was changed."), None
    except StoreBusy:
        st.session_state[SAID] = busy(), None
    else:
        st.session_state[SAID] = t("The proposal is declined."), revision

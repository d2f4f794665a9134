"""A section of the review page: commitments that partners propose, to be accepted or declined with a reason."""

import streamlit as st

from tracker.desk.load.names import names_for_reading
from tracker.desk.updates import proposals
from tracker.desk.updates.proposals import Accepted, OpenProposal
from tracker.ui import review_batch
from tracker.ui.here import asker, desk, in_alphabet, language, name, names, t, tn
from tracker.ui.review import from_
from tracker.ui.review_batch import FIRST, Queue
from tracker.ui.safe import lines, plain
from tracker.words import formats


def count() -> int:
    """How many proposals wait."""
    return proposals.waiting(desk(), asker())


def title() -> str:
    """The section's finding."""
    return tn("{n} commitment is proposed", "{n} commitments are proposed", count())


def show(*, keys: bool) -> None:
    """The proposals, oldest first, a page at a time; with `keys` the first one listens to the keyboard."""
    queue = Queue("review.proposals", count())
    here = proposals.opened(desk(), asker(), start=queue.start, count=review_batch.PER_PAGE)
    told = [_one(each, queue, keys=keys and number == 0) for number, each in enumerate(here)]
    if len(here) > 1:
        _several(queue, told)
    queue.paging()


def _several(queue: Queue, told: list[Accepted]) -> None:
    chosen = queue.chosen([each.id for each in told])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        queue.choose_all([each.id for each in told])
        st.button(
            t("Accept the chosen, each as it is filled in"),
            key="review.proposals.accept",
            disabled=not chosen,
            on_click=_accept,
            args=(tuple(each for each in told if each.id in chosen),),
        )
        _decline_button("review.proposals.decline", chosen, t("Decline the chosen"))


def _one(one: OpenProposal, queue: Queue, *, keys: bool) -> Accepted:
    """One proposal with its form; what would be accepted as it is filled in now."""
    agency, districts = proposals.suggested(names_for_reading(desk()), one)
    partner, day = name(names().partners[one.partner]), one.sent_at.astimezone(desk().settings.zone).date()
    with st.container(border=True, gap="small"):
        head = t("{partner} says, taken in on {day}", partner=partner, day=day)
        facts = " · ".join(part for part in (one.basis, one.agency, one.district, one.due) if part)
        st.html(
            f'<p class="ahd-under">{plain(head)}</p><p class="ahd-words">{lines(one.text)}</p>'
            f'<p class="ahd-about">{plain(facts)}</p><p class="ahd-about">{lines(one.note)}</p>'
            f'<p class="ahd-about">{plain(from_(one.source))}</p>'
        )
        known = names()
        bodies = {code: name(known.agencies[code]) for code in in_alphabet(known.agencies)}
        districts_there = {code: name(known.districts[code]) for code in in_alphabet(known.districts)}
        lead, where = st.columns(2, gap="medium")
        codes = list(bodies)
        chosen = lead.selectbox(
            t("Lead agency"),
            codes,
            index=codes.index(agency) if agency else None,
            format_func=bodies.__getitem__,
            key=f"review.proposal.agency.{one.id}",
        )
        places = where.multiselect(
            t("Districts"),
            list(districts_there),
            default=list(districts),
            format_func=districts_there.__getitem__,
            key=f"review.proposal.districts.{one.id}",
        )
        told = Accepted(one.id, chosen, tuple(places))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            queue.box(one.id, _named(one))
            st.button(
                t("Accept as a commitment"),
                type="primary",
                icon=":material/check:",
                key=f"review.proposal.accept.{one.id}",
                on_click=_accept,
                args=((told,),),
                shortcut=FIRST[0] if keys else None,
            )
            _decline_button(f"review.proposal.decline.{one.id}", (one.id,), t("Decline"))
    return told


def _named(one: OpenProposal) -> str:
    """What a proposal is called where a commitment has its code: the beginning of its words."""
    words = " ".join(one.text.split())
    return words if len(words) <= 40 else words[:39].rstrip() + "…"


def _decline_button(key: str, ids: tuple[int, ...], label: str) -> None:
    with st.popover(label, icon=":material/close:", key=key, disabled=not ids):
        reason = st.text_area(t("Why it is declined"), key=f"{key}.reason")
        st.button(
            t("Decline with this reason"),
            key=f"{key}.yes",
            disabled=not (reason or "").strip(),
            on_click=_decline,
            args=(ids, f"{key}.reason"),
        )


def _accept(told: tuple[Accepted, ...]) -> None:
    def act() -> tuple[str, int | None]:
        codes, revision = proposals.accept(desk(), asker(), told)
        said = t(
            "Recorded as {code}, internal until it is published.", code=formats.listing(codes, language())
        )
        return said, revision

    review_batch.do(act)


def _decline(ids: tuple[int, ...], reason: str) -> None:
    def act() -> tuple[str, int | None]:
        n, revision = proposals.decline(desk(), asker(), ids, st.session_state.get(reason) or "")
        return tn("{n} proposal is declined.", "{n} proposals are declined.", n), revision

    review_batch.do(act)

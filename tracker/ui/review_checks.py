"""A section of the review page: fulfilments that a second person confirms, one by one or several, or sends back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from tracker.desk import NotAllowed, checking
from tracker.desk.checking import ToCheck
from tracker.desk.record import NoSuchThing, Refused, confirm, retraction
from tracker.store import StoreBusy
from tracker.ui import one as commitment_page
from tracker.ui import pages
from tracker.ui.here import asker, desk, language, name, names, place, recorded_by, t, tn
from tracker.ui.lines import as_written
from tracker.ui.review import from_
from tracker.ui.review_batch import FIRST, PER_PAGE, UNDO, Queue, busy
from tracker.ui.safe import lines, md, plain
from tracker.words import formats

SAID: Final = "review.checks.said"
NAME: Final = "review.checks.name"


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the last action, and what takes it back: confirmations, or a finding that was sent back."""

    done: bool
    words: str
    confirmations: tuple[int, ...] = ()
    sent_back: int | None = None


def count() -> int:
    """How many fulfilments wait for a second person."""
    return checking.waiting(desk(), asker())


def title() -> str:
    """The section's finding."""
    return tn(
        "{n} fulfilment waits for a second person to confirm it",
        "{n} fulfilments wait for a second person to confirm them",
        count(),
    )


def show(*, keys: bool) -> None:
    """The fulfilments to check, the newest first, a page at a time; with `keys` the first one listens to the keyboard."""
    lede = t(
        "Look at the evidence as if it were not yours. What you confirm counts in the confirmed rate; "
        "what you send back counts no more until it is found again."
    )
    st.html(f'<p class="ahd-lede">{plain(lede)}</p>')
    queue = Queue("review.checks", count())
    here = checking.queue(desk(), asker(), language=language(), start=queue.start, count=PER_PAGE)
    if asker().shared:
        st.text_input(
            t("Your name, as the second person"),
            key=NAME,
            width=420,
            help=t("It stands in the history. Whoever found it cannot confirm it."),
        )
    for number, each in enumerate(here):
        _one(each, queue, keys=keys and number == 0)
    ids = [each.finding.id for each in here]
    chosen = queue.chosen(ids)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        queue.choose_all(ids)
        st.button(
            tn("Confirm the {n} chosen", "Confirm the {n} chosen", len(chosen))
            if chosen
            else t("Confirm the chosen"),
            icon=":material/done_all:",
            type="primary",
            disabled=not chosen,
            key="review.checks.confirm",
            on_click=_confirm,
            args=(chosen,),
        )
    queue.paging()


def say() -> None:
    """What came of the last action, with the way to take it back."""
    told: Told | None = st.session_state.pop(SAID, None)
    if told is None:
        return
    (st.success if told.done else st.warning)(md(told.words))
    if told.confirmations or told.sent_back is not None:
        st.button(
            t("Undo"),
            icon=":material/undo:",
            on_click=_undo,
            args=(told,),
            key="review.checks.undo",
            shortcut=UNDO,
        )


def _one(each: ToCheck, queue: Queue, *, keys: bool) -> None:
    line, finding = each.commitment.line, each.finding
    with st.container(border=True, gap="small"):
        where = formats.listing(names().places(line.districts, (), language()), language())
        agencies = [names().agencies[code].short_name(language()) for code in line.agencies]
        facts = " · ".join(part for part in (formats.listing(agencies, language()), where) if part)
        source = from_(finding.source) if finding.source else ""
        st.html(
            f"{as_written(lines(line.text), line.text_language)}"
            f'<p class="ahd-about">{plain(facts)}</p>'
            f"{commitment_page.statement(finding)}"
            f'<p class="ahd-about">{plain(_found(each))}</p><p class="ahd-about">{plain(source)}</p>'
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            queue.box(finding.id, line.code)
            st.button(
                t("Confirm"),
                icon=":material/check:",
                key=f"review.checks.confirm.{finding.id}",
                on_click=_confirm,
                args=((finding.id,),),
                shortcut=FIRST[0] if keys else None,
            )
            with st.popover(t("Send back"), icon=":material/undo:"):
                st.text_area(t("Why it is sent back"), key=_reason(finding.id), height=96)
                st.button(
                    t("Send it back with this reason"),
                    key=f"review.checks.back.{finding.id}",
                    on_click=_send_back,
                    args=(line.code, finding.id),
                )
            pages.link(
                "commitment",
                md(line.code),
                place().shared().but(code=line.code),
                icon=":material/arrow_forward:",
            )


def _found(each: ToCheck) -> str:
    """Who found it, and who recorded it."""
    finding = each.finding
    partner = names().partners.get(finding.partner or "")
    who = [part for part in (finding.found_by, name(partner) if partner else None) if part]
    who = who or [recorded_by(finding.recorded_by)]
    return t("Found by {who}", who=formats.listing(who, language()))


def _confirm(findings: tuple[int, ...]) -> None:
    def act() -> Told:
        checked_by = st.session_state.get(NAME)
        done = confirm(desk(), asker(), findings, checked_by=checked_by)
        if not done.ids:
            return Told(False, t("This had been confirmed already. Nothing was changed."))
        said = tn("{n} fulfilment is confirmed.", "{n} fulfilments are confirmed.", len(done.ids))
        return Told(True, said, confirmations=done.ids)

    _do(act)


def _send_back(code: str, finding: int) -> None:
    def act() -> Told:
        reason = st.session_state.get(_reason(finding)) or ""
        retraction(desk(), asker(), "finding", finding, reason=reason)
        said = t("{code}: sent back. The finding stays in the history and counts no more.", code=code)
        return Told(True, said, sent_back=finding)

    _do(act)


def _undo(told: Told) -> None:
    def act() -> Told:
        if told.sent_back is not None:
            checking.restore(desk(), asker(), told.sent_back)
        else:
            reason = t("Taken back right after it was recorded")
            checking.unconfirm(desk(), asker(), told.confirmations, reason=reason)
        return Told(True, t("The decision is taken back; it waits again."))

    _do(act)


def _do(act: Callable[[], Told]) -> None:
    """Do it, and keep what came of it for `say`; whatever goes wrong, nothing was changed and nothing typed is lost."""
    fail = partial(Told, False)
    try:
        told = act()
    except Refused as refused:
        told = fail(" ".join(breach.message(language()) for breach in refused.breaches))
    except NoSuchThing:
        told = fail(t("This is no longer there, or was decided already. Nothing was changed."))
    except NotAllowed:
        told = fail(t("You may not record this. Nothing was recorded."))
    except StoreBusy:
        told = fail(busy())
    st.session_state[SAID] = told


def _reason(finding: int) -> str:
    return f"review.checks.reason.{finding}"

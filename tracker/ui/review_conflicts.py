"""A section of the review page: what a partner says beside what was recorded since, for a person to decide."""

import streamlit as st

from tracker.desk.updates import conflicts
from tracker.desk.updates.conflicts import OpenConflict
from tracker.desk.updates.held import Recorded
from tracker.model.vocabulary import ConflictVerdict
from tracker.ui import pages, review_batch
from tracker.ui.here import asker, desk, language, name, names, place, recorded_by, t, tn
from tracker.ui.lines import as_written
from tracker.ui.review import from_
from tracker.ui.review_batch import FIRST, Queue
from tracker.ui.safe import lines, md, plain
from tracker.words import formats, terms


def count() -> int:
    """How many conflicts wait."""
    return conflicts.waiting(desk(), asker())


def title() -> str:
    """The section's finding."""
    return tn(
        "{n} row of a partner says something else than is recorded",
        "{n} rows of partners say something else than is recorded",
        count(),
    )


def show(*, keys: bool) -> None:
    """The conflicts, oldest first, a page at a time; with `keys` the first one listens to the keyboard."""
    queue = Queue("review.conflicts", count())
    here = conflicts.opened(
        desk(), asker(), language=language(), start=queue.start, count=review_batch.PER_PAGE
    )
    for number, each in enumerate(here):
        _one(each, queue, keys=keys and number == 0)
    if len(here) > 1:
        _several(queue, [each.id for each in here])
    queue.paging()


def _several(queue: Queue, keys: list[int]) -> None:
    chosen = queue.chosen(keys)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        queue.choose_all(keys)
        for verdict, label in (
            (ConflictVerdict.THEIRS, t("Theirs counts in the chosen")),
            (ConflictVerdict.OURS, t("Ours counts in the chosen")),
            (ConflictVerdict.BOTH, t("Both count in the chosen")),
        ):
            st.button(
                label,
                key=f"review.conflicts.{verdict.value}",
                disabled=not chosen,
                on_click=_decide,
                args=(chosen, verdict),
            )


def _one(one: OpenConflict, queue: Queue, *, keys: bool) -> None:
    partner = name(names().partners[one.partner])
    with st.container(border=True, gap="small"):
        st.html(as_written(plain(one.text), one.text_language))
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
            source = f'<p class="ahd-about">{plain(from_(one.source))}</p>' if one.source else ""
            st.html(_said(head, one.theirs, one.evidence) + source)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            queue.box(one.id, one.code)
            for (verdict, label, tip), shortcut in zip(_verdicts(), FIRST, strict=True):
                st.button(
                    label,
                    key=f"review.conflict.{verdict.value}.{one.id}",
                    on_click=_decide,
                    args=((one.id,), verdict),
                    help=tip,
                    shortcut=shortcut if keys else None,
                )
            pages.link(
                "commitment",
                md(one.code),
                place().shared().but(code=one.code),
                icon=":material/arrow_forward:",
            )


def _verdicts() -> tuple[tuple[ConflictVerdict, str, str], ...]:
    return (
        (ConflictVerdict.THEIRS, t("Theirs counts"), t("What is recorded here stays in the history.")),
        (ConflictVerdict.OURS, t("Ours counts"), t("What the partner says stays in the history.")),
        (ConflictVerdict.BOTH, t("Both, each on its day"), t("The later one decides.")),
    )


def _said(head: str, said: Recorded, evidence: str | None = None) -> str:
    status = f"{terms.label('status', said.status, language())}, {formats.date_short(said.on, language())}"
    told = "".join(f'<p class="ahd-about">{lines(text)}</p>' for text in (said.note, evidence) if text)
    return f'<p class="ahd-under">{plain(head)}</p><p class="ahd-words">{plain(status)}</p>{told}'


def _decide(conflict_ids: tuple[int, ...], verdict: ConflictVerdict) -> None:
    def act() -> tuple[str, int | None]:
        done = conflicts.decide(desk(), asker(), conflict_ids, verdict)
        return review_batch.decided(done.count), done.revision

    review_batch.do(act)

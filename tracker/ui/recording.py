"""Recording on the commitment's page: one form at a time, and what came of it is said, with a way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st

from tracker.desk import NotAllowed
from tracker.desk.answers import CommitmentDetail
from tracker.desk.record import AlreadyTakenBack, NoSuchThing, Recorded, Refused, Stale, retraction
from tracker.desk.rules import Breach
from tracker.store import StoreBusy
from tracker.ui.here import as_of, asker, desk, language, recorded_by, t, today
from tracker.ui.recording_fields import forget, say_faults, set_faults
from tracker.ui.safe import md
from tracker.words import N_, formats

SAID: Final = "record.said"
UNDOABLE: Final = ("finding", "claim", "reply", "evidence", "extension")
DONE: Final[Mapping[str, str]] = {
    "finding": N_("The finding was recorded. It counts from now on."),
    "claim": N_("The agency's claim was recorded."),
    "reply": N_("The agency's reply was recorded, beside the finding."),
    "evidence": N_("The evidence was recorded."),
    "extension": N_("The new deadline was recorded. The first one is remembered."),
    "deadline": N_("The deadline was corrected, as if it had always been so."),
    "version": N_("The change was recorded. What stood there before is in the history."),
    "publication": N_("The change was recorded. What stood there before is in the history."),
    "retraction": N_("It was taken back. It stays in the history with the reason and counts no more."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of the last action on the commitment `code`: done or not, in words, and what can be taken back."""

    code: str
    done: bool
    words: str
    remarks: tuple[Breach, ...] = ()
    undo: tuple[str, int] | None = None


def may_record(one: CommitmentDetail) -> bool:
    """Whether the reader may record anything here: the office everywhere, a partner where it follows; only as of today."""
    own = one.partner is not None and one.partner == asker().partner
    return (asker().is_staff or own) and as_of() == today()


def section(
    one: CommitmentDetail, forms: Mapping[str, tuple[str, Callable[[CommitmentDetail], None]]]
) -> None:
    """The choice of what to record, and the form for it. `forms`: by name, the words of the choice and the form."""
    if not may_record(one):
        return
    st.header(t("Record"), anchor=False)
    _tell(one.line.code)
    choices = {name: t(words) for name, (words, _form) in forms.items()}
    chosen = st.pills(
        t("What do you want to record?"),
        list(choices),
        format_func=choices.__getitem__,
        key=f"record.what.{one.line.code}",
    )
    if chosen is not None:
        with st.container(border=True, key=f"record-{chosen}"):
            forms[chosen][1](one)
            say_faults(chosen, one.line.code)


def send(form: str, code: str, act: Callable[[], Recorded]) -> None:
    """Do what a form asks for, from its button's callback. What was typed stays unless it was recorded."""
    try:
        done = act()
    except Refused as refused:
        set_faults(form, code, refused.breaches)
        return
    except Stale as stale:
        _fail(code, _stale(stale))
        return
    except AlreadyTakenBack:
        _fail(code, t("This had been taken back already. Nothing was changed."))
        return
    except NoSuchThing:
        _fail(code, t("This is no longer there. Nothing was recorded; what you typed is still here."))
        return
    except NotAllowed:
        _fail(code, t("You may not record this. Nothing was recorded."))
        return
    except StoreBusy:
        _fail(
            code, t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")
        )
        return
    forget(form, code)
    st.session_state[f"record.what.{code}"] = None
    undo = (done.kind, done.id) if done.kind in UNDOABLE else None
    st.session_state[SAID] = Told(code, True, t(DONE[done.kind]), done.remarks, undo)


def _tell(code: str) -> None:
    told: Told | None = st.session_state.pop(SAID, None)
    if told is None or told.code != code:
        return
    (st.success if told.done else st.warning)(md(told.words))
    for remark in told.remarks:
        (st.info if remark.severity == "info" else st.warning)(md(remark.message(language())))
    if told.undo is not None:
        st.button(
            t("Take it back"),
            icon=":material/undo:",
            key="record.undo",
            on_click=_undo,
            args=(code, *told.undo),
        )


def _undo(code: str, kind: str, key: int) -> None:
    reason = t("Taken back right after it was recorded")
    send("undo", code, partial(retraction, desk(), asker(), kind, key, reason=reason))  # type: ignore[arg-type]


def _fail(code: str, words: str) -> None:
    st.session_state[SAID] = Told(code, False, words)


def _stale(stale: Stale) -> str:
    day = stale.at.astimezone(desk().settings.zone)
    told = formats.listing(
        [t(FIELDS[name]) for name, _old, _new in stale.changes if name in FIELDS], language()
    )
    return t(
        "{who} has changed this commitment since you opened it, on {day} at {time}: {what}. Nothing of yours was recorded "
        "or lost: look at the change above, then send yours again.",
        who=recorded_by(stale.actor),
        day=day.date(),
        time=day.strftime("%H:%M"),
        what=told or t("who sees it"),
    )


FIELDS: Final[Mapping[str, str]] = {
    "text_ru": N_("Words in Russian"),
    "text_tg": N_("Words in Tajik"),
    "text_en": N_("Words in English"),
    "number": N_("Number in the plan"),
    "section": N_("Section"),
    "agencies": N_("Agencies"),
    "unknown_agencies": N_("Agencies not known yet"),
    "districts": N_("Districts"),
    "regions": N_("Regions"),
    "basis": N_("Law or agreement"),
    "article": N_("Article or point"),
    "topic": N_("Topic"),
    "partner": N_("Followed by"),
    "made_on": N_("Made on"),
    "note": N_("Note"),
    "visibility": N_("Visible to"),
}
"""The names of a commitment's attributes, as its form and its history call them."""

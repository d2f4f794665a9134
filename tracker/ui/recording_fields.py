"""The fields of the forms: each keeps what was typed until it is recorded, and says under itself what is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from tracker.desk.answers import CommitmentDetail
from tracker.desk.record import DocumentProof, LinkProof, Observation, Proof, about_of
from tracker.desk.rules import DOCUMENT_KINDS, DOCUMENT_MB, Breach
from tracker.model.vocabulary import Status
from tracker.ui.here import asker, desk, language, t, today
from tracker.ui.safe import md, plain
from tracker.words.formats import date_long
from tracker.words.terms import label

FIRST_DAY: Final = date(1990, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
NAME: Final = "record.my-name"
SCHEME: Final = "https://"


def key(form: str, code: str, field: str) -> str:
    """Where what was typed is kept: by form, commitment, field, and how often the form was sent."""
    return f"record.{form}.{code}.{field}.{st.session_state.get(_count(form, code), 0)}"


def typed(form: str, code: str, field: str) -> Any:
    """What stands in a field now."""
    return st.session_state.get(key(form, code, field))


def forget(form: str, code: str) -> None:
    """Empty the form: what was in it has been recorded."""
    st.session_state[_count(form, code)] = st.session_state.get(_count(form, code), 0) + 1
    st.session_state.pop(_faults(form, code), None)


def set_faults(form: str, code: str, breaches: Sequence[Breach]) -> None:
    """Keep what is wrong with a form, to be said at its fields in the next run."""
    st.session_state[_faults(form, code)] = tuple(breaches)


def fault(form: str, code: str, *fields: str) -> None:
    """What is wrong with these fields, right under them."""
    for breach in st.session_state.get(_faults(form, code), ()):
        if breach.field in fields:
            mark = t("To correct:") if breach.severity == "error" else t("Please look:")
            said = f"<b>{plain(mark)}</b> {plain(breach.message(language()))}"
            st.html(f'<p class="ahd-fault ahd-{plain(breach.severity)}" role="alert">{said}</p>')


def say_faults(form: str, code: str) -> None:
    """That nothing was recorded, and nothing lost."""
    if any(breach.severity == "error" for breach in st.session_state.get(_faults(form, code), ())):
        st.warning(
            t(
                "Nothing was recorded yet, and nothing you typed is lost. Correct what is marked and send it again."
            )
        )


def status(form: str, code: str) -> None:
    """The status, as one choice of six."""
    statuses = {each.value: label("status", each, language()) for each in Status}
    st.radio(
        t("Status"),
        list(statuses),
        index=None,
        horizontal=True,
        format_func=statuses.__getitem__,
        key=key(form, code, "status"),
    )
    fault(form, code, "status")


def day(form: str, code: str, field: str, words: str, *, empty: bool = False) -> None:
    """A day, today unless `empty`."""
    where = key(form, code, field)
    st.session_state.setdefault(where, None if empty else today())
    st.date_input(
        words, None, min_value=FIRST_DAY, max_value=LAST_DAY, format="DD.MM.YYYY", key=where, width=220
    )
    fault(form, code, field)


def deadline(form: str, one: CommitmentDetail) -> None:
    """Of a recurring commitment, which of its deadlines is meant: the one that governs now unless another is chosen."""
    about = about_of(desk(), one.line.code)
    if about is None or not about.deadlines:
        return
    days = {each: date_long(each, language()) for each in sorted(about.deadlines, reverse=True)}
    where = key(form, one.line.code, "deadline_on")
    if where not in st.session_state and one.line.deadline in days:
        st.session_state[where] = one.line.deadline
    st.selectbox(
        t("For which deadline"),
        list(days),
        format_func=days.__getitem__,
        key=where,
        width=320,
    )
    fault(form, one.line.code, "deadline_on")


def words(form: str, code: str, field: str, said: str, *, tip: str | None = None, lines: int = 3) -> None:
    """A text of several lines."""
    st.text_area(said, key=key(form, code, field), height=lines * 24 + 24, help=tip)
    fault(form, code, field)


def line(form: str, code: str, field: str, said: str, *, hint: str | None = None) -> None:
    """A text of one line."""
    st.text_input(said, key=key(form, code, field), placeholder=hint)
    fault(form, code, field)


def proofs(form: str, code: str) -> None:
    """Evidence: a link, what was seen, a document; any of them."""
    link, seen = st.columns(2, gap="medium")
    with link:
        st.text_input(t("Link to evidence"), key=key(form, code, "link"), placeholder=SCHEME)
        fault(form, code, "link")
    with seen:
        st.text_input(t("What was seen, and by whom"), key=key(form, code, "seen"))
    st.file_uploader(
        t("Document, up to {limit} MB", limit=DOCUMENT_MB),
        type=list(DOCUMENT_KINDS),
        max_upload_size=DOCUMENT_MB,
        key=key(form, code, "document"),
    )
    fault(form, code, "document", "evidence")


def proofs_typed(form: str, code: str) -> list[Proof]:
    """The evidence in the form."""
    found: list[Proof] = []
    if (typed(form, code, "link") or "").strip():
        found.append(LinkProof(typed(form, code, "link")))
    if (typed(form, code, "seen") or "").strip():
        found.append(Observation(typed(form, code, "seen")))
    if (sent := typed(form, code, "document")) is not None:
        found.append(DocumentProof(sent.name, sent.getvalue()))
    return found


def to_everybody(form: str, one: CommitmentDetail) -> None:
    """Whether everybody may see it at once; the office decides."""
    if not asker().is_staff:
        return
    where = key(form, one.line.code, "public")
    if where not in st.session_state:
        st.session_state[where] = one.line.visibility == "public"
    st.checkbox(t("Show it to everybody at once"), key=where)


def visible(form: str, code: str) -> str:
    """What the box says."""
    return "public" if typed(form, code, "public") else "internal"


def choice(
    form: str, code: str, field: str, said: str, options: Mapping[Any, str], *, now: Any = None
) -> None:
    """One of several, by their words; `now` is chosen at first."""
    where = key(form, code, field)
    if where not in st.session_state and now is not None:
        st.session_state[where] = now
    shown = {each: md(words) for each, words in options.items()}
    st.selectbox(
        said,
        list(shown),
        index=None,
        format_func=shown.__getitem__,
        key=where,
        placeholder=t("Choose …"),
    )
    fault(form, code, field)


def _count(form: str, code: str) -> str:
    return f"record.{form}.{code}.sent"


def _faults(form: str, code: str) -> str:
    return f"record.{form}.{code}.faults"

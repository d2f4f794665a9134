"""What the forms of the registers share: which row, the choices, what they were made from, saving, what came of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from tracker.desk.registers.edit import AlreadyThere, ChangedMeanwhile, NotAcceptable
from tracker.model.vocabulary import Visibility
from tracker.store import StoreBusy
from tracker.ui.here import desk, in_alphabet, name, names, recorded_by, t
from tracker.ui.safe import md
from tracker.words.formats import NOTHING

_SAID: Final = "registers.said"
_SEEN: Final = "registers.seen"


def seen(form: str, first: str) -> int:
    """The revision that a form shows: the one at which it was drawn first, however often the page has been drawn since.

    To be asked before its first widget (by its key) is drawn.
    """
    if first not in st.session_state:
        st.session_state[f"{_SEEN}.{form}"] = desk().revision()
    return int(st.session_state.setdefault(f"{_SEEN}.{form}", desk().revision()))


def save(form: str, write: Callable[[], Any]) -> None:
    """Write, remember what is to be said of it, and draw the page anew. From then on the form has been seen as it stands."""
    done = False
    try:
        write()
    except ChangedMeanwhile as changed:
        said = t(
            "{who} has changed this since you opened it, on {day} at {time}. Nothing of yours was recorded or lost: look at "
            "the change in the list, then save again.",
            who=recorded_by(changed.actor),
            day=changed.at.astimezone(desk().settings.zone).date(),
            time=changed.at.astimezone(desk().settings.zone).strftime("%H:%M"),
        )
    except AlreadyThere:
        said = t("This is in the register already. Nothing was recorded.")
    except NotAcceptable:
        said = t(
            "This could not be recorded as it is: something is missing or impossible. Nothing was recorded."
        )
    except StoreBusy:
        said = t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")
    else:
        done, said = True, t("Recorded.")
    st.session_state.pop(f"{_SEEN}.{form}", None)
    st.session_state[_SAID] = (done, said)
    st.rerun()


def say() -> None:
    """What came of the last saving."""
    told = st.session_state.pop(_SAID, None)
    if told is not None:
        (st.success if told[0] else st.warning)(md(told[1]))


def which(heading: str, new: str, known: Mapping[str, str], *, key: str) -> str:
    """Under its heading the choice of what is changed: the key of one of `known` (names by key), "" for a new one."""
    say()
    st.header(heading, anchor=False)
    called = {"": new, **known}
    return str(st.selectbox(t("Which"), list(called), format_func=called.__getitem__, key=key))


def written(label: str, before: str | None, *, key: str, most: int = 200, on: Any = st) -> str:
    """A line of text, as it was `before`."""
    return str(on.text_input(label, before or "", max_chars=most, key=key))


def picked(
    label: str, options: Mapping[str, str], before: str | None, *, key: str, on: Any = st
) -> str | None:
    """One of the options (names by code), as it was `before`; None for nothing."""
    at = list(options).index(before) if before is not None and before in options else 0
    return on.selectbox(label, list(options), at, format_func=options.__getitem__, key=key) or None


def seen_by(before: str | None, *, key: str) -> Visibility:
    """Whether it is public."""
    public = st.toggle(t("Public"), before == Visibility.PUBLIC, key=key)
    return Visibility.PUBLIC if public else Visibility.INTERNAL


def submitted() -> bool:
    """The button at the foot of a form."""
    return bool(st.form_submit_button(t("Save"), type="primary", icon=":material/check:"))


def choices(kind: str) -> dict[str, str]:
    """The names of a kind by code in the reader's order; nothing comes first."""
    entries = getattr(names(), kind)
    return {"": NOTHING, **{code: name(entries[code]) for code in in_alphabet(entries)}}

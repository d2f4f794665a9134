"""Saving what a form of the registers holds, and saying afterwards what came of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import streamlit as st

from tracker.desk.registers.edit import AlreadyThere, NotAcceptable
from tracker.store import StoreBusy
from tracker.ui.here import in_alphabet, name, names, t
from tracker.ui.safe import md
from tracker.words.formats import NOTHING

_SAID: Final = "registers.said"


def save(write: Callable[[], Any]) -> None:
    """Write, remember what is to be said of it, and draw the page anew."""
    done = False
    try:
        write()
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
    st.session_state[_SAID] = (done, said)
    st.rerun()


def say() -> None:
    """What came of the last saving."""
    told = st.session_state.pop(_SAID, None)
    if told is not None:
        (st.success if told[0] else st.warning)(md(told[1]))


def choices(kind: str) -> dict[str, str]:
    """The names of a kind by code in the reader's order; nothing comes first."""
    entries = getattr(names(), kind)
    return {"": NOTHING, **{code: name(entries[code]) for code in in_alphabet(entries)}}


def place_of(options: Mapping[str, str], code: str | None) -> int:
    """Where a code stands among the choices; the first where it is none of them."""
    return list(options).index(code) if code is not None and code in options else 0

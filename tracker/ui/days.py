"""The days a page speaks of: said plainly where they are not the usual ones, refused where they make no sense."""

from typing import Final

import streamlit as st

from tracker.ui import pages
from tracker.ui.here import place, t, today
from tracker.ui.safe import md, plain
from tracker.ui.state import Place

OF_NOW: Final = ("load", "updates", "review", "forums", "registers", "condition")
"""Pages on which work is done, and lists that keep no history: they know no other day than today."""


def told(page: str) -> bool:
    """Whether the page can speak of the days of the address; says so, or says why not and what to do."""
    refused = None if page in OF_NOW else place().refused(today())
    if refused:
        _say_why(page)
    elif page not in OF_NOW:
        _say_what_is_unusual(page)
    return refused is None


def _say_what_is_unusual(page: str) -> None:
    """Nobody should take the figures of another question for those of today."""
    view, here = place().view, place()
    said: list[tuple[str, str, Place]] = []
    if view.known_on:
        note = t("As known on {day}. What was recorded later is left out.", day=view.known_on)
        said.append((note, t("Show as known today"), here.but(known_on=None, page=here.page)))
    if view.against_first:
        note = t("Measured against the first deadlines, as if none had been moved.")
        back = here.but(against_first=False, page=here.page)
        said.append((note, t("Measure against the current deadlines"), back))
    for note, words, to in said:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<p class="ahd-told" role="note">{plain(note)}</p>', width="content")
            pages.link(page, md(words), to, icon=":material/undo:")


def _say_why(page: str) -> None:
    view, here = place().view, place()
    refused = here.refused(today())
    if refused == "known_on":
        st.title(
            md(t("What will be known on {day} nobody can say yet", day=view.known_on or today())),
            anchor=False,
        )
    elif refused == "misread":
        st.title(md(t("“{text}” is no day", text=here.misread)), anchor=False)
    elif refused == "on":
        st.title(md(t("{day} has not come yet", day=view.on or today())), anchor=False)
    elif refused == "order":
        said = t(
            "The state of {on} cannot have been known on {known_on}",
            on=view.on or today(),
            known_on=view.known_on or today(),
        )
        st.title(md(said), anchor=False)
    else:
        said = t(
            "A comparison goes from an earlier day to a later one, and {day} is the later one",
            day=view.since or today(),
        )
        st.title(md(said), anchor=False)
    st.write(
        t("No figure is shown, since it would answer another question than the one asked. Choose other days:")
    )
    for words, to in _ways_out(here):
        pages.link(page, md(words), to, icon=":material/arrow_forward:")


def _ways_out(here: Place) -> list[tuple[str, Place]]:
    view = here.view
    found = [
        (t("Everything as of today"), here.but(on=None, known_on=None, since=None, preset="", misread=""))
    ]
    if view.on and view.known_on and view.known_on <= today():
        said = t("As of {day}, as known on that day", day=view.known_on)
        found.append((said, here.but(on=view.known_on, since=None, preset="")))
    if view.on and view.on < today():
        said = t("As of {day}, as known today", day=view.on)
        found.append((said, here.but(known_on=None, since=None, preset="")))
    return found

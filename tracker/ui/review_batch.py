"""What the sections of the review page share: pages of a queue, boxes to choose several, and what came of the last action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from tracker.desk import NotAllowed
from tracker.desk.load import NothingToUndo
from tracker.desk.updates.deciding import AlreadyDecided, undo_decision
from tracker.store import StoreBusy
from tracker.ui.here import asker, desk, t, tn
from tracker.ui.safe import md

PER_PAGE: Final = 10
SAID: Final = "review.said.decision"
FIRST: Final = ("1", "2", "3")
"""The keys that decide what waits first on the page; digits are the same on every keyboard layout."""
UNDO: Final = "0"


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue on the review page: its name within the page, and how many wait in it."""

    name: str
    waiting: int

    @property
    def pages(self) -> int:
        """How many pages of ten."""
        return max(1, -(-self.waiting // PER_PAGE))

    @property
    def start(self) -> int:
        """Which one the page begins with, counted from 0."""
        page: int = st.session_state.get(self._page, 1)
        return (min(page, self.pages) - 1) * PER_PAGE

    def paging(self) -> None:
        """Numbered pages under the queue."""
        if self.pages > 1:
            st.session_state[self._page] = self.start // PER_PAGE + 1
            st.pagination(self.pages, key=self._page, max_visible_pages=7)

    def box(self, key: int, code: str) -> None:
        """A box that chooses one of the queue."""
        st.checkbox(t("Choose {code}", code=code), key=self._box(key))

    def chosen(self, keys: Sequence[int]) -> tuple[int, ...]:
        """Those of these that are chosen."""
        return tuple(key for key in keys if st.session_state.get(self._box(key)))

    def choose_all(self, keys: Sequence[int]) -> None:
        """A button that chooses all on the page, and when all are chosen none."""
        st.button(
            t("Choose all on this page"),
            icon=":material/select_all:",
            key=f"{self.name}.all",
            on_click=self._choose,
            args=(tuple(keys),),
        )

    @property
    def _page(self) -> str:
        return f"{self.name}.page"

    def _box(self, key: int) -> str:
        return f"{self.name}.box.{key}"

    def _choose(self, keys: tuple[int, ...]) -> None:
        everything = all(st.session_state.get(self._box(key)) for key in keys)
        for key in keys:
            st.session_state[self._box(key)] = not everything


def keys_help() -> None:
    """That the first one can be decided from the keyboard."""
    st.caption(t("The first one is decided with the keys 1, 2 and 3; 0 takes the last decision back."))


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
                t("Undo"),
                icon=":material/undo:",
                on_click=_undo,
                args=(revision,),
                key="review.updates.undo",
                shortcut=UNDO,
            )


def do(act: Callable[[], tuple[str, int | None]]) -> None:
    """Do it, and keep what came of it, and the revision that takes it back, for `say`; what goes wrong changes nothing."""
    try:
        said = act()
    except (AlreadyDecided, NothingToUndo):
        said = t("This had been decided already. Nothing was changed."), None
    except NotAllowed:
        said = t("You may not record this. Nothing was recorded."), None
    except StoreBusy:
        said = busy(), None
    st.session_state[SAID] = said


def busy() -> str:
    """Another program holds the database."""
    return t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")


def decided(n: int) -> str:
    """So many were decided."""
    return tn("{n} is decided. Both stay in the history.", "{n} are decided. Both stay in the history.", n)


def _undo(revision: int) -> None:
    def act() -> tuple[str, int | None]:
        undo_decision(desk(), asker(), revision)
        return t("The decision is taken back; it waits again."), None

    do(act)

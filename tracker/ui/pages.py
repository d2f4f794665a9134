"""The pages there are, in the order of the navigation, with addresses that are the same in every language."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from tracker.ui.here import place, t
from tracker.ui.state import Place
from tracker.words import N_

FOLDER: Final = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Known:
    """A page: its file and address, its title (to be translated), and whether the navigation names it."""

    name: str
    title: str
    listed: bool = True

    @property
    def file(self) -> Path:
        """The file with the page's script."""
        return FOLDER / f"{self.name}.py"


PAGES: Final = (
    Known("overview", N_("Overview")),
    Known("districts", N_("Districts")),
    Known("agencies", N_("Agencies")),
    Known("commitments", N_("Commitments")),
    Known("commitment", N_("Commitment"), listed=False),
    Known("forums", N_("Forums")),
    Known("registers", N_("Registers")),
    Known("brief", N_("Brief")),
    Known("method", N_("Method")),
    Known("load", N_("Load")),
    Known("updates", N_("Partners")),
    Known("review", N_("Review")),
)


def there() -> list[Known]:
    """The pages whose file is there."""
    return [known for known in PAGES if known.file.is_file()]


def streamlit_page(known: Known) -> st.Page:
    """The page as Streamlit wants it."""
    return st.Page(known.file, title=t(known.title), url_path=known.name, default=known.name == PAGES[0].name)


def has(name: str) -> bool:
    """Whether there is such a page."""
    return any(known.name == name for known in there())


def link(
    name: str, label: str, to: Place | None = None, *, icon: str | None = None, tip: str | None = None
) -> None:
    """Draw a link to a page, to the given place (default: what goes along from here). `label` is markdown."""
    if has(name):
        to = place().shared() if to is None else to
        st.page_link(
            str(FOLDER / f"{name}.py"), label=label, icon=icon, help=tip, query_params=to.parameters()
        )


def switch(name: str, to: Place) -> None:
    """Leave for a page at the given place; nothing after this runs."""
    st.switch_page(str(FOLDER / f"{name}.py"), query_params=to.parameters())

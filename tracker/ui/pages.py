"""The pages there are, in the order of the navigation, with addresses that are the same in every language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from tracker.model.vocabulary import Role
from tracker.ui.here import asker, place, t
from tracker.ui.safe import md
from tracker.ui.state import Place
from tracker.words import N_

FOLDER: Final = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Known:
    """A page: its file and address, its title (to be translated), and where the navigation names it.

    `menu` is one of `MENUS`; without one the page stands in the bar itself. What is not `listed` stands nowhere.
    `roles` are those for whom it is there.
    """

    name: str
    title: str
    listed: bool = True
    menu: str = ""
    roles: tuple[Role, ...] = tuple(Role)

    @property
    def file(self) -> Path:
        """The file with the page's script."""
        return FOLDER / f"{self.name}.py"


OFFICE: Final = (Role.EDITOR, Role.ADMINISTRATOR)
PAGES: Final = (
    Known("overview", N_("Overview")),
    Known("districts", N_("Districts")),
    Known("agencies", N_("Agencies")),
    Known("commitments", N_("Commitments")),
    Known("changes", N_("What changed"), menu="more"),
    Known("commitment", N_("Commitment"), listed=False),
    Known("brief", N_("Brief")),
    Known("sources", N_("Laws and agreements"), menu="more"),
    Known("forums", N_("Forums"), menu="more"),
    Known("data", N_("Data"), menu="more"),
    Known("method", N_("Method"), menu="more"),
    Known("guides", N_("Guides"), menu="more"),
    Known("load", N_("Load"), menu="work", roles=OFFICE),
    Known("updates", N_("Partners"), menu="work", roles=(Role.PARTNER, *OFFICE)),
    Known("review", N_("Review"), menu="work", roles=OFFICE),
    Known("registers", N_("Registers"), menu="work", roles=OFFICE),
    Known("accounts", N_("Accounts"), menu="work", roles=(Role.ADMINISTRATOR,)),
    Known("condition", N_("Condition"), menu="work", roles=OFFICE),
)
WORK: Final = "work"
MENUS: Final = (("more", N_("More")), (WORK, N_("Work")))
"""The menus of the bar: what else there is to read, and what people who work here do."""


def there() -> list[Known]:
    """The pages that are there for who asks: the public has none on which people work, a partner only its own."""
    role = asker().role
    return [known for known in _made() if role in known.roles]


@cache
def _made() -> tuple[Known, ...]:
    """The pages whose scripts are there; looked up once, for every link asks."""
    return tuple(known for known in PAGES if known.file.is_file())


def all_known() -> list[st.Page]:
    """Every address there is, as Streamlit wants it; behind one that is not there for who asks stands a sentence."""
    open_ = there()
    return [streamlit_page(known) if known in open_ else _closed(known) for known in PAGES]


def all_closed() -> list[st.Page]:
    """Every address there is, for somebody who has to sign in first: none of the files is ever run."""
    return [
        st.Page(lambda: None, title=t(known.title), url_path=known.name, default=known.name == PAGES[0].name)
        for known in PAGES
    ]


def within(menu: str) -> list[Known]:
    """The pages that a menu names; of the empty name, those that stand in the bar itself."""
    return [known for known in there() if known.listed and known.menu == menu]


def streamlit_page(known: Known) -> st.Page:
    """The page as Streamlit wants it."""
    return st.Page(known.file, title=t(known.title), url_path=known.name, default=known.name == PAGES[0].name)


def _closed(known: Known) -> st.Page:
    """The address of a page that is not for who asks. The file of the page itself is never run."""

    def told() -> None:
        st.title(t(known.title), anchor=False)
        st.info(_for_whom(known))
        link(PAGES[0].name, md(t(PAGES[0].title)), icon=":material/arrow_back:")

    return st.Page(told, title=t(known.title), url_path=known.name)


def _for_whom(known: Known) -> str:
    if asker().role is Role.PUBLIC:
        return t(
            "This page is for the people who keep these records. Everything they have published is open to you."
        )
    if known.roles == (Role.ADMINISTRATOR,):
        return t("Only an administrator decides who may sign in.")
    return t("This page is for the people of the organisation. What is yours to do stands in your menu.")


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

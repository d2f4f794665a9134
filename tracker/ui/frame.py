"""What every page has around it: the masthead with navigation and languages, the label of a sample, the foot."""

from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from tracker import __version__
from tracker.desk import look
from tracker.ui import pages, person
from tracker.ui.here import desk, language, place, screen, t, width
from tracker.ui.safe import md, plain
from tracker.words import LANGUAGES, language_name
from tracker.words.formats import number

STATIC: Final = Path(__file__).parent / "static"
WIDTHS: Final = {"wide": 1240, "huge": 1480}


def configure(title: str) -> None:
    """The browser tab, and the whole width of the window to place the column in."""
    st.set_page_config(
        page_title=t("{page} – Ahd", page=title), page_icon=str(STATIC / "icon.png"), layout="wide"
    )


def column() -> DeltaGenerator:
    """The column everything stands in: never wider than can be read, in the middle of a projector."""
    return st.container(horizontal_alignment="center").container(
        width=WIDTHS.get(screen(), WIDTHS["wide"]), gap="medium"
    )


def masthead(here: str) -> None:
    """The name, the pages, the languages; on a phone the pages stand behind one button.

    The page `here` (its address) is marked by Streamlit in the bar; a menu that names it bears its title.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="masthead"):
        _brand()
        if width() == "phone":
            _whole_menu()
        else:
            _links("")
            for menu, title in pages.MENUS:
                _menu(menu, title, here)
        st.space("stretch")
        if width() != "phone":
            person.menu()
        st.html(_languages(here), width="content")


def signed_out(here: str) -> None:
    """Instead of any page, for somebody whose session is over: what happened, and the way in."""
    configure(t("Signed out"))
    with column():
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="masthead"):
            _brand()
            st.space("stretch")
            st.html(_languages(here), width="content")
        say_signed_out(here)


def say_signed_out(here: str) -> None:
    """That the session is over and why, and the way in. What was drawn before stays as it was."""
    st.title(t("You are signed out"), anchor=False)
    st.write(
        t(
            "Sessions end when you sign out in any tab, after half an hour without a click, after twelve hours, and "
            "when your account changes. What was recorded is kept."
        )
    )
    way_in = plain(f"/login?{urlencode({'next': place().address(f'/{here}')})}")
    st.html(f'<p class="ahd-way-in"><a href="{way_in}">{plain(t("Sign in"))}</a></p>')


def _brand() -> None:
    name = plain(t("Ahd"))
    st.html(
        f'<div class="ahd-brand"><img src="app/static/logo.svg" alt=""><span>{name}</span></div>',
        width="content",
    )


def _menu(menu: str, title: str, here: str) -> None:
    """One menu of the bar, where it names any page."""
    entries = pages.within(menu)
    if not entries:
        return
    current = next((known.title for known in entries if known.name == here), title)
    with st.popover(md(t(current)), type="tertiary", key=f"menu-{menu}"):
        _links(menu)


def _whole_menu() -> None:
    """All pages behind one button, those of each menu under its title."""
    with st.popover(t("Menu"), icon=":material/menu:", key="menu-all"):
        _links("")
        for menu, title in pages.MENUS:
            if pages.within(menu):
                st.html(f'<p class="ahd-menu">{plain(t(title))}</p>')
                _links(menu)
        person.entries()


def _links(menu: str) -> None:
    for known in pages.within(menu):
        pages.link(known.name, md(t(known.title)))


def sample_banner() -> None:
    """Says on every page that the data are an illustration, as long as they are."""
    if look.illustration(desk()):
        said = t("Illustration: these commitments and findings are invented to show how the dashboard works.")
        st.html(f'<p class="ahd-sample" role="note">{plain(said)}</p>')


def footer() -> None:
    """Where the numbers come from, in one line."""
    said = t(
        "Ahd {version} · data as of revision {revision} · district points: GeoNames (CC BY 4.0) · outlines: Natural "
        "Earth, approximate, no statement about borders",
        version=__version__,
        revision=number(desk().revision(), language()),
    )
    whose = person.whose_machine()
    alone = f"{plain(whose)}<br>" if whose else ""
    st.html(f'<p class="ahd-foot">{alone}{plain(said)}</p>')


def _languages(here: str) -> str:
    """Plain links, so that the whole page comes anew in the other language, with everything else as it is."""
    links = [_language_link(code, here) for code in LANGUAGES]
    return f'<nav class="ahd-languages" aria-label="{plain(t("Language"))}">{"".join(links)}</nav>'


def _language_link(code: str, here: str) -> str:
    current = ' aria-current="true"' if code == language() else ""
    target = plain(place().but(language=code, page=place().page).address(f"/{here}"))
    name = plain(language_name(code))
    if width() == "phone":  # there is room for the code alone; readers hear the name with it
        name = f'{code.upper()}<span class="ahd-heard"> – {name}</span>'
    return f'<a href="{target}" lang="{code}" hreflang="{code}"{current}>{name}</a>'

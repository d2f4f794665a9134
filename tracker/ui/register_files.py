"""An empty register to take away, in each language, and the way to load a filled one."""

from collections.abc import Callable

import streamlit as st

from tracker.sheets import RegisterKind
from tracker.sheets.register_template import TITLES, register_template
from tracker.ui import pages
from tracker.ui.here import asker, names, t
from tracker.ui.safe import md
from tracker.words import LANGUAGES, translate
from tracker.words.formats import sort_key

NATIVE = {"en": "English", "ru": "Русский", "tg": "Тоҷикӣ"}


def offer(kind: RegisterKind) -> None:
    """Buttons for the empty workbook in three languages; to staff only, who send it to those that fill it in."""
    if not asker().is_staff:
        return
    st.header(t("From a workbook"), anchor=False)
    st.write(
        t(
            "Send an empty register to those who keep it, and load what comes back. Their own lists are read as well."
        )
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for language in LANGUAGES:
            st.download_button(
                t("Empty register: {language}", language=NATIVE[language]),
                _made(kind, language),
                file_name=f"{translate(TITLES[kind], language)}.xlsx",
                icon=":material/download:",
                on_click="ignore",
                key=f"register-empty-{kind}-{language}",
            )
        pages.link("load", md(t("Load a workbook")), icon=":material/upload_file:")


def _made(kind: RegisterKind, language: str) -> Callable[[], bytes]:
    known = names()
    lists = {
        name: sorted(
            (entry.name(language) for entry in entries.values()), key=lambda word: sort_key(word, language)
        )
        for name, entries in (("districts", known.districts), ("agencies", known.agencies))
    }
    return lambda: register_template(kind, language, lists)

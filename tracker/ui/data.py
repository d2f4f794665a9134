"""The page of data to take away: each dataset with its downloads and what its columns mean."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from tracker.desk import Asker, Desk, View, export
from tracker.desk.export import COLUMNS, DATASETS, FORMATS, Column
from tracker.desk.export.codebook import TYPES
from tracker.figures.grammar import Table, as_table
from tracker.ui.here import asker, desk, language, place, t
from tracker.ui.picture import table_html
from tracker.ui.safe import plain
from tracker.words import N_

WHAT: Final = {
    "commitments": (
        N_("Commitments"),
        N_("A row for each commitment of the view, with what became of it by the day and the row of the file it came from."),
    ),
    "findings": (
        N_("Findings and claims"),
        N_("A row for everything that was found or reported by the day, with its dates. Retracted ones are marked."),
    ),
    "rates": (
        N_("Rates by every grouping"),
        N_("The figures of the pages: in all, and by district, region, agency, post, partner, law, topic and quarter."),
    ),
}  # fmt: skip


def datasets() -> None:
    """Every dataset: what it is, its files, and its codebook."""
    for name in DATASETS:
        title, said = WHAT[name]
        st.header(t(title), anchor=False)
        st.html(f'<p class="ahd-under">{plain(t(said))}</p>')
        _downloads(name)
        with st.expander(t("What the columns mean"), type="compact"):
            st.html(table_html(_codebook(COLUMNS[name]), caption=t(title), text=True))


def codebook() -> None:
    """The codebook of all datasets as a file of its own."""
    st.download_button(
        t("The codebook as CSV, in three languages"),
        data=export.codebook_csv,
        file_name=export.file_name(desk(), "codebook", "csv"),
        mime=FORMATS["csv"],
        on_click="ignore",
        icon=":material/menu_book:",
        key="download-codebook",
    )


def calendar() -> None:
    """The deadlines to come, of the view and for who asks, as a calendar file."""
    st.header(t("Deadlines to come"), anchor=False)
    said = N_(
        "For Outlook, Google and phones: a day for each deadline to come, with a reminder 14 days before. "
        "Taking it in again brings it up to date."
    )
    st.html(f'<p class="ahd-under">{plain(t(said))}</p>')
    st.download_button(
        t("The calendar"),
        data=partial(_calendar, desk(), asker(), place().view, language()),
        file_name=export.file_name(desk(), "calendar", "ics"),
        mime="text/calendar",
        on_click="ignore",
        icon=":material/event:",
        key="download-calendar",
    )


def _calendar(desk: Desk, asker: Asker, view: View, language: str) -> bytes:
    from tracker.briefs.calendar import write  # late: no page needs it before the click

    return write(desk, asker, view, language=language)


def _downloads(name: str) -> None:
    """One button a format. The file is made at the click, for who asks now and the view of now."""
    with st.container(horizontal=True, gap="small"):
        for format_, media_type in FORMATS.items():
            st.download_button(
                f".{format_}",
                data=partial(export.write, desk(), asker(), place().view, name, format_=format_),
                file_name=export.file_name(desk(), name, format_),
                mime=media_type,
                on_click="ignore",
                icon=":material/download:",
                key=f"download-{name}-{format_}",
                help=t("Download {name} as {format}", name=t(WHAT[name][0]), format=f".{format_}"),
            )


def _codebook(columns: Sequence[Column]) -> Table:
    head = (t("Column"), t("What it means"), t("Type"), t("Unit"), t("Values"))
    return as_table(
        head,
        [
            (
                one.name,
                t(one.meaning),
                t(TYPES[one.type]),
                t(one.unit) if one.unit else "",
                ", ".join(one.values),
            )
            for one in columns
        ],
    )

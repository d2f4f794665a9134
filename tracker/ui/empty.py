"""Empty states: each says what to do next."""

from typing import Any, Final

import streamlit as st

from tracker.desk import View, look
from tracker.desk.catalogue import NONE
from tracker.model.vocabulary import Role
from tracker.ui import asking, pages
from tracker.ui.here import as_of, asker, names, place, t, today
from tracker.ui.safe import md

CATALOGUED: Final = ("regions", "districts", "agencies", "officials", "bases", "topics", "partners")


def stop_if_nothing(total: dict[str, Any]) -> None:
    """Where there is nothing to show, say so and what helps; nothing after this runs then."""
    if total["population"]:
        return
    if asking.rates(**_unfiltered()).total["population"]:
        nothing_found()
    else:
        _nothing_there()
    st.stop()


def _unfiltered() -> dict[str, Any]:
    blank = View()
    return {name: getattr(blank, name) for name in View.__slots__}


def _nothing_there() -> None:
    st.title(t("No commitments yet"), anchor=False)
    if asker().role is Role.PUBLIC:
        st.write(t("Nothing has been published yet."))
        return
    st.write(
        t(
            "Load a workbook with commitments: an action plan, a register of forum agreements, a list of duties under "
            "the law. It is read and shown to you first; nothing is recorded before you confirm."
        )
    )
    pages.link("load", md(t("Load a workbook")), icon=":material/upload_file:")
    if not pages.has("load"):
        st.code("ahd load plan.xlsx", language=None)


def nothing_found(*, titled: bool = False) -> None:
    """What helps where filters leave nothing over; `titled` where the page has its heading already."""
    heading = st.header if titled else st.title
    unknown = _unknown_code()
    if unknown:
        heading(md(t("Nothing has the code {code}.", code=unknown)), anchor=False)
        st.write(t("The address may be mistyped, or made for another installation."))
    elif not look.tells_partners(asker(), place().view):
        heading(t("Nothing matches these filters"), anchor=False)
        st.write(t("Which partner follows which commitment is not told to everybody."))
    else:
        heading(t("Nothing matches these filters"), anchor=False)
        st.write(
            t("On this day nothing had been recorded yet, or the filters leave nothing over.")
            if as_of() < today()
            else t("The filters together leave nothing over. Take one of them away.")
        )
    pages.link(
        "overview",
        md(t("Show everything, as of today")),
        place().but(**_unfiltered(), code=None).shared(),
        icon=":material/filter_alt_off:",
    )


def _unknown_code() -> str:
    """A code of the address that nothing has, as far as it can be shown."""
    for field in CATALOGUED:
        for code in getattr(place().view, field):
            if code != NONE and code not in getattr(names(), field):
                return str(code[:60])
    return ""

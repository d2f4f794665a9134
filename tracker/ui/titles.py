"""The sentences at the head of a page: the finding, and under it the date, the population and how it is counted."""

from datetime import datetime

import streamlit as st

from tracker.desk.answers import Measures
from tracker.ui import pages
from tracker.ui.controls import outcome_label
from tracker.ui.here import as_of, desk, language, place, t, tn
from tracker.ui.safe import md, plain
from tracker.words import Value
from tracker.words.formats import FEW, date_long, number, percent
from tracker.words.terms import LABELS, label


def title(finding: str) -> None:
    """The page's one heading of the first rank."""
    st.title(md(finding), anchor=False)


def of_total(total: Measures) -> str:
    """The finding for a whole population: how many of those due are kept."""
    kept, due = int(total["kept"]), int(total["due"])
    values: dict[str, Value] = {"kept": number(kept, language()), "day": as_of()}
    if due == 0:
        return t("Nothing was due by {day}", day=as_of())
    if total["being_kept"] or total["not_being_kept"]:
        return _of_those_in_force(kept, due, values)
    if due < FEW:
        return tn(
            "{kept} of {n} commitment due by {day} is kept",
            "{kept} of {n} commitments due by {day} are kept",
            due,
            **values,
        )
    return tn(
        "{kept} of {n} commitment due by {day} is kept – {percent}",
        "{kept} of {n} commitments due by {day} are kept – {percent}",
        due,
        percent=percent(kept, due, language()),
        **values,
    )


def _of_those_in_force(kept: int, due: int, values: dict[str, Value]) -> str:
    """The finding where some have no deadline but are to be kept all the time."""
    if due < FEW:
        return tn(
            "{kept} of {n} commitment due by {day} or in force all the time is kept",
            "{kept} of {n} commitments due by {day} or in force all the time are kept",
            due,
            **values,
        )
    return tn(
        "{kept} of {n} commitment due by {day} or in force all the time is kept – {percent}",
        "{kept} of {n} commitments due by {day} or in force all the time are kept – {percent}",
        due,
        percent=percent(kept, due, language()),
        **values,
    )


def of_group(name: str, total: Measures) -> str:
    """The finding for one district or agency, named first."""
    kept, due = int(total["kept"]), int(total["due"])
    if due == 0:
        return t("{name}: nothing was due by {day}", name=name, day=as_of())
    values = {"name": name, "kept": number(kept, language())}
    if due < FEW:
        return tn("{name}: {kept} of {n} kept", "{name}: {kept} of {n} kept", due, **values)
    return tn(
        "{name}: {kept} of {n} kept – {percent}",
        "{name}: {kept} of {n} kept – {percent}",
        due,
        percent=percent(kept, due, language()),
        **values,
    )


def of_list(count: int) -> str:
    """How many commitments a list holds, and of which outcome where it is one."""
    outcomes, changes = place().view.outcomes, place().view.changes
    if len(changes) == 1 and changes[0] in LABELS["change"]:
        what = label("change", changes[0], language())
        return tn("{what}: {n} commitment", "{what}: {n} commitments", count, what=what)
    if len(outcomes) != 1:
        return tn("{n} commitment", "{n} commitments", count)
    return tn("{what}: {n} commitment", "{what}: {n} commitments", count, what=outcome_label(outcomes[0]))


def under(total: Measures, last_change: datetime | None = None, *, method: bool = True) -> None:
    """Date, population, when last updated, and the way to how it is counted."""
    parts = [
        t("As of {day}", day=as_of()),
        tn("{n} commitment in all", "{n} commitments in all", int(total["population"])),
    ]
    if last_change:
        day = last_change.astimezone(desk().settings.zone).date()
        parts.append(t("last updated {day}", day=date_long(day, language())))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="ahd-under">{plain(" · ".join(parts))}</p>', width="content")
        if method:
            pages.link("method", md(t("How it is counted")), icon=":material/help:")


def outside_the_rate(total: Measures) -> str:
    """What the rate leaves out, in one sentence."""
    counted = {
        name: number(int(total[name]), language()) for name in ("open", "ahead", "undated", "withdrawn")
    }
    return t(
        "Outside the rate: {open} open, {ahead} fulfilled ahead of time, {undated} without a date, "
        "{withdrawn} withdrawn.",
        **counted,
    )

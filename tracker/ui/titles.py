"""The sentences at the head of a page: the finding, and under it the date, the population and how it is counted."""

from datetime import datetime

import streamlit as st

from tracker.desk.answers import Measures
from tracker.figures import findings
from tracker.ui import pages
from tracker.ui.controls import outcome_label
from tracker.ui.here import as_of, desk, language, place, t, tn
from tracker.ui.safe import md, plain
from tracker.words.formats import date_long, quarter
from tracker.words.terms import LABELS, label


def title(finding: str) -> None:
    """The page's one heading of the first rank."""
    st.title(md(finding), anchor=False)


def of_total(total: Measures) -> str:
    """The finding for a whole population: how many of those due are kept."""
    return findings.of_total(total, language(), day=as_of())


def of_group(name: str, total: Measures) -> str:
    """The finding for one district or agency, named first."""
    return findings.of_group(name, total, language(), day=as_of())


def of_list(count: int, deadlines: int | None = None) -> str:
    """How many commitments a list holds, and of which outcome where it is one; of a quarter's deadlines, how many of them."""
    if deadlines is not None and place().view.quarter:
        year, numeral = str(place().view.quarter).split("-Q")
        return t(
            "{quarter}: {deadlines} ({commitments})",
            quarter=quarter(int(year), int(numeral), language()),
            deadlines=tn("{n} deadline", "{n} deadlines", deadlines),
            commitments=tn("{n} commitment", "{n} commitments", count),
        )
    outcomes, changes = place().view.outcomes, place().view.changes
    if len(changes) == 1 and changes[0] in LABELS["change"]:
        what = label("change", changes[0], language())
        return tn("{what}: {n} commitment", "{what}: {n} commitments", count, what=what)
    if len(outcomes) != 1:
        return tn("{n} commitment", "{n} commitments", count)
    return tn("{what}: {n} commitment", "{what}: {n} commitments", count, what=outcome_label(outcomes[0]))


def under(
    total: Measures, last_change: datetime | None = None, *, method: bool = True, present: bool = False
) -> None:
    """Date, population, when last updated, the way to how it is counted and, with `present`, to the projector's screens."""
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
        if present:
            target = place().shared().but(any_role=place().view.any_role).address("/present")
            st.html(
                f'<a class="ahd-go" href="{plain(target)}">{plain(t("Present"))}</a>',
                width="content",
            )


def outside_the_rate(total: Measures) -> str:
    """What the rate leaves out, in one sentence."""
    return findings.outside_the_rate(total, language())

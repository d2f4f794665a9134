"""The page of forums and trainings: its finding, who came, and every meeting with what came of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from tracker import figures
from tracker.desk.registers import look
from tracker.desk.registers.look import ForumLine
from tracker.figures import Came
from tracker.figures.grammar import as_table
from tracker.model.vocabulary import Visibility
from tracker.ui import asking, controls, pages, picture
from tracker.ui.here import as_of, asker, desk, kept, language, name, names, place, t, tn, today, width
from tracker.ui.lead import to_meetings_in, to_meetings_of
from tracker.ui.picture import table_html
from tracker.ui.safe import md, plain
from tracker.words.formats import date_short, month_year, number, percent, rate_text
from tracker.words.terms import label

PER_PAGE: Final = 25


def lines() -> list[ForumLine]:
    """The meetings of the view, the newest first."""
    return kept("forums", lambda: look.forums(desk(), asker(), place().view))


def finding(found: Sequence[ForumLine]) -> str:
    """How many meetings, and how much of what was agreed at them is kept."""
    due, done = sum(one.agreed.due for one in found), sum(one.agreed.kept for one in found)
    if not found:
        return t("No forum or training has been recorded yet")
    meetings = tn("{n} forum or training", "{n} forums and trainings", len(found))
    if not due:
        return t("{meetings}; none of their agreements was due yet", meetings=meetings)
    rate = rate_text(done, due, language())
    return t("{meetings}: of the agreements that were due, {rate} are kept", meetings=meetings, rate=rate)


def under(found: Sequence[ForumLine]) -> None:
    """The day, and how many meetings say who came."""
    counted = sum(one.women is not None and one.men is not None for one in found)
    parts = [t("As of {day}", day=place().view.on or today())]
    if found:
        parts.append(
            tn("women and men counted at {n} meeting", "women and men counted at {n} meetings", counted)
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="ahd-under">{plain(" · ".join(parts))}</p>', width="content")
        pages.link("method", md(t("How it is counted")), icon=":material/help:")


def by_quarter(found: Sequence[ForumLine]) -> list[Came]:
    """Attendance by quarter, of the meetings at which women and men were counted."""
    sums: dict[tuple[int, int], list[int]] = {}
    for one in found:
        if one.women is not None and one.men is not None:
            own = sums.setdefault((one.held_on.year, (one.held_on.month - 1) // 3 + 1), [0, 0, 0, 0])
            for at, n in enumerate((1, one.women, one.men, one.police or 0)):
                own[at] += n
    return [Came(*when, *counts) for when, counts in sorted(sums.items())]


def kinds(found: Sequence[ForumLine]) -> None:
    """By kind of meeting: how many, who came, and what became of the agreements."""
    head = (t("Kind"), t("Meetings"), t("Women"), t("Men"), t("Police"), t("Agreements kept"))
    counted = Counter(one.kind for one in found)
    rows = []
    for kind in sorted(counted, key=lambda each: -counted[each]):
        own = [one for one in found if one.kind == kind]
        people = (sum(getattr(one, who) or 0 for one in own) for who in ("women", "men", "police"))
        due, done = sum(one.agreed.due for one in own), sum(one.agreed.kept for one in own)
        told = [label("forum", kind, language()), number(len(own), language())]
        rows.append([*told, *(number(n, language()) for n in people), rate_text(done, due, language())])
    st.header(t("What kind of meetings"), anchor=False)
    st.html(
        f'<p class="ahd-under">{plain(t("Police are counted apart; they may be among the women and men."))}</p>'
    )
    st.html(table_html(as_table(head, rows), caption=t("What kind of meetings")))


def where_and_when(found: Sequence[ForumLine]) -> None:
    """The map of the districts with their meetings, and the calendar of the months."""
    on_map, by_month = st.columns([0.55, 0.45], gap="medium")
    with on_map:
        met = Counter(one.district for one in found if one.district)
        picture.show(
            lambda: figures.meetings_map(asking.tiles(), met, language(), width=width()),
            key="met",
            under=t("How many forums and trainings in each district. A tile opens its meetings."),
            lead=to_meetings_in,
        )
    with by_month:
        days = [one.held_on for one in found]
        picture.show(
            lambda: figures.calendar(days, language(), until=as_of(), width=width()),
            key="calendar",
            under=t("How many forums and trainings in each month. A month opens its meetings."),
            lead=to_meetings_of,
        )


def listed(found: Sequence[ForumLine]) -> None:
    """The meetings, all or those of the month that the address names, under a heading that counts them."""
    month = place().month
    if not month:
        st.header(t("Every meeting"), anchor=False)
        _table(found)
        return
    own = [one for one in found if f"{one.held_on:%Y-%m}" == month]
    named = month_year(date.fromisoformat(f"{month}-01"), language())
    st.header(tn("{month}: {n} meeting", "{month}: {n} meetings", len(own), month=named), anchor=False)
    pages.link("forums", md(t("Every meeting")), place().but(month=""), icon=":material/close:")
    _table(own)


def _table(found: Sequence[ForumLine]) -> None:
    """Every meeting in a line, each with what was agreed there, a page at a time."""
    pages_there = max(1, -(-len(found) // PER_PAGE))
    page = min(place().page, pages_there)
    for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]:
        _line(one)
    controls.paging(pages_there)


def _line(one: ForumLine) -> None:
    """Day and kind, where, who came, what came of it, and the way to the agreements."""
    where = name(names().districts[one.district]) if one.district in names().districts else None
    head = " · ".join(filter(None, (label("forum", one.kind, language()), where, one.place)))
    about = " · ".join(filter(None, (_people(one), one.organiser)))
    subject = f'<p class="ahd-words">{plain(one.subject)}</p>' if one.subject else ""
    agreed = f'<p class="ahd-about">{plain(_agreed(one))}</p>' if one.agreed.all else ""
    inner = (
        "" if one.visibility == Visibility.PUBLIC else f' <span class="ahd-tag">{plain(t("internal"))}</span>'
    )
    if width() == "wide":
        told, opened = st.columns([0.8, 0.2], gap="small")
    else:
        told = opened = st.container(gap=None)
    told.html(
        f'<div class="ahd-line" style="--ahd-mark:#8ab8dd"><p class="ahd-mark">'
        f"<b>{plain(date_short(one.held_on, language()))}</b></p>"
        f'<div><p class="ahd-words">{plain(head)}{inner}</p>{subject}'
        f'<p class="ahd-about">{plain(about)}</p>{agreed}</div></div>'
    )
    if one.basis and one.agreed.all:
        said = tn("{n} agreement", "{n} agreements", one.agreed.all)
        with opened:
            to = place().shared().but(bases=(one.basis,))
            pages.link("commitments", md(said), to, icon=":material/arrow_forward:")


def _agreed(one: ForumLine) -> str:
    """What became of the agreements that were due."""
    if not one.agreed.due:
        return t("None of the agreements was due yet")
    return t(
        "Agreements kept of those due: {rate}", rate=rate_text(one.agreed.kept, one.agreed.due, language())
    )


def _people(one: ForumLine) -> str:
    if one.women is None and one.men is None:
        if one.participants is None:
            return t("attendance not counted")
        return tn("{n} person came", "{n} people came", one.participants)
    women, men = one.women or 0, one.men or 0
    said = {"women": number(women, language()), "men": number(men, language())}
    told = t("{women} women, {men} men", **said)
    if one.women is not None and one.men is not None and women + men:
        told = t(
            "{women} women and {men} men ({share} women)",
            share=percent(women, women + men, language()),
            **said,
        )
    if one.police is None:
        return told
    return f"{told}, {t('police: {n}', n=number(one.police, language()))}"


def none_yet() -> None:
    """What to do where there is nothing."""
    st.write(t("Load a register of forums and trainings, or write down the first meeting below."))

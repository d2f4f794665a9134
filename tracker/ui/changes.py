"""The page of what changed: from which day, the finding, the sums, and the commitments behind each kind of change."""

from datetime import date
from typing import Final

import streamlit as st

from tracker import figures
from tracker.desk.answers import Changes
from tracker.figures.grammar import OPEN
from tracker.ui import asking, lines, pages, picture
from tracker.ui.here import as_of, go, language, place, t, tn, width
from tracker.ui.safe import md, plain
from tracker.ui.state import Place
from tracker.words import Value
from tracker.words.formats import date_short, rate_text
from tracker.words.terms import change_definition, label

OTHER: Final = "other"
FIRST_FEW: Final = 3


def since() -> None:
    """From which day: one with a name, or any other. The day to which is that of the page."""
    starts = asking.starts()
    chosen = place().preset if place().preset in starts else _named(asking.since(), starts)
    st.session_state["since-named"], st.session_state["since-day"] = chosen, asking.since()
    with st.container(horizontal=width() != "phone", vertical_alignment="bottom", gap="small", key="since"):
        st.selectbox(
            t("Changes since"),
            [*starts, OTHER],
            key="since-named",
            format_func=lambda code: _start_words(code, starts),
            on_change=_named_chosen,
            width=330 if width() != "phone" else "stretch",
        )
        st.date_input(
            t("From"),
            max_value=as_of(),
            key="since-day",
            format="DD.MM.YYYY",
            on_change=_day_chosen,
            width=150 if width() != "phone" else "stretch",
        )


def finding(found: Changes) -> str:
    """What became of the commitments between the two days."""
    if not found.changed:
        return t("Nothing changed between {since} and {on}", since=found.since, on=found.on)
    kept, missed = found.counts["kept"] + found.counts["late"], found.counts["newly_due"]
    parts: dict[str, Value] = {
        "since": found.since,
        "kept": tn("{n} kept", "{n} kept", kept),
        "missed": tn("{n} fell due and is not kept", "{n} fell due and are not kept", missed),
    }
    if not found.counts["corrected"]:
        return t("Since {since}: {kept}, {missed}", **parts)
    corrected = tn("{n} corrected afterwards", "{n} corrected afterwards", found.counts["corrected"])
    return t("Since {since}: {kept}, {missed}, {corrected}", corrected=corrected, **parts)


def under(found: Changes) -> None:
    """The rate on both days, and how many commitments changed."""
    rates: dict[str, Value] = {
        name: rate_text(total["kept"], total["due"], language())
        for name, total in (("now", found.now), ("then", found.learned), ("before", found.before))
    }
    days: dict[str, Value] = {"on": found.on, "since": found.since}
    if found.counts["corrected"]:
        told = t(
            "Kept on {on}: {now}. On {since}: {then}, as known when that day was over: {before}",
            **days,
            **rates,
        )
    else:
        told = t("Kept on {on}: {now}. On {since}: {then}", **days, **rates)
    parts = [told, tn("{n} commitment changed", "{n} commitments changed", found.changed)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="ahd-under">{plain(" · ".join(parts))}</p>', width="content")
        pages.link("method", md(t("How it is counted")), icon=":material/help:")


def sums(found: Changes) -> None:
    """The balance: every outcome then, what each change did to it, and now."""
    st.header(t("How the sums add up"), anchor=False)
    said = t(
        "Each row begins with what was known when {since} was over and adds up to {on}. A name opens its commitments.",
        since=found.since,
        on=found.on,
    )
    st.html(f'<p class="ahd-under">{plain(said)}</p>')
    table = figures.balance(
        found.balance,
        language(),
        before=t("{day}, as known when it was over", day=date_short(found.since, language())),
        learned=t("{day}, as known now", day=date_short(found.since, language())),
        now=date_short(found.on, language()),
    )
    caption = t("How the sums add up")
    st.html(
        picture.table_html(
            table, caption=caption, lead=lambda code: ("commitments", place().but(outcomes=(code,)))
        )
    )
    if found.gone:
        said = tn(
            "{n} commitment was counted then and is not counted now: taken back, no longer public, or no longer of "
            "this selection.",
            "{n} commitments were counted then and are not counted now: taken back, no longer public, or no longer of "
            "this selection.",
            found.gone,
        )
        st.html(f'<p class="ahd-under">{plain(said)}</p>')


def lists(found: Changes) -> None:
    """Each kind of change with the first few commitments, and the way to all of them."""
    shown = asking.changed_lines(FIRST_FEW)
    for kind, colour in figures.CHANGES_SHOWN.items():
        if n := found.counts[kind]:
            st.header(t("{what}: {count}", what=label("change", kind, language()), count=n), anchor=False)
            mark = f'style="--ahd-mark:{colour or OPEN}"'
            said = plain(change_definition(kind, language()))
            st.html(f'<div class="ahd-said" {mark}><p>{said}</p></div>')
            lines.show(shown[kind])
            all_of_them = tn("Read the {n} commitment", "Read all {n} commitments", n)
            pages.link("commitments", md(all_of_them), to_list(kind), icon=":material/arrow_forward:")


def to_list(kind: str) -> Place:
    """The commitments that changed in this way."""
    return place().but(changes=(kind,), since=asking.since(), preset="")


def _named(day: date, starts: dict[str, date]) -> str:
    """The name of a day, where it has one."""
    return next((code for code, start in starts.items() if start == day), OTHER)


def _start_words(code: str, starts: dict[str, date]) -> str:
    if code == OTHER:
        return t("Another day")
    day = date_short(starts[code], language())
    words = {
        "last-forum": t("The last forum, {day}", day=day),
        "last-month": t("The end of the last month, {day}", day=day),
        "last-quarter": t("The end of the last quarter, {day}", day=day),
        "last-year": t("The end of the last year, {day}", day=day),
    }
    return words[code]


def _named_chosen() -> None:
    code = st.session_state["since-named"]
    if code == OTHER:
        go(place().but(since=asking.since(), preset=""))
    else:
        go(place().but(since=None, preset=code))


def _day_chosen() -> None:
    if day := st.session_state["since-day"]:
        go(place().but(since=day, preset=""))


def links(since: date) -> None:
    """The ways to this page from another: what changed since that page's own day of comparison, and since the last forum."""
    here, day = place(), date_short(since, language())
    with st.container(horizontal=True, gap="small", key="changes-links"):
        said = t("What changed since {day}", day=day)
        pages.link("changes", md(said), here.but(since=since, preset=""), icon=":material/difference:")
        forum = asking.starts().get("last-forum")
        if forum and forum != since:
            said = t("Since the last forum, {day}", day=date_short(forum, language()))
            pages.link(
                "changes", md(said), here.but(since=None, preset="last-forum"), icon=":material/difference:"
            )

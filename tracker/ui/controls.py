"""The controls of the view: the day, and the filters. Each writes the address; each is drawn from it."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import streamlit as st

from tracker.desk import View, look
from tracker.desk.catalogue import NONE, Entry
from tracker.desk.view import LISTS
from tracker.ledger import By
from tracker.ui.here import (
    as_of,
    asker,
    desk,
    go,
    in_alphabet,
    kept_anywhere,
    language,
    names,
    place,
    t,
    tn,
    today,
    width,
)
from tracker.ui.lead import DEADLINES
from tracker.ui.safe import md
from tracker.ui.state import SORTS
from tracker.words.formats import date_short, listing, quarter
from tracker.words.terms import LABELS, NAMED_NONE, label

FIELD: Final = 210

Width = int | Literal["stretch"]
Filter = tuple[str, str, Mapping[str, Entry]]
"""A filter's label, its word for no filter, and what can be chosen."""

NAMES: Final = ("region", "district", "agency", "basis", "topic", "partner")


def row(*, also: Sequence[str] = ()) -> None:
    """The day, region, district and agency; on a phone behind one button. `also` adds basis, topic, partner."""
    with st.container(key="filters"):
        if width() == "phone":
            with st.popover(_phone_label(), width="stretch"):
                _day()
                _selects([name for name in NAMES if name != "partner" or not desk().public], "stretch")
                _known_on()
                _against()
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _day()
            _selects(("region", "district", "agency"), FIELD)
            with st.popover(_more_label()):
                _selects(("basis", "topic", *(() if desk().public else ("partner",)), *also), "stretch")
                _known_on()
                _against()


def places() -> None:
    """The day, region, district and partner, for lists that know no agency; on a phone behind one button."""
    with st.container(key="filters"):
        if width() == "phone":
            with st.popover(_phone_label(), width="stretch"):
                _day()
                _selects(("region", "district", "partner"), "stretch")
                _known_on()
            return
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            _day()
            _selects(("region", "district", "partner"), FIELD)
            _folded()


def day_only() -> None:
    """Only the day, for pages about one thing."""
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="small"):
        _day()
        _folded()


def _day() -> None:
    """The day the page speaks of. Today is what is asked where the address names no day."""
    st.session_state["filter-on"] = as_of()
    st.date_input(
        t("As of"),
        max_value=today(),
        key="filter-on",
        format="DD.MM.YYYY",
        on_change=_day_chosen,
        width=150 if width() != "phone" else "stretch",
    )


def _day_chosen() -> None:
    chosen = st.session_state["filter-on"]
    if chosen:
        go(place().but(on=None if chosen >= today() else chosen))


def _folded() -> None:
    """What few ask, behind a button that says whether it is asked."""
    view = place().view
    said = (
        t("As known on {day}", day=date_short(view.known_on, language()))
        if view.known_on
        else t("As known today")
    )
    with st.popover(said):
        _known_on()


def _known_on() -> None:
    """By which day things had to be recorded to count."""
    st.session_state["filter-known-on"] = place().view.known_on or today()
    st.date_input(
        t("As known on"),
        max_value=today(),
        key="filter-known-on",
        format="DD.MM.YYYY",
        on_change=_known_on_chosen,
        help=t(
            "Only what had been recorded by the end of this day counts: a report as it would have been made then."
        ),
        width="stretch",
    )


def _known_on_chosen() -> None:
    chosen = st.session_state["filter-known-on"]
    if chosen:
        go(place().but(known_on=None if chosen >= today() else chosen))


def _against() -> None:
    """Which deadline is measured against, where one was moved."""
    words = {False: t("The current deadline"), True: t("The first deadline")}
    st.session_state["filter-against"] = place().view.against_first
    st.selectbox(
        t("Measured against"),
        list(words),
        key="filter-against",
        format_func=lambda first: words[first],
        on_change=lambda: go(place().but(against_first=st.session_state["filter-against"])),
        width="stretch",
    )


def _selects(names_: Sequence[str], wide: Width) -> None:
    filters = _filters()
    for name in names_:
        _select(name, filters[name], wide)


def _select(name: str, offered: Filter, wide: Width) -> None:
    """One filter by codes. Several codes at once come from a link only, and stand as one choice of their own."""
    label, everything, entries = offered
    reader = language()
    chosen = ",".join(getattr(place().view, LISTS[name]))
    options = ["", *in_alphabet(entries)]
    if chosen and chosen not in entries:
        options.append(chosen)
    key = f"filter-{name}"
    st.session_state[key] = chosen
    st.selectbox(
        label,
        options,
        key=key,
        format_func=lambda code: everything if not code else named(entries, code.split(","), reader),
        on_change=_chosen,
        args=(name, key),
        width=wide,
    )


def _chosen(name: str, key: str) -> None:
    code = st.session_state[key]
    changes = {LISTS[name]: (code,) if code else ()}
    if name == "region":
        changes["districts"] = ()
    go(place().but(**changes))


def _filters() -> dict[str, Filter]:
    """Of each filter its label, the word for no filter, and what can be chosen."""
    known = names()
    regions = place().view.regions
    districts = {
        code: e for code, e in known.districts.items() if not regions or e.extra["region"] in regions
    }
    return {
        "region": (t("Region"), t("All regions"), known.regions),
        "district": (t("District"), t("All districts"), districts),
        "agency": (t("Agency"), t("All agencies"), _occurring("agency", known.agencies)),
        "basis": (t("Law or agreement"), t("All laws and agreements"), _occurring("basis", known.bases)),
        "topic": (t("Topic"), t("All topics"), known.topics),
        "partner": (t("Partner"), t("All partners"), known.partners),
    }


def _occurring(by: By, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Only what has commitments: a filter that finds nothing is no help."""
    found = kept_anywhere(
        ("occurring", by), lambda: set(look.rates(desk(), asker(), View(), by=by).rows["key"])
    )
    return {code: entry for code, entry in entries.items() if code in found}


def named(entries: Mapping[str, Entry], codes: Sequence[str], reader: str | None = None) -> str:
    """The names of codes in the reader's language; an unknown code stands for itself."""
    reader = reader or language()
    return listing([entries[code].name(reader) if code in entries else code for code in codes], reader)


def _phone_label() -> str:
    n = _set(NAMES) + bool(place().view.on)
    return tn("Date and filters ({n} set)", "Date and filters ({n} set)", n) if n else t("Date and filters")


def _more_label() -> str:
    n = _set(("basis", "topic", "partner"))
    return tn("More filters ({n} set)", "More filters ({n} set)", n) if n else t("More filters")


def _set(names_: Sequence[str]) -> int:
    """How many of these filters, and of the questions folded away with them, are not the usual."""
    view = place().view
    filters = sum(bool(getattr(view, LISTS[name])) for name in names_)
    return filters + bool(view.known_on) + view.against_first


def views(options: Mapping[str, str]) -> None:
    """A switch between ways to show the same; `options` are the words by code."""
    st.session_state["show"] = place().show if place().show in options else next(iter(options))
    st.segmented_control(
        t("Show as"),
        list(options),
        format_func=lambda code: options[code],
        key="show",
        required=True,
        on_change=_view_chosen,
        label_visibility="collapsed",
    )


def _view_chosen() -> None:
    go(place().but(show=st.session_state["show"]))


def search() -> None:
    """The search field and the order of the list, side by side."""
    st.session_state["search"], st.session_state["sort"] = place().view.query, place().order
    with st.container(horizontal=width() != "phone", vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Search in the words of all languages"),
            placeholder=t("Words or a code"),
            key="search",
            type="search",
            icon=":material/search:",
            max_chars=200,
            on_change=lambda: go(place().but(query=st.session_state["search"].strip(), sort=SORTS[0])),
        )
        orders = {"match": t("Best hits first")} if place().view.query else {}
        orders |= {
            "days": t("Longest overdue first"),
            "deadline": t("By deadline"),
            "latest": t("Newest findings first"),
            "code": t("By code"),
        }
        st.selectbox(
            t("Order"),
            list(orders),
            format_func=lambda code: orders[code],
            key="sort",
            on_change=lambda: go(place().but(sort=st.session_state["sort"])),
            width=FIELD + 30 if width() != "phone" else "stretch",
        )


def chips() -> None:
    """Every filter that is set, each with a button that takes it away; more than one can be taken away together."""
    view = place().view
    told = [
        (LISTS[name], code, named(entries, (code,)) if code != NONE else nothing)
        for name, entries, nothing in _filed()
        for code in getattr(view, LISTS[name])
    ]
    told += [("outcomes", code, outcome_label(code)) for code in view.outcomes]
    told += [("sub_statuses", code, label("sub_status", code, language())) for code in _known_statuses()]
    if view.quarter:
        year, number = view.quarter.split("-Q")
        told.append(("quarter", view.quarter, quarter(int(year), int(number), language())))
        told += [("deadlines", code, deadline_words(code)) for code in view.deadlines if code in DEADLINES]
    told += [("changes", code, _change_words(code)) for code in view.changes if code in LABELS["change"]]
    if view.part is not None:
        told.append(("part", view.part, view.part or t("Under no article or section")))
    if view.any_role:
        told.append(("any_role", "1", t("Agencies in any role")))
    if not told:
        return
    with st.container(horizontal=True, gap="xsmall"):
        for field, code, said in told:
            st.button(
                md(said),
                key=f"chip-{field}-{code}",
                icon=":material/close:",
                icon_position="right",
                help=t("Take this filter away"),
                on_click=_without,
                args=(field, code),
            )
        if len(told) > 1:
            st.button(
                t("Take all of them away"),
                key="chips-none",
                type="tertiary",
                on_click=lambda: go(
                    place().but(**{field: getattr(View(), field) for field, _code, _said in told})
                ),
            )


def _filed() -> list[tuple[str, Mapping[str, Entry], str]]:
    """The filters that hold codes of named things: the parameter, what can be named, and the word for "none of them"."""
    known = names()
    return [
        ("region", known.regions, t(NAMED_NONE["region"])),
        ("district", known.districts, t(NAMED_NONE["district"])),
        ("agency", known.agencies, t(NAMED_NONE["agency"])),
        ("basis", known.bases, t(NAMED_NONE["basis"])),
        ("topic", known.topics, t(NAMED_NONE["topic"])),
        ("partner", known.partners, t(NAMED_NONE["partner"])),
        ("official", known.officials, t(NAMED_NONE["official"])),
    ]


def deadline_words(code: str) -> str:
    """What became of a deadline, as the cohorts count it."""
    outcome = {"on_time": "kept_on_time", "late": "kept_late", "overdue": "overdue"}[code]
    return label("outcome", outcome, language())


def _change_words(code: str) -> str:
    """A kind of change, with the day since which it is told."""
    since = place().view.since
    said = label("change", code, language())
    return t("{what}, since {day}", what=said, day=date_short(since, language())) if since else said


def outcome_label(code: str) -> str:
    """The word for an outcome class or for one of the selections behind a figure."""
    selections = {
        "due": t("Due so far"),
        "kept": t("Kept"),
        "soon": t("Due within 30 days"),
        "quiet": t("Without a recent finding"),
        "claimed": t("Claimed as kept"),
        "moved": t("Deadline moved"),
        "recurring": t("Recurring, with a deadline that has passed"),
    }
    if code in selections:
        return selections[code]
    return label("outcome", code, language()) if code in LABELS["outcome"] else code


def paging(pages: int) -> None:
    """Numbered pages under a list."""
    if pages < 2:
        return
    st.session_state["page"] = min(place().page, pages)
    st.pagination(
        pages,
        key="page",
        max_visible_pages=5 if width() == "phone" else 9,
        on_change=lambda: go(place().but(page=st.session_state["page"])),
    )


def _known_statuses() -> list[str]:
    return [code for code in place().view.sub_statuses if code in LABELS["sub_status"]]


def _without(field: str, code: str) -> None:
    held = getattr(place().view, field)
    without = tuple(c for c in held if c != code) if isinstance(held, tuple) else getattr(View(), field)
    more = {"deadlines": ()} if field == "quarter" else {}
    go(place().but(**{field: without}, **more))

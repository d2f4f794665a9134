"""Names that nobody knows yet: each once, resolved by choosing or creating, remembered for later files."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from tracker.desk.catalogue import Entry
from tracker.desk.load import Plan, UnknownName, language_of, unknown_names
from tracker.desk.resolve import Resolution, resolve
from tracker.model.vocabulary import AliasKind
from tracker.ui.here import asker, desk, in_alphabet, name, names, t, tn
from tracker.ui.safe import md, plain

MOST: Final = 10
CREATE: Final = "+"
Choice = tuple[AliasKind, str]
"""What a name may mean: a kind of thing and its code, or `CREATE`."""


@st.fragment
def ask(planned: Plan, key: str) -> None:
    """Each unknown name with how many rows wait for it, and what it can mean."""
    found = unknown_names(desk(), asker(), planned)
    if not found:
        return
    st.subheader(_heading(found), anchor=False)
    st.html(f'<p class="ahd-lede">{plain(_lede(found))}</p>')
    with st.container(border=True, gap="medium"):
        answers = [answer for unknown in found[:MOST] if (answer := _ask_one(unknown, key)) is not None]
        if len(found) > MOST:
            rest = len(found) - MOST
            st.caption(tn("{n} more name comes after these.", "{n} more names come after these.", rest))
        with st.container(horizontal=True, vertical_alignment="center"):
            label = t("Remember the answers and read again")
            if answers:
                label = tn(
                    "Remember {n} answer and read again", "Remember {n} answers and read again", len(answers)
                )
            if st.button(label, type="primary", disabled=not answers, key=f"load.resolve.{key}"):
                resolve(desk(), asker(), answers, language=language_of(planned))
                st.rerun(scope="app")
            st.caption(t("The answers hold for later files too."))


def _heading(found: list[UnknownName]) -> str:
    return tn("{n} name is not known yet", "{n} names are not known yet", len(found))


def _lede(found: list[UnknownName]) -> str:
    if any(unknown.stops_rows for unknown in found):
        return t(
            "Rows with an unknown district cannot be recorded before you say which one is meant. Rows with an unknown "
            "agency can; the agency then stands as it is written."
        )
    return t("Rows with these names can be recorded as they are; the names then stand as they are written.")


def _ask_one(unknown: UnknownName, key: str) -> Resolution | None:
    """One name: what it means, and for a new thing what is needed to make it."""
    own = f"load.name.{key}.{unknown.kind}.{unknown.written}"
    written, chosen = st.columns([0.4, 0.6], gap="medium", vertical_alignment="center")
    rows = tn("in {n} row", "in {n} rows", unknown.rows)
    with written:
        st.html(
            f'<p class="ahd-words">{plain(unknown.written)}</p>'
            f'<p class="ahd-about">{plain(_kind_words(unknown.kind))}, {plain(rows)}</p>'
        )
    with chosen:
        words = {choice: _choice_words(unknown, choice) for choice in _choices(unknown)}
        choice = st.selectbox(
            md(t("What “{name}” means", name=unknown.written)),
            list(words),
            index=None,
            format_func=words.__getitem__,
            placeholder=_placeholder(unknown),
            label_visibility="collapsed",
            key=own,
        )
        if choice is None:
            return None
        if choice[1] == CREATE:
            return _create(unknown, own)
    return Resolution(choice[0], unknown.written, choice[1])


def _create(unknown: UnknownName, own: str) -> Resolution | None:
    """What is to be known of a new district or body; of a partner, nothing more."""
    if unknown.kind == AliasKind.PARTNER:
        return Resolution(unknown.kind, unknown.written, None)
    if unknown.kind == AliasKind.AGENCY:
        levels = {
            "district": t("There is one in every district"),
            "region": t("There is one in every region"),
            "national": t("There is one in the whole country"),
            "community": t("It belongs to a community"),
        }
        level = st.selectbox(
            t("How many of it there are"), list(levels), format_func=levels.__getitem__, key=f"{own}.level"
        )
        return Resolution(unknown.kind, unknown.written, None, level=level)  # type: ignore[arg-type]
    regions = {code: name(names().regions[code]) for code in in_alphabet(names().regions)}
    places = {"district": t("A district"), "city": t("A city")}
    place = st.selectbox(t("What it is"), list(places), format_func=places.__getitem__, key=f"{own}.place")
    region = st.selectbox(
        t("Region"),
        list(regions),
        index=None,
        format_func=regions.__getitem__,
        key=f"{own}.region",
    )
    if region is None:
        st.caption(t("Choose the region that it belongs to."))
        return None
    return Resolution(unknown.kind, unknown.written, None, region=region, place=place)  # type: ignore[arg-type]


def _choices(unknown: UnknownName) -> list[Choice]:
    """The likely ones first, then a new one, then all the others by name."""
    entries = _entries(unknown.kind)
    likely = [(unknown.kind, code) for code in unknown.suggestions if code in entries]
    every = _all(unknown.kind, entries)
    if unknown.kind == AliasKind.DISTRICT:
        every += _all(AliasKind.REGION, names().regions)
    return [*likely, (unknown.kind, CREATE), *(choice for choice in every if choice not in likely)]


def _all(kind: AliasKind, entries: Mapping[str, Entry]) -> list[Choice]:
    codes = in_alphabet(entries)
    return [(kind, code) for code in codes]


def _choice_words(unknown: UnknownName, choice: Choice) -> str:
    kind, code = choice
    if code == CREATE:
        words = {
            AliasKind.AGENCY: t("A new agency, named so"),
            AliasKind.PARTNER: t("A new partner, named so"),
            AliasKind.DISTRICT: t("A new district or city, named so"),
        }
        return words[unknown.kind]
    if kind == AliasKind.REGION:
        return t("{region}, the whole region", region=name(names().regions[code]))
    if kind == AliasKind.DISTRICT:
        district = names().districts[code]
        return t(
            "{district} – {region}",
            district=name(district),
            region=name(names().regions[district.extra["region"]]),
        )
    return name(_entries(kind)[code])


def _entries(kind: AliasKind) -> Mapping[str, Entry]:
    """What there is of a kind, by code."""
    known = names()
    return {
        AliasKind.AGENCY: known.agencies,
        AliasKind.PARTNER: known.partners,
        AliasKind.DISTRICT: known.districts,
    }[kind]


def _placeholder(unknown: UnknownName) -> str:
    entries = _entries(unknown.kind)
    likely = [name(entries[code]) for code in unknown.suggestions if code in entries]
    return t("Perhaps: {name}?", name=likely[0]) if likely else t("Choose, or create a new one …")


def _kind_words(kind: AliasKind) -> str:
    words = {AliasKind.AGENCY: t("Agency"), AliasKind.PARTNER: t("Partner")}
    return words.get(kind, t("District or city"))

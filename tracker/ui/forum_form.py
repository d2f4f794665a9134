"""The form of the forums page: a meeting is added, or one that is there is changed."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from tracker.desk.registers.edit import ForumGiven, save_forum
from tracker.desk.registers.look import ForumLine
from tracker.model.vocabulary import ForumKind, Visibility
from tracker.ui import register_save
from tracker.ui.here import asker, desk, language, name, names, t, today
from tracker.ui.register_save import choices, place_of
from tracker.words.formats import date_short
from tracker.words.terms import label


def editor(found: Sequence[ForumLine]) -> None:
    """The form for a new meeting, or for one of those above."""
    register_save.say()
    st.header(t("Add or change a meeting"), anchor=False)
    known = {one.code: one for one in found}
    called = {"": t("A new meeting")} | {code: _called(one) for code, one in known.items()}
    code = st.selectbox(t("Which"), list(called), format_func=called.__getitem__, key="forums.which")
    _form(known.get(code))


def _called(one: ForumLine) -> str:
    where = name(names().districts[one.district]) if one.district in names().districts else one.place
    parts = (date_short(one.held_on, language()), label("forum", one.kind, language()), where)
    return " · ".join(part for part in parts if part)


def _form(one: ForumLine | None) -> None:
    key = one.code if one else "new"
    kinds_ = {str(kind): label("forum", kind, language()) for kind in ForumKind}
    districts = choices("districts")
    partners = choices("partners")
    with st.form(f"forums.form.{key}", border=True):
        first, second, third = st.columns(3)
        held_on = first.date_input(
            t("Date"),
            one.held_on if one else today(),
            max_value=today(),
            format="DD.MM.YYYY",
            key=f"f.day.{key}",
        )
        kind = second.selectbox(
            t("Kind"),
            list(kinds_),
            place_of(kinds_, one.kind if one else ForumKind.COMMUNITY_POLICE),
            format_func=kinds_.__getitem__,
            key=f"f.kind.{key}",
        )
        district = third.selectbox(
            t("District"),
            list(districts),
            place_of(districts, one.district if one else None),
            format_func=districts.__getitem__,
            key=f"f.district.{key}",
        )
        subject = st.text_input(
            t("Topic"), (one.subject if one else None) or "", max_chars=300, key=f"f.subject.{key}"
        )
        left, middle, right = st.columns(3)
        where = left.text_input(
            t("Venue"), (one.place if one else None) or "", max_chars=200, key=f"f.place.{key}"
        )
        organiser = middle.text_input(
            t("Organiser"), (one.organiser if one else None) or "", max_chars=200, key=f"f.organiser.{key}"
        )
        partner = right.selectbox(
            t("Partner"),
            list(partners),
            place_of(partners, one.partner if one else None),
            format_func=partners.__getitem__,
            key=f"f.partner.{key}",
        )
        counts = {}
        for column, (who, word) in zip(
            st.columns(3), (("women", t("Women")), ("men", t("Men")), ("police", t("Police"))), strict=True
        ):
            value = getattr(one, who) if one else None
            counts[who] = column.number_input(word, 0, 100_000, value, key=f"f.{who}.{key}")
        public = st.toggle(
            t("Public"), one is not None and one.visibility == Visibility.PUBLIC, key=f"f.public.{key}"
        )
        if st.form_submit_button(t("Save"), type="primary", icon=":material/check:"):
            told = {"kind": kind, "district": district or None, "place": where, "organiser": organiser}
            more = {
                "partner": partner or None,
                "subject": subject,
                "visibility": Visibility.PUBLIC if public else Visibility.INTERNAL,
            }
            day = held_on if isinstance(held_on, date) else today()
            given = ForumGiven(held_on=day, **told, **more, **counts)  # type: ignore[arg-type]  # by the fields above
            register_save.save(lambda: save_forum(desk(), asker(), given, code=one.code if one else None))

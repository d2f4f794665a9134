"""The form of the forums page: a meeting is added, or one that is there is changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from tracker.desk.registers.edit import ForumGiven, save_forum
from tracker.desk.registers.look import ForumLine
from tracker.model.vocabulary import ForumKind
from tracker.ui.here import asker, desk, language, name, names, t, today
from tracker.ui.register_save import choices, picked, save, seen, seen_by, submitted, which, written
from tracker.words.formats import date_short
from tracker.words.terms import label


def editor(found: Sequence[ForumLine]) -> None:
    """The form for a new meeting, or for one of those above."""
    known = {one.code: one for one in found}
    called = {code: _called(one) for code, one in known.items()}
    _form(known.get(which(t("Add or change a meeting"), t("A new meeting"), called, key="forums.which")))


def _called(one: ForumLine) -> str:
    where = name(names().districts[one.district]) if one.district in names().districts else one.place
    parts = (date_short(one.held_on, language()), label("forum", one.kind, language()), where)
    return " · ".join(part for part in parts if part)


def _form(one: ForumLine | None) -> None:
    key = one.code if one else "new"
    before_them = seen(f"forum.{key}", f"f.day.{key}")
    kinds = {str(kind): label("forum", kind, language()) for kind in ForumKind}
    with st.form(f"forums.form.{key}", border=True):
        first, second, third = st.columns(3)
        held_on = first.date_input(
            t("Date"),
            one.held_on if one else today(),
            max_value=today(),
            format="DD.MM.YYYY",
            key=f"f.day.{key}",
        )
        kind = one.kind if one else ForumKind.COMMUNITY_POLICE
        told: dict[str, Any] = {
            "kind": picked(t("Kind"), kinds, kind, key=f"f.kind.{key}", on=second),
            "district": picked(
                t("District"),
                choices("districts"),
                one.district if one else None,
                key=f"f.district.{key}",
                on=third,
            ),
            "subject": written(t("Topic"), one.subject if one else None, key=f"f.subject.{key}", most=300),
        }
        left, middle, right = st.columns(3)
        told |= {
            "place": written(t("Venue"), one.place if one else None, key=f"f.place.{key}", on=left),
            "organiser": written(
                t("Organiser"), one.organiser if one else None, key=f"f.organiser.{key}", on=middle
            ),
            "partner": picked(
                t("Partner"),
                choices("partners"),
                one.partner if one else None,
                key=f"f.partner.{key}",
                on=right,
            ),
        }
        people = (("women", t("Women")), ("men", t("Men")), ("police", t("Police")))
        for column, (who, word) in zip(st.columns(3), people, strict=True):
            before = getattr(one, who) if one else None
            told[who] = column.number_input(word, 0, 100_000, before, key=f"f.{who}.{key}")
        told["visibility"] = seen_by(one.visibility if one else None, key=f"f.public.{key}")
        if submitted():
            day = held_on if isinstance(held_on, date) else today()
            given = ForumGiven(held_on=day, **told)
            code = one.code if one else None
            save(f"forum.{key}", lambda: save_forum(desk(), asker(), given, code=code, seen=before_them))

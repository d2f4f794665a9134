"""The registers of the preview: every entry with what was understood, what it would change, and what is wrong with it."""

from datetime import date
from typing import Any, Final

import streamlit as st

from tracker.desk.load import Plan
from tracker.desk.registers.plan import PlannedEntry
from tracker.ui.here import language, name, names, t, tn
from tracker.ui.loading_rows import COLOURS
from tracker.ui.loading_words import ROW_WORDS
from tracker.ui.register_words import FIELD_WORDS, REGISTER_WORDS
from tracker.ui.safe import plain
from tracker.words import formats, ptranslate, terms

MOST: Final = 200
_LISTS: Final = {"district": "districts", "region": "regions", "agency": "agencies", "partner": "partners"}


@st.fragment
def show(planned: Plan, key: str) -> None:
    """The entries, those that need a person first; of very long registers the first two hundred."""
    entries = planned.entries
    if not entries:
        return
    for kind in dict.fromkeys(one.entry.kind for one in entries):
        st.subheader(t(REGISTER_WORDS[kind]), anchor=False)
        own = [one for one in entries if one.entry.kind == kind]
        only = any(one.outcome == "rejected" for one in own) and st.toggle(
            t("Only what cannot be taken"), key=f"load.register.{kind}.{key}"
        )
        shown = [one for one in own if not only or one.outcome == "rejected"]
        st.html("".join(_entry(one) for one in shown[:MOST]))
        if len(shown) > MOST:
            st.caption(tn("and {n} more", "and {n} more", len(shown) - MOST))


def _entry(one: PlannedEntry) -> str:
    context, msgid = ROW_WORDS[one.outcome]
    said = [
        t("{field}: {value}", field=t(FIELD_WORDS[field]), value=_plain(field, value))
        for field in FIELD_WORDS
        if (value := one.entry.fields.get(field)) not in (None, "", ())
    ]
    changes = [
        t(
            "{field}: {old} → {new}",
            field=t(FIELD_WORDS[field]),
            old=_plain(field, old),
            new=_plain(field, new),
        )
        for field, old, new in one.changes
        if one.outcome == "changed" and field in FIELD_WORDS
    ]
    remarks = [f"{issue.cell or ''} {issue.message(language())}".strip() for issue in one.entry.issues]
    where = "!".join(str(part) for part in (one.entry.sheet, one.entry.row) if part is not None)
    below = "".join(f'<p class="ahd-about">{plain(text)}</p>' for text in (*changes, *remarks))
    return (
        f'<div class="ahd-line" style="--ahd-mark:{COLOURS[one.outcome]}">'
        f'<p class="ahd-mark"><b>{plain(ptranslate(context, msgid, language()))}</b>{plain(where)}</p>'
        f'<div><p class="ahd-about">{plain(" · ".join(said))}</p>{below}</div></div>'
    )


def _plain(field: str, value: Any) -> str:
    """A value in the reader's language: days, names of codes, kinds of meetings."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return formats.date_short(value, language())
    if isinstance(value, tuple):
        return ", ".join(_plain(field.rstrip("s"), each) for each in value)
    if field == "kind":
        return terms.label("forum", value, language())
    entries = getattr(names(), _LISTS[field]) if field in _LISTS else {}
    if value in entries:
        return name(entries[value])
    if isinstance(value, int | float):
        return formats.number(value, language(), decimals=2)
    return str(value)

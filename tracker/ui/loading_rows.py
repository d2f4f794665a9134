"""The rows of the preview: what each was understood to say, what it would change, and what is wrong with it."""

from collections import Counter
from datetime import date
from typing import Any, Final

import streamlit as st

from tracker.desk.load import Plan, PlannedRow
from tracker.sheets import Issue
from tracker.ui.here import language, name, names, t, tn, width
from tracker.ui.loading_words import CHANGE_WORDS, ISSUE_WORDS, OUTCOME_WORDS, ROW_WORDS
from tracker.ui.safe import lines, md, plain
from tracker.words import formats, ptranslate, terms

PER_PAGE: Final = 25
COLOURS: Final = {
    "new": "#1b5e9e",
    "changed": "#8ab8dd",
    "same": "#d8d8d8",
    "duplicate": "#d8d8d8",
    "rejected": "#a33b20",
}
NOTHING: Final = "–"


@st.fragment
def show(planned: Plan, key: str) -> None:
    """The rows, by outcome and kind of remark, a page at a time. `key` tells this file's controls from another's."""
    if not planned.rows:
        return
    st.subheader(t("Row by row"), anchor=False)
    found = _chosen(planned, key)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(st.session_state.get(f"load.page.{key}", 1), pages)
    part = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    if len(found) > len(part):
        first = (page - 1) * PER_PAGE + 1
        said = tn(
            "Rows {first} to {last} of {n}",
            "Rows {first} to {last} of {n}",
            len(found),
            first=formats.number(first, language()),
            last=formats.number(first + len(part) - 1, language()),
        )
        st.caption(md(said))
    if not found:
        st.write(t("No row is of this kind. Choose another one above."))
    st.html("".join(row_html(one) for one in part))
    if pages > 1:
        st.session_state[f"load.page.{key}"] = page
        st.pagination(pages, key=f"load.page.{key}", max_visible_pages=5 if width() == "phone" else 9)


def _chosen(planned: Plan, key: str) -> list[PlannedRow]:
    """The rows of the outcomes and the kind of remark that the reader has chosen."""
    counts = planned.counts
    kinds = Counter(code for one in planned.rows for code in {issue.code for issue in one.issues})
    present = {
        outcome: md(f"{t(OUTCOME_WORDS[outcome])} {formats.number(count, language())}")
        for outcome, count in counts.items()
        if count
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        outcomes = st.pills(
            t("Show"),
            list(present),
            format_func=present.__getitem__,
            selection_mode="multi",
            key=f"load.outcomes.{key}",
            on_change=_first_page,
            args=(key,),
        )
        kind = None
        if kinds:
            words = {
                code: _kind_words(code, kinds, planned) for code in ("", "any", *dict(kinds.most_common()))
            }
            kind = st.selectbox(
                t("Remarks"),
                list(words),
                format_func=words.__getitem__,
                key=f"load.kind.{key}",
                on_change=_first_page,
                args=(key,),
                width=340 if width() != "phone" else "stretch",
            )
    return [
        one
        for one in planned.rows
        if (not outcomes or one.outcome in outcomes) and (not kind or _has(one, kind))
    ]


def _first_page(key: str) -> None:
    st.session_state[f"load.page.{key}"] = 1


def _has(one: PlannedRow, kind: str) -> bool:
    return bool(one.issues) if kind == "any" else any(issue.code == kind for issue in one.issues)


def _kind_words(code: str, kinds: Counter[str], planned: Plan) -> str:
    if not code:
        return t("with remarks and without")
    if code == "any":
        count = sum(bool(one.issues) for one in planned.rows)
        return t("{kind}: {count}", kind=t("All rows with remarks"), count=formats.number(count, language()))
    return t("{kind}: {count}", kind=t(ISSUE_WORDS[code]), count=formats.number(kinds[code], language()))


def row_html(one: PlannedRow) -> str:
    """One row, with everything that came from the file escaped."""
    row, outcome = one.row, ptranslate(*ROW_WORDS[one.outcome], language())
    words = "<br>".join(
        f'<span lang="{plain(code)}">{lines(text)}</span>' for code, text in row.text.items()
    ) or plain(t("No words"))
    return (
        f'<div class="ahd-line" style="--ahd-mark:{COLOURS[one.outcome]};margin-bottom:1.1rem">'
        f'<p class="ahd-mark"><b>{plain(outcome)}</b> {plain(_place(one))}</p>'
        f'<div><p class="ahd-words">{words}</p>'
        f'<p class="ahd-about">{plain(" · ".join(_about(one)))}</p>'
        f"{_changes(one)}{''.join(_remark(issue) for issue in one.issues)}{_cells(one)}</div></div>"
    )


def _place(one: PlannedRow) -> str:
    row = one.row
    if row.sheet is None:
        return t("row {row}", row=row.row)
    return t("{sheet}, row {row}", sheet=row.sheet, row=row.row)


def _about(one: PlannedRow) -> list[str]:
    """Who, where, by when, how far: as understood."""
    row = one.row
    who = [names().agencies[code].short_name(language()) for code, _role in row.agencies]
    who += [t("{name} (not known)", name=unknown) for unknown in row.unknown_agencies]
    where = [_named("districts", code) for code in row.districts]
    where += [_named("regions", code) for code in row.regions]
    where += [t("{name} (not known)", name=unknown) for unknown in row.unknown_districts]
    status = terms.label("status", row.status, language()) if row.status else ""
    if status and row.status_on:
        status = t("{status} on {day}", status=status, day=formats.date_short(row.status_on, language()))
    return [part for part in (", ".join(who), ", ".join(where), _deadline(one), status) if part]


def _deadline(one: PlannedRow) -> str:
    due = one.row.due
    if due.cadence == "once" and due.on is not None:
        day = formats.date_short(due.on, language())
        return (
            t("due {day} (“{text}”)", day=day, text=due.text)
            if due.text and due.text != day
            else t("due {day}", day=day)
        )
    cadence = terms.label("cadence", due.cadence, language())
    return t("{cadence} (“{text}”)", cadence=cadence, text=due.text) if due.text else ""


def _changes(one: PlannedRow) -> str:
    """Each change as old → new."""
    if one.outcome != "changed" or one.comparison is None:
        return ""
    return "".join(
        f'<p class="ahd-about"><span class="ahd-tag">{plain(t(CHANGE_WORDS[field]))}</span>'
        f"{lines(_value(field, old))} → <b>{lines(_value(field, new))}</b></p>"
        for field, old, new in one.comparison.told()
    )


def _value(field: str, value: Any) -> str:
    if value is None or value == []:
        return NOTHING
    if isinstance(value, date):
        return formats.date_short(value, language())
    if field in ("status", "claim"):
        return terms.label("status", value, language())
    if field == "agencies":
        return ", ".join(_named("agencies", code) for code in value)
    if field == "districts":
        return ", ".join(_named("districts", code, "regions") for code in value)
    if field in ("basis", "partner"):
        return _named({"basis": "bases", "partner": "partners"}[field], str(value))
    return str(value)


def _named(kind: str, code: str, also: str | None = None) -> str:
    """The name of a code in the reader's language; what is no code stands for itself."""
    for each in filter(None, (kind, also)):
        entries = getattr(names(), each)
        if code in entries:
            return name(entries[code])
    return code


def _remark(issue: Issue) -> str:
    mark = f'<span class="ahd-tag">{plain(issue.cell)}</span>' if issue.cell else ""
    said = plain(issue.message(language()))
    if issue.severity == "error":
        said = f'<b style="color:#8f321a">{said}</b>'
    return f'<p class="ahd-about">{mark}{said}</p>'


def _cells(one: PlannedRow) -> str:
    """The row as it stands in the file, cell by cell, for whoever wants to compare."""
    told = "".join(
        f'<tr><th scope="row">{plain(letter)}</th><td>{lines(text)}</td></tr>'
        for letter, text in one.row.cells.items()
    )
    opened = plain(t("As it stands in the file"))
    return (
        f'<details class="ahd-about"><summary>{opened}</summary>'
        f'<table class="ahd-table ahd-text">{told}</table></details>'
    )

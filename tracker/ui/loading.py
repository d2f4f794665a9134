"""The load page's middle: reading the chosen file the way the reader answers, what would come of it, and the questions."""

from collections import Counter
from typing import Any, Final

import streamlit as st

from tracker.desk import look
from tracker.desk.load import LoadOptions, Plan, PlannedRow, plan
from tracker.desk.resolve import Overrides
from tracker.sheets import UnreadableFile
from tracker.ui.here import asker, desk, in_alphabet, language, name, names, t, tn
from tracker.ui.loading_file import Sent
from tracker.ui.loading_words import OUTCOME_WORDS
from tracker.ui.safe import md, plain
from tracker.words import formats

_PLAN: Final = "load.plan"
_LEGACY: Final = ("legacy_font", "legacy_font_kept")


def lede() -> None:
    """What this page is for; to those from outside, who does it."""
    if asker().is_staff:
        said = t(
            "An action plan, a register of forum agreements, a list of duties, a round of statuses. It is read and shown "
            "first. Nothing is recorded before you confirm."
        )
    else:
        said = t(
            "Workbooks are loaded by the organisation. Send yours to the people who run this installation."
        )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')
    if asker().is_staff and look.illustration(desk()):
        st.warning(
            md(
                t(
                    "This installation shows the invented sample; what you record here would stand among it. For your own "
                    "data start another one, as the README says: AHD_DATA_DIR=mine ahd serve"
                )
            ),
            icon=":material/info:",
        )


def preview(sent: Sent) -> Plan | None:
    """What would come of the file, worked out once for the same bytes, answers and state of the database."""
    wanted = _options(sent)
    key = (str(sent.path), desk().revision(), wanted)
    kept = st.session_state.get(_PLAN)
    if kept is None or kept[0] != key:
        with st.spinner(t("Reading the workbook …"), show_time=True):
            try:
                kept = (key, plan(desk(), asker(), sent.path, wanted))
            except UnreadableFile as error:
                st.error(md(error.message(language())), icon=":material/error:")
                st.write(t("Nothing was recorded. Mend the file, or choose another one."))
                return None
        st.session_state[_PLAN] = kept
    planned: Plan = kept[1]
    return planned.publishing(bool(_answer(sent, "publish", False)))


def summary(planned: Plan) -> None:
    """How many rows come out how, and what concerns the whole file."""
    st.header(md(_finding(planned)), anchor=False)
    reading, shown = planned.reading, language()
    rows = tn("{n} row with a commitment", "{n} rows with commitments", len(planned.rows))
    read = [sheet for sheet in reading.sheets if sheet.passed_over is None]
    parts = [
        reading.file,
        *([rows] if planned.rows or not planned.entries else []),
        *(
            [tn("{n} entry of a register", "{n} entries of registers", len(planned.entries))]
            if planned.entries
            else []
        ),
        *([tn("{n} sheet", "{n} sheets", len(read))] if len(reading.sheets) > 1 else []),
    ]
    st.html(
        f'<p class="ahd-under">{plain(" · ".join(parts))}</p>'
        f'<p class="ahd-under">SHA-256 <span class="ahd-code">{plain(reading.sha256)}</span></p>'
    )
    grid = st.grid(5, min_column_width=130, border=True, gap="small")
    for outcome, count in planned.all_counts.items():
        with grid.cell():
            st.metric(t(OUTCOME_WORDS[outcome]), formats.number(count, shown))
    for issue in reading.issues:
        told = st.error if issue.severity == "error" else st.warning
        told(md(issue.message(shown)))


def questions(sent: Sent, planned: Plan) -> None:
    """What only a person can say: whose word, moved or mistyped, one commitment or several, whose load, public or not."""
    st.subheader(t("Before it is recorded"), anchor=False)
    with st.container(border=True, gap="medium"):
        if any(one.row.status for one in planned.rows):
            _ask_whose_word(sent)
        if moved := sum(_is_moved(one, planned) for one in planned.rows):
            _ask_moved(sent, moved)
        if several := _of_several_districts(planned):
            _ask_split(sent, several)
        if any(issue.code in _LEGACY for issue in planned.reading.issues):
            _toggle(sent, "letters", t("Set the letters of the old font right"), usual=True)
        _ask_partner(sent)
        told = t("Otherwise it is internal until it is published.")
        _toggle(sent, "publish", t("Publish what is loaded"), usual=False, tip=told)


def corrected(sent: Sent) -> Overrides:
    """What the reader said of this file's headers, by sheet."""
    found: Overrides = st.session_state.get(_key(sent, "columns"), {})
    return found


def correct(sent: Sent, columns: Overrides) -> None:
    """Read this file's headers that way from now on."""
    st.session_state[_key(sent, "columns")] = {**corrected(sent), **columns}


def _options(sent: Sent) -> LoadOptions:
    return LoadOptions(
        partner=_answer(sent, "partner", "") or None,
        reported_by=_answer(sent, "whose", "monitor"),
        deadline_changes=_answer(sent, "moved", "extension"),
        split_districts=_answer(sent, "split", "one") == "each",
        convert_legacy=_answer(sent, "letters", True),
        columns=corrected(sent),
    )


def _ask_whose_word(sent: Sent) -> None:
    words = {
        "monitor": (t("The monitors' findings"), t("What a partner or the organisation has found.")),
        "agency": (
            t("The agency's own claim"),
            t("A ministry's plan speaks of itself: it is kept as its claim."),
        ),
    }
    _radio(sent, "whose", t("The statuses in this file are"), words)


def _ask_moved(sent: Sent, count: int) -> None:
    asked = tn(
        "{n} deadline differs from the recorded one", "{n} deadlines differ from the recorded ones", count
    )
    words = {
        "extension": (
            t("Moved by a decision"),
            t("The first deadline stays in sight; the new one counts from today."),
        ),
        "correction": (t("Mistyped before"), t("The new one counts as if it had always been so.")),
    }
    _radio(sent, "moved", asked, words)


def _ask_split(sent: Sent, count: int) -> None:
    asked = tn("{n} new row names several districts", "{n} new rows name several districts", count)
    words = {
        "one": (t("One commitment"), t("It is kept only when it is kept in every district it names.")),
        "each": (t("One commitment for each district"), t("Each district can keep it, or not, on its own.")),
    }
    _radio(sent, "split", asked, words)


def _ask_partner(sent: Sent) -> None:
    known = names().partners
    words = {"": t("as the file says"), **{code: name(known[code]) for code in in_alphabet(known)}}
    st.session_state.setdefault(_key(sent, "partner"), _answer(sent, "partner", ""))
    st.selectbox(
        t("Followed by"),
        list(words),
        format_func=words.__getitem__,
        key=_key(sent, "partner"),
    )


def _radio(sent: Sent, name: str, asked: str, words: dict[str, tuple[str, str]]) -> None:
    """One of two answers, each with what follows from it; the first is the usual one."""
    key, usual = _key(sent, name), next(iter(words))
    answers = {code: word for code, (word, _caption) in words.items()}
    st.session_state.setdefault(key, _answer(sent, name, usual))
    st.radio(
        asked,
        list(words),
        format_func=answers.__getitem__,
        captions=[caption for _word, caption in words.values()],
        key=key,
    )


def _toggle(sent: Sent, name: str, asked: str, *, usual: bool, tip: str | None = None) -> None:
    key = _key(sent, name)
    st.session_state.setdefault(key, _answer(sent, name, usual))
    st.toggle(asked, key=key, help=tip)


def _answer(sent: Sent, name: str, usual: Any) -> Any:
    """What the reader has answered; a question that is not asked for a while is not forgotten."""
    key = _key(sent, name)
    if key in st.session_state:
        st.session_state[f"{key}.kept"] = st.session_state[key]
    return st.session_state.get(f"{key}.kept", usual)


def _key(sent: Sent, name: str) -> str:
    return f"load.{name}.{sent.key}"


def _finding(planned: Plan) -> str:
    """The preview in one sentence."""
    counts = planned.counts
    if not planned.rows:
        return _finding_of_registers(planned)
    if counts["new"]:
        return tn(
            "{n} new commitment would be recorded", "{n} new commitments would be recorded", counts["new"]
        )
    if counts["changed"]:
        return tn("{n} commitment would change", "{n} commitments would change", counts["changed"])
    if counts["rejected"]:
        return tn(
            "{n} row cannot be taken as it is", "{n} rows cannot be taken as they are", counts["rejected"]
        )
    return t("Nothing in this file is new")


def _finding_of_registers(planned: Plan) -> str:
    """The same of a file that holds no commitments."""
    if not planned.entries:
        return t("No commitments were found in this file")
    counts = planned.all_counts
    if news := counts["new"] + counts["changed"]:
        return tn(
            "{n} entry of a register would be recorded", "{n} entries of registers would be recorded", news
        )
    if counts["rejected"]:
        return tn(
            "{n} row cannot be taken as it is", "{n} rows cannot be taken as they are", counts["rejected"]
        )
    return t("Nothing in this file is new")


def _is_moved(one: PlannedRow, planned: Plan) -> bool:
    """Whether a row's deadline differs from the recorded one, so that it was moved or had been mistyped."""
    told = one.comparison
    if one.outcome != "changed" or told is None:
        return False
    corrected_day = told.correction and told.deadline is not None and told.deadline_was is not None
    return told.extension is not None or (planned.options.deadline_changes == "correction" and corrected_day)


def _of_several_districts(planned: Plan) -> int:
    """How many rows a split concerns: new ones that name several districts, or are split because they do."""
    if not planned.options.split_districts:
        return sum(one.outcome == "new" and len(one.row.districts) > 1 for one in planned.rows)
    parts = Counter((one.row.sheet, one.row.row) for one in planned.rows if one.outcome == "new")
    return sum(count > 1 for count in parts.values())

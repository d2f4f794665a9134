"""The partners' page: workbooks to download, returned ones to look at, take and answer."""

import io
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from tracker.desk import updates
from tracker.desk.load import NothingToUndo, undo
from tracker.desk.updates import ComparedRow, Comparison
from tracker.sheets import UnreadableFile
from tracker.store import StoreBusy
from tracker.ui import loading_file, pages
from tracker.ui.here import asker, desk, in_alphabet, language, name, names, t, tn, today
from tracker.ui.loading_file import Sent
from tracker.ui.safe import lines, md, plain
from tracker.words import LANGUAGES, N_, formats, language_name, terms

TYPES: Final = ["xlsx", "xlsm", "xls", "ods"]
MOST_SHOWN: Final = 25
RESULT: Final = "updates.result"
_ROUND: Final = "updates.round"
_KEPT: Final = "updates.compared"
OUTCOME_WORDS: Final = {
    "taken": N_("Taken"),
    "conflict": N_("In conflict"),
    "refused": N_("Refused"),
    "proposed": N_("Proposed"),
    "unchanged": N_("Unchanged"),
}
COLOURS: Final = {
    "taken": "#1b5e9e",
    "conflict": "#e8963a",
    "refused": "#a33b20",
    "proposed": "#8ab8dd",
    "unchanged": "#d8d8d8",
}


@dataclass(frozen=True, slots=True)
class Done:
    """An update that was just taken: what was compared, the upload, and where its receipt waits."""

    compared: Comparison
    upload_id: int
    receipt: Path


def may() -> bool:
    """Whether the reader works with partners' workbooks: the office, or a partner for their own."""
    return asker().is_staff or asker().partner is not None


def lede() -> None:
    """What this page is for."""
    said = (
        t(
            "Each partner gets a workbook with only their own commitments, fills it in offline and sends it back. It is "
            "compared row by row with what is known by now; nobody's newer finding is overwritten."
        )
        if may()
        else t("Only the organisation and its partners work with these workbooks.")
    )
    st.html(f'<p class="ahd-lede">{plain(said)}</p>')


def send_out() -> None:
    """Choose a partner and a language, and download the workbook; it is made on the click."""
    st.header(t("Send out"), anchor=False)
    known = names().partners
    choices = [code for code in in_alphabet(known) if asker().is_staff or code == asker().partner]
    if not choices:
        st.info(t("No partner is recorded yet. Load a list of partners first."))
        return
    partner = st.selectbox(
        t("Partner"), choices, format_func=lambda code: name(known[code]), key="updates.partner"
    )
    spoken = st.segmented_control(
        t("Language of the workbook"),
        list(LANGUAGES),
        format_func=language_name,
        default=language(),
        key="updates.language",
        required=True,
    )
    opened, who, chosen, tongue = desk(), asker(), partner, spoken or language()

    def make() -> bytes:
        out = io.BytesIO()
        updates.workbook(opened, who, chosen, out, language=tongue)
        return out.getvalue()

    st.download_button(
        t("Download the workbook"),
        make,
        file_name=f"ahd-{chosen}-{today().isoformat()}-{tongue}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="updates.download",
    )


def take_back() -> list[Sent]:
    """The files that the reader brings back."""
    st.header(t("What came back"), anchor=False)
    found = st.file_uploader(
        t("Workbooks that partners filled in: .xlsx, .xls or .ods"),
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=desk().settings.max_file_mb,
        key=f"updates-files-{st.session_state.get(_ROUND, 0)}",
    )
    return [loading_file.set_aside(one.name, one.getvalue()) for one in found]


def preview(sent: Sent) -> Comparison | None:
    """What would come of a file, worked out once for the same bytes and state of the database."""
    kept = st.session_state.setdefault(_KEPT, {})
    key = (str(sent.path), desk().revision(), today())
    if key not in kept:
        with st.spinner(t("Reading the workbook …"), show_time=True):
            try:
                kept[key] = updates.compare(desk(), asker(), sent.path)
            except UnreadableFile as error:
                st.error(md(error.message(language())), icon=":material/error:")
                return None
    found: Comparison = kept[key]
    return found


def show(sent: Sent, compared: Comparison) -> None:
    """The rows of a returned workbook by outcome, and the one button that takes what is right."""
    st.header(md(_finding(compared)), anchor=False)
    partner = names().partners.get(compared.partner or "") or names().agencies.get(compared.agency or "")
    told = [compared.returned.file, name(partner) if partner else t("Partner not recognised")]
    st.html(f'<p class="ahd-under">{plain(" · ".join(told))}</p>')
    grid = st.grid(5, min_column_width=130, border=True, gap="small")
    for outcome, words in OUTCOME_WORDS.items():
        with grid.cell():
            st.metric(t(words), formats.number(compared.counts[outcome], language()))
    _confirm(sent, compared)
    telling = [one for one in compared.rows if one.outcome != "unchanged" or one.issues]
    st.html("".join(_row(one) for one in telling[:MOST_SHOWN]))
    if len(telling) > MOST_SHOWN:
        with st.expander(t("All rows that say something")):
            st.html("".join(_row(one) for one in telling[MOST_SHOWN:1000]))


def result() -> None:
    """What came of the last yes, with the receipt to send back and the way to take it back."""
    found = st.session_state.get(RESULT)
    if isinstance(found, str):
        st.warning(md(found))
    if not isinstance(found, Done):
        return
    counts = found.compared.counts
    with st.container(border=True):
        st.success(
            md(
                t(
                    "{file} is taken: {taken} rows recorded, {conflict} in conflict, {refused} refused, {proposed} proposed.",
                    file=found.compared.returned.file,
                    **{
                        key: formats.number(count, language())
                        for key, count in counts.items()
                        if key != "unchanged"
                    },
                )
            )
        )
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                t("Receipt for the partner"),
                found.receipt.read_bytes,
                file_name=f"{found.compared.path.stem}-{secrets.token_hex(3)}-{t('receipt')}.xlsx",
                icon=":material/receipt_long:",
                type="primary",
                on_click="ignore",
                key="updates.receipt",
            )
            st.button(
                t("Take this update back"),
                icon=":material/undo:",
                on_click=take_back_update,
                args=(found.upload_id,),
                key="updates.undo",
            )
            if counts["conflict"] or counts["proposed"]:
                pages.link("review", md(t("To the review")), icon=":material/rule:")


def take_back_update(upload_id: int) -> None:
    """Take an update back as a whole and say so."""
    try:
        undo(desk(), asker(), upload_id)
    except NothingToUndo:
        st.session_state[RESULT] = t("This update had been taken back already. Nothing was changed.")
    except StoreBusy:
        st.session_state[RESULT] = _busy()
    else:
        st.session_state[RESULT] = t(
            "The update is taken back. Its findings no longer count; nothing is erased."
        )


def _confirm(sent: Sent, compared: Comparison) -> None:
    if not compared.changes_something:
        st.info(t("Nothing in this file is new. Nothing has to be recorded."))
        _receipt_alone(sent, compared)
        return
    n = sum(one.adds for one in compared.rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            md(tn("Take {n} row", "Take {n} rows", n)),
            type="primary",
            icon=":material/check:",
            key=f"updates.confirm.{sent.key}",
            on_click=_take,
            args=(compared,),
        )
        said = t(
            "Exactly the file with the SHA-256 {sha256} … is recorded, in one step. It can be taken back as a whole.",
            sha256=compared.returned.sha256[:16],
        )
        st.caption(md(said))


def _receipt_alone(sent: Sent, compared: Comparison) -> None:
    """The answer to a file that brought nothing new: its refused rows explained."""
    if compared.partner is None and compared.agency is None:
        return
    opened, who = desk(), asker()

    def make() -> bytes:
        out = _waiting(compared)
        updates.receipt(opened, who, compared, out, applied=True)
        return out.read_bytes()

    st.download_button(
        t("Receipt for the partner"),
        make,
        file_name=f"{compared.path.stem}-{secrets.token_hex(3)}-{t('receipt')}.xlsx",
        icon=":material/receipt_long:",
        on_click="ignore",
        key=f"updates.receipt.{sent.key}",
    )


def _take(compared: Comparison) -> None:
    """Write exactly what was shown, and make the receipt."""
    try:
        done = updates.apply(desk(), asker(), compared)
        if done.upload_id is None:
            return
        out = _waiting(compared)
        updates.receipt(desk(), asker(), compared, out, applied=True)
    except updates.StaleUpdates:
        st.session_state[RESULT] = t(
            "Something else was recorded meanwhile. Nothing was written; the rows below are compared anew."
        )
        return
    except StoreBusy:
        st.session_state[RESULT] = _busy()
        return
    st.session_state[RESULT] = Done(compared, done.upload_id, out)
    st.session_state.pop(_KEPT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _waiting(compared: Comparison) -> Path:
    return compared.path.with_name(f"receipt-{secrets.token_hex(4)}.xlsx")


def _busy() -> str:
    return t("Another program keeps the database busy. Nothing was recorded. Try again in a moment.")


def _finding(compared: Comparison) -> str:
    """The preview in one sentence."""
    counts = compared.counts
    if counts["taken"]:
        return tn("{n} row brings something new", "{n} rows bring something new", counts["taken"])
    if counts["conflict"]:
        return tn(
            "{n} row says something else than is recorded", "{n} rows say something else than is recorded",
            counts["conflict"],
        )  # fmt: skip
    if counts["refused"]:
        return tn(
            "{n} row cannot be taken as it is", "{n} rows cannot be taken as they are", counts["refused"]
        )
    return t("Nothing in this file is new")


def _row(one: ComparedRow) -> str:
    """A row as HTML: outcome, code, what it says, and why."""
    said = [
        f"{terms.label('status', each.status, language())}, {formats.date_short(each.on, language())}"
        for each in (*one.taken, *one.conflicts)
    ]
    words = one.reply or next((each.note for each in (*one.taken, *one.conflicts) if each.note), None)
    head = " · ".join(part for part in (one.row.code or one.row.proposed.get("text", ""), *said) if part)
    where = t("row {row}", row=one.row.row)
    told = "".join(
        f'<p class="ahd-about">{plain(issue.cell or "")} {plain(issue.message(language()))}</p>'
        for issue in one.issues
    )
    return (
        f'<div style="border-left:4px solid {COLOURS[one.outcome]};padding:.15rem 0 .15rem .8rem;margin:.6rem 0">'
        f'<p class="ahd-under">{plain(t(OUTCOME_WORDS[one.outcome]))} · {plain(where)}</p>'
        f'<p class="ahd-words">{plain(head)}</p>'
        + (f'<p class="ahd-about">{lines(words)}</p>' if words else "")
        + told
        + "</div>"
    )

"""The sheets of the file: how each looks, what its columns were taken for, and a way to set that right."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from tracker.desk.load import Plan
from tracker.desk.resolve import remember_columns
from tracker.sheets import SheetReading
from tracker.ui import loading
from tracker.ui.here import asker, desk, t, tn
from tracker.ui.loading_file import Sent
from tracker.ui.loading_words import FIELD_WORDS, PASSED_OVER_WORDS
from tracker.ui.register_words import REGISTER_WORDS
from tracker.ui.safe import md, plain

SAMPLE_ROWS: Final = 14
MOST_COLUMNS: Final = 40
CELL: Final = "max-width:10rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis"


def show(sent: Sent, planned: Plan) -> None:
    """Which sheets were read and which passed over, and behind a fold how each was understood."""
    sheets = planned.reading.sheets
    if not sheets:
        return
    st.subheader(t("How the file was understood"), anchor=False)
    passed = [sheet for sheet in sheets if sheet.passed_over is not None]
    if passed:
        st.html("".join(f'<p class="ahd-under">{plain(_passed_over(sheet))}</p>' for sheet in passed))
    registers = {
        one.sheet: one.kind for one in planned.reading.registers if _is_whole_sheet(planned, one.sheet)
    }
    if registers:
        told = (
            t(
                "Sheet “{sheet}” was read as a register: {kind}",
                sheet=sheet or t("the whole file"),
                kind=t(REGISTER_WORDS[kind]),
            )
            for sheet, kind in registers.items()
        )
        st.html("".join(f'<p class="ahd-under">{plain(said)}</p>' for said in told))
    if registers and len(registers) + len(passed) == len(sheets):
        return
    unread = all(sheet.passed_over is not None for sheet in sheets)
    with st.expander(_label(planned), expanded=unread, icon=":material/table_view:"):
        _one_sheet(sent, planned)


def _is_whole_sheet(planned: Plan, sheet: str | None) -> bool:
    """Whether a sheet is nothing but a register: meetings can stand among commitments, too."""
    return all(one.row.sheet != sheet for one in planned.rows)


def _label(planned: Plan) -> str:
    read = [sheet for sheet in planned.reading.sheets if sheet.passed_over is None]
    if not read:
        return t("Show which row is the header, and what its columns mean")
    return tn(
        "The columns of {n} sheet, and what they mean",
        "The columns of {n} sheets, and what they mean",
        len(read),
    )


@st.fragment
def _one_sheet(sent: Sent, planned: Plan) -> None:
    """One sheet at a time: as it looks on the left, as it was understood on the right."""
    registers = {one.sheet for one in planned.reading.registers if _is_whole_sheet(planned, one.sheet)}
    sheets = [
        sheet
        for sheet in planned.reading.sheets
        if sheet.passed_over != "empty" and sheet.sheet not in registers
    ]
    if not sheets:
        st.write(t("All sheets of this file are empty."))
        return
    chosen = 0
    if len(sheets) > 1:
        called = [_name(sheet) for sheet in sheets]
        chosen = st.selectbox(
            t("Sheet"), range(len(sheets)), format_func=called.__getitem__, key=f"load.sheet.{sent.key}"
        )
    sheet = sheets[chosen]
    key = f"{sent.key}.{sheet.sheet or ''}"
    looks, means = st.columns([0.55, 0.45], gap="medium")
    with means:
        row = int(
            st.number_input(
                t("The header stands in row"),
                1,
                max(1, len(sheet.sample)),
                min(sheet.header_row or _fullest(sheet), max(1, len(sheet.sample))),
                key=f"load.header.{key}",
            )
        )
        _columns(sent, sheet, row, key)
    with looks:
        st.html(_sample(sheet, row))


def _columns(sent: Sent, sheet: SheetReading, row: int, key: str) -> None:
    """What each column means, to be corrected."""
    headers, words = _headers(sheet, row), _field_words()
    with st.form(f"load.columns.{key}.{row}", border=False):
        grid = st.grid(2, min_column_width=190, gap="small", vertical_alignment="bottom")
        fields: dict[str, str] = {}
        for letter, header in headers.items():
            with grid.cell():
                fields[letter] = st.selectbox(
                    md(t("{letter}: {header}", letter=letter, header=_short(header, 60) or "–")),
                    list(words),
                    index=_index(sheet.columns.get(letter) if row == sheet.header_row else None),
                    format_func=words.__getitem__,
                    key=f"load.column.{key}.{row}.{letter}",
                )
        remember = st.checkbox(
            t("Remember this for files with the same header"), value=True, key=f"load.remember.{key}.{row}"
        )
        if st.form_submit_button(t("Read the sheet this way"), icon=":material/refresh:"):
            _apply(sent, sheet, row, {letter: field for letter, field in fields.items() if field}, remember)


def _apply(sent: Sent, sheet: SheetReading, row: int, columns: Mapping[str, str], remember: bool) -> None:
    if "text" not in columns.values():
        st.error(t("No column holds the commitment. Choose “The commitment” for one of them."))
        return
    if remember:
        remember_columns(desk(), asker(), header=sheet.sample[row - 1], columns=columns)
    loading.correct(sent, {sheet.sheet or "": (row, columns)})
    st.rerun(scope="app")


def _headers(sheet: SheetReading, row: int) -> dict[str, str]:
    """The header's cells by letter; those of a header of several levels as they were put together."""
    cells = sheet.sample[row - 1] if row <= len(sheet.sample) else ()
    known = sheet.headers if row == sheet.header_row else {}
    return {
        letter: known.get(letter) or cell
        for letter, cell in zip(map(_letter, range(MOST_COLUMNS)), cells, strict=False)
        if known.get(letter) or cell or _is_filled(sheet, row, letter)
    }


def _is_filled(sheet: SheetReading, row: int, letter: str) -> bool:
    """Whether a column without a header has anything under it in the sample."""
    at = next(at for at in range(MOST_COLUMNS) if _letter(at) == letter)
    return any(at < len(cells) and cells[at] for cells in sheet.sample[row:])


def _fullest(sheet: SheetReading) -> int:
    """The row to begin with where no header was found: the first of those with the most cells filled."""
    counts = [sum(bool(cell) for cell in cells) for cells in sheet.sample]
    return counts.index(max(counts)) + 1 if counts else 1


def _sample(sheet: SheetReading, header: int) -> str:
    """The first rows of the sheet as they look, the header's row marked."""
    first = max(0, min(header - 4, len(sheet.sample) - SAMPLE_ROWS))
    shown = sheet.sample[first : first + SAMPLE_ROWS]
    width = min(MOST_COLUMNS, max((_used(cells) for cells in shown), default=0))
    head = "".join(f'<th scope="col">{_letter(at)}</th>' for at in range(width))
    body = "".join(
        _sample_row(number, cells[:width], marked=number == header)
        for number, cells in enumerate(shown, first + 1)
    )
    caption = plain(t("The sheet as it looks; the header’s row is marked"))
    return (
        f'<p class="ahd-under">{caption}</p><div class="ahd-scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="ahd-table ahd-text" style="font-size:.8125rem;width:auto">'
        f"<thead><tr><th></th>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _sample_row(number: int, cells: tuple[str, ...], *, marked: bool) -> str:
    style = ' style="background:#e3ecec;font-weight:600"' if marked else ""
    told = "".join(
        f'<td style="{CELL}" title="{plain(cell)}">{plain(_short(cell, 60))}</td>' for cell in cells
    )
    return f'<tr{style}><th scope="row">{number}</th>{told}</tr>'


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def _used(cells: tuple[str, ...]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell), default=0)


def _letter(at: int) -> str:
    return chr(65 + at) if at < 26 else chr(64 + at // 26) + chr(65 + at % 26)


def _index(field: str | None) -> int:
    """Where a field stands among the choices; 0 is none."""
    return next((at for at, known in enumerate(FIELD_WORDS, 1) if known == field), 0)


def _field_words() -> dict[str, str]:
    """What a column can mean, in the reader's language; nothing comes first."""
    return {"": t("kept with the row, not used"), **{field: t(word) for field, word in FIELD_WORDS.items()}}


def _name(sheet: SheetReading) -> str:
    return sheet.sheet or t("the whole file")


def _passed_over(sheet: SheetReading) -> str:
    reason = t(PASSED_OVER_WORDS[sheet.passed_over or "no_table"])
    return t("Sheet “{sheet}” was passed over. {reason}", sheet=_name(sheet), reason=reason)

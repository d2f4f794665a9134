"""Writes a partner's workbook: a page that explains, the table to fill in, and a hidden sheet with what it was made from.

No macros. Every text is written as a text. The font has the Tajik letters and is named in every cell.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO, Final

import xlsxwriter

from tracker.sheets.grid import LONGEST_TEXT
from tracker.sheets.partner_shapes import FORM, HIDDEN, Book, Line
from tracker.sheets.partner_words import (
    COLUMNS,
    FILLED,
    HINTS,
    MEANINGS,
    NEW,
    READ,
    SHEETS,
    STATUSES,
    heading,
)
from tracker.words import N_, Value, formats, terms, translate

FONT: Final = "Calibri"
INK, ACCENT, PANEL, HAIRLINE = "#101c22", "#0f5c63", "#f3f1ea", "#c9c4b6"
LATE, FAULT, TO_FILL, DONE = "#fbe3c8", "#ffd9d0", "#fffef8", "#e4eef7"
WIDTHS: Final = {
    "code": 12, "text": 38, "basis": 17, "agency": 15, "district": 12, "due": 10.5, "last": 20, "claimed": 14,
    "status": 13.5, "on": 12, "found": 27, "evidence": 17, "claim": 13.5, "claim_on": 10.5, "note": 17, "outcome": 34,
}  # fmt: skip
LINE_HEIGHT: Final = 13.2
MOST_LINES: Final = 30
HEADER_ROW: Final = 2
BLANK_ROWS: Final = 20
DAYS: Final = frozenset({"due", "on", "claim_on"})
EARLIEST: Final = date(2000, 1, 1)
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd.mm.yyyy",
}
_EPOCH: Final = date(1899, 12, 30)


def write_book(book: Book, out: Path | BinaryIO) -> None:
    """Write the workbook. ValueError when a text is longer than a cell holds."""
    with xlsxwriter.Workbook(out, _OPTIONS) as file:
        _Writer(file, book).write()


class _Writer:
    """Writes one workbook."""

    def __init__(self, file: Any, book: Book) -> None:
        self.file, self.book = file, book
        self.language = book.signature.language
        self.fields = [*COLUMNS, *(["outcome"] if book.is_receipt else [])]
        file.formats[0].set_font_name(FONT)
        file.set_properties(
            {
                "title": self._t(N_("Commitments followed by {partner}"), partner=book.partner_name),
                "author": "Ahd",
            }
        )

    def write(self) -> None:
        """Write the three sheets."""
        self._guide(self.file.add_worksheet(self._t(SHEETS["guide"])))
        table = self.file.add_worksheet(self._t(SHEETS["table"]))
        self._table(table)
        self._hidden(self.file.add_worksheet(HIDDEN))
        table.activate()

    def _t(self, msgid: str, **values: Value) -> str:
        return translate(msgid, self.language, **values)

    def _format(self, **how: Any) -> Any:
        return self.file.add_format(
            {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", **how}
        )

    def _table(self, sheet: Any) -> None:
        lines, last = self.book.lines, len(self.fields) - 1
        self._head(sheet)
        read = self._read_formats()
        filled = {
            fault: self._input_formats(FAULT if fault else TO_FILL, boxed=True) for fault in (False, True)
        }
        for at, line in enumerate(lines, start=HEADER_ROW + 1):
            self._line(sheet, at, line, read[line.overdue], filled)
        end = HEADER_ROW + len(lines) + BLANK_ROWS
        self._blank(sheet, HEADER_ROW + 1 + len(lines), end)
        self._validate(sheet, end, HEADER_ROW + len(lines))
        sheet.autofilter(HEADER_ROW, 0, end, last)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.protect(
            "",
            {
                "autofilter": True, "sort": True, "format_columns": True, "format_rows": True, "insert_rows": True,
                "delete_rows": True, "objects": True, "scenarios": True,
            },
        )  # fmt: skip
        self._print(sheet, end, last)

    def _head(self, sheet: Any) -> None:
        title = self._format(bold=True, font_size=15, font_color=ACCENT, valign="vcenter")
        under = self._format(font_color="#4a5a60", valign="vcenter")
        book = self.book
        for column, field in enumerate(self.fields):
            sheet.set_column(column, column, WIDTHS[field])
        sheet.set_row(0, 24)
        sheet.write_string(
            0, 0, self._t(N_("Commitments followed by {partner}"), partner=book.partner_name), title
        )
        told = self._t(
            N_("As of {day}. Fill in the light columns on the right, where you have something to report."),
            day=formats.date_short(book.made_on, self.language),
        )
        sheet.write_string(1, 0, told, under)
        plain = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": HAIRLINE}
        for_reading = self._format(**plain, bg_color="#e2ded2")
        for_filling = self._format(**{**plain, "font_color": "#ffffff"}, bg_color=ACCENT)
        sheet.set_row(HEADER_ROW, 44)
        for column, field in enumerate(self.fields):
            sheet.write_string(
                HEADER_ROW,
                column,
                heading(field, self.language),
                for_filling if field in FILLED else for_reading,
            )

    def _read_formats(self) -> dict[bool, tuple[Any, Any]]:
        """The formats of texts and of days in the columns to read, for rows that are overdue and for others."""
        how = {"text_wrap": True, "border": 1, "border_color": HAIRLINE, "locked": True}
        found = {}
        for overdue in (False, True):
            colour = LATE if overdue else PANEL
            text = self._format(**how, bg_color=colour)
            found[overdue] = (
                text,
                self._format(**how, bg_color=colour, bold=overdue, num_format="dd.mm.yyyy", align="left"),
            )
        return found

    def _input_formats(self, colour: str, *, boxed: bool) -> tuple[Any, Any]:
        how = {"text_wrap": True, "border": int(boxed), "border_color": HAIRLINE, "locked": False}
        return (
            self._format(**how, bg_color=colour, num_format="@"),
            self._format(**how, bg_color=colour, num_format="dd.mm.yyyy", align="left"),
        )

    def _line(
        self, sheet: Any, at: int, line: Line, read: tuple[Any, Any], filled: Mapping[bool, Any]
    ) -> None:
        text, day = read
        sheet.set_row(at, _lines_of(line) * LINE_HEIGHT + 3)
        string, faults = sheet.write_string, line.faults
        string(at, 0, line.code, text)
        string(at, 1, _whole(line.text), text)
        string(at, 2, _whole(line.basis), text)
        string(at, 3, _whole(line.agency), text)
        string(at, 4, _whole(line.district), text)
        if isinstance(line.due, date):
            sheet.write_number(at, 5, (line.due - _EPOCH).days, day)
        else:
            string(at, 5, _whole(line.due), text)
        string(at, 6, _whole(line.last), text)
        string(at, 7, _whole(line.claimed), text)
        for column, field in enumerate(FILLED, start=len(READ)):
            formats_here = filled[field in faults] if faults else filled[False]
            shape = formats_here[field in DAYS]
            value = line.inputs.get(field, "") if line.inputs else ""
            if value == "":
                sheet.write_blank(at, column, None, shape)
            elif isinstance(value, date):
                sheet.write_number(at, column, (value - _EPOCH).days, shape)
            else:
                string(at, column, _whole(value), shape)
            if field in faults:
                sheet.write_comment(at, column, faults[field][:2000], {"author": "Ahd"})
        if self.book.is_receipt:
            string(at, len(COLUMNS), line.outcome or "", text)

    def _blank(self, sheet: Any, first: int, end: int) -> None:
        """Empty rows at the end, where commitments that are missing can be proposed."""
        text, day = self._input_formats(TO_FILL, boxed=True)
        mark = self._format(
            font_color="#6a7478", italic=True, border=1, border_color=HAIRLINE, bg_color=PANEL, locked=True
        )
        for at in range(first, end + 1):
            sheet.set_row(at, 2 * LINE_HEIGHT + 3)
            sheet.write_string(at, 0, self._t(NEW), mark)
            for column, field in enumerate([*COLUMNS][1:], start=1):
                if field in ("last", "claimed"):
                    sheet.write_blank(at, column, None, mark)
                else:
                    sheet.write_blank(at, column, None, day if field in ("on", "claim_on") else text)

    def _validate(self, sheet: Any, end: int, last_line: int) -> None:
        words = [terms.label("status", status, self.language) for status in STATUSES]
        for column, field in enumerate(COLUMNS):
            if field not in HINTS:
                continue
            rule: dict[str, Any] = {"validate": "any"}
            if field in ("status", "claim"):
                rule = {
                    "validate": "list",
                    "source": words,
                    "error_title": self._t(N_("Not in the list")),
                    "error_message": self._t(N_("Please choose one of the words of the list.")),
                }
            elif field in DAYS:
                rule = {
                    "validate": "date",
                    "criteria": "between",
                    "minimum": EARLIEST,
                    "maximum": "=TODAY()",
                    "error_title": self._t(N_("Not a possible day")),
                    "error_message": self._t(
                        N_("Please write a day as day.month.year, not later than today.")
                    ),
                }
            rule |= {
                "input_title": heading(field, self.language)[:32],
                "input_message": self._t(HINTS[field]),
            }
            first = last_line + 1 if field == "text" else HEADER_ROW + 1
            sheet.data_validation(first, column, end, column, rule)

    def _print(self, sheet: Any, end: int, last: int) -> None:
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.3, right=0.3, top=0.55, bottom=0.55)
        sheet.repeat_rows(HEADER_ROW)
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, max(end - BLANK_ROWS + 5, HEADER_ROW + 1), last)
        name = self.book.partner_name[:80].replace("&", "&&")
        day = formats.date_short(self.book.made_on, self.language)
        sheet.set_footer(
            f'&L&"{FONT},Regular"&8{name}, {day}&R&"{FONT},Regular"&8'
            + self._t(N_("Page {page} of {pages}"), page="&P", pages="&N")
        )

    def _guide(self, sheet: Any) -> None:
        title = self._format(bold=True, font_size=18, font_color=ACCENT)
        under = self._format(font_size=11, font_color="#4a5a60", text_wrap=True)
        head = self._format(bold=True, font_size=13, font_color=ACCENT)
        text = self._format(font_size=11, text_wrap=True)
        strong = self._format(font_size=11, bold=True, font_color=ACCENT)
        boxed = {"text_wrap": True, "border": 1, "border_color": HAIRLINE, "font_size": 11}
        word, meaning = self._format(**boxed, bold=True, bg_color=PANEL), self._format(**boxed)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 78)
        sheet.write_string(0, 0, self._t(N_("How to fill in this workbook")), title)
        sheet.set_row(0, 28)
        day = formats.date_long(self.book.made_on, self.language)
        sheet.write_string(
            1, 0, f"{self.book.partner_name} · {day}", self._format(font_size=11, font_color="#4a5a60")
        )
        at = 3
        for number, step in enumerate(STEPS, start=1):
            said = self._t(step)
            sheet.write_string(at, 0, f"{number}.", strong)
            sheet.merge_range(at, 1, at, 2, said, text)
            sheet.set_row(at, 20 if len(said) < 100 else 34)
            at += 1
        at += 1
        sheet.write_string(at, 0, self._t(N_("What the statuses mean")), head)
        sheet.set_row(at, 22)
        for status in STATUSES:
            at += 1
            sheet.write_string(at, 1, terms.label("status", status, self.language), word)
            sheet.write_string(at, 2, self._t(MEANINGS[status]), meaning)
        at += 2
        sheet.merge_range(
            at,
            1,
            at,
            2,
            self._t(N_("Rows whose deadline has passed are coloured and say by how many days.")),
            under,
        )
        sheet.set_row(at, 31)
        sheet.protect("", {"objects": True, "scenarios": True})
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)

    def _hidden(self, sheet: Any) -> None:
        signature = self.book.signature
        rows = [(line.key, line.base) for line in self.book.lines]
        head = (
            FORM, signature.partner, signature.made_at, str(signature.revision), signature.language,
            signature.installation, signature.digest(rows),
        )  # fmt: skip
        for column, told in enumerate(head):
            sheet.write_string(0, column, told)
        for at, ((code, deadline), base) in enumerate(rows, start=1):
            sheet.write_string(at, 0, code)
            if deadline:
                sheet.write_string(at, 1, deadline)
            sheet.write_number(at, 2, base.finding)
            sheet.write_number(at, 3, base.claim)
        sheet.very_hidden()
        sheet.protect()


STEPS: Final = (
    N_(
        "Open the sheet “Commitments”. The grey columns are for reading; the light ones on the right are yours."
    ),
    N_(
        "Fill in only the rows you have something to report about. Choose the status and write the day it was found."
    ),
    N_(
        "Say in one or two sentences what you saw and name the evidence; without it “Fulfilled” convinces nobody."
    ),
    N_("What the agency says about itself goes into the columns “Agency's claim” and “Date of the claim”."),
    N_(
        "A commitment is missing? Write it into one of the empty rows at the end; the office will look at it."
    ),
    N_(
        "Save the file and send it back. You may sort, filter and send it several times: nothing counts twice."
    ),
    N_("You get the same file back with an answer in each row, and can go on working in it."),
)


def last_words(
    status: str | None, on: date | None, note: str | None, days_overdue: int | None, language: str
) -> str:
    """What the column of the last finding says: how late it is, the status with its day, and what was found."""
    said = []
    if days_overdue:
        said.append(translate(N_("Overdue: {days}"), language, days=formats.days(days_overdue, language)))
    if status and on:
        said.append(f"{terms.label('status', status, language)}, {formats.date_short(on, language)}")
    elif not status:
        said.append(translate(N_("No finding yet"), language))
    if note:
        said.append(note if len(note) <= 300 else f"{note[:299]}…")
    return "\n".join(said)


def listed(parts: Sequence[str]) -> str:
    """Several texts to be read in one cell. Where they fit it only one by one, their end is left out, and that shows."""
    text = ", ".join(parts)
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _lines_of(line: Line) -> int:
    """How many lines the fullest cell of a row takes: LibreOffice and WPS do not work out the height themselves."""
    most = 2
    for field in ("text", "basis", "agency", "district", "last", "claimed"):
        text = getattr(line, field)
        if text:
            room = WIDTHS[field] * 0.95
            most = max(most, sum(ceil(len(part) / room) or 1 for part in text.split("\n")))
    for field, value in line.inputs.items():
        if isinstance(value, str):
            most = max(most, ceil(len(value) / WIDTHS[field]) + value.count("\n"))
    if line.outcome:
        most = max(most, sum(ceil(len(part) / WIDTHS["outcome"]) for part in line.outcome.split("\n")))
    return min(most, MOST_LINES)


def _whole(text: str) -> str:
    """The text without the control characters that a workbook can't hold. ValueError when it is too long for a cell."""
    if len(text) > LONGEST_TEXT:
        raise ValueError("a text is longer than a cell holds")
    if text.isprintable():
        return text
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n")

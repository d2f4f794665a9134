"""Writes an agency's draft: what was found of each of its commitments, and columns for its own word and its reply.

It comes back like a partner's workbook and is read by the same reader.
"""

from collections.abc import Mapping
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO, Final

import xlsxwriter

from tracker.sheets.partner_book import (
    _EPOCH,
    _OPTIONS,
    ACCENT,
    EARLIEST,
    FONT,
    HAIRLINE,
    HEADER_ROW,
    LATE,
    LINE_HEIGHT,
    MOST_LINES,
    PANEL,
    TO_FILL,
    _whole,
    _Writer,
)
from tracker.sheets.partner_shapes import HIDDEN, Book, Line
from tracker.sheets.partner_words import MEANINGS, SHEETS, STATUSES, heading
from tracker.words import N_, formats, terms

READ: Final = ("code", "text", "basis", "district", "due", "last", "claimed")
FILLED: Final = ("claim", "claim_on", "reply")
WIDTHS: Final[Mapping[str, float]] = {
    "code": 12, "text": 42, "basis": 22, "district": 14, "due": 11, "last": 30, "claimed": 22, "claim": 15,
    "claim_on": 12, "reply": 46,
}  # fmt: skip
TITLE: Final = N_("For {agency}: what was found, and your reply")
HINTS: Final[Mapping[str, str]] = {
    "claim": N_("What has become of it by your own account. Choose from the list."),
    "claim_on": N_("The day on which it was so, as day.month.year. Not a day that is still to come."),
    "reply": N_("Your answer to what was found; it stands beside the finding in your own words."),
}
STEPS: Final = (
    N_("Open the sheet “Commitments”. The grey columns say what you undertook and what was found."),
    N_("Where you see it otherwise, choose the status by your own account and write since which day."),
    N_("Write your reply to the finding. It is not changed and stands beside the finding."),
    N_("Save the file and send it back. You may send it several times: nothing counts twice."),
)
WITH_SAMPLE: Final = N_(
    "Illustration: these commitments and findings are invented to show how the dashboard works."
)


def write_reply_book(book: Book, out: Path | BinaryIO, *, illustration: bool = False) -> None:
    """Write the draft. ValueError when a text is longer than a cell holds."""
    with xlsxwriter.Workbook(out, _OPTIONS) as file:
        _ReplyWriter(file, book, illustration=illustration).write()


class _ReplyWriter(_Writer):
    """Writes one draft."""

    def __init__(self, file: Any, book: Book, *, illustration: bool) -> None:
        super().__init__(file, book)
        self.fields = [*READ, *FILLED]
        self.notice = self._t(WITH_SAMPLE) if illustration else ""
        self.title = self._t(TITLE, agency=book.partner_name)
        file.set_properties({"title": self.title[:250], "author": "Ahd"})

    def write(self) -> None:
        """Write the three sheets."""
        self._guide(self.file.add_worksheet(self._t(SHEETS["guide"])))
        table = self.file.add_worksheet(self._t(SHEETS["table"]))
        self._table(table)
        self._hidden(self.file.add_worksheet(HIDDEN))
        table.activate()

    def _table(self, sheet: Any) -> None:
        end = HEADER_ROW + max(len(self.book.lines), 1)
        self._head(sheet)
        boxed = {"text_wrap": True, "border": 1, "border_color": HAIRLINE}
        read = {
            overdue: (
                self._format(**boxed, bg_color=LATE if overdue else PANEL),
                self._format(
                    **boxed, bg_color=LATE if overdue else PANEL, num_format="dd.mm.yyyy", align="left"
                ),
            )
            for overdue in (False, True)
        }
        text = self._format(**boxed, bg_color=TO_FILL, num_format="@", locked=False)
        day = self._format(**boxed, bg_color=TO_FILL, num_format="dd.mm.yyyy", align="left", locked=False)
        for at, line in enumerate(self.book.lines, start=HEADER_ROW + 1):
            sheet.set_row(at, _height(line))
            for column, field in enumerate(READ):
                value, (plain, dated) = getattr(line, field), read[line.overdue]
                if isinstance(value, date):
                    sheet.write_number(at, column, (value - _EPOCH).days, dated)
                else:
                    sheet.write_string(at, column, _whole(value), plain)
            for column, field in enumerate(FILLED, start=len(READ)):
                sheet.write_blank(at, column, None, day if field == "claim_on" else text)
        self._check(sheet, end)
        sheet.autofilter(HEADER_ROW, 0, end, len(self.fields) - 1)
        sheet.freeze_panes(HEADER_ROW + 1, 2)
        sheet.protect("", {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True})
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.repeat_rows(HEADER_ROW)
        sheet.fit_to_pages(1, 0)
        pages = self._t(N_("Page {page} of {pages}"), page="&P", pages="&N")
        sheet.set_footer(f'&R&"{FONT},Regular"&8{pages}')

    def _head(self, sheet: Any) -> None:
        strong = self._format(bold=True, font_size=15, font_color=ACCENT, valign="vcenter")
        for column, field in enumerate(self.fields):
            sheet.set_column(column, column, WIDTHS[field])
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, self.title, strong)
        told = self._t(
            N_("As of {day}. Fill in the light columns on the right, where you have something to report."),
            day=formats.date_short(self.book.made_on, self.language),
        )
        under = self._format(font_color="#4a5a60", bold=bool(self.notice))
        sheet.write_string(1, 0, f"{self.notice} {told}".strip(), under)
        plain = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": HAIRLINE}
        reading = self._format(**plain, bg_color="#e2ded2")
        filling = self._format(**{**plain, "font_color": "#ffffff"}, bg_color=ACCENT)
        sheet.set_row(HEADER_ROW, 32)
        for column, field in enumerate(self.fields):
            sheet.write_string(
                HEADER_ROW, column, heading(field, self.language), filling if field in FILLED else reading
            )

    def _check(self, sheet: Any, end: int) -> None:
        """A list of statuses, days that have come, and a hint in each column."""
        words = [terms.label("status", status, self.language) for status in STATUSES]
        rules: dict[str, dict[str, Any]] = {
            "claim": {
                "validate": "list",
                "source": words,
                "error_title": self._t(N_("Not in the list")),
                "error_message": self._t(N_("Please choose one of the words of the list.")),
            },
            "claim_on": {
                "validate": "date",
                "criteria": "between",
                "minimum": EARLIEST,
                "maximum": "=TODAY()",
                "error_title": self._t(N_("Not a possible day")),
                "error_message": self._t(N_("Please write a day as day.month.year, not later than today.")),
            },
            "reply": {"validate": "any"},
        }
        for column, field in enumerate(FILLED, start=len(READ)):
            hint = {"input_title": heading(field, self.language)[:32], "input_message": self._t(HINTS[field])}
            sheet.data_validation(HEADER_ROW + 1, column, end, column, rules[field] | hint)

    def _guide(self, sheet: Any) -> None:
        strong = self._format(bold=True, font_size=18, font_color=ACCENT)
        text = self._format(font_size=11, text_wrap=True)
        head = self._format(bold=True, font_size=13, font_color=ACCENT)
        boxed = {"text_wrap": True, "border": 1, "border_color": HAIRLINE, "font_size": 11}
        word, meaning = self._format(**boxed, bold=True, bg_color=PANEL), self._format(**boxed)
        sheet.hide_gridlines(2)
        for column, width in enumerate((5, 26, 78)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, self.title, strong)
        sheet.set_row(0, 28)
        day = formats.date_long(self.book.made_on, self.language)
        sheet.write_string(1, 0, f"{self.notice} {day}".strip(), self._format(font_size=11))
        at = 3
        for number, step in enumerate(STEPS, start=1):
            said = self._t(step)
            sheet.write_string(at, 0, f"{number}.", head)
            sheet.merge_range(at, 1, at, 2, said, text)
            sheet.set_row(at, 20 if len(said) < 100 else 34)
            at += 1
        sheet.write_string(at + 1, 0, self._t(N_("What the statuses mean")), head)
        for row, status in enumerate(STATUSES, start=at + 2):
            sheet.write_string(row, 1, terms.label("status", status, self.language), word)
            sheet.write_string(row, 2, self._t(MEANINGS[status]), meaning)
        sheet.protect("", {"objects": True, "scenarios": True})
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _height(line: Line) -> float:
    """How high a row must be for its fullest cell."""
    most = 2
    for field in ("text", "basis", "district", "last", "claimed"):
        room = WIDTHS[field] * 0.95
        most = max(most, sum(ceil(len(part) / room) or 1 for part in getattr(line, field).split("\n")))
    return min(most, MOST_LINES) * LINE_HEIGHT + 3

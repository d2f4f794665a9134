"""An empty register to be filled in: one sheet with the headers, drop-downs and hints in one language.

What it writes is read back by `registers` without anybody's help.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import xlsxwriter

from tracker.sheets.register_shapes import RegisterKind
from tracker.words import N_, translate

ROWS: Final = 300
FONT: Final = {"font_name": "Calibri", "font_size": 11}
FORUM_KINDS: Final = (N_("Forum"), N_("Round table"), N_("Hearing"), N_("Training"))

Column = tuple[str, int, str]
"""A header, a width in characters, and how the cells are filled: "text", "day", "count", "number" or a list's name."""

COLUMNS: Final[Mapping[RegisterKind, tuple[Column, ...]]] = {
    "forum": (
        (N_("Date"), 13, "day"),
        (N_("Kind of meeting"), 18, "kinds"),
        (N_("Topic"), 34, "text"),
        (N_("District"), 22, "districts"),
        (N_("Venue"), 28, "text"),
        (N_("Organiser"), 24, "text"),
        (N_("Women"), 11, "count"),
        (N_("Men"), 11, "count"),
        (N_("Police"), 11, "count"),
        (N_("Participants in all"), 15, "count"),
    ),
    "partner": (
        (N_("Code"), 16, "text"),
        (N_("Name of the organisation (English)"), 34, "text"),
        (N_("Name of the organisation (Russian)"), 34, "text"),
        (N_("Name of the organisation (Tajik)"), 34, "text"),
        (N_("Regions"), 24, "text"),
        (N_("Districts"), 34, "text"),
    ),
    "official": (
        (N_("Post"), 40, "text"),
        (N_("Agency"), 40, "agencies"),
        (N_("District"), 24, "districts"),
        (N_("Full name of the holder"), 28, "text"),
    ),
    "indicator": (
        (N_("Indicator"), 44, "text"),
        (N_("District"), 24, "districts"),
        (N_("Period"), 18, "text"),
        (N_("Value"), 12, "number"),
        (N_("Unit"), 14, "text"),
        (N_("Source"), 34, "text"),
    ),
}
TITLES: Final[Mapping[RegisterKind, str]] = {
    "forum": N_("Forums and trainings"),
    "partner": N_("Partners"),
    "official": N_("Officials"),
    "indicator": N_("Indicators"),
}
HINTS: Final[Mapping[RegisterKind, str]] = {
    "forum": N_(
        "One meeting a row. Leave a count empty where nobody counted; write 0 only where there was nobody. What was agreed "
        "goes into a register of commitments with the same date and district."
    ),
    "partner": N_("One organisation a row. Several regions or districts in a cell are parted by semicolons."),
    "official": N_("One post a row. The name of the holder stays internal and may be left out."),
    "indicator": N_(
        "One figure a row. Write a period as a quarter, a month or a year. Without a district a figure is national."
    ),
}


def register_template(kind: RegisterKind, language: str, lists: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook, as .xlsx. `lists` are the names to choose from: `districts` and `agencies`, in the language."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        title = translate(TITLES[kind], language)
        sheet = book.add_worksheet(title[:31])
        formats = {
            "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
            "hint": book.add_format({**FONT, "italic": True, "font_color": "#4b565b"}),
            "head": book.add_format(
                {**FONT, "bold": True, "bg_color": "#E3ECEC", "border": 1, "text_wrap": True}
            ),
            "cell": book.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({**FONT, "num_format": "dd.mm.yyyy", "valign": "top"}),
            "number": book.add_format({**FONT, "valign": "top"}),
        }
        sheet.write_string(0, 0, title, formats["title"])
        sheet.write_string(1, 0, translate(HINTS[kind], language), formats["hint"])
        chosen = {**lists, "kinds": [translate(word, language) for word in FORUM_KINDS]}
        ranges = _lists(book, COLUMNS[kind], chosen, translate(N_("Lists"), language))
        for column, (header, width, filled) in enumerate(COLUMNS[kind]):
            form = {"day": "day", "count": "number", "number": "number"}.get(filled, "cell")
            sheet.set_column(column, column, width, formats[form])
            sheet.write_string(3, column, translate(header, language), formats["head"])
            rule = _rule(filled, ranges, language)
            if rule:
                sheet.data_validation(4, column, 3 + ROWS, column, rule)
        sheet.set_row(3, 32)
        sheet.freeze_panes(4, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
    return out.getvalue()


def _lists(
    book: Any, columns: Sequence[Column], lists: Mapping[str, Sequence[str]], called: str
) -> dict[str, str]:
    """A hidden sheet with the names to choose from; gives the range of each list that a column wants."""
    wanted = [filled for _header, _width, filled in columns if lists.get(filled)]
    if not wanted:
        return {}
    sheet = book.add_worksheet(called[:31])
    sheet.hide()
    ranges = {}
    for column, name in enumerate(dict.fromkeys(wanted)):
        for row, word in enumerate(lists[name]):
            sheet.write_string(row, column, word)
        letter = chr(65 + column)
        ranges[name] = f"='{called[:31]}'!${letter}$1:${letter}${len(lists[name])}"
    return ranges


def _rule(filled: str, ranges: Mapping[str, str], language: str) -> dict[str, Any] | None:
    told = {"error_type": "warning", "error_title": "Ahd"}
    if filled in ranges:
        said = translate(
            N_("This name is not in the list. It may have to be resolved when the file is loaded."), language
        )
        return {**told, "validate": "list", "source": ranges[filled], "error_message": said[:255]}
    if filled == "count":
        said = translate(N_("Write a whole number of persons."), language)
        return {**told, "validate": "integer", "criteria": ">=", "value": 0, "error_message": said[:255]}
    return None

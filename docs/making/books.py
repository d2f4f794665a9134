"""Pictures of workbooks: the very files that the product writes, as LibreOffice shows them."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from html import unescape
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.worksheet.properties import PageSetupProperties
from PIL import Image

from docs.making.frame import ABOVE, Spot
from tests.provide import save_as
from tracker.sheets.partner_book import HEADER_ROW
from tracker.sheets.partner_words import COLUMNS, SHEETS
from tracker.words import translate

DOTS: Final = 220
INSET: Final = 30
FIRST: Final = HEADER_ROW + 2
_WORD: Final = re.compile(
    r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
)


@dataclass(frozen=True)
class Photograph:
    """A workbook as an image, and where on it its words stand, in pixels."""

    image: Image.Image
    words: list[tuple[Spot, str]]

    def spot(self, words: str) -> Spot:
        """Where these words begin: where the most of them stand in a row. LookupError if they do not stand there."""
        wanted = words.split()
        there = [word for _at, word in self.words]
        found = max(
            (at for at, word in enumerate(there) if word == wanted[0]),
            key=lambda at: sum(one == two for one, two in zip(wanted, there[at:], strict=False)),
            default=None,
        )
        if found is None:
            raise LookupError(f"{words!r} is not in the picture")
        return self.words[found][0]

    def above(self, heading: str) -> Spot:
        """Above the column with this heading."""
        return self.spot(heading)[0] + INSET, ABOVE

    def at(self, heading: str, code: str) -> Spot:
        """The cell of a column in the row with this code, its right end as far as the next column allows."""
        return self.spot(heading)[0] + INSET, self.spot(code)[1] + 2.6 * INSET


def fill(book: Path, language: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Fill in the first rows of a partner's workbook, as a partner would; returns the codes of these rows."""
    file = openpyxl.load_workbook(book)
    sheet = file[translate(SHEETS["table"], language)]
    codes = []
    for at, row in enumerate(rows, start=FIRST):
        codes.append(str(sheet.cell(at, 1).value))
        for field, value in row.items():
            day = datetime.combine(value, time()) if isinstance(value, date) else value
            sheet.cell(at, column_of(field)).value = day
    file.save(book)
    return codes


def column_of(field: str) -> int:
    """The number of a column, from 1."""
    return len(COLUMNS) + 1 if field == "outcome" else list(COLUMNS).index(field) + 1


def photograph(
    book: Path, language: str, fields: Sequence[str], *, rows: int, height: float, folder: Path
) -> Photograph:
    """The table of a workbook with these columns and the first rows, each `height` points high, with its letters and
    row numbers. Nothing but the frame is changed."""
    file = openpyxl.load_workbook(book)
    sheet = file[translate(SHEETS["table"], language)]
    last = sheet.max_column
    shown = {column_of(field) for field in fields}
    for number in range(1, last + 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].hidden = number not in shown
    for number in range(FIRST, FIRST + rows):
        sheet.row_dimensions[number].height = height
    sheet.print_area = f"A1:{openpyxl.utils.get_column_letter(last)}{FIRST + rows - 1}"
    sheet.print_title_rows = None
    sheet.print_options.headings = True
    sheet.oddFooter.left.text = sheet.oddFooter.right.text = None
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    for other in file.sheetnames:
        if other != sheet.title:
            file[other].sheet_state = "hidden"
    copy = folder / f"shown-{book.name}"
    file.save(copy)
    pdf = save_as(copy, "pdf", folder)
    return _page(pdf, folder)


def _page(pdf: Path, folder: Path) -> Photograph:
    """The first page of a PDF without its white edges."""
    stem = folder / pdf.stem
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", "-singlefile", pdf, stem], check=True)
    listed = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", pdf, "-"], check=True, capture_output=True, text=True
    )
    image = Image.open(stem.with_suffix(".png")).convert("RGB")
    inverse = image.point(lambda level: 255 - level)
    left, top, right, bottom = inverse.getbbox() or (0, 0, *image.size)
    words = [
        ((float(x) * DOTS / 72 - left, (float(y) + float(y_end)) / 2 * DOTS / 72 - top), unescape(word))
        for x, y, _x_end, y_end, word in _WORD.findall(listed.stdout)
    ]
    return Photograph(image.crop((left, top, right, bottom)), words)

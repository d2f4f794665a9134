"""The sheets: titles, merged headers, sections and rows, laid out as the offices that send them do."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from data.making.cells import FORUM_KINDS, Value, value
from data.making.model import Commitment, Meant, Report
from data.making.wording import HEADERS, ILLUSTRATION, WIDTHS

Item = tuple[Commitment, Report]


def width(kind: str) -> int:
    """The width of a column in characters."""
    return WIDTHS.get(kind, 16)


class Book:
    """One workbook in the making. `meant` gathers what its rows mean; `close` writes the file."""

    def __init__(self, path: Path, made_on: date, title: str) -> None:
        self.book = xlsxwriter.Workbook(
            path, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.book.set_properties(
            {
                "title": title,
                "comments": "; ".join(ILLUSTRATION.values()),
                "created": datetime(*made_on.timetuple()[:3]),
            }
        )
        self.meant: list[Meant] = []
        plain = {"font_name": "Calibri", "font_size": 10, "text_wrap": True, "valign": "top"}
        framed = plain | {"border": 1}
        self.cell = self.book.add_format(framed)
        self.date = self.book.add_format(framed | {"num_format": "dd.mm.yyyy", "align": "center"})
        self.head = self.book.add_format(
            framed | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E4EAEA"}
        )
        self.section = self.book.add_format(framed | {"bold": True, "bg_color": "#F3F1EA"})
        self.title = self.book.add_format(
            plain | {"bold": True, "font_size": 13, "align": "center", "text_wrap": False}
        )
        self.plain = self.book.add_format(plain | {"text_wrap": False})
        self.italic = self.book.add_format(
            plain | {"italic": True, "font_color": "#8A3B12", "text_wrap": False}
        )

    def sheet(self, name: str, kinds: Sequence[str]) -> Worksheet:
        """A new sheet with the widths of its columns, printed across an A4 page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for column, kind in enumerate(kinds):
            sheet.set_column(column, column, width(kind))
        return sheet

    def close(self) -> list[Meant]:
        """Write the file and give what its rows mean."""
        self.book.close()
        return self.meant

    def put(
        self, sheet: Worksheet, row: int, column: int, content: Value, form: Format | None = None
    ) -> None:
        """One cell: text as text, dates as dates, numbers as numbers, nothing as an empty framed cell."""
        if content is None:
            sheet.write_blank(row, column, None, form or self.cell)
        elif isinstance(content, date):
            sheet.write_datetime(row, column, datetime(*content.timetuple()[:3]), self.date)
        elif isinstance(content, int):
            sheet.write_number(row, column, content, form or self.cell)
        else:
            sheet.write_string(row, column, content, form or self.cell)

    def heading(self, sheet: Worksheet, lines: Sequence[str], language: str, width: int) -> int:
        """The illustration's label and the merged title lines; gives the first row below them."""
        sheet.write_string(0, 0, ILLUSTRATION[language], self.italic)
        for row, line in enumerate(lines, start=1):
            sheet.merge_range(row, 0, row, width - 1, line, self.title)
        return len(lines) + 2

    def header(self, sheet: Worksheet, row: int, kinds: Sequence[str], language: str, **renamed: str) -> int:
        """A header of one level, or of two with merged cells where a column belongs to a group; gives the next row."""
        titles = [renamed.get(kind) or HEADERS[language][kind] for kind in kinds]
        sheet.set_row(row, 28)
        if not any(isinstance(title, tuple) for title in titles):
            for column, title in enumerate(titles):
                self.put(sheet, row, column, str(title), self.head)
            return row + 1
        sheet.set_row(row + 1, 28)
        column = 0
        for group, members in groupby(
            titles, key=lambda title: title[0] if isinstance(title, tuple) else title
        ):
            found = list(members)
            if isinstance(found[0], tuple):
                sheet.merge_range(row, column, row, column + len(found) - 1, group, self.head)
                for place, title in enumerate(found):
                    self.put(sheet, row + 1, column + place, title[1], self.head)
            else:
                sheet.merge_range(row, column, row + 1, column, group, self.head)
            column += len(found)
        return row + 2

    def numbers(self, sheet: Worksheet, row: int, width: int) -> int:
        """The row of column numbers."""
        for column in range(width):
            self.put(sheet, row, column, column + 1, self.head)
        return row + 1

    def rows(self, sheet: Worksheet, row: int, kinds: Sequence[str], items: Sequence[Item]) -> int:
        """The body; a forum's own cells are merged over its rows. Gives the next row."""
        for _, members in groupby(items, key=lambda item: item[0].forum):
            group = list(members)
            for place, (commitment, report) in enumerate(group):
                contents = [value(kind, commitment, report) for kind in kinds]
                self.fit(sheet, row + place, kinds, contents)
                for column, kind in enumerate(kinds):
                    if kind not in FORUM_KINDS or len(group) == 1:
                        self.put(sheet, row + place, column, contents[column])
                self.remember(sheet, row + place, commitment, report, kinds)
            for column, kind in enumerate(kinds):
                if kind in FORUM_KINDS and len(group) > 1:
                    self.merge_down(sheet, row, row + len(group) - 1, column, value(kind, *group[0]))
            row += len(group)
        return row

    def merge_down(self, sheet: Worksheet, first: int, last: int, column: int, content: Value) -> None:
        """One value over several rows."""
        sheet.merge_range(
            first, column, last, column, "", self.date if isinstance(content, date) else self.cell
        )
        self.put(sheet, first, column, content)

    def fit(self, sheet: Worksheet, row: int, kinds: Sequence[str], contents: Sequence[Value]) -> None:
        """A row as high as its longest cell needs: not every program does that by itself."""
        deepest = max(
            sum(ceil(len(line) / width(kind)) or 1 for line in content.split("\n"))
            for kind, content in zip(kinds, contents, strict=True)
            if isinstance(content, str)
        )
        sheet.set_row(row, 13.5 * deepest + 3)

    def remember(
        self, sheet: Worksheet, row: int, commitment: Commitment, report: Report, kinds: Sequence[str]
    ) -> None:
        """Keep what a row means, for the tests."""
        self.meant.append(Meant(sheet.get_name(), row + 1, commitment, report, frozenset(kinds)))

"""The list of commitments as a table, the columns of choice, and the file that holds exactly what is shown, all pages."""

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from tracker.desk import Asker, Desk, export, look
from tracker.desk.answers import CommitmentLine
from tracker.figures import columns
from tracker.figures.columns import COLUMNS
from tracker.figures.grammar import Table
from tracker.sheets.data_book import Sheet, write_csv, write_workbook
from tracker.ui import controls
from tracker.ui.here import asker, desk, go, language, names, place, t, width
from tracker.ui.lines import commitment_place
from tracker.ui.picture import table_html
from tracker.ui.state import Place
from tracker.words import translate

LINES: Final = "lines"
TABLE: Final = "table"
FORMATS: Final = ("xlsx", "csv")


def tools() -> None:
    """Lines or table; which columns; the files."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="list-tools"):
        controls.views({LINES: t("Lines"), TABLE: t("Table")})
        with st.popover(t("Columns"), icon=":material/view_column:"):
            _columns()
        for format_ in FORMATS:
            _download(format_)


def is_table() -> bool:
    """Whether the address asks for the table."""
    return place().show == TABLE


def show(found: Sequence[CommitmentLine]) -> None:
    """One page of the list as a table; the code opens the commitment."""
    shown = columns.chosen(place().columns)
    shown = ("code", *(code for code in shown if code != "code"))
    rows = [
        tuple(
            columns.in_words(value, language())
            for value in columns.values(line, shown, names(), language()).values()
        )
        for line in found
    ]
    head = tuple(t(COLUMNS[code].title) for code in shown)
    table = Table(head, tuple(rows), tuple(line.code for line in found))
    with st.container(key="list-table"):
        lead = lambda code: ("commitment", commitment_place(code))  # noqa: E731
        st.html(table_html(table, caption=t("Commitments"), text=True, lead=lead))


def _columns() -> None:
    st.session_state["columns"] = list(columns.chosen(place().columns))
    st.pills(
        t("Columns of the table and of the file"),
        list(COLUMNS),
        selection_mode="multi",
        format_func=lambda code: t(COLUMNS[code].title),
        key="columns",
        on_change=_columns_chosen,
    )


def _columns_chosen() -> None:
    wanted = columns.chosen(st.session_state["columns"])
    go(place().but(columns=() if wanted == columns.USUAL else wanted, show=TABLE, page=place().page))


def _download(format_: str) -> None:
    """The file is made at the click, of the list as it stands there: filters, order, columns, all pages."""
    kept = _File(desk(), asker(), place(), format_)
    st.download_button(
        f".{format_}" if width() == "phone" else t("Download as {format}", format=f".{format_}"),
        data=partial(_File.made, kept),
        file_name=kept.name(),
        mime=export.FORMATS[format_],
        on_click="ignore",
        icon=":material/download:",
        key=f"list-{format_}",
        help=t("All pages of this list, in this order, with these columns"),
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A list to be made into a file, with all it depends on: at the click nobody is on the page any more."""

    desk: Desk
    asker: Asker
    place: Place
    format_: str

    def made(self) -> bytes:
        """The file."""
        language = self.place.language
        shown = columns.chosen(self.place.columns)
        head = [translate(COLUMNS[code].title, language) for code in shown]
        sheet = Sheet(translate("Commitments", language), head, self._rows(shown))
        if self.format_ == "csv":
            return write_csv(sheet)
        out = io.BytesIO()
        told = export.about(self.desk, self.asker, self.place.view)
        about = [{"what": name, "value": str(value)} for name, value in told.items()]
        about.append({"what": "address", "value": self.place.address("/commitments")})
        write_workbook(out, [sheet, Sheet("about", ("what", "value"), about)])
        return out.getvalue()

    def name(self) -> str:
        """A name that only this very list has: what is in it depends on nothing else."""
        of = repr((self.asker, self.place.but(page=1), self.desk.contents(), self.desk.today()))
        mark = hashlib.sha256(of.encode()).hexdigest()[:12]
        return f"ahd-list-{self.desk.today()}-r{self.desk.revision()}-{mark}.{self.format_}"

    def _rows(self, shown: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        names, language = look.names(self.desk, self.asker), self.place.language
        for line in look.every_line(
            self.desk, self.asker, self.place.view, sort=self.place.order, language=language
        ):
            yield columns.values(line, shown, names, language)

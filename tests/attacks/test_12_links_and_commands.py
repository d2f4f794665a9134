"""12 · Hidden sheets, commands and links to other machines: read or reported, never followed."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from tests.attacks.strangers import PLAN, SHEET, edited, listening, plan_file
from tests.sheets.workbooks import sheet, write_xlsx
from tracker.sheets import mark_rejected

DDE = "<externalLink><ddeLink ddeService='cmd' ddeTopic='/C calc'/></externalLink>"


def told(reading: Any) -> list[tuple[str, object]]:
    return [(issue.code, issue.values.get("text")) for issue in reading.issues]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_and_pointed_out(state: str, tmp_path: Path, read: Any) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", sheet("План", PLAN), sheet("Тайный", PLAN.replace("Сделать", "Скрыть"))
    )
    book = openpyxl.load_workbook(path)
    book["Тайный"].sheet_state = state
    book.save(path)
    reading = read(path)
    assert [row.text.get("ru") for row in reading.rows] == ["Сделать", None, "Скрыть", None]
    assert told(reading) == [("sheet_hidden", "Тайный")]
    assert [one.hidden for one in reading.sheets] == [False, True]


def test_hidden_rows_are_read_and_pointed_out_in_every_format(tmp_path: Path, read: Any) -> None:
    def hidden(path: Path) -> list[int]:
        return [row.row for row in read(path).rows if "hidden_row" in [issue.code for issue in row.issues]]

    path = plan_file(tmp_path)
    assert hidden(
        edited(path, {SHEET: lambda data: data.replace(b'<row r="2"', b'<row r="2" hidden="1"')})
    ) == [2]
    book = xlwt.Workbook()
    page = book.add_sheet("План")
    for at, row in enumerate(sheet("План", PLAN).rows):
        for column, value in enumerate(row):
            page.write(at, column, value)
    page.row(2).hidden = True
    book.save(str(tmp_path / "old.xls"))
    assert hidden(tmp_path / "old.xls") == [3]
    ods = edited(
        plan_file(tmp_path, "ods"),
        {
            "content.xml": lambda data: data.replace(
                b"<table:table-row>", b'<table:table-row table:visibility="collapse">'
            )
        },
    )
    assert hidden(ods) == [2, 3]


@pytest.mark.parametrize(
    "part",
    [
        {"xl/externalLinks/externalLink1.xml": DDE.encode()},
        {
            "xl/connections.xml": b'<connections><connection type="4"><webPr url="ADDRESS/c"/></connection></connections>'
        },
        {"xl/queryTables/queryTable1.xml": b"<queryTable connectionId='1' refreshOnLoad='1'/>"},
        {
            "xl/worksheets/_rels/sheet1.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/image" Target="ADDRESS/pixel.png" TargetMode="External"/></Relationships>'
        },
    ],
    ids=["dde", "connection", "query", "image elsewhere"],
)
def test_links_to_other_places_are_reported_and_not_followed(
    part: dict[str, bytes], tmp_path: Path, read: Any
) -> None:
    with listening() as ear:
        here = {name: data.replace(b"ADDRESS", ear.address.encode()) for name, data in part.items()}
        path = edited(plan_file(tmp_path), here)
        reading = read(path)
        mark_rejected(path, reading.rows, tmp_path / "marked.xlsx", "en")
    assert ear.calls == []
    assert told(reading) == [("external_links", None)]
    assert len(reading.rows) == 2


def test_links_in_an_open_document_are_reported_and_not_followed(tmp_path: Path, read: Any) -> None:
    with listening() as ear:
        source = (
            f'<table:table-source xlink:href="{ear.address}/t.ods" table:refresh-delay="PT1S"/></table:table>'
        )
        links = '<table:dde-links><table:dde-link><office:dde-source office:dde-application="cmd"/></table:dde-link></table:dde-links>'
        for put in (
            lambda data: data.replace(b"</table:table>", source.encode()),
            lambda data: data.replace(b"</office:spreadsheet>", links.encode() + b"</office:spreadsheet>"),
        ):
            reading = read(edited(plan_file(tmp_path, "ods"), {"content.xml": put}))
            assert told(reading) == [("external_links", None)]
            assert len(reading.rows) == 2
    assert ear.calls == []


def test_a_command_in_a_cell_is_text(tmp_path: Path, read: Any) -> None:
    command = "=cmd|' /C calc'!A0"
    with listening() as ear:
        for text in (
            command,
            f'=WEBSERVICE("{ear.address}/w")',
            f'=IMAGE("{ear.address}/i")',
            f"='{ear.address}/[x.xlsx]A'!B1",
        ):
            path = plan_file(tmp_path, table=PLAN.replace("Сделать", text.replace("|", "¦")))
            row = read(path).rows[0]
            assert row.cells["B"] == text.replace("|", "¦")
    assert ear.calls == []

"""What strangers send: nothing crashes, nothing is silently lost, and a file that can't be read says why."""

import socket
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sheets.workbooks import Sheet, sheet, write_csv, write_ods, write_xls, write_xlsx
from tracker.sheets import ReadLimits, UnreadableFile, mark_rejected
from tracker.sheets.formats.raw import RawSheet
from tracker.sheets.unreadable import REASONS

PLAN = "№ | Мероприятие | Срок | Ответственный\n1 | Сделать | до 01.06.2025 | МВД\n2 | | до 01.07.2025 | МВД"


def _reason(path: Path, read: Any, **options: Any) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path, **options)
    assert path.name in caught.value.message("en")
    return caught.value.reason


def _edited(path: Path, edit: dict[str, bytes]) -> Path:
    """The workbook with parts replaced or added."""
    out = path.with_name("edited.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, edit.pop(name, None) or old.read(name))
        for name, data in edit.items():
            new.writestr(name, data)
    return out


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "plan.xlsx", sheet("План", PLAN))


def _sheet_xml(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_stray_cell_at_the_end_of_the_world_is_refused(plan: Path, read: Any) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    xml = _sheet_xml(plan).replace("</sheetData>", far)
    assert _reason(_edited(plan, {"xl/worksheets/sheet1.xml": xml.encode()}), read) == "far_cell"


def test_formatted_but_empty_rows_to_the_end_of_the_sheet_are_no_bomb(plan: Path, read: Any) -> None:
    ghosts = '<row r="1048576"><c r="D1048576" s="1"/></row></sheetData>'
    xml = _sheet_xml(plan).replace("</sheetData>", ghosts)
    assert len(read(_edited(plan, {"xl/worksheets/sheet1.xml": xml.encode()})).rows) == 2


def test_a_zip_bomb_is_not_opened(plan: Path, read: Any) -> None:
    bomb = _edited(plan, {"xl/media/image1.bin": b"\0" * 30_000_000})
    assert _reason(bomb, read, limits=replace(ReadLimits(), max_unpacked_bytes=20_000_000)) == "bomb"


def test_too_many_parts_are_not_opened(plan: Path, read: Any) -> None:
    many = _edited(plan, {f"xl/media/{number}.bin": b"x" for number in range(60)})
    assert _reason(many, read, limits=replace(ReadLimits(), max_parts=50)) == "bomb"


def test_too_many_cells_are_refused(plan: Path, read: Any) -> None:
    assert _reason(plan, read, limits=replace(ReadLimits(), max_cells=5)) in ("too_many_cells", "far_cell")


def test_a_question_without_a_space_behind_it_is_no_lost_letter(tmp_path: Path, read: Any) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("№;Мероприятие;Срок\n1;Опрос «Что?Где?Когда»;2025 г.\n", encoding="utf-8")
    assert len(read(path).rows) == 1


def test_more_filled_rows_than_any_plan_has_are_refused(plan: Path, read: Any) -> None:
    assert _reason(plan, read, limits=ReadLimits(max_rows=2)) == "too_many_rows"
    assert read(plan, limits=ReadLimits(max_rows=3)).rows


def test_xml_entities_are_neither_expanded_nor_fetched(plan: Path, read: Any) -> None:
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def listen() -> None:
            try:
                calls.append(server.accept())
            except TimeoutError:
                return

        port = server.getsockname()[1]
        doctype = f'<!DOCTYPE x [<!ENTITY a "AAAA"><!ENTITY b SYSTEM "http://127.0.0.1:{port}/">]>'
        head, _, rest = _sheet_xml(plan).partition("<worksheet")
        xml = head + doctype + "<worksheet" + rest.replace("Сделать", "x &a; &b; y")
        listener = threading.Thread(target=listen)
        listener.start()
        try:
            texts = [row.text for row in read(_edited(plan, {"xl/worksheets/sheet1.xml": xml.encode()})).rows]
        except UnreadableFile:
            texts = []
        listener.join()
    assert calls == []
    assert "AAAA" not in str(texts)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "empty"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "web_page"),
        ("a.xlsx", b"PK\x03\x04 not a zip at all", "damaged"),
        ("a.xlsx", b"%PDF-1.7 nothing", "not_a_spreadsheet"),
        ("a.docx", b"plain", "not_a_spreadsheet"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600,
            "damaged",
        ),
        ("a.csv", "Ма?лумот; р?зи ?аҳор; ва?т; ша?р".replace("ҳ", "?").encode("cp1251"), "lost_letters"),
        ("a.csv", "Ма?лумот; р?зи баҳор; ва?т; ша?р".encode(), "lost_letters"),
    ],
)
def test_what_is_no_workbook_says_so_in_one_sentence(
    name: str, data: bytes, reason: str, tmp_path: Path, read: Any
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert _reason(path, read) == reason


def test_a_truncated_workbook_is_damaged(plan: Path, read: Any) -> None:
    cut = plan.with_name("cut.xlsx")
    cut.write_bytes(plan.read_bytes()[:-700])
    assert _reason(cut, read) == "damaged"


def test_a_workbook_with_the_name_of_another_format_is_read(plan: Path, read: Any) -> None:
    assert len(read(plan.rename(plan.with_name("plan.xls"))).rows) == 2


def test_macros_and_links_are_reported_and_not_followed(plan: Path, read: Any) -> None:
    extra = {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    codes = {issue.code for issue in read(_edited(plan, extra)).issues}
    assert codes == {"macros_present", "external_links"}


def test_a_wrong_dimension_and_rows_without_order_lose_nothing(plan: Path, read: Any) -> None:
    xml = _sheet_xml(plan)
    start, end = xml.index("<row"), xml.index("</sheetData>")
    rows = xml[start:end].split("</row>")[:-1]
    mixed = "</row>".join(reversed(rows)) + "</row>"
    xml = (xml[:start] + mixed + xml[end:]).replace('ref="A1:D3"', 'ref="A1"')
    read_rows = read(_edited(plan, {"xl/worksheets/sheet1.xml": xml.encode()})).rows
    assert [(row.number, len(row.cells)) for row in read_rows] == [("1", 4), ("2", 3)]


def test_every_reason_is_a_sentence_that_names_the_file() -> None:
    for reason in REASONS:
        assert "plan.xlsx" in UnreadableFile(reason, name="plan.xlsx", limit=5).message("en")


def test_equal_numbers_of_different_kinds_stay_apart() -> None:
    raw = RawSheet("x")
    raw.fill([[1, 1.0, True, "1", ""]], 5, 100)
    assert [raw.values[number] for number in raw.cells] == [1, 1.0, True, "1", ""]
    assert [type(raw.values[number]) for number in raw.cells] == [int, float, bool, str, str]


def test_old_workbooks_tell_hidden_rows_and_failed_cells_too(tmp_path: Path, read: Any) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("План")
    for row, cells in enumerate(
        (["№", "Мероприятие", "Срок", "Статус"], [1, "Сделать", "до 01.06.2025"], [2, "Убрать"])
    ):
        for column, value in enumerate(cells):
            page.write(row, column, value)
    page.row(1).set_cell_error(3, "#REF!")
    page.row(2).hidden = True
    book.save(str(tmp_path / "old.xls"))
    first, second = read(tmp_path / "old.xls").rows
    assert (first.outcome, first.issues[0].code, first.issues[0].cell) == ("rejected", "cell_error", "D2")
    assert "hidden_row" in [issue.code for issue in second.issues]


def test_open_documents_tell_hidden_rows_and_are_not_repeated_to_the_end_of_the_world(
    tmp_path: Path, read: Any
) -> None:
    path = write_ods(tmp_path / "plan.ods", sheet("План", PLAN))
    hidden = _content(
        path, lambda xml: xml.replace("<table:table-row>", '<table:table-row table:visibility="collapse">')
    )
    assert [issue.code for row in read(hidden).rows for issue in row.issues].count("hidden_row") == 2
    far = _content(
        path,
        lambda xml: xml.replace(
            "</table:table>",
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="900"'
            ' office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row></table:table>',
        ),
    )
    assert _reason(far, read) == "far_cell"


def _content(path: Path, change: Callable[[str], str]) -> Path:
    out = path.with_name("changed.ods")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == "content.xml" else data)
    return out


CELLS = st.one_of(
    st.sampled_from(
        ["", "№", "Мероприятие", "Срок", "Ответственный", "Статус", "Район", "до 1 июня", "III квартал", "ОМВД", "Всего",
         "I. Раздел", "Исполнено", "100%", "1", "2", "* примечание", "Бохтар", "45884", "((", "31.02.2025", "до", "«»"]
    ),
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=30),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_no_table_crashes_the_reader_and_no_commitment_loses_a_cell(
    rows: list[list[str]], tmp_path: Path, read: Any
) -> None:
    header = ["№", "Мероприятие", "Срок", "Ответственный", "Статус"]
    path = write_csv(tmp_path / "any.csv", Sheet("", [header, *rows]), delimiter=";")
    reading = read(path)
    for row in reading.rows:
        written = rows[row.row - 2] if row.row - 2 < len(rows) else []
        filled = [cell for cell in written if cell.strip(" \t\r\n\u00a0\u200b\ufeff")]
        assert len(row.cells) >= len(filled)
        assert all(issue.message("en") for issue in row.issues)


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_rejected_rows_come_back_marked_in_the_senders_own_layout(
    form: str, tmp_path: Path, read: Any
) -> None:
    import openpyxl

    writer = write_xlsx if form == "xlsx" else write_xls
    path = writer(tmp_path / f"plan.{form}", sheet("План", PLAN))
    out = tmp_path / "marked.xlsx"
    assert mark_rejected(path, read(path).rows, out, "en") == 1
    page = openpyxl.load_workbook(out)["План"]
    assert page["B2"].value == "Сделать"
    assert page["B3"].comment is not None and "no commitment text" in page["B3"].comment.text
    assert page["E1"].value == "What to correct"
    assert "no commitment text" in page["E3"].value

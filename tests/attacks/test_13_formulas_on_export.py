"""13 · Four hundred naughty strings in every field: no workbook that goes out holds a formula or a link, and all is read back
as it was typed, by a spreadsheet program and by our own reader."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.naughty import NAUGHTY
from tests.attacks.words_everywhere import PARTNER, say_everywhere
from tests.conftest import NOON
from tests.provide import save_as
from tests.sheets.workbooks import Sheet, write_csv
from tracker.briefs.hearing import Wanted, build, made
from tracker.briefs.site import publish
from tracker.cli.measuring import _PRINTERS, Format
from tracker.desk import EDITOR, PUBLIC, Desk, View, export, look, updates
from tracker.model.codes import code_of
from tracker.settings import Settings
from tracker.sheets import mark_rejected, read_workbook
from tracker.sheets.fetch import fetch
from tracker.sheets.formula_like import quoted, unquoted
from tracker.sheets.partner_words import heading
from tracker.sheets.register_template import TITLES, register_template
from tracker.sheets.shapes import ReadLimits, ReadOptions

NAME = '=HYPERLINK("http://127.0.0.1:9/"&A1;"Партнёр") & «&P»'
# Formulas, addresses to click on, macros, commands of other programs, other files.
RUNS = re.compile(
    rb"<(?:\w+:)?f[ />]|<hyperlink|ddeLink|<oleObject|TargetMode=\"External\"|vbaProject|externalLink|connections\.xml"
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An installation full of naughty strings."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("naughty") / "var", database_url=None, language="ru")
    opened = Desk.open(settings, lambda: NOON)
    say_everywhere(opened, NAUGHTY, name=NAME)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public site of it."""
    folder = tmp_path_factory.mktemp("site") / "out"
    publish(desk, folder)
    return folder


def runs_nothing(content: bytes) -> None:
    """The workbook holds nothing that a program would run or fetch, in any of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found = RUNS.search(archive.read(name)) or RUNS.search(name.encode())
            assert found is None, f"{name}: {found}"


def texts_of(content: bytes) -> set[str]:
    """Every text in a workbook, as openpyxl reads it, and none is anything else."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        cell
        for page in book.worksheets
        for line in page.iter_rows()
        for cell in line
        if cell.value is not None
    ]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b", "inlineStr"}
    return {cell.value for cell in cells if isinstance(cell.value, str)}


def ours(path: Path) -> set[str]:
    """Every text of a file, as our own reader reads it."""
    grids, _notices = fetch(path, "csv" if path.suffix == ".csv" else "xlsx", ReadLimits())
    return {value for grid in grids for value in grid.values if isinstance(value, str)}


def whole(content: bytes, folder: Path, *, but: frozenset[str] = frozenset()) -> None:
    """Every naughty string stands in the workbook exactly, runs nothing, and is read so by two programs."""
    runs_nothing(content)
    path = folder / "made.xlsx"
    path.write_bytes(content)
    for found in (texts_of(content), ours(path)):
        assert [text for text in NAUGHTY if text not in found and text not in but] == []


@pytest.mark.parametrize("dataset", ["commitments", "findings", "rates"])
def test_the_data_as_a_workbook(desk: Desk, dataset: str, tmp_path: Path) -> None:
    content = export.write(desk, EDITOR, View(), dataset, format_="xlsx")
    if dataset == "rates":
        runs_nothing(content)
        assert NAME in texts_of(content)
    else:
        whole(content, tmp_path)


@pytest.mark.parametrize("dataset", ["commitments", "findings", "rates"])
def test_the_data_as_csv(desk: Desk, dataset: str, tmp_path: Path) -> None:
    content = export.write(desk, EDITOR, View(), dataset, format_="csv")
    comes_back(content, [NAME] if dataset == "rates" else NAUGHTY, tmp_path)


def comes_back(content: bytes, texts: Any, folder: Path) -> None:
    """No cell of the .csv would be run, and our reader gives each text exactly."""
    path = folder / "data.csv"
    path.write_bytes(content)
    cells = {cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row}
    assert [cell for cell in cells if is_run(cell)] == []
    found = ours(path)
    assert [text for text in texts if text not in found] == []


def is_run(cell: str) -> bool:
    """Whether a spreadsheet that opens a .csv might take the cell for a formula: numbers below zero are no text."""
    bare = cell.strip()
    return (cell[:1] in "\t\r\n" and cell != "") or (
        bare[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠") and not _is_number(bare)
    )


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", text) is not None


def test_the_codebook_runs_nothing(tmp_path: Path) -> None:
    comes_back(export.codebook_csv(), [], tmp_path)


def test_the_downloads_of_the_site(site: Path, tmp_path: Path) -> None:
    whole((site / "data/commitments.xlsx").read_bytes(), tmp_path)
    comes_back((site / "data/commitments.csv").read_bytes(), NAUGHTY, tmp_path)
    comes_back((site / "data/rates.csv").read_bytes(), [], tmp_path)
    comes_back((site / "data/codebook.csv").read_bytes(), [], tmp_path)


def test_the_workbook_for_a_partner(desk: Desk, tmp_path: Path) -> None:
    out = io.BytesIO()
    updates.workbook(desk, EDITOR, PARTNER, out, language="ru")
    whole(out.getvalue(), tmp_path)
    assert NAME in "".join(texts_of(out.getvalue()))


def test_the_draft_for_an_agency(desk: Desk, tmp_path: Path) -> None:
    out = io.BytesIO()
    updates.reply_book(desk, EDITOR, "mia-district", out, language="ru")
    whole(out.getvalue(), tmp_path)


def test_the_workbook_of_a_brief(desk: Desk, tmp_path: Path) -> None:
    content = made(build(desk, EDITOR, Wanted(View(), "ru")), "xlsx", desk.settings)
    steering = re.compile(
        "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029\u2060\u2066-\u2069\ufeff]"
    )
    whole(content, tmp_path, but=frozenset(text for text in NAUGHTY if steering.search(text)))


@pytest.mark.parametrize("kind", TITLES)
def test_the_empty_registers(desk: Desk, kind: Any) -> None:
    names = look.names(desk, EDITOR)
    lists = {
        name: [one.name("ru") for one in getattr(names, name).values()] for name in ("districts", "agencies")
    }
    runs_nothing(register_template(kind, "ru", {**lists, "agencies": [*lists["agencies"], *NAUGHTY]}))


def test_rates_of_the_command_line(desk: Desk, tmp_path: Path) -> None:
    """Their keys are codes, which a register may bring."""
    table = look.rates(desk, EDITOR, View(), by="agency")
    table.rows.loc[table.rows["key"] == "mia-district", "key"] = NAME
    for form in (Format.XLSX, Format.CSV):
        _PRINTERS[form](desk, table, tmp_path / f"rates.{form.value}")
    runs_nothing((tmp_path / "rates.xlsx").read_bytes())
    comes_back((tmp_path / "rates.csv").read_bytes(), [NAME], tmp_path)


def test_rejected_rows_come_back_as_they_were_sent(tmp_path: Path, names: Any) -> None:
    """From a .csv, of which a workbook has to be made: the marked one holds each string of the sender and no formula."""
    rows = [
        ["№", "Мероприятие", "Срок", "Район"],
        *([str(at), "", text, text] for at, text in enumerate(NAUGHTY, 1)),
    ]
    path = write_csv(tmp_path / "sent.csv", Sheet("", rows))
    reading = read_workbook(path, names=names, options=ReadOptions(today=date(2025, 11, 1)))
    out = tmp_path / "marked.xlsx"
    assert mark_rejected(path, reading.rows, out, "ru") > 0.9 * len(NAUGHTY)
    runs_nothing(out.read_bytes())
    sent = ours(path)
    back = texts_of(out.read_bytes())
    assert [
        text for text in sent if (bare := text.strip(" \t\r\n\u00a0\u200b\ufeff")) and bare not in back
    ] == []


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_receipt_of_a_returned_workbook(desk: Desk, suffix: str, tmp_path: Path) -> None:
    """Each row is filled in with a naughty string that is refused, so that it stands in the receipt as it was typed."""
    book = tmp_path / "book.xlsx"
    updates.workbook(desk, EDITOR, PARTNER, book, language="ru")
    opened = openpyxl.load_workbook(book)
    page = opened.worksheets[1]
    columns = {cell.value: cell.column for cell in page[3]}
    of_code = {code_of(number): text for number, text in enumerate(NAUGHTY, start=1)}
    for line in page.iter_rows(min_row=4):
        if line[0].value in of_code:
            for field in ("status", "found", "evidence", "note"):
                cell = line[columns[heading(field, "ru")] - 1]
                cell.value, cell.data_type = of_code[line[0].value], "s"
    path = tmp_path / f"returned.{suffix}"
    if suffix == "xlsx":
        opened.save(path)
    else:
        write_csv(
            path, Sheet("", [[_as_csv(cell.value) for cell in line] for line in page.iter_rows(min_row=3)])
        )
    compared = updates.compare(desk, EDITOR, path)
    bent = {
        "_x0041_",
        "_x000D_",
        "_xFFFF_",
    }  # openpyxl, which fills in the workbook here, writes other signs for these
    filled = [one for one in compared.rows if of_code.get(one.row.code or "", "_x0041_") not in bent]
    assert [of_code[one.row.code or ""] for one in filled if one.outcome != "refused"] == []
    out = tmp_path / "receipt.xlsx"
    updates.receipt(desk, EDITOR, compared, out, applied=False)
    runs_nothing(out.read_bytes())
    kept = {text.strip(" \t\r\n\u00a0\u200b\ufeff") for text in texts_of(out.read_bytes())}
    sent = [text for one in filled for text in one.row.cells.values()]
    assert len(sent) > 1000
    day = re.compile(r"\d\d\.\d\d\.\d{4}")
    assert [text for text in sent if text.strip() and text not in kept and not day.fullmatch(text)] == []


def _as_csv(value: Any) -> Any:
    return quoted(value) if isinstance(value, str) else value or ""


def test_libreoffice_shows_what_was_typed(desk: Desk, tmp_path: Path) -> None:
    """Another program opens the data, saves it as a workbook of the old kind, and every string is still there."""
    path = tmp_path / "data.xlsx"
    path.write_bytes(export.write(desk, PUBLIC, View(), "commitments", format_="xlsx"))
    saved = save_as(path, "xls", tmp_path)
    grids, _notices = fetch(saved, "xls", ReadLimits())
    found = {value.strip() for grid in grids for value in grid.values if isinstance(value, str)}
    assert [text for text in NAUGHTY if text.strip() not in found] == []


@given(st.text(alphabet=st.sampled_from("'=+-@ \t\r\nа\u00a0＝,;\"")))
def test_a_quote_that_is_put_before_a_text_is_taken_off_again(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert not is_run(quoted(text)) or _is_number(text.strip())

"""`ahd workbook` and `ahd updates` keep their contract."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    """The workbook of a partner of the sample."""
    assert run("demo")[0] == 0
    out = tmp_path / "book.xlsx"
    status, printed, told = run("workbook", "--partner", "namuna-kuhsor", "--language", "en", "--out", out)
    assert (status, printed) == (0, "") and "rows" in told
    return out


def test_an_untouched_workbook_changes_nothing(run: Run, book: Path) -> None:
    status, printed, _told = run("updates", "--dry-run", "--json", book)
    document = json.loads(printed)
    assert status == 0
    assert list(document) == ["file", "partner", "rows", "counts"]
    assert document["partner"] == "namuna-kuhsor"
    assert set(document["counts"]) == {"unchanged", "taken", "conflict", "refused", "proposed"}
    assert {row["outcome"] for row in document["rows"]} == {"unchanged"}
    assert list(document["rows"][0]) == ["sheet", "row", "code", "outcome", "issues"]


def test_what_is_refused_needs_a_person_and_the_rest_is_taken(run: Run, book: Path, tmp_path: Path) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    sheet["I4"], sheet["J4"], sheet["K4"] = "In progress", "01.11.2026", "Seen"
    sheet["I5"] = "done"
    opened.save(book)
    receipt = tmp_path / "receipt.xlsx"
    status, printed, _told = run("updates", "--yes", "--json", "--receipt", receipt, book)
    document = json.loads(printed)
    assert status == 1
    assert (document["counts"]["taken"], document["counts"]["refused"]) == (1, 1)
    refused = next(row for row in document["rows"] if row["outcome"] == "refused")
    assert "update_status_near" in {issue["code"] for issue in refused["issues"]}
    assert {issue["cell"] for issue in refused["issues"]} >= {"I5"}
    assert openpyxl.load_workbook(receipt).worksheets[1]["P4"].value.startswith("Taken")
    status, printed, _told = run("updates", "--yes", "--json", book)
    assert json.loads(printed)["counts"]["taken"] == 0


def test_wrong_usage_and_foreign_files_are_told_in_a_sentence(run: Run, book: Path, tmp_path: Path) -> None:
    status, _printed, told = run("workbook", "--partner", "nobody", "--out", tmp_path / "no.xlsx")
    assert status == 2 and "nobody" in told and not (tmp_path / "no.xlsx").exists()
    status, printed, told = run("updates", tmp_path / "missing.xlsx")
    assert (status, printed) == (2, "") and "missing.xlsx" in told
    foreign = tmp_path / "foreign.xlsx"
    other = openpyxl.Workbook()
    other.active["A1"] = "notes"
    other.save(foreign)
    assert run("updates", foreign)[0] == 2

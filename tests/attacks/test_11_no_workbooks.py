"""11 · What has the name of a workbook and is none, or cannot be opened: one sentence that names the file, and exit 2."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.strangers import edited, plan_file, reason
from tests.browser.conftest import environment
from tests.sheets.test_tables import MINISTRY
from tests.sheets.workbooks import write_xlsx
from tracker.sheets.unreadable import REASONS, UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NONE = {
    ("a.xlsx", b""): "empty",
    ("a.csv", b"\xef\xbb\xbf \r\n"): "empty",
    ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>"): "web_page",
    ("b.xls", b"\xef\xbb\xbf\r\n<!DOCTYPE html><html><table></table></html>"): "web_page",
    ("a.xlsx", b"PK\x03\x04 not a zip at all"): "damaged",
    ("a.xlsx", b"%PDF-1.7 nothing"): "not_a_spreadsheet",
    ("a.xlsx", b"\x89PNG\r\n\x1a\n"): "not_a_spreadsheet",
    (
        "a.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ): "not_a_spreadsheet",
    ("a.xls", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"): "not_a_spreadsheet",
    ("a.xlsx", b"MZ\x90\x00 a program"): "damaged",
    ("a.docx", b"plain"): "not_a_spreadsheet",
    ("a.xls", OLE + "EncryptedPackage".encode("utf-16-le")): "password",
    ("a.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600): "password",
    ("a.doc", OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600): "not_a_spreadsheet",
    ("a.xls", OLE + "Workbook".encode("utf-16-le") + b"\0" * 600): "damaged",
}


@pytest.mark.parametrize(("name", "data", "told"), [(*file, told) for file, told in NONE.items()])
def test_what_is_no_workbook_says_so_in_one_sentence(
    name: str, data: bytes, told: str, tmp_path: Path, read: Any
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason(read, path) == told


def test_a_workbook_that_was_cut_off_anywhere_is_damaged_and_never_read_in_part(
    tmp_path: Path, read: Any
) -> None:
    for form in ("xlsx", "xlsb", "ods"):
        path = plan_file(tmp_path, form)
        whole = path.read_bytes()
        for share in (0.2, 0.6, 0.95):
            path.write_bytes(whole[: int(len(whole) * share)])
            assert reason(read, path) == "damaged", (form, share)
    old = plan_file(tmp_path, "xls")
    old.write_bytes(old.read_bytes()[:2500])  # the list of what the container holds stands at its end
    assert reason(read, old) == "not_a_spreadsheet"


def test_an_archive_that_holds_something_else_is_no_workbook(tmp_path: Path, read: Any) -> None:
    from docx import Document

    Document().save(str(tmp_path / "letter.xlsx"))
    assert reason(read, tmp_path / "letter.xlsx") == "not_a_spreadsheet"


def test_a_locked_open_document_says_so(tmp_path: Path, read: Any) -> None:
    path = plan_file(tmp_path, "ods")
    locked = edited(path, {"META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    assert reason(read, locked) == "password"


def test_macros_are_reported_and_the_rest_is_read(tmp_path: Path, read: Any) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", MINISTRY)
    usual = read(path)
    macros = edited(path, {"xl/vbaProject.bin": OLE + b"AutoOpen Shell calc"}, name="macros")
    reading = read(macros.rename(macros.with_suffix(".xlsm")))
    assert [issue.code for issue in reading.issues] == ["macros_present"]
    assert [row.cells for row in reading.rows] == [row.cells for row in usual.rows]


def test_on_the_command_line_each_ends_with_two_and_its_sentence(tmp_path: Path) -> None:
    paths = []
    for at, ((name, data), _told) in enumerate(NONE.items()):
        path = tmp_path / f"{at}-{name}"
        path.write_bytes(data)
        paths.append(path)
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ahd")), "load", "--dry-run", "--json", str(paths[2]), str(paths[11])],
        env=environment(tmp_path / "var") | {"AHD_LANGUAGE": "en"}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert REASONS["web_page"].format(name=paths[2].name) in done.stderr


def test_every_reason_is_a_sentence_that_names_the_file() -> None:
    for told in REASONS:
        assert "plan.xlsx" in UnreadableFile(told, name="plan.xlsx", limit=5).message("en")

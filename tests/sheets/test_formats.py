"""Formats and files that are rare, or made to do harm: binary and Strict workbooks, mangled codes, hidden sheets, DDE."""

import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.sheets.test_tables import MINISTRY
from tests.sheets.workbooks import sheet, write_xlsb, write_xlsx
from tracker.sheets import ReadLimits, UnreadableFile

PLAN = "№ | Мероприятие | Срок | Ответственный\n1 | Сделать | до 01.06.2025 | МВД"


def _rewritten(path: Path, out: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out


def _strict(_name: str, data: bytes) -> bytes:
    main, relations = b"spreadsheetml/2006/main", b"officeDocument/2006/relationships"
    host, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    return data.replace(host + main, strict + b"spreadsheetml/main").replace(
        host + relations, strict + b"officeDocument/relationships"
    )


def _plain(reading: Any) -> list[tuple[Any, ...]]:
    return [
        (row.row, row.number, row.section, row.text, row.agencies, row.due.on, row.status)
        for row in reading.rows
    ]


def test_a_binary_workbook_is_read_like_any_other(tmp_path: Path, read: Any) -> None:
    usual = _plain(read(write_xlsx(tmp_path / "a.xlsx", MINISTRY)))
    assert _plain(read(write_xlsb(tmp_path / "a.xlsb", MINISTRY))) == usual
    assert len(usual) == 4


def test_a_strict_workbook_is_read_like_any_other(tmp_path: Path, read: Any) -> None:
    usual = write_xlsx(tmp_path / "a.xlsx", MINISTRY)
    strict = _rewritten(usual, tmp_path / "strict.xlsx", _strict)
    assert _plain(read(strict)) == _plain(read(usual))


def test_a_far_cell_in_a_binary_workbook_is_refused(tmp_path: Path, read: Any) -> None:
    far = sheet("План", PLAN)
    path = write_xlsb(tmp_path / "a.xlsb", far)
    lonely = b"\x00\x11" + (1_048_575).to_bytes(4, "little") + bytes(13)
    lonely += b"\x05\x10" + (16_383).to_bytes(4, "little") + bytes(12)
    edit = _rewritten(
        path,
        tmp_path / "far.xlsb",
        lambda name, data: data.replace(b"\x92\x01\x00", lonely + b"\x92\x01\x00"),
    )
    with pytest.raises(UnreadableFile) as caught:
        read(edit)
    assert caught.value.reason == "far_cell"


def test_codes_that_a_spreadsheet_program_changed_are_pointed_out(tmp_path: Path, read: Any) -> None:
    table = """
Код | Обязательство | Срок
0011 | Первое дело | 2025 г.
=12 | Второе дело | 2025 г.
=2025-02-01 | Третье дело | 2025 г.
1E+05 | Четвёртое дело | 2025 г.
0015 | Пятое дело | 2025 г.
0016 | Шестое дело | 2025 г.
0017 | Седьмое дело | 2025 г.
"""
    rows = read(write_xlsx(tmp_path / "a.xlsx", sheet("План", table))).rows
    told = [row.code for row in rows if any(issue.code == "code_mangled" for issue in row.issues)]
    assert told == ["12", "01.02.2025", "1E+05"]


def test_numbers_for_codes_are_well_where_all_are_numbers(tmp_path: Path, read: Any) -> None:
    table = "Код | Обязательство | Срок\n=11 | Первое дело | 2025 г.\n=12 | Второе дело | 2025 г."
    rows = read(write_xlsx(tmp_path / "a.xlsx", sheet("План", table))).rows
    assert [(row.code, row.issues[0].code) for row in rows] == [("11", "no_agency"), ("12", "no_agency")]


def test_a_hidden_sheet_is_read_and_pointed_out(tmp_path: Path, read: Any) -> None:
    path = write_xlsx(
        tmp_path / "a.xlsx", sheet("План", PLAN), sheet("Тайный", PLAN.replace("Сделать", "Скрыть"))
    )
    book = openpyxl.load_workbook(path)
    book["Тайный"].sheet_state = "veryHidden"
    book.save(path)
    reading = read(path)
    assert [row.text["ru"] for row in reading.rows] == ["Сделать", "Скрыть"]
    assert [(issue.code, issue.values["text"]) for issue in reading.issues] == [("sheet_hidden", "Тайный")]
    assert [one.hidden for one in reading.sheets] == [False, True]


def test_a_command_in_a_cell_is_text_and_a_dde_link_is_reported(tmp_path: Path, read: Any) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", sheet("План", PLAN.replace("Сделать", "=cmd|' /C calc'!A0")))
    out = tmp_path / "dde.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(
            "xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink ddeService='cmd'/></externalLink>"
        )
    reading = read(out)
    assert [issue.code for issue in reading.issues] == ["external_links"]
    assert reading.rows[0].cells["B"].startswith("=cmd")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process exist on Linux")
@pytest.mark.parametrize(
    ("limit", "reason"),
    [({"memory_bytes": 120 * 2**20}, "too_much_memory"), ({"seconds": 0.01}, "took_too_long")],
)
def test_a_child_that_runs_out_of_its_limits_is_stopped_and_says_which(
    limit: dict[str, Any], reason: str, tmp_path: Path, read: Any
) -> None:
    path = tmp_path / "large.csv"
    lines = (f"{at};а{at};б{at};в{at};г{at}" for at in range(500_000))
    path.write_text("№;Мероприятие;Срок;Статус;Код\n" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        read(path, limits=replace(ReadLimits(), **limit))
    assert caught.value.reason == reason

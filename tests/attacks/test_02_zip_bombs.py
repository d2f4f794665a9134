"""2 · Files of a few kilobytes that unpack to more than a machine holds, or lie about it."""

import re
import struct
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.strangers import SHEET, edited, plan_file, reason, shared_strings_file, text_of
from tracker.sheets import ReadLimits

LIMITS = ReadLimits()


def test_what_unpacks_to_more_than_a_workbook_holds_is_not_opened(tmp_path: Path, read: Any) -> None:
    bomb = edited(plan_file(tmp_path), {"xl/media/image1.bin": b"\0" * 30_000_000})
    assert reason(read, bomb, limits=replace(LIMITS, max_unpacked_bytes=20_000_000)) == "bomb"


def test_too_many_parts_are_not_opened(tmp_path: Path, read: Any) -> None:
    many = edited(plan_file(tmp_path), {f"xl/media/{number}.bin": b"" for number in range(1_001)})
    assert reason(read, many) == "bomb"


def test_two_parts_of_one_name_are_not_chosen_between(tmp_path: Path, read: Any) -> None:
    path = plan_file(tmp_path)
    with pytest.warns(UserWarning), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, text_of(path).replace("до 01.06.2025", "до 01.06.2035"))
    assert reason(read, path) == "damaged"


def test_too_large_a_file_is_not_even_looked_into(tmp_path: Path, read: Any) -> None:
    path = plan_file(tmp_path)
    with path.open("ab") as file:
        file.truncate(LIMITS.max_file_bytes + 1)
    assert reason(read, path) == "too_large"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_part_that_is_larger_than_it_says_is_not_believed(part: str, tmp_path: Path, read: Any) -> None:
    path = edited(shared_strings_file(tmp_path), {part: lambda data: data + b" " * 100_000_000})
    assert path.stat().st_size < 200_000
    path.write_bytes(understated(path.read_bytes(), part))
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo(part).file_size < 10_000
    assert reason(read, path) in ("bomb", "damaged")


def understated(data: bytes, part: str) -> bytes:
    """The archive with the unpacked size of a part told as a thousand bytes, in its header and in the list at the end."""
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name = 30 if mark.endswith(b"\x04") else 46
        for found in re.finditer(re.escape(mark), data):
            start = found.start()
            if data[start + name : start + name + len(part)] == part.encode():
                data = data[: start + at] + struct.pack("<I", 1000) + data[start + at + 4 :]
    return data


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process exist on Linux")
def test_one_long_text_in_a_hundred_thousand_cells_does_not_take_the_machine(
    tmp_path: Path, read: Any
) -> None:
    """Twelve kilobytes that ask for three gigabytes: each cell has the one shared text of thirty thousand letters."""
    row = '<c t="s"><v>0</v></c>' * 26
    cells = "".join(f'<row r="{at}">{row}</row>' for at in range(4, 4_004))
    path = edited(
        shared_strings_file(tmp_path),
        {
            SHEET: lambda data: data.replace(b"</sheetData>", cells.encode() + b"</sheetData>"),
            "xl/sharedStrings.xml": lambda data: re.sub(
                rb"<si>", b"<si><t>" + b"x" * 30_000 + b"</t></si><si>", data, count=1
            ),
        },
    )
    assert path.stat().st_size < 50_000
    assert reason(read, path) in ("too_much_memory", "damaged", "took_too_long")


def test_more_cells_or_rows_than_any_plan_has_are_refused(tmp_path: Path, read: Any) -> None:
    path = plan_file(tmp_path)
    assert reason(read, path, limits=replace(LIMITS, max_cells=5)) in ("too_many_cells", "far_cell")
    assert reason(read, path, limits=replace(LIMITS, max_rows=2)) == "too_many_rows"
    assert read(path, limits=replace(LIMITS, max_rows=3)).rows

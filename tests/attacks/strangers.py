"""What strangers send, and an ear that hears whether anything of theirs calls home."""

import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlsxwriter

from tests.sheets.workbooks import Sheet, sheet, write_csv, write_ods, write_xls, write_xlsb, write_xlsx
from tracker.sheets import UnreadableFile

PLAN = "№ | Мероприятие | Срок | Ответственный\n1 | Сделать | до 01.06.2025 | МВД\n2 | | до 01.07.2025 | МВД"
SHEET = "xl/worksheets/sheet1.xml"
WRITERS: dict[str, Callable[..., Path]] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "xlsb": write_xlsb,
    "ods": write_ods,
    "csv": write_csv,
}
Change = Callable[[bytes], bytes]


def plan_file(folder: Path, form: str = "xlsx", table: str = PLAN) -> Path:
    """A plan of two rows, the second without a text, in a format."""
    return WRITERS[form](folder / f"plan.{form}", sheet("План", table))


def shared_strings_file(folder: Path) -> Path:
    """The same plan as Excel writes it: each text once, in a part of its own."""
    path = folder / "shared.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("План")
        for at, line in enumerate(PLAN.splitlines()):
            for column, cell in enumerate(line.split(" | ")):
                page.write_string(at, column, cell)
    return path


def edited(path: Path, parts: dict[str, bytes | Change], *, name: str = "edited") -> Path:
    """The zipped file with parts replaced, changed or added."""
    out = path.with_name(f"{name}{path.suffix}")
    left = dict(parts)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            change = left.pop(part, None)
            data = old.read(part)
            new.writestr(
                part, data if change is None else change if isinstance(change, bytes) else change(data)
            )
        for part, data in left.items():
            assert isinstance(data, bytes), f"{path.name} has no {part}"
            new.writestr(part, data)
    return out


def text_of(path: Path, part: str = SHEET) -> str:
    """A part of a zipped file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(part).decode()


def reason(read: Callable[..., object], path: Path, **options: object) -> str:
    """Why a file is refused; the sentence about it names the file."""
    with pytest.raises(UnreadableFile) as caught:
        read(path, **options)
    assert path.name in caught.value.message("en")
    return caught.value.reason


class Ear:
    """A listener on this machine, and whoever called."""

    def __init__(self, server: socket.socket) -> None:
        self.address = f"http://127.0.0.1:{server.getsockname()[1]}"
        self.calls: list[bytes] = []


@contextmanager
def listening() -> Iterator[Ear]:
    """An ear on loopback that answers nothing and keeps what it is asked; to be asked after the block."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ear, done = Ear(server), threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    caller, _address = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    caller.settimeout(0.2)
                    try:
                        ear.calls.append(caller.recv(4096))
                    except OSError:
                        ear.calls.append(b"")

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield ear
        finally:
            done.set()
            thread.join()


__all__ = [
    "PLAN",
    "SHEET",
    "WRITERS",
    "Ear",
    "Sheet",
    "edited",
    "listening",
    "plan_file",
    "reason",
    "shared_strings_file",
    "text_of",
]

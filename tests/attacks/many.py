"""One of several programs that write to an installation and read from it at once."""

import time
import traceback
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from tracker.desk import EDITOR, Desk, View, look, record
from tracker.desk.detail import commitment
from tracker.desk.record import Stale
from tracker.desk.rules import Said
from tracker.settings import Settings


def work(folder: Path, name: str, rounds: int, seconds: float, say: Connection) -> None:
    """Record findings, correct words and read rates and lists, so many rounds and at least so many seconds.

    Says "ready" and waits for a word; then what it was told is written, how often it read, or what went wrong.
    """
    try:
        desk = Desk.open(Settings(data_dir=folder, database_url=None, language="en"))
        codes = [line.code for line in look.page_of(desk, EDITOR, View(), size=50).lines]
        say.send("ready")
        say.recv()
        until, number = time.monotonic() + seconds, 0
        while number < rounds or time.monotonic() < until:
            number += 1
            say.send(
                _write(
                    desk,
                    codes[(number * 5 + int(name)) % len(codes)],
                    f"{name}-{number}",
                    words=number % 4 == 0,
                )
            )
            assert look.rates(desk, EDITOR, View()).total["population"] == len(codes)
            assert look.page_of(desk, EDITOR, View(query="улицу")).lines
        desk.close()
        say.send(("read", str(number)))
    except BaseException:
        say.send(("wrong", traceback.format_exc()))
    say.close()


def _write(desk: Desk, code: str, note: str, *, words: bool) -> tuple[str, str]:
    """Record a finding, or correct the section of a commitment as it was just seen; what came of it."""
    if not words:
        record.finding(desk, EDITOR, code, Said("in_progress", date(2026, 1, 1), note, has_evidence=True))
        return "finding", note
    one = commitment(desk, EDITOR, code, View())
    assert one is not None
    try:
        record.attributes(desk, EDITOR, code, seen=one.version_id, changes={"section": note})
    except Stale:
        return "told", note
    return "section", note

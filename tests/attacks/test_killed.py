"""Killed at any moment of a load, an update, an undo, a migration, a backup or a restore: all of it happened, or nothing.

Fifty moments in every test run; `make soak` takes five hundred. Each program says when it begins to write and is killed
somewhere between then and a little after it would have been done.
"""

# ruff: noqa: F811 – fixtures are asked for by their names

import multiprocessing
import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from alembic import command

from tests.attacks import deeds
from tests.desk.conftest import Loaded, load, rows, workbook  # noqa: F401
from tests.desk.updates.conftest import LIGHTS, ROOM, fill, two_partners  # noqa: F401
from tracker.desk import EDITOR, Desk, backups, updates
from tracker.store import schema, triggers
from tracker.store.backup import NotABackup, verify
from tracker.store.check import check

KILLS = int(os.environ.get("AHD_KILLS", "50"))
SHARES = {
    deeds.load_a_workbook: 12,
    deeds.take_a_returned_workbook: 10,
    deeds.undo_a_load: 8,
    deeds.bring_an_older_database_forward: 8,
    deeds.back_up: 6,
    deeds.restore: 6,
}
assert sum(SHARES.values()) == 50

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.attacks.deeds"])


@dataclass(frozen=True)
class Before:
    """An installation to break, and the files that its programs are given."""

    data: Path
    given: Path


def next_plan() -> str:
    """Eighty commitments more, so that a load takes a while and rows are sealed as well as told."""
    lines = ["№ | Мероприятие | Срок | Ответственные | Район | Статус | Дата статуса"]
    lines += [
        f"{n} | Обязательство следующего года номер {n} | до 1 июня 2027 | ОМВД | Рудаки | В работе | 01.10.2026"
        for n in range(1, 81)
    ]
    return "\n".join(lines)


@pytest.fixture(autouse=True)
def plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process first runs what its parent began with: nothing here, whatever page another test has left behind."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def before(two_partners: Desk, workbook: Callable[..., Path], tmp_path: Path) -> Before:
    """An installation with a load to undo, and beside it a plan, a filled-in workbook and an earlier backup."""
    given = tmp_path / "given"
    given.mkdir()
    shutil.move(workbook(next_plan(), name="next.xlsx"), given / "next.xlsx")
    backups.make(two_partners, EDITOR, given / "earlier.ahd.zip")
    book = given / "returned.xlsx"
    updates.workbook(two_partners, EDITOR, "ours", book, language="ru")
    for code in (LIGHTS, ROOM):
        fill(book, code, status="in_progress", on=date(2026, 10, 1), found="Роют", evidence="акт")
    with two_partners.store.write(actor="test", action="later") as change:
        change.tell("test.noted", "test", 1, after={"said": "after the backup"})
    data = two_partners.settings.data_dir
    two_partners.close()
    return Before(data, given)


def step_back(data: Path) -> None:
    """Bring the database to the shape of the version before this one."""
    desk = deeds.opened(data)
    with desk.store.engine.connect().execution_options(ahd_write=True) as connection, connection.begin():
        for name in triggers.present(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")
    desk.close()


def everything(data: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that stands in the database of a folder."""
    desk = deeds.opened(data)
    names = [
        name
        for (name,) in rows(desk, "SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith(("sqlite_", "search"))
    ]
    found = {name: sorted(rows(desk, f'SELECT * FROM "{name}"'), key=repr) for name in names}
    wrong = [each.message("en") for each in check(desk.store, desk.files) if each.wrong]
    desk.close()
    assert wrong == []
    return found


def run(deed: deeds.Deed, before: Before, data: Path, *, kill_after: float | None) -> float:
    """Do the deed on a copy, killed so many seconds after it began to write; returns how long it took."""
    shutil.copytree(before.data, data)
    hear, say = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=deed, args=(data, before.given, say))
    process.start()
    say.close()
    _expect(hear, "now")
    began = time.perf_counter()
    if kill_after is None:
        _expect(hear, "done")
    else:
        time.sleep(kill_after)
        process.kill()
    took = time.perf_counter() - began
    process.join(timeout=60)
    return took


def _expect(hear: Connection, word: str) -> None:
    assert hear.poll(120), f"nobody said {word}"
    assert hear.recv() == word


@pytest.mark.parametrize("deed", SHARES, ids=lambda deed: deed.__name__)
def test_killed_at_any_moment_it_is_all_there_or_nothing(
    deed: deeds.Deed, before: Before, tmp_path: Path
) -> None:
    if deed is deeds.bring_an_older_database_forward:
        step_back(before.data)
    whole = tmp_path / "whole"
    took = run(deed, before, whole, kill_after=None)
    nothing = tmp_path / "nothing"
    shutil.copytree(before.data, nothing)
    outcomes = everything(nothing), everything(whole)
    same = {
        deeds.bring_an_older_database_forward,
        deeds.back_up,
    }  # opening brings it forward; a backup changes nothing
    assert (outcomes[0] == outcomes[1]) == (deed in same)
    chance, count = random.Random(deed.__name__), max(1, KILLS * SHARES[deed] // 50)
    for number in range(count):
        data = tmp_path / f"killed-{number}"
        moment = took * 1.1 * (number + chance.random()) / count
        run(deed, before, data, kill_after=moment)
        assert everything(data) in outcomes, f"killed after {moment:.4f} s of {took:.4f} s"
        _backups_are_whole(data)
        shutil.rmtree(data)


def _backups_are_whole(data: Path) -> None:
    for path in data.rglob("*.ahd.zip"):
        try:
            verify(path)
        except NotABackup as error:
            raise AssertionError(f"{path.name} took its name before it was whole") from error

"""Eight programs write and read at once: no update that was acknowledged is lost, nobody is shown that the database is locked.

A few rounds in every test run; `make soak` takes a minute.
"""

import multiprocessing
import os
import sys
from collections import Counter
from multiprocessing.connection import Connection
from types import ModuleType

import pytest

from tests.attacks import many
from tests.desk.conftest import Loaded, rows
from tracker.desk import Desk
from tracker.store.check import check

PROGRAMS, ROUNDS = 8, 4
SECONDS = float(os.environ.get("AHD_SECONDS", "0"))
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.attacks.deeds", "tests.attacks.many"])


@pytest.fixture(autouse=True)
def plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process first runs what its parent began with: nothing here."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def plan(count: int) -> str:
    lines = ["№ | Мероприятие | Срок | Ответственные | Район | Дата"]
    lines += [
        f"{n} | Осветить улицу номер {n} | до 1 июня 2026 | ОМВД | Рудаки | 15.02.2025" for n in range(count)
    ]
    return "\n".join(lines)


def test_eight_programs_lose_nothing_and_wait_for_each_other(desk: Desk, load: Loaded) -> None:
    load(plan(12))
    folder, before = desk.settings.data_dir, desk.revision()
    desk.store.close()
    lines: list[Connection] = []
    for number in range(PROGRAMS):
        ours, theirs = PROCESSES.Pipe()
        PROCESSES.Process(
            target=many.work, args=(folder, str(number), ROUNDS, SECONDS, theirs), daemon=True
        ).start()
        theirs.close()
        lines.append(ours)
    for line in lines:
        assert hear(line) == "ready"
    for line in lines:
        line.send("go")
    told: dict[str, list[str]] = {"finding": [], "section": [], "told": [], "read": [], "wrong": []}
    for line in lines:
        while not told["wrong"]:
            what, said = hear(line)
            told[what].append(said)
            if what == "read":
                break
    assert told["wrong"] == []
    assert len(told["finding"]) >= PROGRAMS * ROUNDS // 2 and told["section"]
    assert len(told["read"]) == PROGRAMS
    recorded = [note for (note,) in rows(desk, "SELECT note FROM finding")]
    assert Counter(recorded) == Counter(told["finding"])
    changed = [
        words for (words,) in rows(desk, "SELECT section FROM commitment_version WHERE section IS NOT NULL")
    ]
    assert Counter(changed) == Counter(told["section"])
    assert desk.revision() == before + len(recorded) + len(changed)
    assert [remark.message("en") for remark in check(desk.store, desk.files) if remark.wrong] == []


def hear(line: Connection) -> tuple[str, str] | str:
    assert line.poll(300), "a program says nothing any more"
    return line.recv()  # type: ignore[no-any-return]

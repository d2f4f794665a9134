"""Several processes write at once; none loses what another was told is written."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import text

from tracker.store import Store, migrate

WRITER = """
import sys
from tracker.model import Topic
from tracker.store import Store
store = Store(sys.argv[1])
for number in range(int(sys.argv[3])):
    with store.write(actor=sys.argv[2], action="test") as change:
        (key,) = change.take_ids(Topic, 1)
        change.append(Topic, [{"id": key, "code": f"{sys.argv[2]}-{number}"}])
    print(number, flush=True)
"""


def start(url: str, name: str, count: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, url, name, str(count)], stdout=subprocess.PIPE, text=True
    )


def counted(store: Store, sql: str) -> int:
    with store.read() as connection:
        return int(connection.execute(text(sql)).scalar_one())


def test_four_processes_lose_no_acknowledged_write(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ahd.db'}"
    store = Store(url)
    migrate(store)
    writers = [start(url, f"w{number}", 25) for number in range(4)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    assert counted(store, "SELECT count(*) FROM topic") == 100
    assert store.revision() == 100
    assert counted(store, "SELECT count(*) FROM event") == 100


def test_a_killed_writer_leaves_whole_changes_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ahd.db'}"
    store = Store(url)
    migrate(store)
    writer = start(url, "w", 100_000)
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(20)]
    time.sleep(0.01)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    acknowledged = len(told) + rest.count("\n")
    topics = counted(store, "SELECT count(*) FROM topic")
    assert topics >= acknowledged >= 20
    assert store.revision() == topics == counted(store, "SELECT count(*) FROM event")
    assert counted(store, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'") == 0

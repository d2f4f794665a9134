"""What a program may be doing when it is killed; each runs in a process of its own and says when it begins to write."""

from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from tracker.desk import EDITOR, Desk, backups, updates
from tracker.desk.load import LoadOptions, apply, plan, undo
from tracker.settings import Settings
from tracker.store import Store, migrate

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
Deed = Callable[[Path, Path, Connection], None]


def opened(data: Path) -> Desk:
    """The installation in a folder, at a moment that stands still."""
    return Desk.open(Settings(data_dir=data, database_url=None, language="en"), lambda: NOON)


def load_a_workbook(data: Path, given: Path, say: Connection) -> None:
    desk = opened(data)
    ready = plan(desk, EDITOR, given / "next.xlsx", LoadOptions(partner="ours"))
    say.send("now")
    apply(desk, EDITOR, ready)
    say.send("done")


def take_a_returned_workbook(data: Path, given: Path, say: Connection) -> None:
    desk = opened(data)
    compared = updates.compare(desk, EDITOR, given / "returned.xlsx")
    say.send("now")
    updates.apply(desk, EDITOR, compared)
    say.send("done")


def undo_a_load(data: Path, given: Path, say: Connection) -> None:
    desk = opened(data)
    say.send("now")
    undo(desk, EDITOR, 1)
    say.send("done")


def bring_an_older_database_forward(data: Path, given: Path, say: Connection) -> None:
    store = Store(f"sqlite:///{data / 'ahd.db'}")
    say.send("now")
    migrate(store, aside=data / "backups")
    say.send("done")


def back_up(data: Path, given: Path, say: Connection) -> None:
    desk = opened(data)
    say.send("now")
    backups.make(desk, EDITOR, data / "made.ahd.zip")
    say.send("done")


def restore(data: Path, given: Path, say: Connection) -> None:
    settings = Settings(data_dir=data, database_url=None, language="en")
    say.send("now")
    backups.restore(settings, given / "earlier.ahd.zip", at=NOON)
    say.send("done")

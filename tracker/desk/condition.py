"""How an installation is: for whoever keeps it running."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from tracker.desk import backups
from tracker.desk.asking import Asker, require_staff
from tracker.desk.backups import Kept
from tracker.desk.desk import Desk
from tracker.desk.load.journal import loads
from tracker.model import Document, Revision
from tracker.store import Head, schema
from tracker.store.backup import Manifest
from tracker.store.check import Remark, check
from tracker.store.engine import SQLITE
from tracker.store.queries import table_of

RECENT = timedelta(hours=36)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an operator looks at. Sizes in bytes; moments are aware; `rejected` are rows of loads that were not taken."""

    changed_at: datetime | None
    head: Head
    database_bytes: int
    database: str
    files: int
    files_bytes: int
    backup: Kept | None
    backups: int
    backup_is_recent: bool
    rejected: int
    loads_with_rejected: int


class NotThisShape(Exception):
    """The database has the shape of another version of the program."""


def ready_revision(desk: Desk) -> int:
    """The newest revision, if the database answers and is in the shape of this version. Raises `NotThisShape`."""
    with desk.store.read() as connection:
        shape = schema.shape_of(connection)
    if shape != schema.newest():
        raise NotThisShape(shape)
    return desk.revision()


def condition(desk: Desk, asker: Asker) -> Condition:
    """How the installation is now. Raises `NotAllowed`."""
    require_staff(asker)
    revision, document = table_of(Revision), table_of(Document)
    with desk.store.read() as connection:
        changed_at = connection.execute(
            select(revision.c.recorded_at).order_by(revision.c.number.desc()).limit(1)
        ).scalar()
        files, files_bytes = connection.execute(
            select(func.count(), func.coalesce(func.sum(document.c.size), 0))
        ).one()
    now = desk.clock().astimezone(desk.settings.zone)
    kept = backups.until(desk.settings, now)
    standing = [load.counts.get("rejected", 0) for load in loads(desk, asker) if not load.undone]
    return Condition(
        changed_at=changed_at,
        head=desk.store.head(),
        database_bytes=_size(desk),
        database=f"SQLite {SQLITE.sqlite_version}"
        if desk.store.is_sqlite
        else desk.store.engine.dialect.name,
        files=files,
        files_bytes=files_bytes,
        backup=kept[0] if kept else None,
        backups=len(kept),
        backup_is_recent=bool(kept) and now - kept[0].made_at <= RECENT,
        rejected=sum(standing),
        loads_with_rejected=sum(1 for count in standing if count),
    )


def whole(desk: Desk, asker: Asker) -> list[Remark]:
    """All that `ahd check` says of the installation. Raises `NotAllowed`."""
    require_staff(asker)
    return check(desk.store, desk.files)


def back_up_now(desk: Desk, asker: Asker) -> tuple[Path, Manifest]:
    """Make a backup beside the nightly ones; returns its path and what it holds.

    Raises `NotAllowed`, `NotABackup`, `NoBackupHere`, `OSError`.
    """
    require_staff(asker)
    path = backups.named(desk.settings, desk.clock())
    return path, backups.make(desk, asker, path)


def _size(desk: Desk) -> int:
    if not desk.store.is_sqlite:
        return 0
    path = Path(str(desk.store.url.database))
    return sum(one.stat().st_size for one in (path, path.with_name(f"{path.name}-wal")) if one.is_file())

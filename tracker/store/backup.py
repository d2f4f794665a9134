"""Backups: one file with the database and all kept files, made while others work, proven whole, and put back.

A live SQLite file must not be copied (measured: 24 of 25 such copies were damaged or old); the database's own backup API
takes a copy of one moment. A backup is a zip: `ahd.db`, `files/<sha256>`, and `manifest.json` with a hash of each.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from tracker.model import Document
from tracker.store import schema
from tracker.store.chain import Head
from tracker.store.check import Remark, check
from tracker.store.engine import SQLITE, Store
from tracker.store.files import Files
from tracker.store.queries import table_of
from tracker.words import N_, Value, translate

DATABASE: Final = "ahd.db"
MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
SPOILT: Final = N_("it is no backup, or a spoilt one")
# Workbooks are zips already; only the database gains from packing.
_PACKED: Final = {DATABASE: zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, the database's shape, the head of the chain, and a SHA-256 by name."""

    made_at: str
    shape: str
    revision: int
    head: str
    files: dict[str, str]
    format: int = FORMAT

    @property
    def chain_head(self) -> Head:
        """The head of the chain in it."""
        return Head(self.revision, self.head)


class NotABackup(Exception):
    """The file is no backup, or not a whole one. Nothing was changed. Carries an English msgid with its values."""

    def __init__(self, msgid: str, **values: Value) -> None:
        super().__init__(msgid)
        self.msgid, self.values = msgid, values

    @classmethod
    def since(cls, remark: Remark) -> "NotABackup":
        """Because something of its database does not hold."""
        return cls(remark.msgid, **remark.values)

    def message(self, language: str) -> str:
        """Why, in the reader's language."""
        return translate(self.msgid, language, **self.values)


class StillInUse(Exception):
    """Another program has the database open. Nothing was changed."""


class NoBackupHere(Exception):
    """The database is kept by a server, which has backups of its own."""


def back_up(store: Store, files: Files, target: Path) -> Manifest:
    """Write a backup of this moment to `target`, which appears whole or not at all; others may read and write meanwhile.

    It is opened again and checked before it takes its name. Raises `NotABackup` when what was written does not hold,
    `NoBackupHere`, `OSError`.
    """
    _sqlite_only(store)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ahd-backup-", dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        _copy_database(store, copy)
        packed = Path(folder) / "backup.zip"
        manifest = _pack(copy, files, packed)
        copy.unlink()
        verify(packed)
        packed.replace(target)
    _keep_name(target.parent)
    return manifest


def verify(path: Path) -> Manifest:
    """Open a backup and prove it: every file by its hash, the database by all of `check`. Raises `NotABackup`, `OSError`."""
    with _opened(path) as (manifest, _database, remarks):
        wrong = [remark for remark in remarks if remark.wrong]
        if wrong:
            raise NotABackup.since(wrong[0])
        return manifest


def restore(path: Path, store: Store, files: Files, *, aside: Path) -> Manifest:
    """Put the database and the kept files of a backup in place of those here; what was here is backed up to `aside` first.

    The database is replaced in one transaction: killed at any moment, the old one or the new one is there. Kept files are
    only added. A database of an earlier version of the program is brought forward afterwards by `migrate`. Raises
    `NotABackup`, `StillInUse`, `NoBackupHere`, `OSError`; then nothing has changed.
    """
    _sqlite_only(store)
    with _opened(path) as (manifest, database, remarks):
        wrong = [remark for remark in remarks if remark.wrong]
        if wrong:
            raise NotABackup.since(wrong[0])
        _keep_aside(store, files, aside)
        _take_files(path, manifest, files)
        store.close()
        _replace(Path(str(store.url.database)), database)
    return manifest


def _keep_aside(store: Store, files: Files, aside: Path) -> None:
    """A backup of what is about to be replaced; where it is too damaged for one, its bytes as they are."""
    try:
        if _has_anything(store):
            back_up(store, files, aside)
    except (NotABackup, OSError, DBAPIError, SQLITE.Error):
        store.close()
        aside.parent.mkdir(parents=True, exist_ok=True)
        database = Path(str(store.url.database))
        for name in (database.name, f"{database.name}-wal"):
            if (found := database.with_name(name)).is_file():
                shutil.copy2(found, aside.with_name(f"{aside.name}.{name}"))


def copy_aside(store: Store, folder: Path, name: str) -> Path | None:
    """A copy of the database alone, as it stands before a migration; None where there is nothing to lose yet."""
    if not store.is_sqlite or not _has_anything(store):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name
    waiting = folder / f".{name}.part"
    waiting.unlink(missing_ok=True)
    _copy_database(store, waiting)
    waiting.replace(target)
    _keep_name(folder)
    return target


def revision_of(path: Path) -> int:
    """The revision that a backup holds, as its manifest says. Raises `NotABackup`, `OSError`."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _manifest(packed).revision
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise NotABackup(SPOILT) from error


def _sqlite_only(store: Store) -> None:
    if not store.is_sqlite:
        raise NoBackupHere(store.engine.dialect.name)


def _has_anything(store: Store) -> bool:
    with store.read() as connection:
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
        return bool(tables.scalar())


def _copy_database(store: Store, target: Path) -> None:
    source = SQLITE.connect(str(store.url.database))
    copy = SQLITE.connect(str(target))
    try:
        source.execute("PRAGMA busy_timeout = 15000")
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        _sign_all_out(copy)
    finally:
        copy.close()
        source.close()
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _sign_all_out(copy: Any) -> None:
    """Who is signed in is no part of a copy: restoring one must not bring back a session that has ended since."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'session'").fetchone():
        copy.execute("PRAGMA secure_delete = ON")
        copy.execute("DELETE FROM session")
        copy.commit()


def _pack(database: Path, files: Files, target: Path) -> Manifest:
    store = Store.reading(database)
    try:
        with store.read() as connection:
            kept = sorted(connection.execute(select(table_of(Document).c.sha256)).scalars())
            shape = schema.shape_of(connection) or ""
        head = store.head()
    finally:
        store.close()
    named = {DATABASE: database} | {f"files/{sha256}": files.path(sha256) for sha256 in kept}
    hashes = {}
    with zipfile.ZipFile(target, "w", compresslevel=1) as packed:
        for name, path in named.items():
            with path.open("rb") as file:
                hashes[name] = file_digest(file, "sha256").hexdigest()
            packed.write(path, name, compress_type=_PACKED.get(name, zipfile.ZIP_STORED))
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(made_at, shape, head.revision, head.sha256, hashes)
        packed.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return manifest


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Manifest, Path, list[Remark]]]:
    """A backup's manifest, its database unpacked beside the backup for as long as needed, and what `check` says of it."""
    try:
        with zipfile.ZipFile(path) as packed:
            manifest = _manifest(packed)
            _hashes_hold(packed, manifest)
            with tempfile.TemporaryDirectory(prefix=".ahd-restore-", dir=path.parent) as folder:
                database = Path(folder) / DATABASE
                with packed.open(DATABASE) as source, database.open("wb") as target:
                    shutil.copyfileobj(source, target)
                yield manifest, database, _remarks(database, manifest)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, DBAPIError) as error:
        raise NotABackup(SPOILT) from error


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    try:
        said: dict[str, Any] = json.loads(packed.read(MANIFEST))
        manifest = Manifest(**said)
    except (ValueError, TypeError) as error:
        raise NotABackup(SPOILT) from error
    if manifest.format != FORMAT:
        raise NotABackup(N_("it was made by a newer version of the program"))
    names = set(packed.namelist()) - {MANIFEST}
    if names != manifest.files.keys() or DATABASE not in names:
        raise NotABackup(N_("parts of it are missing"))
    return manifest


def _hashes_hold(packed: zipfile.ZipFile, manifest: Manifest) -> None:
    for name, sha256 in manifest.files.items():
        with packed.open(name) as file:
            found = file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # any file read as bytes will do
        if found != sha256 or (name != DATABASE and name != f"files/{sha256}"):
            raise NotABackup(N_("{name} in it is not what it was"), name=name)


def _remarks(database: Path, manifest: Manifest) -> list[Remark]:
    """What does not hold in the database of a backup; one of an earlier version of the program is checked by SQLite alone."""
    store = Store.reading(database)
    try:
        with store.read() as connection:
            if schema.shape_of(connection) != schema.newest():
                told = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
                return (
                    []
                    if told == ["ok"]
                    else [
                        Remark(
                            True,
                            N_("The database file is damaged: {told}. Restore a backup."),
                            {"told": str(told[0])},
                        )
                    ]
                )
        # Kept files were held against their hashes above.
        return check(store, None, held=manifest.chain_head)
    finally:
        store.close()


def _take_files(path: Path, manifest: Manifest, files: Files) -> None:
    with zipfile.ZipFile(path) as packed:
        for name, sha256 in manifest.files.items():
            if name != DATABASE and not files.path(sha256).exists():
                files.keep_bytes(packed.read(name))


def _replace(target: Path, fresh: Path) -> None:
    """Copy the pages of `fresh` over the database at `target` in one transaction, if nobody else has it open."""
    source, here = SQLITE.connect(str(fresh)), SQLITE.connect(str(target))
    try:
        here.execute("PRAGMA locking_mode = EXCLUSIVE")
        here.execute("PRAGMA journal_mode = DELETE")  # refused while another connection is there
        here.execute("BEGIN EXCLUSIVE")
        here.execute("ROLLBACK")
        source.backup(here)
    except SQLITE.OperationalError as error:
        raise StillInUse(str(error)) from error
    except SQLITE.DatabaseError:  # what stands there is no database any more: nobody works with it
        here.close()
        _put_in_place(target, fresh)
    finally:
        here.close()
        source.close()


def _put_in_place(target: Path, fresh: Path) -> None:
    waiting = target.with_name(f".{target.name}.part")
    shutil.copyfile(fresh, waiting)
    with waiting.open("rb") as file:
        os.fsync(file.fileno())
    for left in (f"{target.name}-wal", f"{target.name}-shm", f"{target.name}-journal"):
        target.with_name(left).unlink(missing_ok=True)
    waiting.replace(target)
    _keep_name(target.parent)


def _keep_name(folder: Path) -> None:
    """Let a new name in a folder outlast a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Backups: one file with the database and all kept files, made while others work, proven whole, and put back.

A live SQLite file must not be copied (measured: 24 of 25 such copies were damaged or old); the database's own backup API
takes a copy of one moment. A backup is a zip: `ahd.db`, `files/<sha256>`, and `manifest.json` with a hash of each.
"""

import errno
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
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
DAMAGED: Final = N_("The database file is damaged: {told}. Restore a backup.")
LACKING: Final = N_(
    "These kept files were gone or no longer what they were, and the backup goes without them: {files}."
)
# Workbooks are zips already; only the database gains from packing.
_PACKED: Final = {DATABASE: zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, the database's shape, the head of the chain, and a SHA-256 by name.

    `lacking` are kept files (the name that each came under, by SHA-256) that were gone or spoilt when it was made: it goes
    without them.
    """

    made_at: str
    shape: str
    revision: int
    head: str
    files: dict[str, str]
    format: int = FORMAT
    lacking: dict[str, str] = field(default_factory=dict)

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

    It is opened again and checked before it takes its name. A kept file that is gone or spoilt keeps nothing else from
    being saved: the manifest names it (`lacking`). Raises `NotABackup` when what was written does not hold or the database
    is damaged, `NoBackupHere`, `OSError`.
    """
    _sqlite_only(store)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".ahd-backup-", dir=target.parent) as folder:
            copy = Path(folder) / DATABASE
            _copy_database(store, copy)
            packed = Path(folder) / "backup.zip"
            manifest = _pack(copy, files, packed)
            copy.unlink()
            verify(packed)
            packed.replace(target)
    except (DBAPIError, SQLITE.DatabaseError) as error:
        told = error.orig if isinstance(error, DBAPIError) else error
        raise NotABackup(DAMAGED, told=str(told)) from error
    _keep_name(target.parent)
    return manifest


def verify(path: Path) -> Manifest:
    """Open a backup and prove it: every file by its hash, the database by all of `check`. Raises `NotABackup`, `OSError`."""
    with _opened(path) as (manifest, _database, remarks):
        wrong = [remark for remark in remarks if remark.wrong]
        if wrong:
            raise NotABackup.since(wrong[0])
        return manifest


def restore(path: Path, store: Store, files: Files, *, aside: Path) -> tuple[Manifest, list[Path]]:
    """Put the database and the kept files of a backup in place of those here; what was here is backed up to `aside` first.

    Returns what the backup held, and where that which was here is kept now: a backup, or where it was too damaged for one
    the files that hold its bytes; none where nothing was here. The database is replaced in one transaction: killed at any
    moment, the old one or the new one is there. Kept files are added, or mended where they are not what they were. A
    database of an earlier version of the program is brought forward afterwards by `migrate`. Raises `NotABackup`,
    `StillInUse`, `NoBackupHere`, `OSError`; then the database has not changed.
    """
    _sqlite_only(store)
    with _opened(path) as (manifest, database, remarks):
        wrong = [remark for remark in remarks if remark.wrong]
        if wrong:
            raise NotABackup.since(wrong[0])
        kept = _keep_aside(store, files, aside)
        _take_files(path, manifest, files)
        store.close()
        _replace(Path(str(store.url.database)), database)
    return manifest, kept


def _keep_aside(store: Store, files: Files, aside: Path) -> list[Path]:
    """A backup of what is about to be replaced; where it is too damaged for one, its bytes as they are. Where they lie."""
    try:
        if not _has_anything(store):
            return []
        back_up(store, files, aside)
    except (NotABackup, OSError, DBAPIError):
        store.close()
        return list(_bytes_aside(Path(str(store.url.database)), aside))
    return [aside]


def _bytes_aside(database: Path, aside: Path) -> Iterator[Path]:
    aside.parent.mkdir(parents=True, exist_ok=True)
    for name in (database.name, f"{database.name}-wal"):
        found, target = database.with_name(name), aside.with_name(f"{aside.name}.{name}")
        if found.is_file():
            try:
                shutil.copy2(found, target)
            except OSError:
                target.unlink(missing_ok=True)
                raise
            yield target


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


def manifest_of(path: Path) -> Manifest:
    """What a backup says that it holds, unproven. Raises `NotABackup`, `OSError`."""
    try:
        with zipfile.ZipFile(path) as packed:
            return _manifest(packed)
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
    """Copy the database as of one moment. Raises `OSError` when it cannot be written, `SQLITE.DatabaseError` when damaged."""
    try:
        with (
            closing(SQLITE.connect(str(store.url.database))) as source,
            closing(SQLITE.connect(str(target))) as copy,
        ):
            source.execute("PRAGMA busy_timeout = 15000")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
            _sign_all_out(copy)
    except SQLITE.OperationalError as error:
        raise _of_the_system(error, target.parent) from error
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
            document = table_of(Document)
            named = select(document.c.sha256, document.c.name).order_by(document.c.sha256)
            kept = {row.sha256: row.name for row in connection.execute(named)}
            shape = schema.shape_of(connection) or ""
        head = store.head()
    finally:
        store.close()
    lacking = {sha256: name for sha256, name in kept.items() if not files.holds(sha256)}
    parts = {DATABASE: database}
    parts |= {f"files/{sha256}": files.path(sha256) for sha256 in kept if sha256 not in lacking}
    hashes = {}
    with zipfile.ZipFile(target, "w", compresslevel=1) as packed:
        for name, path in parts.items():
            with path.open("rb") as file:
                hashes[name] = file_digest(file, "sha256").hexdigest()
            packed.write(path, name, compress_type=_PACKED.get(name, zipfile.ZIP_STORED))
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(made_at, shape, head.revision, head.sha256, hashes, lacking=lacking)
        told = asdict(manifest)
        if not lacking:
            del told["lacking"]  # earlier versions of the program know nothing of it
        packed.writestr(MANIFEST, json.dumps(told, indent=1))
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
                return [] if told == ["ok"] else [Remark(True, DAMAGED, {"told": str(told[0])})]
        # Kept files were held against their hashes above.
        return check(store, None, held=manifest.chain_head)
    finally:
        store.close()


def _take_files(path: Path, manifest: Manifest, files: Files) -> None:
    with zipfile.ZipFile(path) as packed:
        for name, sha256 in manifest.files.items():
            if name != DATABASE and not files.holds(sha256):
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
        if _is(error, "is locked", SQLITE.SQLITE_BUSY, SQLITE.SQLITE_LOCKED):
            raise StillInUse(str(error)) from error
        raise _of_the_system(error, target) from error
    except SQLITE.DatabaseError:  # what stands there is no database any more: nobody works with it
        here.close()
        _put_in_place(target, fresh)
    finally:
        here.close()
        source.close()


def _is(error: Any, words: str, *codes: int) -> bool:
    """Whether SQLite's error is one of these; what its backup raises has no code, only the words."""
    code = getattr(error, "sqlite_errorcode", None)
    return words in str(error) if code is None else code & 0xFF in codes


def _of_the_system(error: Any, path: Path) -> OSError:
    """What SQLite could not do with a file, as the system would say it."""
    full = _is(error, "is full", SQLITE.SQLITE_FULL)
    return OSError(errno.ENOSPC if full else errno.EIO, str(error), str(path))


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

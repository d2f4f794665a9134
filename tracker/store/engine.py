"""The database of an installation: connecting, reading, and the one way to write."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tracker.store import chain
from tracker.store.chain import Head
from tracker.store.change import Change
from tracker.store.contents import IS_COPY, Contents, contents_of

try:
    import pysqlite3 as _sqlite  # newer SQLite than most systems carry
except ImportError:  # no wheel for this platform: the standard module serves, and `ahd check` says so
    import sqlite3 as _sqlite

SQLITE: ModuleType = _sqlite

# The driver looks for an adapter of every None and raises and swallows two errors on the way, which is half the time of a
# large load; told that None stays None, it does not.
SQLITE.register_adapter(type(None), {}.get)

# Measured in guard.md: without these, acknowledged writes are lost or the append-only triggers can be walked round.
PRAGMAS = (
    "busy_timeout = 15000",
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "secure_delete = ON",
)


class StoreBusy(Exception):
    """Another process kept the database locked for longer than a write waits. Nothing was written."""


class Store:
    """One database. Reads see one moment; writes come one after the other and are whole or not at all."""

    def __init__(self, url: str) -> None:
        """Open the database at `url`; an SQLite file and its folder are made when they are not there."""
        self.url = make_url(url)
        self.engine = _engine(url)
        self._one_writer = threading.Lock()
        self.followers: list[Callable[[Change], None]] = []
        """What is derived from what was recorded, brought along inside each change before it is committed."""

    @classmethod
    def reading(cls, path: Path) -> "Store":
        """An SQLite file that is never changed, only replaced as a whole: every read sees the file that is there then."""
        store = cls.__new__(cls)
        store.url = make_url(
            f"sqlite:///file:{quote(path.absolute().as_posix())}?mode=ro&immutable=1&uri=true"
        )
        store.engine = create_engine(
            store.url, module=SQLITE, poolclass=NullPool, execution_options={IS_COPY: True}
        )
        store._one_writer = threading.Lock()
        store.followers = []
        event.listen(store.engine, "connect", _prepare_reading)
        return store

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is an SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on which every query sees the same moment."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(
        self, *, actor: str, action: str, at: datetime | None = None, undoes: int | None = None
    ) -> Iterator[Change]:
        """One change: everything recorded in the block is committed together under one new revision number.

        `at` is the aware moment of recording (default: now); `undoes` the revision that this change takes back.
        A block that records nothing leaves no trace. Any exception, also one that is not an `Exception`, takes
        everything back. Raises `StoreBusy`.
        """
        with self._one_writer, self.engine.connect().execution_options(ahd_write=True) as connection:
            try:
                transaction = connection.begin()
            except OperationalError as error:
                raise StoreBusy(str(error.orig)) from error
            try:
                change = Change(
                    connection, actor=actor, action=action, at=at or datetime.now(UTC), undoes=undoes
                )
                try:
                    yield change
                    change.close_link()
                finally:
                    change.put_down()
                if change.is_empty:
                    transaction.rollback()
                else:
                    for follow in self.followers:
                        follow(change)
                    transaction.commit()
            except BaseException:
                transaction.rollback()
                raise

    @contextmanager
    def beside(self, *, patient: bool = True) -> Iterator[Connection]:
        """A transaction on what is no part of the history (sessions): it has no revision and leaves no event.

        An impatient one is not worth waiting for: where anybody else writes just now, it raises `StoreBusy` at once.
        """
        if not self._one_writer.acquire(blocking=patient):
            raise StoreBusy("somebody writes")
        try:
            with self.engine.connect().execution_options(ahd_write=True) as connection:
                with _impatient(connection, impatient=self.is_sqlite and not patient):
                    try:
                        transaction = connection.begin()
                    except OperationalError as error:
                        raise StoreBusy(str(error.orig)) from error
                with transaction:
                    yield connection
        finally:
            self._one_writer.release()

    def revision(self) -> int:
        """The number of the newest committed change, 0 in an empty installation."""
        return self.contents().revision

    def contents(self) -> Contents:
        """What tells these contents from all others: what was kept from a database holds as long as it is the same."""
        with self.read() as connection:
            return contents_of(connection)

    def head(self) -> Head:
        """The newest link of the chain of changes: what others keep, to tell later whether the history was bent."""
        with self.read() as connection:
            return chain.head(connection)

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, module=SQLITE, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours (below); the driver's own comes too late
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def _impatient(connection: Connection, *, impatient: bool) -> Iterator[None]:
    """While SQLite does not wait for a lock. A connection goes back to the pool as patient as it was."""
    raw = connection.connection.driver_connection
    if not impatient or raw is None:
        yield
        return
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {patience}")


def _prepare_reading(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("ahd_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

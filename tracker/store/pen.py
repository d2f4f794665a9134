"""Writing many rows while the next ones are got ready: the database's share of a load on the machine's other core."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import Connection, Table

PARAMETERS: Final = 10_000
"""Values in one statement. The database works on a statement without Python, so few long ones leave the other thread in
peace; a third of what SQLite takes at most."""
WAITING: Final = 8
"""Portions that wait at most, so that memory stays small where the disk is slower than the reader."""


class Pen:
    """Adds rows through a connection on a thread of its own, in the order given.

    Whoever uses the connection otherwise settles first. What failed is raised then, or with the next rows, and again
    every time after: a change that lost rows can not be completed.
    """

    def __init__(self, connection: Connection) -> None:
        """Write through this connection. The thread starts with the first rows."""
        self._connection = connection
        self._thread: ThreadPoolExecutor | None = None
        self._waiting: deque[Future[None]] = deque()
        self._failed: BaseException | None = None

    def write(self, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
        """Add rows of a table, given column by column as the driver takes them."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="pen")
        while self._waiting and (len(self._waiting) >= WAITING or self._waiting[0].done()):
            self._first_done()
        if self._failed is not None:
            raise self._failed
        self._waiting.append(self._thread.submit(insert, self._connection, table, names, columns))

    def settle(self) -> None:
        """Wait until everything stands in the database. Raises what went wrong with any of it."""
        while self._waiting:
            self._first_done()
        if self._failed is not None:
            raise self._failed

    def _first_done(self) -> None:
        error = self._waiting.popleft().exception()
        self._failed = self._failed or error

    def put_down(self) -> None:
        """Let go of the thread; what still waits is not written, and nothing is raised."""
        self._waiting.clear()
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)
            self._thread = None


def insert(
    connection: Connection, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> None:
    """Add rows by a few long statements; a column that is empty in all of them is written as such, not value by value."""
    told = [at for at, column in enumerate(columns) if column.count(None) < len(column)]
    rows = zip(*[columns[at] for at in told], strict=True)
    most = max(1, PARAMETERS // len(told))
    left = len(columns[0])
    while left > 0:
        part = list(chain.from_iterable(islice(rows, most)))
        sql = _sql(connection, table, names, frozenset(told), min(left, most))
        connection.exec_driver_sql(sql, tuple(part))
        left -= most


def _sql(connection: Connection, table: Table, names: Sequence[str], told: frozenset[int], rows: int) -> str:
    mark = {"qmark": "?"}.get(connection.dialect.paramstyle, "%s")
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(name) for name in names)
    one = ", ".join(mark if at in told else "NULL" for at in range(len(names)))
    return f"INSERT INTO {quote(table.name)} ({listed}) VALUES {', '.join([f'({one})'] * rows)}"

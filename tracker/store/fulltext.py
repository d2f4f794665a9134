"""Full-text search inside SQLite: an FTS5 index of the folded words of every version of every commitment.

The index is derived: all of it can be made anew from the other tables at any time, so it has neither a migration nor
events. What a word is, and who may search where, is decided by those who fill it and ask it; here is only the SQL.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

TABLE: Final = "search"
COLUMNS: Final = ("words", "named", "codes", "inside")
WEIGHTS: Final = (4.0, 2.0, 10.0, 1.0)
"""How much a hit in each column counts in the rank: a code most, its own words more than what it refers to."""
RANKED: Final = 20_000

Hit = tuple[int, float]


@dataclass(frozen=True, slots=True)
class Entry:
    """What can be found of one version, each a run of tokens parted by single spaces.

    `words` are the stems of its own words, `named` marks of the bodies, places, posts and the law that it refers to (their
    names may change, the marks don't), `codes` all its numbers; `inside` is only for those who work here.
    """

    version_id: int
    words: str
    named: str
    codes: str
    inside: str

    def row(self) -> tuple[Any, ...]:
        """The values in the order of the table."""
        return (self.version_id, self.words, self.named, self.codes, self.inside)


def make(connection: Connection, *, made_by: str) -> bool:
    """Make the index if it is not there, or was made by other rules than `made_by`; False where this SQLite has no FTS5."""
    if connection.dialect.name != "sqlite":
        return False
    try:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5({', '.join(COLUMNS)}, "
            'tokenize = "unicode61 remove_diacritics 0")'
        )
    except OperationalError as error:
        if "no such module" in str(error):
            return False
        raise
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {TABLE}_rules (made_by VARCHAR NOT NULL)")
    found = connection.exec_driver_sql(f"SELECT made_by FROM {TABLE}_rules").scalars().all()
    if found != [made_by]:
        empty(connection)
        connection.exec_driver_sql(f"DELETE FROM {TABLE}_rules")
        connection.exec_driver_sql(f"INSERT INTO {TABLE}_rules (made_by) VALUES (?)", (made_by,))
    return True


def is_there(connection: Connection, *, made_by: str) -> bool:
    """Whether the database holds an index made by these rules that this SQLite can read."""
    if connection.dialect.name != "sqlite":
        return False
    try:
        found = connection.exec_driver_sql(f"SELECT made_by FROM {TABLE}_rules").scalars().all()
        connection.exec_driver_sql(f"SELECT rowid FROM {TABLE} LIMIT 1").first()
    except OperationalError:
        return False
    return found == [made_by]


def look_anew(connection: Connection) -> None:
    """Let this connection forget how the index stood when it last looked.

    PRAGMA integrity_check compares what a connection remembers of the index with its words, so after another connection
    has written it finds a difference where there is none (SQLite 3.53.4); any search reads the index anew.
    """
    with suppress(OperationalError):  # no index, or one that this SQLite cannot read
        connection.exec_driver_sql(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH 'a' LIMIT 1").first()


def last(connection: Connection) -> int:
    """The newest version in the index, 0 in an empty one."""
    found = connection.exec_driver_sql(f"SELECT rowid FROM {TABLE} ORDER BY rowid DESC LIMIT 1").scalar()
    return int(found or 0)


def add(connection: Connection, entries: Iterable[Entry]) -> None:
    """Put entries into the index."""
    rows = [entry.row() for entry in entries]
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        names = ", ".join(COLUMNS)
        connection.exec_driver_sql(f"INSERT INTO {TABLE} (rowid, {names}) VALUES ({marks})", rows)


def empty(connection: Connection) -> None:
    """Take everything out of the index."""
    connection.exec_driver_sql(f"DELETE FROM {TABLE}")


def entries(connection: Connection, first: int, last_: int) -> dict[int, Entry]:
    """What the index holds of the versions from `first` to `last_`, by version."""
    names = ", ".join(COLUMNS)
    found = connection.exec_driver_sql(
        f"SELECT rowid, {names} FROM {TABLE} WHERE rowid BETWEEN ? AND ?", (first, last_)
    )
    return {row[0]: Entry(*row) for row in found}


def count(connection: Connection) -> int:
    """How many versions the index holds."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {TABLE}").scalar_one())


def matching(connection: Connection, expression: str) -> list[Hit]:
    """The versions that match an expression of FTS5, each with its rank (BM25: the lower, the better).

    Where more than `RANKED` match, all rank alike: no order of so many helps anybody, and working it out takes long.
    """
    chosen = f"FROM {TABLE} WHERE {TABLE} MATCH ?"
    many = connection.exec_driver_sql(f"SELECT count(*) {chosen}", (expression,)).scalar_one()
    weights = ", ".join(map(str, WEIGHTS))
    rank = f"bm25({TABLE}, {weights})" if many <= RANKED else "0.0"
    found = connection.exec_driver_sql(f"SELECT rowid, {rank} {chosen}", (expression,))
    return [(row[0], row[1]) for row in found]

"""Seals: one event that tells of many rows at once, by which rows they are and a hash of all that stands in them."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from operator import itemgetter
from typing import Any, Final

from pydantic_core import to_json
from sqlalchemy import Connection, Float, Table

from tracker.store.triggers import APPEND_ONLY

KIND: Final = "rows.sealed"
# A sealed row must stay as it is, in every column.
TABLES: Final = frozenset(APPEND_ONLY) - {"chain_link", "document", "event", "revision"} | {"commitment"}
# Of these tables every row is in a seal, however few are added at once; a seal says `every`, since older ones are of many
# rows only, and what was added before the first that says so may lie outside them.
ALWAYS: Final = frozenset({"commitment", "source_row"})
# The one column that moves on in a row that otherwise stays; `check` holds it against the versions themselves.
_MOVES: Final = {"commitment": frozenset({"version_id"})}

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

Span = tuple[int, int]


def seal(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    columns: Sequence[Sequence[Any]],
    *,
    span: Span | None = None,
) -> tuple[str, dict[str, Any]]:
    """What an event says of these rows, given column by column as the driver took them: the span, and what is in it.

    Every column of the table is sealed, those that were not given as the nothing that they hold. All rows of the span must
    be among them, so links of one version go into one seal; `span` is theirs where it reaches further than the rows.
    """
    covered = [column.name for column in table.columns if column.name not in _moves(table)]
    given, nothing = dict(zip(names, columns, strict=True)), [None] * len(columns[0])
    keys = [covered.index(column.name) for column in table.primary_key.columns]
    rows = list(zip(*[given.get(name, nothing) for name in covered], strict=True))
    rows.sort(key=itemgetter(*keys))
    first, last = span or (rows[0][keys[0]], rows[-1][keys[0]])
    said = {"rows": len(rows), "columns": covered, "sha256": _hash(connection, table, rows)}
    return f"{first}-{last}", said | ({"every": True} if table.name in ALWAYS else {})


def holds(connection: Connection, table: Table, span: Span, said: dict[str, Any]) -> bool:
    """Whether what stands in a span of a table today is what was sealed.

    Older seals leave out columns that nothing was written to, or that came with a later version: nothing must stand there.
    """
    known = {column.name for column in table.columns}
    if not known.issuperset(said["columns"]):
        return False  # the columns of a seal are part of what was recorded; a migration keeps them
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(name) for name in said["columns"])
    key = quote(_key(table))
    order = ", ".join(quote(column.name) for column in table.primary_key.columns)
    sql = f"SELECT {listed} FROM {quote(table.name)} WHERE {key} BETWEEN {span[0]} AND {span[1]} ORDER BY {order}"
    found = [tuple(row) for row in connection.exec_driver_sql(sql)]
    if len(found) != said["rows"] or _hash(connection, table, found) != said["sha256"]:
        return False
    empty = sorted(known - set(said["columns"]) - _moves(table))
    if not empty:
        return True
    filled = " OR ".join(f"{quote(name)} IS NOT NULL" for name in empty)
    sql = f"SELECT 1 FROM {quote(table.name)} WHERE {key} BETWEEN {span[0]} AND {span[1]} AND ({filled}) LIMIT 1"
    return connection.exec_driver_sql(sql).first() is None


def span_of(subject_id: str) -> Span:
    """The first and the last key of a seal."""
    first, _, last = subject_id.partition("-")
    return int(first), int(last)


def _moves(table: Table) -> frozenset[str]:
    return _MOVES.get(table.name, frozenset())


def _key(table: Table) -> str:
    """The column by whose span rows are sealed: the id, or the version that a link belongs to."""
    return next(iter(table.primary_key.columns)).name


def _hash(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> str:
    """The SHA-256 of the rows as JSON, the same whichever database holds them."""
    if (
        connection.dialect.name != "sqlite"
    ):  # SQLite has neither dates nor truth values, only their text and number
        rows = [[_plain(value) for value in row] for row in rows]
    if any(isinstance(column.type, Float) for column in table.columns):
        return sha256(_encode(rows).encode()).hexdigest()
    return sha256(to_json(rows)).hexdigest()  # the same bytes in half the time, but for fractions


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value

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
# A sealed row must stay as it is, in every column that the seal covers.
TABLES: Final = frozenset(APPEND_ONLY) - {"chain_link", "document", "event", "revision"} | {"commitment"}
# The one column that moves on in a row that otherwise stays; `check` holds it against the versions themselves.
_MOVES: Final = {"commitment": frozenset({"version_id"})}

_encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

Span = tuple[int, int]


def seal(
    connection: Connection, table: Table, names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> tuple[str, dict[str, Any]]:
    """What an event says of these rows, given column by column as the driver took them: the span, and what is in it.

    All rows of the span must be among them, so links of one version go into one seal.
    """
    covered = [name for name in names if name not in _MOVES.get(table.name, ())]
    keys = [covered.index(column.name) for column in table.primary_key.columns]
    rows = list(zip(*[columns[names.index(name)] for name in covered], strict=True))
    rows.sort(key=itemgetter(*keys))
    span = f"{rows[0][keys[0]]}-{rows[-1][keys[0]]}"
    return span, {"rows": len(rows), "columns": covered, "sha256": _hash(connection, table, rows)}


def holds(connection: Connection, table: Table, span: Span, said: dict[str, Any]) -> bool:
    """Whether what stands in a span of a table today is what was sealed."""
    known = {column.name for column in table.columns}
    if not known.issuperset(said["columns"]):
        return False  # the columns of a seal are part of what was recorded; a migration keeps them
    quote = connection.dialect.identifier_preparer.quote
    listed = ", ".join(quote(name) for name in said["columns"])
    key = quote(_key(table))
    order = ", ".join(quote(column.name) for column in table.primary_key.columns)
    sql = f"SELECT {listed} FROM {quote(table.name)} WHERE {key} BETWEEN {span[0]} AND {span[1]} ORDER BY {order}"
    found = [tuple(row) for row in connection.exec_driver_sql(sql)]
    return bool(len(found) == said["rows"] and _hash(connection, table, found) == said["sha256"])


def span_of(subject_id: str) -> Span:
    """The first and the last key of a seal."""
    first, _, last = subject_id.partition("-")
    return int(first), int(last)


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

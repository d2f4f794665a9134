"""The append path: every row that is written goes through here and leaves an event."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Table, and_, bindparam, func, select, update

from tracker.model import Base, ChainLink, Commitment, CommitmentVersion, Event, Revision
from tracker.store import chain, sealed
from tracker.store.pen import Pen, insert

# What the event of a version calls all that it names in each table of links: ids in the order named, of agencies
# [id, role, position].
NAMED = {
    "version_agency": "agencies",
    "version_district": "districts",
    "version_official": "officials",
    "version_region": "regions",
}
# Rows of these tables have no events of their own: what a version names is told by its event, or sealed as it is; the
# others are sealed, however few.
DETAILS = frozenset({"commitment", "source_row", *NAMED})
BATCH = 5000
# So many rows at once are told by one event that seals them: a row a person adds should be readable in the journal,
# one of a hundred thousand of a file is readable in its own table, which nobody can change.
FEW = 50

Row = dict[str, Any]


class Change:
    """One change while it is being written: its revision number, and the only ways to add or alter rows."""

    def __init__(
        self, connection: Connection, *, actor: str, action: str, at: datetime, undoes: int | None
    ) -> None:
        """Take the next revision number; the caller holds the write lock."""
        self._connection = connection
        self._pen = Pen(connection)
        self.at = at
        self.actor = actor
        self.number = self.first_free(Revision)
        self._next_id: dict[str, int] = {}
        self._events: list[Row] = []
        self._recorded = 0
        revision: Row = {
            "number": self.number,
            "recorded_at": at,
            "actor": actor,
            "action": action,
            "undoes": undoes,
        }
        self._link = chain.Link(chain.head(connection).sha256, **revision)
        self._insert(_table(Revision), list(revision), [[value] for value in revision.values()])

    @property
    def connection(self) -> Connection:
        """The connection that sees everything appended so far; it waits for what is still being written."""
        self._pen.settle()
        return self._connection

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been recorded yet."""
        return self._recorded == 0

    def first_free(self, model: type[Base]) -> int:
        """The id after the highest one in use."""
        table = _table(model)
        (key,) = table.primary_key.columns
        return int(self.connection.execute(select(func.coalesce(func.max(key), 0))).scalar_one()) + 1

    def take_ids(self, model: type[Base], count: int) -> range:
        """So many new ids of a table; safe because only one change is written at a time."""
        name = _table(model).name
        start = self._next_id.get(name) or self.first_free(model)
        self._next_id[name] = start + count
        return range(start, start + count)

    def append(self, model: type[Base], rows: Sequence[Row], *, told: Iterable[Row] | None = None) -> None:
        """Add rows, each with an event that holds it; many rows that stay for ever have one event that seals them all.

        `rows` are dicts by column name, all with the same keys; ids must have been taken. `told` replaces what the
        events hold, where a row's details (agencies, districts …) belong to the story. What versions name goes in by
        `append_versions`; given here it is sealed, and must be all that those versions name.
        """
        if not rows:
            return
        table = _table(model)
        names = [column.name for column in table.columns if column.name in rows[0]]
        span = None
        if (
            table.name in NAMED
        ):  # named beside their versions' events: sealed, for `append_versions` tells them
            versions = [row["version_id"] for row in rows]
            span = min(versions), max(versions)
        self._insert(table, names, [list(map(itemgetter(name), rows)) for name in names], span=span)
        if (len(rows) > FEW and table.name in sealed.TABLES) or table.name in DETAILS:
            return
        for row, after in zip(rows, told or rows, strict=True):
            self.tell(f"{table.name}.added", table.name, _key(table, row), after=after)

    def append_many(
        self,
        model: type[Base],
        names: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        told: Iterable[Row] | None = None,
    ) -> None:
        """Add rows as `append` does, each given as its values of the columns `names`: dicts cost a large load too much."""
        if len(rows) > FEW and _table(model).name in sealed.TABLES:
            self._insert(_table(model), names, list(zip(*rows, strict=True)))
        else:
            self.append(model, [dict(zip(names, row, strict=True)) for row in rows], told=told)

    def append_versions(
        self,
        names: Sequence[str],
        rows: Sequence[Sequence[Any]],
        links: Mapping[type[Base], Sequence[Sequence[Any]]],
    ) -> None:
        """Add versions of commitments (values of the columns `names`) and all that they name.

        `links` are whole rows of each table of links, in the order of its columns. The ids of the versions have no gap. The
        event of a version tells all that it names; where many versions are sealed, so is each table of links for all of them,
        also where it holds nothing: what is added to it later then shows.
        """
        if not rows:
            return
        keys = [row[names.index("id")] for row in rows]
        named: dict[int, Row] = {key: {name: [] for name in NAMED.values()} for key in keys}
        many = len(rows) > FEW
        if not many:
            for model, each in links.items():
                for version, *what in each:
                    named[version][NAMED[_table(model).name]].append(what if len(what) > 1 else what[0])
        told = (
            {**dict(zip(names, row, strict=True)), **named[key]} for key, row in zip(keys, rows, strict=True)
        )
        self.append_many(CommitmentVersion, names, rows, told=told)
        for model, each in links.items():
            columns = [column.name for column in _table(model).columns]
            values = list(zip(*each, strict=True)) or [()] * len(columns)
            self._insert(_table(model), columns, values, span=(min(keys), max(keys)) if many else None)

    def alter(self, model: type[Base], key: Row, **values: Any) -> None:
        """Change columns of one row of a table that may change; writes an event with what they were."""
        table = _table(model)
        where = and_(*(table.c[name] == value for name, value in key.items()))
        before = (
            self.connection.execute(select(*(table.c[name] for name in values)).where(where)).mappings().one()
        )
        changed = {name: value for name, value in values.items() if before[name] != value}
        if not changed:
            return
        self.connection.execute(update(table).where(where).values(**changed))
        was = {name: before[name] for name in changed}
        self.tell(f"{table.name}.changed", table.name, _key(table, key), before=was, after=changed)

    def point_to_versions(self, pointers: Sequence[tuple[int, int]]) -> None:
        """Let commitments (id, version id) point to their newest versions; the versions' own events tell of it."""
        if not pointers:
            return
        table = _table(Commitment)
        statement = (
            update(table).where(table.c.id == bindparam("key")).values(version_id=bindparam("version"))
        )
        self.connection.execute(statement, [{"key": key, "version": version} for key, version in pointers])

    def tell(
        self,
        kind: str,
        subject: str,
        subject_id: object,
        *,
        before: Row | None = None,
        after: Row | None = None,
    ) -> None:
        """Write an event; it reaches the database with the next batch."""
        self._recorded += 1
        self._events.append(
            {
                "revision": self.number,
                "kind": kind,
                "subject": subject,
                "subject_id": str(subject_id),
                "before": _json(before, whole=after is not None),
                "after": _json(after, whole=before is not None),
            }
        )
        if len(self._events) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Send the waiting events to the database, inside the transaction; afterwards all that was appended is there."""
        if self._events:
            events, self._events = self._events, []
            ids = self.take_ids(Event, len(events))
            for key, row in zip(ids, events, strict=True):
                self._link.event({"id": key, **row})
            names = ["id", *events[0]]
            columns = [list(map(itemgetter(name), events)) for name in events[0]]
            self._insert(_table(Event), names, [ids, *columns])
        self._pen.settle()

    def close_link(self) -> None:
        """Write down the link that this change adds to the chain; the last thing before the commit."""
        self.flush()
        if not self.is_empty:
            self._insert(_table(ChainLink), ["revision", "sha256"], [[self.number], [self._link.digest()]])

    def put_down(self) -> None:
        """Nothing more will be written; called before the transaction ends, however it ends."""
        self._pen.put_down()

    def _insert(
        self,
        table: Table,
        names: Sequence[str],
        columns: Sequence[Sequence[Any]],
        *,
        span: sealed.Span | None = None,
    ) -> None:
        """Add rows given column by column, past what SQLAlchemy does for each: for 100,000 rows that is most of the time.

        Many rows are sealed, and few where a `span` is given or the table wants it.
        """
        bound = [
            _bound(table, name, self._connection, each) for name, each in zip(names, columns, strict=True)
        ]
        few = len(bound[0]) <= FEW
        if not few:
            for start in range(0, len(bound[0]), BATCH):
                self._pen.write(table, names, [each[start : start + BATCH] for each in bound])
        elif bound[0]:
            insert(self.connection, table, names, bound)
        if span or table.name in sealed.ALWAYS or (not few and table.name in sealed.TABLES):
            rows, after = sealed.seal(self._connection, table, names, bound, span=span)
            self.tell(sealed.KIND, table.name, rows, after=after)


def _bound(table: Table, name: str, connection: Connection, values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as the driver takes them."""
    bind = _binder(table, name, connection)
    return list(map(bind, values)) if bind else values


class _Bound(dict[Any, Any]):
    """Values of one column as the driver takes them, each worked out once: a load has few days and many rows."""

    def __init__(self, bind: Callable[[Any], Any]) -> None:
        self._bind = bind

    def __missing__(self, value: Any) -> Any:
        bound = self[value] = self._bind(value)
        return bound


def _binder(table: Table, column: str, connection: Connection) -> Callable[[Any], Any] | None:
    """What turns a value of a column into what the driver takes, where anything does."""
    kind = table.c[column].type.dialect_impl(connection.dialect)
    processor: Callable[[Any], Any] | None = kind.bind_processor(connection.dialect)
    if processor is None or isinstance(table.c[column].type, JSON):
        return processor
    return _Bound(processor).__getitem__


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _key(table: Table, row: Row) -> str:
    return "/".join(str(row[column.name]) for column in table.primary_key.columns)


_encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode


def _json(row: Row | None, *, whole: bool) -> str | None:
    """The columns as JSON. What is new leaves out what is empty; of a change (`whole`) an emptied column is a part."""
    if row is None:
        return None
    return _encode({name: value for name, value in row.items() if whole or value is not None})

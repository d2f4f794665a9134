"""Whether an installation is whole: the database's own checks, its guards, its kept files, and what cannot be checked."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from tracker.model import Account, Base, Credential, Document, Event
from tracker.store import chain, fulltext, queries, schema, sealed, triggers
from tracker.store.chain import Head
from tracker.store.change import DETAILS
from tracker.store.engine import SQLITE, Store
from tracker.store.files import Files, sha256_of
from tracker.store.queries import Row, table_of
from tracker.words import N_, Value, translate

# The versions with a rare fault in the write-ahead log; see the SQLite notes of 3.51.3.
SAFE_SQLITE = (3, 51, 3)


# No events of their own: the journal itself, what the events of other rows tell of, what is sealed in them (the hash of
# a password), and who is signed in.
UNTOLD = DETAILS | {"chain_link", "credential", "event", "revision", "session"}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that does not hold (`wrong`), or that is good to know. The sentence is an English msgid with values."""

    wrong: bool
    msgid: str
    values: dict[str, Value]

    def message(self, language: str) -> str:
        """The sentence in the reader's language."""
        return translate(self.msgid, language, **self.values)


def check(store: Store, files: Files | None, *, held: Head | None = None) -> list[Remark]:
    """Everything about the installation that does not hold or is good to know, in the order checked.

    `held` is a head of the chain that somebody kept elsewhere: only against one is a history found that was cut short, or
    written anew from some point on. Without `files` the kept files are left out.
    """
    with store.read() as connection:
        remarks = [*_shape(connection), *_database(connection), *_guards(connection), *_history(connection)]
        remarks += [
            *_chain(connection, held),
            *_replay(connection),
            *_passwords(connection),
            *(_files(connection, files) if files else ()),
        ]
    return [*remarks, *_machine(store)]


def _shape(connection: Connection) -> Iterator[Remark]:
    if schema.shape_of(connection) != schema.newest():
        yield _wrong(
            N_("The database has the shape of another version of the program. Start the dashboard once.")
        )


def _database(connection: Connection) -> Iterator[Remark]:
    if connection.dialect.name != "sqlite":
        return
    fulltext.look_anew(connection)
    for (told,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if told != "ok":
            yield _wrong(N_("The database file is damaged: {told}. Restore a backup."), told=str(told))
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield _wrong(N_("A row of {table} refers to something that is not there."), table=str(row[0]))


def _guards(connection: Connection) -> Iterator[Remark]:
    expected, present = triggers.expected(), triggers.present(connection)
    for name in sorted(expected.keys() | present.keys()):
        if expected.get(name) == present.get(name):
            continue
        yield _wrong(N_("The guard {name} of the history is missing or is not ours."), name=name)


def _history(connection: Connection) -> Iterator[Remark]:
    """The present state follows from the history: every commitment points to the newest of its own versions."""
    astray = connection.exec_driver_sql(
        "SELECT c.code FROM commitment AS c LEFT JOIN (SELECT commitment_id, max(id) AS newest "
        "FROM commitment_version GROUP BY commitment_id) AS v ON v.commitment_id = c.id "
        "WHERE v.newest IS NULL OR v.newest <> c.version_id"
    )
    for (code,) in astray:
        yield _wrong(N_("{code} does not stand at its newest version."), code=code)
    silent = connection.exec_driver_sql(
        "SELECT number FROM revision WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.revision = revision.number)"
    )
    for (number,) in silent:
        yield _wrong(N_("The change {number} has left no event."), number=number)


def _chain(connection: Connection, held: Head | None) -> Iterator[Remark]:
    """Every link follows from the one before it and from what its change recorded; no change is missing between two."""
    expected = 1
    for number, link in chain.worked_out(connection):
        if number != expected or chain.link_at(connection, number) != link:
            yield _wrong(N_("The chain of the history breaks at change {number}."), number=number)
            break
        expected = number + 1
    if held and chain.link_at(connection, held.revision) != held.sha256:
        yield _wrong(
            N_("The history up to change {number} is not the one whose head you hold."), number=held.revision
        )


def _replay(connection: Connection) -> Iterator[Remark]:
    """What stands in each table is what the events tell: nothing altered, added or taken away beside them."""
    seals = _seals(connection)
    for table, spans in sorted(seals.items()):
        for span, said in spans.items():
            if not sealed.holds(connection, Base.metadata.tables[table], span, said):
                first, last = span
                yield _wrong(
                    N_("Rows {first} to {last} of {table} are not what was recorded."),
                    table=table, first=first, last=last,
                )  # fmt: skip
    for table, told in sorted(_told(connection).items()):
        columns = Base.metadata.tables[table].columns
        within = [range(first, last + 1) for first, last in seals.get(table, ())]
        found = {
            _key(table, row): row
            for row in queries.rows_of(connection, select(*columns))
            if not any(row["id"] in span for span in within)
        }
        for key in sorted(told.keys() - found.keys()):
            yield _wrong(N_("{table} {key} was recorded and is gone."), table=table, key=key)
        for key in sorted(found.keys() - told.keys()):
            yield _wrong(N_("{table} {key} is there, but no event tells of it."), table=table, key=key)
        for key in sorted(told.keys() & found.keys()):
            if any(_plain(value) != _plain(told[key].get(name)) for name, value in found[key].items()):
                yield _wrong(N_("{table} {key} is not what was recorded."), table=table, key=key)


def _passwords(connection: Connection) -> Iterator[Remark]:
    """The hash of each account's password is the one that its events sealed."""
    account, credential = table_of(Account), table_of(Credential)
    statement = select(account.c.name, account.c.sealed, credential.c.hash).join_from(
        account, credential, credential.c.account_id == account.c.id, full=True
    )
    for name, seal, kept in connection.execute(statement):
        if seal != (hashlib.sha256(kept.encode()).hexdigest() if kept else None):
            yield _wrong(N_("The password of {name} was changed past the program."), name=name or "–")


def _seals(connection: Connection) -> dict[str, dict[sealed.Span, Row]]:
    """What was sealed, by table and span."""
    event = table_of(Event)
    statement = select(event.c.subject, event.c.subject_id, event.c.after).where(event.c.kind == sealed.KIND)
    found: dict[str, dict[sealed.Span, Row]] = {}
    for table, span, after in connection.execute(statement):
        found.setdefault(table, {})[sealed.span_of(span)] = json.loads(after)
    return found


def _told(connection: Connection) -> dict[str, dict[str, Row]]:
    """What each thing should be after all its events, by table and key."""
    state: dict[str, dict[str, Row]] = {table: {} for table in Base.metadata.tables if table not in UNTOLD}
    event = table_of(Event)
    statement = select(event.c.kind, event.c.subject, event.c.subject_id, event.c.after).order_by(event.c.id)
    for kind, subject, key, after in connection.execute(statement):
        if kind in (f"{subject}.added", f"{subject}.changed") and after is not None and subject in state:
            state[subject].setdefault(key, {}).update(json.loads(after))
    return state


def _key(table: str, row: Row) -> str:
    return "/".join(str(row[column.name]) for column in Base.metadata.tables[table].primary_key.columns)


def _plain(value: Any) -> str | None:
    """A value as events write it, so that both sides can be compared."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool | int | float | dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def _files(connection: Connection, files: Files) -> Iterator[Remark]:
    for name, sha256 in connection.execute(select(table_of(Document).c.name, table_of(Document).c.sha256)):
        path = files.path(sha256)
        if not path.is_file():
            yield _wrong(N_("The kept file “{name}” is gone."), name=name)
        elif sha256_of(path) != sha256:
            yield _wrong(N_("The kept file “{name}” is not what it was."), name=name)


def _machine(store: Store) -> Iterator[Remark]:
    if store.is_sqlite and SQLITE.sqlite_version_info < SAFE_SQLITE:
        yield _note(
            N_("SQLite {version} has a rare fault in its write-ahead log, mended in 3.51.3. Keep backups."),
            version=SQLITE.sqlite_version,
        )
    if not sys.platform.startswith("linux"):
        yield _note(N_("On this system a workbook's memory cannot be limited; time and cells are."))


def _wrong(msgid: str, **values: Value) -> Remark:
    return Remark(True, msgid, values)


def _note(msgid: str, **values: Value) -> Remark:
    return Remark(False, msgid, values)

"""Whether an installation is whole: the database's own checks, its guards, its kept files, and what cannot be checked."""

import hashlib
import json
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from tracker.model import Account, Base, Commitment, CommitmentVersion, Credential, Document, Event
from tracker.model.codes import code_of
from tracker.store import chain, fulltext, queries, schema, sealed, triggers
from tracker.store.chain import Head
from tracker.store.change import DETAILS, NAMED
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
        looks = [_shape(connection), _database(connection), _guards(connection), _history(connection)]
        looks += [_chain(connection, held), _replay(connection), _passwords(connection)]
        looks += [_files(connection, files)] if files else []
        remarks = [remark for look in looks for remark in _as_far_as_readable(look)]
    return [*remarks, *_machine(store)]


def _as_far_as_readable(look: Iterator[Remark]) -> Iterator[Remark]:
    """What one look finds; what stands in the database may be such that it cannot be looked at to the end."""
    try:
        yield from look
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        yield _wrong(N_("What is recorded cannot be read: {told}."), told=str(error))


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
    for name in triggers.foreign(connection):
        yield _wrong(
            N_("The database has a trigger {name} that is not ours: it can change what is recorded."),
            name=name,
        )


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
    state = _told(connection)
    yield from _named(connection, state[table_of(CommitmentVersion).name])
    yield from _codes(connection, seals.get("commitment", {}))
    for table in sorted(sealed.ALWAYS):
        yield from _unsealed(connection, Base.metadata.tables[table], seals.get(table, {}))
    for table, told in sorted(state.items()):
        columns = Base.metadata.tables[table].columns
        is_sealed = _within(seals.get(table, ()))
        found = {
            _key(table, row): row
            for row in queries.rows_of(connection, select(*columns))
            if "id" not in row or not is_sealed(row["id"])
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


def _named(connection: Connection, versions: dict[str, Row]) -> Iterator[Remark]:
    """What a version names is what its event told. Events of earlier programs did not always tell it, or not its order."""
    for table, name in NAMED.items():
        told = {
            int(key): [_as_tuple(one) for one in row[name]] for key, row in versions.items() if name in row
        }
        found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
        columns = Base.metadata.tables[table].columns
        for part in queries.parts(told):
            for version, *what in connection.execute(select(*columns).where(columns.version_id.in_(part))):
                found[version].add(tuple(what)[: len(told[version][0]) if told[version] else None])
        for version, what in sorted(told.items()):
            if found[version] != set(what):
                yield _wrong(N_("{table} {key} is not what was recorded."), table=table, key=version)


def _as_tuple(told: Any) -> tuple[Any, ...]:
    return tuple(told) if isinstance(told, list) else (told,)


def _unsealed(connection: Connection, table: Table, seals: dict[sealed.Span, Row]) -> Iterator[Remark]:
    """Since the first seal that says `every`, each row is in one; before it only many rows at once were sealed."""
    since = min((first for (first, _last), said in seals.items() if "every" in said), default=None)
    if since is None:
        return
    is_sealed = _within(seals)
    for (key,) in connection.execute(select(table.c.id).where((table.c.id >= since) | (table.c.id < 1))):
        if not is_sealed(key):
            yield _wrong(N_("{table} {key} is there, but no event tells of it."), table=table.name, key=key)


def _codes(connection: Connection, seals: dict[sealed.Span, Row]) -> Iterator[Remark]:
    """Where no seal holds a commitment: its code follows from its id, and it was recorded with its first version."""
    table, version, is_sealed = table_of(Commitment), table_of(CommitmentVersion), _within(seals)
    statement = (
        select(table.c.id, table.c.code, table.c.revision, func.min(version.c.revision))
        .join(version, version.c.commitment_id == table.c.id)
        .group_by(table.c.id, table.c.code, table.c.revision)
    )
    for key, code, revision, first in connection.execute(statement):
        if not is_sealed(key) and (code != code_of(key) or revision != first):
            yield _wrong(N_("{table} {key} is not what was recorded."), table=table.name, key=key)


def _within(spans: Iterable[sealed.Span]) -> Callable[[int], bool]:
    """Whether a key lies in one of the spans, which do not overlap."""
    ordered = sorted(spans)
    starts = [first for first, _last in ordered]

    def within(key: int) -> bool:
        at = bisect_right(starts, key)
        return at > 0 and key <= ordered[at - 1][1]

    return within


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

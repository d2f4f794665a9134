"""The database's own guards: what has been recorded is neither changed nor taken away, not even by a stray query."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from tracker.model import Base

APPEND_ONLY = (
    "chain_link",
    "claim",
    "commitment_version",
    "confirmation",
    "conflict",
    "conflict_decision",
    "deadline",
    "document",
    "event",
    "evidence",
    "extension",
    "finding",
    "identity",
    "indicator_value",
    "likeness",
    "likeness_verdict",
    "proposal",
    "proposal_decision",
    "publication",
    "reply",
    "retraction",
    "revision",
    "source_row",
    "upload",
    "version_agency",
    "version_district",
    "version_official",
    "version_region",
)
# Rows that may change (each change is an event) but never vanish. A remembered spelling may be forgotten.
LASTING = (
    "account",
    "account_link",
    "agency",
    "basis",
    "commitment",
    "credential",
    "district",
    "forum",
    "indicator",
    "official",
    "partner",
    "region",
    "topic",
)
PREFIX = "guard_"


def install(connection: Connection) -> None:
    """Put the guards (back) in place; a batch migration that rebuilds a table drops them."""
    if connection.dialect.name != "sqlite":
        raise NotImplementedError("guards for this database come with it")
    for name in present(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in _sqlite_triggers():
        connection.exec_driver_sql(statement)


def present(connection: Connection) -> dict[str, str]:
    """The guards that are in place: what each says, by name."""
    return {name: sql for name, sql in _all(connection) if name.lower().startswith(PREFIX)}


def foreign(connection: Connection) -> list[str]:
    """Triggers that are no guards, by name: nothing in the program makes any."""
    return sorted(name for name, _sql in _all(connection) if not name.lower().startswith(PREFIX))


def _all(connection: Connection) -> list[tuple[str, str]]:
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return [(row.name, row.sql) for row in found]


def expected() -> dict[str, str]:
    """The guards that should be in place: what each should say, by name."""
    return {statement.split()[2]: statement for statement in _sqlite_triggers()}


def _sqlite_triggers() -> Iterator[str]:
    for table in APPEND_ONLY:
        yield _refuse(table, "UPDATE", "stays as it was recorded")
    for table in (*APPEND_ONLY, *LASTING):
        yield _refuse(table, "DELETE", "is never deleted")
    dated = _dated()
    for table in sorted({*APPEND_ONLY, *LASTING, *dated}):
        yield _only_as_new(table, dated=table in dated)
    yield (
        f"CREATE TRIGGER {PREFIX}commitment_identity BEFORE UPDATE ON commitment "
        "WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.revision <> OLD.revision "
        "BEGIN SELECT RAISE(ABORT, 'a commitment keeps its code'); END"
    )


def _dated() -> frozenset[str]:
    """The tables whose rows belong to a revision; they can be added only while that revision is the newest one."""
    return frozenset(name for name, table in Base.metadata.tables.items() if "revision" in table.columns)


def _only_as_new(table: str, *, dated: bool) -> str:
    """Refuses a row whose key is there already (INSERT OR REPLACE would delete the old one unseen), or of an old revision.

    One trigger for both: each one more costs a large load a tenth of its time.
    """
    keys = [column.name for column in Base.metadata.tables[table].primary_key.columns]
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    twice = f"SELECT RAISE(ABORT, '{table} stays as it was recorded') WHERE EXISTS (SELECT 1 FROM {table} WHERE {same})"
    late = (
        f" SELECT RAISE(ABORT, '{table} is added only with the newest revision') "
        "WHERE NEW.revision IS NOT (SELECT max(number) FROM revision);"
    )
    return (
        f"CREATE TRIGGER {PREFIX}{table}_insert BEFORE INSERT ON {table} "
        f"BEGIN {twice};{late if dated else ''} END"
    )


def _refuse(table: str, action: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {PREFIX}{table}_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )

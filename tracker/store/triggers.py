"""The database's own guards: what has been recorded is neither changed nor taken away, not even by a stray query."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from tracker.model import Base

APPEND_ONLY = (
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
    "agency",
    "basis",
    "commitment",
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
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    for statement in _sqlite_triggers():
        connection.exec_driver_sql(statement)


def present(connection: Connection) -> dict[str, str]:
    """The guards that are in place: what each says, by name."""
    found = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE :like"),
        {"like": f"{PREFIX}%"},
    )
    return {row.name: row.sql for row in found}


def expected() -> dict[str, str]:
    """The guards that should be in place: what each should say, by name."""
    return {statement.split()[2]: statement for statement in _sqlite_triggers()}


def _sqlite_triggers() -> Iterator[str]:
    for table in APPEND_ONLY:
        yield _refuse(table, "UPDATE", "stays as it was recorded")
    for table in (*APPEND_ONLY, *LASTING):
        yield _refuse(table, "DELETE", "is never deleted")
    for table in (*APPEND_ONLY, *LASTING):
        yield _keyed_twice(table)
    for table in _dated():
        yield (
            f"CREATE TRIGGER {PREFIX}{table}_insert BEFORE INSERT ON {table} "
            "WHEN NEW.revision IS NOT (SELECT max(number) FROM revision) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is added only with the newest revision'); END"
        )
    yield (
        f"CREATE TRIGGER {PREFIX}commitment_identity BEFORE UPDATE ON commitment "
        "WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.revision <> OLD.revision "
        "BEGIN SELECT RAISE(ABORT, 'a commitment keeps its code'); END"
    )


def _dated() -> list[str]:
    """The tables whose rows belong to a revision; they can be added only while that revision is the newest one."""
    return sorted(name for name, table in Base.metadata.tables.items() if "revision" in table.columns)


def _keyed_twice(table: str) -> str:
    """Refuses a row whose key is there already: INSERT OR REPLACE would otherwise delete the old one unseen."""
    keys = [column.name for column in Base.metadata.tables[table].primary_key.columns]
    same = " AND ".join(f"{key} = NEW.{key}" for key in keys)
    return (
        f"CREATE TRIGGER {PREFIX}{table}_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} stays as it was recorded'); END"
    )


def _refuse(table: str, action: str, why: str) -> str:
    return (
        f"CREATE TRIGGER {PREFIX}{table}_{action.lower()} BEFORE {action} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} {why}'); END"
    )

"""Bringing a database to the shape that this version of the program expects."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from tracker.store import triggers
from tracker.store.engine import Store

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(store: Store, *, aside: Path | None = None) -> bool:
    """Bring the database to the newest shape, in one transaction; returns whether anything had to be done.

    A database that holds anything is copied into the folder `aside` first, named by the shape that it leaves.

    Foreign keys rest meanwhile (a batch migration rebuilds tables) and are checked before the commit; the guards
    are put back in place. Raises `RuntimeError` when references would dangle; then nothing has changed.
    """
    with store.read() as connection:
        shape = shape_of(connection)
    if shape == newest():
        return False
    if aside and shape:
        from tracker.store.backup import (
            copy_aside,  # backups check what they copy, and checking asks for shapes
        )

        copy_aside(store, aside, f"before-migration-from-{shape}.db")
    with store.engine.connect().execution_options(ahd_write=True) as connection:
        raw = connection.connection.driver_connection
        if store.is_sqlite and raw is not None:
            raw.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction, so before it
        try:
            with connection.begin():
                _upgrade(connection)
        finally:
            if store.is_sqlite and raw is not None:
                raw.execute("PRAGMA foreign_keys = ON")
    return True


def newest() -> str:
    """The name of the newest migration: they are numbered, and their files begin with the number."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def shape_of(connection: Connection) -> str | None:
    """The name of the migration that the database stands at, None for an empty one."""
    # asked at every start, so without alembic, which takes longer to load than the whole answer
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _upgrade(connection: Connection) -> None:
    if shape_of(connection) == newest():  # another process was faster
        return
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    triggers.install(connection)
    if connection.dialect.name == "sqlite" and (
        dangling := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    ):
        raise RuntimeError(f"the migration leaves dangling references: {dangling[:5]}")


def alembic_config() -> "Config":
    """How Alembic finds the migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config

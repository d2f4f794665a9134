"""A database of every earlier version opens, is brought forward, and what it held is there; a copy of it is kept first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from tests.desk.conftest import rows
from tracker.desk import Desk
from tracker.settings import Settings
from tracker.store import Store, schema
from tracker.store.chain import worked_out
from tracker.store.check import check
from tracker.store.schema import shape_of

SHAPES = sorted(path.name[:4] for path in (schema.MIGRATIONS / "versions").glob("[0-9]*.py"))


def of_shape(path: Path, shape: str) -> None:
    """A database as the version of that shape made it, with one change in it."""
    path.parent.mkdir(parents=True)
    store = Store(f"sqlite:///{path}")
    with store.engine.connect().execution_options(ahd_write=True) as connection, connection.begin():
        config = schema.alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, shape)
        for statement in (
            "INSERT INTO revision (number, recorded_at, actor, action) "
            "VALUES (1, '2025-01-10 08:00:00.000000', 'зарина', 'topic.added')",
            "INSERT INTO topic (id, code, name_ru) VALUES (1, 'roads', 'Дороги')",
            "INSERT INTO event (id, revision, kind, subject, subject_id, after) "
            """VALUES (1, 1, 'topic.added', 'topic', '1', '{"id":1,"code":"roads","name_ru":"Дороги"}')""",
        ):
            connection.execute(text(statement.replace(":", r"\:")))
        if shape >= "0007":
            [(_revision, link)] = worked_out(connection)
            connection.execute(text(f"INSERT INTO chain_link (revision, sha256) VALUES (1, '{link}')"))
    store.close()


@pytest.mark.parametrize("shape", SHAPES[:-1])
def test_an_older_database_is_brought_forward_after_a_copy_of_itself(
    settings: Settings, clock: Callable[[], datetime], shape: str
) -> None:
    of_shape(settings.data_dir / "ahd.db", shape)
    desk = Desk.open(settings, clock)
    assert rows(desk, "SELECT code, name_ru FROM topic WHERE id = 1") == [("roads", "Дороги")]
    assert [each.message("en") for each in check(desk.store, desk.files) if each.wrong] == []
    desk.close()
    [copy] = (settings.data_dir / "backups").glob("*.db")
    assert copy.name == f"before-migration-from-{shape}.db"
    kept = Store.reading(copy)
    with kept.read() as connection:
        assert shape_of(connection) == shape
        assert connection.execute(text("SELECT code FROM topic")).scalars().all() == ["roads"]
    kept.close()


def test_a_fresh_installation_leaves_no_copy(settings: Settings, clock: Callable[[], datetime]) -> None:
    Desk.open(settings, clock).close()
    assert not (settings.data_dir / "backups").exists()

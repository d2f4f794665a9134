"""The models, a migrated database and a fresh one are the same thing."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, text

from tracker.model import Base
from tracker.store import Store, migrate
from tracker.store.schema import MIGRATIONS, newest


def shape(store: Store) -> dict[str, str]:
    with store.read() as connection:
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL")
        )
        return {
            name: " ".join(sql.replace('"', "").split())
            for name, sql in rows
            if not name.startswith("alembic")
        }


def parts(sql: str) -> set[str]:
    """The columns and rules of a CREATE statement; their order is of no account."""
    depth, part, found = 0, "", set()
    for letter in sql[sql.index("(") + 1 : sql.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            found.add(part.strip())
            part = ""
        else:
            part += letter
    return found | {part.strip()}


def test_a_migrated_and_a_fresh_database_have_the_same_shape(store: Store, tmp_path: Path) -> None:
    fresh = Store(f"sqlite:///{tmp_path / 'fresh.db'}")
    with fresh.engine.begin() as connection:
        Base.metadata.create_all(connection)
    migrated, made = shape(store), shape(fresh)
    assert migrated.keys() == made.keys()
    assert {name: parts(sql) for name, sql in migrated.items()} == {
        name: parts(sql) for name, sql in made.items()
    }


def test_the_models_and_the_migrations_agree(store: Store) -> None:
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_rule_has_a_name(store: Store) -> None:
    for table in Base.metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)
            if isinstance(constraint, CheckConstraint):
                assert str(constraint.name) in shape(store)[table.name]


def test_migrating_again_does_nothing(store: Store) -> None:
    assert migrate(store) is False


def test_the_database_is_opened_with_the_recipe_that_keeps_it_safe(store: Store) -> None:
    expected = {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 15000,
        "synchronous": 2,
        "trusted_schema": 0,
        "secure_delete": 1,
        "cell_size_check": 1,
    }
    with store.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in expected}
    assert found == expected


def test_the_newest_migration_is_told_by_its_file_as_alembic_tells_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert newest() == ScriptDirectory.from_config(config).get_current_head()

"""Column types and constraints shared by the tables."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, ForeignKey, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(SQLModel):
    """The common ground of all tables: one metadata, in which every constraint has a name."""

    metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is refused, for nobody knows when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """A CHECK that a column holds one of the stored words (or null where the column allows it)."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def rule(name: str, condition: str) -> CheckConstraint:
    """A named CHECK; `table=True` models do not validate, so the database has the last word."""
    return CheckConstraint(condition, name=name)


def points_to(target: str, **options: Any) -> Any:
    """A foreign-key column with an index, `target` as "table.column"."""
    options.setdefault("index", True)
    return Field(foreign_key=target, **options)


def recorded_in() -> Any:
    """The revision that a row belongs to. Without an index: ids grow with revisions, so a range of ids finds the same."""
    return points_to("revision.number", index=False)


def part_of(target: str) -> Any:
    """A foreign-key column that is part of the primary key of a link table."""
    return Field(sa_column_args=(ForeignKey(target),), primary_key=True)


def given_id() -> Any:
    """A primary key that the append path gives out under the write lock, so that many rows go in at once."""
    return Field(primary_key=True, sa_column_kwargs={"autoincrement": False})

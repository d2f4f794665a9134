"""Which contents a database has: what tells whether anything kept from it still holds. And whose database it is."""

from hashlib import blake2b
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select
from sqlmodel import col

from tracker.model import Revision

IS_COPY: Final = "ahd_public_copy"
"""The option of a connection that reads a public copy."""
ABOUT: Final = "public_copy"
"""The table in which a public copy says what it is."""


class Contents(NamedTuple):
    """The newest revision and, of a public copy, the SHA-256 of what is in it. What is equal holds the same.

    A database is only added to, so a later one holds all that an earlier one did. A public copy is replaced as a whole by
    one with other rows, also under the same ids: nothing that was kept of the one before can be gone on with.
    """

    revision: int
    fingerprint: str = ""


def contents_of(connection: Connection) -> Contents:
    """The contents that this connection sees."""
    newest = select(func.coalesce(func.max(col(Revision.number)), 0))
    return Contents(
        int(connection.execute(newest).scalar_one()), said_by_copy(connection, "fingerprint") or ""
    )


def installation(connection: Connection) -> str:
    """A mark of this installation, the same in each of its public copies, whose oldest revision is not always the first."""
    if marked := said_by_copy(connection, "installation"):
        return marked
    first = connection.execute(
        select(col(Revision.recorded_at)).order_by(col(Revision.number)).limit(1)
    ).scalar()
    return blake2b(str(first).encode(), digest_size=8).hexdigest()


def said_by_copy(connection: Connection, name: str) -> str | None:
    """What the public copy that is read says of itself; None in any other database."""
    if not connection.get_execution_options().get(IS_COPY):
        return None
    said = connection.exec_driver_sql(f"SELECT value FROM {ABOUT} WHERE name = ?", (name,)).scalar()
    return None if said is None else str(said)

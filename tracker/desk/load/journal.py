"""The loads so far: which file, when, by whom, what came of it, and whether it was taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.model import Revision, Upload
from tracker.store import queries
from tracker.store.queries import table_of


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a workbook. `counts` are its rows by outcome."""

    id: int
    name: str
    sha256: str
    recorded_at: datetime
    actor: str
    counts: dict[str, int]
    undone: bool


LOADED: Final = "workbook.loaded"


def loads(desk: Desk, asker: Asker, *, action: str = LOADED) -> list[Load]:
    """All loads, newest first; with the action of updates, what partners sent back."""
    require_staff(asker)
    upload, revision = table_of(Upload), table_of(Revision)
    undone = select(revision.c.undoes).where(revision.c.undoes.is_not(None))
    statement = (
        select(
            upload.c.id,
            upload.c.name,
            upload.c.sha256,
            revision.c.recorded_at,
            revision.c.actor,
            upload.c.counts,
            upload.c.revision.in_(undone).label("undone"),
        )
        .join(revision, revision.c.number == upload.c.revision)
        .where(revision.c.action == action)
        .order_by(upload.c.id.desc())
    )
    with desk.store.read() as connection:
        return [Load(**row) for row in queries.rows_of(connection, statement)]

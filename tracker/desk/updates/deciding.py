"""What the queues of conflicts and proposals share: which rows nobody has decided, and taking a decision back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.desk.load.known import undone
from tracker.desk.load.undo import Undone, undo_revision
from tracker.model import Conflict, ConflictDecision, Proposal, ProposalDecision, Revision
from tracker.store import Change
from tracker.store.queries import rows_of, table_of

Row = dict[str, Any]

_DECISIONS: dict[Any, tuple[Any, str]] = {
    Conflict: (ConflictDecision, "conflict_id"),
    Proposal: (ProposalDecision, "proposal_id"),
}


class AlreadyDecided(ValueError):
    """There is no such conflict or proposal, or it has been decided already."""


def undecided(desk: Desk, model: Any) -> list[Row]:
    """The rows of `model` without a decision that stands, oldest first, with when and by whom they were sent."""
    table, revision = table_of(model), table_of(Revision)
    statement = (
        select(*table.c, revision.c.actor, revision.c.recorded_at)
        .join(revision, revision.c.number == table.c.revision)
        .where(*_waiting(model))
        .order_by(table.c.id)
    )
    with desk.store.read() as connection:
        return rows_of(connection, statement)


def still_undecided(change: Change, model: Any, keys: Sequence[int]) -> list[Row]:
    """Those of these rows that wait at this moment, oldest first. Raises `AlreadyDecided` where none of them does."""
    table = table_of(model)
    statement = select(*table.c).where(*_waiting(model), table.c.id.in_(list(keys))).order_by(table.c.id)
    found = rows_of(change.connection, statement)
    if not found:
        raise AlreadyDecided(*keys)
    return found


def undo_decision(desk: Desk, asker: Asker, revision: int) -> Undone:
    """Take back what was decided in one revision: what it recorded is retracted, and the conflicts or proposals wait again.

    Raises `tracker.desk.load.NothingToUndo`, `NotAllowed`.
    """
    return undo_revision(desk, asker, revision, action="decision.undone")


def _waiting(model: Any) -> tuple[Any, ...]:
    decision, column = _DECISIONS[model]
    table, decided, gone = table_of(model), table_of(decision), undone()
    settled = select(decided.c[column]).where(decided.c.revision.not_in(gone))
    return table.c.revision.not_in(gone), table.c.id.not_in(settled)

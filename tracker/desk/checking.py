"""The fulfilments that wait for a second person: what decides that a commitment is kept, and nobody has checked yet."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select

from tracker.desk.again import say_again
from tracker.desk.answers import CommitmentDetail, Statement
from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.detail import commitment
from tracker.desk.look import lines_of, states
from tracker.desk.record.back import AlreadyTakenBack, retract
from tracker.desk.record.rights import NoSuchThing
from tracker.desk.record.shapes import Recorded
from tracker.desk.view import View
from tracker.model import Finding, Retraction
from tracker.model.vocabulary import Status
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of

SAME = (
    *("commitment_id", "status", "effective_on", "effective_on_assumed", "late", "deadline_on"),
    *("note", "internal_note", "partner_id", "source_row_id"),
)
"""The columns in which two findings that say the same agree."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A commitment and the finding on which it counts as kept."""

    commitment: CommitmentDetail
    finding: Statement


def waiting(desk: Desk, asker: Asker) -> int:
    """How many fulfilments nobody but the finder has checked."""
    require_staff(asker)
    return desk.once_a_revision("fulfilments", lambda: len(_open(desk, asker)))


def queue(desk: Desk, asker: Asker, *, language: str, start: int = 0, count: int = 10) -> list[ToCheck]:
    """A part of the fulfilments to check, the newest first; words in `language` where there are."""
    require_staff(asker)
    part = _open(desk, asker).iloc[start : start + count]
    with desk.store.read() as connection:
        codes = [line.code for line in lines_of(connection, part, language)]
    found = []
    for code, key in zip(codes, part["latest_finding_id"], strict=True):
        one = commitment(desk, asker, code, View(), language=language)
        finding = next((each for each in one.findings if each.id == key), None) if one else None
        if one is not None and finding is not None:
            found.append(ToCheck(one, finding))
    return found


def unconfirm(desk: Desk, asker: Asker, confirmation_ids: Sequence[int], *, reason: str) -> list[Recorded]:
    """Take confirmations back, all of them or none. Raises `NotAllowed`, `NoSuchThing`, `AlreadyTakenBack`, `StoreBusy`."""
    require_staff(asker)
    with desk.store.write(actor=asker.name, action="confirmation.retracted", at=desk.clock()) as change:
        return retract(change, asker, "confirmation", list(confirmation_ids), reason=reason)


def restore(desk: Desk, asker: Asker, finding_id: int) -> Recorded:
    """Record a finding that was sent back once more, with all that stands under it (`say_again`).

    The retraction stays in the history. Raises `NotAllowed`, `NoSuchThing` where it was not sent back, `AlreadyTakenBack`
    where the same stands again, `StoreBusy`.
    """
    require_staff(asker)
    with desk.store.write(actor=asker.name, action="finding.restored", at=desk.clock()) as change:
        row = _sent_back(change, finding_id)
        if _stands(change, row):
            raise AlreadyTakenBack(f"finding {finding_id}")
        key = say_again(change, Finding, [finding_id])[finding_id]
        return Recorded("finding", key, "", change.number)


def _open(desk: Desk, asker: Asker) -> pd.DataFrame:
    found = states(desk, asker, View())
    found = found[(found["latest_status"] == Status.FULFILLED) & ~found["confirmed"]]
    return found.sort_values(["latest_on", "commitment_id"], ascending=[False, True])


def _sent_back(change: Change, finding_id: int) -> Row:
    table, retraction = table_of(Finding), table_of(Retraction)
    statement = (
        select(*table.c)
        .join(retraction, retraction.c.finding_id == table.c.id)
        .where(table.c.id == finding_id)
    )
    found = queries.rows_of(change.connection, statement)
    if not found:
        raise NoSuchThing(f"finding {finding_id}")
    return found[0]


def _stands(change: Change, row: Row) -> bool:
    """Whether another finding that stands says the same, whoever may see it."""
    table, retraction = table_of(Finding), table_of(Retraction)
    alike = [table.c[name].is_not_distinct_from(row[name]) for name in SAME]
    gone = select(retraction.c.finding_id).where(retraction.c.finding_id.is_not(None))
    statement = select(table.c.id).where(*alike, table.c.id.not_in(gone)).limit(1)
    return change.connection.execute(statement).first() is not None

"""A second person has checked the evidence of a finding."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.record.rights import NoSuchThing
from tracker.desk.record.shapes import Refused
from tracker.desk.rules import Breach, check_length, clean
from tracker.model import Confirmation, Finding, Retraction, Revision
from tracker.sheets import resolve_fold
from tracker.store import queries
from tracker.store.queries import Row, parts, table_of


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The confirmations that were recorded, and their revision. Findings confirmed already are not among them."""

    ids: tuple[int, ...]
    revision: int


def confirm(
    desk: Desk, asker: Asker, finding_ids: Sequence[int], *, checked_by: str | None = None
) -> Confirmed:
    """Record that a second person has checked the evidence of these findings. Staff only, all of them or none.

    Whoever has an account of their own checks in their own name and cannot confirm what they recorded. Where one account
    serves a whole office (`Asker.shared`), the person who checked gives a name, which must not be the finder's; the name
    stands in the history. Raises `Refused`, `NotAllowed`, `NoSuchThing`, `StoreBusy`.
    """
    require_staff(asker)
    name = clean(checked_by) if asker.shared else asker.name
    if found := ([] if name else [Breach("name_missing", "checked_by")]) or check_length(name, "checked_by"):
        raise Refused(found)
    with desk.store.write(actor=asker.name, action="finding.confirmed", at=desk.clock()) as change:
        rows = _findings(change.connection, finding_ids)
        if len(rows) != len(set(finding_ids)):
            raise NoSuchThing("finding")
        if any(_same_person(name or "", row, shared=asker.shared) for row in rows):
            raise Refused([Breach("confirmed_by_finder", "checked_by")])
        there = confirmed_ids(change.connection, finding_ids)
        waiting = [row["id"] for row in rows if row["id"] not in there]
        keys = change.take_ids(Confirmation, len(waiting))
        change.append(
            Confirmation,
            [
                {"id": key, "finding_id": finding, "revision": change.number, "checked_by": name}
                for key, finding in zip(keys, waiting, strict=True)
            ],
        )
        return Confirmed(tuple(keys), change.number)


def confirmed_ids(connection: Connection, finding_ids: Sequence[int]) -> set[int]:
    """Those of the findings that have a confirmation that stands."""
    table, retraction = table_of(Confirmation), table_of(Retraction)
    found: set[int] = set()
    for part in parts(finding_ids):
        statement = (
            select(table.c.finding_id)
            .outerjoin(retraction, retraction.c.confirmation_id == table.c.id)
            .where(table.c.finding_id.in_(part), retraction.c.id.is_(None))
        )
        found |= set(connection.execute(statement).scalars())
    return found


def _findings(connection: Connection, keys: Sequence[int]) -> list[Row]:
    """The findings that stand, with who recorded each."""
    table, revision, retraction = table_of(Finding), table_of(Revision), table_of(Retraction)
    found: list[Row] = []
    for part in parts(sorted(set(keys))):
        statement = (
            select(table.c.id, table.c.found_by, revision.c.actor)
            .join(revision, revision.c.number == table.c.revision)
            .outerjoin(retraction, retraction.c.finding_id == table.c.id)
            .where(table.c.id.in_(part), retraction.c.id.is_(None))
            .order_by(table.c.id)
        )
        found += queries.rows_of(connection, statement)
    return found


def _same_person(name: str, row: Row, *, shared: bool) -> bool:
    """Whether the one who checks is the one who found; spelling and capitals do not make two persons of one."""
    finders = {row["actor"], row["found_by"]} if not shared else {row["found_by"] or row["actor"]}
    return resolve_fold(name) in {resolve_fold(finder) for finder in finders if finder}

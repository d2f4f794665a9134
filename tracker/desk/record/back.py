"""Taking back what was said: it stays in the history with the reason, and counts nowhere from then on."""

from typing import Any, Final, Literal

from sqlalchemy import Connection, select

from tracker.desk.asking import Asker, NotAllowed
from tracker.desk.desk import Desk
from tracker.desk.record.rights import NoSuchThing, Subject, partner_id, require_recorder, subject_of
from tracker.desk.record.shapes import Recorded, Refused
from tracker.desk.rules import Breach, check_length, clean
from tracker.model import Claim, Confirmation, Evidence, Extension, Finding, Reply, Retraction, Revision
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of

Retractable = Literal["finding", "claim", "extension", "reply", "evidence", "confirmation"]
THINGS: Final[dict[Retractable, Any]] = {
    "finding": Finding,
    "claim": Claim,
    "extension": Extension,
    "reply": Reply,
    "evidence": Evidence,
    "confirmation": Confirmation,
}


class AlreadyTakenBack(NoSuchThing):
    """It was taken back before. Nothing was changed."""


def retraction(desk: Desk, asker: Asker, kind: Retractable, key: int, *, reason: str) -> Recorded:
    """Take something back, with the reason. Raises `Refused`, `NotAllowed`, `NoSuchThing`, `AlreadyTakenBack`, `StoreBusy`.

    A partner takes back what it recorded itself; a confirmation only the office.
    """
    require_recorder(asker)
    words = clean(reason)
    if found := ([] if words else [Breach("reason_missing", "reason")]) or check_length(words, "reason"):
        raise Refused(found)
    with desk.store.write(actor=asker.name, action=f"{kind}.retracted", at=desk.clock()) as change:
        (done,) = retract(change, asker, kind, [key], reason=words or "")
        return done


def retract(
    change: Change, asker: Asker, kind: Retractable, keys: list[int], *, reason: str
) -> list[Recorded]:
    """Take back several things of a kind inside a change. Raises as `retraction` does, for the first that cannot be."""
    subjects = [_of(change.connection, asker, kind, key) for key in keys]
    ids = change.take_ids(Retraction, len(keys))
    nothing = {f"{each}_id": None for each in THINGS}
    change.append(
        Retraction,
        [
            {"id": new, "revision": change.number, **nothing, f"{kind}_id": key, "reason": reason}
            for new, key in zip(ids, keys, strict=True)
        ],
    )
    return [
        Recorded("retraction", new, subject.code, change.number)
        for new, subject in zip(ids, subjects, strict=True)
    ]


def _of(connection: Connection, asker: Asker, kind: Retractable, key: int) -> Subject:
    """The commitment that a thing speaks of, once it is clear that the asker may take the thing back."""
    row = _row(connection, kind, key)
    if row is None:
        if not asker.is_staff:
            raise NotAllowed(asker.role.value)  # what is there is not a partner's to probe
        raise NoSuchThing(f"{kind} {key}")
    subject = subject_of(connection, asker, _commitment(connection, kind, row))
    if not asker.is_staff and not _own(connection, asker, kind, row):
        raise NotAllowed(asker.role.value)
    table = table_of(Retraction)
    if connection.execute(select(table.c.id).where(table.c[f"{kind}_id"] == key)).first():
        raise AlreadyTakenBack(f"{kind} {key}")
    return subject


def _own(connection: Connection, asker: Asker, kind: Retractable, row: Row) -> bool:
    if kind == "confirmation":
        return False
    if kind == "finding" and row["partner_id"] is not None:
        return bool(row["partner_id"] == partner_id(connection, asker.partner))
    revision = table_of(Revision)
    actor = select(revision.c.actor).where(revision.c.number == row["revision"])
    return bool(connection.execute(actor).scalar_one() == asker.name)


def _commitment(connection: Connection, kind: Retractable, row: Row) -> int:
    if "commitment_id" in row:
        return int(row["commitment_id"])
    owner: Retractable = "finding" if row.get("finding_id") is not None else "claim"
    found = _row(connection, owner, row[f"{owner}_id"])
    if found is None:
        raise NoSuchThing(f"{kind} {row['id']}")
    return int(found["commitment_id"])


def _row(connection: Connection, kind: Retractable, key: int) -> Row | None:
    table = table_of(THINGS[kind])
    found = queries.rows_of(connection, select(*table.c).where(table.c.id == key))
    return found[0] if found else None

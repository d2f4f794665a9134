"""What the rules need to know of commitments, read for one or for many at once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from tracker.desk.desk import Desk
from tracker.desk.rules import About
from tracker.model import (
    Basis,
    Claim,
    Commitment,
    CommitmentVersion,
    Extension,
    Finding,
    Retraction,
    Revision,
)
from tracker.model.vocabulary import Cadence, Status
from tracker.store import queries
from tracker.store.queries import parts, table_of

AHEAD = timedelta(days=366)
LAST = date(2200, 12, 31)

Newest = dict[date | None, date]


def about_of(desk: Desk, code: str) -> About | None:
    """What the rules need to know of the commitment with this code now; None where there is none."""
    with desk.store.read() as connection:
        found = queries.commitment_named(connection, code)
        if found is None:
            return None
        known = abouts(connection, [found["id"]], today=desk.today(), zone=desk.settings.zone)
        return known.get(found["id"])


def abouts(
    connection: Connection, commitment_ids: Sequence[int], *, today: date, zone: ZoneInfo
) -> dict[int, About]:
    """What the rules need to know of many commitments, by id; those that were taken back are not there."""
    made = _made(connection, commitment_ids, zone)
    dues = queries.newest_deadlines(connection, commitment_ids)
    moved = _moved(connection, commitment_ids)
    found = {key: _about(day, dues[key], moved.get(key), today) for key, day in made.items()}
    for model, name in ((Finding, "newest_findings"), (Claim, "newest_claims")):
        for key, days in _newest(connection, model, commitment_ids, found).items():
            object.__setattr__(found[key], name, days)  # filled in once, before anybody sees it
    return found


def _made(connection: Connection, keys: Sequence[int], zone: ZoneInfo) -> dict[int, date]:
    """The day each was made, else the date of its basis, else the day it was loaded; as the ledger has it."""
    table, version = table_of(Commitment), table_of(CommitmentVersion)
    basis, revision = table_of(Basis), table_of(Revision)
    found: dict[int, date] = {}
    for part in parts(keys):
        statement = (
            select(table.c.id, version.c.made_on, basis.c.dated, revision.c.recorded_at)
            .join(version, version.c.id == table.c.version_id)
            .join(revision, revision.c.number == table.c.revision)
            .outerjoin(basis, basis.c.id == version.c.basis_id)
            .where(table.c.id.in_(part), ~version.c.void)
        )
        for key, made_on, dated, recorded_at in connection.execute(statement):
            found[key] = made_on or dated or recorded_at.astimezone(zone).date()
    return found


def _moved(connection: Connection, keys: Sequence[int]) -> dict[int, date]:
    """The day that each commitment's last standing extension gave it."""
    table = table_of(Extension)
    found: dict[int, date] = {}
    for part in parts(keys):
        statement = (
            select(table.c.commitment_id, table.c.due_on)
            .where(table.c.commitment_id.in_(part), table.c.id.not_in(_gone("extension_id")))
            .order_by(table.c.decided_on, table.c.id)
        )
        found |= {row[0]: row[1] for row in connection.execute(statement)}
    return found


def _about(made_on: date, due: dict[str, Any], moved: date | None, today: date) -> About:
    from tracker.ledger.recurrence import deadlines, is_recurrence  # late: calendars take a moment to load

    fallen = None
    if due["cadence"] == Cadence.RECURRING and is_recurrence(due["recurrence"]):
        start = max(made_on, (due["due_from"] or date.min + timedelta(1)) - timedelta(1))
        until = min(due["due_on"] or LAST, LAST)
        fallen = tuple(deadlines(due["recurrence"], start_after=start, until=min(until, today + AHEAD)))
        fallen = fallen or tuple(deadlines(due["recurrence"], start_after=start, until=until)[:1])
    due_on = due["due_on"] if due["cadence"] == Cadence.ONCE else None
    return About(made_on, due["cadence"], moved or due_on, fallen or None)


def _newest(
    connection: Connection, model: Any, keys: Sequence[int], abouts: dict[int, About]
) -> dict[int, Newest]:
    """The days of the newest statements that stand, by commitment and by the deadline they are about."""
    table, column = table_of(model), f"{table_of(model).name}_id"
    found: dict[int, Newest] = defaultdict(dict)
    for part in parts(keys):
        statement = select(
            table.c.commitment_id, table.c.effective_on, table.c.deadline_on, table.c.status
        ).where(table.c.commitment_id.in_(part), table.c.id.not_in(_gone(column)))
        for key, day, named, status in connection.execute(statement):
            if key not in abouts:
                continue
            meant = _meant(abouts[key].deadlines, named or day) if status != Status.WITHDRAWN else None
            newest = found[key]
            if meant not in newest or newest[meant] < day:
                newest[meant] = day
    return found


def _meant(fallen: tuple[date, ...] | None, day: date) -> date | None:
    if not fallen:
        return None
    return fallen[min(bisect_left(fallen, day), len(fallen) - 1)]


def _gone(column: str) -> Any:
    """The ids of what was retracted, for use inside a query."""
    table = table_of(Retraction)
    return select(table.c[column]).where(table.c[column].is_not(None))

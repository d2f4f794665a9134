"""The registers as they were known on an earlier day: what was recorded since is taken back, event by event.

Meetings, partners and posts are rows that people mend in place; their history stands in the events. A public copy has no
events, so there the registers are always those of its day.
"""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Date, Table, func, select

from tracker.desk.desk import Desk
from tracker.model import Event, Revision
from tracker.store.queries import Row, table_of


def rows_as_known(desk: Desk, model: Any, day: date) -> list[Row]:
    """The rows of a register by the end of a day in the installation's time zone, in order of id, the withdrawn too."""
    table, events, revisions = table_of(model), table_of(Event), table_of(Revision)
    later = (
        select(events.c.subject_id, events.c.before)
        .join(revisions, revisions.c.number == events.c.revision)
        .where(events.c.subject == table.name, revisions.c.recorded_at >= _over(desk, day))
        .order_by(events.c.id.desc())
    )
    with desk.store.read() as connection:
        rows = {row.id: dict(row._mapping) for row in connection.execute(select(table).order_by(table.c.id))}
        for event in connection.execute(later):
            if event.before is None:
                rows.pop(int(event.subject_id), None)
            elif (row := rows.get(int(event.subject_id))) is not None:
                row |= _read(table, event.before)
    return list(rows.values())


def last_revision(desk: Desk, day: date) -> int:
    """The number of the newest change recorded by the end of a day; 0 where there was none yet."""
    revisions = table_of(Revision)
    newest = select(func.max(revisions.c.number)).where(revisions.c.recorded_at < _over(desk, day))
    with desk.store.read() as connection:
        return connection.execute(newest).scalar_one() or 0


def _over(desk: Desk, day: date) -> datetime:
    """The moment at which a day is over."""
    return datetime.combine(day + timedelta(days=1), time(), desk.settings.zone)


def _read(table: Table, told: str) -> dict[str, Any]:
    """The columns that an event holds, as the table has them."""
    return {
        name: date.fromisoformat(value) if value and isinstance(table.c[name].type, Date) else value
        for name, value in json.loads(told).items()
    }

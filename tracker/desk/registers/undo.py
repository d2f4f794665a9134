"""Taking back what a load brought to the registers; what something else stands on by now is kept and named."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, select

from tracker.desk.registers.known import value_key
from tracker.model import (
    Basis,
    Commitment,
    CommitmentVersion,
    Event,
    Forum,
    Indicator,
    IndicatorValue,
    Official,
    Partner,
    Revision,
    Upload,
    VersionOfficial,
)
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of

MODELS: dict[str, Any] = {"forum": Forum, "partner": Partner, "official": Official, "indicator": Indicator}
NAMED = ("post", "name_ru", "name_en", "name_tg", "code")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many entries were taken back, and the names of those that stay."""

    entries: int
    kept: tuple[str, ...]


def take_back(change: Change, revision: int) -> TakenBack:
    """Withdraw what the revision added, set back what it changed, and take its figures out."""
    count, kept = 0, []
    for kind, subject, key, before, after in _events(change.connection, revision):
        model = MODELS[subject]
        row = _row(change.connection, model, key)
        if kind == f"{subject}.changed":
            count += _set_back(change, model, row, json.loads(before), json.loads(after))
        elif subject == "indicator":
            continue  # an indicator without figures is not shown
        elif _stands(change.connection, subject, row, revision):
            kept.append(next(str(row[name]) for name in NAMED if row.get(name)))
        else:
            change.alter(model, {"id": key}, withdrawn=True)
            count += 1
    return TakenBack(count + _figures(change, revision), tuple(kept))


def _events(connection: Connection, revision: int) -> list[tuple[str, str, int, str, str]]:
    event = table_of(Event)
    statement = (
        select(event.c.kind, event.c.subject, event.c.subject_id, event.c.before, event.c.after)
        .where(event.c.revision == revision, event.c.subject.in_(MODELS))
        .order_by(event.c.id.desc())
    )
    return [(kind, subject, int(key), b, a) for kind, subject, key, b, a in connection.execute(statement)]


def _row(connection: Connection, model: Any, key: int) -> Row:
    table = table_of(model)
    return dict(connection.execute(select(*table.c).where(table.c.id == key)).mappings().one())


def _set_back(change: Change, model: Any, row: Row, before: Row, after: Row) -> int:
    """Columns that still are as the load left them become what they were."""
    table = table_of(model)
    back = {
        name: _value(table.c[name], old)
        for name, old in before.items()
        if row[name] == _value(table.c[name], after.get(name))
    }
    if back:
        change.alter(model, {"id": row["id"]}, **back)
    return bool(back)


def _value(column: Any, told: Any) -> Any:
    return date.fromisoformat(told) if isinstance(column.type, Date) and told is not None else told


def _stands(connection: Connection, subject: str, row: Row, revision: int) -> bool:
    """Whether something else needs it: a commitment that counts, another load, or a person's hand since."""
    event, commitment, version = table_of(Event), table_of(Commitment), table_of(CommitmentVersion)
    later = select(event.c.id).where(
        event.c.subject == subject, event.c.subject_id == str(row["id"]), event.c.revision > revision
    )
    current = (
        select(commitment.c.id).join(version, version.c.id == commitment.c.version_id).where(~version.c.void)
    )
    asked: list[Any] = [later]
    if subject == "forum":
        basis = table_of(Basis)
        asked.append(
            current.where(version.c.basis_id.in_(select(basis.c.id).where(basis.c.forum_id == row["id"])))
        )
    elif subject == "official":
        link = table_of(VersionOfficial)
        asked.append(
            current.where(version.c.id.in_(select(link.c.version_id).where(link.c.official_id == row["id"])))
        )
    else:
        forum, upload, done = table_of(Forum), table_of(Upload), table_of(Revision)
        undone = select(done.c.undoes).where(done.c.undoes.is_not(None))
        asked.append(current.where(version.c.partner_id == row["id"]))
        asked.append(
            select(forum.c.id).where(forum.c.partner_id == row["id"], forum.c.withdrawn.is_not(True))
        )
        asked.append(
            select(upload.c.id).where(upload.c.partner_id == row["id"], upload.c.revision.not_in(undone))
        )
    return any(connection.execute(statement.limit(1)).first() is not None for statement in asked)


def _figures(change: Change, revision: int) -> int:
    """The figures of the load give way to those before them, unless a newer one stands there already."""
    table = table_of(IndicatorValue)
    own = queries.rows_of(change.connection, select(*table.c).where(table.c.revision == revision))
    if not own:
        return 0
    of_these = {row["indicator_id"] for row in own}
    history: dict[Any, list[Row]] = {}
    for row in queries.rows_of(
        change.connection, select(*table.c).where(table.c.indicator_id.in_(of_these)).order_by(table.c.id)
    ):
        history.setdefault(value_key(row), []).append(row)
    rows = []
    for key in {value_key(row) for row in own}:
        told = history[key]
        if told[-1]["revision"] != revision:
            continue
        before = next((row for row in reversed(told) if row["revision"] < revision), None)
        rows.append({**before} if before else {**told[-1], "withdrawn": True})
    ids = change.take_ids(IndicatorValue, len(rows))
    change.append(
        IndicatorValue,
        [{**row, "id": key, "revision": change.number} for key, row in zip(ids, rows, strict=True)],
    )
    return len(rows)

"""Showing a commitment, or something said of it, to everybody, or no longer. Only the office does this."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.record.rights import NoSuchThing, Subject, subject_of
from tracker.desk.record.shapes import Recorded, Refused
from tracker.desk.record.version import add_version
from tracker.desk.rules import Breach
from tracker.model import Claim, Evidence, Finding, Publication, Reply, Retraction
from tracker.model.vocabulary import Visibility
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of

Publishable = Literal["finding", "claim", "reply", "evidence"]
MODELS: dict[Publishable, Any] = {"finding": Finding, "claim": Claim, "reply": Reply, "evidence": Evidence}


def visibility(
    desk: Desk, asker: Asker, codes: Sequence[str], visible: Visibility, *, with_statements: bool = False
) -> list[Recorded]:
    """Publish commitments, or take them back from the public; those that are so already are left as they are.

    `with_statements`: also what has been said of them so far, with its evidence; notes to the office stay internal.
    Raises `NotAllowed`, `NoSuchCommitment`, `StoreBusy`; `Refused` where nothing would change.
    """
    require_staff(asker)
    with desk.store.write(actor=asker.name, action=f"visibility.{visible.value}", at=desk.clock()) as change:
        subjects = [subject_of(change.connection, asker, code) for code in dict.fromkeys(codes)]
        for subject in subjects:
            if subject.visibility != visible:
                add_version(change, subject.version_id, {"visibility": visible.value})
            if with_statements:
                _publish_said(change, subject, visible)
        if change.is_empty:
            raise Refused([Breach("nothing_changed", "visibility")])
        return [Recorded("version", subject.id, subject.code, change.number) for subject in subjects]


def publication(desk: Desk, asker: Asker, kind: Publishable, key: int, visible: Visibility) -> Recorded:
    """Show one thing that was said to everybody, or no longer. Raises as `visibility` does, and `NoSuchThing`."""
    require_staff(asker)
    with desk.store.write(actor=asker.name, action=f"visibility.{visible.value}", at=desk.clock()) as change:
        rows = queries.about(change.connection, MODELS[kind], "id", [key])[key]
        if not rows:
            raise NoSuchThing(f"{kind} {key}")
        if rows[0]["visibility"] == visible:
            raise Refused([Breach("nothing_changed", "visibility")])
        (new,) = _append(change, [(kind, key)], visible)
        return Recorded("publication", new, "", change.number)


def _publish_said(change: Change, subject: Subject, visible: Visibility) -> None:
    said: list[tuple[Publishable, int]] = []
    for kind in ("finding", "claim"):
        rows = [
            row
            for row in queries.said_of(change.connection, MODELS[kind], subject.id)
            if row["id"] not in _gone(change, kind)
        ]
        said += [(kind, row["id"]) for row in rows if row["visibility"] != visible]
        keys = [row["id"] for row in rows]
        for under in ("evidence", "reply") if kind == "finding" else ("evidence",):
            found = queries.about(change.connection, MODELS[under], f"{kind}_id", keys)
            each: list[Row] = [row for listed in found.values() for row in listed]
            gone = _gone(change, under)
            said += [
                (under, row["id"]) for row in each if row["id"] not in gone and row["visibility"] != visible
            ]
    _append(change, said, visible)


def _append(change: Change, said: list[tuple[Publishable, int]], visible: Visibility) -> list[int]:
    keys = change.take_ids(Publication, len(said))
    nothing = {f"{kind}_id": None for kind in MODELS}
    change.append(
        Publication,
        [
            {"id": new, "revision": change.number, **nothing, f"{kind}_id": key, "visibility": visible.value}
            for new, (kind, key) in zip(keys, said, strict=True)
        ],
    )
    return list(keys)


def _gone(change: Change, kind: Publishable) -> set[int]:
    column = table_of(Retraction).c[f"{kind}_id"]
    return set(change.connection.execute(select(column).where(column.is_not(None))).scalars())

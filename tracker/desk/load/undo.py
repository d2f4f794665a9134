"""Undoing a load as a whole: recorded as a change of its own; what has been built upon since is kept and named."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tracker.desk.again import say_again
from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.load.known import joined_into
from tracker.desk.registers.undo import take_back
from tracker.desk.versions import repeat_versions
from tracker.model import (
    Claim,
    Commitment,
    CommitmentVersion,
    Deadline,
    Extension,
    Finding,
    Reply,
    Retraction,
    Revision,
    Upload,
)
from tracker.store import Change, queries
from tracker.store.queries import parts, table_of

Row = dict[str, Any]
REASON = "undone"


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing: the new revision, how much was taken back, and the codes of the commitments that stay because
    something was recorded about them since (one that was joined into an older one stays as a part of that).

    `entries` of registers were taken back, and `kept_entries` name those on which something else stands."""

    revision: int
    commitments: int
    statements: int
    kept: tuple[str, ...]
    entries: int = 0
    kept_entries: tuple[str, ...] = ()


class NothingToUndo(ValueError):
    """There is no such load, or it has been undone already."""


def undo(desk: Desk, asker: Asker, upload_id: int) -> Undone:
    """Take back a load: its commitments leave the population, its statements are retracted, its edits reverted.

    A commitment of the load that others have recorded something about since stays, and is named. Nothing is deleted.
    """
    require_staff(asker)
    with desk.store.read() as connection:
        upload = table_of(Upload)
        revision = connection.execute(
            select(upload.c.revision).where(upload.c.id == upload_id)
        ).scalar_one_or_none()
    if revision is None:
        raise NothingToUndo(upload_id)
    return undo_revision(desk, asker, revision, action="load.undone", subject=("upload", upload_id))


def undo_revision(
    desk: Desk, asker: Asker, revision: int, *, action: str, subject: tuple[str, int] | None = None
) -> Undone:
    """Take back what one revision recorded; `subject` (kind, id) is what the history says was undone.

    Raises `NothingToUndo` when that was done already, `NotAllowed`.
    """
    require_staff(asker)
    with desk.store.read() as connection:
        done = table_of(Revision)
        twice = select(done.c.number).where(done.c.undoes == revision)
        there = select(done.c.number).where(done.c.number == revision)
        if connection.execute(twice).first() or not connection.execute(there).first():
            raise NothingToUndo(revision)
    with desk.store.write(actor=asker.name, action=action, at=desk.clock(), undoes=revision) as change:
        told = _Undoing(change, revision).run()
        kind, key = subject or ("revision", revision)
        change.tell(f"{kind}.undone", kind, key, after={"kept": [*told.kept, *told.kept_entries]})
    return told


class _Undoing:
    """Takes back one revision inside a newer change."""

    def __init__(self, change: Change, revision: int) -> None:
        self.change = change
        self.revision = revision

    def run(self) -> Undone:
        """Retract, void and revert; returns what was done."""
        made = self._of_revision(Commitment)
        touched_since = self._touched_since([row["id"] for row in made])
        gone = [row for row in made if row["id"] not in touched_since]
        kept = self._codes([row["id"] for row in made if row["id"] in touched_since])
        statements = 0
        for model, column in (
            (Finding, "finding_id"), (Claim, "claim_id"), (Extension, "extension_id"), (Reply, "reply_id")
        ):  # fmt: skip
            statements += self._retract(model, column)
        for model, column in ((Finding, "finding_id"), (Claim, "claim_id")):
            self._say_again(model, column)
        self._void(gone)
        made_ids = {row["id"] for row in made}
        self._revert_versions(made_ids)
        self._revert_deadlines(made_ids)
        entries = take_back(self.change, self.revision)
        return Undone(self.change.number, len(gone), statements, kept, entries.entries, entries.kept)

    def _of_revision(self, model: Any) -> list[Row]:
        table = table_of(model)
        statement = select(*table.c).where(table.c.revision == self.revision).order_by(table.c.id)
        return queries.rows_of(self.change.connection, statement)

    def _codes(self, keys: list[int]) -> tuple[str, ...]:
        """The codes that these commitments go by now."""
        into, commitment = joined_into(self.change.connection), table_of(Commitment)
        codes: dict[int, str] = {}
        standing = list(dict.fromkeys(into.get(key, key) for key in keys))
        for part in parts(standing):
            found = select(commitment.c.id, commitment.c.code).where(commitment.c.id.in_(part))
            codes |= {row.id: row.code for row in self.change.connection.execute(found)}
        return tuple(codes[key] for key in standing)

    def _touched_since(self, commitments: list[int]) -> set[int]:
        touched: set[int] = set()
        for model in (Finding, Claim, Extension, CommitmentVersion, Deadline):
            table = table_of(model)
            for part in parts(commitments):
                statement = select(table.c.commitment_id).where(
                    table.c.commitment_id.in_(part), table.c.revision > self.revision
                )
                touched |= set(self.change.connection.execute(statement).scalars())
        return touched

    def _retract(self, model: Any, column: str) -> int:
        retraction = table_of(Retraction)
        taken = select(retraction.c[column]).where(retraction.c[column].is_not(None))
        retracted = set(self.change.connection.execute(taken).scalars())
        rows = [row for row in self._of_revision(model) if row["id"] not in retracted]
        ids = self.change.take_ids(Retraction, len(rows))
        nothing = {"finding_id": None, "claim_id": None, "extension_id": None, "reply_id": None}
        self.change.append(
            Retraction,
            [
                {"id": key, "revision": self.change.number, **nothing, column: row["id"], "reason": REASON}
                for key, row in zip(ids, rows, strict=True)
            ],
        )
        return len(rows)

    def _say_again(self, model: Any, column: str) -> None:
        """What was said earlier and taken back by this revision is said again."""
        table, retraction = table_of(model), table_of(Retraction)
        statement = (
            select(table.c.id)
            .join(retraction, retraction.c[column] == table.c.id)
            .where(retraction.c.revision == self.revision, table.c.revision < self.revision)
            .order_by(table.c.id)
        )
        say_again(self.change, model, list(self.change.connection.execute(statement).scalars()))

    def _void(self, gone: list[Row]) -> None:
        repeat_versions(self.change, [(row["id"], row["version_id"]) for row in gone], void=True)

    def _revert_versions(self, made: set[int]) -> None:
        """An attribute that the load changed goes back, unless somebody has changed the commitment again since."""
        table = table_of(CommitmentVersion)
        changed = [row for row in self._of_revision(CommitmentVersion) if row["commitment_id"] not in made]
        back = []
        for row in changed:
            statement = (
                select(table.c.id).where(table.c.commitment_id == row["commitment_id"]).order_by(table.c.id)
            )
            ids = list(self.change.connection.execute(statement).scalars())
            if ids[-1] == row["id"]:
                back.append((row["commitment_id"], ids[-2]))
        repeat_versions(self.change, back, void=False)

    def _revert_deadlines(self, made: set[int]) -> None:
        table = table_of(Deadline)
        back: list[Row] = []
        for row in self._of_revision(Deadline):
            if row["commitment_id"] in made:
                continue
            statement = (
                select(*table.c).where(table.c.commitment_id == row["commitment_id"]).order_by(table.c.id)
            )
            all_of_it = queries.rows_of(self.change.connection, statement)
            if all_of_it[-1]["id"] == row["id"]:
                back.append(all_of_it[-2])
        ids = self.change.take_ids(Deadline, len(back))
        self.change.append(
            Deadline,
            [{**row, "id": key, "revision": self.change.number} for key, row in zip(ids, back, strict=True)],
        )

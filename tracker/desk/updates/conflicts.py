"""Conflicts: what a partner says beside what was recorded since the workbook left; a person decides which counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from tracker.desk.answers import SourceRef
from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import catalogue
from tracker.desk.desk import Desk
from tracker.desk.detail import source_of
from tracker.desk.look import words_of
from tracker.desk.record.bulk import append_statements
from tracker.desk.updates.apply import prepared
from tracker.desk.updates.deciding import AlreadyDecided, Row, still_undecided, undecided
from tracker.desk.updates.held import Held, Recorded, held_of
from tracker.desk.updates.plan import Stated
from tracker.model import Commitment, CommitmentVersion, Conflict, ConflictDecision, Retraction
from tracker.model.vocabulary import ConflictVerdict
from tracker.store import Change, queries
from tracker.store.queries import table_of

NOT_TAKEN = "decided"
"""Why a statement was taken back: a person decided that another one counts."""
MOST_SAID = 3
"""So many of the statements recorded since are shown beside what the partner says, the newest."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict for a person to decide: what the partner says, when it was sent and by whom, and what stands here."""

    id: int
    code: str
    text: str
    text_language: str
    partner: str
    kind: str
    theirs: Recorded
    evidence: str | None
    sent_at: datetime
    ours: tuple[Recorded, ...]
    source: SourceRef | None


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of deciding: the revision, and how many conflicts were decided in it."""

    revision: int
    count: int


def waiting(desk: Desk, asker: Asker) -> int:
    """How many conflicts wait for a person."""
    require_staff(asker)
    return desk.once_a_revision("conflicts", lambda: len(undecided(desk, Conflict)))


def opened(desk: Desk, asker: Asker, *, language: str, start: int = 0, count: int = 20) -> list[OpenConflict]:
    """A part of the conflicts that nobody has decided, oldest first; words in `language` where there are."""
    require_staff(asker)
    rows = undecided(desk, Conflict)[start : start + count]
    partners = catalogue(desk).codes("partners")
    with desk.store.read() as connection:
        sources = queries.sources(connection, [row["source_row_id"] for row in rows if row["source_row_id"]])
        held = _Holdings(desk, connection)
        return [
            _open_conflict(connection, row, one, partners[row["partner_id"]], sources, language)
            for row in rows
            if (one := held.of(row["commitment_id"])) is not None
        ]


def decide(desk: Desk, asker: Asker, conflict_ids: Sequence[int], verdict: ConflictVerdict) -> Decided:
    """Record which of two statements counts, for one conflict or several in one change.

    Theirs: it is recorded, and what stands here and would still decide is taken back. Ours: theirs is recorded and taken
    back at once. Both: theirs is recorded in its place in time. Whatever the verdict, both stay in the history. What was
    decided meanwhile stays as it was; raises `AlreadyDecided` where that is all of it. Raises `NotAllowed`, `StoreBusy`.
    """
    require_staff(asker)
    with desk.store.write(actor=asker.name, action=f"conflict.{verdict.value}", at=desk.clock()) as change:
        rows = still_undecided(change, Conflict, conflict_ids)
        held = _Holdings(desk, change.connection)
        count = sum(_decide_one(change, held, row, verdict) for row in rows)
        if not count:
            raise AlreadyDecided(*conflict_ids)
        return Decided(change.number, count)


class _Holdings:
    """What is held of commitments, read once for each partner, and anew once something was said of a commitment."""

    def __init__(self, desk: Desk, connection: Connection) -> None:
        self.desk, self.connection = desk, connection
        self.by_partner: dict[int, dict[int, Held]] = {}

    def of(self, commitment_id: int) -> Held | None:
        """The commitment as it stands now, whoever follows it by now; None where nobody does."""
        commitment, version = table_of(Commitment), table_of(CommitmentVersion)
        partner = self.connection.execute(
            select(version.c.partner_id)
            .join(commitment, commitment.c.version_id == version.c.id)
            .where(commitment.c.id == commitment_id)
        ).scalar()
        if partner is None:
            return None
        if partner not in self.by_partner:
            found = held_of(self.connection, partner, today=self.desk.today(), settings=self.desk.settings)
            self.by_partner[partner] = {one.id: one for one in found.values()}
        return self.by_partner[partner].get(commitment_id)

    def forget(self, held: Held) -> None:
        """Something was said of this commitment."""
        self.by_partner.pop(held.partner_id or 0, None)


def _decide_one(change: Change, holdings: _Holdings, row: Row, verdict: ConflictVerdict) -> bool:
    held = holdings.of(row["commitment_id"])
    if held is None:
        return False
    (key,) = change.take_ids(ConflictDecision, 1)
    decision = {"id": key, "revision": change.number, "conflict_id": row["id"], "verdict": verdict.value}
    change.append(ConflictDecision, [decision])
    said = Stated(
        row["kind"], row["status"], row["effective_on"], row["deadline_on"], row["note"], row["internal_note"],
        row["evidence"],
    )  # fmt: skip
    (new,) = append_statements(change, [prepared(said, held, row["partner_id"], row["source_row_id"])])
    if verdict is ConflictVerdict.OURS:
        _retract(change, row["kind"], [new])
    elif verdict is ConflictVerdict.THEIRS:
        _retract(change, row["kind"], [one.id for one in _about(held, row) if one.on > row["effective_on"]])
    holdings.forget(held)
    return True


def _open_conflict(
    connection: Connection, row: Row, held: Held, partner: str, sources: Any, language: str
) -> OpenConflict:
    text, text_language = _words(connection, held.id, language)
    source = sources.get(row["source_row_id"])
    theirs = Recorded(
        0, row["status"], row["effective_on"], row["deadline_on"], row["note"], row["actor"], None
    )
    return OpenConflict(
        id=row["id"],
        code=held.code,
        text=text,
        text_language=text_language,
        partner=partner,
        kind=row["kind"],
        theirs=theirs,
        evidence=row["evidence"],
        sent_at=row["recorded_at"],
        ours=tuple(one for one in _about(held, row) if one.id > row["base_id"])[-MOST_SAID:],
        source=source_of(source) if source else None,
    )


def _about(held: Held, row: Row) -> list[Recorded]:
    """What stands of the kind and about the deadline that the conflict is about."""
    return [
        one
        for one in held.said(row["kind"])
        if one.retracted is None and one.deadline_on == row["deadline_on"]
    ]


def _words(connection: Connection, commitment_id: int, language: str) -> tuple[str, str]:
    commitment = table_of(Commitment)
    version_id = connection.execute(
        select(commitment.c.version_id).where(commitment.c.id == commitment_id)
    ).scalar_one()
    return words_of(queries.versions(connection, [version_id])[version_id], language)


def _retract(change: Change, kind: str, ids: list[int]) -> None:
    keys = change.take_ids(Retraction, len(ids))
    column = f"{kind}_id"
    rows = [
        {"id": key, "revision": change.number, column: one, "reason": NOT_TAKEN}
        for key, one in zip(keys, ids, strict=True)
    ]
    change.append(Retraction, rows)

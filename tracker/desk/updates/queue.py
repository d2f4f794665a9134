"""What partners sent and a person has to decide: conflicts with what was recorded since, and proposed commitments."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from tracker.desk.answers import SourceRef
from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import catalogue
from tracker.desk.desk import Desk
from tracker.desk.detail import source_of
from tracker.desk.load.known import undone
from tracker.desk.load.undo import Undone, undo_revision
from tracker.desk.look import words_of
from tracker.desk.record.bulk import append_statements
from tracker.desk.rules import clean
from tracker.desk.updates.apply import prepared
from tracker.desk.updates.held import Held, Recorded, held_of
from tracker.desk.updates.plan import Stated
from tracker.model import (
    Commitment,
    CommitmentVersion,
    Conflict,
    ConflictDecision,
    Deadline,
    Proposal,
    ProposalDecision,
    Retraction,
    Revision,
    VersionAgency,
    VersionDistrict,
)
from tracker.model.codes import code_of
from tracker.model.vocabulary import (
    LANGUAGES,
    AgencyRole,
    Cadence,
    ConflictVerdict,
    ProposalVerdict,
    Visibility,
)
from tracker.sheets import DueContext, Names, read_due
from tracker.store import Change, queries
from tracker.store.queries import rows_of, table_of

Row = dict[str, Any]
NOT_TAKEN = "decided"
"""Why a statement was taken back: a person decided that another one counts."""


@dataclass(frozen=True, slots=True)
class OpenConflict:
    """A conflict for a person to decide: what the partner says, when it was sent and by whom, and what stands here."""

    id: int
    code: str
    text: str
    partner: str
    kind: str
    theirs: Recorded
    evidence: str | None
    sent_at: datetime
    ours: tuple[Recorded, ...]
    source: SourceRef | None


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """A commitment that a partner proposes, in their words, and the row it came from."""

    id: int
    partner: str
    text: str
    basis: str | None
    agency: str | None
    district: str | None
    due: str | None
    note: str | None
    sent_at: datetime
    sent_by: str
    source: SourceRef | None


class AlreadyDecided(ValueError):
    """There is no such conflict or proposal, or it has been decided already."""


def conflicts_waiting(desk: Desk, asker: Asker) -> int:
    """How many conflicts wait for a person."""
    require_staff(asker)
    return desk.once_a_revision("conflicts", lambda: len(_open(desk, Conflict)))


def proposals_waiting(desk: Desk, asker: Asker) -> int:
    """How many proposals wait for a person."""
    require_staff(asker)
    return desk.once_a_revision("proposals", lambda: len(_open(desk, Proposal)))


def open_conflicts(
    desk: Desk, asker: Asker, *, language: str, start: int = 0, count: int = 20
) -> list[OpenConflict]:
    """A part of the conflicts that nobody has decided, oldest first."""
    require_staff(asker)
    rows = _open(desk, Conflict)[start : start + count]
    codes, today = catalogue(desk).codes("partners"), desk.today()
    found = []
    with desk.store.read() as connection:
        sources = queries.sources(connection, [row["source_row_id"] for row in rows if row["source_row_id"]])
        for row in rows:
            held = _held(connection, row["commitment_id"], today, desk)
            if held is None:
                continue
            said = [
                one for one in held.said(row["kind"]) if one.retracted is None and one.id > row["base_id"]
            ]
            source = sources.get(row["source_row_id"])
            found.append(
                OpenConflict(
                    id=row["id"],
                    code=held.code,
                    text=_words(connection, held.id, language),
                    partner=codes[row["partner_id"]],
                    kind=row["kind"],
                    theirs=Recorded(
                        0,
                        row["status"],
                        row["effective_on"],
                        row["deadline_on"],
                        row["note"],
                        row["actor"],
                        None,
                    ),
                    evidence=row["evidence"],
                    sent_at=row["recorded_at"],
                    ours=tuple(one for one in said if one.deadline_on == row["deadline_on"])[-3:],
                    source=source_of(source) if source else None,
                )
            )
    return found


def open_proposals(desk: Desk, asker: Asker, *, start: int = 0, count: int = 20) -> list[OpenProposal]:
    """A part of the proposals that nobody has decided, oldest first."""
    require_staff(asker)
    rows = _open(desk, Proposal)[start : start + count]
    codes = catalogue(desk).codes("partners")
    with desk.store.read() as connection:
        sources = queries.sources(connection, [row["source_row_id"] for row in rows if row["source_row_id"]])
    return [
        OpenProposal(
            id=row["id"],
            partner=codes[row["partner_id"]],
            **{name: row[name] for name in ("text", "basis", "agency", "district", "due", "note")},
            sent_at=row["recorded_at"],
            sent_by=row["actor"],
            source=source_of(found) if (found := sources.get(row["source_row_id"])) else None,
        )
        for row in rows
    ]


def decide_conflict(desk: Desk, asker: Asker, conflict_id: int, verdict: ConflictVerdict) -> int:
    """Record which of two statements counts; returns the revision. Raises `AlreadyDecided`, `NotAllowed`.

    Theirs: it is recorded, and what stands here and would still decide is taken back. Ours: theirs is recorded and taken
    back at once. Both: theirs is recorded in its place in time. Whatever the verdict, both stay in the history.
    """
    require_staff(asker)
    today = desk.today()
    action = f"conflict.{verdict.value}"
    with desk.store.write(actor=asker.name, action=action, at=desk.clock()) as change:
        row = _undecided(change, Conflict, ConflictDecision, "conflict_id", conflict_id)
        held = _held(change.connection, row["commitment_id"], today, desk)
        if held is None:
            raise AlreadyDecided(conflict_id)
        (key,) = change.take_ids(ConflictDecision, 1)
        decision = {
            "id": key,
            "revision": change.number,
            "conflict_id": conflict_id,
            "verdict": verdict.value,
        }
        change.append(ConflictDecision, [decision])
        said = Stated(
            row["kind"], row["status"], row["effective_on"], row["deadline_on"], row["note"], row["internal_note"],
            row["evidence"],
        )  # fmt: skip
        (new,) = append_statements(change, [prepared(said, held, row["partner_id"], row["source_row_id"])])
        if verdict is ConflictVerdict.OURS:
            _retract(change, row["kind"], [new])
        elif verdict is ConflictVerdict.THEIRS:
            newer = [
                one.id
                for one in held.said(row["kind"])
                if one.retracted is None
                and one.deadline_on == row["deadline_on"]
                and one.on > row["effective_on"]
            ]
            _retract(change, row["kind"], newer)
        return change.number


def accept_proposal(
    desk: Desk, asker: Asker, proposal_id: int, *, agency: str | None, districts: tuple[str, ...] = ()
) -> tuple[str, int]:
    """Make a proposal into a commitment, internal, followed by its partner; returns its code and the revision.

    `agency` is the lead's code, None while it is not known. Raises `AlreadyDecided`, `NotAllowed`.
    """
    require_staff(asker)
    names = catalogue(desk)
    with desk.store.write(actor=asker.name, action="proposal.accepted", at=desk.clock()) as change:
        row = _undecided(change, Proposal, ProposalDecision, "proposal_id", proposal_id)
        (key,) = change.take_ids(Commitment, 1)
        (version_id,) = change.take_ids(CommitmentVersion, 1)
        code = code_of(key)
        own = {"revision": change.number}
        change.append(Commitment, [{"id": key, "code": code, **own, "version_id": version_id}])
        version = {
            "id": version_id,
            "commitment_id": key,
            **own,
            "void": False,
            **{f"text_{one}": row["text"] if one == row["language"] else None for one in LANGUAGES},
            "basis_text": row["basis"],
            "partner_id": row["partner_id"],
            "note": row["note"],
            "unknown_agencies": row["agency"] if agency is None else None,
            "visibility": Visibility.INTERNAL,
            "fingerprint": row["fingerprint"],
            "source_row_id": row["source_row_id"],
        }
        lead = [names.agencies[agency].id] if agency else []
        places = [names.districts[one].id for one in districts]
        told = {**version, "agencies": [(one, AgencyRole.LEAD.value) for one in lead], "districts": places}
        change.append(CommitmentVersion, [version], told=[told])
        change.append(
            VersionAgency,
            [
                {"version_id": version_id, "agency_id": one, "role": AgencyRole.LEAD, "position": 0}
                for one in lead
            ],
        )
        change.append(VersionDistrict, [{"version_id": version_id, "district_id": one} for one in places])
        change.append(Deadline, [{**_deadline(change, row["due"]), "commitment_id": key, **own}])
        _decided(change, proposal_id, ProposalVerdict.ACCEPTED, commitment_id=key)
        return code, change.number


def decline_proposal(desk: Desk, asker: Asker, proposal_id: int, reason: str) -> int:
    """Put a proposal aside, with the reason; returns the revision. Raises `AlreadyDecided`, `NotAllowed`, ValueError when
    there is no reason."""
    require_staff(asker)
    if (words := clean(reason)) is None:
        raise ValueError("a proposal is declined with a reason")
    with desk.store.write(actor=asker.name, action="proposal.declined", at=desk.clock()) as change:
        _undecided(change, Proposal, ProposalDecision, "proposal_id", proposal_id)
        _decided(change, proposal_id, ProposalVerdict.DECLINED, reason=words)
        return change.number


def undo_decision(desk: Desk, asker: Asker, revision: int) -> Undone:
    """Take back a decision: what it recorded is retracted, and the conflict or proposal waits again.

    Raises `tracker.desk.load.NothingToUndo`, `NotAllowed`.
    """
    return undo_revision(desk, asker, revision, action="decision.undone")


def suggested(names: Names, proposal: OpenProposal) -> tuple[str | None, tuple[str, ...]]:
    """The lead agency and the districts (codes) that a proposal's own words certainly name."""
    agencies = names.agency_cell(proposal.agency).codes if proposal.agency else ()
    places = names.district_cell(proposal.district).districts if proposal.district else ()
    return next(iter(agencies), None), tuple(places)


def _open(desk: Desk, model: Any) -> list[Row]:
    """The rows without a decision that were not undone, with when and by whom they were sent."""
    decision, column = (
        (ConflictDecision, "conflict_id") if model is Conflict else (ProposalDecision, "proposal_id")
    )
    table, decided, revision = table_of(model), table_of(decision), table_of(Revision)
    gone = undone()
    statement = (
        select(*table.c, revision.c.actor, revision.c.recorded_at)
        .join(revision, revision.c.number == table.c.revision)
        .where(
            table.c.revision.not_in(gone),
            table.c.id.not_in(select(decided.c[column]).where(decided.c.revision.not_in(gone))),
        )
        .order_by(table.c.id)
    )
    with desk.store.read() as connection:
        return rows_of(connection, statement)


def _undecided(change: Change, model: Any, decision: Any, column: str, key: int) -> Row:
    table, decided, gone = table_of(model), table_of(decision), undone()
    statement = select(*table.c).where(
        table.c.id == key,
        table.c.revision.not_in(gone),
        table.c.id.not_in(select(decided.c[column]).where(decided.c.revision.not_in(gone))),
    )
    found = rows_of(change.connection, statement)
    if not found:
        raise AlreadyDecided(key)
    return found[0]


def _held(connection: Connection, commitment_id: int, today: date, desk: Desk) -> Held | None:
    """The commitment as it stands now, whoever follows it by now."""
    commitment, version = table_of(Commitment), table_of(CommitmentVersion)
    partner = connection.execute(
        select(version.c.partner_id)
        .join(commitment, commitment.c.version_id == version.c.id)
        .where(commitment.c.id == commitment_id)
    ).scalar()
    if partner is None:
        return None
    held = held_of(connection, partner, today=today, settings=desk.settings)
    return next((one for one in held.values() if one.id == commitment_id), None)


def _words(connection: Connection, commitment_id: int, language: str) -> str:
    commitment = table_of(Commitment)
    version_id = connection.execute(
        select(commitment.c.version_id).where(commitment.c.id == commitment_id)
    ).scalar_one()
    return words_of(queries.versions(connection, [version_id])[version_id], language)[0]


def _retract(change: Change, kind: str, ids: list[int]) -> None:
    keys = change.take_ids(Retraction, len(ids))
    column = f"{kind}_id"
    rows = [
        {"id": key, "revision": change.number, column: one, "reason": NOT_TAKEN}
        for key, one in zip(keys, ids, strict=True)
    ]
    change.append(Retraction, rows)


def _deadline(change: Change, text: str | None) -> Row:
    (key,) = change.take_ids(Deadline, 1)
    due = read_due(text, context=DueContext())[0] if text else None
    cadence = due.cadence if due else Cadence.OPEN
    return {
        "id": key,
        "due_text": text,
        "cadence": cadence,
        "due_from": due.from_ if due and due.on and due.from_ and due.from_ <= due.on else None,
        "due_on": due.on if due else None,
        "recurrence": due.recurrence if due and cadence == Cadence.RECURRING else None,
    }


def _decided(change: Change, proposal_id: int, verdict: ProposalVerdict, **told: Any) -> None:
    (key,) = change.take_ids(ProposalDecision, 1)
    row = {"id": key, "revision": change.number, "proposal_id": proposal_id, "verdict": verdict.value}
    change.append(ProposalDecision, [row | told])


__all__ = [
    "AlreadyDecided",
    "OpenConflict",
    "OpenProposal",
    "accept_proposal",
    "conflicts_waiting",
    "decide_conflict",
    "decline_proposal",
    "open_conflicts",
    "open_proposals",
    "proposals_waiting",
    "suggested",
    "undo_decision",
]

"""Proposals: commitments that partners add to their workbooks, for the office to accept or to decline with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from tracker.desk.answers import SourceRef
from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.detail import source_of
from tracker.desk.rules import clean
from tracker.desk.updates.deciding import Row, still_undecided, undecided
from tracker.model import (
    Base,
    Commitment,
    CommitmentVersion,
    Deadline,
    Proposal,
    ProposalDecision,
    VersionAgency,
    VersionDistrict,
)
from tracker.model.codes import code_of
from tracker.model.vocabulary import LANGUAGES, AgencyRole, Cadence, ProposalVerdict, Visibility
from tracker.sheets import DueContext, Names, read_due
from tracker.store import Change, queries


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


class Accepted(NamedTuple):
    """A proposal to accept: its id, the lead agency's code (None while it is not known), and the districts' codes."""

    id: int
    agency: str | None
    districts: tuple[str, ...] = ()


def waiting(desk: Desk, asker: Asker) -> int:
    """How many proposals wait for a person."""
    require_staff(asker)
    return desk.once_a_revision("proposals", lambda: len(undecided(desk, Proposal)))


def opened(desk: Desk, asker: Asker, *, start: int = 0, count: int = 20) -> list[OpenProposal]:
    """A part of the proposals that nobody has decided, oldest first."""
    require_staff(asker)
    rows = undecided(desk, Proposal)[start : start + count]
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


def accept(desk: Desk, asker: Asker, accepted: Sequence[Accepted]) -> tuple[tuple[str, ...], int]:
    """Make proposals into commitments, internal, followed by their partner, all in one change.

    Returns their codes and the revision. What was decided meanwhile stays as it was; raises `AlreadyDecided` where that is
    all of it. Raises `NotAllowed`, `StoreBusy`.
    """
    require_staff(asker)
    wanted, names = {one.id: one for one in accepted}, catalogue(desk)
    with desk.store.write(actor=asker.name, action="proposal.accepted", at=desk.clock()) as change:
        rows = still_undecided(change, Proposal, list(wanted))
        return tuple(_accept_one(names, change, row, wanted[row["id"]]) for row in rows), change.number


def decline(desk: Desk, asker: Asker, proposal_ids: Sequence[int], reason: str) -> tuple[int, int]:
    """Put proposals aside, with the reason; returns how many, and the revision.

    What was decided meanwhile stays as it was; raises `AlreadyDecided` where that is all of it, ValueError when there is
    no reason, `NotAllowed`, `StoreBusy`.
    """
    require_staff(asker)
    if (words := clean(reason)) is None:
        raise ValueError("a proposal is declined with a reason")
    with desk.store.write(actor=asker.name, action="proposal.declined", at=desk.clock()) as change:
        rows = still_undecided(change, Proposal, proposal_ids)
        for row in rows:
            _decided(change, row["id"], ProposalVerdict.DECLINED, reason=words)
        return len(rows), change.number


def suggested(names: Names, proposal: OpenProposal) -> tuple[str | None, tuple[str, ...]]:
    """The lead agency and the districts (codes) that a proposal's own words certainly name."""
    agencies = names.agency_cell(proposal.agency).codes if proposal.agency else ()
    places = names.district_cell(proposal.district).districts if proposal.district else ()
    return next(iter(agencies), None), tuple(places)


def _accept_one(names: Catalogue, change: Change, row: Row, told: Accepted) -> str:
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
        "unknown_agencies": row["agency"] if told.agency is None else None,
        "visibility": Visibility.INTERNAL,
        "fingerprint": row["fingerprint"],
        "source_row_id": row["source_row_id"],
    }
    lead = [names.agencies[told.agency].id] if told.agency else []
    places = [names.districts[one].id for one in told.districts]
    links: dict[type[Base], list[tuple[Any, ...]]] = {
        VersionAgency: [(version_id, one, AgencyRole.LEAD.value, 0) for one in lead],
        VersionDistrict: [(version_id, one) for one in dict.fromkeys(places)],
    }
    change.append_versions(list(version), [list(version.values())], links)
    change.append(Deadline, [{**_deadline(change, row["due"]), "commitment_id": key, **own}])
    _decided(change, row["id"], ProposalVerdict.ACCEPTED, commitment_id=key)
    return code


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

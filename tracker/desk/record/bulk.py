"""Many statements at once, inside a change that the caller has opened: what a returned workbook of 100,000 rows needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.desk.record.shapes import LinkProof, Observation
from tracker.desk.rules import Kind
from tracker.model import Claim, Evidence, Finding
from tracker.model.vocabulary import EvidenceKind, Status, Visibility
from tracker.store import Change

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement that has been checked and is ready to be written. `partner_id` is of a finding, `agency_id` of a claim."""

    kind: Kind
    commitment_id: int
    status: str
    effective_on: date
    deadline_on: date | None = None
    note: str | None = None
    internal_note: str | None = None
    partner_id: int | None = None
    agency_id: int | None = None
    found_by: str | None = None
    visibility: str = Visibility.INTERNAL.value
    effective_on_assumed: bool = False
    late: bool = False
    source_row_id: int | None = None
    evidence: tuple[LinkProof | Observation, ...] = ()


def append_statements(change: Change, rows: Sequence[Prepared]) -> list[int]:
    """Write prepared findings and claims with their evidence; returns their ids, in the order given.

    No rule and no right is looked at: the caller has checked both.
    """
    findings = [row for row in rows if row.kind == "finding"]
    claims = [row for row in rows if row.kind == "claim"]
    keys = {
        "finding": iter(change.take_ids(Finding, len(findings))),
        "claim": iter(change.take_ids(Claim, len(claims))),
    }
    ids = [next(keys[row.kind]) for row in rows]
    of_findings = [key for key, row in zip(ids, rows, strict=True) if row.kind == "finding"]
    of_claims = [key for key, row in zip(ids, rows, strict=True) if row.kind == "claim"]
    number = change.number
    change.append(
        Finding,
        [
            {**_stated(key, number, row), "partner_id": row.partner_id, "found_by": row.found_by}
            for key, row in zip(of_findings, findings, strict=True)
        ],
    )
    change.append(
        Claim,
        [
            {**_stated(key, number, row), "agency_id": row.agency_id}
            for key, row in zip(of_claims, claims, strict=True)
        ],
    )
    proofs = [(key, row, proof) for key, row in zip(ids, rows, strict=True) for proof in row.evidence]
    of_proofs = change.take_ids(Evidence, len(proofs))
    change.append(
        Evidence,
        [
            evidence_row(
                new,
                number,
                kind=row.kind,
                of=key,
                url=proof.url if isinstance(proof, LinkProof) else None,
                description=proof.text if isinstance(proof, Observation) else None,
                visibility=row.visibility,
            )
            for new, (key, row, proof) in zip(of_proofs, proofs, strict=True)
        ],
    )
    return ids


def evidence_row(
    key: int,
    revision: int,
    *,
    kind: Kind,
    of: int,
    url: str | None = None,
    sha256: str | None = None,
    description: str | None = None,
    visibility: str,
) -> Row:
    """A row of evidence for the finding or claim `of`."""
    held = EvidenceKind.LINK if url else EvidenceKind.DOCUMENT if sha256 else EvidenceKind.OBSERVATION
    return {
        "id": key,
        "revision": revision,
        "finding_id": of if kind == "finding" else None,
        "claim_id": of if kind == "claim" else None,
        "kind": held.value,
        "url": url,
        "sha256": sha256,
        "description": description,
        "visibility": visibility,
    }


def _stated(key: int, revision: int, row: Prepared) -> Row:
    return {
        "id": key,
        "commitment_id": row.commitment_id,
        "revision": revision,
        "status": row.status,
        "effective_on": row.effective_on,
        "effective_on_assumed": row.effective_on_assumed,
        "late": row.late and row.status == Status.FULFILLED,
        "deadline_on": row.deadline_on,
        "note": row.note,
        "internal_note": row.internal_note,
        "visibility": row.visibility,
        "source_row_id": row.source_row_id,
    }

"""Many statements at once, inside a change that the caller has opened: what a returned workbook of 100,000 rows needs."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from tracker.desk.record.shapes import LinkProof, Observation
from tracker.desk.rules import Kind
from tracker.desk.versions import EVIDENCE, STATED
from tracker.model import Claim, Evidence, Finding
from tracker.model.vocabulary import EvidenceKind, Status, Visibility
from tracker.store import Change

Row = dict[str, Any]

_LINK, _SEEN = EvidenceKind.LINK.value, EvidenceKind.OBSERVATION.value


class Prepared(NamedTuple):
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
    change.append_many(
        Finding,
        (*STATED, "partner_id", "found_by"),
        [
            (*_stated(key, number, row), row.partner_id, row.found_by)
            for key, row in zip(of_findings, findings, strict=True)
        ],
    )
    change.append_many(
        Claim,
        (*STATED, "agency_id"),
        [(*_stated(key, number, row), row.agency_id) for key, row in zip(of_claims, claims, strict=True)],
    )
    proofs = [(key, row, proof) for key, row in zip(ids, rows, strict=True) for proof in row.evidence]
    of_proofs = change.take_ids(Evidence, len(proofs))
    change.append_many(
        Evidence,
        EVIDENCE,
        [
            _proof(new, number, row, key, proof)
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


def _stated(key: int, revision: int, row: Prepared) -> tuple[Any, ...]:
    """The values of the columns `STATED`."""
    return (
        key,
        row.commitment_id,
        revision,
        row.status,
        row.effective_on,
        row.effective_on_assumed,
        row.late and row.status == Status.FULFILLED,
        row.deadline_on,
        row.note,
        row.internal_note,
        row.visibility,
        row.source_row_id,
    )


def _proof(
    key: int, revision: int, row: Prepared, of: int, proof: LinkProof | Observation
) -> tuple[Any, ...]:
    """The values of the columns `EVIDENCE`."""
    is_finding = row.kind == "finding"
    about = (of, None) if is_finding else (None, of)
    if isinstance(proof, LinkProof):
        return (key, revision, *about, _LINK, proof.url, None, None, row.visibility)
    return (key, revision, *about, _SEEN, None, None, proof.text, row.visibility)

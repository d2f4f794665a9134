"""Recording what is said of a commitment: findings, claims, replies, and the evidence for them."""

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, select

from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.desk.record.about import abouts
from tracker.desk.record.bulk import Prepared, append_statements, evidence_row
from tracker.desk.record.rights import (
    NoSuchThing,
    Subject,
    agency_id,
    partner_id,
    require_recorder,
    subject_of,
)
from tracker.desk.record.shapes import DocumentProof, LinkProof, Proof, Recorded, Refused
from tracker.desk.rules import (
    Breach,
    Kind,
    Said,
    check_document,
    check_length,
    check_link,
    check_reply,
    check_statement,
    clean,
    errors,
)
from tracker.model import Claim, Document, Evidence, Finding, Reply, Retraction
from tracker.model.vocabulary import Visibility
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of

MOST_LETTERS = 150
TABLES: dict[Kind, type[Finding] | type[Claim]] = {"finding": Finding, "claim": Claim}


def finding(
    desk: Desk,
    asker: Asker,
    code: str,
    said: Said,
    *,
    evidence: Sequence[Proof] = (),
    internal_note: str | None = None,
    partner: str | None = None,
    found_by: str | None = None,
    visibility: str = Visibility.INTERNAL,
) -> Recorded:
    """Record what was found on a day. Raises `Refused`, `NotAllowed`, `NoSuchCommitment`, `StoreBusy`.

    A partner's finding is its own and internal until the office publishes it; staff may name the `partner` that found it.
    `found_by` is the person, where one account serves several.
    """
    require_recorder(asker)
    with desk.store.write(actor=asker.name, action="finding.recorded", at=desk.clock()) as change:
        subject = subject_of(change.connection, asker, code)
        whose = partner if asker.is_staff else asker.partner
        prepared = Prepared(
            kind="finding",
            commitment_id=subject.id,
            status=said.status or "",
            effective_on=said.effective_on or desk.today(),
            deadline_on=said.deadline_on,
            note=clean(said.note),
            internal_note=clean(internal_note),
            partner_id=partner_id(change.connection, whose),
            found_by=clean(found_by),
            visibility=visibility if asker.is_staff else Visibility.INTERNAL,
        )
        return _record(desk, change, subject, replace(said, kind="finding"), prepared, evidence)


def claim(
    desk: Desk,
    asker: Asker,
    code: str,
    said: Said,
    *,
    evidence: Sequence[Proof] = (),
    agency: str | None = None,
    visibility: str = Visibility.INTERNAL,
) -> Recorded:
    """Record what the agency itself reports (default: the lead agency). Raises as `finding` does."""
    require_recorder(asker)
    with desk.store.write(actor=asker.name, action="claim.recorded", at=desk.clock()) as change:
        subject = subject_of(change.connection, asker, code)
        prepared = Prepared(
            kind="claim",
            commitment_id=subject.id,
            status=said.status or "",
            effective_on=said.effective_on or desk.today(),
            deadline_on=said.deadline_on,
            note=clean(said.note),
            agency_id=agency_id(change.connection, agency) or subject.lead_id,
            visibility=visibility if asker.is_staff else Visibility.INTERNAL,
        )
        return _record(desk, change, subject, replace(said, kind="claim"), prepared, evidence)


def reply(
    desk: Desk,
    asker: Asker,
    finding_id: int,
    *,
    text: str,
    replied_on: date | None,
    agency: str | None = None,
    visibility: str = Visibility.INTERNAL,
) -> Recorded:
    """Record an agency's answer to a finding (default: the lead agency's). Raises as `finding` does, and `NoSuchThing`."""
    require_recorder(asker)
    with desk.store.write(actor=asker.name, action="reply.recorded", at=desk.clock()) as change:
        subject, answered = standing(change.connection, asker, "finding", finding_id)
        words = clean(text)
        found = check_reply(
            text=words, replied_on=replied_on, found_on=answered["effective_on"], today=desk.today()
        )
        same = {"finding_id": finding_id, "text": words, "replied_on": replied_on}
        if not errors(found) and _is_there(change.connection, Reply, same):
            found.append(Breach("already_recorded", "text"))
        if errors(found):
            raise Refused(found)
        (key,) = change.take_ids(Reply, 1)
        row = {
            "id": key,
            "finding_id": finding_id,
            "revision": change.number,
            "agency_id": agency_id(change.connection, agency) or subject.lead_id,
            "replied_on": replied_on,
            "text": words,
            "visibility": visibility if asker.is_staff else Visibility.INTERNAL,
        }
        change.append(Reply, [row])
        return Recorded("reply", key, subject.code, change.number, tuple(found))


def evidence(
    desk: Desk,
    asker: Asker,
    kind: Kind,
    statement_id: int,
    *proofs: Proof,
    visibility: str = Visibility.INTERNAL,
) -> Recorded:
    """Add evidence to a finding or a claim that stands; answers with the last piece. Raises as `finding` does, and
    `NoSuchThing`."""
    require_recorder(asker)
    with desk.store.write(actor=asker.name, action="evidence.recorded", at=desk.clock()) as change:
        subject, _stated = standing(change.connection, asker, kind, statement_id)
        found = [breach for proof in proofs for breach in check_proof(proof)]
        if found or not proofs:
            raise Refused(found or [Breach("text_missing", "evidence")])
        shown = visibility if asker.is_staff else Visibility.INTERNAL
        added = [_prove(desk, change, kind, statement_id, proof, shown) for proof in proofs]
        fresh = [key for key in added if key is not None]
        if not fresh:
            raise Refused([Breach("already_recorded", "evidence")])
        return Recorded("evidence", fresh[-1], subject.code, change.number)


def standing(connection: Connection, asker: Asker, kind: Kind, key: int) -> tuple[Subject, Row]:
    """A finding or claim that has not been retracted, with its commitment. Raises `NoSuchThing`, `NotAllowed`."""
    table, retraction = table_of(TABLES[kind]), table_of(Retraction)
    gone = retraction.c[f"{kind}_id"]
    statement = (
        select(*table.c)
        .outerjoin(retraction, gone == table.c.id)
        .where(table.c.id == key, retraction.c.id.is_(None))
    )
    found = queries.rows_of(connection, statement)
    if not found:
        raise NoSuchThing(f"{kind} {key}")
    return subject_of(connection, asker, found[0]["commitment_id"]), found[0]


def check_proof(proof: Proof) -> list[Breach]:
    """The rules for one piece of evidence."""
    if isinstance(proof, LinkProof):
        return check_link(proof.url.strip())
    if isinstance(proof, DocumentProof):
        return check_document(_file_name(proof.name), len(proof.content))
    words = clean(proof.text)
    return check_length(words, "evidence") if words else [Breach("text_missing", "evidence")]


def _record(
    desk: Desk,
    change: Change,
    subject: Subject,
    said: Said,
    prepared: Prepared,
    evidence: Sequence[Proof],
) -> Recorded:
    known = abouts(change.connection, [subject.id], today=desk.today(), zone=desk.settings.zone)[subject.id]
    said = replace(said, note=prepared.note, has_evidence=said.has_evidence or bool(evidence))
    found = check_statement(said, known, today=desk.today())
    found += check_length(prepared.internal_note, "internal_note")
    for proof in evidence:
        found += check_proof(proof)
    same = {
        name: getattr(prepared, name)
        for name in ("commitment_id", "status", "effective_on", "deadline_on", "note")
    }
    whose = "partner_id" if prepared.kind == "finding" else "agency_id"
    same[whose] = getattr(prepared, whose)
    if not errors(found) and _is_there(change.connection, TABLES[prepared.kind], same):
        found.append(Breach("already_recorded", "status"))
    if errors(found):
        raise Refused(found)
    (key,) = append_statements(change, [prepared])
    for proof in evidence:
        _prove(desk, change, prepared.kind, key, proof, prepared.visibility)
    return Recorded(prepared.kind, key, subject.code, change.number, tuple(found))


def _prove(desk: Desk, change: Change, kind: Kind, of: int, proof: Proof, visibility: str) -> int | None:
    """Add a piece of evidence; None where the very same stands there already."""
    held: dict[str, str | None] = {"url": None, "sha256": None, "description": None}
    if isinstance(proof, LinkProof):
        held["url"] = proof.url.strip()
    elif isinstance(proof, DocumentProof):
        held["sha256"] = _keep(desk, change, proof)
    else:
        held["description"] = clean(proof.text)
    if _is_there(change.connection, Evidence, {f"{kind}_id": of, **held}):
        return None
    (key,) = change.take_ids(Evidence, 1)
    row = evidence_row(key, change.number, kind=kind, of=of, visibility=visibility, **held)
    change.append(Evidence, [row])
    return key


def _keep(desk: Desk, change: Change, proof: DocumentProof) -> str:
    sha256 = desk.files.keep_bytes(proof.content)
    if queries.document(change.connection, sha256) is None:
        name = _file_name(proof.name)
        document = {
            "sha256": sha256,
            "revision": change.number,
            "name": name,
            "size": len(proof.content),
            "media_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
        }
        change.append(Document, [document])
    return sha256


def _file_name(name: str) -> str:
    """The last part of a file's name, without what a path or a terminal would make of it."""
    last = PurePath((clean(name) or "").replace("\\", "/").replace("\n", " ")).name or "document"
    stem, dot, suffix = last.rpartition(".")
    return f"{stem[:MOST_LETTERS]}{dot}{suffix}" if dot else last[:MOST_LETTERS]


def _is_there(connection: Connection, model: Any, same: dict[str, Any]) -> bool:
    """Whether a row with these values stands, not retracted: a double click or a repeated message adds nothing."""
    table, retraction = table_of(model), table_of(Retraction)
    column = retraction.c[f"{table.name}_id"]
    alike = [
        table.c[name].is_(None) if value is None else table.c[name] == value for name, value in same.items()
    ]
    statement = (
        select(table.c.id)
        .outerjoin(retraction, column == table.c.id)
        .where(*alike, retraction.c.id.is_(None))
        .limit(1)
    )
    return connection.execute(statement).first() is not None

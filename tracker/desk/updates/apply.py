"""Writing what a returned workbook brings: all of it in one transaction, or nothing."""

import mimetypes
from dataclasses import dataclass
from typing import Any

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import catalogue
from tracker.desk.desk import Desk
from tracker.desk.load.known import cells_json, fingerprint
from tracker.desk.load.write import link_in
from tracker.desk.record.bulk import Prepared, append_statements
from tracker.desk.record.shapes import LinkProof, Observation
from tracker.desk.rules import clean
from tracker.desk.updates.held import Held
from tracker.desk.updates.plan import ComparedRow, Comparison, Stated
from tracker.desk.updates.whose import require_partner
from tracker.model import Conflict, Document, Proposal, SourceRow, Upload
from tracker.model.vocabulary import ReporterKind
from tracker.sheets.collection import without_collection
from tracker.store import Change, queries

Row = dict[str, Any]
ACTION = "updates.taken"
PORTION = 5000


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written: the upload (None where nothing was), its revision, and how many rows came out how."""

    upload_id: int | None
    revision: int
    counts: dict[str, int]


class StaleUpdates(Exception):
    """Something else was recorded since the comparison was made; compare again and show it. Nothing was written."""


def apply(desk: Desk, asker: Asker, compared: Comparison) -> Taken:
    """Write all that a comparison accepts, or nothing. Raises `StaleUpdates`, `StoreBusy`, `NotAllowed`."""
    if compared.agency is not None and compared.changes_something:
        return _take_replies(desk, asker, compared, compared.agency)
    if compared.partner is None or not compared.changes_something:
        return Taken(None, compared.revision, compared.counts)
    require_partner(asker, compared.partner)
    if desk.files.keep(compared.path) != compared.returned.sha256:
        raise StaleUpdates  # the file on disk is no longer the one that was shown
    partner_id = catalogue(desk).partners[compared.partner].id
    with (
        without_collection(),
        desk.store.write(actor=asker.name, action=ACTION, at=desk.clock()) as change,
    ):
        if change.number != compared.revision + 1:
            raise StaleUpdates
        upload_id = _upload(change, compared, partner_id)
        _Writer(change, compared, partner_id, upload_id).write()
    return Taken(upload_id, change.number, compared.counts)


def _take_replies(desk: Desk, asker: Asker, compared: Comparison, agency: str) -> Taken:
    """Write what an agency claims and replies."""
    from tracker.desk.updates.replies import (
        write_replies,  # late: it needs the ledger, which partners' rows do not
    )

    require_staff(asker)
    if desk.files.keep(compared.path) != compared.returned.sha256:
        raise StaleUpdates
    with desk.store.write(actor=asker.name, action=ACTION, at=desk.clock()) as change:
        if change.number != compared.revision + 1:
            raise StaleUpdates
        upload_id = _upload(change, compared, None, ReporterKind.AGENCY)
        write_replies(change, compared, catalogue(desk).agencies[agency].id, upload_id)
    return Taken(upload_id, change.number, compared.counts)


def _upload(
    change: Change, compared: Comparison, partner_id: int | None, whose: ReporterKind = ReporterKind.MONITOR
) -> int:
    returned = compared.returned
    if queries.document(change.connection, returned.sha256) is None:
        document = {
            "sha256": returned.sha256,
            "revision": change.number,
            "name": returned.file,
            "size": compared.path.stat().st_size,
            "media_type": mimetypes.guess_type(returned.file)[0] or "application/octet-stream",
        }
        change.append(Document, [document])
    (upload_id,) = change.take_ids(Upload, 1)
    upload = {
        "id": upload_id,
        "revision": change.number,
        "sha256": returned.sha256,
        "name": returned.file,
        "language": returned.language,
        "title": None,
        "reported_by": whose,
        "partner_id": partner_id,
        "counts": compared.counts,
    }
    change.append(Upload, [upload])
    return upload_id


class _Writer:
    """Writes the rows of one comparison, table by table."""

    def __init__(self, change: Change, compared: Comparison, partner_id: int, upload_id: int) -> None:
        self.change, self.compared = change, compared
        self.partner_id, self.upload_id = partner_id, upload_id

    def write(self) -> None:
        """Write the source rows and all that points to them, a portion at a time: the first is on its way to the disk while
        the next is got ready."""
        rows = [one for one in self.compared.rows if one.taken or one.conflicts or one.is_proposal]
        for start in range(0, len(rows), PORTION):
            self._write_portion(rows[start : start + PORTION])

    def _write_portion(self, rows: list[ComparedRow]) -> None:
        sources = self.change.take_ids(SourceRow, len(rows))
        paired = list(zip(rows, sources, strict=True))
        self.change.append_many(
            SourceRow,
            ("id", "upload_id", "sheet", "row", "outcome", "cells", "commitment_id"),
            [self._source(one, key) for one, key in paired],
        )
        append_statements(
            self.change,
            [
                prepared(said, one.held, self.partner_id, source)
                for one, source in paired
                for said in one.taken
                if one.held
            ],
        )
        self._conflicts([(one, said, key) for one, key in paired for said in one.conflicts])
        self._proposals([(one, key) for one, key in paired if one.is_proposal])

    def _source(self, one: ComparedRow, key: int) -> tuple[Any, ...]:
        row = one.row
        about = one.held.id if one.held else None
        return (key, self.upload_id, row.sheet, row.row, one.outcome, cells_json(row.cells), about)

    def _conflicts(self, found: list[tuple[ComparedRow, Stated, int]]) -> None:
        ids = self.change.take_ids(Conflict, len(found))
        rows = [
            {
                "id": key,
                "revision": self.change.number,
                "commitment_id": one.held.id if one.held else 0,
                "partner_id": self.partner_id,
                "kind": said.kind,
                "status": said.status,
                "effective_on": said.on,
                "deadline_on": said.deadline_on,
                "note": said.note,
                "internal_note": said.internal_note,
                "evidence": said.evidence,
                "base_id": max(said.base, 0),
                "source_row_id": source,
            }
            for key, (one, said, source) in zip(ids, found, strict=True)
        ]
        self.change.append(Conflict, rows)

    def _proposals(self, found: list[tuple[ComparedRow, int]]) -> None:
        ids = self.change.take_ids(Proposal, len(found))
        rows = []
        for key, (one, source) in zip(ids, found, strict=True):
            told = {name: clean(text) for name, text in one.row.proposed.items()}
            extra = [told[name] for name in ("status", "on", "found", "evidence", "note") if told.get(name)]
            rows.append(
                {
                    "id": key,
                    "revision": self.change.number,
                    "partner_id": self.partner_id,
                    "language": self.compared.returned.language,
                    "text": told["text"],
                    "fingerprint": fingerprint({"ru": told["text"] or ""}),
                    **{name: told.get(name) for name in ("basis", "agency", "district", "due")},
                    "note": "\n".join(str(text) for text in extra) or None,
                    "source_row_id": source,
                }
            )
        self.change.append(Proposal, rows)


def prepared(said: Stated, held: Held, partner_id: int, source_row_id: int | None) -> Prepared:
    """A statement as it is recorded. What partners send is internal until it is published."""
    is_finding = said.kind == "finding"
    link = link_in(said.evidence) if said.evidence else None
    proofs: tuple[LinkProof | Observation, ...] = ()
    if said.evidence:
        proofs = (LinkProof(link) if link else Observation(said.evidence),)
    return Prepared(
        kind="finding" if is_finding else "claim",
        commitment_id=held.id,
        status=said.status,
        effective_on=said.on,
        deadline_on=said.deadline_on,
        note=said.note,
        internal_note=said.internal_note,
        partner_id=partner_id if is_finding else None,
        agency_id=None if is_finding else held.lead,
        source_row_id=source_row_id,
        evidence=proofs,
    )

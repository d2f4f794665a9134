"""Writing a plan: everything that was accepted, in one transaction, with its source rows and its history."""

import mimetypes
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.load.grounds import Grounds
from tracker.desk.load.known import cells_json, fingerprint
from tracker.desk.load.shapes import Plan, PlannedRow
from tracker.desk.registers.write import EntryWriter
from tracker.desk.versions import ATTRIBUTES, EVIDENCE, LINKS, STATED
from tracker.model import (
    Base,
    Claim,
    Commitment,
    CommitmentVersion,
    Deadline,
    Document,
    Evidence,
    Extension,
    Finding,
    SourceRow,
    Upload,
)
from tracker.model.codes import code_of, looks_like_code
from tracker.model.vocabulary import LANGUAGES, AgencyRole, Cadence, EvidenceKind, Status, Visibility
from tracker.sheets import Row as SheetRow
from tracker.sheets.collection import without_collection
from tracker.store import Change, queries

Row = dict[str, Any]
Progress = Callable[[int, int], None]
"""Told after each portion: how many of how many rows are written. May raise whatever it likes: then nothing is."""

PORTION = 2000

# Rows go in as tuples of these columns.
_VERSION = (
    "id", "commitment_id", "revision", "void", *ATTRIBUTES, "fingerprint", "source_row_id",
)  # fmt: skip
_SOURCE_ROW = ("id", "upload_id", "sheet", "row", "outcome", "cells", "commitment_id")
_COLUMNS: dict[type[Base], tuple[str, ...]] = {
    Deadline: (
        "id", "commitment_id", "revision", "due_text", "cadence", "due_from", "due_on", "recurrence", "source_row_id",
    ),
    Extension: (
        "id", "commitment_id", "revision", "decided_on", "decided_on_assumed", "due_on", "due_text", "reason",
        "source_row_id",
    ),
    Finding: (*STATED, "partner_id"),
    Claim: (*STATED, "agency_id"),
    Evidence: EVIDENCE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written: the upload (None where nothing was), its revision, and how many rows came out how."""

    upload_id: int | None
    revision: int
    counts: dict[str, int]


class StalePlan(Exception):
    """Something else was recorded since the plan was made; plan again and show it. Nothing was written."""


def apply(desk: Desk, asker: Asker, planned: Plan, *, progress: Progress | None = None) -> Applied:
    """Write all that a plan accepts, or nothing. Raises `StalePlan`, `StoreBusy`, `NotAllowed`."""
    require_staff(asker)
    if not planned.changes_something:
        return Applied(None, planned.revision, planned.all_counts)
    sha256 = desk.files.keep(planned.path)
    if sha256 != planned.reading.sha256:
        raise StalePlan  # the file on disk is no longer the one that was shown
    written = desk.store.write(actor=asker.name, action="workbook.loaded", at=desk.clock())
    with without_collection(), written as change:
        if change.number != planned.revision + 1:
            raise StalePlan
        upload_id = _Writer(change, planned, catalogue(desk), progress or _in_silence).write()
    return Applied(upload_id, change.number, planned.all_counts)


def _in_silence(_written: int, _of: int) -> None:
    """Nobody watches."""


class _Writer:
    """Writes one plan. Rows are gathered table by table and go in together, a portion of the plan at a time."""

    def __init__(self, change: Change, planned: Plan, names: Catalogue, progress: Progress) -> None:
        self.change = change
        self.planned = planned
        self.names = names
        self.progress = progress
        self.options = planned.options
        # plain words: the driver takes several times as long over a member of an enumeration
        self.visibility = (Visibility.PUBLIC if self.options.publish else Visibility.INTERNAL).value
        self.agency_speaks = self.options.reported_by == "agency"
        self.day = planned.reading.as_of or planned.today
        self.grounds = Grounds(change, planned, names)
        self._linked_before: dict[tuple[Any, ...], Row] = {}
        self._start_portion()

    def _start_portion(self) -> None:
        self.versions: list[tuple[Any, ...]] = []
        self.links: dict[str, list[tuple[Any, ...]]] = {name: [] for name, _model, _column in LINKS}
        self.rows: dict[type[Base], list[tuple[Any, ...]]] = {model: [] for model in _COLUMNS}
        self.pointers: list[tuple[int, int]] = []

    def write(self) -> int:
        """Write the upload and all its accepted rows; returns the upload's id."""
        upload_id = self._upload()
        kept = self.planned.rows
        if self.planned.registers:
            language = self.planned.reading.language.split(",")[0].split("+")[0]
            EntryWriter(self.change, language=language, visibility=self.visibility).write(
                self.planned.registers, upload_id
            )
        self.grounds.lay([one.row for one in kept if one.outcome in ("new", "changed")])
        self.progress(0, len(kept))
        for start in range(0, len(kept), PORTION):
            self._write_portion(kept[start : start + PORTION], upload_id)
            self.progress(min(start + PORTION, len(kept)), len(kept))
        return upload_id

    def _write_portion(self, kept: list[PlannedRow], upload_id: int) -> None:
        fresh = [one for one in kept if one.outcome == "new"]
        commitments = self.change.take_ids(Commitment, len(fresh))
        versions = self.change.take_ids(
            CommitmentVersion, len(fresh) + sum(1 for one in kept if _needs_version(one))
        )
        source_rows = self.change.take_ids(SourceRow, len(kept))
        self._commitments(commitments, versions)
        of_fresh, next_version = iter(commitments), iter(versions)
        # New commitments have the first versions, so that their rows and their versions are numbered alike.
        for_changes = iter(versions[len(fresh) :])
        told: list[tuple[Any, ...]] = []
        for one, source in zip(kept, source_rows, strict=True):
            about = next(of_fresh) if one.outcome == "new" else one.known.id if one.known else None
            row = one.row
            told.append((source, upload_id, row.sheet, row.row, one.outcome, cells_json(row.cells), about))
            if one.outcome == "new" and about is not None:
                self._new(one, about, next(next_version), source)
            elif one.outcome == "changed":
                self._changed(one, for_changes, source)
        self.change.append_many(SourceRow, _SOURCE_ROW, told)
        self._flush()
        self._start_portion()

    def _upload(self) -> int:
        reading = self.planned.reading
        if queries.document(self.change.connection, reading.sha256) is None:
            media_type = mimetypes.guess_type(reading.file)[0] or "application/octet-stream"
            size = self.planned.path.stat().st_size
            document = {
                "sha256": reading.sha256,
                "name": reading.file,
                "size": size,
                "media_type": media_type,
            }
            self.change.append(Document, [{**document, "revision": self.change.number}])
        (upload_id,) = self.change.take_ids(Upload, 1)
        upload = {
            "id": upload_id,
            "revision": self.change.number,
            "sha256": reading.sha256,
            "name": reading.file,
            "language": reading.language,
            "title": reading.title or None,
            "reported_by": self.options.reported_by,
            "partner_id": self._partner(self.options.partner),
            "counts": self.planned.all_counts,
        }
        self.change.append(Upload, [upload])
        return upload_id

    def _commitments(self, ids: range, versions: range) -> None:
        number = self.change.number
        rows = [(key, code_of(key), number, version) for key, version in zip(ids, versions, strict=False)]
        self.change.append_many(Commitment, ("id", "code", "revision", "version_id"), rows)

    def _new(self, one: PlannedRow, commitment_id: int, version_id: int, source: int) -> None:
        row = one.row
        attributes = self._attributes(row)
        self._version(commitment_id, version_id, one.fingerprint, attributes, self._linked(row), source)
        due = row.due
        self._deadline(commitment_id, row, source, due_on=due.first or due.on)
        if due.first and due.on and due.first != due.on:
            self._extension(commitment_id, row, source)
        self._statements(one, commitment_id, source, finding=True, claim=True)

    def _changed(self, one: PlannedRow, next_version: Iterator[int], source: int) -> None:
        known, told = one.known, one.comparison
        assert known is not None and told is not None  # a changed row is one that was compared
        if told.attributes:
            version_id = next(next_version)
            attributes, linked = self._merged(one.row, known.version, told.attributes)
            texts = {language: attributes[f"text_{language}"] for language in LANGUAGES}
            self._version(known.id, version_id, fingerprint(texts), attributes, linked, source)
            self.pointers.append((known.id, version_id))
        if told.correction:
            self._deadline(known.id, one.row, source, due_on=one.row.due.on)
        if told.extension:
            self._extension(known.id, one.row, source)
        self._statements(one, known.id, source, finding=told.finding, claim=told.claim)

    def _attributes(self, row: SheetRow) -> Row:
        """What a version says, in the order of `ATTRIBUTES`."""
        texts, basis = row.text, row.basis
        return {
            "text_en": texts.get("en"),
            "text_ru": texts.get("ru"),
            "text_tg": texts.get("tg"),
            "number": row.number,
            "source_code": row.code if row.code and not looks_like_code(row.code) else None,
            "section": row.section,
            "basis_id": self.grounds.basis_of(row),
            "article": basis.article if basis else None,
            "basis_text": basis.text if basis else None,
            "topic_id": self.grounds.topic_of(row),
            "partner_id": self._partner(self.options.partner or row.partner_code),
            "made_on": row.made_on
            or (row.forum.date if row.forum else None)
            or self.planned.reading.approved_on,
            "note": row.note if not row.status else None,
            "unknown_agencies": "\n".join(row.unknown_agencies) or None,
            "visibility": self.visibility,
        }

    def _linked(self, row: SheetRow) -> Row:
        """The ids that a row names; most rows of a plan name what a row before them did."""
        said = (row.agencies, row.districts, row.regions, row.officials)
        linked = self._linked_before.get(said)
        if linked is None:
            linked = self._linked_before[said] = {
                "agencies": [(self.names.agencies[code].id, role) for code, role in row.agencies],
                "districts": [self.names.districts[code].id for code in row.districts],
                "regions": [self.names.regions[code].id for code in row.regions],
                "officials": self.grounds.officials_of(row),
            }
        return linked

    def _merged(self, row: SheetRow, version: Row, changes: dict[str, tuple[Any, Any]]) -> tuple[Row, Row]:
        """The attributes of the next version: as they were, with what the row changes."""
        fresh, fresh_links = self._attributes(row), self._linked(row)
        attributes = {name: version[name] for name in ATTRIBUTES}
        columns = {"basis": "basis_id", "partner": "partner_id"}
        for name in changes:
            column = columns.get(name, name)
            if column in attributes:
                attributes[column] = fresh[column]
        linked = {
            "agencies": [(self.names.agencies[code].id, role) for code, role in version["agencies"]],
            "districts": [self.names.districts[code].id for code in version["districts"]],
            "regions": [self.names.regions[code].id for code in version["regions"]],
            "officials": version["officials"],
        }
        if "agencies" in changes:
            linked["agencies"] = fresh_links["agencies"]
            attributes["unknown_agencies"] = fresh["unknown_agencies"]
        if "districts" in changes:
            linked |= {"districts": fresh_links["districts"], "regions": fresh_links["regions"]}
        return attributes, linked

    def _version(
        self, commitment_id: int, version_id: int, words: str, attributes: Row, linked: Row, source: int
    ) -> None:
        number = self.change.number
        self.versions.append((version_id, commitment_id, number, False, *attributes.values(), words, source))
        for name, targets in linked.items():
            if not targets:
                continue
            if name == "agencies":
                agencies = dict.fromkeys(targets)
                self.links[name] += [(version_id, *target, at) for at, target in enumerate(agencies)]
            else:
                self.links[name] += [(version_id, target) for target in dict.fromkeys(targets)]

    def _deadline(self, commitment_id: int, row: SheetRow, source: int, *, due_on: date | None) -> None:
        due = row.due
        starts = due.from_ if due.from_ and (due_on is None or due.from_ <= due_on) else None
        (key,) = self.change.take_ids(Deadline, 1)
        recurrence = due.recurrence if due.cadence == Cadence.RECURRING else None
        self.rows[Deadline].append(
            (
                key,
                commitment_id,
                self.change.number,
                due.text,
                due.cadence,
                starts,
                due_on,
                recurrence,
                source,
            )
        )

    def _extension(self, commitment_id: int, row: SheetRow, source: int) -> None:
        (key,) = self.change.take_ids(Extension, 1)
        due = row.due
        self.rows[Extension].append(
            (key, commitment_id, self.change.number, self.day, True, due.on, due.text, None, source)
        )

    def _statements(
        self, one: PlannedRow, commitment_id: int, source: int, *, finding: bool, claim: bool
    ) -> None:
        row = one.row
        if row.status:
            speaks = Claim if self.agency_speaks else Finding
            wanted = claim if self.agency_speaks else finding
            if wanted:
                self._statement(
                    speaks,
                    one,
                    commitment_id,
                    source,
                    status=row.status,
                    on=row.status_on,
                    assumed=row.status_on_assumed,
                    late=row.late,
                    note=row.found,
                    evidence=row.evidence,
                )
        if claim and row.claim and row.claim.status and not self.agency_speaks:
            self._statement(
                Claim,
                one,
                commitment_id,
                source,
                status=row.claim.status,
                on=row.claim.on,
                assumed=row.claim.on_assumed,
                late=row.claim.late,
                note=row.claim.note,
                evidence=None,
            )

    def _statement(
        self,
        model: type[Finding] | type[Claim],
        one: PlannedRow,
        commitment_id: int,
        source: int,
        *,
        status: str,
        on: date | None,
        assumed: bool,
        late: bool,
        note: str | None,
        evidence: str | None,
    ) -> None:
        row = one.row
        (key,) = self.change.take_ids(model, 1)
        is_finding = model is Finding
        self.rows[model].append(
            (
                key,
                commitment_id,
                self.change.number,
                status,
                on or self.day,
                assumed or on is None,
                late and status == Status.FULFILLED,
                None,
                note,
                _joined(row.problem, row.note) if is_finding else None,
                self.visibility,
                source,
                self._partner(self.options.partner or row.partner_code)
                if is_finding
                else self._lead(row, one),
            )
        )
        if evidence:
            self._evidence(model, key, evidence)

    def _evidence(self, model: type[Finding] | type[Claim], of: int, words: str) -> None:
        (key,) = self.change.take_ids(Evidence, 1)
        link = link_in(words)
        self.rows[Evidence].append(
            (
                key,
                self.change.number,
                of if model is Finding else None,
                of if model is Claim else None,
                (EvidenceKind.LINK if link else EvidenceKind.OBSERVATION).value,
                link,
                None,
                None if link else words,
                self.visibility,
            )
        )

    def _lead(self, row: SheetRow, one: PlannedRow) -> int | None:
        agencies: Iterable[tuple[str, str]] = row.agencies or (
            one.known.version["agencies"] if one.known else ()
        )
        return next(
            (self.names.agencies[code].id for code, role in agencies if role == AgencyRole.LEAD), None
        )

    def _partner(self, code: str | None) -> int | None:
        return self.names.partners[code].id if code else None

    def _flush(self) -> None:
        links = {model: self.links[name] for name, model, _column in LINKS}
        self.change.append_versions(_VERSION, self.versions, links)
        for model, rows in self.rows.items():
            self.change.append_many(model, _COLUMNS[model], rows)
        self.change.point_to_versions(self.pointers)


def _needs_version(one: PlannedRow) -> bool:
    return one.outcome == "changed" and one.comparison is not None and bool(one.comparison.attributes)


def _joined(*texts: str | None) -> str | None:
    return "\n".join(text for text in texts if text) or None


def link_in(words: str) -> str | None:
    """The words, where they are nothing but a web address; such an address is never fetched."""
    address = words.strip()
    if "//" not in address or " " in address:
        return None
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") and parts.netloc else None

"""The ledger: the whole history of commitments as columns in memory, at one revision of the database."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, select
from sqlmodel import col

from tracker.ledger.days import NEVER, NO_DAY, Codes, Days, Flags, Ints
from tracker.ledger.reading import Coder, Reader, day_reader, flags, keys, numbers, read_columns
from tracker.ledger.recent import Recent
from tracker.ledger.recurrence import Calendar, is_recurrence
from tracker.ledger.tables import (
    AgencyLinks,
    Commitments,
    Confirmations,
    Deadlines,
    Extensions,
    Links,
    Statements,
    Versions,
    empty,
    extended,
    merged,
    with_days,
)
from tracker.model import Revision
from tracker.model.vocabulary import AgencyRole, Cadence, Status, Visibility

STATUSES = tuple(status.value for status in Status)
CADENCES = tuple(cadence.value for cadence in Cadence)
VISIBILITIES = tuple(visibility.value for visibility in Visibility)
ROLES = tuple(role.value for role in AgencyRole)
REMEMBERED_ROWS = 2_000_000  # of all remembered answers together: about 200 MB

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Ledger:
    """A frozen snapshot of the history, safe to share between threads; every answer comes from one."""

    zone: ZoneInfo
    revision: int
    commitments: Commitments
    versions: Versions
    agencies: AgencyLinks
    districts: Links
    regions: Links
    officials: Links
    deadlines: Deadlines
    extensions: Extensions
    findings: Statements
    claims: Statements
    recurrences: tuple[str, ...]
    region_of: Ints
    """The region of each district, by the district's id."""
    basis_dated: Days
    """The date of each basis, by its id."""
    recorded_on: Days
    """The day on which each revision was recorded, in the installation's time zone, by its number."""
    confirmations: Confirmations
    last_retraction: int
    recent: Recent = field(repr=False)

    @classmethod
    def empty(cls, zone: ZoneInfo) -> "Ledger":
        """The ledger of an empty installation."""
        return cls(
            zone=zone,
            revision=0,
            commitments=empty(Commitments),
            versions=empty(Versions),
            agencies=empty(AgencyLinks),
            districts=empty(Links),
            regions=empty(Links),
            officials=empty(Links),
            deadlines=empty(Deadlines),
            extensions=empty(Extensions),
            findings=empty(Statements),
            claims=empty(Statements),
            recurrences=(),
            region_of=np.empty(0, np.int64),
            basis_dated=np.empty(0, np.int32),
            recorded_on=np.empty(0, np.int32),
            confirmations=empty(Confirmations),
            last_retraction=0,
            recent=Recent(1),
        )

    @classmethod
    def load(cls, connection: Connection, *, zone: ZoneInfo) -> "Ledger":
        """Read the whole history. Days begin and end in `zone`; `connection` sees one moment."""
        return cls.empty(zone).refreshed(connection)

    def refreshed(self, connection: Connection) -> "Ledger":
        """The ledger at the database's newest revision, reading only what is new; itself when nothing is.

        A database that is older than the ledger (a backup was put in its place) is read anew.
        """
        newest = connection.execute(select(func.max(col(Revision.number)))).scalar_one() or 0
        if newest == self.revision:
            return self
        known = self if newest > self.revision else Ledger.empty(self.zone)
        return _Update(known, connection).ledger(newest)

    @property
    def commitment_ids(self) -> Ints:
        """The ids of all commitments ever recorded, in order."""
        return self.commitments.id

    @cached_property
    def calendar(self) -> Calendar:
        """The deadlines of every recurrence in the ledger."""
        return Calendar(self.recurrences)

    @cached_property
    def last_recorded(self) -> int:
        """The latest day on which anything was recorded; from then on everything is known."""
        return int(self.recorded_on.max(initial=NO_DAY, where=self.recorded_on != NEVER))

    @cached_property
    def leads(self) -> Ints:
        """The lead agency's id of each version, -1 where it has none; of several the one named first."""
        lead = np.full(len(self.versions.id), -1, np.int64)
        rows = np.flatnonzero(self.agencies.leads)
        rows = rows[np.argsort(-self.agencies.position[rows], kind="stable")]
        lead[self.agencies.version[rows]] = self.agencies.target[rows]
        return lead

    @cached_property
    def national(self) -> Flags:
        """Whether each version names neither a district nor a region."""
        national = np.ones(len(self.versions.id), bool)
        national[self.districts.version] = False
        national[self.regions.version] = False
        return national

    def remember(self, question: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gives, worked out once as long as it is asked for again and again."""
        answer: Made = self.recent.get(question, make)
        return answer


class _Update:
    """One reading of what the database has more than a ledger."""

    def __init__(self, old: Ledger, connection: Connection) -> None:
        self.old = old
        self.connection = connection
        self.day = day_reader()
        self.status = Coder(STATUSES)
        self.cadence = Coder(CADENCES)
        self.rhythm = Coder(old.recurrences, open_ended=True)

    def ledger(self, revision: int) -> Ledger:
        """The ledger with all that is new, up to a revision."""
        old = self.old
        self.recorded_on = self._recorded_on()
        commitments = extended(old.commitments, self._commitments())
        self.place = _places(commitments.id)
        versions = extended(old.versions, self._versions())
        self.version_place = _places(versions.id)
        deadlines = extended(old.deadlines, self._deadlines())
        retracted, last_retraction = self._retractions()
        confirmations = extended(old.confirmations, self._confirmations())
        findings = merged(old.findings, self._statements("finding", old.findings))
        findings = with_days(findings, "retracted", *retracted["finding_id"])
        claims = merged(old.claims, self._statements("claim", old.claims))
        extensions = merged(old.extensions, self._extensions())
        return Ledger(
            zone=old.zone,
            revision=revision,
            commitments=commitments,
            versions=versions,
            agencies=extended(old.agencies, self._agencies()),
            districts=extended(old.districts, self._links("district")),
            regions=extended(old.regions, self._links("region")),
            officials=extended(old.officials, self._links("official")),
            deadlines=deadlines,
            extensions=with_days(extensions, "retracted", *retracted["extension_id"]),
            findings=findings,
            claims=with_days(claims, "retracted", *retracted["claim_id"]),
            recurrences=self.rhythm.words,
            region_of=self._by_id("SELECT id, region_id FROM district", numbers, -1),
            basis_dated=self._by_id("SELECT id, dated FROM basis", self.day, NO_DAY),
            recorded_on=self.recorded_on,
            confirmations=with_days(confirmations, "retracted", *retracted["confirmation_id"]),
            last_retraction=last_retraction,
            recent=Recent(_answers_to_remember(len(commitments.id))),
        )

    def _read(self, sql: str, *readers: Reader) -> list[np.ndarray[Any, Any]]:
        return read_columns(self.connection, sql, readers)

    def _recorded_on(self) -> Days:
        newer = select(col(Revision.number), col(Revision.recorded_at)).where(
            col(Revision.number) > self.old.revision
        )
        rows = self.connection.execute(newer).all()
        if not rows:
            return self.old.recorded_on
        days = pd.DatetimeIndex([row[1] for row in rows]).tz_convert(self.old.zone).tz_localize(None)
        recorded = np.full(max(row[0] for row in rows) + 1, NEVER, np.int32)
        recorded[: len(self.old.recorded_on)] = self.old.recorded_on
        recorded[[row[0] for row in rows]] = days.to_numpy().astype("datetime64[D]").astype(np.int32)
        return recorded

    def _commitments(self) -> Commitments:
        last = _last(self.old.commitments.id)
        ids, revision = self._read(
            f"SELECT id, revision FROM commitment WHERE id > {last} ORDER BY id", numbers, numbers
        )
        return Commitments(ids, self.recorded_on[revision])

    def _versions(self) -> Versions:
        ids, commitment, revision, void, visibility, made, basis, topic, partner = self._read(
            "SELECT id, commitment_id, revision, void, visibility, made_on, basis_id, topic_id, partner_id "
            f"FROM commitment_version WHERE id > {_last(self.old.versions.id)} ORDER BY id",
            *(numbers, numbers, numbers, flags, Coder(VISIBILITIES), self.day, keys, keys, keys),
        )
        return Versions(
            id=ids,
            commitment=self.place[commitment],
            recorded=self.recorded_on[revision],
            void=void,
            public=visibility == VISIBILITIES.index(Visibility.PUBLIC),
            made=made,
            basis=basis,
            topic=topic,
            partner=partner,
        )

    def _links(self, kind: str) -> Links:
        version, target = self._read(
            f"SELECT version_id, {kind}_id FROM version_{kind} "
            f"WHERE version_id > {_last(self.old.versions.id)} ORDER BY version_id, {kind}_id",
            numbers,
            numbers,
        )
        return Links(self.version_place[version], target)

    def _agencies(self) -> AgencyLinks:
        version, target, role, position = self._read(
            "SELECT version_id, agency_id, role, position FROM version_agency "
            f"WHERE version_id > {_last(self.old.versions.id)} ORDER BY version_id, agency_id",
            *(numbers, numbers, Coder(ROLES), numbers),
        )
        leads = role == ROLES.index(AgencyRole.LEAD)
        return AgencyLinks(self.version_place[version], target, leads, position)

    def _deadlines(self) -> Deadlines:
        ids, commitment, revision, cadence, since, until, rhythm = self._read(
            "SELECT id, commitment_id, revision, cadence, due_from, due_on, recurrence "
            f"FROM deadline WHERE id > {_last(self.old.deadlines.id)} ORDER BY id",
            *(numbers, numbers, numbers, self.cadence, self.day, self.day, self.rhythm),
        )
        understood = np.array([*(is_recurrence(word) for word in self.rhythm.words), True])
        cadence = np.where(understood[rhythm], cadence, CADENCES.index(Cadence.UNKNOWN)).astype(np.int8)
        recorded = self.recorded_on[revision]
        return Deadlines(
            ids, self.place[commitment], recorded, cadence, since, until, rhythm.astype(np.int64)
        )

    def _extensions(self) -> Extensions:
        ids, commitment, revision, decided, due = self._read(
            "SELECT id, commitment_id, revision, decided_on, due_on "
            f"FROM extension WHERE id > {self.old.extensions.id.max(initial=0)}",
            *(numbers, numbers, numbers, self.day, self.day),
        )
        return Extensions(ids, self.place[commitment], self.recorded_on[revision], decided, due, _never(ids))

    def _statements(self, table: str, old: Statements) -> Statements:
        ids, commitment, revision, happened, status, names = self._read(
            f"SELECT id, commitment_id, revision, effective_on, status, deadline_on "
            f"FROM {table} WHERE id > {old.id.max(initial=0)}",
            *(numbers, numbers, numbers, self.day, self.status, self.day),
        )
        codes: Codes = status.astype(np.int8)
        place, recorded = self.place[commitment], self.recorded_on[revision]
        return Statements(ids, place, recorded, happened, codes, names, _never(ids))

    def _retractions(self) -> tuple[dict[str, tuple[Ints, Days]], int]:
        """The ids of what was retracted, and the days, by kind; and the last retraction."""
        kinds = ("finding_id", "claim_id", "extension_id", "confirmation_id")
        ids, revision, *targets = self._read(
            f"SELECT id, revision, {', '.join(kinds)} FROM retraction WHERE id > {self.old.last_retraction}",
            *(numbers, numbers, keys, keys, keys, keys),
        )
        days = self.recorded_on[revision]
        found = {kind: (of[of >= 0], days[of >= 0]) for kind, of in zip(kinds, targets, strict=True)}
        return found, int(ids.max(initial=self.old.last_retraction))

    def _confirmations(self) -> Confirmations:
        ids, finding, revision = self._read(
            "SELECT id, finding_id, revision FROM confirmation "
            f"WHERE id > {_last(self.old.confirmations.id)} ORDER BY id",
            *(numbers, numbers, numbers),
        )
        return Confirmations(ids, finding, self.recorded_on[revision], _never(ids))

    def _by_id(self, sql: str, reader: Reader, missing: int) -> np.ndarray[Any, Any]:
        """The second column of a query in an array that is read by the first."""
        ids, values = self._read(sql, numbers, reader)
        table = np.full(_last(np.sort(ids)) + 1, missing, values.dtype)
        table[ids] = values
        return table


def _answers_to_remember(commitments: int) -> int:
    return min(max(REMEMBERED_ROWS // (commitments + 1), 4), 64)


def _last(ids: Ints) -> int:
    return int(ids[-1]) if len(ids) else 0


def _never(like: Ints) -> Days:
    return np.full(len(like), NEVER, np.int32)


def _places(ids: Ints) -> Ints:
    """Where each id stands, by the id."""
    places = np.full(_last(ids) + 1, -1, np.int64)
    places[ids] = np.arange(len(ids))
    return places

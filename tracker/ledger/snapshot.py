"""The ledger: the whole history of commitments as columns in memory, at one revision of the database."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from sqlalchemy import Connection, func, select
from sqlmodel import col

from tracker.ledger.days import NEVER, NO_DAY, Days, Flags, Ints
from tracker.ledger.reading import Array, Reader, days, flags, keys, numbers, read_columns, words
from tracker.ledger.recent import Kept, Recent
from tracker.ledger.recurrence import Calendar, is_recurrence
from tracker.ledger.tables import (
    AgencyLinks,
    Commitments,
    Confirmations,
    Deadlines,
    Extensions,
    Few,
    Ids,
    Links,
    Recorded,
    Rows,
    Small,
    Statements,
    Versions,
    empty,
    extended,
    size,
    small,
    taken_back,
)
from tracker.ledger.touched import touched_since
from tracker.model import Base, Basis, District, Revision
from tracker.model.vocabulary import AgencyRole, Cadence, Status, Visibility
from tracker.store.contents import Contents, contents_of

STATUSES = tuple(status.value for status in Status)
CADENCES = tuple(cadence.value for cadence in Cadence)
VISIBILITIES = tuple(visibility.value for visibility in Visibility)
ROLES = tuple(role.value for role in AgencyRole)
REMEMBERED = 200_000_000  # bytes of all remembered answers together
TABLES: dict[str, type] = {
    "commitments": Commitments,
    "versions": Versions,
    "agencies": AgencyLinks,
    "districts": Links,
    "regions": Links,
    "officials": Links,
    "deadlines": Deadlines,
    "extensions": Extensions,
    "findings": Statements,
    "claims": Statements,
    "confirmations": Confirmations,
}

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Ledger:
    """A frozen snapshot of the history, safe to share between threads; every answer comes from one."""

    zone: ZoneInfo
    contents: Contents
    """Of which contents of the database this is the ledger."""
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
    confirmations: Confirmations
    recurrences: tuple[str, ...]
    region_of: Ints
    """The region of each district, by the district's id."""
    basis_dated: Days
    """The date of each basis, by its id."""
    recorded_on: Days
    """The day on which each revision was recorded, in the installation's time zone, by its number."""
    last_retraction: int
    recent: Recent = field(repr=False)
    """What has been worked out lately."""
    kept: Kept = field(repr=False)
    """What is worked out once and handed on to the ledger of the next revision."""

    @classmethod
    def empty(cls, zone: ZoneInfo) -> "Ledger":
        """The ledger of an empty installation."""
        return cls(
            zone=zone,
            contents=Contents(0),
            recurrences=(),
            region_of=np.empty(0, np.int64),
            basis_dated=np.empty(0, np.int32),
            recorded_on=np.empty(0, np.int32),
            last_retraction=0,
            recent=Recent(REMEMBERED),
            kept=Kept(),
            **{name: empty(table) for name, table in TABLES.items()},  # type: ignore[arg-type]
        )

    @classmethod
    def load(cls, connection: Connection, *, zone: ZoneInfo) -> "Ledger":
        """Read the whole history. Days begin and end in `zone`; `connection` sees one moment."""
        return cls.empty(zone).refreshed(connection)

    def refreshed(self, connection: Connection) -> "Ledger":
        """The ledger at the database's newest revision, reading only what is new; itself when nothing is.

        A database that is older than the ledger (a backup was put in its place) is read anew, and so is another public
        copy: it holds rows more and fewer than the last one, also before the newest.
        """
        found = contents_of(connection)
        if found == self.contents:
            return self
        is_grown = not found.fingerprint and found.revision > self.revision
        known = self if is_grown else Ledger.empty(self.zone)
        newer = _Update(known, connection).ledger(found)
        return replace(newer, kept=known.kept.handed_on(touched_since(known, newer)))

    @property
    def revision(self) -> int:
        """The number of the newest change in it."""
        return self.contents.revision

    @property
    def commitment_ids(self) -> Ints:
        """The ids of all commitments ever recorded, in order."""
        return np.asarray(self.commitments.id)

    @property
    def bytes(self) -> int:
        """How much room the columns take, without what has been worked out from them."""
        return sum(size(getattr(self, name)) for name in TABLES) + self.recorded_on.nbytes

    @cached_property
    def calendar(self) -> Calendar:
        """The deadlines of every recurrence in the ledger."""
        return Calendar(self.recurrences)

    @cached_property
    def last_recorded(self) -> int:
        """The latest day on which anything was recorded; from then on everything is known."""
        return int(self.recorded_on.max(initial=NO_DAY, where=self.recorded_on != NEVER))

    @cached_property
    def leads(self) -> Small:
        """The lead agency's id of each version, -1 where it has none; of several the one named first."""
        lead = np.full(len(self.versions.id), -1, self.agencies.target.dtype)
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

    def ledger(self, contents: Contents) -> Ledger:
        """The ledger with all that is new, up to these contents."""
        old = self.old
        self.recorded_on = self._recorded_on()
        self.recurrences = self._recurrences()
        self.commitments = extended(old.commitments, self._commitments())
        self.versions = extended(old.versions, self._versions())
        findings = extended(old.findings, self._statements("finding", old.findings))
        claims = extended(old.claims, self._statements("claim", old.claims))
        extensions = extended(old.extensions, self._extensions())
        confirmations = extended(old.confirmations, self._confirmations(findings.id))
        retracted = self._retractions()
        return Ledger(
            zone=old.zone,
            contents=contents,
            commitments=self.commitments,
            versions=self.versions,
            agencies=extended(old.agencies, self._agencies()),
            districts=extended(old.districts, self._links("district")),
            regions=extended(old.regions, self._links("region")),
            officials=extended(old.officials, self._links("official")),
            deadlines=extended(old.deadlines, self._deadlines()),
            extensions=taken_back(extensions, retracted.of("extension_id", extensions.id)),
            findings=taken_back(findings, retracted.of("finding_id", findings.id)),
            claims=taken_back(claims, retracted.of("claim_id", claims.id)),
            confirmations=taken_back(confirmations, retracted.of("confirmation_id", confirmations.id)),
            recurrences=self.recurrences,
            region_of=self._by_id(District, region_id=keys),
            basis_dated=self._by_id(Basis, dated=days),
            recorded_on=self.recorded_on,
            last_retraction=retracted.last,
            recent=Recent(REMEMBERED),
            kept=Kept(),
        )

    def _read(self, table: str, after: int, /, *, key: str = "id", **readers: Reader) -> list[Array]:
        return self._read_by(table, after, readers, key=key)

    def _read_by(self, table: str, after: int, readers: dict[str, Reader], *, key: str = "id") -> list[Array]:
        return read_columns(self.connection, Base.metadata.tables[table], readers, after=after, key=key)

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

    def _recorded(self, revision: Array) -> Recorded:
        return Recorded.of(self.recorded_on[revision])

    def _recurrences(self) -> tuple[str, ...]:
        """Those known before, at their places, and those that are new, in the order in which they came up."""
        id_, text = (Base.metadata.tables["deadline"].c[name] for name in ("id", "recurrence"))
        newer = select(text).where(id_ > self.old.deadlines.id.last, text.is_not(None))
        found = self.connection.execute(newer.group_by(text).order_by(func.min(id_))).scalars()
        return tuple(dict.fromkeys((*self.old.recurrences, *found)))

    def _commitments(self) -> Commitments:
        ids, revision = self._read("commitment", self.old.commitments.id.last, id=numbers, revision=numbers)
        return Commitments(Ids.of(ids), self._recorded(revision))

    def _versions(self) -> Versions:
        ids, commitment, revision, void, visibility, made, basis, topic, partner = self._read(
            "commitment_version",
            self.old.versions.id.last,
            id=numbers,
            commitment_id=numbers,
            revision=numbers,
            void=flags,
            visibility=words(VISIBILITIES),
            made_on=days,
            basis_id=keys,
            topic_id=keys,
            partner_id=keys,
        )
        return Versions(
            id=Ids.of(ids),
            commitment=self._places(commitment),
            recorded=self._recorded(revision),
            void=void,
            public=visibility == VISIBILITIES.index(Visibility.PUBLIC),
            made=made,
            basis=small(basis),
            topic=small(topic),
            partner=small(partner),
        )

    def _places(self, commitment: Array) -> Rows:
        return self.commitments.id.rows(commitment).astype(np.int32)

    def _links(self, kind: str) -> Links:
        readers = {"version_id": numbers, f"{kind}_id": numbers}
        after = self.old.versions.id.last
        version, target = self._read_by(f"version_{kind}", after, readers, key="version_id")
        return Links(self.versions.id.rows(version).astype(np.int32), small(target))

    def _agencies(self) -> AgencyLinks:
        version, target, role, position = self._read(
            "version_agency",
            self.old.versions.id.last,
            key="version_id",
            version_id=numbers,
            agency_id=numbers,
            role=words(ROLES),
            position=numbers,
        )
        leads = role == ROLES.index(AgencyRole.LEAD)
        return AgencyLinks(
            self.versions.id.rows(version).astype(np.int32), small(target), leads, small(position)
        )

    def _deadlines(self) -> Deadlines:
        old = self.old.deadlines
        ids, commitment, revision, cadence, since, until, rhythm = self._read(
            "deadline",
            old.id.last,
            id=numbers,
            commitment_id=numbers,
            revision=numbers,
            cadence=words(CADENCES),
            due_from=days,
            due_on=days,
            recurrence=words(self.recurrences),
        )
        understood = np.array([*(is_recurrence(text) for text in self.recurrences), True])
        begun = np.flatnonzero(since != NO_DAY)
        return Deadlines(
            id=Ids.of(ids),
            commitment=self._places(commitment),
            recorded=self._recorded(revision),
            cadence=np.where(understood[rhythm], cadence, CADENCES.index(Cadence.UNKNOWN)).astype(np.int8),
            since=Few.of(begun + len(old.id), since[begun]),
            until=until,
            rhythm=small(rhythm),
        )

    def _extensions(self) -> Extensions:
        ids, commitment, revision, decided, due = self._read(
            "extension",
            self.old.extensions.id.last,
            id=numbers,
            commitment_id=numbers,
            revision=numbers,
            decided_on=days,
            due_on=days,
        )
        place, recorded = self._places(commitment), self._recorded(revision)
        return Extensions(Ids.of(ids), place, recorded, small(decided), due, Few.none())

    def _statements(self, table: str, old: Statements) -> Statements:
        ids, commitment, revision, happened, status, names = self._read(
            table,
            old.id.last,
            id=numbers,
            commitment_id=numbers,
            revision=numbers,
            effective_on=days,
            status=words(STATUSES),
            deadline_on=days,
        )
        naming = np.flatnonzero(names != NO_DAY)
        return Statements(
            id=Ids.of(ids),
            commitment=self._places(commitment),
            recorded=self._recorded(revision),
            happened=small(happened),
            status=status.astype(np.int8),
            names=Few.of(naming + len(old.id), names[naming]),
            retracted=Few.none(),
        )

    def _confirmations(self, findings: Ids) -> Confirmations:
        ids, finding, revision = self._read(
            "confirmation", self.old.confirmations.id.last, id=numbers, finding_id=numbers, revision=numbers
        )
        rows = findings.rows(finding).astype(np.int32)
        return Confirmations(Ids.of(ids), rows, self._recorded(revision), Few.none())

    def _retractions(self) -> "_Retractions":
        kinds = ("finding_id", "claim_id", "extension_id", "confirmation_id")
        readers = {"id": numbers, "revision": numbers, **dict.fromkeys(kinds, keys)}
        ids, revision, *targets = self._read_by("retraction", self.old.last_retraction, readers)
        last = int(ids.max(initial=self.old.last_retraction))
        return _Retractions(last, self.recorded_on[revision], dict(zip(kinds, targets, strict=True)))

    def _by_id(self, model: type[Base], **column: Reader) -> Array:
        """A column in an array that is read by id; in the places of ids that are not there stands nothing of use."""
        ids, values = self._read_by(str(model.__tablename__), 0, {"id": numbers, **column})
        table = np.full(int(ids.max(initial=0)) + 1, NO_DAY if values.dtype == np.int32 else -1, values.dtype)
        table[ids] = values
        return table


@dataclass(frozen=True, slots=True)
class _Retractions:
    """What was retracted: the last id, the days, and by kind the ids of what it was about, -1 for another kind."""

    last: int
    days: Days
    targets: dict[str, Array]

    def of(self, kind: str, ids: Ids) -> Few:
        target = self.targets[kind]
        chosen = target >= 0
        return Few.of(ids.rows(target[chosen]), self.days[chosen])

"""What the installation holds of the commitments that a partner's workbook speaks of, read in a few whole queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from tracker.desk.rules import About
from tracker.model import (
    Basis,
    Claim,
    Commitment,
    CommitmentVersion,
    Deadline,
    Extension,
    Finding,
    Retraction,
    Revision,
    VersionAgency,
)
from tracker.model.vocabulary import AgencyRole, Cadence
from tracker.settings import Settings
from tracker.store.queries import parts, table_of

Row = dict[str, Any]
AHEAD = timedelta(days=366)


class Recorded(NamedTuple):
    """A finding or a claim as it was recorded: who is the actor of its revision; `retracted` why it was taken back."""

    id: int
    status: str
    on: date
    deadline_on: date | None
    note: str | None
    actor: str
    retracted: str | None


@dataclass(slots=True)
class Held:
    """A commitment as it is held now, with all that was ever said of it. `lead` is the id of its lead agency."""

    id: int
    code: str
    partner_id: int | None
    fingerprint: str
    about: About
    lead: int | None = None
    findings: list[Recorded] = field(default_factory=list)
    claims: list[Recorded] = field(default_factory=list)

    def said(self, kind: str) -> list[Recorded]:
        """The findings, or the claims."""
        return self.findings if kind == "finding" else self.claims


def partners_of(connection: Connection, codes: Iterable[str]) -> dict[str, int | None]:
    """The partner's id (None: nobody follows it) of each of these codes that stands."""
    commitment, version = table_of(Commitment), table_of(CommitmentVersion)
    statement = (
        select(commitment.c.code, version.c.partner_id)
        .join(version, version.c.id == commitment.c.version_id)
        .where(~version.c.void)
    )
    found: dict[str, int | None] = {}
    for part in parts(codes):
        found |= {
            row.code: row.partner_id
            for row in connection.execute(statement.where(commitment.c.code.in_(part)))
        }
    return found


def held_of(connection: Connection, partner_id: int, *, today: date, settings: Settings) -> dict[str, Held]:
    """All commitments that a partner follows, by code."""
    found = {held.id: held for held in _commitments(connection, partner_id, today, settings)}
    for model, column in ((Finding, "finding_id"), (Claim, "claim_id")):
        _add_said(connection, model, column, partner_id, found)
    return {held.code: held for held in found.values()}


def _following(partner_id: int) -> Any:
    """The ids of the commitments that a partner follows, for use inside a query."""
    commitment, version = table_of(Commitment), table_of(CommitmentVersion)
    return (
        select(commitment.c.id)
        .join(version, version.c.id == commitment.c.version_id)
        .where(~version.c.void, version.c.partner_id == partner_id)
    )


def _commitments(connection: Connection, partner_id: int, today: date, settings: Settings) -> Iterable[Held]:
    commitment, version, revision = table_of(Commitment), table_of(CommitmentVersion), table_of(Revision)
    basis, due, moved = table_of(Basis), table_of(Deadline), table_of(Extension)
    from tracker.ledger import deadlines, is_recurrence  # late: calendars take a moment to load

    of_partner = _following(partner_id)
    dues = {
        row[0]: row
        for row in connection.execute(
            select(due.c.commitment_id, due.c.cadence, due.c.due_from, due.c.due_on, due.c.recurrence)
            .where(due.c.commitment_id.in_(of_partner))
            .order_by(due.c.id)
        )
    }
    gone = select(table_of(Retraction).c.extension_id).where(table_of(Retraction).c.extension_id.is_not(None))
    moves = {
        row.commitment_id: row.due_on
        for row in connection.execute(
            select(moved.c.commitment_id, moved.c.due_on)
            .where(moved.c.commitment_id.in_(of_partner), moved.c.id.not_in(gone))
            .order_by(moved.c.decided_on, moved.c.id)
        )
    }
    statement = (
        select(
            commitment.c.id,
            commitment.c.code,
            version.c.partner_id,
            version.c.fingerprint,
            version.c.made_on,
            basis.c.dated,
            revision.c.recorded_at,
        )
        .join(version, version.c.id == commitment.c.version_id)
        .join(revision, revision.c.number == commitment.c.revision)
        .outerjoin(basis, basis.c.id == version.c.basis_id)
        .where(~version.c.void, version.c.partner_id == partner_id)
        .order_by(commitment.c.id)
    )
    leads = _leads(connection, partner_id)
    calendars: dict[Any, tuple[date, ...] | None] = {}
    loaded: dict[Any, date] = {}
    shared: dict[Any, About] = {}
    for key, code, partner, words, made_on, dated, recorded_at in connection.execute(statement):
        if made_on is None and dated is None and recorded_at not in loaded:
            loaded[recorded_at] = settings.today(recorded_at)
        made = made_on or dated or loaded[recorded_at]
        _key, cadence, since, until, rhythm = dues[key]
        due_on = moves.get(key, until) if rhythm is None else None
        about = shared.get((made, cadence, due_on))
        if about is None:
            about = shared[made, cadence, due_on] = About(made_on=made, cadence=cadence, due_on=due_on)
        if cadence == Cadence.RECURRING and rhythm and is_recurrence(rhythm):
            asked = (rhythm, made, since, until)
            if asked not in calendars:
                start = max(made, since - timedelta(days=1)) if since else made
                calendars[asked] = tuple(deadlines(rhythm, start_after=start, until=until or today + AHEAD))
            about = About(made_on=made, cadence=cadence, deadlines=calendars[asked])
        yield Held(key, code, partner, words, about, leads.get(key))


def _leads(connection: Connection, partner_id: int) -> dict[int, int]:
    """The lead agency of each commitment that has one; of several the one named first."""
    commitment, version, link = table_of(Commitment), table_of(CommitmentVersion), table_of(VersionAgency)
    statement = (
        select(commitment.c.id, link.c.agency_id)
        .join(version, version.c.id == commitment.c.version_id)
        .join(link, link.c.version_id == version.c.id)
        .where(~version.c.void, version.c.partner_id == partner_id, link.c.role == AgencyRole.LEAD)
        .order_by(link.c.position.desc())
    )
    return {row.id: row.agency_id for row in connection.execute(statement)}


def _add_said(
    connection: Connection, model: Any, column: str, partner_id: int, found: dict[int, Held]
) -> None:
    table, revision, retraction = table_of(model), table_of(Revision), table_of(Retraction)
    statement = (
        select(
            table.c.commitment_id,
            table.c.id,
            table.c.status,
            table.c.effective_on,
            table.c.deadline_on,
            table.c.note,
            revision.c.actor,
            retraction.c.reason,
        )
        .join(revision, revision.c.number == table.c.revision)
        .outerjoin(retraction, retraction.c[column] == table.c.id)
        .where(table.c.commitment_id.in_(_following(partner_id)))
        .order_by(table.c.id)
    )
    is_finding = model is Finding
    newest: dict[int, dict[date | None, date]] = defaultdict(dict)
    for key, *row in connection.execute(statement).all():
        held = found[key]
        one = Recorded(*row)
        if held.about.deadlines and one.deadline_on is None:
            one = one._replace(deadline_on=next_deadline(held.about.deadlines, one.on))
        (held.findings if is_finding else held.claims).append(one)
        if one.retracted is None:
            days = newest[key]
            days[one.deadline_on] = max(days.get(one.deadline_on, one.on), one.on)
    for key, days in newest.items():
        about = found[key].about
        told = {"newest_findings" if is_finding else "newest_claims": days}
        kept = {"newest_findings": about.newest_findings, "newest_claims": about.newest_claims} | told
        found[key].about = About(about.made_on, about.cadence, about.due_on, about.deadlines, **kept)


def next_deadline(listed: tuple[date, ...], day: date) -> date:
    """The first of the deadlines on or after a day, after the last one the last."""
    return next((deadline for deadline in listed if deadline >= day), listed[-1])


def latest(said: Iterable[Recorded], deadline_on: date | None = None) -> Recorded | None:
    """The statement that decides: of those that stand (about a deadline) the latest by its day, then by its recording."""
    standing = [one for one in said if one.retracted is None and one.deadline_on == deadline_on]
    return max(standing, key=lambda one: (one.on, one.id), default=None)


def newest_id(said: Iterable[Recorded], deadline_on: date | None = None) -> int:
    """The id of the statement recorded last (about a deadline) among those that stand, 0 for none."""
    return max(
        (one.id for one in said if one.retracted is None and one.deadline_on == deadline_on), default=0
    )

"""Who may record what about which commitment."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from tracker.desk.asking import Asker, NotAllowed
from tracker.model import Agency, Commitment, CommitmentVersion, Partner, VersionAgency
from tracker.model.vocabulary import AgencyRole, Role
from tracker.store.queries import table_of


class NoSuchThing(ValueError):
    """There is nothing of this kind with this id."""


class NoSuchCommitment(NoSuchThing):
    """There is no commitment with this code, or it was taken out of the count."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A commitment that something is recorded about, as it stands at this moment; `partner` follows it."""

    id: int
    code: str
    version_id: int
    partner_id: int | None
    partner: str | None
    visibility: str
    lead_id: int | None


def require_recorder(asker: Asker) -> None:
    """Raise `NotAllowed` unless the asker may record anything at all."""
    if not (asker.is_staff or (asker.role is Role.PARTNER and asker.partner is not None)):
        raise NotAllowed(asker.role.value)


def subject_of(connection: Connection, asker: Asker, commitment: str | int) -> Subject:
    """The commitment with this code (or id). Raises `NoSuchCommitment`; for a partner anything but its own commitments
    is `NotAllowed`, whether it exists or not."""
    require_recorder(asker)
    table, version, partner = table_of(Commitment), table_of(CommitmentVersion), table_of(Partner)
    wanted = table.c.code == commitment if isinstance(commitment, str) else table.c.id == commitment
    statement = (
        select(
            table.c.id,
            table.c.code,
            table.c.version_id,
            version.c.partner_id,
            partner.c.code.label("partner"),
            version.c.visibility,
        )
        .join(version, version.c.id == table.c.version_id)
        .outerjoin(partner, partner.c.id == version.c.partner_id)
        .where(wanted, ~version.c.void)
    )
    found = connection.execute(statement).mappings().one_or_none()
    if not asker.is_staff and (found is None or found["partner"] != asker.partner):
        raise NotAllowed(asker.role.value)
    if found is None:
        raise NoSuchCommitment(commitment)
    return Subject(**found, lead_id=_lead(connection, found["version_id"]))


def partner_id(connection: Connection, code: str | None) -> int | None:
    """The id of a partner, None for none. Raises `NoSuchThing`."""
    return _id(connection, Partner, code)


def agency_id(connection: Connection, code: str | None) -> int | None:
    """The id of an agency, None for none. Raises `NoSuchThing`."""
    return _id(connection, Agency, code)


def _id(connection: Connection, model: type[Partner] | type[Agency], code: str | None) -> int | None:
    if code is None:
        return None
    table = table_of(model)
    found = connection.execute(select(table.c.id).where(table.c.code == code)).scalar_one_or_none()
    if found is None:
        raise NoSuchThing(code)
    return int(found)


def _lead(connection: Connection, version_id: int) -> int | None:
    table = table_of(VersionAgency)
    statement = (
        select(table.c.agency_id)
        .where(table.c.version_id == version_id, table.c.role == AgencyRole.LEAD)
        .order_by(table.c.position)
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()

"""Whose workbook it is, and of which state of which installation. Apart from the rest, so that taking a workbook back
loads nothing of what making one needs."""

from hashlib import blake2b

from sqlalchemy import Connection, select

from tracker.desk.asking import Asker, NotAllowed
from tracker.model import Revision
from tracker.store import queries
from tracker.store.queries import table_of


class NoSuchPartner(ValueError):
    """No partner has this code."""


class NoSuchAgency(ValueError):
    """No agency has this code."""


def require_partner(asker: Asker, partner: str) -> None:
    """Raise `NotAllowed` unless the asker belongs to the organisation or to this partner."""
    if not asker.is_staff and (asker.partner is None or asker.partner != partner):
        raise NotAllowed(asker.role.value)


def desk_revision(connection: Connection) -> int:
    """The newest revision that this connection sees."""
    newest = queries.latest_revision(connection)
    return int(newest["number"]) if newest else 0


def installation(connection: Connection) -> str:
    """A mark of this installation, so that a workbook of another one is not taken for ours."""
    table = table_of(Revision)
    first = connection.execute(select(table.c.recorded_at).order_by(table.c.number).limit(1)).scalar()
    return blake2b(str(first).encode(), digest_size=8).hexdigest()

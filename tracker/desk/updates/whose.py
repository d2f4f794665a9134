"""Whose workbook it is, and of which state of which installation. Apart from the rest, so that taking a workbook back
loads nothing of what making one needs."""

from sqlalchemy import Connection

from tracker.desk.asking import Asker, NotAllowed
from tracker.store import queries


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

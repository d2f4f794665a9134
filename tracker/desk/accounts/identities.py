"""Signing in by a provider: it says who somebody is, never what they may do. That an administrator has decided before."""

from dataclasses import dataclass

from sqlalchemy import select

from tracker.desk.accounts import links
from tracker.desk.accounts.known import login_of
from tracker.desk.accounts.shapes import Declined, Entered, LinkUseless, NotRecognised
from tracker.desk.accounts.signing import open_session
from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.model import Identity
from tracker.store.queries import table_of
from tracker.words import N_


@dataclass(frozen=True, slots=True)
class Claims:
    """What a provider has signed about somebody: its own name, its word for the person, and an address if it is proven."""

    issuer: str
    subject: str
    email: str | None
    email_verified: bool


def enter_with_identity(desk: Desk, asker: Asker, claims: Claims) -> Entered:
    """Sign in somebody whom the provider has recognised; whoever asks.

    Known already by issuer and subject: that account. Otherwise an open invitation (or reset) for the very address, which
    the provider must have verified, is used up. Raises `Declined`, `StoreBusy`.
    """
    del asker  # the provider's signature is what counts
    table = table_of(Identity)
    with desk.store.read() as connection:
        known = connection.execute(
            select(table.c.account_id).where(
                table.c.issuer == claims.issuer, table.c.subject == claims.subject
            )
        ).scalar_one_or_none()
    if known is not None:
        try:
            return open_session(desk, known)
        except NotRecognised:
            raise Declined(N_("This account may not sign in any more. Ask an administrator.")) from None
    if not claims.email or not claims.email_verified:
        raise Declined(
            N_("The provider does not vouch for an address of yours, so you could not be signed in.")
        )
    login, at = login_of(claims.email), desk.clock()
    with desk.store.read() as connection:
        link = links.open_for(connection, login, at)
    if link is None:
        raise Declined(
            N_("There is no invitation for {address}. Ask an administrator for one."), address=login
        )
    with desk.store.write(actor=link["name"], action=f"{link['purpose']}.used", at=at) as change:
        link = links.open_for(change.connection, login, at)
        if link is None:
            raise LinkUseless
        account = links.use(change, link, at=at)
        (key,) = change.take_ids(Identity, 1)
        row = {"id": key, "revision": change.number, "account_id": account}
        change.append(Identity, [{**row, "issuer": claims.issuer, "subject": claims.subject}])
    desk.doorkeeper.forget_faces()
    return open_session(desk, account)

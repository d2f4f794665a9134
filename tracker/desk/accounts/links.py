"""Links that work once, for three days: an invitation makes an account, a reset gives one a new password."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, select

from tracker.desk.accounts import passwords
from tracker.desk.accounts.known import (
    account_by,
    end_sessions,
    require_free,
    require_login,
    require_name,
    role_and_partner,
    set_password,
)
from tracker.desk.accounts.people import append_account, withdraw_links
from tracker.desk.accounts.shapes import Declined, Entered, Issued, LinkLine, LinkUseless
from tracker.desk.accounts.signing import key_of, open_session
from tracker.desk.asking import Asker, require_administrator
from tracker.desk.desk import Desk
from tracker.model import AccountLink, Partner
from tracker.model.vocabulary import LinkEnd, LinkPurpose
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of
from tracker.words import N_

LASTS: Final = timedelta(hours=72)


def invite(
    desk: Desk, asker: Asker, *, login: str, name: str, role: str, partner: str | None = None
) -> Issued:
    """A link with which one person makes their account; an earlier one for the same login works no more.

    The word in it is answered here and kept nowhere. Raises `NotAllowed`, `Declined`, `StoreBusy`.
    """
    require_administrator(asker)
    login, name = require_login(login), require_name(name)
    with desk.store.write(actor=asker.name, action="account.invited", at=desk.clock()) as change:
        require_free(change.connection, login, name)
        role, partner_id = role_and_partner(change.connection, role, partner)
        withdraw_links(change, login=login)
        whose = {"login": login, "name": name, "role": role, "partner_id": partner_id, "account_id": None}
        return _issue(desk, change, LinkPurpose.INVITATION, whose)


def reset(desk: Desk, asker: Asker, account: int) -> Issued:
    """A link with which somebody gives their account a new password; until then the old one works. Raises as `invite`."""
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="password.reset_offered", at=desk.clock()) as change:
        found = account_by(change.connection, id=account)
        if found["disabled"]:
            raise Declined(N_("This account is disabled. Enable it first."))
        withdraw_links(change, account_id=account)
        whose = {name: found[name] for name in ("login", "name", "role", "partner_id")}
        return _issue(desk, change, LinkPurpose.RESET, {**whose, "account_id": account})


def waiting(desk: Desk, asker: Asker) -> list[LinkLine]:
    """The links that still work, the next to end first. Raises `NotAllowed`."""
    require_administrator(asker)
    with desk.store.read() as connection:
        return [_line(row) for row in _open(connection, desk.clock())]


def withdraw(desk: Desk, asker: Asker, link: int) -> None:
    """Let a link work no more. Raises `NotAllowed`, `LinkUseless`, `StoreBusy`."""
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="link.withdrawn", at=desk.clock()) as change:
        if not [row for row in _open(change.connection, desk.clock()) if row["id"] == link]:
            raise LinkUseless
        change.alter(AccountLink, {"id": link}, ended=LinkEnd.WITHDRAWN.value)


def withdraw_all(desk: Desk, asker: Asker) -> int:
    """Let no link work any more, as after a backup was put back; returns how many did. Raises `NotAllowed`, `StoreBusy`."""
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="links.withdrawn", at=desk.clock()) as change:
        found = _open(change.connection, desk.clock())
        for row in found:
            change.alter(AccountLink, {"id": row["id"]}, ended=LinkEnd.WITHDRAWN.value)
        return len(found)


def welcome(desk: Desk, asker: Asker, word: str) -> LinkLine:
    """What a link is for and for whom; whoever has the word may ask. Raises `LinkUseless`."""
    del asker  # the word is what counts
    with desk.store.read() as connection:
        return _line(_by_word(connection, word, desk.clock()))


def accept(desk: Desk, asker: Asker, word: str, *, password: str) -> Entered:
    """Use a link: make the account, or give it the password; whoever has the word is signed in.

    Raises `LinkUseless`, `Declined`, `StoreBusy`.
    """
    del asker  # the word is what counts
    with desk.store.read() as connection:
        link = _by_word(connection, word, desk.clock())
    kept = passwords.keep(passwords.require_good(password, login=link["login"], name=link["name"]))
    with desk.store.write(actor=link["name"], action=f"{link['purpose']}.used", at=desk.clock()) as change:
        account = use(change, _by_word(change.connection, word, desk.clock()), at=desk.clock())
        set_password(change, account, kept)
    desk.doorkeeper.forget_faces()
    return open_session(desk, account, with_password=kept)


def use(change: Change, link: Row, *, at: datetime) -> int:
    """Use up an open link inside a change: answers with the account that it makes or opens. Raises `Declined`."""
    account = link["account_id"]
    if account is None:
        require_free(change.connection, link["login"], link["name"])
        whose = {name: link[name] for name in ("login", "name", "role", "partner_id")}
        account = append_account(change, **whose)
    elif account_by(change.connection, id=account)["disabled"]:
        raise LinkUseless
    change.alter(AccountLink, {"id": link["id"]}, ended=LinkEnd.USED.value, account_id=account)
    end_sessions(change.connection, account, at)
    return int(account)


def open_for(connection: Connection, login: str, at: datetime) -> Row | None:
    """The open link for this login, None where there is none."""
    return next((row for row in _open(connection, at) if row["login"] == login), None)


def _issue(desk: Desk, change: Change, purpose: LinkPurpose, whose: Row) -> Issued:
    word, until = secrets.token_urlsafe(32), (desk.clock() + LASTS).astimezone(UTC)
    (key,) = change.take_ids(AccountLink, 1)
    row = {
        "id": key,
        "revision": change.number,
        "purpose": purpose.value,
        "sha256": key_of(word),
        **whose,
        "expires_at": until,
        "ended": None,
    }
    change.append(AccountLink, [row])
    return Issued(word, until)


def _open(connection: Connection, at: datetime) -> list[Row]:
    table, partner = table_of(AccountLink), table_of(Partner)
    statement = (
        select(*table.c, partner.c.code.label("partner"))
        .outerjoin(partner, partner.c.id == table.c.partner_id)
        .where(table.c.ended.is_(None), table.c.expires_at > at)
        .order_by(table.c.expires_at, table.c.id)
    )
    return queries.rows_of(connection, statement)


def _by_word(connection: Connection, word: str, at: datetime) -> Row:
    found = [row for row in _open(connection, at) if row["sha256"] == key_of(word)]
    if not found:
        raise LinkUseless
    return found[0]


def _line(row: Row) -> LinkLine:
    told = ("id", "purpose", "login", "name", "role", "partner", "expires_at")
    return LinkLine(**{name: row[name] for name in told})

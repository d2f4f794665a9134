"""Accounts as an administrator keeps them: making, listing, disabling, changing a role; and one's own password."""

from sqlalchemy import Select, func, select

from tracker.desk.accounts import passwords
from tracker.desk.accounts.known import (
    account_by,
    end_sessions,
    login_of,
    password_of,
    require_another_administrator,
    require_free,
    require_login,
    require_name,
    role_and_partner,
    set_password,
)
from tracker.desk.accounts.shapes import AccountLine, Entered, NoSuchAccount, NotRecognised, TooOften
from tracker.desk.accounts.signing import open_session
from tracker.desk.asking import Asker, NotAllowed, require_administrator
from tracker.desk.desk import Desk
from tracker.desk.doorkeeper import network_of
from tracker.model import Account, AccountLink, Credential, Identity, Partner, Revision, Session
from tracker.model.vocabulary import LinkEnd, Role
from tracker.sheets import resolve_fold
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of


def everybody(desk: Desk, asker: Asker) -> list[AccountLine]:
    """All accounts in the order of their names. Raises `NotAllowed`."""
    require_administrator(asker)
    account, partner, identity = table_of(Account), table_of(Partner), table_of(Identity)
    credential, session = table_of(Credential), table_of(Session)
    seen = (
        select(session.c.account_id, func.max(session.c.seen_at).label("seen_at"))
        .group_by(session.c.account_id)
        .subquery()
    )
    with desk.store.read() as connection:
        statement = (
            select(*account.c, partner.c.code.label("partner"), credential.c.account_id, seen.c.seen_at)
            .outerjoin(partner, partner.c.id == account.c.partner_id)
            .outerjoin(credential, credential.c.account_id == account.c.id)
            .outerjoin(seen, seen.c.account_id == account.c.id)
        )
        found = queries.rows_of(connection, statement)
        known = queries.rows_of(connection, select(*identity.c).order_by(identity.c.id))
    return [
        AccountLine(
            id=row["id"],
            login=row["login"],
            name=row["name"],
            role=row["role"],
            partner=row["partner"],
            disabled=row["disabled"],
            has_password=row["account_id"] is not None,
            providers=tuple(one["issuer"] for one in known if one["account_id"] == row["id"]),
            seen_at=row["seen_at"],
        )
        for row in sorted(found, key=lambda row: str(row["folded"]))
    ]


def named(desk: Desk, asker: Asker, login: str) -> AccountLine:
    """The account that signs in by this name. Raises `NotAllowed`, `NoSuchAccount`."""
    found = [one for one in everybody(desk, asker) if one.login == login_of(login)]
    if not found:
        raise NoSuchAccount
    return found[0]


def add(
    desk: Desk, asker: Asker, *, login: str, name: str, role: str, partner: str | None = None, password: str
) -> int:
    """Make an account at once, with a password; returns its id. Raises `NotAllowed`, `Declined`, `StoreBusy`."""
    require_administrator(asker)
    login, name = require_login(login), require_name(name)
    kept = passwords.keep(passwords.require_good(password, login=login, name=name))
    with desk.store.write(actor=asker.name, action="account.made", at=desk.clock()) as change:
        require_free(change.connection, login, name)
        role, partner_id = role_and_partner(change.connection, role, partner)
        made = append_account(change, login=login, name=name, role=role, partner_id=partner_id)
        set_password(change, made, kept)
        withdraw_links(change, login=login)
    desk.doorkeeper.forget_faces()
    return made


def assign(desk: Desk, asker: Asker, account: int, *, role: str, partner: str | None = None) -> None:
    """Give an account another role; it is signed out everywhere, and what links it gave out as an administrator end.

    Raises `NotAllowed`, `Declined`, `StoreBusy`.
    """
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="account.assigned", at=desk.clock()) as change:
        found = account_by(change.connection, id=account)
        role, partner_id = role_and_partner(change.connection, role, partner)
        if _is_administrator(found) and role != Role.ADMINISTRATOR:
            require_another_administrator(change.connection, account)
        if (role, partner_id) != (found["role"], found["partner_id"]):
            change.alter(Account, {"id": account}, role=role, partner_id=partner_id)
            end_sessions(change.connection, account, desk.clock())
            withdraw_given_out(change, found["name"])
    desk.doorkeeper.forget_faces()


def disable(desk: Desk, asker: Asker, account: int) -> None:
    """Let an account sign in no more, from the next click on; its links end, and those it gave out. Raises as `assign`."""
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="account.disabled", at=desk.clock()) as change:
        found = account_by(change.connection, id=account)
        if _is_administrator(found):
            require_another_administrator(change.connection, account)
        change.alter(Account, {"id": account}, disabled=True)
        end_sessions(change.connection, account, desk.clock())
        withdraw_links(change, account_id=account)
        withdraw_given_out(change, found["name"])
    desk.doorkeeper.forget_faces()


def enable(desk: Desk, asker: Asker, account: int) -> None:
    """Let a disabled account sign in again, as it did. Raises as `assign`."""
    require_administrator(asker)
    with desk.store.write(actor=asker.name, action="account.enabled", at=desk.clock()) as change:
        account_by(change.connection, id=account)
        change.alter(Account, {"id": account}, disabled=False)


def change_password(desk: Desk, asker: Asker, *, old: str, new: str, address: str | None) -> Entered:
    """Replace one's own password: a new session, and one is signed out everywhere else.

    Raises `NotAllowed`, `Declined`, `NotRecognised` for a wrong old one, `TooOften`, `StoreBusy`.
    """
    if asker.account is None:
        raise NotAllowed(asker.role.value)
    with desk.store.read() as connection:
        account = account_by(connection, id=asker.account)
        before = password_of(connection, asker.account)
    network = network_of(address)
    if wait := desk.doorkeeper.try_to_enter(account["login"], network):
        raise TooOften(wait)
    if not passwords.fits(before, old) or account["disabled"]:
        raise NotRecognised
    desk.doorkeeper.let_in(account["login"], network)
    kept = passwords.keep(passwords.require_good(new, login=account["login"], name=account["name"]))
    with desk.store.write(actor=asker.name, action="password.changed", at=desk.clock()) as change:
        if password_of(change.connection, asker.account) != before:
            raise NotRecognised
        set_password(change, asker.account, kept)
        end_sessions(change.connection, asker.account, desk.clock())
        withdraw_links(change, account_id=asker.account)
    desk.doorkeeper.forget_faces()
    return open_session(desk, asker.account, with_password=kept)


def append_account(change: Change, *, login: str, name: str, role: str, partner_id: int | None) -> int:
    """Add an account without a password to a change; returns its id."""
    (key,) = change.take_ids(Account, 1)
    row = {
        "id": key,
        "revision": change.number,
        "login": login,
        "name": name,
        "folded": resolve_fold(name),
        "role": role,
        "partner_id": partner_id,
        "disabled": False,
        "sealed": None,
    }
    change.append(Account, [row])
    return key


def withdraw_links(change: Change, **whose: object) -> None:
    """End the open links of a login or an account."""
    table = table_of(AccountLink)
    statement = select(table.c.id).where(
        table.c.ended.is_(None), *(table.c[name] == value for name, value in whose.items())
    )
    _end(change, statement)


def withdraw_given_out(change: Change, name: str) -> None:
    """End the open links that somebody gave out: who decides about accounts no more may have kept one for themselves."""
    table, revision = table_of(AccountLink), table_of(Revision)
    statement = (
        select(table.c.id)
        .join(revision, revision.c.number == table.c.revision)
        .where(table.c.ended.is_(None), revision.c.actor == name)
    )
    _end(change, statement)


def _end(change: Change, links: Select[tuple[int]]) -> None:
    for key in change.connection.execute(links).scalars().all():
        change.alter(AccountLink, {"id": key}, ended=LinkEnd.WITHDRAWN.value)


def _is_administrator(row: Row) -> bool:
    return row["role"] == Role.ADMINISTRATOR and not row["disabled"]

"""Signing in and out, and who comes with a session. A session lives twelve hours at most, and half an hour unused."""

import secrets
from contextlib import suppress
from datetime import UTC, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, func, insert, select, update

from tracker.desk.accounts import passwords
from tracker.desk.accounts.known import account_by, forget_old_sessions, login_of, password_of, set_password
from tracker.desk.accounts.shapes import Entered, NoSuchAccount, NotRecognised, TooOften
from tracker.desk.asking import EDITOR, PUBLIC, Asker
from tracker.desk.desk import Desk
from tracker.desk.doorkeeper import network_of
from tracker.model import Account, Partner, Session
from tracker.model.vocabulary import Role
from tracker.store import StoreBusy
from tracker.store.queries import Row, table_of

LONGEST: Final = timedelta(hours=12)
UNUSED: Final = timedelta(minutes=30)
NOTED_EVERY: Final = timedelta(minutes=1)
"""That a session is used is written down no more often than this."""


def are_there(desk: Desk) -> bool:
    """Whether this installation has accounts. Once there was one, nobody is answered who has not signed in."""
    table = table_of(Account)
    with desk.store.read() as connection:
        return connection.execute(select(table.c.id).limit(1)).first() is not None


def has_administrator(desk: Desk) -> bool:
    """Whether anybody may decide about accounts, without which a desk must not listen to others."""
    table = table_of(Account)
    with desk.store.read() as connection:
        statement = select(func.count()).where(table.c.role == Role.ADMINISTRATOR.value, ~table.c.disabled)
        return bool(connection.execute(statement).scalar_one())


def key_of(word: str) -> str:
    """What the database knows of the word in a cookie or a link."""
    return sha256(word.encode()).hexdigest()


def enter(desk: Desk, asker: Asker, *, login: str, password: str, address: str | None) -> Entered:
    """Sign in by name and password from an address; whoever asks. Raises `NotRecognised`, `TooOften`, `StoreBusy`.

    An unknown name, a disabled account and a wrong password take as long and are told alike. Each signing in makes a
    session of its own with a word that nobody knew before.
    """
    del asker  # anybody may try
    login, network = login_of(login)[:200], network_of(address)
    if wait := desk.doorkeeper.try_to_enter(login, network):
        raise TooOften(wait)
    with desk.store.read() as connection:
        try:
            account = account_by(connection, login=login)
            kept = password_of(connection, account["id"])
        except NoSuchAccount:
            account, kept = {"disabled": True}, None  # as long as for somebody there is
    if not passwords.fits(kept, password) or account["disabled"]:
        raise NotRecognised
    desk.doorkeeper.let_in(login, network)
    entered = open_session(desk, account["id"], with_password=kept)
    if kept and passwords.is_outdated(kept):
        _keep_anew(desk, account, kept, password)
    return entered


def open_session(desk: Desk, account: int, *, with_password: str | None = None) -> Entered:
    """A session for somebody who has just proven who they are. Raises `NotRecognised` for a disabled account, and where
    the password that was proven (as it is kept) has been replaced meanwhile."""
    word, now = secrets.token_urlsafe(32), desk.clock().astimezone(UTC)
    with desk.store.beside() as connection:
        if account_by(connection, id=account)["disabled"]:
            raise NotRecognised
        if with_password is not None and password_of(connection, account) != with_password:
            raise NotRecognised
        forget_old_sessions(connection, now - 2 * LONGEST)
        connection.execute(
            insert(table_of(Session)).values(
                sha256=key_of(word), account_id=account, created_at=now, seen_at=now, ended_at=None
            )
        )
    return Entered(word, account)


def leave(desk: Desk, asker: Asker, key: str) -> None:
    """End one's own session; in every tab it is over with the next click. Raises `StoreBusy`."""
    table, now = table_of(Session), desk.clock().astimezone(UTC)
    with desk.store.beside() as connection:
        connection.execute(
            update(table)
            .where(table.c.sha256 == key, table.c.account_id == asker.account, table.c.ended_at.is_(None))
            .values(ended_at=now)
        )
    desk.doorkeeper.forget_faces()


def asker_of(desk: Desk, key: str | None) -> Asker | None:
    """Who asks, by what the database knows of their session; None for somebody who has to sign in.

    Of a public copy everybody asks as the public. Without accounts whoever sits at the machine is its editor. Role and
    partner are those of this moment, whatever they were when the session began.
    """
    if desk.public:
        return PUBLIC
    return desk.doorkeeper.recognise(key or "", lambda: _look_up(desk, key))


def _look_up(desk: Desk, key: str | None) -> Asker | None:
    with desk.store.read() as connection:
        if connection.execute(select(table_of(Account).c.id).limit(1)).first() is None:
            return EDITOR
        found = _session(connection, key) if key else None
    if found is None:
        return None
    now = desk.clock()
    if now - found.created_at >= LONGEST or now - found.seen_at >= UNUSED:
        return None
    if now - found.seen_at >= NOTED_EVERY:
        _note_use(desk, str(key))
    return Asker(found.name, Role(found.role), found.partner, account=found.account_id)


def _session(connection: Connection, key: str) -> Any:
    session, account, partner = table_of(Session), table_of(Account), table_of(Partner)
    return connection.execute(
        select(
            session.c.created_at,
            session.c.seen_at,
            session.c.account_id,
            account.c.name,
            account.c.role,
            partner.c.code.label("partner"),
        )
        .join(account, account.c.id == session.c.account_id)
        .outerjoin(partner, partner.c.id == account.c.partner_id)
        .where(session.c.sha256 == key, session.c.ended_at.is_(None), ~account.c.disabled)
    ).one_or_none()


def _note_use(desk: Desk, key: str) -> None:
    """Write down that a session is used; where the database is busy, the next click will do."""
    table = table_of(Session)
    try:
        with desk.store.beside(patient=False) as connection:
            connection.execute(
                update(table)
                .where(table.c.sha256 == key, table.c.ended_at.is_(None))
                .values(seen_at=desk.clock().astimezone(UTC))
            )
    except StoreBusy:
        return


def _keep_anew(desk: Desk, account: Row, was: str, password: str) -> None:
    """Keep a password as strongly as is usual today; where the database is busy, the next time will do."""
    kept, action = passwords.keep(passwords.settle(password)), "password.kept_anew"
    with (
        suppress(StoreBusy),
        desk.store.write(actor=account["name"], action=action, at=desk.clock()) as change,
    ):
        if password_of(change.connection, account["id"]) == was:
            set_password(change, account["id"], kept)

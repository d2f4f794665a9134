"""What the accounts' services read and write inside a change: one account, its password, its sessions, names and roles."""

import re
import unicodedata
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from tracker.desk.accounts.shapes import Declined, NoSuchAccount
from tracker.desk.asking import EDITOR, PROGRAM, PUBLIC
from tracker.model import Account, Credential, Partner, Session
from tracker.model.vocabulary import Role
from tracker.sheets import resolve_fold
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of
from tracker.words import N_

LONGEST: Final = 100
_LOGIN: Final = re.compile(r"[^\s\x00-\x1f\x7f<>\"'&\\/]{2,100}")
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ud800-\udfff\U000e0000-\U000e0fff]"
)
# They stand in the history for whoever sat at a laptop, for everybody, and for the program itself.
RESERVED: Final = frozenset(resolve_fold(one.name) for one in (EDITOR, PUBLIC, PROGRAM))


def login_of(text: str) -> str:
    """A name to sign in with, or an address, as it is kept and compared: capitals and odd forms of letters make no other."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def require_login(text: str) -> str:
    """A name to sign in with. Raises `Declined`."""
    login = login_of(text)
    if not _LOGIN.fullmatch(login):
        raise Declined(
            N_("A name to sign in with is an address or one word of 2 to {n} letters, without blanks."),
            n=LONGEST,
        )
    return login


def require_name(text: str) -> str:
    """The name of a person, as the history will call them. Raises `Declined`."""
    name = " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
    if not 2 <= len(name) <= LONGEST or not resolve_fold(name).strip():
        raise Declined(N_("The name of a person has 2 to {n} letters."), n=LONGEST)
    if resolve_fold(name) in RESERVED:
        raise Declined(N_("The history calls somebody else {name}. Please take another name."), name=name)
    return name


def role_and_partner(connection: Connection, role: str, partner: str | None) -> tuple[str, int | None]:
    """A role that one can sign in with, and the id of the partner that goes with it. Raises `Declined`."""
    if role not in set(Role) - {Role.PUBLIC}:
        raise Declined(N_("A role is partner, editor or administrator."))
    if (role == Role.PARTNER) != (partner is not None):
        raise Declined(N_("The role partner goes with a partner, and no other role does."))
    if partner is None:
        return role, None
    table = table_of(Partner)
    found = connection.execute(select(table.c.id).where(table.c.code == partner)).scalar_one_or_none()
    if found is None:
        raise Declined(N_("Nothing has the code {code}."), code=partner)
    return role, int(found)


def require_free(connection: Connection, login: str, name: str) -> None:
    """Nobody has this login or a name that is spelled alike, nor had one before. Raises `Declined`."""
    table = table_of(Account)
    taken = connection.execute(
        select(table.c.login).where((table.c.login == login) | (table.c.folded == resolve_fold(name)))
    ).first()
    if taken and taken[0] == login:
        raise Declined(N_("Somebody signs in as {login} already."), login=login)
    if taken:
        raise Declined(
            N_("Somebody is called {name} already, or was. The history must be able to tell people apart."),
            name=name,
        )


def account_by(connection: Connection, **same: object) -> Row:
    """The one account with these values, with its partner's code as `partner`. Raises `NoSuchAccount`."""
    table, partner = table_of(Account), table_of(Partner)
    statement = (
        select(*table.c, partner.c.code.label("partner"))
        .outerjoin(partner, partner.c.id == table.c.partner_id)
        .where(*(table.c[name] == value for name, value in same.items()))
    )
    found = queries.rows_of(connection, statement)
    if len(found) != 1:
        raise NoSuchAccount
    return found[0]


def require_another_administrator(connection: Connection, besides: int) -> None:
    """Somebody else can still decide about accounts. Raises `Declined`."""
    table = table_of(Account)
    others = connection.execute(
        select(func.count()).where(
            table.c.role == Role.ADMINISTRATOR.value, ~table.c.disabled, table.c.id != besides
        )
    ).scalar_one()
    if not others:
        raise Declined(N_("This is the last administrator. Make another one first."))


def password_of(connection: Connection, account: int) -> str | None:
    """What is kept of an account's password."""
    table = table_of(Credential)
    return connection.execute(select(table.c.hash).where(table.c.account_id == account)).scalar_one_or_none()


def set_password(change: Change, account: int, kept: str) -> None:
    """Replace an account's password; the event knows it by a hash of what is kept."""
    table, connection = table_of(Credential), change.connection
    if password_of(connection, account) is None:
        connection.execute(insert(table).values(account_id=account, hash=kept))
    else:
        connection.execute(update(table).where(table.c.account_id == account).values(hash=kept))
    change.alter(Account, {"id": account}, sealed=sha256(kept.encode()).hexdigest())


def end_sessions(connection: Connection, account: int, at: datetime) -> None:
    """Sign an account out everywhere."""
    table = table_of(Session)
    connection.execute(
        update(table).where(table.c.account_id == account, table.c.ended_at.is_(None)).values(ended_at=at)
    )


def forget_old_sessions(connection: Connection, before: datetime) -> None:
    """Let go of what can no longer be used by anybody."""
    table = table_of(Session)
    connection.execute(delete(table).where(table.c.created_at < before))

"""Who may sign in: accounts, one-time links, identities at providers; and who is signed in. None of it is ever public.

No secret stands in a row that an event tells of. A password's hash has a table of its own, which the history knows by
the SHA-256 of what stands there; links and sessions are kept as the SHA-256 of 256 random bits.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field

from tracker.model.columns import Base, Moment, given_id, one_of, points_to, recorded_in, rule
from tracker.model.vocabulary import LinkEnd, LinkPurpose, Role

_ROLES = ", ".join(f"'{role.value}'" for role in Role if role is not Role.PUBLIC)


def _signs_in() -> tuple[CheckConstraint, CheckConstraint]:
    """A role that one can sign in with, and a partner exactly for those who work for one."""
    return (
        CheckConstraint(f"role IN ({_ROLES})", name="role_known"),
        rule("partner_has_partner", "(role = 'partner') = (partner_id IS NOT NULL)"),
    )


class Account(Base, table=True):
    """Somebody who may sign in. `name` is what the history calls them, so it stays, and no two are spelled alike (`folded`).

    `sealed` is the SHA-256 of what stands in `credential`; none where the account has no password (yet).
    """

    __table_args__ = (*_signs_in(), rule("sealed_whole", "sealed IS NULL OR length(sealed) = 64"))

    id: int = given_id()
    revision: int = recorded_in()
    login: str = Field(unique=True)
    name: str
    folded: str = Field(unique=True)
    role: str
    partner_id: int | None = points_to("partner.id", default=None, index=False)
    disabled: bool = False
    sealed: str | None = None


class Credential(Base, table=True):
    """An account's password as argon2id leaves it. Replaced when the password is; earlier ones are kept nowhere."""

    account_id: int = points_to("account.id", primary_key=True, index=False)
    hash: str


class AccountLink(Base, table=True):
    """A link that works once: an invitation, or the way to a new password. `sha256` is that of the word in the link."""

    __tablename__ = "account_link"
    __table_args__ = (
        *_signs_in(),
        one_of("purpose", LinkPurpose),
        one_of("ended", LinkEnd),
        rule("sha256_whole", "length(sha256) = 64"),
        rule("reset_has_account", "(purpose = 'reset') <= (account_id IS NOT NULL)"),
    )

    id: int = given_id()
    revision: int = recorded_in()
    purpose: str
    sha256: str = Field(unique=True)
    login: str = Field(index=True)
    name: str
    role: str
    partner_id: int | None = points_to("partner.id", default=None, index=False)
    account_id: int | None = points_to("account.id", default=None, index=False)
    expires_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    ended: str | None = None


class Identity(Base, table=True):
    """Somebody as a provider knows them: `subject` is what `issuer` calls the person for ever, whatever their address."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: int = given_id()
    revision: int = recorded_in()
    account_id: int = points_to("account.id", index=False)
    issuer: str
    subject: str


class Session(Base, table=True):
    """A browser that is signed in. `sha256` is that of the word in its cookie. Not part of the history: sessions go."""

    __table_args__ = (rule("sha256_whole", "length(sha256) = 64"),)

    sha256: str = Field(primary_key=True)
    account_id: int = points_to("account.id")
    created_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    seen_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment(), nullable=True))

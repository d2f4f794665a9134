"""What is handed to the accounts' services and what they answer, and the sentences with which they decline."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from tracker.words import N_, Value, ntranslate, translate

WRONG: Final = N_("The name or the password is not right.")
USELESS: Final = N_(
    "This link works no more: it was used, withdrawn, replaced by a newer one, or its time is over. "
    "Ask an administrator for another."
)

NEEDS_ADMINISTRATOR: Final = N_(
    "Others reach the address {address}, so everybody has to sign in there, and that takes an administrator first: "
    "ahd user add LOGIN --name NAME --role administrator. What is public can be served without: ahd serve --public"
)


class Declined(Exception):
    """It was not done, and nothing was changed. Carries an English sentence with its values."""

    def __init__(self, msgid: str, **values: Value) -> None:
        """Hold the sentence."""
        super().__init__(msgid)
        self.msgid, self.values = msgid, values

    def message(self, language: str) -> str:
        """Why, in the reader's language."""
        return translate(self.msgid, language, **self.values)


class NotRecognised(Declined):
    """Nobody with this name and this password may sign in. Which of the two is wrong is not told."""

    def __init__(self) -> None:
        """Say the one sentence there is for it."""
        super().__init__(WRONG)


class TooOften(Declined):
    """It was tried too often from there; the password was not looked at. `seconds` until there may be another attempt."""

    def __init__(self, seconds: float) -> None:
        """Hold how long to wait."""
        super().__init__("")
        self.seconds = ceil(seconds)

    def message(self, language: str) -> str:
        """How long to wait, in the reader's language."""
        if self.seconds > 90:
            return ntranslate(
                "Too many attempts. Please wait {n} minute and try again.",
                "Too many attempts. Please wait {n} minutes and try again.",
                ceil(self.seconds / 60),
                language,
            )
        return ntranslate(
            "Too many attempts. Please wait {n} second and try again.",
            "Too many attempts. Please wait {n} seconds and try again.",
            self.seconds,
            language,
        )


class LinkUseless(Declined):
    """The one-time link is unknown, used, withdrawn or too old."""

    def __init__(self) -> None:
        """Say the one sentence there is for it."""
        super().__init__(USELESS)


class NoSuchAccount(Declined):
    """There is no account with this id or name to sign in with."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__(N_("There is no such account."))


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account as an administrator sees it. `provider` names where they may sign in without a password."""

    id: int
    login: str
    name: str
    role: str
    partner: str | None
    disabled: bool
    has_password: bool
    providers: tuple[str, ...]
    seen_at: datetime | None
    """When a session that is still kept was last used."""


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A one-time link that still works: what for and for whom, until when. The word in it is known to nobody any more."""

    id: int
    purpose: str
    login: str
    name: str
    role: str
    partner: str | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Issued:
    """A one-time link that was just made: the word in it, which is shown once and kept nowhere, and its last moment."""

    word: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody signed in: the word for the cookie, which is kept nowhere here, and which account it is."""

    word: str
    account: int

"""Who may sign in, and who is signed in. Only an administrator decides about accounts; the last one cannot be removed.

Accounts, links and identities are history: each change is an event. Passwords and sessions are not: the history knows of
the first by a hash of the hash, of the second not at all.
"""

from tracker.desk.accounts.identities import Claims, enter_with_identity
from tracker.desk.accounts.links import accept, invite, reset, waiting, welcome, withdraw
from tracker.desk.accounts.passwords import SHORTEST
from tracker.desk.accounts.people import add, assign, change_password, disable, enable, everybody, named
from tracker.desk.accounts.shapes import (
    NEEDS_ADMINISTRATOR,
    AccountLine,
    Declined,
    Entered,
    Issued,
    LinkLine,
    LinkUseless,
    NoSuchAccount,
    NotRecognised,
    TooOften,
)
from tracker.desk.accounts.signing import (
    are_there,
    asker_of,
    enter,
    has_administrator,
    key_of,
    leave,
)

__all__ = [
    "NEEDS_ADMINISTRATOR",
    "SHORTEST",
    "AccountLine",
    "Claims",
    "Declined",
    "Entered",
    "Issued",
    "LinkLine",
    "LinkUseless",
    "NoSuchAccount",
    "NotRecognised",
    "TooOften",
    "accept",
    "add",
    "are_there",
    "asker_of",
    "assign",
    "change_password",
    "disable",
    "enable",
    "enter",
    "enter_with_identity",
    "everybody",
    "has_administrator",
    "invite",
    "key_of",
    "leave",
    "named",
    "reset",
    "waiting",
    "welcome",
    "withdraw",
]

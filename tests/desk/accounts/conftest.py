"""An installation with three people who may sign in, and a clock that can be moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.conftest import NOON
from tracker.desk import PUBLIC, Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.desk.registers.edit import PartnerGiven, save_partner

PASSWORD = "пять тихих рек"
PARTNER = "partner-1"


class Clock:
    """A moment that a test moves on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    """Noon of 23 November 2026, until the test moves it."""
    return Clock()


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    """Accounts by login: an administrator, an editor, and somebody of a partner; all with the same password."""
    save_partner(desk, PROGRAM, PartnerGiven({"ru": "Умед"}))
    made = {}
    for login, name, role in (
        ("admin", "Адиба", "administrator"),
        ("editor@ahd.example", "Фаррух", "editor"),
    ):
        made[login] = accounts.add(desk, PROGRAM, login=login, name=name, role=role, password=PASSWORD)
    made["partner"] = accounts.add(
        desk, PROGRAM, login="partner", name="Нигора", role="partner", partner=PARTNER, password=PASSWORD
    )
    return made


@pytest.fixture
def sign_in(desk: Desk, people: dict[str, int]) -> Callable[..., str]:
    """Sign in; returns what the database knows of the session."""

    def enter(login: str, password: str = PASSWORD, address: str = "192.0.2.7") -> str:
        entered = accounts.enter(desk, PUBLIC, login=login, password=password, address=address)
        return accounts.key_of(entered.word)

    return enter

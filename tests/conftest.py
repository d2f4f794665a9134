"""What tests of several floors share: an installation of their own, and a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.settings import Settings
from tracker.store import Store, migrate

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tracker.desk import Desk

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # noon in Dushanbe


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated database."""
    opened = Store(f"sqlite:///{tmp_path / 'ahd.db'}")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an installation in a folder of the test's own."""
    return Settings(data_dir=tmp_path / "var", database_url=None, language="en")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands at noon of 23 November 2026 in Dushanbe."""
    return lambda: NOON


@pytest.fixture
def desk(settings: Settings, clock: Callable[[], datetime]) -> "Iterator[Desk]":
    """An opened installation with the reference tables and nothing else."""
    from tracker.desk import Desk

    opened = Desk.open(settings, clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """The browser, started once a process: Playwright cannot be started twice in one."""
    from playwright.sync_api import sync_playwright

    from tests.browser.provide import chromium

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield started
        started.close()

"""Fixtures of several floors: attacks go for the whole product."""

# ruff: noqa: F401 – fixtures are asked for by their names

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.served import office
from tests.attacks.strangers import Ear, listening
from tests.attacks.words_everywhere import hostile_words, say_everywhere
from tests.browser.conftest import Server, serving
from tests.desk.conftest import load, planned, workbook
from tests.desk.updates.conftest import made, returned, two_partners
from tests.sheets.conftest import names, read
from tracker.desk import Desk
from tracker.settings import Settings


@pytest.fixture(scope="session")
def ear() -> Iterator[Ear]:
    """A listener on this machine to which hostile words point; nothing may ever call it."""
    with listening() as listener:
        yield listener


@pytest.fixture(scope="session")
def hostile(ear: Ear) -> tuple[str, ...]:
    """Words that would draw, fetch or run something wherever they were taken for more than words."""
    return hostile_words(ear.address)


@pytest.fixture(scope="session")
def hostile_dir(hostile: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with hostile words in every field: commitments of one word each, names of all words at once."""
    folder = tmp_path_factory.mktemp("hostile") / "var"
    desk = Desk.open(Settings(data_dir=folder, database_url=None, language="ru"))
    say_everywhere(desk, hostile, name=" ".join(hostile))
    desk.close()
    return folder


@pytest.fixture(scope="session")
def hostile_server(hostile_dir: Path) -> Iterator[Server]:
    """The dashboard over it."""
    with serving(hostile_dir) as started:
        yield started

"""The sample as its maker means it, made once into a folder of the tests' own."""

from pathlib import Path

import pytest

from data.make_sample import make
from data.making.model import Meant


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[Meant]]]:
    """A folder with freshly made workbooks, and what each of their rows means."""
    folder = tmp_path_factory.mktemp("sample")
    return folder, make(folder)

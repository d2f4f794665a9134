"""The command line, called in an installation of the test's own."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import tracker.cli
from tracker.settings import settings as chosen_settings

Answer = tuple[int, str, str]
Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Call the command line in an installation of its own; gives exit code, standard output and standard error."""
    monkeypatch.setenv("AHD_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("AHD_LANGUAGE", "en")
    chosen_settings.cache_clear()

    def call(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["ahd", *map(str, words)])
        try:
            tracker.cli.main()
            status = 0
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        told = capsys.readouterr()
        return status, told.out, told.err

    yield call
    chosen_settings.cache_clear()

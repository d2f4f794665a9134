"""`ahd guide` keeps the contract: a file and 0, or one sentence and 2."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.briefs.guides import GUIDES
from tracker.cli.guiding import Readers


@pytest.mark.parametrize("language", ["ru", "tg", "en"])
def test_a_guide_is_written_in_a_language(run: Run, tmp_path: Path, language: str) -> None:
    out = tmp_path / "guide.pdf"
    status, printed, told = run("guide", "partners", "--language", language, "--out", out)
    assert (status, printed) == (0, "")
    assert told.strip() == f"{out}: {GUIDES['partners'].title.text(language)}"
    assert out.read_bytes().startswith(b"%PDF")


def test_there_is_a_word_for_every_guide() -> None:
    assert [one.value for one in Readers] == list(GUIDES)


def test_what_cannot_be_written_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    for words in (
        ("guide", "nobody", "--out", tmp_path / "guide.pdf"),
        ("guide", "office", "--out", tmp_path / "guide.docx"),
        ("guide", "office", "--out", tmp_path / "none" / "guide.pdf"),
        ("guide", "office"),
    ):
        status, printed, told = run(*words)
        assert (status, printed) == (2, ""), words
        assert len(told.strip().splitlines()) == 1, told
    assert list(tmp_path.glob("*.*")) == []

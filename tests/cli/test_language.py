"""The command line speaks the language of the installation, in its help and its questions too, and on one line."""

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import tracker.cli
from tests.cli.conftest import Run
from tracker.cli import common, helping
from tracker.settings import settings as chosen_settings
from tracker.words import LANGUAGES

COMMANDS = tuple(typer.main.get_command(tracker.cli.app).commands)
# What is a name, not a word: commands, options, arguments, endings of files, codes, programs.
NAMES = re.compile(
    r"--?[a-z][-a-z]*|\b[a-z]+(\|[a-z]+)+|\.[a-z]{2,5}\b|AHD_\w+|\b[A-Z][A-Z_-]+\b|\bahd( [a-z]+)?|https?://|sha256|"
    r"\b(partners|office|operators)\b(?=\s+\()|\b(Ahd|JSON|PDF|Excel|Outlook|Google|Ctrl\+C|UTF-8|Git|gettext|SQLite|PostgreSQL)\b"
)
AFTER = re.compile(r"(?<=: )[a-z_]+(?=\.)")  # the value that an option has without being given


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def choose(language: str) -> None:
        monkeypatch.setenv("AHD_LANGUAGE", language)
        monkeypatch.setenv("COLUMNS", "100")
        chosen_settings.cache_clear()

    return choose


@pytest.mark.parametrize("language", ["ru", "tg"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_is_in_the_language_of_the_installation(
    run: Run, speaking: Callable[[str], None], command: str, language: str
) -> None:
    speaking(language)
    status, out, err = run(*([command] if command else []), "--help")
    assert (status, err) == (0, "")
    words = AFTER.sub("", NAMES.sub("", re.sub(r"(?m)^  [a-z]+  ", "", out)))
    assert re.findall(r"[A-Za-z]{2,}", words) == []


def test_the_help_is_no_wider_than_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    _status, out, _err = run("load", "--help")
    assert max(map(len, out.splitlines())) <= 60
    assert out.startswith("Usage: ahd load FILES… [OPTIONS]\n")
    assert "  --reported-by monitor|agency\n" in out


def test_every_command_and_option_is_explained() -> None:
    program = typer.main.get_command(tracker.cli.app)
    for name, command in program.commands.items():
        assert helping.sentence(command.help), name
        for param in command.params:
            assert param.help, f"{name} {param.name}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("answer", "yes"),
    [("y", True), ("Yes", True), ("да", True), ("Д", True), ("ҳа", True), ("Ҳ", True)]
    + [(each, False) for each in ("", "n", "no", "нет", "не", "x", "yess", "да нет")],
)
def test_a_yes_in_any_language_is_a_yes_and_all_else_a_no(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    speaking: Callable[[str], None],
    language: str,
    answer: str,
    yes: bool,
) -> None:
    speaking(language)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n"))
    assert common.agrees("Take what is right?") is yes
    asked = capsys.readouterr().err
    assert asked.endswith({"en": " [yes/no]: ", "ru": " [да/нет]: ", "tg": " [ҳа/не]: "}[language])


def test_no_answer_is_a_no(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    backup = tmp_path / "backup.zip"
    backup.write_bytes(b"")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    status, out, err = run("restore", backup)
    assert (status, out) == (1, "")
    assert err.endswith("Nothing was changed.\n")


def test_a_name_of_a_file_can_neither_break_a_line_nor_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan\n✗ all is lost\x1b[31m\u202e.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    status, _out, err = run("load", path)
    assert status == 2
    assert len(err.splitlines()) == 1
    assert not {"\x1b", "\u202e"} & set(err)
    assert "plan?✗ all is lost?[31m?.xlsx" in err

"""Accounts from the command line: made, listed, ended, and never with a password among the words of a command."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.cli.people import user

PASSWORD = "пять тихих рек"


def make(
    run: Run, monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = PASSWORD
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{typed}\n"))
    return run("user", "add", *words)


@pytest.fixture
def admin(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, err = make(run, monkeypatch, "admin", "--name", "Адиба", "--role", "administrator")
    assert (status, out, err) == (0, "", "Адиба can sign in as admin now.\n")


def test_the_password_is_no_option_of_any_command() -> None:
    options = [option for command in user.registered_commands for option in command.callback.__annotations__]
    assert options and not [name for name in options if "password" in name]


def test_accounts_are_listed(run: Run, admin: None) -> None:
    assert run("user", "list")[:2] == (0, "admin  Адиба  Administrator\n")
    told = json.loads(run("account", "list", "--json")[1])
    assert [(one["login"], one["role"], one["disabled"]) for one in told["accounts"]] == [
        ("admin", "administrator", False)
    ]


def test_without_accounts_it_is_said_so(run: Run) -> None:
    status, out, err = run("user", "list")
    assert (status, out) == (0, "") and "works as its editor" in err


def test_a_link_is_printed_once_and_stands_in_no_list(run: Run, admin: None) -> None:
    status, out, err = run("user", "invite", "z@x.example", "--name", "Зарина")
    assert status == 0 and "For Зарина alone" in err
    link = out.strip()
    assert link.startswith("http://127.0.0.1:8501/invitation?word=") and len(link.partition("=")[2]) == 43
    listed = run("user", "list")[1] + run("user", "list", "--json")[1]
    assert "Link for z@x.example (Зарина), until" in listed and link.partition("=")[2] not in listed
    assert run("user", "reset", "admin")[1].startswith("http://127.0.0.1:8501/invitation?word=")


def test_somebody_is_disabled_enabled_and_given_another_role(
    run: Run, admin: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(run, monkeypatch, "far", "--name", "Фаррух", "--role", "administrator")
    assert run("user", "disable", "FAR")[0] == 0
    assert run("user", "list")[1].splitlines()[1] == "far  Фаррух  Administrator  disabled"
    assert run("user", "enable", "far")[0] == 0
    assert run("user", "assign", "far", "--role", "editor")[2] == "Фаррух has the role Editor now.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("disable", "admin"), "This is the last administrator. Make another one first."),
        (("disable", "nobody"), "There is no such account."),
        (("invite", "x y", "--name", "Зарина"), "A name to sign in with is an address or one word"),
        (("invite", "zar", "--name", "Зарина", "--role", "partner"), "The role partner goes with a partner"),
        (("invite", "admin", "--name", "Зарина"), "Somebody signs in as admin already."),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    run: Run, admin: None, words: tuple[str, ...], said: str
) -> None:
    status, out, err = run("user", *words)
    assert (status, out) == (1, "") and err.startswith(said)


def test_a_password_that_is_guessed_first_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _out, err = make(run, monkeypatch, "admin", "--name", "Адиба", typed="password2026")
    assert status == 1 and "guessed first" in err


def test_with_an_administrator_others_may_be_served(
    run: Run, admin: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda _program, command: started.append(command))
    monkeypatch.setattr("os.chdir", lambda _folder: None)
    status, _out, err = run("serve", "--host", "0.0.0.0", "--port", "8599")
    assert status == 0 and "Passwords travel unprotected" in err
    assert "--server.address=0.0.0.0" in started[0] and "--server.allowedHosts=*" in started[0]


def test_a_backup_from_before_the_accounts_says_that_the_desk_is_open_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before, after = str(tmp_path / "before.ahd.zip"), str(tmp_path / "after.ahd.zip")
    assert run("backup", before)[0] == 0
    make(run, monkeypatch, "admin", "--name", "Адиба", "--role", "administrator")
    assert run("backup", after)[0] == 0
    assert "works as its editor" in run("restore", "--yes", before)[2]
    assert "works as its editor" not in run("restore", "--yes", after)[2]

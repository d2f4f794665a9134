"""Who may sign in: user add, invite, list, disable, enable, assign, reset. A password is typed or set by a link, never an
argument: arguments stand in the shell's memory and in the list of processes."""

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from tracker.cli.common import NEEDS_A_PERSON, app, fail, opened, own_language, print_json, say
from tracker.desk import accounts
from tracker.desk.accounts import Issued
from tracker.desk.asking import PROGRAM
from tracker.settings import settings
from tracker.words import N_, Value, translate
from tracker.words.terms import label

user = typer.Typer(no_args_is_help=True, help=N_("Who may sign in, and as what."))
app.add_typer(user, name="user")
app.add_typer(user, name="account", hidden=True)


class SignsInAs(StrEnum):
    """The roles that somebody signs in with."""

    PARTNER = "partner"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


Login = Annotated[str, typer.Argument(help="The name to sign in with: an address, or one word.")]
Name = Annotated[str, typer.Option(help="The person's name, as the history will call them. It stays.")]
Role = Annotated[SignsInAs, typer.Option(help="What the person may do.")]
Partner = Annotated[str | None, typer.Option(help="The partner's code, for the role partner.")]


@user.command()
def add(login: Login, name: Name, role: Role = SignsInAs.EDITOR, partner: Partner = None) -> None:
    """Make an account; its password is asked for, or read from a line of standard input."""
    password = _typed()
    with opened() as desk:
        accounts.add(
            desk, PROGRAM, login=login, name=name, role=role.value, partner=partner, password=password
        )
    say(N_("{name} can sign in as {login} now."), name=name, login=login)


@user.command()
def invite(login: Login, name: Name, role: Role = SignsInAs.EDITOR, partner: Partner = None) -> None:
    """Print a link with which the person makes the account; it works once, for three days."""
    with opened() as desk:
        issued = accounts.invite(desk, PROGRAM, login=login, name=name, role=role.value, partner=partner)
    _print_link(issued, name)


@user.command()
def reset(login: Login) -> None:
    """Print a link to a new password; it works once, for three days."""
    with opened() as desk:
        found = accounts.named(desk, PROGRAM, login)
        issued = accounts.reset(desk, PROGRAM, found.id)
    _print_link(issued, found.name)


@user.command(name="list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> None:
    """All accounts, and the links that still work."""
    with opened() as desk:
        found, waiting = accounts.everybody(desk, PROGRAM), accounts.waiting(desk, PROGRAM)
    if as_json:
        print_json({"accounts": [_plain(one) for one in found], "links": [_plain(one) for one in waiting]})
        return
    for one in found:
        told = [one.login, one.name, label("role", one.role, own_language()), one.partner or ""]
        told.append(_say(N_("disabled")) if one.disabled else "")
        typer.echo("  ".join(part for part in told if part))
    for link in waiting:
        until = link.expires_at.astimezone(settings().zone).strftime("%Y-%m-%d %H:%M")
        said = N_("Link for {login} ({name}), until {moment}")
        typer.echo(_say(said, login=link.login, name=link.name, moment=until))
    if not found and not waiting:
        say(N_("There are no accounts: whoever sits at this machine works as its editor."))


@user.command()
def disable(login: Login) -> None:
    """Let somebody sign in no more; open sessions end with the next click."""
    with opened() as desk:
        found = accounts.named(desk, PROGRAM, login)
        accounts.disable(desk, PROGRAM, found.id)
    say(N_("{name} can sign in no more."), name=found.name)


@user.command()
def enable(login: Login) -> None:
    """Let somebody who was disabled sign in again."""
    with opened() as desk:
        found = accounts.named(desk, PROGRAM, login)
        accounts.enable(desk, PROGRAM, found.id)
    say(N_("{name} can sign in as {login} now."), name=found.name, login=found.login)


@user.command()
def assign(login: Login, role: Role, partner: Partner = None) -> None:
    """Give somebody another role; open sessions end with the next click."""
    with opened() as desk:
        found = accounts.named(desk, PROGRAM, login)
        accounts.assign(desk, PROGRAM, found.id, role=role.value, partner=partner)
    said = label("role", role.value, own_language())
    say(N_("{name} has the role {role} now."), name=found.name, role=said)


def _typed() -> str:
    """A password, typed twice unseen; of what is no terminal, one line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt(_say(N_("Password")), hide_input=True, err=True)
    if typer.prompt(_say(N_("The same once more")), hide_input=True, err=True) != password:
        fail(N_("The two passwords are not the same. Nothing was changed."), status=NEEDS_A_PERSON)
    return password


def _print_link(issued: Issued, name: str) -> None:
    """The link on standard output, what to do with it beside."""
    chosen = settings()
    base = (chosen.site_url or f"http://{chosen.host}:{chosen.port}").rstrip("/")
    until = issued.expires_at.astimezone(chosen.zone).strftime("%Y-%m-%d %H:%M")
    said = N_(
        "For {name} alone, by a way that others do not read. It works once, until {moment}, and is not shown again:"
    )
    say(said, name=name, moment=until)
    typer.echo(f"{base}/invitation?word={issued.word}")


def _plain(one: Any) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in one.__slots__}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in told.items()}


def _say(msgid: str, **values: Value) -> str:
    return translate(msgid, own_language(), **values)

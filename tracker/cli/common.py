"""What all commands share: the program itself, options, and how they speak."""

import json
import sys
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from tracker.desk import EDITOR, Desk, look
from tracker.ledger import GROUPINGS
from tracker.settings import settings
from tracker.words import N_, Value, translate

if TYPE_CHECKING:
    pass

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2

TRIES = 5

PROGRESS = 3000

LOOPBACK = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ahd: what officials have undertaken to do, and how much of it is kept.",
)


class Reporter(StrEnum):
    """Whose word the statuses of a workbook are."""

    MONITOR = "monitor"
    AGENCY = "agency"


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Against(StrEnum):
    """Which deadline is measured against where one was moved."""

    CURRENT = "current"
    FIRST = "first"


class Tongue(StrEnum):
    """The languages of a workbook."""

    RU = "ru"
    TG = "tg"
    EN = "en"


By = StrEnum("By", {name.upper(): name for name in GROUPINGS})  # type: ignore[misc]  # the ledger names them

Codes = Annotated[list[str] | None, typer.Option(help="Only these, by code; may be given several times.")]

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2026-06-30.")]


@contextmanager
def opened() -> Any:
    desk = Desk.open()
    try:
        yield desk
    finally:
        desk.close()


def own_language() -> str:
    return settings().language


def say(msgid: str, **values: Value) -> None:
    typer.echo(translate(msgid, own_language(), **values), err=True)


def fail(msgid: str, *, status: int = UNUSABLE, **values: Value) -> NoReturn:
    say(msgid, **values)
    raise typer.Exit(status)


@contextmanager
def standard_output() -> Any:
    yield sys.stdout


def print_json(document: Any, out: Path | None = None) -> None:
    printed = json.dumps(document, ensure_ascii=False, indent=1)
    if out:
        out.write_text(printed + "\n", encoding="utf-8")
    else:
        typer.echo(printed)


def know_codes(desk: Desk, filters: dict[str, list[str] | None]) -> None:
    names = look.names(desk, EDITOR)
    for kind, codes in filters.items():
        for code in codes or ():
            if code != "none" and code not in getattr(names, kind):
                fail(N_("Nothing has the code {code}."), code=code)

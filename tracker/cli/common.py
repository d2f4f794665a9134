"""What all commands share: the program itself, options, and how they speak."""

import json
import sys
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn
from unicodedata import category

import typer

from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.view import EARLIEST
from tracker.ledger import GROUPINGS
from tracker.settings import settings
from tracker.words import LANGUAGES, N_, Value, translate, translator

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2

TRIES = 5

PROGRESS = 3000

YES, NO = N_("yes"), N_("no")

LOOPBACK = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
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
    """An installation that is closed again at the end."""
    desk = Desk.open()
    try:
        yield desk
    finally:
        desk.close()


def own_language() -> str:
    """The language of the installation, in which the command line speaks."""
    return settings().language


def say(msgid: str, **values: Value) -> None:
    """A sentence on standard error."""
    tell(translate(msgid, own_language(), **values))


def tell(line: str) -> None:
    """A finished line on standard error: names in it that somebody else gave can neither break it nor steer a terminal."""
    typer.echo(on_one_line(line), err=True)


def on_one_line(text: str) -> str:
    """The text with a question mark for every sign that is none on paper."""
    return "".join(sign if sign.isprintable() or category(sign) == "Zs" else "?" for sign in text)


def agrees(question: str, **values: Value) -> bool:
    """Ask on standard error for a yes, in the language of the installation; what is no yes in any language is a no."""
    language = own_language()
    told = translate(
        N_("{question} [{yes}/{no}]:"),
        language,
        question=translate(question, language, **values),
        yes=translate(YES, language),
        no=translate(NO, language),
    )
    typer.echo(f"{on_one_line(told)} ", nl=False, err=True)
    answer = sys.stdin.readline().strip().casefold()
    return answer in {
        word[:many] for each in LANGUAGES for word in (translate(YES, each),) for many in (1, len(word))
    }


def fail(msgid: str, *, status: int = UNUSABLE, **values: Value) -> NoReturn:
    """A sentence on standard error, and the end of the command."""
    say(msgid, **values)
    raise typer.Exit(status)


def wear(catalogue: Path | None) -> None:
    """Speak with a translator's catalogue, if there is one to speak with; else the command ends."""
    try:
        translator.begin(catalogue, made_up=settings().made_up_language)
    except translator.UnusableCatalogue as error:
        tell(error.remark.message(own_language()))
        raise typer.Exit(UNUSABLE) from error


def target(out: Path, *endings: str, option: str = "--out") -> Path:
    """The file to write, if its folder is there and its name ends as what it will hold does; else the command ends."""
    if endings and out.suffix.lower() not in endings:
        fail(
            N_("{name} is a file whose name ends in {endings}."),
            name=option,
            endings=", ".join(endings),
        )
    if not out.absolute().parent.is_dir():
        fail(N_("There is no folder {folder}."), folder=str(out.absolute().parent))
    return out


@contextmanager
def standard_output() -> Any:
    """Standard output, as if it were a file that is opened."""
    yield sys.stdout


def print_json(document: Any, out: Path | None = None) -> None:
    """A document on standard output, or in a file."""
    printed = json.dumps(document, ensure_ascii=False, indent=1)
    if out:
        out.write_text(printed + "\n", encoding="utf-8")
    else:
        typer.echo(printed)


def view_of(
    *,
    agency: list[str] | None,
    district: list[str] | None,
    region: list[str] | None = None,
    basis: list[str] | None = None,
    topic: list[str] | None = None,
    partner: list[str] | None = None,
    on: datetime | None = None,
    known_on: datetime | None = None,
    **more: Any,
) -> View:
    """What a command's options ask to look at; `more` are fields of the view. Ends where a day is too long ago."""
    for day in (on, known_on, more.get("since")):
        if day and day.year < EARLIEST.year:
            fail(N_("Days before 1900 can't be asked about."))
    return View(
        on=on.date() if on else None,
        known_on=known_on.date() if known_on else None,
        agencies=tuple(agency or ()),
        districts=tuple(district or ()),
        regions=tuple(region or ()),
        bases=tuple(basis or ()),
        topics=tuple(topic or ()),
        partners=tuple(partner or ()),
        **more,
    )


def know_codes(desk: Desk, view: View) -> None:
    """End the command where a filter names a code that nothing has."""
    names = look.names(desk, EDITOR)
    for kind in ("agencies", "districts", "regions", "bases", "topics", "partners"):
        for code in getattr(view, kind):
            if code != "none" and code not in getattr(names, kind):
                fail(N_("Nothing has the code {code}."), code=code)

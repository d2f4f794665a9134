"""Keeping it whole: check, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from tracker.cli.common import NEEDS_A_PERSON, agrees, app, fail, opened, own_language, say, target
from tracker.desk import accounts, backups, search
from tracker.desk.accounts import links
from tracker.desk.asking import PROGRAM
from tracker.desk.desk import now
from tracker.settings import settings
from tracker.store import Head
from tracker.store.backup import LACKING, NoBackupHere, NotABackup, StillInUse
from tracker.store.check import check as check_store
from tracker.words import N_, translate


@app.command()
def check(
    head: Annotated[
        str | None,
        typer.Option(help="A head of the chain that was kept elsewhere: number:sha256, as briefs print it."),
    ] = None,
    mend_search: Annotated[
        bool, typer.Option("--mend-search", help="Make the index for searching anew.")
    ] = False,
) -> None:
    """Check that the installation is whole: database, guards, history and its chain, kept files, the search index."""
    held = _head(head) if head else None
    try:
        with opened() as desk:
            if mend_search:
                search.mend(desk.store)
            remarks = [*check_store(desk.store, desk.files, held=held), *search.check(desk.store)]
            newest = desk.store.head()
    except DBAPIError as error:
        typer.echo(
            "✗ "
            + translate(
                N_("The database file is damaged: {told}. Restore a backup."),
                own_language(),
                told=str(error.orig),
            )
        )
        raise typer.Exit(NEEDS_A_PERSON) from error
    for remark in remarks:
        typer.echo(f"{'✗' if remark.wrong else '·'} {remark.message(own_language())}")
    if any(remark.wrong for remark in remarks):
        raise typer.Exit(NEEDS_A_PERSON)
    typer.echo(translate(N_("Everything holds."), own_language()))
    typer.echo(translate(N_("Head of the chain: {head}"), own_language(), head=str(newest)))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The backup to write: one file.")]) -> None:
    """Write a backup of the database and all kept files, while others may work, and prove that it is whole."""
    target(file, option="FILE")
    if file.exists():
        fail(N_("{file} is there already and stays as it is. Name another file."), file=str(file))
    with opened() as desk:
        try:
            manifest = backups.make(desk, PROGRAM, file)
        except NotABackup as error:
            fail(
                N_("The backup does not hold ({reason}) and was thrown away."),
                reason=error.message(own_language()),
            )
        except NoBackupHere:
            fail(N_("The database is kept by a server: use that server's own backups."))
    say(N_("The backup {file} is written and checked."), file=str(file))
    typer.echo(translate(N_("Head of the chain: {head}"), own_language(), head=str(manifest.chain_head)))
    if manifest.lacking:
        fail(LACKING, files=", ".join(manifest.lacking.values()), status=NEEDS_A_PERSON)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Put a backup in place of what is here. What was here is backed up first."""
    if not yes and not agrees(N_("Replace all data here with those of {file}?"), file=str(file)):
        fail(N_("Nothing was changed."), status=NEEDS_A_PERSON)
    try:
        manifest, aside = backups.restore(settings(), file, at=now())
    except NotABackup as error:
        fail(
            N_("{file} is not a whole backup ({reason}). Nothing was changed."),
            file=str(file),
            reason=error.message(own_language()),
        )
    except StillInUse:
        fail(N_("Another program has the database open: stop the dashboard first. Nothing was changed."))
    except NoBackupHere:
        fail(N_("The database is kept by a server: use that server's own backups."))
    with opened() as desk:  # brings an older database forward
        links.withdraw_all(desk, PROGRAM)  # one that was used since would work again
        is_open = not accounts.everybody(desk, PROGRAM)
    say(N_("The data of {file} are in place."), file=str(file))
    if len(aside) == 1 and aside[0].name.endswith(backups.SUFFIX):
        say(N_("What was here before is kept in {file}."), file=str(aside[0]))
    elif aside:
        bytes_of_it = N_("What was here before could not be backed up; its bytes are kept in {files}.")
        say(bytes_of_it, files=", ".join(map(str, aside)))
    if manifest.lacking:
        say(LACKING, files=", ".join(manifest.lacking.values()))
    if is_open:  # a backup from before there were accounts opens a desk that had some
        say(N_("There are no accounts: whoever sits at this machine works as its editor."))
    typer.echo(translate(N_("Head of the chain: {head}"), own_language(), head=str(manifest.chain_head)))


def _head(text: str) -> Head:
    number, _, sha256 = text.strip().partition(":")
    if not number.isdigit() or len(sha256) != 64:
        fail(N_("A head of the chain is a number, a colon and 64 hexadecimal digits."))
    return Head(int(number), sha256.lower())

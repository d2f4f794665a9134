"""The command line. Results go to standard output, messages to standard error."""

import sys
import traceback
from datetime import datetime
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from tracker import __version__
from tracker.cli import keeping, loading, measuring, serving, telling
from tracker.cli.common import UNUSABLE, app, say
from tracker.settings import settings
from tracker.store import StoreBusy
from tracker.words import N_

__all__ = ["app", "keeping", "loading", "main", "measuring", "serving", "telling"]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"Ahd {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Ahd: what officials have undertaken to do, and how much of it is kept."""


def main() -> None:
    """Run the command line; whatever goes wrong is told in a sentence, never as a traceback."""
    try:
        app()
    except ValidationError as error:
        names = ", ".join(f"AHD_{str(part['loc'][0]).upper()}" for part in error.errors())
        typer.echo(f"{names}: the setting has a value that it can't have.", err=True)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except StoreBusy:
        say(N_("Another program keeps the database busy. Nothing was written. Try again in a moment."))
    except (OSError, DBAPIError) as error:
        reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        say(N_("The data can't be used: {reason}. Nothing was written."), reason=reason)
    except Exception:
        say(
            N_("Something went wrong that should not. Nothing was written. The details are in {file}."),
            file=_log(),
        )
    else:
        return
    sys.exit(UNUSABLE)


def _log() -> str:
    """Keep the traceback that is being handled for the people who mend the program; returns where."""
    path = settings().data_dir / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{traceback.format_exc()}\n")
    return str(path)

"""The command line. Results go to standard output, messages to standard error."""

import sys
import traceback
from datetime import datetime
from typing import Annotated

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from typer.exceptions import Abort, TyperException

from tracker import __version__
from tracker.cli import guiding, helping, keeping, loading, measuring, people, serving, telling, usage
from tracker.cli.common import DONE, NEEDS_A_PERSON, UNUSABLE, app, own_language, say, tell, wear
from tracker.desk.accounts import Declined
from tracker.settings import settings
from tracker.store import StoreBusy
from tracker.words import N_

__all__ = ["app", "guiding", "keeping", "loading", "main", "measuring", "people", "serving", "telling"]


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
    wear(settings().catalogue)


def main() -> None:
    """Run the command line; whatever goes wrong is told in a sentence, never as a traceback."""
    try:
        command = typer.main.get_command(app)
        helping.speak(command)
        status = command(prog_name="ahd", standalone_mode=False)
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message(), err=True)
        else:
            tell(usage.misuse(error))
    except ValidationError as error:
        for wrong in error.errors():
            tell(usage.bad_setting(wrong))
    except (BrokenPipeError, KeyboardInterrupt, Abort):
        pass
    except Declined as declined:
        tell(declined.message(own_language()))
        sys.exit(NEEDS_A_PERSON)
    except StoreBusy:
        say(N_("Another program keeps the database busy. Nothing was written. Try again in a moment."))
    except DBAPIError as error:
        say(N_("The database can't be used: {reason}. Nothing was written."), reason=usage.reason(error))
    except Exception as error:
        inside = usage.os_error(error)
        if inside is not None:
            say(N_("{reason}. Nothing was written."), reason=usage.reason(inside))
        else:
            say(
                N_("Something went wrong that should not. Nothing was written. The details are in {file}."),
                file=_log(),
            )
    else:
        sys.exit(status if isinstance(status, int) else DONE)
    sys.exit(UNUSABLE)


def _log() -> str:
    """Keep the traceback that is being handled for the people who mend the program; returns where."""
    path = settings().data_dir / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{traceback.format_exc()}\n")
    return str(path)

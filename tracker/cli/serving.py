"""The dashboard: demo, serve."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy.exc import DBAPIError

from tracker.cli.common import DONE, LOOPBACK, NEEDS_A_PERSON, app, fail, opened, say, wear
from tracker.desk import EDITOR, Desk, accounts, public_view
from tracker.desk.demo import NotAnIllustration, is_empty, load_sample
from tracker.settings import ROOT, settings
from tracker.store.public import CopyDamaged
from tracker.words import N_, translator

if TYPE_CHECKING:
    pass


@app.command()
def demo() -> None:
    """Load the sample workbooks: an illustration, without real people or real promises."""
    with opened() as desk:
        _load_sample(desk)


def _load_sample(desk: Desk) -> None:
    def progress(number: int, count: int, name: str) -> None:
        say(N_("{number} of {count}: {name}"), number=number, count=count, name=name)

    try:
        loaded = load_sample(desk, EDITOR, progress=progress)
    except NotAnIllustration:
        fail(
            N_(
                "This installation holds workbooks of your own; the sample is not mixed with them. "
                "For a look at the sample choose another folder with AHD_DATA_DIR."
            ),
            status=NEEDS_A_PERSON,
        )
    if loaded:
        say(N_("The sample is loaded: illustrative data, not facts about real commitments."))
    else:
        say(N_("The sample was there already; nothing has changed."))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    with_sample: Annotated[
        bool, typer.Option("--with-sample", help="Load the sample into an empty one.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the dashboard in the browser.")] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Serve what is public, and nothing else, to everybody who can reach it."
        ),
    ] = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(
            help="Show the pages with this catalogue (.po) of a translator, read anew when it is saved."
        ),
    ] = None,
) -> None:
    """Start the dashboard."""
    if catalogue:
        wear(catalogue)
    address, wanted = host or settings().host, port or settings().port
    others = address not in LOOPBACK
    told: dict[str, str] = {}
    with opened() as desk:
        if others and not public:
            _may_others_reach(desk, address)
        if with_sample and is_empty(desk):
            _load_sample(desk)
        if public:
            raise typer.Exit(_serve_public(desk, address, wanted, open_=open_))
    if others or settings().site_url:
        # Our own guard knows by which names others come; told its address, Streamlit asks nobody outside for it.
        told = {"server.allowedHosts": "*", "browser.serverAddress": address}
    watching = translator.watched() if catalogue else None
    place = f"/?lang={watching[1].language}" if watching else ""
    command = _server(address, wanted, open_=open_, place=place, **told)
    os.environ["AHD_DATA_DIR"] = str(settings().data_dir.absolute())
    if catalogue:
        os.environ["AHD_CATALOGUE"] = str(catalogue.absolute())
        if watching:
            os.environ["AHD_LANGUAGE"] = watching[1].language
    os.chdir(ROOT)  # Streamlit reads its settings from the folder it is started in
    if sys.platform == "win32":
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _may_others_reach(desk: Desk, address: str) -> None:
    """End the command where nobody could decide who signs in, and say what is missing where passwords travel in the open."""
    if not accounts.has_administrator(desk):
        fail(accounts.NEEDS_ADMINISTRATOR, address=address)
    if not (settings().site_url or "").startswith("https://"):
        say(
            N_(
                "Passwords travel unprotected over this network. Put a server with https in front, and name its address "
                "in AHD_SITE_URL."
            )
        )


def _server(address: str, wanted: int, *, open_: bool, place: str = "", **more: str) -> list[str]:
    """The command that starts the server on the first free port; says where it will be."""
    free = _free_port(address, wanted)
    if free != wanted:
        say(N_("Port {wanted} is taken; the dashboard uses {free}."), wanted=wanted, free=free)
    say(N_("Ahd is at {address} – stop it with Ctrl+C."), address=f"http://{address}:{free}{place}")
    options = {
        "server.address": address,
        "server.port": free,
        "server.headless": "false" if open_ and _has_screen() else "true",
        "server.showEmailPrompt": "false",
        **more,
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *flags]


def _serve_public(desk: Desk, address: str, wanted: int, *, open_: bool) -> int:
    """Serve the public copy from a process that knows nothing else, and keep the copy up; returns that one's exit status.

    Any name may be asked for: there is nothing here that a page which rebinds its name could not read anyway.
    """
    try:
        public_view.bring_up_to_date(desk)
    except CopyDamaged:
        fail(N_("The public copy of the database could not be made whole. Nothing is served."))
    # Told its address, Streamlit asks nobody outside for it.
    told = {"server.allowedHosts": "*", "browser.serverAddress": address}
    command = _server(address, wanted, open_=open_, **told)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being told to end is the same as Ctrl+C
    # Nothing is ever written to its input: that it ends tells the server that we are gone, even if we were killed.
    server = subprocess.Popen(
        command, cwd=ROOT, env=public_view.environment(settings(), os.environ), stdin=subprocess.PIPE
    )
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return server.wait(settings().public_refresh_seconds)
            _keep_up(desk)
    except KeyboardInterrupt:
        return DONE
    finally:
        server.terminate()
        server.wait()


def _keep_up(desk: Desk) -> None:
    """Bring the public copy up to date; where that fails the public keeps the one it has, and the next try may do."""
    try:
        public_view.bring_up_to_date(desk)
    except (CopyDamaged, OSError, DBAPIError) as error:
        say(
            N_("The public copy could not be brought up to date; the earlier one stays: {reason}"),
            reason=str(error.orig if isinstance(error, DBAPIError) else error),
        )


def _has_screen() -> bool:
    """Whether a browser could be opened: on Linux only where a screen is named."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _free_port(address: str, wanted: int) -> int:
    for port in range(wanted, wanted + 20):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            if probe.connect_ex((address, port)) != 0:
                return port
    fail(N_("No free port was found from {wanted} on; name one with --port."), wanted=wanted)
    return None

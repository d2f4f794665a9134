"""A server that another program started ends when that one is gone, however it ended."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

SERVER = "import os; from tracker.web.lifeline import hold; hold(); print(os.getpid(), flush=True); import time; time.sleep(300)"
STARTER = f"""
import os, subprocess, sys, time
told = {{**os.environ, "AHD_END_WITH_INPUT": sys.argv[1]}}
server = subprocess.Popen([sys.executable, "-c", {SERVER!r}], stdin=subprocess.PIPE, env=told)
time.sleep(300)
"""
SECONDS = 60


@pytest.mark.parametrize("held", [True, False])
def test_it_ends_with_the_program_that_started_it_and_was_killed(held: bool) -> None:
    """Without the setting it goes on, as a server must that nobody holds: its input is often none at all."""
    with subprocess.Popen([sys.executable, "-c", STARTER, str(held)], stdout=subprocess.PIPE) as starter:
        assert starter.stdout
        server = int(starter.stdout.readline())
        assert is_there(server)
        starter.kill()
        starter.wait()
        waited = time.monotonic() + (SECONDS if held else 1)
        while is_there(server) and time.monotonic() < waited:
            time.sleep(0.05)
        ended = not is_there(server)
        with suppress(ProcessLookupError):
            os.kill(server, signal.SIGKILL)
        assert ended is held


def is_there(process: int) -> bool:
    """Whether it runs; one that ended and that nobody has asked about yet does not."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return told.stdout.strip()[:1] not in ("", "Z")

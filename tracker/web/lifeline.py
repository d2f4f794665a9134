"""A server that another program started does not outlive it."""

import os
import signal
import threading
import time
from typing import Final

from tracker.settings import settings

SECONDS_TO_END: Final = 5
_INPUT: Final = 0


def hold() -> None:
    """Where the settings say so, end this process when its standard input ends.

    The program that started it holds the other end and writes nothing; the system closes it however that one ended.
    """
    if settings().end_with_input:
        threading.Thread(target=_wait_and_end, name="lifeline", daemon=True).start()


def _wait_and_end() -> None:
    while _reads_on():
        pass
    os.kill(os.getpid(), signal.SIGTERM)  # as the one who started it would have told it
    time.sleep(SECONDS_TO_END)
    os._exit(1)  # visitors who stay connected do not keep it alive


def _reads_on() -> bool:
    try:
        return bool(
            os.read(_INPUT, 1024)
        )  # not by sys.stdin, whose lock would be held while the interpreter ends
    except OSError:  # there is no input at all
        return False

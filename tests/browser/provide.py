"""The browser of the tests and of the documentation's pictures; `python -m tests.browser.provide` makes sure of one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

INSTALLED: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
ELSEWHERE: Final = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "Google/Chrome/Application/chrome.exe",
)
MISSING: Final = "No Chromium: install Chromium or Chrome, or run `python -m playwright install chromium`."
# Starting it is the only proof: a browser that lacks a library of the system is there and does not run.
TRY: Final = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as p: p.chromium.launch(args=['--no-sandbox']).close()"
)


class NoBrowser(RuntimeError):
    """There is no browser, and none could be installed."""


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome; None for Playwright's own, which it finds itself.

    Installs Playwright's own where there is neither, or Debian's package where that fails and one may.
    Raises `NoBrowser`, saying what to do.
    """
    if found := installed():
        return found
    if _starts() or (_run(sys.executable, "-m", "playwright", "install", "chromium") and _starts()):
        return None
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        if found := installed():
            return found
    raise NoBrowser(MISSING)


def installed(
    names: Iterable[str] = INSTALLED, elsewhere: Iterable[Path] = ELSEWHERE, *, path: str | None = None
) -> str | None:
    """The first of the programs there is, by name on `path` (default: where programs are) or by where it stands."""
    by_name = (found for name in names if (found := shutil.which(name, path=path)))
    by_place = (str(place) for place in elsewhere if place.is_file())
    return next(by_name, None) or next(by_place, None)


def _starts() -> bool:
    return _run(sys.executable, "-c", TRY)


def _run(*command: str) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    try:
        print(f"The tests drive {chromium() or 'the Chromium that Playwright brings'}.")
    except NoBrowser as missing:
        sys.exit(str(missing))

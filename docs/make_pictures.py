"""Make the pictures of the README and of the guides from the running product, so that they never age.

`python -m docs.make_pictures`, or with `readme` or `guides` behind it for these alone. It needs LibreOffice, Chromium and
pdftoppm, as the tests do.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from docs.making.screens import settle
from tests.browser.provide import chromium

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = Path(__file__).parent / "pictures"
PORT, PUBLIC_PORT = 8790, 8791
README: Final = (
    ("overview.png", "?lang=en", 1366),
    ("overview-phone-tg.png", "?lang=tg", 390),
    ("commitment-ru.png", "commitment?code=AH-00051-F&lang=ru", 1366),
)


def main(wanted: list[str]) -> None:
    """Start the dashboard over the sample and photograph it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AHD_DATA_DIR"] = str(Path(folder) / "data")
        with _served(PORT, "--with-sample"), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            if not wanted or "readme" in wanted:
                for name, address, width in README:
                    _photograph(browser, name, address, width)
            if not wanted or "guides" in wanted:
                _guides(browser, Path(folder))
            browser.close()


def _guides(browser: Browser, folder: Path) -> None:
    from docs.making import guides  # after the data folder is known
    from docs.making.screens import Screens
    from tracker.desk import Desk

    desk = Desk.open()
    try:
        with _served(PUBLIC_PORT, "--public"):
            at = "http://127.0.0.1:{}"
            guides.take(
                desk, Screens(browser, at.format(PORT)), Screens(browser, at.format(PUBLIC_PORT)), folder
            )
    finally:
        desk.close()


@contextmanager
def _served(port: int, *options: str) -> Iterator[None]:
    """A server on this port, until it is no longer needed."""
    ahd = [sys.executable, "-c", "from tracker.cli import main; main()"]
    server = subprocess.Popen([*ahd, "serve", "--port", str(port), *options], cwd=ROOT)
    try:
        _wait(port)
        yield
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _attempt in range(120):
        try:
            urlopen(f"http://127.0.0.1:{port}/readyz").close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the dashboard did not start")


def _photograph(browser: Browser, name: str, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"http://127.0.0.1:{PORT}/{address}")
    settle(page)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height, 1400)})
    page.wait_for_timeout(1000)
    page.screenshot(path=FOLDER / name)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])

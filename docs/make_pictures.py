"""Make the pictures of the documentation from the running product, so that they never age: `python docs/make_pictures.py`."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

from tests.browser.provide import chromium

HERE = Path(__file__).parent
ROOT = HERE.parent
PORT = 8790
PICTURES = (
    ("overview.png", "?lang=en", 1366),
    ("overview-phone-tg.png", "?lang=tg", 390),
    ("commitment-ru.png", "commitment?code=AH-00051-F&lang=ru", 1366),
)


def main() -> None:
    """Start the dashboard over the sample and photograph its pages."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "AHD_DATA_DIR": folder}
        ahd = [sys.executable, "-c", "from tracker.cli import main; main()"]
        command = [*ahd, "serve", "--with-sample", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment, cwd=ROOT)
        try:
            _wait()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
                for name, address, width in PICTURES:
                    _photograph(browser.new_page(viewport={"width": width, "height": 900}), name, address)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _wait() -> None:
    for _attempt in range(120):
        try:
            urlopen(f"http://127.0.0.1:{PORT}/readyz").close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the dashboard did not start")


def _photograph(page: Page, name: str, address: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/{address}")
    page.wait_for_selector(".ahd-foot", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(2000)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, 1400)})
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "pictures" / name)
    page.close()


if __name__ == "__main__":
    main()

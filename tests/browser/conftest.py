"""A real server over the sample, and a real Chromium in front of it."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, TimeoutError

from tracker.settings import ROOT

SHOTS = ROOT / "build" / "screenshots"
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the folder of its installation."""

    url: str
    data_dir: Path

    def revision(self) -> int:
        """The revision it serves."""
        with urlopen(f"{self.url}/readyz") as answer:
            return int(json.load(answer)["revision"])


@pytest.fixture(scope="session")
def sample_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that holds the sample."""
    data_dir = tmp_path_factory.mktemp("sample") / "var"
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "demo"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment(data_dir), capture_output=True, timeout=300)
    return data_dir


@pytest.fixture(scope="session")
def server(sample_dir: Path) -> Iterator[Server]:
    """The dashboard over the sample."""
    with serving(sample_dir) as started:
        yield started


@pytest.fixture
def fresh_server(sample_dir: Path) -> Iterator[Server]:
    """A server of its own, to which nobody has spoken yet."""
    with serving(sample_dir, ready=False) as started:
        yield started


class Visitor:
    """A page of a browser that notes everything it should never see: foreign requests and errors of scripts."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, path: str) -> Page:
        """Go to a path and wait until the page is drawn to its foot."""
        self.page.goto(f"{self.server.url}/{path}")
        return self.drawn()

    def walk_to(self, name: str) -> Page:
        """Follow the first link to a page, as a reader would, through the menu that names it, and wait until it is drawn."""
        if not (name == "overview" and urlsplit(self.page.url).path in ("", "/")):
            for patience in (5_000, 10_000, 30_000):  # a page that is still being drawn may swallow a click
                self._follow(name)
                try:
                    self.page.wait_for_url(f"**/{name}?**", timeout=patience)
                except TimeoutError:
                    continue
                break
            assert urlsplit(self.page.url).path == f"/{name}"
        return self.drawn()

    def _follow(self, name: str) -> None:
        link = self.page.locator(f'.stPageLink a[href*="{name}?"]')
        for menu in self.page.locator("[class*=st-key-menu-] button").all():
            if not link.first.is_visible():
                menu.click()
                self.page.wait_for_timeout(300)
        link.first.click()

    def drawn(self) -> Page:
        """Wait until the page is drawn to its foot and nothing is running any more."""
        self.page.wait_for_selector(".ahd-foot", timeout=30_000)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=30_000)
        self.page.wait_for_timeout(400)
        return self.page

    def _note(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            self.foreign.append(request.url)


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    """A visitor with a laptop's screen."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    arrived = Visitor(context, server)
    yield arrived
    assert arrived.foreign == []
    assert arrived.errors == []
    context.close()


def environment(data_dir: Path) -> dict[str, str]:
    """The variables of a process that works on this installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AHD_", "STREAMLIT_"))}
    return {**kept, "AHD_DATA_DIR": str(data_dir), "PYTHONUTF8": "1"}


class serving:  # used as a verb
    """A server process over an installation, on a free port of this machine."""

    def __init__(
        self, data_dir: Path, *, ready: bool = True, script: str = "dashboard.py", **settings: str
    ) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.ready = ready
        self.script = script

    def __enter__(self) -> Server:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", self.script, "--server.port", str(port)]
        self.log = (self.data_dir / f"server-{port}.log").open("wb")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(self.data_dir) | self.settings,
            stdout=self.log,
            stderr=self.log,
        )
        self._wait(port)
        return Server(f"http://127.0.0.1:{port}", self.data_dir)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()

    def _wait(self, port: int) -> None:
        """Until the port answers: with `ready` until the health route does, else without asking anything."""
        for _ in range(SECONDS_TO_START * 10):
            time.sleep(0.1)
            if self.process.poll() is not None:
                break
            try:
                if self.ready:
                    urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
                else:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                continue
            return
        self.log.flush()
        pytest.fail(f"the server did not start:\n{Path(self.log.name).read_text(errors='replace')[-3000:]}")

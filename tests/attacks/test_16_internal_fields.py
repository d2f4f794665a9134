"""16 · The public view as strangers reach it: a process that knows the public copy alone. No byte of it holds a secret."""

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, Response, WebSocket

from tests import canaries
from tests.briefs.hearing import words_of
from tests.browser.conftest import environment
from tests.store.test_public import LATER, STAMP, TABLE
from tests.ui.test_load import book
from tests.web.test_embed import CHARTS
from tracker.briefs import calendar
from tracker.briefs.hearing import FORMATS, Wanted, build, made
from tracker.desk import EDITOR, PUBLIC, Desk, View, public_view
from tracker.desk.load import LoadOptions, apply, plan
from tracker.desk.record.publishing import visibility
from tracker.model.vocabulary import Visibility
from tracker.settings import Settings
from tracker.ui.pages import PAGES, WORK
from tracker.web.api import DOCUMENTS
from tracker.words import LANGUAGES

OPEN = [known.name for known in PAGES if known.menu != WORK]
CLOSED = [known.name for known in PAGES if known.menu == WORK]
FIRST = "AH-00001-B"
SECONDS_TO_START = 60
BUTTONS = "[data-testid=stDownloadButton] button:visible"


@dataclass
class PublicView:
    """The running public view of an installation: its address, its processes, and the secrets of the database behind it."""

    url: str
    settings: Settings
    parent: int
    secrets: list[str]
    internal: list[str] = field(default_factory=list)

    def ask(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, str]:
        """Status, body and headers of an answer."""
        data = b"x" if method in ("POST", "PUT") else None
        try:
            with urlopen(
                Request(f"{self.url}{path}", method=method, data=data, headers=headers or {}), timeout=30
            ) as told:
                return told.status, told.read(), str(told.headers)
        except HTTPError as refused:
            return refused.code, refused.read(), str(refused.headers)

    def revision(self) -> int:
        """The revision it shows; 0 while it does not answer."""
        try:
            return int(json.loads(self.ask("/readyz")[1])["revision"])
        except (URLError, ConnectionError, TimeoutError, KeyError):
            return 0

    def wait_for(self, revision: int) -> None:
        """Until it shows this revision or a later one."""
        for _ in range(SECONDS_TO_START * 5):
            if self.revision() >= revision:
                return
            time.sleep(0.2)
        pytest.fail(f"the public view does not show revision {revision}")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PublicView]:
    """Six public commitments and two internal ones, a secret in every internal field, served on all addresses."""
    folder = tmp_path_factory.mktemp("public-view")
    settings = Settings(data_dir=folder / "var", database_url=None, language="en")
    desk = Desk.open(settings)
    load(desk, folder / "plan.xlsx", TABLE, publish=True)
    public = codes(desk)
    load(desk, folder / "later.xlsx", LATER, publish=False)
    internal = sorted(codes(desk) - public)
    revision = desk.revision()
    desk.close()
    secrets = canaries.plant(settings.data_dir / "ahd.db")
    log = folder / "server.log"
    with started(settings, log) as (process, url):
        serving = PublicView(url, settings, process.pid, secrets, internal)
        serving.wait_for(revision)
        yield serving
    assert serving.revision() == 0, "the server outlives the command that started it"
    assert canaries.MARK.encode() not in log.read_bytes()


@contextmanager
def started(settings: Settings, log: Path) -> Iterator[tuple["subprocess.Popen[bytes]", str]]:
    """The program that serves the public, as a person starts it, and its address; told to end afterwards."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["serve", "--public", "--host", "0.0.0.0", "--port", str(port)]
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-c", "from tracker.cli import main; main()", *words],
            env=environment(settings.data_dir) | {"AHD_PUBLIC_REFRESH_SECONDS": "0.5"},
            stdout=told,
            stderr=told,
        )
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def load(desk: Desk, path: Path, table: str, *, publish: bool) -> None:
    path.write_bytes(book(table, STAMP))
    apply(desk, EDITOR, plan(desk, EDITOR, path, LoadOptions(publish=publish)))


def codes(desk: Desk) -> set[str]:
    with desk.store.read() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT code FROM commitment")}


def children_of(process: int) -> list[int]:
    """The processes that one started, where the system tells."""
    tasks = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in tasks.read_text().split()] if tasks.is_file() else []


class Listener:
    """Keeps every byte that reaches a browser: answers, what is packed inside them, and frames of the session."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[Response] = []
        self.heard: list[tuple[str, bytes]] = []
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("websocket", self._session)

    def _session(self, session: WebSocket) -> None:
        session.on("framereceived", lambda frame: self.hear("a frame", as_bytes(frame)))

    def hear(self, what: str, content: bytes) -> None:
        self.heard.append((what, content))
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                self.heard += [(f"{what}/{part}", packed.read(part)) for part in packed.namelist()]

    def open(self, url: str, until: str = ".ahd-foot") -> Page:
        """Go to an address and wait until the page is drawn to its foot, or has shown what is looked for."""
        self.page.goto(url)
        self.page.wait_for_selector(until, timeout=60_000)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        self.page.wait_for_timeout(300)
        for answer in self.answers:
            is_download = "attachment" in answer.headers.get("content-disposition", "")  # heard as a file
            if answer.ok and "/static/" not in answer.url and not is_download:
                self.hear(answer.url, answer.body())
        self.answers.clear()
        return self.page

    def with_secrets(self) -> set[str]:
        return {what for what, content in self.heard if canaries.MARK.encode() in content}


def as_bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.fixture
def listener(browser: Browser) -> Iterator[Callable[[str], Listener]]:
    """Opens a browser in a language, with an ear on all that it gets."""
    contexts = []

    def arrive(language: str) -> Listener:
        contexts.append(browser.new_context(locale=language, viewport={"width": 1366, "height": 900}))
        return Listener(contexts[-1].new_page())

    yield arrive
    for context in contexts:
        context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_secret_reaches_a_browser_on_any_page(
    view: PublicView, listener: Callable[[str], Listener], language: str
) -> None:
    ear = listener(language)
    for name in (*OPEN, *CLOSED):
        ear.open(f"{view.url}/{name}?lang={language}" + (f"&code={FIRST}" if name == "commitment" else ""))
    assert len(view.secrets) > 150
    assert ear.with_secrets() == set()
    frames = b"".join(content for what, content in ear.heard if what == "a frame")
    assert "Отремонтировать дорогу".encode() in frames  # what is public was heard: the ear is not deaf


def test_no_secret_is_in_what_the_public_takes_away(
    view: PublicView, listener: Callable[[str], Listener]
) -> None:
    ear = listener("ru")
    for path in ("data", "commitments?show=table"):
        count = ear.open(f"{view.url}/{path}").locator(BUTTONS).count()
        for number in range(count):
            page = ear.open(f"{view.url}/{path}")  # Chromium lets a page give no more than ten files
            with page.expect_download() as taking:
                page.locator(BUTTONS).nth(number).click()
            ear.hear(f"{path}: {taking.value.suggested_filename}", Path(taking.value.path()).read_bytes())
    files = [what for what, _content in ear.heard if ": " in what]
    assert {name.rsplit(".", 1)[-1] for name in files if "/" not in name} == {"xlsx", "csv", "json", "ics"}
    assert ear.with_secrets() == set()
    assert any("Отремонтировать".encode() in content for what, content in ear.heard if what in files)


def test_no_secret_is_in_what_programs_and_other_sites_get(view: PublicView) -> None:
    paths = [f"/api/{name}" for name in DOCUMENTS] + [
        f"/embed/{chart}.{kind}" for chart in CHARTS for kind in ("svg", "html")
    ]
    paths += [
        "/present",
        "/",
        "/healthz",
        "/readyz",
        "/api/v1/rates.json?by=official",
    ]
    answers = {path: view.ask(path) for path in paths}
    assert {path for path, (status, _body, _head) in answers.items() if status != 200} == set()
    told = {path: body + head.encode() for path, (_status, body, head) in answers.items()}
    assert {path for path, content in told.items() if canaries.MARK.encode() in content} == set()
    assert json.loads(answers["/api/v1/rates.json"][1])["total"]["population"] == 6
    for asked in ("by=partner", "partner=none"):  # who follows which commitment is told nowhere
        status, body, _head = view.ask(f"/api/v1/rates.json?{asked}")
        assert status == 400 and canaries.MARK.encode() not in body


def test_no_secret_is_in_what_is_handed_to_others_in_files(view: PublicView, tmp_path: Path) -> None:
    """Briefs in every format and the calendar, made by an editor on the database that holds the secrets."""
    desk = Desk.open(view.settings)
    brief = build(desk, EDITOR, Wanted(View(), "ru"))
    heard: dict[str, bytes] = {name: made(brief, name, desk.settings) for name in FORMATS}
    heard["ics"] = calendar.write(desk, PUBLIC, View(), language="ru")
    desk.close()
    (tmp_path / "brief.pdf").write_bytes(heard["pdf"])
    heard["pdf"] = words_of(tmp_path / "brief.pdf").encode() + heard["pdf"]
    for name, content in list(heard.items()):
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                heard[name] = b"".join(packed.read(part) for part in packed.namelist())
    assert {name for name, content in heard.items() if canaries.MARK.encode() in content} == set()
    assert all("Отремонтировать".encode() in heard[name] for name in ("pptx", "docx", "pdf", "xlsx"))


@pytest.mark.parametrize("name", CLOSED)
def test_a_page_on_which_people_work_says_a_sentence_and_offers_nothing(
    view: PublicView, listener: Callable[[str], Listener], name: str
) -> None:
    page = listener("en").open(f"{view.url}/{name}?lang=en")
    assert "This page is for the people who keep these records." in page.inner_text("body")
    assert (
        page.locator("input[type=file], [data-testid=stException], [data-testid=stDownloadButton]").count()
        == 0
    )
    links = page.locator(".stPageLink a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert links and [link for link in links for closed in CLOSED if f"{closed}?" in link] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent(view: PublicView, method: str) -> None:
    for path in ("/_stcore/upload_file/a/b", "/", "/api/v1/rates.json"):
        assert view.ask(path, method)[0] == 403


def test_nothing_of_the_inside_is_told(view: PublicView) -> None:
    assert view.ask("/_stcore/metrics")[0] == 404
    refused = [
        view.ask(path)
        for path in ("/api/v1/nothing.json", "/api/v1/rates.json?on=x", "/embed/nothing.svg", "/media/x")
    ]
    assert [status for status, _body, _head in refused] == [404, 400, 404, 404]
    for _status, body, _head in refused:
        assert b"Traceback" not in body and b"/tracker" not in body and b"ahd.db" not in body


def test_any_name_is_answered_since_there_is_nothing_to_rebind_to(view: PublicView) -> None:
    assert view.ask("/readyz", headers={"Host": "ahd.example"})[0] == 200


def test_the_process_that_strangers_reach_has_only_the_copy(view: PublicView) -> None:
    """On Linux the files a process holds and its environment can be read from outside."""
    children = children_of(view.parent)
    for child in children:
        held = [str(one.readlink()) for one in Path(f"/proc/{child}/fd").iterdir() if one.is_symlink()]
        assert [name for name in held if "ahd.db" in name] == []
        told = Path(f"/proc/{child}/environ").read_bytes()
        assert f"AHD_PUBLIC_COPY={public_view.copy_of(view.settings)}".encode() in told
        assert f"AHD_DATA_DIR={view.settings.data_dir}\0".encode() not in told
    assert len(children) == 1 or not sys.platform.startswith("linux")


def test_what_is_published_later_is_shown_and_what_is_taken_back_is_gone(
    view: PublicView, listener: Callable[[str], Listener]
) -> None:
    code = view.internal[0]
    for wanted, shown in ((Visibility.PUBLIC, True), (Visibility.INTERNAL, False)):
        desk = Desk.open(view.settings)
        visibility(desk, EDITOR, [code], wanted)
        revision = desk.revision()
        desk.close()
        view.wait_for(revision)
        page = listener("en").open(f"{view.url}/commitment?code={code}&lang=en", until="h1")
        assert (f"{code} · " in page.inner_text("body")) is shown


def test_the_server_ends_when_what_keeps_its_copy_up_was_killed(tmp_path: Path) -> None:
    """Left alone it would go on for months with a copy that nobody brings up to date, on a port that is taken."""
    settings = Settings(data_dir=tmp_path / "var", database_url=None, language="en")
    with started(settings, tmp_path / "server.log") as (process, url):
        serving = PublicView(url, settings, process.pid, [])
        serving.wait_for(1)
        servers = children_of(process.pid)
        process.kill()
        process.wait(timeout=30)
        for _ in range(SECONDS_TO_START * 5):
            if serving.revision() == 0:
                return
            time.sleep(0.2)
    for server in servers:
        os.kill(server, signal.SIGKILL)
    pytest.fail("the server outlives the program that started it, which was killed")

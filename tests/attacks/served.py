"""An office with accounts, served as it would be, and what somebody in front of it can send without a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.browser.conftest import serving
from tests.store.test_public import LATER, STAMP, TABLE
from tests.ui.test_load import book
from tracker.desk import EDITOR, Desk, accounts, look
from tracker.desk.asking import PROGRAM
from tracker.desk.load import LoadOptions, apply, plan
from tracker.desk.registers.edit import PartnerGiven, save_partner
from tracker.settings import Settings
from tracker.web.doors import COOKIE

PASSWORD = "пять тихих рек"
PEOPLE = {"admin": "Адиба", "editor": "Фаррух", "partner": "Нигора", "leaver": "Лола"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    headers: dict[str, str]
    cookies: list[str]


@dataclass(frozen=True)
class Office:
    """A served installation in which everybody signs in."""

    url: str
    settings: Settings

    @property
    def netloc(self) -> str:
        return urlsplit(self.url).netloc

    def ask(
        self,
        path: str,
        method: str = "GET",
        *,
        cookie: str = "",
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Answer:
        """One request, of which no redirect is followed."""
        connection = HTTPConnection(self.netloc, timeout=60)
        sent = {"Accept": "text/html", **({"Cookie": cookie} if cookie else {}), **(headers or {})}
        try:
            connection.request(method, path, body=body, headers=sent)
            told = connection.getresponse()
            cookies = told.headers.get_all("set-cookie") or []
            return Answer(told.status, told.read(), {k.lower(): v for k, v in told.headers.items()}, cookies)
        finally:
            connection.close()

    def try_to_sign_in(
        self, login: str, password: str = PASSWORD, *, address: str = "", **headers: str
    ) -> Answer:
        """Fill in the form as a browser does. `address` is where a proxy on this machine says that it comes from."""
        form = self.ask("/login")
        [word] = re.findall(rb'name="form" value="([^"]+)"', form.body)
        given = {"form": word.decode(), "login": login, "password": password}
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.url, **headers}
        if address:
            sent["X-Forwarded-For"] = address
        held = form.cookies[0].partition(";")[0]
        return self.ask("/login", "POST", cookie=held, headers=sent, body=urlencode(given).encode())

    def sign_in(self, login: str) -> str:
        """The cookie of somebody who has signed in."""
        answer = self.try_to_sign_in(login)
        assert answer.status == 303, answer.body.decode()
        [cookie] = [one.partition(";")[0] for one in answer.cookies if one.startswith(f"{COOKIE}=")]
        return cookie

    @contextmanager
    def session(
        self, cookie: str = "", *, resume: str = "", origin: str | None = None, **headers: str
    ) -> Iterator[ClientConnection | None]:
        """A session of Streamlit; None where it is refused."""
        words = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER")] + (
            [Subprotocol(resume)] if resume else []
        )
        sent = {**({"Cookie": cookie} if cookie else {}), **headers}
        try:
            with connect(
                f"ws://{self.netloc}/_stcore/stream",
                additional_headers=sent,
                subprotocols=words,
                origin=self.url if origin is None else origin,  # type: ignore[arg-type]
                open_timeout=60,
                max_size=None,
                proxy=None,
            ) as opened:
                yield opened
        except (InvalidStatus, ConnectionClosed, ConnectionError):
            with suppress(RuntimeError):
                yield None

    def see(self, opened: ClientConnection, page: str = "") -> tuple[str, bytes]:
        """Draw a page; gives the id of the session of Streamlit, and all bytes that came of the last time it was drawn."""
        message = BackMsg()
        message.rerun_script.query_string = "lang=en"
        message.rerun_script.page_name = page
        self._quiet(opened)
        opened.send(message.SerializeToString())
        session, heard, done = "", b"", False
        while True:
            try:
                raw = opened.recv(timeout=1 if done else 120)
            except TimeoutError:
                return session, heard
            assert isinstance(raw, bytes)
            told = ForwardMsg()
            told.ParseFromString(raw)
            if told.WhichOneof("type") == "new_session":  # a page may be drawn twice, the second time in full
                session, heard = told.new_session.initialize.session_id, b""
            heard += raw
            done = told.WhichOneof("type") in ("script_finished", "session_status_changed") or done

    def _quiet(self, opened: ClientConnection) -> None:
        """Until nothing more comes of what was asked before."""
        with suppress(TimeoutError):
            while True:
                opened.recv(timeout=0.5)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The same installation, opened by another process than the one that serves."""
        opened = Desk.open(self.settings)
        try:
            yield opened
        finally:
            opened.close()

    def enter(self, page: Page, login: str, path: str = "/") -> Page:
        """Sign in with a browser and wait until the page is drawn."""
        page.goto(f"{self.url}{path}")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("button[type=submit]")
        return self.drawn(page)

    def drawn(self, page: Page, until: str = ".ahd-foot") -> Page:
        """Wait until the page stands still."""
        page.wait_for_selector(until, timeout=90_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=90_000)
        return page


def furnish(folder: Path) -> Settings:
    """Six public commitments, two internal ones of which one is a partner's, and four people."""
    settings = Settings(data_dir=folder / "var", database_url=None, language="en")
    desk = Desk.open(settings)
    save_partner(desk, PROGRAM, PartnerGiven({"ru": "Умед"}))
    for name, table, publish in (("plan.xlsx", TABLE, True), ("later.xlsx", LATER, False)):
        path = folder / name
        path.write_bytes(book(table, STAMP))
        apply(desk, EDITOR, plan(desk, EDITOR, path, LoadOptions(publish=publish)))
    roles = {"admin": "administrator", "partner": "partner"}
    for login, name in PEOPLE.items():
        role = roles.get(login, "editor")
        partner = next(iter(look.names(desk, EDITOR).partners)) if role == "partner" else None
        accounts.add(desk, PROGRAM, login=login, name=name, role=role, partner=partner, password=PASSWORD)
    desk.close()
    return settings


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office, served once for all attacks of a worker."""
    settings = furnish(tmp_path_factory.mktemp("office"))
    with serving(settings.data_dir) as started:
        yield Office(started.url, settings)

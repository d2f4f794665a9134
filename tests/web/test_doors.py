"""Who is let in to what: strangers, people who have signed in, the one machine of a desk without accounts, the public."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.desk.accounts.conftest import *  # noqa: F403  # the people who may sign in
from tests.desk.accounts.conftest import PASSWORD, Clock
from tracker.desk import PUBLIC, Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.web.doors import COOKIE, HEADER, Doors, cookie_name, is_secure, local_path, signed_in

HTML = {"accept": "text/html"}
PAGES = ("/", "/commitments", "/accounts", "/present")
MACHINES = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/abc.csv",
    "/component/x",
    "/anything.json",
    "/favicon.png",
)
WAYS_IN = (
    "/login",
    "/invitation",
    "/healthz",
    "/readyz",
    "/oidc/start",
    "/embed/fonts.css",
    "/api/v1/rates.json",
)
OWNERS: dict[str, str] = {}
Open = Callable[..., TestClient]


@pytest.fixture
def behind(desk: Desk) -> Iterator[Open]:
    """A client of the doors, behind which stands an app that tells what it was told."""

    async def inside(request: Request) -> JSONResponse:
        asker = signed_in(request)
        told = {"told": request.headers.getlist(HEADER), "who": asker.name if asker else None}
        return JSONResponse(told)

    async def session(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_json({"told": socket.headers.getlist(HEADER)})
        await socket.close()

    def open_(
        client: str = "127.0.0.1", host: str = "localhost:8501", scheme: str = "http", **more: Any
    ) -> TestClient:
        app = Starlette(
            routes=[
                WebSocketRoute("/_stcore/stream", session),
                Route("/{path:path}", inside, methods=["GET", "PUT", "POST"]),
            ],
            middleware=[Middleware(Doors, desk=lambda: more.get("desk", desk), owner_of=OWNERS.get)],
        )
        return TestClient(app, base_url=f"{scheme}://{host}", client=(client, 5000), follow_redirects=False)

    OWNERS.clear()
    yield open_


def word(desk: Desk, login: str = "admin") -> str:
    return accounts.enter(desk, PUBLIC, login=login, password=PASSWORD, address=None).word


def listened(client: TestClient, **headers: str) -> Any:
    address = f"ws://{client.base_url.netloc.decode()}/_stcore/stream"
    with client.websocket_connect(address, headers=headers) as socket:
        return socket.receive_json()["told"]


def test_a_desk_without_accounts_serves_its_own_machine(behind: Open) -> None:
    assert behind().get("/").json() == {"told": [], "who": None}
    assert listened(behind()) == []


@pytest.mark.parametrize(
    ("client", "host"), [("192.0.2.7", "localhost"), ("127.0.0.1", "ahd.example"), ("", "localhost")]
)
@pytest.mark.parametrize("path", ["/", "/login", "/api/v1/rates.json", "/media/x"])
def test_and_nobody_else_and_under_no_other_name(behind: Open, client: str, host: str, path: str) -> None:
    assert behind(client, host).get(path, headers=HTML).status_code == 403
    with pytest.raises(WebSocketDisconnect):
        listened(behind(client, host))


@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"])
def test_nor_through_a_server_in_front(behind: Open, name: str) -> None:
    assert behind().get("/", headers={name: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_led_to_the_way_in_and_back_again(behind: Open, people: Any, path: str) -> None:
    answer = behind().get(f"{path}?lang=tg&code=a%26b", headers=HTML)
    assert answer.status_code == 303 and answer.content == b""
    target = answer.headers["location"]
    assert target.startswith("/login?next=")
    assert parse_qs(urlsplit(target).query)["next"] == [f"{path}?lang=tg&code=a%26b"]


@pytest.mark.parametrize("path", [*PAGES, *MACHINES])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_stranger_gets_nothing_else(behind: Open, people: Any, path: str, method: str) -> None:
    answer = behind().request(method, path, headers={"accept": "*/*"})
    assert answer.status_code == 401
    assert "told" not in answer.text


def test_a_stranger_opens_no_session(behind: Open, people: Any) -> None:
    with pytest.raises(WebSocketDisconnect):
        listened(behind())


@pytest.mark.parametrize("path", WAYS_IN)
def test_the_ways_in_stand_open(behind: Open, people: Any, path: str) -> None:
    assert behind().get(path).json() == {"told": [], "who": None}


@pytest.mark.parametrize(
    "path",
    ["/static/../media/abc", "/embed/../media/abc", "/login/", "/login/x", "//login", "/LOGIN", "/static"],
)
def test_what_only_looks_like_a_way_in_is_shut(behind: Open, people: Any, path: str) -> None:
    answer = behind().get(path.replace("..", "%2e%2e"))
    assert answer.status_code == 401


def test_what_ships_is_served_without_a_look_at_the_database(behind: Open, people: Any, desk: Desk) -> None:
    desk.close()
    assert behind().get("/static/js/index.js").status_code == 200


def test_who_has_signed_in_is_told_to_the_pages(behind: Open, people: Any, desk: Desk) -> None:
    held = word(desk)
    client = behind()
    client.cookies.set(COOKIE, held)
    assert client.get("/").json() == {"told": [accounts.key_of(held)], "who": "Адиба"}
    assert listened(client) == [accounts.key_of(held)]


@pytest.mark.parametrize("held", ["", "x", "a" * 500, "кириллица", '"', "%00"])
def test_a_cookie_that_nobody_gave_out_opens_nothing(behind: Open, people: Any, held: str) -> None:
    answer = behind().get("/", headers={"cookie": f"{COOKIE}={held}".encode()})
    assert answer.status_code == 401


def test_what_the_database_knows_of_a_session_opens_nothing(behind: Open, people: Any, desk: Desk) -> None:
    client = behind()
    client.cookies.set(COOKIE, accounts.key_of(word(desk)))
    assert client.get("/").status_code == 401


@pytest.mark.parametrize("name", [HEADER, HEADER.upper(), "X-Ahd-Session"])
def test_nobody_outside_says_who_they_are(behind: Open, people: Any, desk: Desk, name: str) -> None:
    admin, partner = accounts.key_of(word(desk)), word(desk, "partner")
    for path in ("/", "/login"):
        answer = behind().get(path, headers={name: admin})
        assert answer.status_code == 401 or answer.json() == {"told": [], "who": None}
    client = behind()
    client.cookies.set(COOKIE, partner)
    told = client.get("/", headers=[(name, admin), (name, admin)]).json()
    assert told == {"told": [accounts.key_of(partner)], "who": "Нигора"}
    assert listened(client, **{name: admin}) == [accounts.key_of(partner)]


def test_a_revoked_session_opens_nothing_from_the_next_request_on(
    behind: Open, people: dict[str, int], desk: Desk, clock: Clock
) -> None:
    client = behind()
    client.cookies.set(COOKIE, word(desk, "partner"))
    assert client.get("/").status_code == 200
    accounts.disable(desk, PROGRAM, people["partner"])
    assert client.get("/").status_code == 401


def test_a_file_goes_only_into_a_session_of_ones_own(behind: Open, people: Any, desk: Desk) -> None:
    mine, other = word(desk, "partner"), word(desk)
    OWNERS.update(own=accounts.key_of(mine), others=accounts.key_of(other))
    client = behind()
    client.cookies.set(COOKIE, mine)
    puts = [
        client.put(f"/_stcore/upload_file/{session}/f").status_code
        for session in ("own", "others", "unknown", "")
    ]
    assert puts == [200, 403, 403, 403]


def test_over_https_only_a_cookie_that_came_over_https_counts(behind: Open, people: Any, desk: Desk) -> None:
    held = word(desk)
    client = behind(scheme="https")
    for name, status in ((COOKIE, 401), (f"__Host-{COOKIE}", 200)):
        assert client.get("/", headers={"cookie": f"{name}={held}"}).status_code == status


def test_a_failing_database_lets_nobody_in(
    behind: Open, people: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = behind()
    client.cookies.set(COOKIE, word(desk))
    monkeypatch.setattr(accounts, "asker_of", lambda *_: 1 / 0)
    assert client.get("/").status_code == 503


def test_a_public_copy_answers_everybody_and_tells_the_pages_nothing(
    behind: Open, people: Any, desk: Desk
) -> None:
    class Copy:
        public = True

    told = behind("192.0.2.7", "ahd.example", desk=Copy()).get("/", headers={HEADER: "x"}).json()
    assert told == {"told": [], "who": None}


@pytest.mark.parametrize(
    ("scheme", "host", "site", "secure"),
    [
        ("http", "ahd.example", "https://ahd.example", True),
        ("http", "other.example", "https://ahd.example", False),
        ("http", "ahd.example", "http://ahd.example", False),
        ("http", "ahd.example", None, False),
        ("wss", "ahd.example", None, True),
    ],
)
def test_https_is_known_by_the_server_its_proxy_or_the_settings(
    scheme: str, host: str, site: str | None, secure: bool
) -> None:
    scope = {"type": "http", "scheme": scheme, "headers": [(b"host", host.encode())]}
    assert is_secure(scope, site) is secure
    assert cookie_name("x", secure) == ("__Host-x" if secure else "x")


@pytest.mark.parametrize("path", ["/", "/commitments?lang=tg&code=x", "/load"])
def test_after_signing_in_one_goes_on(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/ x",
        "/\n",
        "javascript:alert(1)",
        "evil",
        "/login",
        "///evil.example",
    ],
)
def test_but_never_to_another_site(path: str | None) -> None:
    assert local_path(path) == "/"

"""What no page of ours asks for is turned away before it reaches Streamlit."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web.guard import Guard

ALLOWED = ("localhost", "127.0.0.1", "[::1]")
EVERY = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def client(*allowed: str, reads_only: bool = False) -> TestClient:
    async def inside(_request: object) -> PlainTextResponse:
        return PlainTextResponse("inside")

    app = Starlette(
        routes=[Route("/{path:path}", inside, methods=EVERY)],
        middleware=[Middleware(Guard, allowed=allowed or ALLOWED, reads_only=reads_only)],
    )
    return TestClient(app, base_url="http://localhost:8501")


@pytest.mark.parametrize("host", ["localhost:8501", "LOCALHOST", "127.0.0.1:8501", "[::1]:8501", "127.0.0.1"])
def test_this_machine_answers_to_its_own_names(host: str) -> None:
    assert client().get("/healthz", headers={"host": host}).text == "inside"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8501",
        "localhost.evil.example",
        "127.0.0.1.nip.example",
        "",
        "[",
        "a@localhost.evil",
    ],
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/media/abc.csv", "/_stcore/upload_file/a/b"])
def test_a_name_rebound_to_this_machine_opens_nothing(host: str, path: str) -> None:
    answer = client().get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "inside" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://localhost:8502", "http://localhost:8501.evil.example", "null"]
)
def test_another_site_changes_nothing(method: str, origin: str) -> None:
    answer = client().request(method, "/_stcore/upload_file/a/b", headers={"origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", [{}, {"origin": "http://localhost:8501"}])
def test_our_own_pages_send_files(origin: dict[str, str]) -> None:
    assert client().put("/_stcore/upload_file/a/b", headers=origin).text == "inside"


def test_reading_from_another_site_is_left_to_the_browser() -> None:
    assert client().get("/healthz", headers={"origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/st-metrics", "/any/_stcore/metrics"]
)
def test_metrics_are_not_there(path: str) -> None:
    assert client().get(path).status_code == 404


def test_an_installation_may_serve_any_name_when_it_says_so() -> None:
    assert client("*").get("/", headers={"host": "ahd.example"}).text == "inside"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b", "/api/v1/rates.json"])
def test_to_the_public_view_nothing_is_sent(method: str, path: str) -> None:
    answer = client("*", reads_only=True).request(method, path, headers={"origin": "http://localhost:8501"})
    assert answer.status_code == 403
    assert client("*", reads_only=True).get("/").text == "inside"


def test_the_door_for_files_is_shut_to_the_public_whoever_knocks() -> None:
    assert client("*", reads_only=True).options("/_stcore/upload_file/a/b").status_code == 403

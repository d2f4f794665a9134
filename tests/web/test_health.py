"""Routes beside the pages: health, and the front page by its name."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from tracker.desk import Desk
from tracker.web.health import health
from tracker.web.home import home


def test_a_sound_installation_says_its_revision(desk: Desk) -> None:
    answer = TestClient(Starlette(routes=[health(desk.revision)])).get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "revision": desk.revision()}
    assert answer.headers["cache-control"] == "no-store"


def test_an_installation_whose_database_does_not_answer_says_so_and_no_more() -> None:
    def broken() -> int:
        raise OSError("/secret/path/ahd.db is gone")

    answer = TestClient(Starlette(routes=[health(broken)])).get("/healthz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_the_front_page_is_found_by_its_name_with_the_view_it_was_asked_for() -> None:
    client = TestClient(Starlette(routes=[home("overview")]), follow_redirects=False)
    assert client.get("/overview?lang=tg&agency=mia").headers["location"] == "/?lang=tg&agency=mia"
    assert client.get("/overview").headers["location"] == "/"

"""Routes beside the pages: how the server is, and the front page by its name."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from tracker.desk import Desk
from tracker.desk.condition import NotThisShape, ready_revision
from tracker.web.health import alive, ready
from tracker.web.home import home


def test_a_process_that_answers_is_alive_and_says_nothing_else() -> None:
    answer = TestClient(Starlette(routes=[alive()])).get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"


def test_a_sound_installation_is_ready_and_says_its_revision(desk: Desk) -> None:
    answer = TestClient(Starlette(routes=[ready(lambda: ready_revision(desk))])).get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "revision": desk.revision()}
    assert answer.headers["cache-control"] == "no-store"


def test_an_installation_whose_database_does_not_answer_says_so_and_no_more() -> None:
    def broken() -> int:
        raise OSError("/secret/path/ahd.db is gone")

    answer = TestClient(Starlette(routes=[ready(broken)])).get("/readyz")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_a_database_of_another_version_is_not_ready(desk: Desk) -> None:
    with desk.store.engine.connect().execution_options(ahd_write=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = TestClient(Starlette(routes=[ready(lambda: ready_revision(desk))])).get("/readyz")
    assert answer.status_code == 503
    try:
        ready_revision(desk)
    except NotThisShape as error:
        assert error.args == ("0001",)
    else:
        raise AssertionError


def test_the_front_page_is_found_by_its_name_with_the_view_it_was_asked_for() -> None:
    client = TestClient(Starlette(routes=[home("overview")]), follow_redirects=False)
    assert client.get("/overview?lang=tg&agency=mia").headers["location"] == "/?lang=tg&agency=mia"
    assert client.get("/overview").headers["location"] == "/"

"""The look for known weaknesses of packages tells three things apart: none, some, and that nobody could be asked."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.audit import audit

WEAK = "starlette"


@pytest.fixture
def list_of_weaknesses() -> Iterator[HTTPServer]:
    """A list on this machine that knows of one weakness, if it is told to."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            weak = self.server.knows and asked["package"]["name"] == WEAK  # type: ignore[attr-defined]
            affected = [
                {
                    "package": {"name": WEAK, "ecosystem": "PyPI"},
                    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.1"}]}],
                }
            ]
            found = [{"id": "PYSEC-1", "summary": "x", "details": "x", "affected": affected, "aliases": []}]
            body = json.dumps({"vulns": found} if weak else {}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.knows = False  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_weakness_fails_and_is_named(list_of_weaknesses: HTTPServer) -> None:
    url = f"http://127.0.0.1:{list_of_weaknesses.server_port}/v1/query"
    status, said = audit(url=url)
    assert (status, said.split()[0]) == (0, "None")
    list_of_weaknesses.knows = True  # type: ignore[attr-defined]
    status, said = audit(url=url)
    assert status == 1
    assert f"{WEAK} " in said and "PYSEC-1, mended in 99.1" in said


def test_where_nobody_can_be_asked_it_says_so_and_fails_nothing() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        status, said = audit(url=f"http://127.0.0.1:{closed.getsockname()[1]}/")
    assert status == 0
    assert (
        said == "Packages were not looked up for known weaknesses: the list at osv.dev could not be reached."
    )

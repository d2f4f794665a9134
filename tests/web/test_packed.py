"""Bundles are served packed, once they are packed."""

import gzip
import threading
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web.packed import Bundles, PackedBundles

SCRIPT = b"export const pledge = 'kept';\n" * 400


@pytest.fixture
def bundles(tmp_path: Path) -> Bundles:
    source = tmp_path / "shipped"
    (source / "js").mkdir(parents=True)
    (source / "js" / "index.js").write_bytes(SCRIPT)
    (source / "js" / "small.js").write_bytes(b"1")
    (source / "picture.png").write_bytes(b"0" * 5000)
    return Bundles(source, tmp_path / "cache" / "bundles")


@pytest.fixture
def client(bundles: Bundles) -> TestClient:
    async def unpacked(_request: object) -> PlainTextResponse:
        return PlainTextResponse("unpacked")

    app = Starlette(
        routes=[Route("/{path:path}", unpacked)], middleware=[Middleware(PackedBundles, bundles=bundles)]
    )
    return TestClient(app)


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, br", "br", brotli.decompress), ("gzip;q=1.0, deflate", "gzip", gzip.decompress)],
)
def test_a_packed_bundle_is_smaller_and_the_same(
    bundles: Bundles, accepted: str, encoding: str, unpack: object
) -> None:
    bundles.pack()
    found = bundles.find("js/index.js", {part.split(";")[0].strip() for part in accepted.split(",")})
    assert found is not None
    path, used = found
    assert used == encoding
    assert len(path.read_bytes()) < len(SCRIPT) / 4
    assert unpack(path.read_bytes()) == SCRIPT  # type: ignore[operator]


def test_the_browser_gets_what_it_can_unpack(bundles: Bundles, client: TestClient) -> None:
    bundles.pack()
    answer = client.get("/static/js/index.js", headers={"accept-encoding": "gzip"})
    assert answer.content == SCRIPT
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    ["/static/js/small.js", "/static/picture.png", "/static/js/absent.js", "/js/index.js", "/static/../x.js"],
)
def test_everything_else_is_left_to_streamlit(bundles: Bundles, client: TestClient, path: str) -> None:
    bundles.pack()
    assert client.get(path, headers={"accept-encoding": "br, gzip"}).text == "unpacked"


def test_before_it_is_packed_and_without_an_encoding_it_is_served_as_it_is(
    bundles: Bundles, client: TestClient
) -> None:
    assert client.get("/static/js/index.js", headers={"accept-encoding": "br"}).text == "unpacked"
    bundles.pack()
    assert client.get("/static/js/index.js", headers={"accept-encoding": "identity"}).text == "unpacked"


def test_a_path_out_of_the_folder_finds_nothing(bundles: Bundles) -> None:
    bundles.pack()
    assert bundles.find("../../secret.js", {"br"}) is None


def test_two_processes_packing_at_once_leave_whole_files(bundles: Bundles) -> None:
    threads = [threading.Thread(target=bundles.pack) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = sorted(path.name for path in bundles.packed.rglob("*") if path.is_file())
    assert kept == ["index.js.br", "index.js.gzip"]


def test_a_disk_that_can_not_be_written_only_means_that_bundles_stay_unpacked(
    bundles: Bundles, tmp_path: Path, client: TestClient
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    bundles.pack_in_the_background().join()
    assert client.get("/static/js/index.js", headers={"accept-encoding": "br"}).text == "unpacked"

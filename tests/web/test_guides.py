"""The guides' pictures: the very files of the package, kept by the browser, and nothing beside them."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tracker.briefs.guides import GUIDES
from tracker.ui.guides import PICTURES_AT
from tracker.web.guides import PATH, guide_pictures
from tracker.words import LANGUAGES


@pytest.fixture
def pictures() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[guide_pictures()])) as client:
        yield client


def test_every_picture_is_served_as_it_lies_in_the_package(pictures: TestClient) -> None:
    assert PATH == PICTURES_AT
    for guide in GUIDES.values():
        for picture in guide.pictures():
            for language in LANGUAGES:
                answer = pictures.get(f"/{PATH}/{language}/{picture.name}.webp")
                assert answer.status_code == 200
                assert answer.content == picture.file(language).read_bytes()
                assert answer.headers["content-type"] == "image/webp"
                assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["ru/nothing.webp", "xx/load.webp", "ru/..%2fseen.json.webp", "ru/seen.json", "../guide.typ"]
)
def test_nothing_else_is_there(pictures: TestClient, path: str) -> None:
    assert pictures.get(f"/{PATH}/{path}").status_code == 404

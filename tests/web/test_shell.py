"""The HTML page every visit starts with."""

from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.web.headers import SecurityHeaders
from tracker.web.shell import HtmlShell, rewrite
from tracker.words import LANGUAGES

SHELL = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def client() -> TestClient:
    async def page(_request: object) -> HTMLResponse:
        return HTMLResponse(SHELL, headers={"etag": '"streamlit"'})

    async def data(_request: object) -> JSONResponse:
        return JSONResponse({"title": "<title>"})

    app = Starlette(
        routes=[Route("/api", data), Route("/{page:path}", page)],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(HtmlShell, default=lambda: "ru"),
            Middleware(GZipMiddleware, minimum_size=10),
        ],
    )
    return TestClient(app, headers={"accept-language": ""})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_which_language_it_is_in(client: TestClient, language: str) -> None:
    answer = client.get(f"/commitment?code=A-1&lang={language}", headers={"accept-encoding": "gzip"})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["content-language"] == language
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_chosen_language_is_remembered_for_an_address_without_one(client: TestClient) -> None:
    assert '<html lang="ru">' in client.get("/").text
    client.get("/?lang=tg")
    assert '<html lang="tg">' in client.get("/").text


def test_the_browsers_language_counts_where_nothing_was_chosen(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/", headers={"accept-language": "en-GB,ru;q=0.5"}).text


def test_a_language_that_is_not_there_is_neither_shown_nor_remembered(client: TestClient) -> None:
    answer = client.get('/?lang="><script>')
    assert '<html lang="ru">' in answer.text
    assert "<script>" not in answer.text
    client.get("/?lang=de")
    assert client.cookies.get("ahd_language") in (None, "ru")


def test_streamlits_own_title_is_gone_and_ours_is_translated() -> None:
    english, russian = rewrite(SHELL, "en"), rewrite(SHELL, "ru")
    assert "<title>Streamlit</title>" not in english
    assert "<title>Ahd" in english
    assert "<title>Аҳд" in russian
    assert 'name="description"' in english
    assert english.count("<title>") == 1


def test_nothing_inline_is_left_that_the_policy_would_refuse() -> None:
    assert "<script>" not in rewrite(SHELL, "en")
    assert 'type="module"' in rewrite(SHELL, "en")


def test_a_changed_page_is_not_taken_for_the_cached_one(client: TestClient) -> None:
    answer = client.get("/")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


def test_what_is_no_page_passes_through_untouched(client: TestClient) -> None:
    answer = client.get("/api")
    assert answer.json() == {"title": "<title>"}
    assert "content-language" not in answer.headers


def test_every_answer_forbids_what_is_foreign(client: TestClient) -> None:
    policy = client.get("/api").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "img-src 'self' data: blob:" in policy
    assert "http" not in policy
    assert client.get("/").headers["x-content-type-options"] == "nosniff"

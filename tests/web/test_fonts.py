"""Fonts are served cut down, and nothing that a page shows is cut out of them."""

import re
from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tracker.settings import ROOT
from tracker.web.fonts import SMALL, SmallFonts

SHIPPED = Path(streamlit.__file__).parent / "static" / "static" / "media"
HAD = set((ROOT / "tracker" / "web" / "symbols" / "symbols.txt").read_text(encoding="utf-8").split())


def client() -> TestClient:
    async def whole(_request: object) -> PlainTextResponse:
        return PlainTextResponse("whole")

    return TestClient(Starlette(routes=[Route("/{path:path}", whole)], middleware=[Middleware(SmallFonts)]))


def test_each_font_that_streamlit_ships_under_such_a_name_is_served_cut_down() -> None:
    for begins, small in SMALL.items():
        [shipped] = SHIPPED.glob(f"{begins}.*woff2")
        answer = client().get(f"/static/media/{shipped.name}")
        assert answer.content == small.read_bytes()
        assert answer.headers["content-type"] == "font/woff2"
        assert len(answer.content) < shipped.stat().st_size / 5


def test_other_files_and_other_folders_are_served_as_they_are() -> None:
    for path in ("SourceSansVF-Italic.ttf.x.woff2", "SourceSansVF-Upright.ttf.x.ttf", "KaTeX_Main.x.woff2"):
        assert client().get(f"/static/media/{path}").text == "whole"
    assert client().get("/media/MaterialSymbols-Rounded.x.woff2").text == "whole"


def test_a_browser_does_not_keep_them_longer_than_a_day() -> None:
    answer = client().get("/static/media/MaterialSymbols-Rounded.x.woff2")
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert answer.headers["etag"]


def test_every_symbol_that_our_pages_or_streamlits_parts_name_is_there() -> None:
    """Where this fails: `python -m docs.make_fonts` (with fonttools installed) makes the font anew."""
    scripts = [*ROOT.joinpath("tracker").rglob("*.py"), *ROOT.joinpath("pages").glob("*.py")]
    scripts += Path(streamlit.__file__).parent.joinpath("static").rglob("*.js")
    named = {
        name
        for path in scripts
        for name in re.findall(r":material/([a-z0-9_]+):", path.read_text(encoding="utf-8"))
    }
    assert named - HAD <= {"star_filled"}  # which the whole font has not either

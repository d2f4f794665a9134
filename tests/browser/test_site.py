"""The public site in a browser, straight from the disk: nothing leaves it, axe finds nothing, it works without scripts."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from tests.browser.conftest import environment
from tests.browser.test_accessibility import AXE, RULES
from tests.browser.test_letters import fonts_of_tajik
from tracker.settings import ROOT
from tracker.words import LANGUAGES

WIDTHS = (390, 1366, 1920)
PAGES = ("index", "districts", "agencies", "sources", "commitments", "method", "data")
DEEP = ("c/AH-00001-B", "district/rudaki", "agency/mia-district", "list/overdue")


@pytest.fixture(scope="module")
def site(sample_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, made by the command line."""
    folder = tmp_path_factory.mktemp("public") / "site"
    command = [sys.executable, "-c", "from tracker.cli import main; main()", "publish", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(sample_dir), capture_output=True, timeout=300, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder


class Reader:
    """Opens pages of the site and notes whatever it asks for that is not a file of it, and every error."""

    def __init__(self, context: BrowserContext, site: Path) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self.page.on("request", self._note)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url}"))
        self.page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)

    def open(self, path: str) -> Page:
        self.page.goto(f"{self.site.as_uri()}/{path}")
        return self.page

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.site.as_uri(), "data:")):
            self.wrong.append(request.url)


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    arrived = Reader(context, site)
    yield arrived
    assert arrived.wrong == []
    context.close()


def faults(page: Page) -> list[tuple[str, str]]:
    """Rule and element of each fault; from a disk axe can't read style sheets a second time, and need not."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    answer = page.evaluate("options => axe.run(document, options)", options)
    return [(wrong["id"], node["html"][:300]) for wrong in answer["violations"] for node in wrong["nodes"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(reader: Reader, language: str) -> None:
    found: dict[Any, Any] = {}
    for name in (*PAGES, *DEEP):
        page = reader.open(f"{language}/{name}.html")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found[name, width] = f"{wide} pixels wide"
        for details in page.locator("details summary").all():
            details.click()
        if wrong := faults(page):
            found[name] = wrong
    assert found == {}


def test_axe_finds_nothing_on_the_cover(reader: Reader) -> None:
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 900})
        assert faults(reader.open("index.html")) == []


def test_the_search_finds_words_in_any_letters(reader: Reader) -> None:
    page = reader.open("ru/commitments.html")
    page.get_by_role("searchbox").fill("ПРИЕМА граждан")
    page.wait_for_selector("#hits .line")
    assert page.locator("#hits .words").first.inner_text().lower().replace("ё", "е").count("приема") == 1
    assert page.locator("#all").is_hidden()
    page.get_by_role("searchbox").fill("щщщщ")
    page.wait_for_function("document.querySelectorAll('#hits .line').length === 0")
    page.get_by_role("searchbox").fill("AH-00001-B")
    page.wait_for_selector("#hits .line a")
    page.locator("#hits .line a").first.click()
    page.wait_for_url("**/ru/c/AH-00001-B.html")


def test_without_scripts_everything_else_works(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    arrived = Reader(context, site)
    page = arrived.open("index.html")
    page.get_by_role("link", name="Тоҷикӣ").click()
    page.get_by_role("link", name="Уҳдадориҳо", exact=True).first.click()
    assert not page.locator("form.search").is_visible()
    page.locator(".line a").first.click()
    assert page.locator("blockquote").is_visible()
    page.get_by_role("link", name="English").click()
    assert "/en/c/" in page.url
    assert arrived.wrong == []
    context.close()


def test_a_tile_and_a_bar_open_what_is_behind_them(reader: Reader) -> None:
    page = reader.open("en/index.html")
    page.locator(".ahd-tiles a").first.click()
    assert "/en/district/" in page.url
    page.go_back()
    page.locator(".ahd-bars a").first.click()
    assert "/en/agency/" in page.url


def test_the_letters_are_ours_and_no_colour_alone_tells(reader: Reader) -> None:
    page = reader.open("tg/index.html")
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
    )
    assert loaded == 2
    assert fonts_of_tajik(page) <= {"Ahd Sans", "Ahd Serif"}
    assert page.locator(".key li").count() == 4


def test_it_prints_on_a4(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.as_uri()}/ru/index.html")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    context.close()
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    # 210 × 297 mm at 72 points to an inch: 595 × 842
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(595, 842)}
    assert 2 <= len(boxes) <= 5

"""20 · HTML, markdown, formulas and tracking pixels in every text field, in a real browser whose policy is switched off: on
every page, in every hover, frame, screen and page of the site they are words, and nothing calls the listener."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.datastructures import URL

from tests.attacks.strangers import Ear
from tests.browser.conftest import Server
from tracker.briefs.site import publish
from tracker.desk import Desk
from tracker.figures.gallery import CHARTS
from tracker.settings import Settings
from tracker.ui.pages import PAGES

CODES = [f"AH-{number:05d}-{'ABCDEFGHJKLM'[number]}" for number in range(1, 12)]
# What the hostile words would make of themselves: emphasised, coloured, enlarged, struck out, clickable, a heading.
MADE = (
    "ЖИРНО",
    "ВЫШЕ",
    "ССЫЛКА",
    "ТОЛСТО",
    "КОД",
    "ПЕРЕЧЁРКНУТО",
    "КРАСНО",
    "ЗНАК",
    "МЕЛКО",
    "ЛИШНЕЕ",
    "ОГРОМНО",
    "ЗАГОЛОВОК",
)
# An element that holds nothing but such a word was made of markup; words as they were typed stand among their signs.
FOUND = """
words => [...document.querySelectorAll('body *')]
    .filter(one => words.includes((one.textContent || '').trim()) || /^(IFRAME|OBJECT|EMBED|VIDEO|BASE)$/.test(one.tagName))
    .map(one => one.outerHTML.slice(0, 200))
"""
FOREIGN = """
address => [...document.querySelectorAll('[src], [href], [srcset], [data], [action], [background]')]
    .filter(one => ['src', 'srcset', 'data', 'background', 'action'].some(name => (one.getAttribute(name) || '').includes(address))
        || /^(IMAGE|LINK|USE)$/i.test(one.tagName) && (one.getAttribute('href') || '').includes(address)
        || (one.getAttribute('href') || '').startsWith('javascript:'))
    .map(one => one.outerHTML.slice(0, 200))
"""


class Watcher:
    """A page whose policy is switched off, that notes each request to the listener and each window that opens."""

    def __init__(self, browser: Browser, ear: Ear) -> None:
        self.context = browser.new_context(
            bypass_csp=True, locale="ru-RU", viewport={"width": 1366, "height": 2400}
        )
        self.page: Page = self.context.new_page()
        self.ear = ear
        self.called: list[str] = []
        self.page.on(
            "request", lambda one: self.called.append(one.url) if one.url.startswith(ear.address) else None
        )
        self.page.on("dialog", lambda dialog: self.called.append(dialog.message))

    def look(self, where: str) -> None:
        """Nothing on the page that is drawn was made of words, and nothing of it calls."""
        assert self.page.evaluate(FOUND, list(MADE)) == [], where
        assert self.page.evaluate(FOREIGN, self.ear.address) == [], where
        assert self.page.evaluate("window.taken") is None, where
        assert self.called == [] and self.ear.calls == [], where


@pytest.fixture
def watcher(browser: Browser, ear: Ear) -> Iterator[Watcher]:
    arrived = Watcher(browser, ear)
    yield arrived
    arrived.context.close()


def drawn(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(".ahd-foot, h1, h2", state="attached", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_timeout(300)


ADDRESSES = [
    *(known.name for known in PAGES if known.name != "commitment"),
    *(f"commitment?code={code}" for code in CODES[::6]),
    "commitments?show=table", "agencies?agency=mia-district", "districts?district=rudaki",
    "overview?topic=strange-topic", "commitments?q=<b>ЖИРНО</b>",
]  # fmt: skip


def test_on_every_page_words_are_words(watcher: Watcher, hostile_server: Server) -> None:
    seen = ""
    for address in ADDRESSES:
        where = URL(f"{hostile_server.url}/{address}").include_query_params(lang="ru")
        drawn(watcher.page, str(where))
        assert watcher.page.locator("[data-testid=stException]").count() == 0, address
        for opening in watcher.page.locator("[data-testid=stExpander] summary:visible").all()[:3]:
            opening.click()
        for mark in watcher.page.locator(".js-plotly-plot .points path").all()[:2]:
            if (box := mark.bounding_box()) and box["width"] > 1:
                watcher.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
                watcher.page.wait_for_timeout(80)
                watcher.look(f"{address}, hover")
        watcher.look(address)
        seen += watcher.page.inner_text("body")
    for shown in ("<b style=", "**ТОЛСТО**", ":red[КРАСНО]", "$$x^2$$", "<script>window.taken"):
        assert shown in seen, f"{shown} is nowhere: the words did not reach a page"


def test_in_frames_for_other_sites_and_on_the_projector(watcher: Watcher, hostile_server: Server) -> None:
    for path in (*(f"embed/{name}.{kind}" for name in CHARTS for kind in ("html", "svg")), "present"):
        answer = watcher.page.goto(f"{hostile_server.url}/{path}?lang=ru")
        assert answer is not None and answer.ok, path
        watcher.page.wait_for_timeout(50)
        watcher.look(path)


def test_on_the_public_site_from_the_disk(watcher: Watcher, hostile_dir: Path, tmp_path: Path) -> None:
    desk = Desk.open(Settings(data_dir=hostile_dir, database_url=None, language="ru"))
    publish(desk, tmp_path / "site")
    desk.close()
    pages = [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*.html")]
    policies = [
        (tmp_path / "site" / name).read_text(encoding="utf-8").count("Content-Security-Policy")
        for name in pages
    ]
    assert set(policies) == {1}
    for name in [one for one in pages if one.startswith("ru/") and "/c/" not in one] + [
        f"ru/c/{code}.html" for code in CODES
    ]:
        watcher.page.goto(f"{(tmp_path / 'site').as_uri()}/{name}")
        watcher.look(name)
    watcher.page.goto(f"{(tmp_path / 'site').as_uri()}/ru/commitments.html")
    watcher.page.get_by_role("searchbox").fill("жирно")
    watcher.page.wait_for_selector("#hits .line")
    watcher.look("search")


def test_with_its_policy_a_page_of_the_site_runs_and_loads_nothing_foreign(
    browser: Browser, tmp_path: Path, ear: Ear
) -> None:
    """What would be left if an escape were forgotten: a script, a picture and a form put into a page of the site."""
    desk = Desk.open(Settings(data_dir=tmp_path / "var", database_url=None, language="ru"))
    publish(desk, tmp_path / "site")
    desk.close()
    page = tmp_path / "site/ru/index.html"
    nasty = f'<img src="{ear.address}/i" onerror="window.taken=1"><script>window.taken=1</script><style>@import url({ear.address}/s)</style>'
    page.write_text(page.read_text(encoding="utf-8").replace("<main", f"{nasty}<main", 1), encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.taken") is None and ear.calls == []
    context.close()

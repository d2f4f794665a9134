"""24 · Interrupted in a browser: click away, closed tab, double click, the same file twice, a preview or a form that is old.

Killed programs are in test_killed.py, full disks in test_no_room.py; what a workbook that is old by now does, and a page
that is left while the service writes, in tests/desk.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server, Visitor, serving
from tests.browser.test_load import choose
from tests.ui.test_load import book
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.load import LoadOptions, apply
from tracker.desk.load import plan as load_plan
from tracker.settings import Settings
from tracker.store.check import check

MANY = 1_500
HEADER = "| № | Мероприятие | Срок | Ответственный | Район |"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an installation in which nothing has been recorded."""
    data_dir = tmp_path_factory.mktemp("interrupted") / "var"
    data_dir.mkdir()
    with serving(data_dir) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, served: Server) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    yield Visitor(context, served)
    context.close()


def plan(folder: Path, name: str, count: int) -> Path:
    path = folder / f"{name}.xlsx"
    rows = [f"| {n} | {name} номер {n} | до 01.06.2025 | ОМВД | Рудаки |" for n in range(1, count + 1)]
    path.write_bytes(book("\n".join([HEADER, *rows])))
    return path


def settled(served: Server) -> int:
    """The revision, when nothing has been written for two seconds."""
    before, since = served.revision(), time.monotonic()
    while time.monotonic() - since < 2:
        time.sleep(0.2)
        if (now := served.revision()) != before:
            before, since = now, time.monotonic()
    return before


def whole(served: Server) -> int:
    """How many commitments there are, when everything holds together."""
    desk = Desk.open(Settings(data_dir=served.data_dir, database_url=None, language="en"))
    assert [remark.message("en") for remark in check(desk.store, desk.files) if remark.wrong] == []
    count = int(look.rates(desk, EDITOR, View()).total["population"])
    desk.close()
    return count


def record(page: Page) -> None:
    page.get_by_role("button", name="Record").first.click()


def test_two_previews_of_one_file_and_a_double_click_are_one_load(
    browser: Browser, visitor: Visitor, served: Server, tmp_path: Path
) -> None:
    path, before = plan(tmp_path, "Осветить улицу", 5), served.revision()
    context = browser.new_context(locale="en-GB")
    other = Visitor(context, served)
    first, second = choose(visitor, path), choose(other, path)
    first.get_by_role("button", name="Record 5 new commitments").dblclick()
    expect(first.get_by_text("5 new, 0 changed").first).to_be_visible(timeout=30_000)
    assert settled(served) == before + 1
    record(second)
    other.drawn()
    assert settled(served) == before + 1
    expect(second.get_by_text("Everything in this file is recorded already")).to_be_visible(timeout=30_000)
    context.close()
    assert whole(served) == 5


@pytest.mark.parametrize("leave", ["closes the tab", "clicks away"])
def test_whoever_leaves_while_it_is_written_leaves_all_or_nothing(
    visitor: Visitor, browser: Browser, served: Server, tmp_path: Path, leave: str
) -> None:
    before, count = settled(served), whole(served)
    page = choose(visitor, plan(tmp_path, f"Обязательство ({leave})", MANY))
    record(page)
    page.wait_for_timeout(150)
    if leave == "closes the tab":
        page.close()
    else:
        page.goto(f"{served.url}/method?lang=en")
    after = settled(served)
    assert whole(served) == count + (MANY if after > before else 0)
    context = browser.new_context(locale="en-GB")
    next_one = Visitor(context, served)
    page = choose(next_one, plan(tmp_path, f"Потом ({leave})", 1))
    record(page)
    expect(page.get_by_text("1 new, 0 changed").first).to_be_visible(timeout=30_000)
    context.close()


def edit(context: BrowserContext, served: Server, code: str, words: str) -> Page:
    """The form for the attributes of a commitment, with an article typed in and not sent."""
    editor = Visitor(context, served)
    page = editor.open(f"commitment?code={code}&lang=en")
    page.get_by_text("Words, agencies, places", exact=True).first.click()
    field = page.get_by_label("Article or point")
    field.fill(words, timeout=30_000)
    field.press("Tab")
    return editor.drawn()


def test_of_two_who_edit_one_commitment_the_second_is_told_and_overwrites_nothing(
    browser: Browser, served: Server, tmp_path: Path
) -> None:
    desk = Desk.open(Settings(data_dir=served.data_dir, database_url=None, language="en"))
    apply(desk, EDITOR, load_plan(desk, EDITOR, plan(tmp_path, "Открыть приёмную", 1), LoadOptions()))
    code = look.page_of(desk, EDITOR, View(), size=1).lines[0].code
    contexts = [browser.new_context(locale="en-GB") for _ in range(2)]
    first, second = (
        edit(context, served, code, words)
        for context, words in zip(contexts, ("ст. 1", "ст. 2"), strict=True)
    )
    first.get_by_role("button", name="Record the changes").click()
    expect(first.get_by_text("ст. 1").first).to_be_visible(timeout=30_000)
    revision = settled(served)
    second.get_by_role("button", name="Record the changes").click()
    expect(second.get_by_text("has changed this commitment since you opened it")).to_be_visible(
        timeout=30_000
    )
    assert settled(served) == revision
    line = look.page_of(desk, EDITOR, View(), size=1).lines[0]
    assert (line.code, line.article) == (code, "ст. 1")
    desk.close()
    for context in contexts:
        context.close()

"""Every page in the made-up language: what is not translated stands without its marks, what does not fit is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Server, Visitor, serving
from tests.made_up import Known, untranslated
from tracker.desk.export import codebook
from tracker.ui.pages import PAGES

WIDTHS = {390: 844, 1366: 900}
SAID = """() => {
  const NOT_OURS = 'script, style, noscript, title, pre, [translate=no]';
  const found = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const element = node.nodeType === 3 ? node.parentElement : node;
    if (element.closest(NOT_OURS)) continue;
    if (node.nodeType === 3) found.push(node.data);
    else for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
      if (node.getAttribute(name)) found.push(node.getAttribute(name));
  }
  return found;
}"""
CUT = """() => {
  // What scrolls, what is only heard, and the line under Streamlit's own button for files.
  const PASSED = '.ahd-scroll, .ahd-heard, [data-testid=stFileUploaderDropzoneInstructions]';
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.offsetParent || e.clientWidth < 3 || e.closest(PASSED) || !(e.innerText || '').trim()) continue;
    if (getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
      found.push('cut off: ' + e.innerText.slice(0, 90));
  }
  for (const plot of document.querySelectorAll('.js-plotly-plot')) {
    const edge = plot.querySelector('svg.main-svg').getBoundingClientRect();
    const texts = [...plot.querySelectorAll('text')].filter((text) => text.textContent.trim())
      .map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
    texts.forEach(([said, box], i) => {
      if (box.left < edge.left - 2 || box.right > edge.right + 2 || box.bottom > edge.bottom + 2)
        found.push('out of the picture: ' + said);
      for (const [other, its] of texts.slice(i + 1))
        if (Math.min(box.right, its.right) - Math.max(box.left, its.left) > 3 &&
            Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 3)
          found.push('one on the other: ' + said + ' / ' + other);
    });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def speaking(sample_dir: Path) -> Iterator[Server]:
    """The dashboard over the sample, in the made-up language in place of Russian."""
    with serving(sample_dir, AHD_MADE_UP_LANGUAGE="true") as started:
        yield started


@pytest.fixture(scope="module")
def known(sample_dir: Path) -> Known:
    return Known.of(sample_dir / "ahd.db")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_word_of_every_page_is_translated_and_fits(
    browser: Browser, speaking: Server, known: Known, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    visitor = Visitor(context, speaking)
    found = {}
    for name in (each.name for each in PAGES):
        page = visitor.open(f"{name}?lang=ru&code=AH-00042-W")
        assert "‹" in page.locator("h1").first.inner_text(), name
        found[name] = [*untranslated(said(page, name), known), *page.evaluate(CUT)]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    context.close()


def test_a_workbook_is_shown_and_asked_about_in_translated_words(
    browser: Browser, speaking: Server, known: Known, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "№;Мероприятие;Срок;Ответственный;Район;Статус\n"
        "1;Поставить лавки у суда;когда-нибудь;Неведомое бюро;Неведомый район;неясно\n"
        "2;;01.06.2025;МВД;Рудаки;Исполнено\n",
        encoding="utf-8",
    )
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    visitor = Visitor(context, speaking)
    page = visitor.open("load?lang=ru")
    page.locator("input[type=file]").first.set_input_files(plan)
    page.locator(".ahd-line").first.wait_for(timeout=30_000)
    visitor.drawn()
    assert untranslated(said(page, "load"), known) == []
    assert page.evaluate(CUT) == []
    context.close()


def said(page: Page, name: str) -> list[str]:
    """All texts and labels of a page, but for the codebook's names of columns and their values, which are codes."""
    found: list[str] = page.evaluate(SAID)
    if name != "data":
        return found
    columns = [column for dataset in codebook.COLUMNS.values() for column in dataset]
    codes = {column.name for column in columns} | {value for column in columns for value in column.values}
    return [text for text in found if not set(text.replace(",", " ").split()) <= codes]

"""Files in the made-up language: whatever stands in one without its marks never went through a catalogue."""

import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.made_up import Known, untranslated
from tracker.briefs import workbook
from tracker.briefs.hearing import Brief, save
from tracker.desk import EDITOR, Desk
from tracker.desk.updates import reply_book
from tracker.ledger import OUTCOMES
from tracker.model.vocabulary import Cadence, Status
from tracker.settings import Settings
from tracker.words import translator

SHOWN = re.compile(r"<(?:a:t|w:t|t|c:v)\b[^>]*>([^<>]+)</")
DESCRIBED = re.compile(r'(?:descr|promptTitle|prompt|errorTitle|error)="([^"]+)"')
CODE = re.compile(r"[a-z_.]+")
"""On the page of the data a lower-case word alone is the name or the type of a column."""
TEMPLATE = ("docProps", "ppt/slideLayouts", "ppt/slideMasters", "ppt/notesMasters")
"""What nobody sees unless they add a slide: it speaks the language of their own program then."""
SAYS = ("alt", "title", "aria-label", "placeholder")


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    translator.begin(None, made_up=True)
    yield
    translator.begin(None)


@pytest.mark.parametrize("format_", ["pptx", "docx", "xlsx"])
def test_a_brief_is_translated_to_the_last_word(
    brief: Callable[..., Brief], tmp_path: Path, format_: str
) -> None:
    path = tmp_path / f"brief.{format_}"
    save(brief("ru"), path, Settings())
    said = texts_of(path)
    assert any("‹" in text for text in said)
    assert untranslated(said, codes("rudaki", "panj", "mia-district", "hukumat-district", "police")) == []


def test_a_draft_for_an_agency_is_translated_to_the_last_word(told: Desk, tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    reply_book(told, EDITOR, "hukumat-district", path, language="ru")
    assert untranslated(texts_of(path), codes("ahd-workbook", "agency:hukumat-district")) == []


def test_the_site_is_translated_to_the_last_word(filled: Desk, folder: Path, site: Path) -> None:
    found = {}
    for page in sorted((site / "ru").rglob("*.html")):
        reader = Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        said = [text for text in reader.said if page.name != "data.html" or not CODE.fullmatch(text.strip())]
        found[page.name] = untranslated(said, codes())
    assert len(found) > 20
    assert {name: texts for name, texts in found.items() if texts} == {}


class Reader(HTMLParser):
    """What a page says to eyes and ears."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.said += [value for name, value in attrs if name in SAYS and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def texts_of(path: Path) -> list[str]:
    """Everything that an Office file shows or reads aloud."""
    said: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith(".xml") and not part.startswith(TEMPLATE):
                text = archive.read(part).decode("utf-8")
                said += [unescape(each) for each in (*SHOWN.findall(text), *DESCRIBED.findall(text))]
    return said


def codes(*more: str) -> Known:
    """Names of columns, and the codes that stand in them: the same in every language."""
    names = [name for name, *_rest in (*workbook.COLUMNS, *workbook.MEASURES)]
    return Known([*names, *OUTCOMES, *Status, *Cadence, "public", "key", "n", *more])

"""Every file names fonts that have the twelve Tajik letters, and shows them in such fonts: no boxes, no letters of others."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit
import typst

from tests.briefs.hearing import as_pdf
from tests.letters import TAJIK, file_of, fonts_of_tajik, has_them_all
from tracker.briefs.hearing import FORMATS, Brief, save
from tracker.briefs.site import social
from tracker.briefs.site.say import Say
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.updates import reply_book
from tracker.settings import ROOT, Settings
from tracker.sheets.register_template import register_template

SHIPPED = [
    *sorted((ROOT / "data/fonts").glob("*.ttf")),
    *sorted((ROOT / "tracker/briefs/site/static/fonts").glob("ahd-*.*")),
    *sorted((Path(streamlit.__file__).parent / "static/static/media").glob("SourceS*woff2")),
]
# The marks "+mn-lt" and "+mj-lt" stand for the theme's own fonts, which in slides are ours.
NAMED = {"Calibri", "+mn-lt", "+mj-lt"}
# What a library's template brings along and nothing here uses: an Office theme, styles for macros, bullets.
UNUSED = ("xl/theme/", "word/theme/", "word/styles", "word/fontTable", "word/numbering")
NAMES = re.compile(
    r'<a:latin[^>]* typeface="([^"]*)"|w:(?:ascii|hAnsi)="([^"]*)"|<name val="([^"]*)"/>|<rFont val="([^"]*)"/>'
)


@pytest.mark.parametrize("font", SHIPPED, ids=lambda font: font.name)
def test_every_font_that_ships_has_all_twelve_letters(font: Path) -> None:
    assert has_them_all(font)


def test_a_font_without_them_is_found_out(tmp_path: Path) -> None:
    made = typst.compile(
        b'#set text(font: "Libertinus Serif")\n\xd2\x93', format="pdf", ignore_system_fonts=True
    )
    path = tmp_path / "other.pdf"
    path.write_bytes(made)
    assert fonts_of_tajik(path) - {"NotoSans-Regular", "NotoSerif-Bold"}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_brief_shows_tajik_in_fonts_that_have_it(
    brief: Callable[..., Brief], tmp_path: Path, format_: str
) -> None:
    path = tmp_path / f"brief.{format_}"
    save(brief("tg"), path, Settings())
    used = fonts_of_tajik(path if format_ == "pdf" else as_pdf(path, tmp_path))
    assert used
    assert [name for name in used if not has_them_all(file_of(name))] == []
    if format_ != "pdf":
        assert named_in(path) <= NAMED


def test_what_goes_out_to_be_filled_in_names_no_other_font(told: Desk, tmp_path: Path) -> None:
    book = tmp_path / "draft.xlsx"
    reply_book(told, EDITOR, "hukumat-district", book, language="tg")
    register = tmp_path / "register.xlsx"
    register.write_bytes(register_template("forum", "tg", {"districts": [TAJIK], "agencies": []}))
    for path in (book, register):
        assert named_in(path) <= NAMED, path.name


def test_the_picture_of_the_site_is_drawn_with_letters_of_our_own(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = typst.compile
    monkeypatch.setattr(
        typst, "compile", lambda source, **how: really(source, **{**how, "format": "pdf", "ppi": None})
    )
    say = Say("tg", look.names(filled, EDITOR), filled.today())
    path = tmp_path / "social.pdf"
    path.write_bytes(social.picture(look.rates(filled, EDITOR, View()).total, say, illustration=True))
    used = fonts_of_tajik(path)
    assert used and all(name.startswith("Ahd") for name in used)


def named_in(path: Path) -> set[str]:
    """The fonts that an Office file names for Latin and Cyrillic letters, in every part of it that shows any."""
    found = set()
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith(".xml") and not part.startswith(UNUSED):
                for names in NAMES.findall(archive.read(part).decode("utf-8", "replace")):
                    found |= {name for name in names if name}
    return found

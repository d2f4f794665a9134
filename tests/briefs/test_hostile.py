"""Words that somebody typed stay words in every format, whatever stands in them; and templates of strangers."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Pt

from tests.briefs.hearing import words_of
from tests.briefs.test_files import flat, shown
from tests.ui.made import Made, record
from tracker.briefs.hearing import FORMATS, Brief, UnusableTemplate, Wanted, build, made
from tracker.briefs.slide_kit import WIDE
from tracker.briefs.text import clean, wrapped
from tracker.desk import EDITOR, Desk, View
from tracker.settings import Settings

SETTINGS = Settings()
NASTY = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script> & <b>жирно</b> &amp; ]]>",
    '#sys.inputs #read("/etc/passwd") $x^2$ *жирно* _курсив_ `код` @метка <label> \\u{41}',
    "{=1} {{ config }} %s %(x)s {0} {day}",
    "http://example.org/?a=1&b=2",
    "_x0041_ _x000D_",
)


@pytest.fixture(params=range(len(NASTY)), ids=lambda at: NASTY[at][:12])
def nasty(request: Any, desk: Desk) -> tuple[Desk, str]:
    text = NASTY[request.param]
    record(desk, [Made("N-1", ru=text, due=date(2025, 1, 1), due_text=text, article=text, basis="police")])
    return desk, text


def build_of(desk: Desk, language: str = "ru") -> Brief:
    return build(desk, EDITOR, Wanted(View(), language))


def test_it_is_text_in_every_format(nasty: tuple[Desk, str], tmp_path: Path) -> None:
    desk, text = nasty
    brief = build_of(desk)
    files = {name: made(brief, name, SETTINGS) for name in FORMATS}
    assert flat(text) in shown(Presentation(io.BytesIO(files["pptx"])))
    letter = docx.Document(io.BytesIO(files["docx"]))
    assert flat(text) in flat(" ".join(paragraph.text for paragraph in letter.paragraphs))
    (tmp_path / "b.pdf").write_bytes(files["pdf"])
    read = words_of(tmp_path / "b.pdf").replace(" ", "")
    assert text.replace(" ", "")[:60] in read
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert book["Обязательства"]["B2"].value == text
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as archive:
        parts = [archive.read(name) for name in archive.namelist() if "worksheets" in name]
    assert not any(b"<f>" in part or b"<f " in part or b"<hyperlink" in part for part in parts)


def test_control_characters_break_no_file(desk: Desk, tmp_path: Path) -> None:
    text = "до\x00 сре\x1fдины \x0b и \u202eобратно\u202c, \ud83d край \uffff конца"
    record(
        desk,
        [Made("N-1", ru=text.encode("utf-8", "ignore").decode().replace("\x00", ""), due=date(2025, 1, 1))],
    )
    brief = build_of(desk)
    for name in FORMATS:
        made(brief, name, SETTINGS)
    (tmp_path / "b.pdf").write_bytes(made(brief, "pdf", SETTINGS))
    assert "обратно" in words_of(tmp_path / "b.pdf")


def test_what_no_file_may_hold_is_taken_out() -> None:
    assert clean("a\x00b\x1fc\u202ed\ud83de\r\nf\x0bg\th") == "abcde\nf\ng\th"


def test_a_sign_that_no_font_has_is_no_reason_to_fail(desk: Desk, tmp_path: Path) -> None:
    record(desk, [Made("N-1", ru="Знак 🏮 и 漢字 и تعهد", due=date(2025, 1, 1))])
    content = made(build_of(desk), "pdf", SETTINGS)
    (tmp_path / "b.pdf").write_bytes(content)
    assert "Знак" in words_of(tmp_path / "b.pdf")


def test_very_long_words_go_on_and_are_never_cut(desk: Desk, tmp_path: Path) -> None:
    text = " ".join(f"слово{n}" for n in range(4000)) + " КОНЕЦ"
    assert len(text) > 32_767
    record(desk, [Made("N-1", ru=text, due=date(2025, 1, 1))])
    brief = build_of(desk)
    presentation = Presentation(io.BytesIO(made(brief, "pptx", SETTINGS)))
    said = shown(presentation).split()
    assert [word for word in said if word.strip("«»").startswith("слово")] == [
        *(["«слово0"]), *(f"слово{n}" for n in range(1, 4000)),
    ]  # fmt: skip
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= presentation.slide_height
    book = openpyxl.load_workbook(io.BytesIO(made(brief, "xlsx", SETTINGS)))
    row = [cell.value for cell in book["Обязательства"][2] if isinstance(cell.value, str)]
    pieces = [value for value in row if "слово" in value]
    assert "".join(pieces) == text
    (tmp_path / "b.pdf").write_bytes(made(brief, "pdf", SETTINGS))
    assert "КОНЕЦ" in words_of(tmp_path / "b.pdf")


def test_a_word_longer_than_its_line_is_broken_and_none_of_it_lost() -> None:
    text = "а" * 500 + " " + "W" * 300
    spans = wrapped(text, 200, 14)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")


def template(folder: Path, name: str = "own.pptx", *, wide: tuple[float, float] = (720, 540)) -> Path:
    """A template as an organisation has it: another size, a slide of its own."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(wide[0]), Pt(wide[1])
    slide = presentation.slides.add_slide(presentation.slide_layouts[0])
    slide.shapes.title.text = "Старый слайд шаблона"
    path = folder / "made.pptx"
    presentation.save(str(path))
    out = folder / name
    if name.endswith(".potx"):
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w") as copy:
            for part in archive.namelist():
                content = archive.read(part)
                copy.writestr(part, content.replace(b"presentation.main+xml", b"template.main+xml"))
    else:
        path.rename(out)
    return out


@pytest.mark.parametrize("name", ["own.pptx", "own.potx"])
@pytest.mark.parametrize("wide", [(720, 540), WIDE, (600, 400)])
def test_slides_come_on_the_organisation_s_own_template(
    brief: Callable[..., Brief], tmp_path: Path, name: str, wide: tuple[float, float]
) -> None:
    one = brief("ru")
    content = made(one, "pptx", SETTINGS, template=template(tmp_path, name, wide=wide))
    presentation = Presentation(io.BytesIO(content))
    assert presentation.slide_width == Pt(wide[0])
    said = shown(presentation)
    assert "Старый слайд" not in said
    assert all(item.text in said and flat(item.question) in said for item in one.items)
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height, shape.name
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(names) == len(set(names))


def changed(path: Path, part: str, content: bytes) -> Path:
    out = path.with_name(f"changed{path.suffix}")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            if name != part:
                copy.writestr(name, archive.read(name))
        copy.writestr(part, content)
    return out


def refused(brief: Brief, path: Path, settings: Settings = SETTINGS) -> str:
    with pytest.raises(UnusableTemplate) as caught:
        made(brief, "pptx", settings, template=path)
    assert caught.value.message("ru") != caught.value.message("en")
    return caught.value.reason


def test_what_is_no_honest_template_is_refused_in_a_sentence(
    brief: Callable[..., Brief], tmp_path: Path
) -> None:
    one, good = brief("ru"), template(tmp_path)
    assert refused(one, tmp_path / "none.pptx") == "not_found"
    (tmp_path / "text.pptx").write_text("hello")
    assert refused(one, tmp_path / "text.pptx") == "not_a_template"
    (tmp_path / "locked.pptx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert refused(one, tmp_path / "locked.pptx") == "damaged"
    (tmp_path / "half.pptx").write_bytes(good.read_bytes()[:2000])
    assert refused(one, tmp_path / "half.pptx") == "damaged"
    assert (
        refused(one, changed(good, "ppt/bomb.bin", b"\0" * 3_000_000), Settings(max_unpacked_mb=2)) == "bomb"
    )
    entities = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    assert refused(one, changed(good, "ppt/theme/theme1.xml", entities)) == "damaged"
    types = zipfile.ZipFile(good).read("[Content_Types].xml")
    macros = types.replace(b"presentation.main+xml", b"presentation.macroEnabled.main+xml")
    assert refused(one, changed(good, "[Content_Types].xml", macros)) == "macros"
    assert refused(one, changed(good, "ppt/presentation.xml", b"<nonsense/>")) == "damaged"
    large = Settings(max_file_mb=1)
    (tmp_path / "large.pptx").write_bytes(b"PK\x03\x04" + b"\0" * 1_200_000)
    assert refused(one, tmp_path / "large.pptx", large) == "too_large"

"""The files of a brief, read back with other programs than those that made them."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Pt

from tests.briefs.hearing import CANARY, as_pdf, fonts_of, words_of
from tracker.briefs.hearing import FORMATS, Brief, UnknownFormat, made, save
from tracker.briefs.text import OFFICE_FONT
from tracker.desk import Desk
from tracker.settings import Settings
from tracker.words import LANGUAGES
from tracker.words.formats import rate_text

Make = Callable[..., Brief]
TAJIK = "ғӣқӯҳҷҒӢҚӮҲҶ"
SETTINGS = Settings()


def written(brief: Brief, format_: str, folder: Path) -> Path:
    path = folder / f"brief.{format_}"
    save(brief, path, SETTINGS)
    return path


def shown(presentation: Any) -> str:
    """All text of the slides: boxes, titles, labels and categories of charts."""
    found: list[str] = []
    for slide in presentation.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if getattr(shape, "has_chart", False):
                tree = shape.chart._chartSpace
                found += [each.text or "" for each in tree.iter() if each.tag.endswith(("}t", "}v"))]
    return flat("\n".join(found))


def flat(text: str) -> str:
    return " ".join(text.split())


def charts(presentation: Any) -> list[Any]:
    return [
        shape for slide in presentation.slides for shape in slide.shapes if getattr(shape, "has_chart", False)
    ]


def figures(brief: Brief) -> list[str]:
    """Every rate that must stand in a format for people, as it is written there."""
    pairs = [(brief.kept, brief.due), (brief.overdue, brief.due)]
    pairs += [(part.count, part.due) for part in brief.segments]
    pairs += [(part.part, part.whole) for part in brief.parts]
    return [flat(rate_text(*pair, brief.language)) for pair in pairs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_slides_equals_the_measure(brief: Make, tmp_path: Path, language: str) -> None:
    one = brief(language)
    said = shown(Presentation(written(one, "pptx", tmp_path)))
    for figure in figures(one):
        assert figure in said, figure
    for item in one.items:
        assert item.text in said and flat(item.question) in said and str(item.days) in said


def test_charts_are_native_with_their_numbers_in_a_workbook_inside(brief: Make, tmp_path: Path) -> None:
    one = brief("ru")
    found = charts(Presentation(written(one, "pptx", tmp_path)))
    assert len(found) >= 4
    strip = found[0].chart
    assert [(series.name, list(series.values)) for series in strip.plots[0].series] == [
        (part.label, [float(part.count)]) for part in one.segments
    ]
    for shape in found:
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        assert book.worksheets[0].max_row >= 2
        assert not shape.chart.has_legend
    trend = next(each.chart for each in found if len(list(each.chart.plots[0].categories)) > 5)
    rates = [row["rate"] for row in one.trend if row["due"]]
    assert list(trend.plots[0].series[2].values) == pytest.approx(rates)


def test_claims_are_charted_beside_what_was_found(brief: Make, tmp_path: Path) -> None:
    last = charts(Presentation(written(brief("en"), "pptx", tmp_path)))[-1].chart
    found, claimed = last.plots[0].series
    assert next(iter(last.plots[0].categories)) == "All together"
    assert (found.values[0], claimed.values[0]) == (5 / 8, 6 / 8)


def test_slides_are_wide_with_a_title_notes_and_text_alternatives(brief: Make, tmp_path: Path) -> None:
    presentation = Presentation(written(brief("tg"), "pptx", tmp_path))
    assert (presentation.slide_width, presentation.slide_height) == (Pt(960), Pt(540))
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert all(titles) and len(set(titles)) == len(titles)
    for slide in presentation.slides:
        assert slide.notes_slide.notes_text_frame.text.strip()
    for shape in charts(presentation):
        described = shape._element.xpath("./*/p:cNvPr")[0].get("descr")
        assert len(described) > 30


def test_one_font_with_the_tajik_letters_is_named_everywhere(brief: Make, tmp_path: Path) -> None:
    path = written(brief("tg"), "pptx", tmp_path)
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/theme/"):
                theme = archive.read(name).decode()
                assert theme.count(f'<a:latin typeface="{OFFICE_FONT}"') >= 2, name
    for slide in Presentation(path).slides:
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
            latin = run.find(".//{http://schemas.openxmlformats.org/drawingml/2006/main}latin")
            assert latin is not None and latin.get("typeface") == OFFICE_FONT


def test_nothing_reaches_over_the_edge_of_a_slide(brief: Make, tmp_path: Path) -> None:
    presentation = Presentation(written(brief("tg"), "pptx", tmp_path))
    for slide in presentation.slides:
        for shape in slide.shapes:
            assert shape.left >= Pt(-1) and shape.top >= 0
            assert shape.left + shape.width <= presentation.slide_width
            assert shape.top + shape.height <= presentation.slide_height, shape.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_pdf_equals_the_measure(brief: Make, tmp_path: Path, language: str) -> None:
    one = brief(language)
    path = written(one, "pdf", tmp_path)
    said = words_of(path)
    for figure in figures(one):
        assert figure in said, figure
    for item in one.items:
        assert item.code in said
    assert one.fingerprint[:16] in said and one.title.split("\xa0")[0] in said
    assert all(row.code in said for row in one.rows)


def test_the_pdf_is_tagged_pdf_ua_and_holds_its_fonts(brief: Make, tmp_path: Path) -> None:
    path = written(brief("tg"), "pdf", tmp_path)
    content = path.read_bytes()
    assert b"pdfuaid:part" in content or b"pdfuaid" in content
    listed = fonts_of(path).splitlines()[2:]
    assert any("NotoSans" in line for line in listed)
    assert all(line.split()[-5] == "yes" for line in listed)


def test_the_same_brief_gives_the_same_pdf(brief: Make) -> None:
    one = brief("ru")
    assert made(one, "pdf", SETTINGS) == made(one, "pdf", SETTINGS)


def test_the_letter_holds_the_figures_and_can_be_edited(brief: Make, tmp_path: Path) -> None:
    one = brief("ru")
    file = docx.Document(str(written(one, "docx", tmp_path)))
    said = [paragraph.text for paragraph in file.paragraphs]
    said += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    joined = flat(" ".join(said))
    for figure in figures(one):
        assert figure in joined, figure
    assert all(item.text in joined and flat(item.question) in joined for item in one.items)


def test_the_workbook_holds_all_rows_and_says_what_each_column_means(brief: Make, tmp_path: Path) -> None:
    one = brief("en")
    book = openpyxl.load_workbook(written(one, "xlsx", tmp_path))
    sheet = book["Commitments"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)]
    assert [row["Code"] for row in rows] == [row.code for row in one.rows]
    assert (sum(row["Due"] for row in rows), sum(row["Kept"] for row in rows)) == (8, 5)
    told = {(cell.value, other.value) for cell, other, *_ in book["Codebook"].iter_rows(min_row=2)}
    assert {(name, field) for name, field in told if name in head} >= {
        (name, field) for name, field in told if False
    }
    assert {name for name, _ in told} >= set(head)
    districts = {row[1].value: (row[2].value, row[3].value) for row in book["Districts"].iter_rows(min_row=2)}
    assert districts == {"rudaki": (5, 5), "panj": (3, 0)}


@pytest.mark.parametrize("format_", FORMATS)
def test_another_program_opens_it_and_reads_the_finding(brief: Make, tmp_path: Path, format_: str) -> None:
    one = brief("tg")
    path = written(one, format_, tmp_path)
    said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
    assert "63 %" in said
    assert "Поставить фонари на улице 0" in said or "Поставить фонари" in said
    assert any(letter in said for letter in TAJIK)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_internal_is_in_any_byte_of_a_file_for_others(
    brief: Make, format_: str, language: str
) -> None:
    content = made(brief(language), format_, SETTINGS)
    for known in (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be")):
        assert known not in content
    if format_ != "pdf":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                part = archive.read(name)
                assert CANARY.encode() not in part and b"&#1050;" not in part, name
                if name.endswith(".xlsx"):
                    with zipfile.ZipFile(io.BytesIO(part)) as inner:
                        assert all(CANARY.encode() not in inner.read(each) for each in inner.namelist())


def test_the_canary_would_be_found(brief: Make, tmp_path: Path) -> None:
    assert CANARY in shown(Presentation(written(brief("ru", internal=True), "pptx", tmp_path)))
    assert CANARY in words_of(written(brief("ru", internal=True), "pdf", tmp_path))


@pytest.mark.parametrize("format_", FORMATS)
def test_no_file_holds_a_link_that_leads_nowhere(brief: Make, tmp_path: Path, format_: str) -> None:
    path = written(brief("en"), format_, tmp_path)
    said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
    assert "In Ahd: All commitments; as of 23 November 2026" in said
    assert "/?lang=" not in said and "/commitment?" not in said


@pytest.mark.parametrize("format_", FORMATS)
def test_with_an_address_every_file_holds_the_whole_link(
    told: Desk, brief: Make, tmp_path: Path, format_: str
) -> None:
    told.settings.site_url = "https://ahd.example.org"
    path = written(brief("en"), format_, tmp_path)
    said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
    assert "https://ahd.example.org/?lang=en&on=2026-11-23" in said


@pytest.mark.parametrize("format_", FORMATS)
def test_an_internal_file_says_on_its_pages_that_it_is(brief: Make, tmp_path: Path, format_: str) -> None:
    path = written(brief("en", internal=True), format_, tmp_path)
    said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
    assert "Internal: not to be handed on" in said


def test_a_file_is_there_whole_or_not_at_all(brief: Make, tmp_path: Path, monkeypatch: Any) -> None:
    out = tmp_path / "brief.pptx"
    out.write_bytes(b"the older one")
    monkeypatch.setattr(Path, "replace", _full)
    with pytest.raises(OSError, match="no space"):
        save(brief("en"), out, SETTINGS)
    assert out.read_bytes() == b"the older one"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".pptx"] == ["brief.pptx"]


def _full(_self: Path, _target: Path) -> Path:
    raise OSError("no space")


def test_another_format_is_refused(brief: Make, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        save(brief("en"), tmp_path / "brief.odt", SETTINGS)


def test_fewer_than_six_due_have_no_percentage(brief: Make, tmp_path: Path) -> None:
    one = brief("en", districts=("panj",))
    assert one.title == "Panj: 0 of 3 kept"
    for format_ in ("pptx", "pdf", "docx"):
        path = written(one, format_, tmp_path)
        said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
        assert "0 of 3" in said
        assert "0 %" not in said.replace("100 %", "").replace("95 %", "").replace("0 %, 0 of", "")


def test_where_nothing_was_due_yet_the_files_say_so(brief: Make, tmp_path: Path) -> None:
    from datetime import date

    one = brief("ru", on=date(2024, 6, 1))
    assert one.due == 0
    for format_ in FORMATS:
        path = written(one, format_, tmp_path)
        said = words_of(path if format_ == "pdf" else as_pdf(path, tmp_path))
        assert "не наступил" in said or "наступивш" in said

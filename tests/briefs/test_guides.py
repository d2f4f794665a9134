"""The guides: short, in three languages, with pictures that exist and names that the product bears today."""

import json
import re
import shlex
import string
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from docs.making.guides import SEEN
from docs.making.story import STORIES
from tests.briefs.hearing import fonts_of
from tests.briefs.test_files import TAJIK
from tracker.briefs.guides import GUIDES, Guide, guides_for
from tracker.briefs.guides.pdf import pdf
from tracker.briefs.guides.shapes import PICTURES, Said, typed
from tracker.cli import app
from tracker.desk import EDITOR, PUBLIC, Asker
from tracker.model.vocabulary import Role
from tracker.settings import ROOT, Settings
from tracker.words import LANGUAGES, translate
from tracker.words.extract import said_in
from tracker.words.speak import catalogue_path

EVERY = [(guide, language) for guide in GUIDES.values() for language in LANGUAGES]
OURS = "tracker/briefs/guides/"
MOST_BYTES = 2_500_000


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A guide as a PDF file, each made once."""
    folder = tmp_path_factory.mktemp("guides")

    @cache
    def make(name: str, language: str) -> Path:
        path = folder / f"{name}-{language}.pdf"
        path.write_bytes(pdf(GUIDES[name], language))
        return path

    return make


def together(text: str) -> str:
    """The text without any white space: where lines end is not what is asked."""
    return "".join(text.split())


def read(path: Path) -> str:
    """What poppler reads in a PDF, page numbers and all."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()


def pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True).stdout
    return int(re.findall(r"^Pages:\s+(\d+)", told, re.MULTILINE)[0])


def sentences_of_steps(guide: Guide) -> Iterator[Said]:
    for part in guide.parts:
        yield part.title
        for step in part.steps:
            yield from (one for one in (step.do, step.see, step.otherwise) if one)


@pytest.mark.parametrize(("guide", "language"), EVERY, ids=lambda each: getattr(each, "name", each))
def test_a_guide_has_four_pages_at_most_and_can_be_searched(
    printed: Any, guide: Guide, language: str
) -> None:
    path = printed(guide.name, language)
    assert 1 <= pages(path) <= 4
    found = together(read(path).replace("\f", ""))
    for said in sentences_of_steps(guide):
        for piece in said.pieces(language):  # a page may end within a sentence, not within most of its pieces
            words = piece.text.split()
            assert together(" ".join(words[:3])) in found, said.text(language)


def test_the_tajik_letters_are_searchable_and_none_is_a_box(printed: Any) -> None:
    for name in GUIDES:
        path = printed(name, "tg")
        found = read(path)
        small = {letter for letter in TAJIK if letter.islower()}
        assert small <= set(found), small - set(found)
        assert all("Noto" in line or "DejaVu" in line for line in fonts_of(path).splitlines()[2:])
        assert "\ufffd" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_names_its_language_and_describes_its_pictures(printed: Any, language: str) -> None:
    content = printed("partners", language).read_bytes()
    assert f"({language})".encode() in content
    assert b"/MarkInfo" in content  # tagged; the standard it is made by refuses pictures without words


def test_the_same_guide_gives_the_same_bytes() -> None:
    assert pdf(GUIDES["office"], "tg") == pdf(GUIDES["office"], "tg")


def test_every_picture_exists_in_every_language_and_none_is_left_over() -> None:
    named = [picture.name for guide in GUIDES.values() for picture in guide.pictures()]
    assert len(named) == len(set(named))
    for language in LANGUAGES:
        assert {path.stem for path in (PICTURES / language).iterdir()} == set(named)
    assert STORIES.keys() == set(LANGUAGES)


def test_the_pictures_are_those_that_the_script_took_and_their_labels_are_those_of_today() -> None:
    seen = json.loads(SEEN.read_text(encoding="utf-8"))
    named = {picture.name for guide in GUIDES.values() for picture in guide.pictures()}
    assert seen.keys() == set(LANGUAGES)
    for language, taken in seen.items():
        assert taken.keys() == named
        today = {translate(msgid, language) for _c, msgid in said_in().sentences if "{" not in msgid}
        for name, labels in taken.items():
            for label in labels:
                assert label in today, (
                    f"{language}/{name} shows “{label}”, which nothing is called any more: "
                    "python -m docs.make_pictures guides"
                )


def test_pictures_are_small_enough_for_a_slow_line() -> None:
    files = [*PICTURES.glob("*/*.webp"), *(ROOT / "docs" / "pictures").iterdir()]
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES
    for path in PICTURES.glob("*/*.webp"):
        with Image.open(path) as picture:
            assert picture.width == 1200 and picture.height < 1500, path


def test_every_sentence_names_what_it_has_places_for() -> None:
    for guide in GUIDES.values():
        for said in guide.sentences():
            wanted = {
                name for _text, name, _spec, _conversion in string.Formatter().parse(said.msgid) if name
            }
            assert wanted == set(said.names), said.msgid


def test_every_label_that_a_guide_names_is_on_a_screen() -> None:
    elsewhere = {
        msgid: {file for file in sentence.files if not file.startswith(OURS)}
        for (_context, msgid), sentence in said_in().sentences.items()
    }
    for guide in GUIDES.values():
        for name in guide.names():
            if name.key is not None:
                assert elsewhere.get(name.key), f"{guide.name}: nothing is called {name.key!r}"


def test_a_label_renamed_in_the_catalogue_is_renamed_in_the_guide() -> None:
    translation = re.search(
        r'msgid "Download the workbook"\nmsgstr "(.+)"', catalogue_path("tg").read_text(encoding="utf-8")
    )
    assert translation is not None
    assert any(name.said("tg") == translation[1] for name in GUIDES["office"].names())


def typed_lines() -> list[str]:
    """Every command in the guides, in blocks and in sentences."""
    return [name.said("en") for guide in GUIDES.values() for name in guide.names() if name.kind == "typed"]


def test_every_command_that_a_guide_names_exists_with_its_options() -> None:
    import typer

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    asked = [shlex.split(line) for line in typed_lines() if re.match(r"(\.venv/bin/)?ahd ", line)]
    assert len(asked) >= 6
    for _program, *words in asked:
        group = commands
        while words[0] in group and hasattr(group[words[0]], "commands"):
            group = group[words[0]].commands
            words = words[1:]
        assert words[0] in group, words
        options = {option for parameter in group[words[0]].params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, words


def test_every_file_target_and_setting_that_a_guide_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in typed_lines():
        for setting in re.findall(r"AHD_[A-Z_]+", line):
            assert setting.removeprefix("AHD_").lower() in Settings.model_fields
        if line.startswith("make "):
            assert re.search(rf"^{line.split()[1]}:", makefile, re.MULTILINE)
        if line.endswith(".md"):
            assert (ROOT / line).is_file()
        if line.startswith("start."):
            assert (ROOT / "deploy" / line).is_file()


def test_a_name_brings_no_markup_and_no_place_of_its_own() -> None:
    said = Said("Type {command}.", {"command": typed("{not} <b>markup</b>")})
    assert [(piece.text, piece.kind) for piece in said.pieces("en")] == [
        ("Type ", "text"),
        ("{not} <b>markup</b>", "typed"),
        (".", "text"),
    ]


def test_the_public_and_partners_get_the_partners_guide_alone() -> None:
    partner = Asker(name="Somebody", role=Role.PARTNER, partner="namuna-markaz")
    for asker in (PUBLIC, partner):
        assert [guide.name for guide in guides_for(asker)] == ["partners"]
    assert [guide.name for guide in guides_for(EDITOR)] == ["partners", "office", "operators"]

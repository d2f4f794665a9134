"""A guide as PDF: tagged, small, with text that can be searched and copied."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from tracker import __version__
from tracker.briefs.guides.shapes import PICTURES, Guide, Name, Picture, Said, Step
from tracker.briefs.text import FONTS
from tracker.words import N_, translate

TEMPLATE: Final = Path(__file__).with_name("guide.typ")
MADE: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The same guide gives the same bytes, so the file does not say when it was written."""
SEE: Final = N_("What you see")
OTHERWISE: Final = N_("Hint")


def pdf(guide: Guide, language: str) -> bytes:
    """The guide as a PDF file in a language."""
    compile_: Any = typst.compile  # its types do not know bytes
    done: bytes = compile_(
        TEMPLATE.read_bytes(),
        root=PICTURES,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(guide, language), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=MADE,
    )
    return done


def _data(guide: Guide, language: str) -> dict[str, Any]:
    """What the template shows, in plain values."""
    return {
        "lang": language,
        "title": guide.title.text(language),
        "audience": guide.audience.text(language),
        "lede": _said(guide.audience, language),
        "version": f"Ahd {__version__}",
        "parts": [
            {"title": part.title.text(language), "steps": [_step(*numbered, language) for numbered in steps]}
            for part, steps in guide.numbered()
        ],
        "words": {
            "page": translate("Page {page} of {pages}", language, page="{page}", pages="{pages}"),
            "see": translate(SEE, language),
            "otherwise": translate(OTHERWISE, language),
            "word": translate(N_("What stands there"), language),
            "meaning": translate(N_("What it means"), language),
        },
    }


def _step(number: int, step: Step, language: str) -> dict[str, Any]:
    return {
        "number": number,
        "do": _said(step.do, language),
        "see": _said(step.see, language) if step.see else None,
        "otherwise": _said(step.otherwise, language) if step.otherwise else None,
        "types": [line.said(language) for line in step.types],
        "words": [
            {"word": _name(word, language), "meaning": _said(meaning, language)}
            for word, meaning in step.words
        ],
        "picture": _picture(step.picture, language) if step.picture else None,
    }


def _picture(picture: Picture, language: str) -> dict[str, Any]:
    return {
        "file": f"/{language}/{picture.name}.webp",
        "shows": picture.shows.text(language),
        "width": picture.width,
        "marks": [_said(mark, language) for mark in picture.marks],
    }


def _said(said: Said, language: str) -> list[dict[str, str]]:
    return [piece._asdict() for piece in said.pieces(language)]


def _name(name: Name, language: str) -> dict[str, str]:
    return {"text": name.said(language), "kind": name.kind}

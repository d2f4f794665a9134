"""The page of the guides: which one, its steps with their pictures, and the same as PDF."""

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from PIL import Image

from tracker.briefs.guides import Guide, guides_for
from tracker.briefs.guides.pdf import OTHERWISE, SEE, pdf
from tracker.briefs.guides.shapes import Name, Picture, Said, Step
from tracker.ui import titles
from tracker.ui.here import asker, go, language, place, t
from tracker.ui.safe import plain

PICTURES_AT: Final = "guide-pictures"
CHOICE: Final = "guides.chosen"


def choose() -> Guide:
    """The guide of the address, or the first one that is for who asks; where there are several, the way to the others."""
    open_ = {guide.name: guide for guide in guides_for(asker())}
    chosen = open_.get(place().code or "") or next(iter(open_.values()))
    if len(open_) > 1:
        st.session_state[CHOICE] = chosen.name
        st.segmented_control(
            t("Guides"),
            list(open_),
            format_func=lambda name: open_[name].title.text(language()),
            key=CHOICE,
            required=True,
            label_visibility="collapsed",
            on_change=lambda: go(place().but(code=st.session_state[CHOICE])),
        )
    return chosen


def head(guide: Guide) -> None:
    """Its title, for whom it is, and the file to print."""
    titles.title(guide.title.text(language()))
    st.html(f'<p class="ahd-lede">{_said(guide.audience)}</p>')
    spoken = language()
    st.download_button(
        t("Save as PDF, to print or to send"),
        lambda: pdf(guide, spoken),
        file_name=f"ahd-{guide.name}-{spoken}.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
        key="guides.pdf",
    )


def parts(guide: Guide) -> None:
    """Its parts, step by step."""
    for part, steps in guide.numbered():
        st.header(part.title.text(language()), anchor=False)
        for number, step in steps:
            _step(number, step)


def _step(number: int, step: Step) -> None:
    typed = "".join(f"<pre>{plain(line.said(language()))}</pre>" for line in step.types)
    st.html(
        f'<div class="ahd-step"><p class="ahd-number">{number}</p><div><p>{_said(step.do)}</p>{typed}{_words(step)}'
        f"{_told(SEE, step.see, 'ahd-see')}{_told(OTHERWISE, step.otherwise, 'ahd-otherwise')}"
        f"{_picture(step.picture) if step.picture else ''}</div></div>"
    )


def _picture(picture: Picture) -> str:
    """A picture with what its numbers mean; it leads to itself, for a closer look on a small screen."""
    source = plain(f"{PICTURES_AT}/{language()}/{picture.name}.webp")
    wide, high = _size(picture.file(language()))
    marks = "".join(f"<li>{_said(mark)}</li>" for mark in picture.marks)
    return (
        f'<a href="{source}"><img src="{source}" alt="{plain(picture.shows.text(language()))}" width="{wide}" '
        f'height="{high}" loading="lazy"></a>' + (f'<ol class="ahd-marks">{marks}</ol>' if marks else "")
    )


@cache
def _size(path: Path) -> tuple[int, int]:
    """Width and height in pixels, so that the page keeps the room while the picture is on its way."""
    with Image.open(path) as picture:
        return picture.size


def _words(step: Step) -> str:
    rows = "".join(f"<dt>{_name(word)}</dt><dd>{_said(meaning)}</dd>" for word, meaning in step.words)
    return f'<dl class="ahd-facts">{rows}</dl>' if rows else ""


def _told(name: str, said: Said | None, kind: str) -> str:
    return f'<p class="{kind}"><b>{plain(t(name))}</b> {_said(said)}</p>' if said else ""


def _name(name: Name) -> str:
    return _marked(name.said(language()), name.kind)


def _said(said: Said) -> str:
    """A sentence as HTML, the product's names in it marked."""
    return "".join(_marked(piece.text, piece.kind) for piece in said.pieces(language()))


def _marked(text: str, kind: str) -> str:
    if kind == "text":
        return plain(text)
    return f"<code>{plain(text)}</code>" if kind == "typed" else f'<b class="ahd-name">{plain(text)}</b>'

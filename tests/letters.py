"""The twelve letters that Tajik has and Russian has not, and whether a font or a rendered file shows them."""

import html
import re
import subprocess
from functools import cache
from pathlib import Path

from PIL import ImageFont

from tracker.settings import ROOT

TAJIK = "ғӣқӯҳҷҒӢҚӮҲҶ"
NOTHING_HAS = "\u0378"  # a place in Unicode where no letter is: every font draws its box for it
OURS = (ROOT / "data/fonts", ROOT / "tracker/briefs/site/static/fonts")


@cache
def has_them_all(font: Path) -> bool:
    """Whether each of the letters is drawn, and none as the box that stands for what a font lacks."""
    face = ImageFont.truetype(str(font), 48)
    drawn = {letter: bytes(face.getmask(letter)) for letter in (*TAJIK, NOTHING_HAS)}
    return len(set(drawn.values())) == len(drawn) and all(any(drawn[letter]) for letter in TAJIK)


def fonts_of_tajik(pdf: Path) -> set[str]:
    """The names of the fonts in which a PDF shows texts with any of these letters, as poppler finds them."""
    told = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", "-fontfullname", str(pdf)], capture_output=True, check=True
    ).stdout.decode()
    names = dict(re.findall(r'<fontspec id="(\d+)"[^>]*family="([^"]*)"', told))
    texts = re.findall(r'<text [^>]*font="(\d+)"[^>]*>(.*?)</text>', told, re.DOTALL)
    return {
        names[font].partition("+")[2] or names[font]
        for font, text in texts
        if set(html.unescape(text)) & set(TAJIK)
    }


def file_of(name: str) -> Path:
    """The file of a font by its PostScript name: one of ours, or one of this machine's."""
    for folder in OURS:
        if (own := folder / f"{name}.ttf").is_file():
            return own
    found = subprocess.run(
        ["fc-list", f":postscriptname={name}", "file"], capture_output=True, check=True, text=True
    ).stdout.splitlines()
    return Path(found[0].rstrip(": "))

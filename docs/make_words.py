"""Writes the Tajik that wants a native reader: `python -m docs.make_words`.

Into translation.md the words that stand in every list and chart, to be read first: those of the official vocabulary that
were composed or are unsure, and the names of statuses, outcomes and kinds. Into composed.tg.tsv every sentence that bears
the mark, English and Tajik in two columns. A test compares both with what this makes.
"""

import csv
import re
from pathlib import Path
from typing import Final

from tracker.words import extract
from tracker.words.terms import LABELS

PAGE: Final = Path(__file__).parent / "translation.md"
EVERYTHING: Final = Path(__file__).parent / "composed.tg.tsv"
TERMS: Final = extract.ROOT / "data/reference/terms.csv"
MADE: Final = re.compile(r"(<!-- made: words -->\n).*?(<!-- end -->)", re.DOTALL)


def with_words(text: str) -> str:
    """The page with the table between its marks made anew."""
    return MADE.sub(lambda found: f"{found[1]}{table()}{found[2]}", text)


def table() -> str:
    """Every such word: English, Tajik, and what the table of the official vocabulary says of it."""
    composed = {(english, tajik) for english, tajik in extract.composed()}
    rows = [
        (english, tajik, _remark(english))
        for english, tajik in sorted(composed, key=lambda pair: (pair[0].casefold(), pair))
        if english in _words() or _remark(english)
    ]
    lines = ["| English | Tajik | what is known |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def everything() -> str:
    """Every composed sentence, a line each; a break inside one is told as ⏎."""
    lines = ("\t".join(text.replace("\n", " ⏎ ") for text in pair) for pair in extract.composed())
    return "English\tTajik\n" + "\n".join(sorted(lines)) + "\n"


def _words() -> set[str]:
    return {english for codes in LABELS.values() for _context, english in codes.values()}


def _remark(english: str) -> str:
    """What the table of the official vocabulary says of a word that it is not sure of."""
    with TERMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = [name.casefold() for name in row["en"].split(" / ")]
            if english.casefold() in names and not row["tg_status"].startswith("attested"):
                return "; ".join(filter(None, (row["tg_status"], row["note"])))
    return ""


if __name__ == "__main__":
    EVERYTHING.write_text(everything(), encoding="utf-8")
    PAGE.write_text(with_words(PAGE.read_text(encoding="utf-8")), encoding="utf-8")

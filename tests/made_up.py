"""Finds what the catalogue never saw, while the made-up language is spoken: words in plain Latin letters outside its marks."""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

MARKED = re.compile(r"‹[^‹›]*›")
# Codes, quarters, names of files and their endings, addresses, digests, formats, and the languages' own names.
NAMES = re.compile(
    r"https?://\S+|\bAH-\d{5}-[A-Z]\b|\b[IVX]+\b|\S+\.[a-z]{2,6}\b|\.[a-z]{2,6}\b|/?\?lang=\S+|/commitment\?\S+|"
    r"\b[0-9a-f]{16,}\b|\b(Ahd|English|EN|RU|TG|en|ru|tg|SHA-256|SQLite|PPTX|POTX|XLSX?|XLSM|XLSB|ODS|CSV|TSV|JSON|PDF|GeoNames)\b"
)
PHRASE = re.compile(r"[A-Za-z][A-Za-z0-9 ,;:'’()–-]*[A-Za-z]")
MANY = 3


class Known:
    """What the data say in Latin letters: a phrase is theirs if a cell is that, or if it is some words out of one."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = {_flat(value) for value in values if re.search("[A-Za-z]", value)}
        self.all = "\n".join(self.values)

    @classmethod
    def of(cls, database: Path) -> "Known":
        """All that stands in the cells of a database."""
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            tables = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            cells = [
                cell
                for table in tables
                if not table.startswith(("sqlite_", "search"))
                for row in connection.execute(f'SELECT * FROM "{table}"')
                for cell in row
                if isinstance(cell, str)
            ]
        return cls(cells)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.values or (len(phrase.split()) >= MANY and phrase in self.all)


def untranslated(texts: Iterable[str], known: Known) -> list[str]:
    """Those of the texts in which something is neither marked, nor a name, nor of the data."""
    return sorted({text for text in texts if any(phrase not in known for phrase in phrases(text))})


def phrases(text: str) -> list[str]:
    """The words in Latin letters that stand outside of all marks."""
    left = _flat(text)
    while (fewer := MARKED.sub("|", left)) != left:
        left = fewer
    return [found for found in PHRASE.findall(NAMES.sub("|", left)) if re.search("[A-Za-z]{2}", found)]


def _flat(text: str) -> str:
    return " ".join(text.split())

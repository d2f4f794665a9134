"""Old Tajik fonts, which put Tajik letters in the places of others: recognised for the whole file, then set right.

The sets follow the list of attested legacy encodings (A: «Љомї», B: «їиноятњ», D: «ме[лати»); letters that are merely
missing («Чумхурии») can't be told back and are matched by folding alone.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

_A: Final = str.maketrans("њЊљЉѓЃќЌўЎїЇ", "ҳҲҷҶғҒқҚӯӮӣӢ")
_B: Final = str.maketrans("ЅѕЇїІіЉљњЊ", "ҚқҶҷҲҳҒғӣӢ")
_D: Final = str.maketrans("RrXx{[be", "ҚқҶҷҲҳӣӯ")
_WORD: Final = re.compile(r"[A-Za-z\u0400-\u052f\[{]+")
_PLAIN_CYRILLIC: Final = re.compile(r"[а-яёА-ЯЁ]")
_ONLY_A: Final = re.compile(r"[ќЌѓЃўЎ]")
_ONLY_B: Final = re.compile(r"[ѕЅ]|[а-яё][іІ]|[іІ][а-яё]")
_SHARED: Final = re.compile(r"[њЊљЉїЇ]")
_ONLY_D: Final = re.compile(r"[а-яё][\[{rR](?=[а-яё\s]|$)|(?:^|\s)[\[{rR][а-яё]")
_ENOUGH: Final = 2


def legacy_set(texts: Iterable[str]) -> str | None:
    """'A', 'B' or 'D' when at least two words of the file are typed in such a font, else None."""
    found: dict[str, set[str]] = {"A": set(), "B": set(), "D": set(), "shared": set()}
    for text in texts:
        if not _PLAIN_CYRILLIC.search(text):
            continue
        for word in _WORD.findall(text):
            _count(word, found)
    if max(len(found["A"]), len(found["B"])) == 0 and len(found["shared"]) >= _ENOUGH:
        return "B" if _looks_b(found["shared"]) else "A"
    best = max(("A", "B", "D"), key=lambda name: len(found[name]))
    total = len(found[best] | (found["shared"] if best != "D" else set()))
    return best if found[best] and total >= (_ENOUGH if best != "D" else _ENOUGH + 1) else None


def _count(word: str, found: dict[str, set[str]]) -> None:
    if not _PLAIN_CYRILLIC.search(word):
        return
    if _ONLY_A.search(word):
        found["A"].add(word)
    if _ONLY_B.search(word):
        found["B"].add(word)
    if _SHARED.search(word):
        found["shared"].add(word)
    if _ONLY_D.search(word):
        found["D"].add(word)


def _looks_b(words: set[str]) -> bool:
    """In set B «њ» is the ӣ that ends words; in set A «ї» is."""
    ends = (
        sum(word.lower().endswith("њ") for word in words),
        sum(word.lower().endswith("ї") for word in words),
    )
    return ends[0] > ends[1]


def converter(name: str) -> Callable[[str], str]:
    """What sets the letters of a text right; words without plain Cyrillic letters (Roman numerals, English) stay."""
    table = {"A": _A, "B": _B, "D": _D}[name]

    def convert(text: str) -> str:
        return _WORD.sub(
            lambda found: (
                found.group().translate(table) if _PLAIN_CYRILLIC.search(found.group()) else found.group()
            ),
            text,
        )

    return convert

"""Moved deadlines: the new words and the first ones, told apart in «… (перенесено с …)» and its likes."""

import re
from typing import Final

from tracker.sheets.fold import collapse

_MOVED_WORD: Final = (
    r"(?:срок )?(?:перенес\w+|перенос\w*|сдвинут\w*|продл\w+|гузаронида \w+|тамдид \w+|дароз карда \w+|moved|"
    r"postponed|"
    r"extended|rescheduled)"
)
_BEFORE: Final = re.compile(
    r"\b(?:перенес\w+|перенос\w*|сдвинут\w*|продл\w+|moved|postponed|rescheduled|extended)\s+(?:с|со|"
    r"from)\s+(?P<old>.+?)"
    r"(?:\s+(?:на|to|до)\s+(?P<new>.+))?$"
    r"|^(?:мухлат )?аз (?P<old2>.+?)(?: ба (?P<new2>.+?))? (?:гузаронида|кучонида|тамдид)\b.*$"
    r"|^(?:было|был|ранее|прежн\w+(?: срок)?|первоначальн\w+(?: срок)?|изначальн\w+|пештар|was|previously|"
    r"originally|formerly|"
    r"instead of|вместо|ба чои)\s*[:–-]?\s*(?P<old3>.+)$"
)
_AFTER: Final = re.compile(
    r"\b(?:перенес\w+|продл\w+|сдвинут\w*|moved|postponed|extended|rescheduled)\s+(?:на|до|по|to|until|"
    r"till)\s+(?P<new>.+)$"
    r"|\b(?:тамдид|дароз|гузаронида)\s+(?:карда\s+)?(?:\w+\s+)?то\s+(?P<new2>.+)$|^(?:новый срок|"
    r"now|акнун)\s*[:–-]?\s*(?P<new3>.+)$"
    r"|^то (?P<new4>.+?) (?:тамдид|дароз)\b.*$"
)
_CUT: Final = re.compile(rf"\s*[,;]?\s*\b(?:{_MOVED_WORD}|вместо|instead of|ба чои)")
_NEW_TERM: Final = re.compile(r"^(?:новый срок|new (?:date|deadline)|мухлати нав)\s*[:–-]?\s*")
BRACKETED: Final = re.compile(r"\(([^()]*)\)?")


def old_and_new(folded: str) -> tuple[str | None, str | None]:
    """What a moved deadline says: (the new words, the first words or None); (None, None) when it was not moved."""
    folded = _NEW_TERM.sub("", folded)
    if re.search(r"->|→|=>", folded):
        pieces = [piece.strip(" ()") for piece in re.split(r"->|→|=>", folded)]
        return (pieces[-1], pieces[0]) if len(pieces) == 2 else (None, None)
    bracket = BRACKETED.search(folded)
    if bracket:
        inside = bracket.group(1).strip()
        outside = collapse(folded[: bracket.start()] + " " + folded[bracket.end() :]).strip(" ,;")
    else:
        cut = _CUT.search(folded)
        if cut is None:
            return None, None
        inside, outside = folded[cut.start() :].strip(" ,;"), folded[: cut.start()].strip(" ,;")
        if outside.startswith("мухлат аз") or outside.startswith("аз "):
            inside, outside = folded, ""
    after, before = _AFTER.search(inside), _BEFORE.search(inside)
    if before:
        old = _first_group(before, "old", "old2", "old3")
        new = _first_group(before, "new", "new2")
        return (new or outside or None), old
    if after:
        return _first_group(after, "new", "new2", "new3", "new4"), outside or None
    return None, None


def _first_group(match: re.Match[str], *names: str) -> str | None:
    return next((match.group(name).strip() for name in names if match.group(name)), None)

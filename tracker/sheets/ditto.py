"""Ditto marks: «-//-», «то же», «ҳамон» and their likes, which stand for the value above them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from tracker.sheets.fold import fold

_LONGEST: Final = 24
_FIRST: Final = frozenset("-_.\"'/\\″〃,|»«(–—“”„тТоОкКсСҳҲхХмМdDiIsStTaA")
_DITTO: Final = re.compile(
    r"[-_\s.]*(?:\"+|//+|\\\\+|''|″|〃|,,|\|\||»|«)[-_\s.]*"
    r"|(?:-?\s*)?(?:то|та|те|тот) же(?: самое| самый| самая)?|там же|тоже самое|он же|они же|как выше|см\.? выше|"
    r"хамон(?:хо|чо)?|худи хамон|мисли боло|"
    r"ditto|do\.|idem|same(?: as above)?|the same|as above|see above"
)


def ditto_marks(texts: Sequence[str]) -> frozenset[int]:
    """The numbers of the texts that are ditto marks and nothing else."""
    return frozenset(
        number
        for number, text in enumerate(texts)
        # the first sign settles nearly all texts of a long table before anything is folded
        if text[:1] in _FIRST and len(text) <= _LONGEST and _DITTO.fullmatch(fold(text).strip(" .()"))
    )


class Above:
    """Remembers the last value of every column, and puts it in the place of a ditto mark."""

    def __init__(self, texts: Sequence[str], columns: Iterable[int]) -> None:
        self._marks = ditto_marks(texts)
        self._columns = tuple(columns) if self._marks else ()
        self._last: dict[int, int] = {}

    def said(self, ids: Sequence[int]) -> Sequence[int]:
        """The row with its ditto marks replaced; a mark with nothing above it says nothing."""
        changed: list[int] | None = None
        for column in self._columns:
            number = ids[column]
            if number in self._marks:
                changed = list(ids) if changed is None else changed
                changed[column] = self._last.get(column, 0)
            elif number:
                self._last[column] = number
        return ids if changed is None else changed

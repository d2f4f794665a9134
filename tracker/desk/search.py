"""Finding commitments by words, in any of the three languages, whichever way the letters were typed."""

import threading
from dataclasses import dataclass, field

from sqlalchemy import Connection

from tracker.sheets import resolve_fold as fold
from tracker.store import queries

SEARCHED = (
    "code",
    "source_code",
    "number",
    "text_ru",
    "text_tg",
    "text_en",
    "section",
    "article",
    "basis_text",
)


@dataclass
class SearchIndex:
    """The folded words of every commitment's newest version. Versions never change, so only new ones are read."""

    _folded: dict[int, str] = field(default_factory=dict)
    _last: int = 0
    _growing: threading.Lock = field(default_factory=threading.Lock)

    def matching(self, connection: Connection, query: str) -> list[int]:
        """The ids of the commitments whose present version holds every word of `query`, in their order."""
        self._grow(connection)
        words = fold(query).split()
        return sorted(
            commitment for commitment, text in self._folded.items() if all(word in text for word in words)
        )

    def _grow(self, connection: Connection) -> None:
        with self._growing:
            newer = queries.texts_after(connection, self._last)
            added = {
                row["commitment_id"]: fold(" ".join(str(row[name]) for name in SEARCHED if row[name]))
                for row in newer
            }
            if newer:
                self._folded = {**self._folded, **added}
                self._last = newer[-1]["id"]

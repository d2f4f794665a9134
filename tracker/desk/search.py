"""Finding commitments by words, in any of the three languages, whichever way the letters were typed.

Two ways that answer alike: the database's own full-text index where it has one (SQLite's FTS5), else the same entries in
memory. Another database's own search stands in by answering `Search` too. What is found are versions, not commitments:
whoever may see the words of a version on the day asked about has found its commitment, nobody else has.
"""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Final, Protocol

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from tracker.model import VersionAgency, VersionDistrict, VersionOfficial, VersionRegion
from tracker.sheets.fold import fold, stem, words_of
from tracker.store import Change, Store, fulltext, queries
from tracker.store.check import Remark
from tracker.store.contents import contents_of
from tracker.store.fulltext import Entry
from tracker.store.queries import Row, table_of
from tracker.words import N_

RULES: Final = "1"
"""Changes whenever folding, or what is put into an entry, does: the index is then made anew."""

BATCH: Final = 5000
MOST_TERMS: Final = 24
# A kind of thing that a version can refer to: the letter of its marks, the table of the links, the column.
LINKS: Final[tuple[tuple[str, Any, str], ...]] = (
    ("a", VersionAgency, "agency_id"),
    ("d", VersionDistrict, "district_id"),
    ("r", VersionRegion, "region_id"),
    ("o", VersionOfficial, "official_id"),
)
LAW: Final = "b"
_TERM: Final = re.compile(r'"([^"]*)"?|(\S+)')
_OUR_CODE: Final = re.compile(r"\b[aа][hн]-\d+(?:-[^\W\d_])?")
_AS_LATIN: Final = str.maketrans("авсенкмрту", "abcehkmpty")

Ranks = dict[int, float]
"""The versions found, each with its rank: the lower, the better."""
Named = Mapping[str, str]
"""What can be referred to, by its mark ("a12" is the agency with id 12): all that it is called, as folded stems."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a query, or several that follow one another, as stems. `begun` is the last word as far as it was typed,
    where it may be only begun; `marks` are those of all that is called so.
    """

    stems: tuple[str, ...]
    begun: str | None = None
    marks: tuple[str, ...] = ()

    @property
    def as_begun(self) -> str:
        """The words, the last as far as it was typed."""
        return " ".join((*self.stems[:-1], self.begun or self.stems[-1]))


class Search(Protocol):
    """Where terms are looked up."""

    def matching(self, connection: Connection, asked: Sequence[Term], *, inside: bool) -> Ranks:
        """The versions that hold every term; `inside` looks also into what only those who work here may see."""


def terms(query: str, named: Named) -> list[Term]:
    """The terms of a query as typed: words in any order; codes, and what stands in quotation marks, as they follow.

    The last word may be only begun, unless it is a number: who types a number means that number. Single letters (и, в, с …)
    narrow nothing down and are passed over beside other words.
    """
    folded = _OUR_CODE.sub(lambda code: code.group().translate(_AS_LATIN), fold(query))
    found = [tuple(words_of(quoted or word)) for quoted, word in _TERM.findall(folded)]
    kept = [words for words in found if words][:MOST_TERMS]
    kept = [words for words in kept if not _is_letter(words)] or kept
    still_typing = bool(kept) and not folded.endswith('"') and _may_be_begun(kept[-1])
    return [
        _term(words, named, begun=still_typing and place == len(kept) - 1) for place, words in enumerate(kept)
    ]


def _is_letter(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) == 1 and words[0].isalpha()


def _may_be_begun(words: tuple[str, ...]) -> bool:
    return len(words) > 1 or not (words[0].isdecimal() or _is_letter(words))


def _term(words: tuple[str, ...], named: Named, *, begun: bool) -> Term:
    term = Term(tuple(map(stem, words)), words[-1] if begun else None)
    marks = [mark for mark, called in named.items() if _stands_in(called, term)]
    return Term(term.stems, term.begun, tuple(marks))


def _stands_in(tokens: str, term: Term) -> bool:
    held = f" {tokens} "
    return f" {' '.join(term.stems)} " in held or (term.begun is not None and f" {term.as_begun}" in held)


class FullText:
    """The search that SQLite carries."""

    def matching(self, connection: Connection, asked: Sequence[Term], *, inside: bool) -> Ranks:
        """See `Search`."""
        return dict(fulltext.matching(connection, expression(asked, inside=inside))) if asked else {}


def expression(asked: Sequence[Term], *, inside: bool) -> str:
    """The terms as FTS5 wants them. Folded words hold letters and digits alone, so nothing in them can be an operator."""
    columns = "{words codes inside}" if inside else "{words codes}"
    return " AND ".join(f"({' OR '.join(_ways(one, columns))})" for one in asked)


def _ways(one: Term, columns: str) -> Iterator[str]:
    yield f'{columns} : "{" ".join(one.stems)}"'
    if one.begun is not None:
        yield f'{columns} : "{one.as_begun}" *'
    if one.marks:
        yield f"{{named}} : ({' OR '.join(one.marks)})"


class InMemory:
    """The same entries in memory, for a database without a search of its own. All hits rank alike."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._of: tuple[tuple[int, int], str] = ((0, 0), "")
        self._growing = threading.Lock()

    def matching(self, connection: Connection, asked: Sequence[Term], *, inside: bool) -> Ranks:
        """See `Search`. What is new since the last question is read first; versions never change."""
        with self._growing:
            held = self._entries = self._grown(connection)
        if not asked:
            return {}
        return {
            key: 0.0 for key, entry in held.items() if all(_holds(entry, one, inside=inside) for one in asked)
        }

    def _grown(self, connection: Connection) -> dict[int, Entry]:
        """What is known and what is newer; all of it anew where another file was put in the place of the one known, and
        of every public copy, in which a version may have lost its words."""
        there, fingerprint = queries.versions_there(connection), contents_of(connection).fingerprint
        if self._of == (there, fingerprint):
            return self._entries
        known = {} if fingerprint else self._entries
        newer = chain.from_iterable(_batches(connection, max(known, default=0)))
        grown = {**known, **{entry.version_id: entry for entry in newer}}
        if (len(grown), sum(grown)) != there:
            grown = {entry.version_id: entry for entry in chain.from_iterable(_batches(connection, 0))}
        self._of = (there, fingerprint)
        return grown


def _holds(entry: Entry, one: Term, *, inside: bool) -> bool:
    columns = (entry.words, entry.codes, entry.inside if inside else "")
    return any(_stands_in(tokens, one) for tokens in columns) or not set(one.marks).isdisjoint(
        entry.named.split()
    )


def attach(store: Store) -> Search:
    """The best search this installation can have, brought up to date and kept so with every change from now on.

    An index that is missing, lags behind or was made by other rules is mended; a database that cannot be written is
    searched in memory unless its index stands.
    """
    with store.read() as connection:
        stands = fulltext.is_there(connection, made_by=RULES)
        if stands and not _lags(connection):
            return _follow(store)
    if not store.is_sqlite:
        return InMemory()
    try:
        with store.engine.connect().execution_options(ahd_write=True) as connection, connection.begin():
            if not fulltext.make(connection, made_by=RULES):
                return InMemory()
            catch_up(connection)
    except DBAPIError:
        return InMemory()
    return _follow(store)


def catch_up(connection: Connection) -> None:
    """Put the versions that are newer than the index into it."""
    for batch in _batches(connection, fulltext.last(connection)):
        fulltext.add(connection, batch)


def check(store: Store) -> list[Remark]:
    """Whether the index says of every version what an index made anew would say."""
    with store.read() as connection:
        if not fulltext.is_there(connection, made_by=RULES):
            return []
        wrong = 0
        for batch in _batches(connection, 0):
            held = fulltext.entries(connection, batch[0].version_id, batch[-1].version_id)
            wrong += sum(held.get(entry.version_id) != entry for entry in batch)
        newest = queries.newest_version(connection)
        too_many = fulltext.count(connection) != queries.versions_there(connection)[0]
        if not wrong and not too_many and fulltext.last(connection) == newest:
            return []
    return [
        Remark(
            True,
            N_("The index for searching is not what it should be. Make it anew: ahd check --mend-search"),
            {},
        )
    ]


def mend(store: Store) -> None:
    """Make the index anew from what is recorded."""
    with store.engine.connect().execution_options(ahd_write=True) as connection, connection.begin():
        if fulltext.make(connection, made_by=RULES):
            fulltext.empty(connection)
            catch_up(connection)


def _follow(store: Store) -> FullText:
    if _bring_along not in store.followers:
        store.followers.append(_bring_along)
    return FullText()


def _lags(connection: Connection) -> bool:
    return fulltext.last(connection) < queries.newest_version(connection)


def _bring_along(change: Change) -> None:
    catch_up(change.connection)


def _batches(connection: Connection, after: int) -> Iterator[list[Entry]]:
    """The entries of all versions after one, in their order, a few thousand at a time."""
    while rows := queries.texts_after(connection, after, most=BATCH):
        linked = _linked(connection, rows[0]["id"], rows[-1]["id"])
        after = rows[-1]["id"]
        yield [_entry(row, linked.get(row["id"], [])) for row in rows]


def _linked(connection: Connection, first: int, last: int) -> dict[int, list[str]]:
    """The marks of what the versions from `first` to `last` refer to."""
    found: dict[int, list[str]] = {}
    for letter, link, column in LINKS:
        table = table_of(link)
        statement = (
            select(table.c.version_id, table.c[column])
            .where(table.c.version_id.between(first, last))
            .order_by(table.c.version_id, table.c[column])
        )
        for version, key in connection.execute(statement):
            found.setdefault(version, []).append(f"{letter}{key}")
    return found


def _entry(row: Row, marks: list[str]) -> Entry:
    law = [f"{LAW}{row['basis_id']}"] if row["basis_id"] is not None else []
    words = ("text_ru", "text_tg", "text_en", "section", "basis_text", "article")
    return Entry(
        version_id=row["id"],
        words=stems_of(*(row[name] for name in words)),
        named=" ".join([*marks, *law]),
        codes=stems_of(row["code"], row["source_code"], row["number"]),
        inside=stems_of(row["note"], row["unknown_agencies"]),
    )


def stems_of(*texts: str | None) -> str:
    """The folded words of texts without their endings, parted by single spaces."""
    return " ".join(filter(None, (_stems(word) for text in texts if text for word in text.split())))


@lru_cache(maxsize=200_000)
def _stems(written: str) -> str:
    """The stems of what stands between two spaces. Few words make up many texts, so most are known already."""
    return " ".join(map(stem, words_of(fold(written))))

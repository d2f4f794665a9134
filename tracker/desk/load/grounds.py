"""What accepted rows stand on and the installation may not have yet: forums, plans and agreements, officials, topics."""

import re
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import select

from tracker.desk.catalogue import Catalogue
from tracker.desk.registers.known import ForumBook
from tracker.model import Basis, Official
from tracker.model.vocabulary import LANGUAGES, BasisKind, Visibility
from tracker.sheets import Row as SheetRow
from tracker.sheets import forum_of, resolve_fold
from tracker.store import Change, queries

PLAN_WORDS = re.compile(r"план|накша|\bplan\b|чорабини")


class Grounds:
    """Finds or makes, inside one change, what a workbook's rows refer to."""

    def __init__(self, change: Change, planned: Any, names: Catalogue) -> None:
        """Work for one plan; `planned` is the `Plan` that is being written."""
        self.change = change
        self.reading = planned.reading
        self.visibility = Visibility.PUBLIC if planned.options.publish else Visibility.INTERNAL
        self.partner = planned.options.partner
        self.names = names
        self._bases: dict[str, int] = {code: entry.id for code, entry in names.bases.items()}
        self._officials: dict[str, int] = {}
        self._forums = ForumBook()
        self._agreements: dict[tuple[object, ...], str] = {}
        self._topics = _topics(names)

    def lay(self, rows: list[SheetRow]) -> None:
        """Make what is missing for these rows; what is there already stays as it is."""
        self._lay_officials(rows)
        if any(row.forum and row.forum.date for row in rows):
            self._forums = ForumBook.read(self.change.connection)
        for row in rows:
            if row.forum and row.forum.date:
                self._forum_basis(row)
            elif row.basis is not None and row.basis.code is None:
                self._named_basis(row.basis.text)
        if any(self._stands_on_plan(row) for row in rows):
            self._plan_basis()

    def basis_of(self, row: SheetRow) -> int | None:
        """The basis that a row stands on: the law it names, else its forum, else what it names, else the plan itself."""
        if row.basis is not None and row.basis.code is not None:
            return self._bases[row.basis.code]
        if row.forum and row.forum.date:
            return self._bases[self._agreements[_meeting(row)]]
        if row.basis is not None:
            return self._bases[_text_code(row.basis.text)]
        return self._bases.get(_text_code(self.reading.title)) if self.reading.title else None

    def topic_of(self, row: SheetRow) -> int | None:
        """The topic that a row names, where it is one of ours."""
        return self._topics.get(resolve_fold(row.topic)) if row.topic else None

    def officials_of(self, row: SheetRow) -> list[int]:
        """The officials that a row names."""
        return [self._officials[resolve_fold(post)] for post in row.officials]

    def _stands_on_plan(self, row: SheetRow) -> bool:
        return row.basis is None and not (row.forum and row.forum.date) and bool(self.reading.title)

    def _lay_officials(self, rows: list[SheetRow]) -> None:
        posts = {resolve_fold(post): post for row in rows for post in row.officials}
        table = queries.table_of(Official)
        for part in queries.parts(sorted(posts)):
            found = self.change.connection.execute(
                select(table.c.folded, table.c.id).where(table.c.folded.in_(part))
            )
            self._officials |= {row.folded: row.id for row in found}
        missing = [folded for folded in posts if folded not in self._officials]
        ids = self.change.take_ids(Official, len(missing))
        rows_to_add = [
            {"id": key, "post": posts[folded], "folded": folded, "visibility": Visibility.INTERNAL}
            for key, folded in zip(ids, missing, strict=True)
        ]
        self.change.append(Official, rows_to_add)
        self._officials |= dict(zip(missing, ids, strict=True))

    def _forum_basis(self, row: SheetRow) -> None:
        """The agreement of the meeting that a row comes from; the meeting itself was written with the registers."""
        if _meeting(row) in self._agreements:
            return
        said = forum_of(row)
        assert said is not None  # asked by the caller
        found = self._forums.find(said)
        assert found is not None  # the plan holds the meeting of every accepted row
        self._agreements[_meeting(row)] = found["code"]
        if found["code"] not in self._bases:
            dated, forum_id = found["held_on"], found["id"]
            self._add_basis(found["code"], BasisKind.FORUM_AGREEMENT, {}, dated=dated, forum_id=forum_id)

    def _named_basis(self, text: str) -> None:
        code = _text_code(text)
        if code not in self._bases:
            kind = BasisKind.ACTION_PLAN if PLAN_WORDS.search(resolve_fold(text)) else BasisKind.OTHER
            self._add_basis(code, kind, {self._name_column(): text})

    def _plan_basis(self) -> None:
        code = _text_code(self.reading.title)
        if code not in self._bases:
            is_plan = PLAN_WORDS.search(resolve_fold(self.reading.title))
            kind = BasisKind.ACTION_PLAN if is_plan else BasisKind.OTHER
            names = {self._name_column(): self.reading.title}
            self._add_basis(code, kind, names, dated=self.reading.approved_on)

    def _name_column(self) -> str:
        first = self.reading.language.split("+")[0]
        return f"name_{first if first in LANGUAGES else 'ru'}"

    def _add_basis(
        self,
        code: str,
        kind: str,
        names: dict[str, str],
        *,
        dated: date | None = None,
        forum_id: int | None = None,
    ) -> None:
        (key,) = self.change.take_ids(Basis, 1)
        named = {f"name_{language}": names.get(f"name_{language}") for language in LANGUAGES}
        row = {"id": key, "code": code, "kind": kind, **named, "dated": dated, "forum_id": forum_id}
        self.change.append(Basis, [row])
        self._bases[code] = key


def _meeting(row: SheetRow) -> tuple[object, ...]:
    """What the rows of one meeting share."""
    return tuple(sorted((name, str(value)) for name, value in (forum_of(row) or {}).items()))


def _text_code(text: str) -> str:
    return f"basis-{_hash(resolve_fold(text))}"


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=5).hexdigest()


def _topics(names: Catalogue) -> dict[str, int]:
    return {
        resolve_fold(name): entry.id
        for entry in names.topics.values()
        for name in (entry.code, *entry.names.values())
    }

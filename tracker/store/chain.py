"""The chain of changes: each link is a hash of the link before it and of all that its change recorded.

Whoever holds the newest link (it stands in briefs and on the public site) can tell later whether anything before it was
changed, added or taken away. The link of a change is the SHA-256 over lines of UTF-8: the link before (empty for the
first), the revision, then each of its events, as JSON lists without blanks. Rows that an event seals are held by the hash
in that event.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, select

from tracker.model import ChainLink, Event, Revision
from tracker.store.queries import table_of

_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
EVENT: Final = ("id", "kind", "subject", "subject_id", "before", "after")


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of the chain: the number of its change, and its SHA-256 (empty before the first change)."""

    revision: int
    sha256: str

    def __str__(self) -> str:
        """As it is printed: the number, a colon, 64 hexadecimal digits."""
        return f"{self.revision}:{self.sha256}"


class Link:
    """The link of one change while its events are being written."""

    def __init__(
        self, before: str, *, number: int, recorded_at: datetime, actor: str, action: str, undoes: int | None
    ) -> None:
        """Begin with the link before and with the revision itself."""
        self._hash = sha256(before.encode())
        moment = recorded_at.astimezone(UTC).isoformat()
        self._add([number, moment, actor, action, undoes])

    def event(self, row: Any) -> None:
        """Take in an event (a mapping with the columns `EVENT`); in the order of their ids."""
        self._add([row[name] for name in EVENT])

    def digest(self) -> str:
        """The link, as 64 hexadecimal digits."""
        return self._hash.hexdigest()

    def _add(self, values: list[Any]) -> None:
        self._hash.update(b"\n" + _encode(values).encode())


def head(connection: Connection) -> Head:
    """The newest link that is written down."""
    table = table_of(ChainLink)
    found = connection.execute(
        select(table.c.revision, table.c.sha256).order_by(table.c.revision.desc()).limit(1)
    ).first()
    return Head(*found) if found else Head(0, "")


def link_at(connection: Connection, revision: int) -> str | None:
    """The link of a change, None where there is none."""
    table = table_of(ChainLink)
    return connection.execute(select(table.c.sha256).where(table.c.revision == revision)).scalar()


def worked_out(connection: Connection) -> Iterator[tuple[int, str]]:
    """The links as they follow from what stands in the database now: (revision, link) from the first change on."""
    revision, event = table_of(Revision), table_of(Event)
    columns = [event.c.revision, *(event.c[name] for name in EVENT)]
    told = connection.execute(select(*columns).order_by(event.c.revision, event.c.id)).mappings()
    events = groupby(told, key=lambda row: int(row["revision"]))
    number, rows = next(events, (None, iter(())))
    before = ""
    for row in connection.execute(select(*revision.c).order_by(revision.c.number)).mappings().all():
        link = Link(before, **row)
        while number is not None and number < row["number"]:  # of no revision at all
            number, rows = next(events, (None, iter(())))
        if number == row["number"]:
            for each in rows:
                link.event(each)
            number, rows = next(events, (None, iter(())))
        before = link.digest()
        yield row["number"], before

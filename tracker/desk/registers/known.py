"""What the installation holds of the things that registers speak of, and how an entry is recognised among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, select

from tracker.model import District, Forum, Indicator, IndicatorValue, Official, Partner
from tracker.model.vocabulary import LANGUAGES, ForumKind
from tracker.sheets import resolve_fold
from tracker.store import queries
from tracker.store.queries import table_of

Row = dict[str, Any]
Said = Mapping[str, Any]
Value = tuple[int, int | None, int | None, date, date]
"""An indicator, district, region, and the first and last day: what one figure is a figure of."""


@dataclass
class ForumBook:
    """The meetings there are, found by their day, place and kind. A row of it has `district` as a code."""

    _by_day: dict[date, list[Row]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> "ForumBook":
        """All meetings, those taken back among them: they may come again."""
        forum, district = table_of(Forum), table_of(District)
        statement = (
            select(*forum.c, district.c.code.label("district"))
            .outerjoin(district, district.c.id == forum.c.district_id)
            .order_by(forum.c.id)
        )
        book = cls()
        for row in queries.rows_of(connection, statement):
            book.add(row)
        return book

    def add(self, row: Row) -> None:
        """From now on this meeting is among them."""
        self._by_day.setdefault(row["held_on"], []).append(row)

    def find(self, said: Said, taken: Iterable[str] = ()) -> Row | None:
        """The meeting that is spoken of: same day and place, and no other kind. `taken` are codes that it can't be.

        An agreement may be about several districts, or about another one than the meeting was held in: then the venue
        tells, and where both sides name a district, who came.
        """
        alike = [
            row
            for row in self._by_day.get(said["held_on"], ())
            if row["code"] not in taken
            and (row["kind"] == said["kind"] or ForumKind.OTHER in (row["kind"], said["kind"]))
        ]
        where = forum_code(said)
        fitting = [row for row in alike if forum_code(row) == where]
        fitting = fitting or [row for row in alike if _same_venue(row, said)]
        return min(fitting, key=lambda row: _difference(row, said), default=None)

    def new_code(self, said: Said) -> str:
        """The code of a meeting that is not there yet: by its day and place, and where these are taken, by all of it."""
        code = forum_code(said)
        if all(row["code"] != code for row in self._by_day.get(said["held_on"], ())):
            return code
        words = [str(said.get(name) or "") for name in ("district", "kind", "place", "subject")]
        return f"forum-{said['held_on'].isoformat()}-{short_hash(resolve_fold('|'.join(words)))}"


def forum_code(said: Said) -> str:
    """What meetings of one day in one district share; without a district, of one day in one place."""
    where = said.get("district") or short_hash(resolve_fold(said.get("place") or "") or "-")
    return f"forum-{said['held_on'].isoformat()}-{where}"


def short_hash(text: str) -> str:
    """Ten letters that stand for a text."""
    return blake2b(text.encode(), digest_size=5).hexdigest()


def _same_venue(row: Row, said: Said) -> bool:
    place = resolve_fold(said.get("place") or "")
    if not place or place != resolve_fold(row["place"] or ""):
        return False
    if not row["district"] or not said.get("district"):
        return True
    counts = [(row.get(name), said.get(name)) for name in ("women", "men", "police")]
    return all(ours == theirs for ours, theirs in counts) and counts != [(None, None)] * 3


def _difference(row: Row, said: Said) -> tuple[int, bool]:
    words = sum(
        resolve_fold(row[name] or "") != resolve_fold(said.get(name) or "") for name in ("place", "subject")
    )
    return words, row["kind"] != said["kind"]


@dataclass
class Holdings:
    """Everything that entries are recognised among; made once for a plan or a change."""

    forums: ForumBook
    partners: list[Row]
    officials: dict[str, Row]
    indicators: list[Row]
    values: dict[Value, Row]

    @classmethod
    def read(cls, connection: Connection) -> "Holdings":
        """As the installation holds them now; of figures the newest of each."""

        def rows(model: Any) -> list[Row]:
            return queries.rows_of(connection, select(*table_of(model).c).order_by(table_of(model).c.id))

        return cls(
            forums=ForumBook.read(connection),
            partners=rows(Partner),
            officials={row["folded"]: row for row in rows(Official)},
            indicators=rows(Indicator),
            values={value_key(row): row for row in rows(IndicatorValue)},
        )

    def partner(self, said: Said) -> Row | None:
        """The partner with this code, else with one of these names."""
        code = said.get("code")
        if code and (found := next((row for row in self.partners if row["code"] == code), None)):
            return found
        names = {resolve_fold(said[name]) for name in _NAMES if said.get(name)}
        return next((row for row in self.partners if names & _names_of(row)), None)

    def official(self, post: str, agency_id: int | None, district_id: int | None) -> Row | None:
        """The post with these words at this agency in this district, as far as both sides say."""
        own = self.officials.get(official_key(post, agency_id, district_id))
        if own is not None:
            return own
        plain = self.officials.get(resolve_fold(post))
        if plain is None or any(
            given is not None and plain[name] is not None and plain[name] != given
            for name, given in (("agency_id", agency_id), ("district_id", district_id))
        ):
            return None
        return plain

    def indicator(self, said: Said) -> Row | None:
        """The indicator with this code, else with this name in any language."""
        code, name = said.get("code"), resolve_fold(said.get("indicator") or "")
        for row in self.indicators:
            if (code and row["code"] == code) or (name and name in _names_of(row)):
                return row
        return None


_NAMES = tuple(f"name_{language}" for language in LANGUAGES)


def _names_of(row: Row) -> set[str]:
    names = [row[name] for name in _NAMES] + (row.get("aliases") or "").split(";")
    return {resolve_fold(name) for name in names if name}


def official_key(post: str, agency_id: int | None, district_id: int | None) -> str:
    """What tells posts of the same words at several bodies apart."""
    return f"{resolve_fold(post)}|{agency_id or ''}|{district_id or ''}"


def value_key(row: Row) -> Value:
    """What one figure is a figure of."""
    return row["indicator_id"], row["district_id"], row["region_id"], row["from_on"], row["until_on"]

"""The names of everything a commitment can refer to, by code, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from tracker.desk.desk import Desk
from tracker.model import Agency, Basis, District, Forum, Official, Partner, Region, Topic
from tracker.model.vocabulary import LANGUAGES, Visibility
from tracker.words import formats, translate

NONE = "none"
NOTHING = -2  # an id that nothing has; the ledger keeps -1 for what is not there


@dataclass(frozen=True, slots=True)
class Entry:
    """One named thing. `short` are abbreviations where there are any, `extra` what else is known of it."""

    id: int
    code: str
    names: dict[str, str]
    short: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def name(self, language: str) -> str:
        """The name in a language, or in one that there is, or the code."""
        return _in_language(self.names, language) or self.code

    def short_name(self, language: str) -> str:
        """The abbreviation in a language where there is one, else the name."""
        return self.short.get(language) or self.name(language)

    def called(self) -> str:
        """All that it is called: names and abbreviations in every language, other spellings, a law's number."""
        more = (self.extra.get("aliases"), self.extra.get("number"))
        return " ".join([*self.names.values(), *self.short.values(), *(one for one in more if one)])


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All names, each kind by code in the order of the reference tables."""

    regions: dict[str, Entry]
    districts: dict[str, Entry]
    agencies: dict[str, Entry]
    bases: dict[str, Entry]
    topics: dict[str, Entry]
    partners: dict[str, Entry]
    officials: dict[str, Entry]

    def places(self, districts: Iterable[str], regions: Iterable[str], language: str) -> list[str]:
        """The names of districts and after them of regions, each in the reader's alphabet."""
        return [
            name
            for known, codes in ((self.districts, districts), (self.regions, regions))
            for name in formats.in_alphabet(
                (known[code].name(language) for code in codes if code in known), language
            )
        ]

    def ids(self, kind: str, codes: Iterable[str]) -> tuple[int | None, ...]:
        """The ids of codes of a kind ("regions" …): None for "none", and one that matches nothing for an unknown code."""
        entries: dict[str, Entry] = getattr(self, kind)
        return tuple(
            None if code == NONE else entries[code].id if code in entries else NOTHING for code in codes
        )

    def for_the_public(self) -> "Catalogue":
        """The same without what is internal: officials and forums that nobody has published."""
        return replace(
            self,
            bases={code: entry for code, entry in self.bases.items() if is_public(entry.extra["forum"])},
            officials={code: entry for code, entry in self.officials.items() if is_public(entry.extra)},
        )

    def codes(self, kind: str) -> dict[int, str]:
        """The codes of a kind by id."""
        entries: dict[str, Entry] = getattr(self, kind)
        return {entry.id: entry.code for entry in entries.values()}


def is_public(thing: dict[str, Any] | None) -> bool:
    """Whether everybody may know of a forum or an official: published, and not withdrawn with the load that brought it."""
    return thing is None or (thing["visibility"] == Visibility.PUBLIC and not thing["withdrawn"])


def catalogue(desk: Desk) -> Catalogue:
    """All names as they are now; kept until something is recorded."""
    return desk.once_a_revision("catalogue", lambda: _read(desk))


def _read(desk: Desk) -> Catalogue:
    with desk.store.read() as connection:

        def rows(model: Any) -> list[dict[str, Any]]:
            return [
                dict(row) for row in connection.execute(select(model.__table__).order_by(model.id)).mappings()
            ]

        regions = {row["id"]: row["code"] for row in rows(Region)}
        forums = {row["id"]: row for row in rows(Forum)}
        districts = {row["id"]: _texts(row, "name") for row in rows(District)}
        return Catalogue(
            regions=_entries(
                rows(Region), lambda row: {name: row[name] for name in ("lat", "lon", "aliases")}
            ),
            districts=_entries(rows(District), lambda row: _district(row, regions)),
            agencies=_entries(
                rows(Agency), lambda row: {name: row[name] for name in ("kind", "level", "aliases")}
            ),
            bases=_bases(rows(Basis), forums, districts),
            topics=_entries(rows(Topic), lambda row: {}),
            partners=_entries(rows(Partner), lambda row: {"illustration": row["illustration"]}),
            officials={
                f"official-{row['id']}": Entry(
                    row["id"],
                    f"official-{row['id']}",
                    {"ru": row["post"]},
                    extra={"visibility": row["visibility"], "withdrawn": row["withdrawn"]},
                )
                for row in rows(Official)
            },
        )


def _entries(rows: list[dict[str, Any]], extra: Any) -> dict[str, Entry]:
    return {
        row["code"]: Entry(row["id"], row["code"], _texts(row, "name"), _texts(row, "abbr"), extra(row))
        for row in rows
    }


def _texts(row: dict[str, Any], column: str) -> dict[str, str]:
    return {language: text for language in LANGUAGES if (text := row.get(f"{column}_{language}"))}


def _district(row: dict[str, Any], regions: dict[int, str]) -> dict[str, Any]:
    kept = ("kind", "tile_col", "tile_row", "lat", "lon", "aliases")
    return {"region": regions[row["region_id"]], **{name: row[name] for name in kept}}


def _bases(
    rows: list[dict[str, Any]], forums: dict[int, dict[str, Any]], districts: dict[int, dict[str, str]]
) -> dict[str, Entry]:
    """All bases; an agreement has no name of its own, so it is called by its forum's place and day."""
    found = _entries(rows, lambda row: _basis(row, forums))
    for code, entry in found.items():
        if (forum := entry.extra["forum"]) is not None:
            names = {language: _agreement(forum, districts, language) for language in LANGUAGES}
            found[code] = Entry(entry.id, code, names, {}, entry.extra)
    return found


def _agreement(forum: dict[str, Any], districts: dict[int, dict[str, str]], language: str) -> str:
    day = formats.date_long(forum["held_on"], language)
    place = _in_language(districts.get(forum["district_id"], {}), language) or forum["place"]
    if place is None:
        return translate("Forum agreement, {day}", language, day=day)
    return translate("Forum agreement, {place}, {day}", language, place=place, day=day)


def _basis(row: dict[str, Any], forums: dict[int, dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": row["kind"],
        "number": row["number"],
        "dated": row["dated"],
        "forum": forums.get(row["forum_id"]),
    }


def _in_language(texts: dict[str, str], language: str) -> str | None:
    return texts.get(language) or next(
        (texts[other] for other in ("ru", "en", "tg") if texts.get(other)), None
    )

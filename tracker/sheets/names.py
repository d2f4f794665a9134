"""Names an installation knows: places, agencies, laws and partners, built once and asked for every distinct text."""

from collections.abc import Iterable, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from tracker.sheets.basis import Laws
from tracker.sheets.bodies import Bodies, BodyCell
from tracker.sheets.fold import resolve_fold, words_of
from tracker.sheets.places import PlaceCell, Places
from tracker.sheets.shapes import Basis

Record = Mapping[str, Any]


class Names:
    """The lookup of every name. Build it once an installation's lists change; it is not altered afterwards."""

    def __init__(self, *, places: Places, bodies: Bodies, laws: Laws, partners: Mapping[str, str]) -> None:
        self.places, self.bodies, self.laws = places, bodies, laws
        self._partners = dict(partners)
        self._places_read: dict[str, PlaceCell] = {}
        self._bodies_read: dict[str, BodyCell] = {}

    @classmethod
    def build(
        cls,
        *,
        regions: Iterable[Record] = (),
        districts: Iterable[Record] = (),
        agencies: Iterable[Record] = (),
        laws: Iterable[Record] = (),
        partners: Iterable[Record] = (),
        aliases: Iterable[Record] = (),
    ) -> "Names":
        """From rows with the columns of the reference files; `aliases` are (kind, text, code) that a person confirmed."""
        aliases = list(aliases)
        places = Places(regions, districts, aliases)
        known: dict[str, str] = {}
        for record in partners:
            names = [str(record.get(name) or "") for name in ("code", "name_en", "name_ru", "name_tg")]
            for name in filter(None, [*names, *str(record.get("aliases") or "").split(";")]):
                known.setdefault(_plain(name), str(record["code"]))
        for record in aliases:
            if record.get("kind") == "partner" and record.get("text"):
                known[_plain(str(record["text"]))] = str(record["code"])
        return cls(
            places=places, bodies=Bodies(agencies, aliases, places), laws=Laws(laws, aliases), partners=known
        )

    def district_cell(self, text: str) -> PlaceCell:
        """What a cell of the district column names."""
        if (known := self._places_read.get(text)) is None:
            known = self._places_read[text] = self.places.cell(text)
        return known

    def agency_cell(self, text: str) -> BodyCell:
        """The agencies a cell names, in order, and the places in their names."""
        if (known := self._bodies_read.get(text)) is None:
            known = self._bodies_read[text] = self.bodies.cell(text)
        return known

    def basis_cell(self, text: str, article: str | None = None) -> Basis:
        """The law and the article a cell names."""
        return self.laws.cell(text, article)

    def partner_code(self, text: str) -> str | None:
        """The partner that goes by this name, or None."""
        return self._partners.get(_plain(text))

    def suggest(self, kind: str, text: str, *, count: int = 3) -> tuple[str, ...]:
        """Codes of the districts or agencies (`kind`) whose names look like `text`, best first: to be confirmed by a
        person, never applied. Similarity by rapidfuzz's WRatio of the folded names, at least 80 of 100."""
        spellings = self.places.spellings if kind == "district" else self.bodies.spellings
        found = process.extract(
            resolve_fold(text),
            [spelling for spelling, _ in spellings],
            scorer=fuzz.WRatio,
            limit=12,
            score_cutoff=80,
        )
        return tuple(dict.fromkeys(spellings[at][1] for _, _, at in found))[:count]


def _plain(text: str) -> str:
    return " ".join(words_of(resolve_fold(text)))

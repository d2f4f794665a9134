"""What would come of the entries of a register: each new, changed, the same, a duplicate or rejected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.desk.catalogue import Catalogue
from tracker.desk.registers.known import Holdings, value_key
from tracker.model.vocabulary import ForumKind
from tracker.sheets import RegisterEntry, Row, forum_of, resolve_fold

Columns = dict[str, Any]
Place = tuple[str | None, int]


@dataclass(slots=True)
class PlannedEntry:
    """An entry and what would come of it.

    `code` names the thing it speaks of, `columns` what is to be written, `was` what stands there now of these columns.
    `derived`: the meeting that rows of commitments speak of, not a row of its own.
    """

    entry: RegisterEntry
    outcome: str
    columns: Columns = field(default_factory=dict)
    was: Columns = field(default_factory=dict)
    known: int | None = None
    code: str | None = None
    derived: bool = False

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Every change as (column, old, new)."""
        return [
            (name, self.was.get(name), new) for name, new in self.columns.items() if self.was.get(name) != new
        ]


class RegisterPlanner:
    """Recognises the entries of one workbook. `taken_before` are the rows of this very file that were taken already."""

    def __init__(
        self, holdings: Holdings, names: Catalogue, *, partner: str | None, taken_before: set[Place]
    ) -> None:
        self.holdings, self.names, self.partner = holdings, names, partner
        self.taken_before = taken_before
        self._taken: set[str] = set()

    def entries(self, entries: Iterable[RegisterEntry]) -> list[PlannedEntry]:
        """The plan of every entry, in the order of the file."""
        return [self._entry(entry) for entry in entries]

    def of_rows(self, rows: Sequence[Row]) -> list[PlannedEntry]:
        """The meetings that accepted rows of commitments speak of, each once, with what any of its rows says of it."""
        forums = self.holdings.forums
        found: dict[str, tuple[RegisterEntry, Columns]] = {}
        codes: dict[tuple[Any, ...], str] = {}
        for row in rows:
            said = forum_of(row)
            if said is None:
                continue
            words = tuple(sorted((name, str(value)) for name, value in said.items()))
            if words in codes:
                continue
            meeting = forums.find(said)
            if meeting is None:
                meeting = {**_NO_FORUM, **said, "code": forums.new_code(said)}
                forums.add(meeting)
            code = codes[words] = meeting["code"]
            entry, _meeting = found.setdefault(code, (RegisterEntry("forum", row.sheet, row.row), meeting))
            entry.fields = {**said, **entry.fields}
            if meeting["district"]:
                entry.fields["district"] = meeting["district"]  # what the meeting is known by stays
        return [
            replace(self._written(entry, meeting if meeting["id"] else None, code), derived=True)
            for code, (entry, meeting) in found.items()
            if code not in self._taken
        ]

    def _entry(self, entry: RegisterEntry) -> PlannedEntry:
        if entry.outcome != "new":
            return PlannedEntry(entry, entry.outcome)
        plan = {"partner": self._partner, "official": self._official, "indicator": self._indicator}
        return self._forum(entry) if entry.kind == "forum" else plan[entry.kind](entry)

    def _forum(self, entry: RegisterEntry) -> PlannedEntry:
        forums = self.holdings.forums
        known = forums.find(entry.fields, self._taken)
        code = known["code"] if known else forums.new_code(entry.fields)
        self._taken.add(code)
        if known is None:
            forums.add({**_NO_FORUM, **entry.fields, "code": code})
        return self._written(entry, known, code)

    def _written(self, entry: RegisterEntry, known: Columns | None, code: str) -> PlannedEntry:
        """What is to be written of a meeting that is known, or new under a code."""
        said = entry.fields
        columns = {
            name: said[name]
            for name in (
                "held_on",
                "kind",
                "place",
                "organiser",
                "subject",
                "women",
                "men",
                "police",
                "participants",
            )
            if said.get(name) is not None
        }
        if known and columns["kind"] == ForumKind.OTHER:
            columns["kind"] = known["kind"]
        if district := said.get("district"):
            columns["district_id"] = self.names.districts[district].id
        if partner := self.partner or said.get("partner"):
            columns["partner_id"] = self.names.partners[partner].id
        return self._planned(entry, columns, known, code)

    def _partner(self, entry: RegisterEntry) -> PlannedEntry:
        said, columns = entry.fields, {}
        for name in ("name_ru", "name_tg", "name_en", "aliases"):
            if said.get(name):
                columns[name] = said[name]
        for name in ("regions", "districts"):
            if said.get(name):
                columns[name] = ";".join(said[name])
        known = self.holdings.partner(said)
        return self._planned(entry, columns, known, known["code"] if known else said.get("code"))

    def _official(self, entry: RegisterEntry) -> PlannedEntry:
        said = entry.fields
        agency = self.names.agencies[said["agency"]].id if said.get("agency") else None
        district = self.names.districts[said["district"]].id if said.get("district") else None
        known = self.holdings.official(said["post"], agency, district)
        given = {
            "post": said["post"],
            "agency_id": agency,
            "district_id": district,
            "holder": said.get("holder"),
        }
        columns = {name: value for name, value in given.items() if value is not None}
        return self._planned(entry, columns, known, None)

    def _indicator(self, entry: RegisterEntry) -> PlannedEntry:
        said = entry.fields
        columns: Columns = {
            "district_id": self.names.districts[said["district"]].id if said.get("district") else None,
            "region_id": self.names.regions[said["region"]].id if said.get("region") else None,
            "from_on": said["from"],
            "until_on": said["to"],
            "value": said["value"],
        }
        known = self.holdings.indicator(said)
        standing = (
            self.holdings.values.get(value_key({**columns, "indicator_id": known["id"]})) if known else None
        )
        return self._planned(entry, columns, standing, known["code"] if known else said.get("code"))

    def _planned(
        self, entry: RegisterEntry, columns: Columns, known: Columns | None, code: str | None
    ) -> PlannedEntry:
        if known is None or known.get("withdrawn"):
            key = known["id"] if known and entry.kind != "indicator" else None
            return PlannedEntry(entry, "new", columns, {}, key, code)
        was = {name: known[name] for name in columns}
        news = {name: value for name, value in columns.items() if not _alike(was[name], value)}
        if (entry.sheet, entry.row) in self.taken_before:
            news = {}
        return PlannedEntry(entry, "changed" if news else "same", news, was, known["id"], code)


_NO_FORUM: Columns = {"id": None, "district": None, "place": None, "subject": None, "withdrawn": None}


def _alike(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return resolve_fold(old) == resolve_fold(new)
    return bool(old == new)

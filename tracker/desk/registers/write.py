"""Writing what a plan accepts of registers, inside the change of the load."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tracker.desk.registers.known import Holdings, official_key, short_hash, value_key
from tracker.desk.registers.plan import PlannedEntry
from tracker.model import Forum, Indicator, IndicatorValue, Official, Partner, SourceRow
from tracker.model.vocabulary import LANGUAGES, Visibility
from tracker.sheets import resolve_fold
from tracker.store import Change

Row = dict[str, Any]
Place = tuple[str | None, int]
# A code stands in addresses, where a comma parts codes and "none" means those without a partner.
PLAIN_CODE = re.compile(r"(?!none$)[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
ORDER = ("new", "changed", "same", "duplicate", "rejected")
FORUM = (
    "district_id", "place", "organiser", "partner_id", "women", "men", "police", "participants", "subject",
)  # fmt: skip


class EntryWriter:
    """Writes the entries of one plan."""

    def __init__(self, change: Change, *, language: str, visibility: str) -> None:
        self.change, self.visibility = change, visibility
        self.language = language if language in LANGUAGES else "ru"
        self.holdings = Holdings.read(change.connection)

    def write(self, entries: Sequence[PlannedEntry], upload_id: int) -> None:
        """Write all that is new or changed, with the rows as they stood in the file."""
        sources = self._sources([one for one in entries if not one.derived], upload_id)
        for one in entries:
            if one.outcome not in ("new", "changed"):
                continue
            if one.entry.kind == "indicator":
                self._figure(one, sources)
            else:
                {"forum": self._forum, "partner": self._partner, "official": self._official}[one.entry.kind](
                    one
                )

    def _sources(self, entries: Sequence[PlannedEntry], upload_id: int) -> Mapping[Place, int]:
        """The id of the source row of each place; a row with several figures is kept once, by its best outcome."""
        first: dict[Place, tuple[PlannedEntry, set[str]]] = {}
        for one in entries:
            first.setdefault((one.entry.sheet, one.entry.row), (one, set()))[1].add(one.outcome)
        ids = self.change.take_ids(SourceRow, len(first))
        rows = [
            {
                "id": key,
                "upload_id": upload_id,
                "sheet": sheet,
                "row": row,
                "outcome": next(outcome for outcome in ORDER if outcome in outcomes),
                "cells": json.dumps(one.entry.cells, ensure_ascii=False, separators=(",", ":")),
                "commitment_id": None,
            }
            for key, ((sheet, row), (one, outcomes)) in zip(ids, first.items(), strict=True)
        ]
        self.change.append(SourceRow, rows)
        return dict(zip(first, ids, strict=True))

    def _forum(self, one: PlannedEntry) -> None:
        if self._changed(Forum, one):
            return
        (key,) = self.change.take_ids(Forum, 1)
        given = {name: one.columns.get(name) for name in FORUM}
        row = {"id": key, "code": one.code, "kind": one.columns["kind"], "held_on": one.columns["held_on"]}
        self.change.append(Forum, [{**row, **given, "visibility": self.visibility}])

    def _partner(self, one: PlannedEntry) -> None:
        if self._changed(Partner, one):
            return
        (key,) = self.change.take_ids(Partner, 1)
        names = {f"name_{language}": one.columns.get(f"name_{language}") for language in LANGUAGES}
        given = {name: one.columns.get(name) for name in ("aliases", "regions", "districts")}
        code = one.code if one.code and PLAIN_CODE.fullmatch(one.code) else f"partner-{key}"
        self.change.append(Partner, [{"id": key, "code": code, "illustration": False, **names, **given}])

    def _official(self, one: PlannedEntry) -> None:
        if self._changed(Official, one):
            return
        (key,) = self.change.take_ids(Official, 1)
        given: Row = {name: one.columns.get(name) for name in ("post", "agency_id", "district_id", "holder")}
        folded = resolve_fold(given["post"])
        if folded in self.holdings.officials:
            folded = official_key(given["post"], given["agency_id"], given["district_id"])
        row = {"id": key, **given, "folded": folded, "visibility": self.visibility}
        self.change.append(Official, [row])
        self.holdings.officials[folded] = row

    def _changed(self, model: Any, one: PlannedEntry) -> bool:
        """Change what is there already; what had been taken back comes back with it."""
        if one.known is None:
            return False
        back = {"withdrawn": None} if one.outcome == "new" else {}
        self.change.alter(model, {"id": one.known}, **one.columns, **back)
        return True

    def _figure(self, one: PlannedEntry, sources: Mapping[Place, int]) -> None:
        indicator = self._indicator(one)
        (key,) = self.change.take_ids(IndicatorValue, 1)
        columns = {**one.was, **one.columns}
        row = {
            "id": key,
            "indicator_id": indicator,
            "revision": self.change.number,
            **{
                name: columns.get(name)
                for name in ("district_id", "region_id", "from_on", "until_on", "value")
            },
            "source_row_id": sources[one.entry.sheet, one.entry.row],
            "withdrawn": None,
        }
        self.change.append(IndicatorValue, [{**row, "visibility": self._visible(one, row)}])

    def _visible(self, one: PlannedEntry, row: Row) -> str:
        """A figure that is corrected stays as visible as it was, unless all of the load is published."""
        if one.outcome == "new" or self.visibility == Visibility.PUBLIC:
            return self.visibility
        return str(self.holdings.values[value_key(row)]["visibility"])

    def _indicator(self, one: PlannedEntry) -> int:
        """The indicator of a figure, made where it is new; a unit or source that it did not have is added."""
        said = one.entry.fields
        known = self.holdings.indicator(said)
        told = {name: said[name] for name in ("unit", "source") if said.get(name)}
        if known is not None:
            news = {name: value for name, value in told.items() if not known[name]}
            if news:
                self.change.alter(Indicator, {"id": known["id"]}, **news)
                known.update(news)
            return int(known["id"])
        (key,) = self.change.take_ids(Indicator, 1)
        name = said.get("indicator") or said["code"]
        names = {f"name_{each}": name if each == self.language else None for each in LANGUAGES}
        code = said.get("code") or f"indicator-{short_hash(resolve_fold(name))}"
        row = {"id": key, "code": code, **names, "unit": told.get("unit"), "source": told.get("source")}
        self.change.append(Indicator, [row])
        self.holdings.indicators.append(row)
        return key


def public(visibility: str | None) -> bool:
    """Whether a thing is shown to everybody."""
    return visibility == Visibility.PUBLIC

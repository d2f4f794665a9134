"""The reference tables that ship with the product (`data/reference`), and how an installation takes them in."""

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from tracker.model import Agency, Base, Basis, District, Partner, Region, Topic
from tracker.model.vocabulary import BasisKind
from tracker.settings import ROOT
from tracker.store.change import Change, Row
from tracker.store.engine import Store

REFERENCE = ROOT / "data" / "reference"

# How laws.csv names the kinds, and ours.
BASIS_KINDS = {
    "constitution": BasisKind.CONSTITUTION,
    "constitutional law": BasisKind.LAW,
    "law": BasisKind.LAW,
    "presidential decree": BasisKind.DECREE,
    "government decree": BasisKind.DECREE,
    "regulation": BasisKind.REGULATION,
    "strategy": BasisKind.STRATEGY,
    "government programme": BasisKind.PROGRAMME,
    "national plan": BasisKind.ACTION_PLAN,
}


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one shipped table, as text by column name."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def outlines() -> dict[str, list[list[list[float]]]]:
    """The approximate outline of each region: rings of [longitude, latitude] by region code."""
    features = json.loads((REFERENCE / "regions.geojson").read_text(encoding="utf-8"))["features"]
    rings: dict[str, list[list[list[float]]]] = {}
    for feature in features:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        rings[feature["properties"]["code"]] = [polygon[0] for polygon in polygons]
    return rings


def take_in(store: Store) -> None:
    """Bring what ships into the database: what is missing is added, what the installation changed stays."""
    with store.read() as connection:
        if not _missing_anything(connection):
            return
    with store.write(actor="ahd", action="reference.taken_in") as change:
        _add_missing(change, Region, table("regions"), _region)
        regions = _ids(change.connection, Region)
        tiles = {row["code"]: row for row in table("tile_grid")}
        _add_missing(change, District, table("gazetteer"), lambda row: _district(row, regions, tiles))
        _add_missing(change, Agency, _parents_first(table("agencies")), _agency)
        agencies = _ids(change.connection, Agency)
        for row in table("agencies"):
            if parent := agencies.get(row["parent_code"]):
                change.alter(Agency, {"id": agencies[row["code"]]}, parent_id=parent)
        _add_missing(change, Basis, table("laws"), _law)
        _add_missing(change, Topic, table("topics"), _names)


def take_in_partners(store: Store, *, at: datetime) -> None:
    """Add the partner organisations of the illustration; only the sample needs them."""
    with store.write(actor="ahd", action="reference.taken_in", at=at) as change:
        _add_missing(change, Partner, table("partners"), _partner)


def _missing_anything(connection: Connection) -> bool:
    shipped: list[tuple[type[Base], str]] = [
        (Region, "regions"),
        (District, "gazetteer"),
        (Agency, "agencies"),
        (Basis, "laws"),
        (Topic, "topics"),
    ]
    return any(
        {row["code"] for row in table(name)} - _ids(connection, model).keys() for model, name in shipped
    )


def _ids(connection: Connection, model: Any) -> dict[str, int]:
    return {row.code: row.id for row in connection.execute(select(model.code, model.id))}


def _add_missing(change: Change, model: Any, rows: Iterable[dict[str, str]], shape: Any) -> None:
    known = _ids(change.connection, model)
    fresh = [shape(row) for row in rows if row["code"] not in known]
    ids = change.take_ids(model, len(fresh))
    change.append(model, [{"id": key, **row} for key, row in zip(ids, fresh, strict=True)])


def _parents_first(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: row["parent_code"] != "")


def _names(row: dict[str, str]) -> Row:
    names = {f"name_{language}": row.get(f"name_{language}") or None for language in ("en", "ru", "tg")}
    return {"code": row["code"], **names}


def _place(row: dict[str, str]) -> Row:
    return {
        **_names(row),
        "aliases": row["aliases"] or None,
        "lat": float(row["lat"]),
        "lon": float(row["lon"]),
    }


_region = _place


def _district(row: dict[str, str], regions: dict[str, int], tiles: dict[str, dict[str, str]]) -> Row:
    tile = tiles.get(row["code"])
    return {
        **_place(row),
        "region_id": regions[row["region_code"]],
        "kind": row["kind"],
        "tile_col": int(tile["col"]) if tile else None,
        "tile_row": int(tile["row"]) if tile else None,
    }


def _agency(row: dict[str, str]) -> Row:
    texts = ("abbr_en", "abbr_ru", "abbr_tg", "aliases", "name_status")
    return {
        **_names(row),
        "kind": row["kind"],
        "level": row["level"],
        **{name: row[name] or None for name in texts},
    }


def _law(row: dict[str, str]) -> Row:
    return {
        **_names(row),
        "kind": BASIS_KINDS[row["type"]].value,
        "number": row["number"] or None,
        "dated": _whole_date(row["date"]),
        "in_force": row["status"] or None,
        "confidence": row["confidence"] or None,
    }


def _partner(row: dict[str, str]) -> Row:
    followed = {name: row.get(name) or None for name in ("regions", "districts")}
    return {**_names(row), "aliases": row.get("aliases") or None, "illustration": True, **followed}


def _whole_date(text: str) -> date | None:
    """The day, where the table knows it; a bare or doubtful year is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

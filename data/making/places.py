"""District and region names in the forms in which people write them, from the reference tables."""

import csv
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "reference"

_HIGH = (
    "ayni kuhistoni-mastchoh shahriston baljuvon khovaling shamsiddin-shohin lakhsh nurobod rasht sangvor "
    "tojikobod roghun varzob khorugh darvoz vanj ishkoshim murghob roshtqala rushon shughnon"
)
MOUNTAINS = frozenset(_HIGH.split())
"""Where the road closes in winter and a visit is rare: coverage is weak there."""


def table(name: str) -> list[dict[str, str]]:
    """The rows of a reference table."""
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def districts() -> dict[str, dict[str, str]]:
    """Every district by its code: the gazetteer with the full names beside it."""
    full = {row["code"]: row for row in table("gazetteer_extra.csv")}
    return {row["code"]: row | full[row["code"]] for row in table("gazetteer.csv")}


@cache
def regions() -> dict[str, dict[str, str]]:
    """Every region by its code."""
    return {row["code"]: row for row in table("regions.csv")}


def region_of(district: str) -> str:
    """The code of the region that a district lies in."""
    return districts()[district]["region_code"]


def full_name(district: str, language: str) -> str:
    """«Аштский район», «шаҳри Хуҷанд», "Asht District"."""
    return districts()[district][f"full_{language}"]


def genitive(district: str) -> str:
    """The Russian full name after a body: «Аштского района», «города Худжанд»."""
    words = full_name(district, "ru").split()
    bent = {"город": "города", "район": "района"}
    return " ".join(bent.get(word, word[:-2] + "ого" if word.endswith("ский") else word) for word in words)

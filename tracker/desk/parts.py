"""Which article of a law, or which section of a plan, each commitment stands under."""

from collections.abc import Mapping
from typing import Any

from tracker.desk.desk import Desk
from tracker.store import queries


def parts(desk: Desk) -> dict[int, str]:
    """For every commitment the article of its newest version, else the section of its plan, as written; else nothing."""
    return desk.once_a_revision("parts", lambda: _read(desk))


def part_of(version: Mapping[str, Any]) -> str:
    """The article that obliges, else the section of its plan, in one line; nothing where neither was written."""
    return " ".join((version["article"] or version["section"] or "").split())


def _read(desk: Desk) -> dict[int, str]:
    with desk.store.read() as connection:
        return {row["commitment_id"]: part_of(row) for row in queries.parts_of_law(connection)}

"""The names of the installation as the reader of workbooks wants them: reference tables and remembered spellings."""

from typing import Any

from sqlalchemy import select

from tracker.desk.desk import Desk
from tracker.model import Agency, Alias, Basis, District, Partner, Region
from tracker.sheets import Names
from tracker.store import queries

REFERENCES: dict[str, Any] = {
    "regions": Region,
    "districts": District,
    "agencies": Agency,
    "laws": Basis,
    "partners": Partner,
}


def names_for_reading(desk: Desk) -> Names:
    """All names and aliases as they are now; kept until something is recorded."""
    return desk.once_a_revision("names", lambda: _read(desk))


def _read(desk: Desk) -> Names:
    with desk.store.read() as connection:
        tables = {
            name: queries.rows_of(connection, select(*queries.table_of(model).c).order_by(model.id))
            for name, model in REFERENCES.items()
        }
        aliases = queries.rows_of(connection, select(*queries.table_of(Alias).c))
    regions = {row["id"]: row["code"] for row in tables["regions"]}
    agencies = {row["id"]: row["code"] for row in tables["agencies"]}
    for row in tables["districts"]:
        row["region_code"] = regions[row["region_id"]]
    for row in tables["agencies"]:
        row["parent_code"] = agencies.get(row["parent_id"])
    for row in tables["laws"]:
        row["date"] = row["dated"].isoformat() if row["dated"] else None
    tables["partners"] = [row for row in tables["partners"] if not row["withdrawn"]]
    tables["laws"] = [row for row in tables["laws"] if row["forum_id"] is None]
    return Names.build(
        **tables,
        aliases=[{"kind": row["kind"], "text": row["written"], "code": row["code"]} for row in aliases],
    )

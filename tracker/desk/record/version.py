"""A new version of a commitment: as the last one, with what is changed."""

from collections.abc import Mapping
from typing import Any

from tracker.desk.load.known import fingerprint
from tracker.desk.versions import ATTRIBUTES, LINKS
from tracker.model import CommitmentVersion
from tracker.model.vocabulary import LANGUAGES
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of


def add_version(change: Change, version_id: int, changes: Mapping[str, Any]) -> int:
    """Add a version after `version_id` and let it be the newest; returns its id.

    `changes` are columns of `versions.ATTRIBUTES` (with ids) and links: `agencies` as (id, role), the others as ids.
    """
    before = queries.versions(change.connection, [version_id])[version_id]
    attributes = {name: changes.get(name, before[name]) for name in ATTRIBUTES}
    texts = {each: attributes[f"text_{each}"] for each in LANGUAGES if attributes[f"text_{each}"]}
    said_anew = any(attributes[f"text_{each}"] != before[f"text_{each}"] for each in LANGUAGES)
    (new,) = change.take_ids(CommitmentVersion, 1)
    row = {
        "id": new,
        "commitment_id": before["commitment_id"],
        "revision": change.number,
        "void": False,
        **attributes,
        "fingerprint": fingerprint(texts) if said_anew else before["fingerprint"],
        "source_row_id": before["source_row_id"],
    }
    links = {name: _links(change, version_id, name, model, column, changes) for name, model, column in LINKS}
    told = {
        name: [(link[column], link["role"]) if name == "agencies" else link[column] for link in links[name]]
        for name, _model, column in LINKS
    }
    change.append(CommitmentVersion, [row], told=[{**row, **told}])
    for name, model, _column in LINKS:
        change.append(model, [{**link, "version_id": new} for link in links[name]])
    change.point_to_versions([(before["commitment_id"], new)])
    return new


def _links(
    change: Change, version_id: int, name: str, model: Any, column: str, changes: Mapping[str, Any]
) -> list[Row]:
    if name not in changes:
        table = table_of(model)
        return queries.rows_of(change.connection, table.select().where(table.c.version_id == version_id))
    wanted = dict.fromkeys(changes[name])
    if name == "agencies":
        return [
            {"version_id": version_id, column: key, "role": role, "position": position}
            for position, (key, role) in enumerate(wanted)
        ]
    return [{"version_id": version_id, column: key} for key in wanted]

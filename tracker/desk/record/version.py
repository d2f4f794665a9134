"""A new version of a commitment: as the last one, with what is changed."""

from collections.abc import Mapping
from typing import Any

from tracker.desk.load.known import fingerprint
from tracker.desk.versions import ATTRIBUTES, LINKS, same_links
from tracker.model import CommitmentVersion
from tracker.model.vocabulary import LANGUAGES
from tracker.store import Change, queries


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
    links = {model: _links(change, version_id, new, name, model, changes) for name, model, _column in LINKS}
    change.append_versions(list(row), [list(row.values())], links)
    change.point_to_versions([(before["commitment_id"], new)])
    return new


def _links(
    change: Change, before: int, new: int, name: str, model: Any, changes: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """What the new version names in one table: what is changed, or the same as the version before."""
    if name not in changes:
        return same_links(change, model, {before: new})
    wanted = dict.fromkeys(changes[name])
    if name == "agencies":
        return [(new, key, role, position) for position, (key, role) in enumerate(wanted)]
    return [(new, key) for key in wanted]

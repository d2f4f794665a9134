"""Adding a version to commitments that repeats an earlier one: to take back a change, or to take one out of the count."""

from typing import Any

from sqlalchemy import select

from tracker.model import (
    Base,
    CommitmentVersion,
    VersionAgency,
    VersionDistrict,
    VersionOfficial,
    VersionRegion,
)
from tracker.store import Change, queries
from tracker.store.queries import parts, table_of

ATTRIBUTES = (
    "text_en",
    "text_ru",
    "text_tg",
    "number",
    "source_code",
    "section",
    "basis_id",
    "article",
    "basis_text",
    "topic_id",
    "partner_id",
    "made_on",
    "note",
    "unknown_agencies",
    "visibility",
)
LINKS: tuple[tuple[str, type[Base], str], ...] = (
    ("agencies", VersionAgency, "agency_id"),
    ("districts", VersionDistrict, "district_id"),
    ("regions", VersionRegion, "region_id"),
    ("officials", VersionOfficial, "official_id"),
)


STATED = (
    "id", "commitment_id", "revision", "status", "effective_on", "effective_on_assumed", "late", "deadline_on", "note",
    "internal_note", "visibility", "source_row_id",
)  # fmt: skip
"""The columns that findings and claims have in common, as rows of both are given to the append path."""
EVIDENCE = ("id", "revision", "finding_id", "claim_id", "kind", "url", "sha256", "description", "visibility")


def repeat_versions(change: Change, pairs: list[tuple[int, int]], *, void: bool) -> None:
    """For each (commitment id, version id) add a new version with that version's attributes, and let it be the newest."""
    before = queries.versions(change.connection, [version for _key, version in pairs])
    ids = change.take_ids(CommitmentVersion, len(pairs))
    rows = [
        {
            "id": new,
            "commitment_id": key,
            "revision": change.number,
            "void": void,
            **{name: before[version][name] for name in (*ATTRIBUTES, "fingerprint", "source_row_id")},
        }
        for new, (key, version) in zip(ids, pairs, strict=True)
    ]
    change.append(CommitmentVersion, rows)
    new_ids = dict(zip((version for _key, version in pairs), ids, strict=True))
    for _name, model, _column in LINKS:
        _repeat_links(change, model, new_ids)
    change.point_to_versions([(key, new) for new, (key, _version) in zip(ids, pairs, strict=True)])


def _repeat_links(change: Change, model: Any, new_ids: dict[int, int]) -> None:
    table = table_of(model)
    for part in parts(new_ids):
        rows = queries.rows_of(change.connection, select(*table.c).where(table.c.version_id.in_(part)))
        change.append(model, [{**row, "version_id": new_ids[row["version_id"]]} for row in rows])

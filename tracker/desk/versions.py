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
    same = (*ATTRIBUTES, "fingerprint", "source_row_id")
    names = ("id", "commitment_id", "revision", "void", *same)
    rows = [
        (new, key, change.number, void, *(before[version][name] for name in same))
        for new, (key, version) in zip(ids, pairs, strict=True)
    ]
    new_ids = dict(zip((version for _key, version in pairs), ids, strict=True))
    links = {model: same_links(change, model, new_ids) for _name, model, _column in LINKS}
    change.append_versions(names, rows, links)
    change.point_to_versions([(key, new) for new, (key, _version) in zip(ids, pairs, strict=True)])


def same_links(change: Change, model: Any, new_ids: dict[int, int]) -> list[tuple[Any, ...]]:
    """The rows of links of earlier versions, as rows of the new ones."""
    table = table_of(model)
    return [
        (new_ids[version], *what)
        for part in parts(new_ids)
        for version, *what in change.connection.execute(
            select(*table.c).where(table.c.version_id.in_(part)).order_by(*table.primary_key.columns)
        )
    ]

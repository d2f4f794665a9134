"""What is read from the database as it stands there: texts, what was said, and where it came from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, func, select

from tracker.model import (
    Agency,
    Basis,
    Claim,
    Commitment,
    CommitmentVersion,
    Confirmation,
    Deadline,
    District,
    Document,
    Extension,
    Finding,
    Official,
    Partner,
    Publication,
    Region,
    Retraction,
    Revision,
    SourceRow,
    Topic,
    Upload,
    VersionAgency,
    VersionDistrict,
    VersionOfficial,
    VersionRegion,
)

Row = dict[str, Any]
MANY = 900  # parameters that every SQLite takes in one statement


def rows_of(connection: Connection, statement: Select[Any]) -> list[Row]:
    """The answer of a query as dicts by column name."""
    return [dict(row) for row in connection.execute(statement).mappings()]


def versions(connection: Connection, version_ids: Sequence[int]) -> dict[int, Row]:
    """The attributes of commitments by version id, with the codes of what they refer to.

    `agencies` are (code, role), lead first; `officials` ids; `districts`, `regions` codes.
    """
    found: dict[int, Row] = {}
    for part in parts(version_ids):
        statement = (
            select(
                *table_of(CommitmentVersion).c,
                table_of(Commitment).c.code,
                table_of(Basis).c.code.label("basis"),
                table_of(Topic).c.code.label("topic"),
                table_of(Partner).c.code.label("partner"),
            )
            .join(Commitment, table_of(Commitment).c.id == table_of(CommitmentVersion).c.commitment_id)
            .outerjoin(Basis, table_of(Basis).c.id == table_of(CommitmentVersion).c.basis_id)
            .outerjoin(Topic, table_of(Topic).c.id == table_of(CommitmentVersion).c.topic_id)
            .outerjoin(Partner, table_of(Partner).c.id == table_of(CommitmentVersion).c.partner_id)
            .where(table_of(CommitmentVersion).c.id.in_(part))
        )
        for row in rows_of(connection, statement):
            found[row["id"]] = {**row, "agencies": [], "districts": [], "regions": [], "officials": []}
        _add_links(connection, found, part)
    return found


def _add_links(connection: Connection, found: dict[int, Row], part: Sequence[int]) -> None:
    links: tuple[tuple[str, Any, Any, str, str], ...] = (
        ("agencies", VersionAgency, Agency, "agency_id", "code"),
        ("districts", VersionDistrict, District, "district_id", "code"),
        ("regions", VersionRegion, Region, "region_id", "code"),
        ("officials", VersionOfficial, Official, "official_id", "id"),
    )
    for name, link, target, column, wanted in links:
        table, other = table_of(link), table_of(target)
        order = (table.c.position,) if name == "agencies" else (other.c.id,)
        role = (table.c.role,) if name == "agencies" else ()
        statement = (
            select(table.c.version_id, other.c[wanted].label("code"), *role)
            .join(other, other.c.id == table.c[column])
            .where(table.c.version_id.in_(part))
            .order_by(table.c.version_id, *order)
        )
        for row in connection.execute(statement).mappings():
            value = (row["code"], row["role"]) if name == "agencies" else row["code"]
            found[row["version_id"]][name].append(value)


def newest_deadlines(connection: Connection, commitment_ids: Sequence[int]) -> dict[int, Row]:
    """Each commitment's deadline as first set, or as last corrected."""
    found: dict[int, Row] = {}
    table = table_of(Deadline)
    for part in parts(commitment_ids):
        statement = select(*table.c).where(table.c.commitment_id.in_(part)).order_by(table.c.id)
        found |= {row["commitment_id"]: row for row in rows_of(connection, statement)}
    return found


def texts_after(connection: Connection, version_id: int, *, most: int) -> list[Row]:
    """What can be searched of the versions newer than `version_id`, at most so many: words, codes, numbers and the law."""
    table = table_of(CommitmentVersion)
    columns = (
        "id",
        "commitment_id",
        "text_en",
        "text_ru",
        "text_tg",
        "number",
        "source_code",
        "section",
        "basis_id",
        "article",
        "basis_text",
        "note",
        "unknown_agencies",
    )
    statement = (
        select(*(table.c[name] for name in columns), table_of(Commitment).c.code)
        .join(Commitment, table_of(Commitment).c.id == table.c.commitment_id)
        .where(table.c.id > version_id)
        .order_by(table.c.id)
        .limit(most)
    )
    return rows_of(connection, statement)


def newest_version(connection: Connection) -> int:
    """The id of the newest version of any commitment, 0 where there is none."""
    return int(connection.execute(select(func.max(table_of(CommitmentVersion).c.id))).scalar() or 0)


def versions_there(connection: Connection) -> tuple[int, int]:
    """How many versions there are of all commitments together, and the sum of their ids: which ones they are."""
    key = table_of(CommitmentVersion).c.id
    count, total = connection.execute(select(func.count(key), func.coalesce(func.sum(key), 0))).one()
    return int(count), int(total)


def parts_of_law(connection: Connection) -> list[Row]:
    """Article and section of every version, the older ones of a commitment first."""
    table = table_of(CommitmentVersion)
    columns = (table.c.commitment_id, table.c.article, table.c.section)
    return rows_of(connection, select(*columns).order_by(table.c.id))


def said_of(connection: Connection, model: type[Finding] | type[Claim], commitment_id: int) -> list[Row]:
    """All findings (or claims) on a commitment with when and by whom each was recorded, in order of their dates."""
    table, revision = table_of(model), table_of(Revision)
    statement = (
        select(*table.c, revision.c.recorded_at, revision.c.actor)
        .join(revision, revision.c.number == table.c.revision)
        .where(table.c.commitment_id == commitment_id)
        .order_by(table.c.effective_on, table.c.id)
    )
    return _as_published(connection, model, rows_of(connection, statement))


def all_said(
    connection: Connection, model: type[Finding] | type[Claim], commitment_ids: Sequence[int]
) -> list[Row]:
    """All findings (or claims) on these commitments with when each was recorded, in order of commitment and date."""
    table, revision = table_of(model), table_of(Revision)
    found: list[Row] = []
    for part in parts(commitment_ids):
        statement = (
            select(*table.c, revision.c.recorded_at)
            .join(revision, revision.c.number == table.c.revision)
            .where(table.c.commitment_id.in_(part))
            .order_by(table.c.commitment_id, table.c.effective_on, table.c.id)
        )
        found += _as_published(connection, model, rows_of(connection, statement))
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """By id of a statement the spans in which it stood confirmed and retracted: from a day, until before another or open."""

    confirmed: dict[int, list[tuple[date, date | None]]]
    retracted: dict[int, list[tuple[date, date | None]]]


def marks(
    connection: Connection, model: type[Finding] | type[Claim], keys: Sequence[int], *, zone: ZoneInfo
) -> Marks:
    """When these findings (or claims) were confirmed and taken back, by the days of recording in the time zone."""

    def day(row: Row) -> date:
        return row["recorded_at"].astimezone(zone).date()  # type: ignore[no-any-return]

    column = f"{table_of(model).name}_id"
    gone = about(connection, Retraction, column, keys)
    retracted: dict[int, list[tuple[date, date | None]]] = {
        key: [(day(row), None) for row in rows] for key, rows in gone.items()
    }
    if model is Claim:
        return Marks({}, retracted)
    checked = about(connection, Confirmation, "finding_id", keys)
    ids = [row["id"] for rows in checked.values() for row in rows]
    ended = {key: day(rows[0]) for key, rows in about(connection, Retraction, "confirmation_id", ids).items()}
    confirmed = {key: [(day(row), ended.get(row["id"])) for row in rows] for key, rows in checked.items()}
    return Marks(confirmed, retracted)


def about(connection: Connection, model: Any, column: str, keys: Sequence[int]) -> dict[int, list[Row]]:
    """The rows of a table (evidence, replies, confirmations, retractions …) that speak of these keys, by key."""
    table, revision = table_of(model), table_of(Revision)
    found: dict[int, list[Row]] = defaultdict(list)
    for part in parts(keys):
        statement = (
            select(*table.c, revision.c.recorded_at, revision.c.actor)
            .join(revision, revision.c.number == table.c.revision)
            .where(table.c[column].in_(part))
            .order_by(table.c.id)
        )
        for row in _as_published(connection, model, rows_of(connection, statement)):
            found[row[column]].append(row)
    return found


def _as_published(connection: Connection, model: Any, rows: list[Row]) -> list[Row]:
    """The rows with the visibility that they have now: as recorded, or as last published or withdrawn since."""
    publication = table_of(Publication)
    column = publication.c.get(f"{table_of(model).name}_id")
    if column is None:
        return rows
    now: dict[int, str] = {}
    for part in parts(row["id"] for row in rows):
        statement = (
            select(column, publication.c.visibility).where(column.in_(part)).order_by(publication.c.id)
        )
        now |= {row[0]: row[1] for row in connection.execute(statement)}
    return [{**row, "visibility": now.get(row["id"], row["visibility"])} for row in rows]


def deadlines_of(connection: Connection, commitment_id: int) -> tuple[list[Row], list[Row]]:
    """The first deadline with its corrections, and the extensions, each with when it was recorded."""
    firsts = about(connection, Deadline, "commitment_id", [commitment_id])[commitment_id]
    extensions = about(connection, Extension, "commitment_id", [commitment_id])[commitment_id]
    return firsts, extensions


def sources(connection: Connection, source_row_ids: Iterable[int]) -> dict[int, Row]:
    """Rows as they stood in their files, with the file's name and hash and when it was loaded, by id."""
    table, upload, revision = table_of(SourceRow), table_of(Upload), table_of(Revision)
    found: dict[int, Row] = {}
    for part in parts(sorted(set(source_row_ids))):
        statement = (
            select(*table.c, upload.c.name, upload.c.sha256, revision.c.recorded_at, revision.c.actor)
            .join(upload, upload.c.id == table.c.upload_id)
            .join(revision, revision.c.number == upload.c.revision)
            .where(table.c.id.in_(part))
        )
        found |= {row["id"]: row for row in rows_of(connection, statement)}
    return found


def versions_of(connection: Connection, commitment_id: int) -> list[int]:
    """The ids of all versions of a commitment, oldest first."""
    table = table_of(CommitmentVersion)
    statement = select(table.c.id).where(table.c.commitment_id == commitment_id).order_by(table.c.id)
    return list(connection.execute(statement).scalars())


def revisions(connection: Connection, numbers: Iterable[int]) -> dict[int, Row]:
    """Who recorded what and when, by revision number."""
    table = table_of(Revision)
    found: dict[int, Row] = {}
    for part in parts(sorted(set(numbers))):
        found |= {
            row["number"]: row
            for row in rows_of(connection, select(*table.c).where(table.c.number.in_(part)))
        }
    return found


def commitment_named(connection: Connection, code: str) -> Row | None:
    """The commitment with this code."""
    table = table_of(Commitment)
    found = connection.execute(select(*table.c).where(table.c.code == code)).mappings().one_or_none()
    return dict(found) if found else None


def latest_revision(connection: Connection) -> Row | None:
    """The newest committed change."""
    table = table_of(Revision)
    found = (
        connection.execute(select(*table.c).order_by(table.c.number.desc()).limit(1)).mappings().one_or_none()
    )
    return dict(found) if found else None


def document(connection: Connection, sha256: str) -> Row | None:
    """What is known of a kept file."""
    table = table_of(Document)
    found = connection.execute(select(*table.c).where(table.c.sha256 == sha256)).mappings().one_or_none()
    return dict(found) if found else None


def parts(keys: Iterable[Any]) -> Iterable[list[Any]]:
    """The keys in lists short enough for one statement."""
    listed = list(keys)
    for start in range(0, len(listed), MANY):
        yield listed[start : start + MANY]


def table_of(model: Any) -> Any:
    """The table of a model."""
    return model.__table__

"""The public copy: an SQLite file of its own that holds only what everybody may see. What is not there can't leak.

It is made anew from an allow-list of columns, never by deleting from a copy, so no byte of what is internal was ever in
it. It has the tables of the main database, so that the same questions can be asked of it and the same numbers come out.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Boolean, Connection, Date, Float, Integer, Table, create_engine, insert, select
from sqlalchemy.engine import URL

from tracker import __version__
from tracker.model import (
    Agency,
    Base,
    Basis,
    Claim,
    Commitment,
    CommitmentVersion,
    Confirmation,
    Deadline,
    District,
    Document,
    Evidence,
    Extension,
    Finding,
    Forum,
    Indicator,
    IndicatorValue,
    Official,
    Partner,
    Publication,
    Region,
    Reply,
    Retraction,
    Revision,
    Topic,
    VersionAgency,
    VersionDistrict,
    VersionOfficial,
    VersionRegion,
)
from tracker.model.vocabulary import Visibility
from tracker.store import chain, schema, shipped
from tracker.store.contents import ABOUT, installation
from tracker.store.engine import SQLITE, Store
from tracker.store.queries import Row, latest_revision, rows_of, table_of

WITHHELD: Final = "–"
"""What stands where the database wants words and the public gets none."""

_NAMES = ("name_en", "name_ru", "name_tg")

ALWAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": ("id", "code", *_NAMES, "kind", "level", "parent_id", "abbr_en", "abbr_ru", "abbr_tg"),
    "basis": ("id", "kind", "dated", "forum_id"),
    "claim": (
        *("id", "commitment_id", "revision", "status", "effective_on", "effective_on_assumed", "late"),
        *("deadline_on", "visibility", "agency_id"),
    ),
    "commitment": ("id", "code", "revision", "version_id"),
    "commitment_version": ("id", "commitment_id", "revision", "void", "visibility"),
    "confirmation": ("id", "finding_id", "revision"),
    "deadline": ("id", "commitment_id", "revision", "cadence", "due_from", "due_on", "recurrence"),
    "district": ("id", "code", *_NAMES, "region_id", "kind", "lat", "lon", "tile_col", "tile_row"),
    "document": ("sha256", "revision", "size", "media_type"),
    "evidence": ("id", "revision", "finding_id", "claim_id", "kind", "url", "sha256", "description", "visibility"),
    "extension": ("id", "commitment_id", "revision", "decided_on", "decided_on_assumed", "due_on"),
    "finding": (
        *("id", "commitment_id", "revision", "status", "effective_on", "effective_on_assumed", "late"),
        *("deadline_on", "visibility"),
    ),
    "forum": ("id", "visibility"),
    "indicator": ("id", "code", *_NAMES, "unit", "source"),
    "indicator_value": (
        *("id", "indicator_id", "revision", "district_id", "region_id", "from_on", "until_on", "value"),
        "visibility",
    ),
    "official": ("id", "visibility"),
    "partner": ("id", "code", "illustration"),
    "region": ("id", "code", *_NAMES, "lat", "lon"),
    "reply": ("id", "finding_id", "revision", "agency_id", "replied_on", "text", "visibility"),
    "retraction": ("id", "revision", "finding_id", "claim_id", "extension_id", "confirmation_id"),
    "revision": ("number", "recorded_at"),
    "topic": ("id", "code", *_NAMES),
    "version_agency": ("version_id", "agency_id", "role", "position"),
    "version_district": ("version_id", "district_id"),
    "version_official": ("version_id", "official_id"),
    "version_region": ("version_id", "region_id"),
}  # fmt: skip
"""The columns that every row of the copy shows. A column that is not named is not copied, a table neither."""

WHERE_PUBLIC: Final[Mapping[str, tuple[str, ...]]] = {
    "basis": ("code", *_NAMES, "number"),  # what was agreed in a forum that everybody may know of, or a law
    "claim": ("note",),  # published, and not taken back
    "commitment_version": (
        *(
            "text_en",
            "text_ru",
            "text_tg",
            "number",
            "section",
            "article",
            "basis_text",
        ),  # the words of today
        *("basis_id", "topic_id", "made_on"),  # what is counted by, whenever it was public
    ),
    "deadline": ("due_text",),  # the newest, as it was written
    "extension": ("due_text",),  # not taken back
    "finding": ("note",),
    "forum": (
        *("code", "kind", "held_on", "district_id", "place", "organiser", "partner_id"),
        *("women", "men", "police", "participants", "subject"),
    ),
    "official": ("post", "agency_id", "district_id"),
    "partner": (*_NAMES, "regions", "districts"),  # not withdrawn
}
"""The columns that show only where the row itself is for everybody; elsewhere something neutral stands there."""

_RULES: Final = Path(__file__)
"""Where it is written which rows are chosen and how they are told."""

_WORDS: Final = ("text_en", "text_ru", "text_tg", "number", "section", "article", "basis_text")


class CopyDamaged(Exception):
    """The copy that was just made does not hold together. The one that was there before is still in its place."""


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """A public copy: where it lies, which revision of the main database it shows, the SHA-256 of its contents."""

    path: Path
    revision: int
    fingerprint: str
    head: str
    """The head of the main database's chain of changes, as it stood then."""
    moment: str
    """Number and moment of the newest change: two histories may count as far, but not at the same moment."""


def make_public_copy(store: Store, path: Path) -> PublicCopy:
    """Make the public copy of a database at `path`, in place of the one there, at one stroke.

    The same contents always give the same fingerprint. Readers that hold the old file open keep it. Raises
    `CopyDamaged`, `OSError`; then the old copy stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with store.read() as connection:
        tables = dict(_Chosen(connection).tables())
        head, mark = str(chain.head(connection)), installation(connection)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        made = _write(fresh, tables, head, mark)
        _verify(fresh)
        fresh.chmod(0o444)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return PublicCopy(path, *made)


def refresh(store: Store, path: Path) -> bool:
    """Make the copy anew where there is none, or the database has moved on since; returns whether it was made."""
    known = public_copy(path)
    if known is not None and known.moment == _moment_of(store):
        return False
    make_public_copy(store, path)
    return True


def public_copy(path: Path) -> PublicCopy | None:
    """What the copy at `path` says of itself, None where there is none that this version of the program can read."""
    if not path.is_file():
        return None
    connection = SQLITE.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        told = dict(connection.execute(f"SELECT name, value FROM {ABOUT}").fetchall())
    except SQLITE.DatabaseError:
        return None
    finally:
        connection.close()
    if told.get("shape") != _shape():
        return None
    return PublicCopy(path, int(told["revision"]), told["fingerprint"], told.get("head", ""), told["moment"])


class _Chosen:
    """The rows that the public gets of each table, chosen at one moment of the main database."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.revisions: set[int] = set()

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Table by table, in an order in which every row finds what it refers to."""
        taken_back = self._rows(Retraction)
        kinds = ("finding", "claim", "extension", "reply", "evidence", "confirmation")
        gone = {kind: {row[f"{kind}_id"] for row in taken_back if row[f"{kind}_id"]} for kind in kinds}
        versions = {row["id"]: row for row in self._rows(CommitmentVersion)}
        commitments = [
            row
            for row in self._rows(Commitment)
            if _is_public(versions[row["version_id"]]) and not versions[row["version_id"]]["void"]
        ]
        mine = {row["id"] for row in commitments}
        newest = {row["version_id"] for row in commitments}
        kept = [row for row in versions.values() if row["commitment_id"] in mine]
        shown = {row["id"] for row in kept if _is_public(row) and not row["void"]}

        findings = self._said(Finding, mine, gone["finding"])
        claims = self._said(Claim, mine, gone["claim"])
        of_findings, of_claims = _ids(findings), _ids(claims)
        open_findings = {row["id"] for row in findings if _is_public(row)}
        open_claims = {row["id"] for row in claims if _is_public(row)}
        replies = [
            row
            for row in self._published(Reply)
            if _is_public(row) and row["finding_id"] in open_findings and row["id"] not in gone["reply"]
        ]
        evidence = [
            row
            for row in self._published(Evidence)
            if _is_public(row)
            and (row["finding_id"] in open_findings or row["claim_id"] in open_claims)
            and row["id"] not in gone["evidence"]
        ]
        confirmations = [row for row in self._rows(Confirmation) if row["finding_id"] in of_findings]
        extensions = [row for row in self._rows(Extension) if row["commitment_id"] in mine]
        deadlines = [row for row in self._rows(Deadline) if row["commitment_id"] in mine]
        last_deadline = {row["commitment_id"]: row["id"] for row in deadlines}
        still = {
            "finding": of_findings,
            "claim": of_claims,
            "extension": _ids(extensions),
            "confirmation": _ids(confirmations),
        }
        retractions = [
            row for row in taken_back if any(row[f"{kind}_id"] in ids for kind, ids in still.items())
        ]
        links = {
            model: [row for row in self._rows(model) if row["version_id"] in shown]
            for model in (VersionAgency, VersionDistrict, VersionRegion, VersionOfficial)
        }
        counted = [versions[key] for key in sorted(shown)]

        values = self._values()
        forums = {row["id"]: row for row in self._rows(Forum)}
        open_forums = {key for key, row in forums.items() if _is_public(row) and not row["withdrawn"]}
        bases = {row["id"]: row for row in self._rows(Basis)}
        used_bases = {row["basis_id"] for row in counted} | _shipped(bases.values(), "laws")
        used_bases |= {key for key, row in bases.items() if row["forum_id"] in open_forums}
        used_forums = open_forums | {bases[key]["forum_id"] for key in used_bases if key in bases}
        officials = {row["id"]: row for row in self._rows(Official)}
        named = {row["official_id"] for row in links[VersionOfficial]}
        used_officials = named | {key for key, row in officials.items() if _is_open(row)}
        open_officials = [officials[key] for key in used_officials if _is_open(officials[key])]
        agencies = self._rows(Agency)
        used_agencies = _shipped(agencies, "agencies")
        used_agencies |= {
            row["agency_id"] for row in (*links[VersionAgency], *claims, *replies, *open_officials)
        }
        used_agencies |= _parents(agencies, used_agencies)
        partners = self._rows(Partner)
        used_partners = {row["partner_id"] for row in counted}
        used_partners |= {forums[key]["partner_id"] for key in open_forums}
        topics = self._rows(Topic)
        used_topics = {row["topic_id"] for row in counted} | _shipped(topics, "topics")

        yield from self._plain(Region, self._rows(Region))
        yield from self._plain(District, self._rows(District))
        yield from self._plain(Agency, [row for row in agencies if row["id"] in used_agencies])
        yield from self._plain(Topic, [row for row in topics if row["id"] in used_topics])
        yield self._told(
            Partner,
            [row for row in partners if row["id"] in used_partners],
            where=lambda row: not row["withdrawn"],
        )
        yield self._told(
            Forum,
            [row for key, row in forums.items() if key in used_forums],
            where=lambda row: row["id"] in open_forums,
            instead=lambda row: (
                {"code": f"forum-{row['id']}", "kind": "other", "held_on": date(1900, 1, 1)}
                | {"visibility": Visibility.INTERNAL.value}
            ),
        )
        yield self._told(
            Basis,
            [row for key, row in bases.items() if key in used_bases],
            where=lambda row: row["forum_id"] is None or row["forum_id"] in open_forums,
            instead=lambda row: {"code": f"basis-{row['id']}"},
        )
        yield self._told(
            Official,
            [row for key, row in officials.items() if key in used_officials],
            where=_is_open,
            instead=lambda row: {"post": WITHHELD, "visibility": Visibility.INTERNAL.value},
            besides=lambda row: {"folded": f"official-{row['id']}"},
        )
        indicators = {row["indicator_id"] for row in values}
        yield from self._plain(Indicator, [row for row in self._rows(Indicator) if row["id"] in indicators])
        dated = (commitments, kept, deadlines, extensions, findings, claims, replies, evidence)
        for rows in (*dated, confirmations, retractions, values):
            self.revisions.update(row["revision"] for row in rows)
        documents = {row["sha256"] for row in evidence if row["sha256"]}
        papers = [row for row in self._rows(Document) if row["sha256"] in documents]
        self.revisions.update(row["revision"] for row in papers)
        all_revisions = self._rows(Revision)
        last = max((row["number"] for row in all_revisions), default=0)
        yield from self._plain(
            Revision, [row for row in all_revisions if row["number"] in self.revisions | {last}]
        )
        yield from self._plain(Document, papers)
        yield from self._plain(Commitment, commitments)
        yield (
            "commitment_version",
            [self._version(row, row["id"] in shown, row["id"] in newest) for row in kept],
        )
        for model, rows in links.items():
            yield from self._plain(model, rows)
        yield self._told(
            Deadline, deadlines, where=lambda row: last_deadline[row["commitment_id"]] == row["id"]
        )
        yield self._told(Extension, extensions, where=lambda row: row["id"] not in gone["extension"])
        yield self._told(Finding, findings, where=_is_public)
        yield self._told(Claim, claims, where=_is_public)
        yield from self._plain(Confirmation, confirmations)
        yield from self._plain(Reply, replies)
        yield from self._plain(Evidence, evidence)
        yield from self._plain(Retraction, retractions)
        yield from self._plain(IndicatorValue, values)

    def _rows(self, model: Any) -> list[Row]:
        table = table_of(model)
        return rows_of(self.connection, select(*table.c).order_by(*table.primary_key.columns))

    def _published(self, model: Any) -> list[Row]:
        """Rows with the visibility they have now: as recorded, or as last published or taken back from the public."""
        publication, column = table_of(Publication), f"{table_of(model).name}_id"
        statement = select(publication.c[column], publication.c.visibility).order_by(publication.c.id)
        now = {row[0]: row[1] for row in self.connection.execute(statement) if row[0] is not None}
        return [{**row, "visibility": now.get(row["id"], row["visibility"])} for row in self._rows(model)]

    def _said(self, model: Any, commitments: set[int], gone: set[int]) -> list[Row]:
        """Findings or claims on these: all of them count, the words show only of what is public and stands."""
        return [
            {**row, "visibility": Visibility.INTERNAL.value} if row["id"] in gone else row
            for row in self._published(model)
            if row["commitment_id"] in commitments
        ]

    def _values(self) -> list[Row]:
        """Of every figure the newest row, where that is public and was not taken back."""
        key = ("indicator_id", "district_id", "region_id", "from_on", "until_on")
        newest = {tuple(row[name] for name in key): row for row in self._rows(IndicatorValue)}
        return sorted(
            (row for row in newest.values() if _is_open(row)), key=lambda row: int(row["id"])
        )  # fmt: skip

    def _plain(self, model: Any, rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
        yield self._told(model, rows, where=lambda _row: False)

    def _told(
        self,
        model: Any,
        rows: list[Row],
        *,
        where: Callable[[Row], bool],
        instead: Callable[[Row], Row] = lambda _row: {},
        besides: Callable[[Row], Row] = lambda _row: {},
    ) -> tuple[str, list[Row]]:
        """The rows with the columns that may show. `instead` fills in where a row is not public, `besides` everywhere."""
        table = table_of(model)
        neutral = {column.name: _neutral(column) for column in table.columns}
        always, sometimes = ALWAYS[table.name], WHERE_PUBLIC.get(table.name, ())
        told = []
        for row in rows:
            is_open = where(row)
            columns = (*always, *sometimes) if is_open else always
            shown = {name: row[name] for name in columns}
            told.append(neutral | shown | ({} if is_open else instead(row)) | besides(row))
        return table.name, told

    def _version(self, row: Row, shown: bool, newest: bool) -> Row:
        """The newest version in full; of earlier public ones what is counted by, of any other only that it was there."""
        _name, (told,) = self._told(CommitmentVersion, [row], where=lambda _row: shown)
        if not newest:
            told |= dict.fromkeys(_WORDS) | {"text_en": WITHHELD}
        return told


def _neutral(column: Any) -> Any:
    """What stands in a column that is not copied: nothing, or where something must be there, something empty."""
    if column.nullable:
        return None
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 0
    return date(1900, 1, 1) if isinstance(kind, Date) else ""


def _is_public(row: Row) -> bool:
    return bool(row["visibility"] == Visibility.PUBLIC)


def _is_open(row: Row) -> bool:
    """Public, and not withdrawn."""
    return _is_public(row) and not row["withdrawn"]


def _ids(rows: Iterable[Row]) -> set[int]:
    return {row["id"] for row in rows}


def _shipped(rows: Iterable[Row], name: str) -> set[int]:
    """The ids of what ships with the product, which is no secret."""
    codes = {row["code"] for row in shipped.table(name)}
    return {row["id"] for row in rows if row["code"] in codes}


def _parents(agencies: list[Row], wanted: set[int]) -> set[int]:
    parent = {row["id"]: row["parent_id"] for row in agencies}
    found: set[int] = set()
    for key in wanted:
        above = parent.get(key)
        while above is not None and above not in found:
            found.add(above)
            above = parent.get(above)
    return found


def _moment_of(store: Store) -> str:
    with store.read() as connection:
        newest = latest_revision(connection)
    return _moment([newest] if newest else [])


def _moment(revisions: list[Row]) -> str:
    return max((f"{row['number']:012d} {row['recorded_at'].isoformat()}" for row in revisions), default="")


def _write(path: Path, tables: Mapping[str, list[Row]], head: str, mark: str) -> tuple[int, str, str, str]:
    """Fill a new file; returns the revision that it shows, its fingerprint, the head, the moment of the newest change."""
    revision = max((row["number"] for row in tables["revision"]), default=0)
    fingerprint, moment = _fingerprint(tables), _moment(tables["revision"])
    engine = create_engine(URL.create("sqlite", database=str(path)), module=SQLITE)
    try:
        with engine.begin() as connection:
            Base.metadata.create_all(connection)
            for name, rows in tables.items():
                if rows:
                    connection.execute(insert(Base.metadata.tables[name]), rows)
            connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (schema.newest(),))
            connection.exec_driver_sql(f"CREATE TABLE {ABOUT} (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
            about = {
                "revision": str(revision),
                "fingerprint": fingerprint,
                "head": head,
                "moment": moment,
                "installation": mark,
                "shape": _shape(),
            }
            for pair in about.items():
                connection.exec_driver_sql(f"INSERT INTO {ABOUT} VALUES (?, ?)", pair)
    finally:
        engine.dispose()
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return revision, fingerprint, head, moment


def _fingerprint(tables: Mapping[str, list[Row]]) -> str:
    """The SHA-256 over all rows of all tables, the same for the same contents on any machine."""
    digest = sha256()
    for name in sorted(tables):
        columns = sorted((*ALWAYS[name], *WHERE_PUBLIC.get(name, ())))
        digest.update(_line([name, columns]))
        for row in tables[name]:
            digest.update(_line([row[column] for column in columns]))
    return digest.hexdigest()


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, default=_plain, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _shape() -> str:
    """What the copy depends on besides the data: the newest migration, the program, and every word of this module.

    A mistake in what is chosen that was mended must not live on in a copy made before, until something is recorded.
    """
    rules = sha256(_RULES.read_bytes()).hexdigest()
    return sha256(json.dumps([schema.newest(), __version__, rules]).encode()).hexdigest()


def _verify(path: Path) -> None:
    """The file is whole, every reference finds its row, and no column holds what the list does not allow."""
    connection = SQLITE.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        astray = [
            f"{table.name}.{column}"
            for table in Base.metadata.sorted_tables
            for column, neutral in _not_copied(table)
            if connection.execute(
                f'SELECT 1 FROM "{table.name}" WHERE "{column}" IS NOT NULL AND "{column}" <> ? LIMIT 1',
                (neutral,),
            ).fetchone()
        ]
    finally:
        connection.close()
    if told != ["ok"] or dangling or astray:
        raise CopyDamaged(f"{told[:3]} {dangling[:3]} {astray[:3]}")


def _not_copied(table: Table) -> Iterator[tuple[str, Any]]:
    allowed = {*ALWAYS.get(table.name, ()), *WHERE_PUBLIC.get(table.name, ())}
    for column in table.columns:
        if column.name not in allowed and (table.name, column.name) != ("official", "folded"):
            neutral = _neutral(column)
            yield column.name, "" if neutral is None else neutral

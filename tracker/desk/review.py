"""What waits for a person: commitments of different files that say nearly the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from tracker.desk.again import say_again
from tracker.desk.answers import SourceRef
from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.detail import source_of
from tracker.desk.likeness import alike
from tracker.desk.look import words_of
from tracker.desk.versions import repeat_versions
from tracker.model import (
    Claim,
    Commitment,
    CommitmentVersion,
    Extension,
    Finding,
    Likeness,
    LikenessVerdict,
    Retraction,
    SourceRow,
)
from tracker.model.vocabulary import Cadence, Verdict, Visibility
from tracker.store import Change, queries
from tracker.store.queries import table_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two commitments that look alike: its words and number, who and where (codes), its deadline as it stands
    (a day, or as written), and the row it came from."""

    code: str
    text: str
    text_language: str
    number: str | None
    agencies: tuple[str, ...]
    districts: tuple[str, ...]
    regions: tuple[str, ...]
    due_on: date | None
    due_text: str | None
    source: SourceRef | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two commitments for a person to compare. `score` is the likeness of their words, of 100."""

    id: int
    score: int
    older: Side
    newer: Side


class NoSuchPair(ValueError):
    """There is no such pair, or it has been decided already."""


def look_for_likeness(desk: Desk, asker: Asker, upload_id: int) -> int:
    """Compare what a load brought with what was there before, within the same agency, places and law.

    Pairs of words that a person called different before are not asked about again. Returns how many pairs were added
    to those that wait for a person. To be called after each load; a second call adds nothing.
    """
    require_staff(asker)
    with desk.store.read() as connection:
        fresh = _brought(connection, upload_id)
        versions = queries.versions(connection, _current(connection)) if fresh else {}
        settled = _settled(connection) if fresh else set()
    prints = {row["commitment_id"]: row["fingerprint"] for row in versions.values()}
    pairs = [
        (older, newer, score)
        for older, newer, score in alike(versions.values(), fresh)
        if frozenset((prints[older], prints[newer])) not in settled
    ]
    if not pairs:
        return 0
    with desk.store.write(actor=asker.name, action="likeness.found", at=desk.clock()) as change:
        keys = change.take_ids(Likeness, len(pairs))
        rows = [
            {"id": key, "revision": change.number, "older_id": older, "newer_id": newer, "score": score}
            for key, (older, newer, score) in zip(keys, pairs, strict=True)
        ]
        change.append(Likeness, rows)
    return len(pairs)


def waiting(desk: Desk, asker: Asker) -> int:
    """How many pairs wait for a person."""
    require_staff(asker)
    return desk.once_a_revision("likeness", lambda: len(_open(desk)))


def open_pairs(desk: Desk, asker: Asker, *, language: str, start: int = 0, count: int = 20) -> list[Pair]:
    """A part of the pairs that nobody has decided about, the most alike first; words in `language` where there are."""
    require_staff(asker)
    rows = _open(desk)[start : start + count]
    keys = sorted({row[side] for row in rows for side in ("older_id", "newer_id")})
    with desk.store.read() as connection:
        versions = {
            row["commitment_id"]: row
            for row in queries.versions(connection, _current(connection, keys)).values()
        }
        deadlines = {key: _deadline(connection, key) for key in keys}
        wanted = {row["source_row_id"] for row in versions.values() if row["source_row_id"]}
        sources = queries.sources(connection, wanted)

    def side(key: int) -> Side:
        row = versions[key]
        found = sources.get(row["source_row_id"])
        text, text_language = words_of(row, language)
        return Side(
            code=row["code"],
            text=text,
            text_language=text_language,
            number=row["number"],
            agencies=tuple(code for code, _role in row["agencies"]),
            districts=tuple(row["districts"]),
            regions=tuple(row["regions"]),
            due_on=deadlines[key]["due_on"],
            due_text=deadlines[key]["due_text"],
            source=source_of(found) if found else None,
        )

    return [Pair(row["id"], row["score"], side(row["older_id"]), side(row["newer_id"])) for row in rows]


def decide(desk: Desk, asker: Asker, pair_id: int, verdict: Verdict) -> str:
    """Record what a person decided; returns the code that stays. Raises `NoSuchPair`, `NotAllowed`.

    The same: the older code stays; what was said of the newer one is said of it, the rows of the files that spoke of
    the newer one speak of it, and a later deadline is an extension of its own. Different: remembered.
    """
    require_staff(asker)
    with desk.store.write(actor=asker.name, action=f"likeness.{verdict.value}", at=desk.clock()) as change:
        pair = _undecided(change, pair_id)
        (key,) = change.take_ids(LikenessVerdict, 1)
        row = {"id": key, "revision": change.number, "likeness_id": pair_id, "verdict": verdict.value}
        change.append(LikenessVerdict, [row])
        if verdict is Verdict.SAME:
            _join(change, older=pair["older_id"], newer=pair["newer_id"], today=desk.today())
        commitment = table_of(Commitment)
        stays = select(commitment.c.code).where(commitment.c.id == pair["older_id"])
        return str(change.connection.execute(stays).scalar_one())


def _brought(connection: Connection, upload_id: int) -> set[int]:
    """The commitments that a load made and that nobody has been asked about yet."""
    source, likeness = table_of(SourceRow), table_of(Likeness)
    asked = select(likeness.c.newer_id)
    statement = select(source.c.commitment_id).where(
        source.c.upload_id == upload_id, source.c.outcome == "new", source.c.commitment_id.not_in(asked)
    )
    return set(connection.execute(statement).scalars())


def _current(connection: Connection, keys: Iterable[int] | None = None) -> list[int]:
    """The versions as they stand now of these commitments (default: all), without those taken back."""
    commitment, version = table_of(Commitment), table_of(CommitmentVersion)
    statement = (
        select(commitment.c.version_id)
        .join(version, version.c.id == commitment.c.version_id)
        .where(~version.c.void)
    )
    if keys is None:
        return list(connection.execute(statement).scalars())
    return [
        version_id
        for part in queries.parts(keys)
        for version_id in connection.execute(statement.where(commitment.c.id.in_(part))).scalars()
    ]


def _settled(connection: Connection) -> set[frozenset[str]]:
    """Pairs of words (as fingerprints) that a person has called different."""
    likeness, verdict = table_of(Likeness), table_of(LikenessVerdict)
    commitment, version = table_of(Commitment), table_of(CommitmentVersion)

    def current(name: str) -> Any:
        return (
            select(commitment.c.id, version.c.fingerprint)
            .join(version, version.c.id == commitment.c.version_id)
            .subquery(name)
        )

    older, newer = current("older"), current("newer")
    statement = (
        select(older.c.fingerprint, newer.c.fingerprint)
        .select_from(likeness)
        .join(verdict, verdict.c.likeness_id == likeness.c.id)
        .join(older, older.c.id == likeness.c.older_id)
        .join(newer, newer.c.id == likeness.c.newer_id)
        .where(verdict.c.verdict == Verdict.DIFFERENT)
    )
    return {frozenset(pair) for pair in connection.execute(statement)}


def _open(desk: Desk) -> list[Row]:
    """The pairs without a verdict whose commitments both still stand."""
    likeness, commitment, version = table_of(Likeness), table_of(Commitment), table_of(CommitmentVersion)
    decided = select(table_of(LikenessVerdict).c.likeness_id)
    standing = (
        select(commitment.c.id).join(version, version.c.id == commitment.c.version_id).where(~version.c.void)
    )
    statement = (
        select(*likeness.c)
        .where(
            likeness.c.id.not_in(decided),
            likeness.c.older_id.in_(standing),
            likeness.c.newer_id.in_(standing),
        )
        .order_by(likeness.c.score.desc(), likeness.c.id)
    )
    with desk.store.read() as connection:
        return queries.rows_of(connection, statement)


def _undecided(change: Change, pair_id: int) -> Row:
    likeness, verdict = table_of(Likeness), table_of(LikenessVerdict)
    decided = select(verdict.c.likeness_id)
    statement = select(*likeness.c).where(likeness.c.id == pair_id, likeness.c.id.not_in(decided))
    found = queries.rows_of(change.connection, statement)
    if not found or len(_current(change.connection, (found[0]["older_id"], found[0]["newer_id"]))) < 2:
        raise NoSuchPair(pair_id)
    return found[0]


def _join(change: Change, *, older: int, newer: int, today: date) -> None:
    (version_id,) = _current(change.connection, (newer,))
    before, after = _deadline(change.connection, older), _deadline(change.connection, newer)
    # Of a commitment that is internal nothing is shown, whatever was said of it; on the older one it must stay so.
    hidden = not _is_public(change.connection, version_id)
    for model, retracted_by in ((Finding, "finding_id"), (Claim, "claim_id")):
        keys = [row["id"] for row in _standing(change.connection, model, retracted_by, newer)]
        say_again(change, model, keys, of=older, hidden=hidden)
    _link_rows(change, older=older, newer=newer)
    if before["cadence"] == after["cadence"] == Cadence.ONCE and before["due_on"] != after["due_on"]:
        (key,) = change.take_ids(Extension, 1)
        moved = {
            "id": key,
            "commitment_id": older,
            "revision": change.number,
            "decided_on": today,
            "decided_on_assumed": True,
            "due_on": after["due_on"],
            "due_text": after["due_text"],
            "reason": None,
            "source_row_id": after["source_row_id"],
        }
        change.append(Extension, [moved])
    repeat_versions(change, [(newer, version_id)], void=True)
    change.tell("commitment.joined", "commitment", older, after={"joined": newer})


def _link_rows(change: Change, *, older: int, newer: int) -> None:
    """The rows of the files that spoke of the newer commitment speak of the older one from now on."""
    source = table_of(SourceRow)
    statement = select(*source.c).where(source.c.commitment_id == newer).order_by(source.c.id)
    rows = queries.rows_of(change.connection, statement)
    ids = change.take_ids(SourceRow, len(rows))
    own = {"outcome": "same", "commitment_id": older}
    change.append(SourceRow, [{**row, "id": key, **own} for key, row in zip(ids, rows, strict=True)])


def _is_public(connection: Connection, version_id: int) -> bool:
    version = table_of(CommitmentVersion)
    found = connection.execute(select(version.c.visibility).where(version.c.id == version_id)).scalar_one()
    return bool(found == Visibility.PUBLIC)


def _standing(connection: Connection, model: Any, retracted_by: str, commitment: int) -> list[Row]:
    """What has been said of a commitment and not retracted."""
    table, retraction = table_of(model), table_of(Retraction)
    gone = select(retraction.c[retracted_by]).where(retraction.c[retracted_by].is_not(None))
    statement = select(*table.c).where(table.c.commitment_id == commitment, table.c.id.not_in(gone))
    return queries.rows_of(connection, statement.order_by(table.c.id))


def _deadline(connection: Connection, commitment: int) -> Row:
    """A commitment's deadline as it stands, after the latest extension."""
    found = queries.newest_deadlines(connection, [commitment])[commitment]
    extensions = _standing(connection, Extension, "extension_id", commitment)
    if not extensions:
        return found
    moved = extensions[-1]
    return {**found, **{name: moved[name] for name in ("due_on", "due_text", "source_row_id")}}

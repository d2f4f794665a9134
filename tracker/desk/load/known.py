"""What the installation already holds of the commitments that a workbook may speak of."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import blake2b
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, select

from tracker.model import (
    Claim,
    Commitment,
    CommitmentVersion,
    Extension,
    Finding,
    Likeness,
    LikenessVerdict,
    Retraction,
    Revision,
    SourceRow,
    Upload,
)
from tracker.model.vocabulary import Verdict
from tracker.sheets import resolve_fold
from tracker.sheets.grid import Cells
from tracker.store import queries
from tracker.store.queries import parts, table_of

Row = dict[str, Any]


def fingerprint(texts: dict[str, str], folded: str | None = None) -> str:
    """What two rows share when they say the same thing: a hash of the folded words, Russian before Tajik before English.

    `folded` are those words, where they have been folded already.
    """
    if folded is None:
        folded = resolve_fold(
            next((texts[language] for language in ("ru", "tg", "en") if texts.get(language)), "")
        )
    return blake2b(folded.encode(), digest_size=16).hexdigest()


def rows_taken(connection: Connection, sha256: str, reported_by: str) -> set[tuple[str | None, int]]:
    """The rows (sheet, row) of this very file that an earlier load, not undone since, has taken as this one's word.

    Whatever has been recorded since, the same bytes have nothing new to say.
    """
    upload, row = table_of(Upload), table_of(SourceRow)
    statement = (
        select(row.c.sheet, row.c.row)
        .join(upload, upload.c.id == row.c.upload_id)
        .where(
            upload.c.sha256 == sha256,
            upload.c.reported_by == reported_by,
            upload.c.revision.not_in(undone()),
            row.c.outcome.in_(("new", "changed", "same")),
        )
    )
    return {(sheet, number) for sheet, number in connection.execute(statement)}


def rows_with_open_names(connection: Connection, sha256: str) -> set[tuple[str | None, int]]:
    """The rows of this very file whose commitments still name a body that nobody had resolved when they were written."""
    upload, row, commitment = table_of(Upload), table_of(SourceRow), table_of(Commitment)
    version = table_of(CommitmentVersion)
    statement = (
        select(row.c.sheet, row.c.row)
        .join(upload, upload.c.id == row.c.upload_id)
        .join(commitment, commitment.c.id == row.c.commitment_id)
        .join(version, version.c.id == commitment.c.version_id)
        .where(upload.c.sha256 == sha256, version.c.unknown_agencies.is_not(None))
    )
    return {(sheet, number) for sheet, number in connection.execute(statement)}


def undone() -> Any:
    """The revisions that have been undone, for use inside a query."""
    revision = table_of(Revision)
    return select(revision.c.undoes).where(revision.c.undoes.is_not(None))


@cache
def document_of(title: str | None, name: str) -> str:
    """What two states of one document share: its title, or where it has none the name of its file."""
    return resolve_fold(title) if title else f"file {name}"


def cells_json(cells: Mapping[str, str]) -> str:
    """The cells of a row as they are kept."""
    if isinstance(cells, Cells):
        return cells.json()
    # by hand: the json module makes an encoder anew for every row, which takes three times as long
    return "{" + ",".join([f'"{letter}":{encode_basestring(text)}' for letter, text in cells.items()]) + "}"


@dataclass(slots=True)
class Known:
    """A commitment as the installation holds it now, with what has been said of it and not retracted.

    `agencies` are its bodies as they are understood today: codes, and the folded names of those still unknown.
    `rows_before` are the rows of files that have spoken of it already, as hashes of their cells, `documents` those
    files (see `document_of`).
    """

    id: int
    code: str
    version: Row
    deadline: Row
    agencies: frozenset[str] = frozenset()
    extensions: list[date] = field(default_factory=list)
    findings: list[tuple[date, int, str, bool]] = field(default_factory=list)
    claims: list[tuple[date, int, str, bool]] = field(default_factory=list)
    rows_before: set[int] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    @property
    def due_on(self) -> date | None:
        """The deadline as it stands now, after the latest extension."""
        return self.extensions[-1] if self.extensions else self.deadline["due_on"]


class Memory:
    """Looks up commitments by code, by the sender's code and by their words, and reads each only once."""

    def __init__(self, connection: Connection, bodies: Callable[[str], Iterable[str]]) -> None:
        """Look up on this connection; the moment seen is the connection's. `bodies` gives the codes that a name means."""
        self.connection = connection
        self._bodies = bodies
        self._known: dict[int, Known] = {}
        self._by_print: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_source_code: dict[str, dict[int, None]] = defaultdict(dict)
        self._by_code: dict[str, int] = {}

    def prepare(self, prints: Iterable[str], source_codes: Iterable[str], codes: Iterable[str]) -> None:
        """Read everything that rows with these fingerprints or codes could be about.

        A commitment is found by any words it has had, and by the words of those that a person said were the same.
        """
        commitment, current = table_of(Commitment), table_of(CommitmentVersion).alias("current")
        if self.connection.execute(select(commitment.c.id).limit(1)).first() is None:
            return  # an installation that holds nothing yet is not asked 100,000 times
        written = table_of(CommitmentVersion).alias("written")
        columns = (commitment.c.id, current.c.void, commitment.c.code, current.c.source_code)
        to_current = select(*columns).join(current, current.c.id == commitment.c.version_id)
        by_words = (
            select(*columns, written.c.fingerprint)
            .join(current, current.c.id == commitment.c.version_id)
            .join(written, written.c.commitment_id == commitment.c.id)
            .where(written.c.revision.not_in(undone()))
        )
        joined = joined_into(self.connection)
        found: dict[int, None] = {}
        for key, void, _code, _source_code, words in self._where(by_words, written.c.fingerprint, prints):
            if (standing := joined.get(key) if void else key) is not None:
                self._by_print[words][standing] = found[standing] = None
        for key, void, _code, source_code in self._where(to_current, current.c.source_code, source_codes):
            if not void:
                self._by_source_code[source_code][key] = found[key] = None
        for key, void, code, _source_code in self._where(to_current, commitment.c.code, codes):
            if (standing := joined.get(key) if void else key) is not None:
                self._by_code[code] = standing
                found[standing] = None
        self._read(list(found))

    def _where(self, statement: Any, column: Any, wanted: Iterable[str]) -> Iterable[Any]:
        for part in parts(sorted(set(wanted))):
            yield from self.connection.execute(statement.where(column.in_(part)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is known can be meant by any of the rows."""
        return not self._known

    def by_code(self, code: str) -> Known | None:
        """The commitment with this code of ours."""
        return self._known.get(self._by_code.get(code, -1))

    def by_source_code(self, code: str) -> list[Known]:
        """The commitments that carry this code in their own files."""
        return [self._known[key] for key in self._by_source_code.get(code, ()) if key in self._known]

    def by_words(self, print_: str) -> list[Known]:
        """The commitments with these words: those that have them now, else those that once had them."""
        found = [self._known[key] for key in self._by_print.get(print_, ()) if key in self._known]
        return sorted(found, key=lambda known: known.version["fingerprint"] != print_)

    def _read(self, keys: list[int]) -> None:
        commitment, version = table_of(Commitment), table_of(CommitmentVersion)
        current: dict[int, int] = {}
        for part in parts(keys):
            statement = (
                select(commitment.c.id, commitment.c.version_id)
                .join(version, version.c.id == commitment.c.version_id)
                .where(commitment.c.id.in_(part), ~version.c.void)
            )
            current |= {row.id: row.version_id for row in self.connection.execute(statement)}
        versions = queries.versions(self.connection, list(current.values()))
        keys = list(current)
        deadlines = queries.newest_deadlines(self.connection, keys)
        for key, version_id in current.items():
            row = versions[version_id]
            self._known[key] = Known(key, row["code"], row, deadlines[key], self._agencies(row))
        for model, column in ((Extension, "extension_id"), (Finding, "finding_id"), (Claim, "claim_id")):
            self._read_said(model, column, keys)
        self._read_rows_before(keys)

    def _agencies(self, version: Row) -> frozenset[str]:
        found = {code for code, _role in version["agencies"]}
        for name in (version["unknown_agencies"] or "").splitlines():
            found.update(self._bodies(name) or (resolve_fold(name),))
        return frozenset(found)

    def _read_rows_before(self, keys: list[int]) -> None:
        row, upload = table_of(SourceRow), table_of(Upload)
        for part in parts(keys):
            statement = (
                select(row.c.commitment_id, row.c.cells, upload.c.reported_by, upload.c.title, upload.c.name)
                .join(upload, upload.c.id == row.c.upload_id)
                .where(row.c.commitment_id.in_(part), upload.c.revision.not_in(undone()))
            )
            for key, cells, reported_by, title, name in self.connection.execute(statement):
                self._known[key].rows_before.add(hash((reported_by, cells)))
                self._known[key].documents.add(document_of(title, name))

    def _read_said(self, model: Any, retracted_by: str, keys: list[int]) -> None:
        table, retraction = table_of(model), table_of(Retraction)
        gone = select(retraction.c[retracted_by]).where(retraction.c[retracted_by].is_not(None))
        for part in parts(keys):
            statement = (
                select(table)
                .where(table.c.commitment_id.in_(part), ~table.c.id.in_(gone))
                .order_by(table.c.id)
            )
            for row in self.connection.execute(statement).mappings():
                known = self._known[row["commitment_id"]]
                if model is Extension:
                    known.extensions.append(row["due_on"])
                else:
                    said = known.findings if model is Finding else known.claims
                    said.append((row["effective_on"], row["id"], row["status"], row["effective_on_assumed"]))


def joined_into(connection: Connection) -> dict[int, int]:
    """Which commitment another one was joined into, because a person said that they are the same."""
    likeness, verdict = table_of(Likeness), table_of(LikenessVerdict)
    statement = (
        select(likeness.c.newer_id, likeness.c.older_id)
        .join(verdict, verdict.c.likeness_id == likeness.c.id)
        .where(verdict.c.verdict == Verdict.SAME)
    )
    into = {row.newer_id: row.older_id for row in connection.execute(statement)}
    return {newer: _last(into, older) for newer, older in into.items()}


def _last(into: dict[int, int], key: int) -> int:
    """The end of a chain of joins; an older commitment is never joined into a newer one, so it ends."""
    while key in into:
        key = into[key]
    return key

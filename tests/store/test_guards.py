"""The database itself refuses to bend history, whoever asks and however they ask."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tracker.model import Commitment, CommitmentVersion, Deadline, Finding
from tracker.model.codes import code_of
from tracker.store import Store
from tracker.store.engine import SQLITE
from tracker.store.triggers import APPEND_ONLY, LASTING, expected, present

MOMENT = datetime(2025, 3, 1, tzinfo=UTC)
VERSION = {"id": 1, "commitment_id": 1, "void": False, "text_ru": "Осветить улицу", "visibility": "internal"}


@pytest.fixture
def commitment(store: Store) -> Store:
    """A database with one commitment and one finding, recorded as revision 1."""
    with store.write(actor="ann", action="test", at=MOMENT) as change:
        revision = change.number
        change.append(Commitment, [{"id": 1, "code": code_of(1), "revision": revision, "version_id": 1}])
        change.append(CommitmentVersion, [{**VERSION, "revision": revision, "fingerprint": "f"}])
        change.append(
            Deadline,
            [
                {
                    "id": 1,
                    "commitment_id": 1,
                    "revision": revision,
                    "cadence": "once",
                    "due_on": date(2025, 6, 1),
                }
            ],
        )
        finding = {"id": 1, "commitment_id": 1, "revision": revision, "status": "fulfilled"}
        rest = {"effective_on": date(2025, 5, 1), "effective_on_assumed": False, "late": False}
        change.append(Finding, [{**finding, **rest, "visibility": "internal"}])
    return store


def run(store: Store, sql: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(sql))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE finding SET status = 'not_fulfilled'",
        "DELETE FROM finding",
        "INSERT OR REPLACE INTO finding SELECT * FROM finding",
        "UPDATE commitment_version SET text_ru = 'другое'",
        "DELETE FROM commitment_version",
        "UPDATE deadline SET due_on = '2026-01-01'",
        "DELETE FROM commitment",
        "UPDATE commitment SET code = 'AH-00002-C'",
        "DELETE FROM event",
        "UPDATE event SET after = '{}'",
        "UPDATE revision SET actor = 'nobody'",
        "DELETE FROM revision",
    ],
)
def test_what_was_recorded_stays_as_it_was(commitment: Store, sql: str) -> None:
    with pytest.raises(IntegrityError):
        run(commitment, sql)


def test_nothing_is_slipped_into_an_old_revision(commitment: Store) -> None:
    with commitment.write(actor="bob", action="test") as change:
        change.tell("note", "commitment", 1, after={"x": 1})
    with pytest.raises(IntegrityError, match="newest revision"):
        run(commitment, "INSERT INTO event VALUES (99, 1, 'finding.added', 'finding', '9', NULL, '{}')")


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO deadline (id, commitment_id, revision, cadence) VALUES (2, 1, 1, 'sometimes')",
        "INSERT INTO deadline (id, commitment_id, revision, cadence) VALUES (2, 1, 1, 'once')",
        "INSERT INTO deadline (id, commitment_id, revision, cadence) VALUES (2, 1, 1, 'recurring')",
        "INSERT INTO deadline (id, commitment_id, revision, cadence) VALUES (2, 77, 1, 'open')",
        "INSERT INTO retraction (id, revision, finding_id, claim_id, reason) VALUES (1, 1, NULL, NULL, 'x')",
        "INSERT INTO evidence (id, revision, finding_id, kind, visibility) VALUES (1, 1, 1, 'link', 'public')",
        "INSERT INTO forum (id, code, kind, held_on, women, visibility) "
        "VALUES (1, 'f', 'training', '2025-01-01', -3, 'public')",
    ],
)
def test_the_database_refuses_what_makes_no_sense(commitment: Store, sql: str) -> None:
    with pytest.raises(IntegrityError):
        run(commitment, sql)


def test_every_guard_is_in_place_after_a_migration(store: Store) -> None:
    with store.read() as connection:
        assert present(connection) == expected()
    assert len(expected()) > 2 * len(APPEND_ONLY) + len(LASTING)


@pytest.mark.parametrize("table", ["revision", "finding", "event"])
def test_a_stray_program_cannot_replace_what_was_recorded(commitment: Store, table: str) -> None:
    stray = SQLITE.connect(commitment.url.database)  # none of our settings: recursive triggers are off
    with pytest.raises(SQLITE.IntegrityError):
        stray.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    stray.close()

"""Many rows go in on a thread of their own, and a change is still whole or not at all."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tracker.model import Commitment, CommitmentVersion, SourceRow
from tracker.store import Change, Store
from tracker.store.check import check
from tracker.store.files import Files

MANY = 12_345
NAMES = ("id", "code", "revision", "version_id")


def commitments(change: Change, count: int) -> list[tuple[int, str, int, int]]:
    return [(key, f"c{key}", change.number, key) for key in change.take_ids(Commitment, count)]


def held(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(Commitment.__table__)).scalar_one()


def test_whoever_reads_through_the_change_sees_all_that_was_appended(store: Store) -> None:
    with store.write(actor="ann", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, MANY))
        found = change.connection.execute(select(func.max(Commitment.__table__.c.id))).scalar_one()
        assert found == MANY


def test_rows_stand_as_they_were_given_empty_columns_too(store: Store) -> None:
    names = ("id", "commitment_id", "revision", "void", "text_ru", "number", "visibility", "fingerprint")
    with store.write(actor="ann", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, 100))
        rows = [
            (key, key, change.number, False, f"текст {key}", str(key) if key % 2 else None, "internal", "f")
            for key in change.take_ids(CommitmentVersion, 100)
        ]
        change.append_many(CommitmentVersion, names, rows)
    table = CommitmentVersion.__table__
    with store.read() as connection:
        found = [tuple(row) for row in connection.execute(select(*(table.c[name] for name in names)))]
        others = connection.execute(select(table.c.note, table.c.made_on).distinct()).all()
    assert found == rows
    assert others == [(None, None)]


@pytest.mark.parametrize("more", [0, 60, MANY])
def test_rows_that_the_database_refuses_take_the_whole_change_back(store: Store, more: int) -> None:
    with pytest.raises(IntegrityError), store.write(actor="ann", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, MANY))
        orphans = [
            (key, 4711, "Лист", key, "new", "{}", None) for key in change.take_ids(SourceRow, 60)
        ]  # of an upload that is not there
        names = ("id", "upload_id", "sheet", "row", "outcome", "cells", "commitment_id")
        change.append_many(SourceRow, names, orphans)
        change.append_many(Commitment, NAMES, commitments(change, more))
    assert held(store) == 0
    assert store.revision() == 0


def test_a_refusal_that_is_caught_still_keeps_the_change_from_being_completed(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write(actor="ann", action="test") as change:
        twice = commitments(change, 60)
        change.append_many(Commitment, NAMES, twice)
        try:
            change.append_many(Commitment, NAMES, twice)
            assert change.connection
        except IntegrityError:
            pass
        change.append_many(Commitment, NAMES, commitments(change, 60))
    assert held(store) == 0


def test_an_interrupted_change_leaves_neither_rows_nor_a_waiting_thread(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.write(actor="ann", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, MANY))
        raise KeyboardInterrupt
    assert held(store) == 0
    with store.write(actor="bob", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, MANY))
    assert held(store) == MANY


def test_what_was_sealed_holds_and_a_changed_row_does_not(store: Store, tmp_path) -> None:
    names = ("id", "commitment_id", "revision", "void", "text_ru", "visibility", "fingerprint")
    with store.write(actor="ann", action="test") as change:
        change.append_many(Commitment, NAMES, commitments(change, 100))
        keys = change.take_ids(CommitmentVersion, 100)
        rows = [(key, key, change.number, False, "«ё»\n\t\\", "internal", "f") for key in keys]
        change.append_many(CommitmentVersion, names, rows)
    files = Files(tmp_path)
    assert not [remark for remark in check(store, files) if remark.wrong]
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_commitment_version_update")
        connection.exec_driver_sql("UPDATE commitment_version SET text_ru = 'x' WHERE id = 7")
    told = [remark.message("en") for remark in check(store, files) if remark.wrong]
    assert any("commitment_version" in message and "not what was recorded" in message for message in told)

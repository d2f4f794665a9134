"""Every change is whole, has one revision, and leaves an event that says what was and what is."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from tracker.model import Event, Region, Revision
from tracker.store import Store

MOMENT = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def add_region(store: Store, code: str) -> int:
    with store.write(actor="ann", action="test", at=MOMENT) as change:
        (key,) = change.take_ids(Region, 1)
        change.append(Region, [{"id": key, "code": code, "name_en": "North"}])
    return key


def events(store: Store) -> list[tuple[str, str, dict | None, dict | None]]:
    with store.read() as connection:
        rows = connection.execute(select(Event.__table__).order_by(Event.id)).mappings()
        return [
            (
                row["kind"],
                row["subject_id"],
                json.loads(row["before"]) if row["before"] else None,
                json.loads(row["after"]) if row["after"] else None,
            )
            for row in rows
        ]


def test_an_empty_installation_stands_at_revision_nought(store: Store) -> None:
    assert store.revision() == 0


def test_the_revision_grows_by_one_with_every_committed_change(store: Store) -> None:
    add_region(store, "a")
    add_region(store, "b")
    assert store.revision() == 2


def test_a_revision_says_who_did_what_and_when(store: Store) -> None:
    add_region(store, "a")
    with store.read() as connection:
        row = connection.execute(select(Revision.__table__)).mappings().one()
    assert (row["number"], row["actor"], row["action"], row["recorded_at"]) == (1, "ann", "test", MOMENT)


def test_an_added_row_leaves_an_event_with_all_its_columns(store: Store) -> None:
    key = add_region(store, "a")
    assert events(store) == [
        ("region.added", str(key), None, {"id": key, "code": "a", "name_en": "North"}),
    ]


def test_an_altered_row_leaves_an_event_with_what_was_and_what_is(store: Store) -> None:
    key = add_region(store, "a")
    with store.write(actor="bob", action="test") as change:
        change.alter(Region, {"id": key}, name_en="South", code="a")
    assert events(store)[-1] == ("region.changed", str(key), {"name_en": "North"}, {"name_en": "South"})


def test_altering_nothing_leaves_no_trace(store: Store) -> None:
    key = add_region(store, "a")
    with store.write(actor="bob", action="test") as change:
        change.alter(Region, {"id": key}, name_en="North")
    assert store.revision() == 1
    assert len(events(store)) == 1


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_interrupts_a_change_takes_all_of_it_back(store: Store, error: type[BaseException]) -> None:
    with pytest.raises(error), store.write(actor="ann", action="test") as change:
        (key,) = change.take_ids(Region, 1)
        change.append(Region, [{"id": key, "code": "a"}])
        raise error
    assert store.revision() == 0
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM region")).scalar_one() == 0
    add_region(store, "b")  # and the write lock is free again
    assert store.revision() == 1


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="time zone"):
        store.write(actor="ann", action="test", at=datetime(2025, 1, 1)).__enter__()
    assert store.revision() == 0


def test_a_reader_sees_one_moment_while_somebody_writes(store: Store) -> None:
    add_region(store, "a")
    count = text("SELECT count(*) FROM region")
    with store.read() as connection:
        assert connection.execute(count).scalar_one() == 1
        add_region(store, "b")
        assert connection.execute(count).scalar_one() == 1
    with store.read() as connection:
        assert connection.execute(count).scalar_one() == 2

"""The history cannot be bent quietly: whatever of it is changed, taken away or written anew breaks the chain."""

import json
from pathlib import Path

import pytest

from tests.attacks.test_tampering import filled, load, without_guards, workbook  # noqa: F401  # fixtures, by their names
from tracker.desk import Desk
from tracker.store import Head
from tracker.store.chain import worked_out
from tracker.store.check import check


def bend(desk: Desk, *statements: str) -> None:
    """Do what somebody with the file in their hands can do."""
    for statement in statements:
        without_guards(desk, statement)


def breaks(desk: Desk, *, held: Head | None = None) -> list[str]:
    return [
        each.message("en")
        for each in check(desk.store, desk.files, held=held)
        if each.wrong and ("chain" in each.msgid or "head you hold" in each.msgid)
    ]


def test_an_untouched_history_has_a_whole_chain(filled: Desk) -> None:  # noqa: F811
    head = filled.store.head()
    assert head.revision == filled.revision() and len(head.sha256) == 64
    assert breaks(filled, held=head) == []
    with filled.store.read() as connection:
        links = dict(worked_out(connection))
    assert links[head.revision] == head.sha256 and len(set(links.values())) == head.revision


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE revision SET actor = 'nobody' WHERE number = 2",
        "UPDATE revision SET recorded_at = '2020-01-01 00:00:00.000000' WHERE number = 2",
        "UPDATE revision SET action = 'nothing' WHERE number = 2",
        "UPDATE event SET after = replace(after, '2', '3') WHERE revision = 2",
        "UPDATE event SET kind = 'partner.changed' WHERE id = (SELECT max(id) FROM event WHERE revision = 2)",
        "UPDATE event SET subject_id = '77' WHERE id = (SELECT max(id) FROM event WHERE revision = 2)",
        "DELETE FROM event WHERE id = (SELECT max(id) FROM event WHERE revision = 2)",
        "UPDATE chain_link SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x') WHERE revision = 2",
        "DELETE FROM chain_link WHERE revision = 2",
    ],
)
def test_any_change_of_a_change_breaks_the_chain_there(filled: Desk, sql: str) -> None:  # noqa: F811
    without_guards(filled, sql)
    assert breaks(filled) == ["The chain of the history breaks at change 2."]


def test_a_change_taken_out_as_a_whole_leaves_a_gap(filled: Desk) -> None:  # noqa: F811
    bend(
        filled,
        "DELETE FROM event WHERE revision = 1",
        "DELETE FROM chain_link WHERE revision = 1",
        "DELETE FROM revision WHERE number = 1",
    )
    assert breaks(filled) == ["The chain of the history breaks at change 2."]


def test_an_event_added_later_breaks_the_chain(filled: Desk) -> None:  # noqa: F811
    added = json.dumps({"id": 999})
    bend(
        filled,
        "INSERT INTO event (id, revision, kind, subject, subject_id, before, after) "
        f"VALUES (99999, 1, 'topic.added', 'topic', '999', NULL, '{added}')",
    )
    assert breaks(filled) == ["The chain of the history breaks at change 1."]


def test_a_history_written_anew_with_a_chain_of_its_own_is_found_by_whoever_holds_the_head(
    filled: Desk,  # noqa: F811
) -> None:
    head = filled.store.head()
    bend(filled, "UPDATE revision SET actor = 'nobody' WHERE number = 2")
    with filled.store.read() as connection:
        anew = list(worked_out(connection))
    bend(
        filled,
        *(f"UPDATE chain_link SET sha256 = '{link}' WHERE revision = {number}" for number, link in anew),
    )
    assert breaks(filled) == [], "a whole new chain holds within itself"
    assert breaks(filled, held=head) == [
        f"The history up to change {head.revision} is not the one whose head you hold."
    ]


def test_a_history_cut_short_is_found_by_whoever_holds_the_head(filled: Desk) -> None:  # noqa: F811
    head = filled.store.head()
    bend(
        filled,
        f"DELETE FROM event WHERE revision = {head.revision}",
        f"DELETE FROM chain_link WHERE revision = {head.revision}",
        f"DELETE FROM revision WHERE number = {head.revision}",
    )
    assert breaks(filled) == []
    assert breaks(filled, held=head) != []


def test_every_version_of_the_program_works_out_the_same_links(tmp_path: Path) -> None:
    """By hand, so that a change of the recipe is noticed: the first change and its one event."""
    from datetime import UTC, datetime
    from hashlib import sha256

    from tracker.model import Topic
    from tracker.store import Store, migrate

    store = Store(f"sqlite:///{tmp_path / 'ahd.db'}")
    migrate(store)
    at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    with store.write(actor="я", action="test", at=at) as change:
        change.append(Topic, [{"id": 1, "code": "roads"}])
    lines = (
        "\n"
        '[1,"2026-11-23T12:00:00+00:00","я","test",null]\n'
        '[1,"topic.added","topic","1",null,"{\\"id\\":1,\\"code\\":\\"roads\\"}"]'
    )
    assert store.head() == Head(1, sha256(lines.encode()).hexdigest())
    store.close()

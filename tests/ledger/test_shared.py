"""The ledger of a running installation keeps up with its database and is shared by all who ask."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.ledger.book import MODELS, ZONE, Book, asked, noon
from tracker.ledger import Ledger, Ledgers, rates, states
from tracker.model import Finding
from tracker.store import Store, migrate

UNDATED = ("region", "district", "agency", "topic", "partner", "official", "basis")
LINKS = ("version_agency", "version_district", "version_region", "version_official")


def write(store: Store, book: Book) -> None:
    """The history of a book, each revision as one change."""
    versions = {row["id"]: row["revision"] for row in book.rows["commitment_version"]}
    for revision in book.rows["revision"]:
        number = revision["number"]
        with store.write(actor="editor", action="test", at=revision["recorded_at"]) as change:
            for name in UNDATED if number == 1 else ():
                for row in book.rows[name]:
                    change.append(MODELS[name], [row])
            for name, rows in book.rows.items():
                if name in (*UNDATED, "revision"):
                    continue
                key = (
                    (lambda row: versions[row["version_id"]])
                    if name in LINKS
                    else (lambda row: row["revision"])
                )
                for row in rows:
                    if key(row) == number:
                        change.append(MODELS[name], [row])


def found(store: Store, commitment: int, status: str, on: str) -> None:
    """A new finding, recorded on its day."""
    with store.write(actor="editor", action="test", at=noon(on)) as change:
        (number,) = change.take_ids(Finding, 1)
        row = Book()
        row.finding(commitment, status, on)
        change.append(Finding, [row.rows["finding"][0] | {"id": number, "revision": change.number}])


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with one overdue commitment."""
    book = Book()
    book.commitment("2024-06-30", lead=1, joint=(2,), districts=(1,), regions=(2,), officials=(3,))
    write(store, book)
    return store


def test_a_history_in_the_real_store_is_read_as_it_was_written(kept: Store) -> None:
    ledger = Ledgers(kept, ZONE).current()
    answer = rates(ledger, asked("2024-07-01", any_role=True), by="agency")
    assert [(row["key"], row["overdue"]) for row in answer.records()] == [(1, 1), (2, 1)]
    assert list(rates(ledger, asked("2024-07-01"), by="region").rows["key"]) == [1, 2]


def test_a_change_is_in_the_next_ledger_and_not_in_the_one_already_given(kept: Store) -> None:
    ledgers = Ledgers(kept, ZONE)
    before = ledgers.current()
    found(kept, 1, "fulfilled", "2024-06-20")
    after = ledgers.current()
    assert after.revision == before.revision + 1 == kept.revision()
    assert rates(after, asked("2024-07-01")).total["kept"] == 1
    assert rates(before, asked("2024-07-01")).total["kept"] == 0


def test_without_a_change_everybody_gets_the_same_ledger(kept: Store) -> None:
    ledgers = Ledgers(kept, ZONE)
    assert ledgers.current() is ledgers.current()


def test_an_empty_installation_has_a_ledger(store: Store) -> None:
    assert rates(Ledgers(store, ZONE).current(), asked("2024-07-01")).total["population"] == 0


def test_a_database_put_back_to_an_older_state_is_read_anew(kept: Store, tmp_path: Path) -> None:
    newer = Store(f"sqlite:///{tmp_path / 'newer.db'}")
    migrate(newer)
    book = Book()
    for _ in range(3):
        book.commitment("2024-06-30")
    write(newer, book)
    with newer.read() as connection:
        ledger = Ledger.load(connection, zone=ZONE)
    newer.close()
    with kept.read() as connection:
        older = ledger.refreshed(connection)
    assert (ledger.revision, older.revision) == (3, 1)
    assert rates(older, asked("2024-07-01")).total["population"] == 1


def test_many_readers_and_a_writer_see_whole_revisions(kept: Store) -> None:
    ledgers = Ledgers(kept, ZONE)
    statuses = ["fulfilled", "in_progress"] * 10
    begin = threading.Barrier(5)

    def read() -> bool:
        begin.wait()
        whole = True
        while (ledger := ledgers.current()).revision < 21:
            kept_now = rates(ledger, asked("2024-07-30")).total["kept"]
            whole = whole and kept_now == (ledger.revision - 1) % 2
        return whole

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        begin.wait()
        for day, status in enumerate(statuses, start=1):
            found(kept, 1, status, f"2024-07-{day:02d}")
        assert all(reader.result(timeout=30) for reader in readers)


def test_two_readers_never_see_half_of_a_change(store: Store) -> None:
    first = Book()
    for district in (1, 2, 2):
        first.commitment("2024-06-30", districts=(district,))
    write(store, first)
    ledgers, begin, last = Ledgers(store, ZONE), threading.Barrier(3), store.revision() + 30

    def read() -> list[tuple[int, int, int, int]]:
        seen = []
        begin.wait()
        while not seen or seen[-1][0] < last:
            ledger = ledgers.current()
            question = asked("2024-07-30")
            by_district = rates(ledger, question, by="district").rows.set_index("key")["kept"]
            listed = states(ledger, question)
            kept_ones = int((listed["outcome"] == "kept_late").sum())
            seen.append(
                (ledger.revision, rates(ledger, question).total["kept"], kept_ones, int(by_district.sum()))
            )
        return seen

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        begin.wait()
        for number in range(30):  # all three at once, kept and not kept in turns
            with store.write(actor="editor", action="test", at=noon("2024-07-20")) as change:
                ids = change.take_ids(Finding, 3)
                book = Book()
                for commitment in (1, 2, 3):
                    book.finding(commitment, ("fulfilled", "in_progress")[number % 2], "2024-07-20")
                rows = [
                    row | {"id": id_, "revision": change.number}
                    for row, id_ in zip(book.rows["finding"], ids, strict=True)
                ]
                change.append(Finding, rows)
        for reader in readers:
            for revision, *numbers in reader.result(timeout=60):
                expected = 3 if (last - revision) % 2 == 1 else 0
                assert numbers == [expected] * 3, revision


def test_an_empty_ledger_refreshed_from_an_empty_database_stays_empty(store: Store) -> None:
    with store.read() as connection:
        assert Ledger.load(connection, zone=ZONE).revision == 0

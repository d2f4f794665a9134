"""Whatever partners and the office do in whatever order: no finding is lost, none is there twice, and the order of what does
not contradict itself does not matter."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, RECEPTION, ROOM, TODAY, fill, outcomes, table_of
from tracker.desk import EDITOR, Desk, updates
from tracker.desk.record import said as recording
from tracker.desk.record.shapes import Observation, Refused
from tracker.desk.rules import Said
from tracker.settings import Settings

ROWS = (LIGHTS, ROOM, RECEPTION)
STATUSES = ("not_started", "in_progress", "partly_fulfilled", "fulfilled", "not_fulfilled")
STATEMENTS = st.tuples(
    st.sampled_from(STATUSES), st.sampled_from([TODAY - timedelta(days=back) for back in (3, 40, 41, 100)])
)
IDS = {LIGHTS: 1, ROOM: 2, RECEPTION: 4}
Statement = tuple[int, str, str, str]


@pytest.fixture
def copy(two_partners: Desk, clock: Callable[[], datetime]) -> Iterator[Callable[[], Desk]]:
    """Open a fresh copy of the installation with two partners; each is closed at the end."""
    two_partners.store.close()
    opened: list[tuple[Desk, str]] = []

    def open_copy() -> Desk:
        folder = tempfile.mkdtemp()
        data = Path(folder) / "var"
        shutil.copytree(two_partners.settings.data_dir, data)
        opened.append((Desk.open(Settings(data_dir=data, database_url=None, language="en"), clock), folder))
        return opened[-1][0]

    yield open_copy
    for one, folder in opened:
        one.close()
        shutil.rmtree(folder, ignore_errors=True)


def findings(desk: Desk) -> Counter[Statement]:
    """All findings that stand: commitment, status, day, words."""
    return Counter(rows(desk, "SELECT commitment_id, status, effective_on, note FROM finding"))


def conflicts(desk: Desk) -> Counter[Statement]:
    """All conflicts that wait."""
    return Counter(rows(desk, "SELECT commitment_id, status, effective_on, note FROM conflict"))


def test_nothing_is_lost_and_nothing_is_there_twice(copy: Callable[[], Desk]) -> None:
    class Traffic(RuleBasedStateMachine):
        books = Bundle("books")

        def __init__(self) -> None:
            super().__init__()
            self.desk = copy()
            self.folder = self.desk.settings.data_dir.parent
            self.number = count()
            self.filled: dict[Path, dict[str, Statement]] = {}
            self.seen: dict[Path, int] = {}  # the revision that the book was made from
            self.returned: set[Statement] = set()
            self.recorded: set[Statement] = set()

        @rule(target=books)
        def make(self) -> Path:
            path = self.folder / f"{next(self.number)}.xlsx"
            updates.workbook(self.desk, EDITOR, "ours", path, language="tg")
            self.filled[path] = {}
            self.seen[path] = self.desk.revision()
            return path

        @rule(target=books, book=books)
        def pass_on_a_copy(self, book: Path) -> Path:
            path = self.folder / f"{next(self.number)}.xlsx"
            shutil.copy(book, path)
            self.filled[path] = dict(self.filled[book])
            self.seen[path] = self.seen[book]
            return path

        @rule(book=books, code=st.sampled_from(ROWS), told=STATEMENTS)
        def fill_in(self, book: Path, code: str, told: tuple[str, date]) -> None:
            if not any(
                line[0].value == code for line in table_of(openpyxl.load_workbook(book)).iter_rows(min_row=4)
            ):
                return
            status, on = told
            note = f"по книге {status} {on}"
            fill(book, code, language="tg", status=status, on=on, found=note, evidence="акт")
            self.filled[book][code] = (IDS[code], status, on.isoformat(), note)

        @rule(one=books, two=books, code=st.sampled_from(ROWS[:2]), first=STATEMENTS, second=STATEMENTS)
        def two_colleagues_answer(
            self, one: Path, two: Path, code: str, first: tuple[str, date], second: tuple[str, date]
        ) -> None:
            for book, told in ((one, first), (two, second)):
                self.fill_in(book, code, told)
                self.give_back(book)

        @rule(book=books)
        def give_back(self, book: Path) -> None:
            compared = updates.compare(self.desk, EDITOR, book)
            assert outcomes(compared) == self.expected(book)
            before = self.desk.revision()
            updates.apply(self.desk, EDITOR, compared)
            assert (self.desk.revision() > before) == compared.changes_something
            self.returned |= set(self.filled[book].values())
            again = updates.compare(self.desk, EDITOR, book)
            assert not again.changes_something, "the same file twice changes nothing"

        def expected(self, book: Path) -> dict[str, str]:
            """What should come of the rows that say something new: a conflict where anything was recorded since the book was
            made, which its partner could not know; else taken. Said by the definition, with the database alone."""
            there, waiting = findings(self.desk), conflicts(self.desk)
            since = dict(
                rows(
                    self.desk,
                    f"SELECT commitment_id, count(*) FROM finding WHERE revision > {self.seen[book]} GROUP BY 1",
                )
            )
            return {
                code: "conflict" if said in waiting or said[0] in since else "taken"
                for code, said in self.filled[book].items()
                if said not in there
            }

        @rule(code=st.sampled_from(ROWS), told=STATEMENTS)
        def record_on_screen(self, code: str, told: tuple[str, date]) -> None:
            status, on = told
            said = Said(status, on, "с экрана", has_evidence=True)
            try:
                recording.finding(self.desk, EDITOR, code, said, evidence=[Observation("видели")])
            except Refused as refused:
                assert {breach.code for breach in refused.breaches} >= {"already_recorded"}
            self.recorded.add((IDS[code], status, on.isoformat(), "с экрана"))

        @invariant()
        def everything_said_is_there_exactly_once(self) -> None:
            there = findings(self.desk) + conflicts(self.desk)
            assert set(there) == self.returned | self.recorded
            assert all(times == 1 for times in there.values())
            assert self.recorded <= set(findings(self.desk)), "what was recorded on screen always counts"

    run_state_machine_as_test(
        Traffic,
        settings=settings(
            max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    told=st.lists(STATEMENTS, min_size=3, max_size=3),
    order=st.permutations(range(4)),
)
def test_the_order_of_what_does_not_contradict_itself_does_not_matter(
    copy: Callable[[], Desk], told: list[tuple[str, date]], order: list[int]
) -> None:
    def after(sequence: list[int]) -> tuple[Counter[Any], list[Any]]:
        desk = copy()
        books = []
        for number, (code, (status, on)) in enumerate(zip(ROWS, told, strict=True)):
            path = desk.settings.data_dir.parent / f"{number}.xlsx"
            updates.workbook(desk, EDITOR, "ours", path, language="en")
            books.append(fill(path, code, language="en", status=status, on=on, found=f"note {number}"))
        for step in sequence:
            if step == 3:
                recording.finding(desk, EDITOR, "AH-00005-F", Said("in_progress", TODAY, "office"))
            else:
                compared = updates.compare(desk, EDITOR, books[step])
                assert set(outcomes(compared).values()) == {"taken"}
                updates.apply(desk, EDITOR, compared)
        return findings(desk), rows(desk, "SELECT * FROM conflict")

    assert after(list(order)) == after([0, 1, 2, 3])

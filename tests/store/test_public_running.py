"""A desk that serves the public copy while it is replaced says what a desk opened just now says, whatever was recorded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.store.test_public import LATER, STAMP, TABLE
from tests.ui.test_load import book
from tracker.desk import EDITOR, PUBLIC, Desk, View, export, look, record
from tracker.desk.coming import coming
from tracker.desk.load import LoadOptions, apply, plan
from tracker.desk.rules import Said
from tracker.model import Commitment, Finding
from tracker.model.vocabulary import Visibility
from tracker.settings import Settings
from tracker.store import make_public_copy, refresh
from tracker.store.queries import table_of

OCTOBER, NOVEMBER, NOON = (datetime(2026, *day, 7, 0, tzinfo=UTC) for day in ((10, 10), (11, 10), (11, 23)))
THEN = date(2026, 11, 1)
MORE = """
| № | Мероприятие                        | Срок                       | Ответственный | Район  | Статус    | Дата статуса |
| 1 | Открыть приёмную для молодёжи      | до 01.04.2026              | ОМВД          | Рашт   | Исполнено | 01.03.2026   |
| 2 | Осветить дорогу к рынку            | до 01.03.2027              | Хукумат       | Рудаки |           |              |
"""
WORDS = ("дорога", "приёмная", "молодёжь", "адреса", "переписано", "приём граждан")
SIZES = {"publish": 2, "unpublish": 2, "say": 1, "hush": 1, "reword": 1, "find": 1, "load": 0}


@dataclass(frozen=True)
class Deed:
    """Something that is recorded; `at` chooses which commitments or findings, counted round."""

    name: str
    at: tuple[int, ...] = ()
    flag: bool = False


DEEDS = st.sampled_from(sorted(SIZES)).flatmap(
    lambda name: st.builds(
        Deed, st.just(name), st.tuples(*[st.integers(0, 9)] * SIZES[name]), flag=st.booleans()
    )
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six public commitments, loaded in October, and two internal ones, loaded in November."""
    folder = tmp_path_factory.mktemp("template")
    with opened(folder / "var", OCTOBER) as desk:
        load(desk, folder / "plan.xlsx", TABLE, publish=True)
    with opened(folder / "var", NOVEMBER) as desk:
        load(desk, folder / "later.xlsx", LATER, publish=False)
    return folder / "var"


@contextmanager
def opened(folder: Path, now: datetime) -> Iterator[Desk]:
    desk = Desk.open(Settings(data_dir=folder, database_url=None, language="en"), lambda: now)
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def of_its_own(template: Path) -> Iterator[tuple[Desk, Path]]:
    """An installation as in the template, and where its public copy shall lie."""
    with TemporaryDirectory() as folder:
        shutil.copytree(template, Path(folder) / "var")
        with opened(Path(folder) / "var", NOON) as desk:
            yield desk, Path(folder) / "public.db"


def load(desk: Desk, path: Path, table: str, *, publish: bool) -> None:
    path.write_bytes(book(table, STAMP))
    apply(desk, EDITOR, plan(desk, EDITOR, path, LoadOptions(publish=publish)))


def do(desk: Desk, deed: Deed, folder: Path) -> None:
    """Record it; what would change nothing, or is against a rule, is left."""
    with desk.store.read() as connection:
        table = table_of(Commitment)
        rows = connection.execute(select(table.c.code, table.c.version_id).order_by(table.c.id)).all()
        findings = list(connection.execute(select(table_of(Finding).c.id)).scalars())
    chosen = [rows[at % len(rows)] for at in deed.at]
    codes, visible = [row.code for row in chosen], Visibility.INTERNAL
    with suppress(record.Refused):
        match deed.name:
            case "publish" | "unpublish":
                visible = Visibility.PUBLIC if deed.name == "publish" else visible
                record.visibility(desk, EDITOR, codes, visible, with_statements=deed.flag)
            case "say" | "hush":
                visible = Visibility.PUBLIC if deed.name == "say" else visible
                record.publication(desk, EDITOR, "finding", findings[deed.at[0] % len(findings)], visible)
            case "reword":
                words = {"text_ru": f"Переписано {len(findings)} {desk.revision()}"}
                record.attributes(desk, EDITOR, codes[0], seen=chosen[0].version_id, changes=words)
            case "find":
                said = Said("fulfilled" if deed.flag else "in_progress", date(2026, 11, 1), "Проверено")
                record.finding(desk, EDITOR, codes[0], said)
            case "load":
                load(desk, folder / "more.xlsx", MORE, publish=deed.flag)


def told(desk: Desk) -> dict[str, Any]:
    """What a reader can get: lists, rates, trends, the calendar, what is found by words, files."""
    everything = [
        look.page_of(desk, PUBLIC, View(), sort=sort).lines for sort in ("days", "deadline", "code")
    ]
    answers: dict[str, Any] = {"lists": everything}
    for by in (None, *look.groupings(PUBLIC)):
        table = look.rates(desk, PUBLIC, View(), by=by)
        answers[f"rates by {by}"] = (table.rows.to_csv(), table.total)
    answers["trend"] = look.series(
        desk, PUBLIC, View(), dates=[date(2025, 12, 31), date(2026, 10, 31), date(2026, 11, 23)]
    ).to_csv()
    answers["calendar"] = coming(desk, PUBLIC, View(), language="ru")
    for word in WORDS:
        for day in (None, THEN):
            found = look.states(desk, PUBLIC, View(query=word, known_on=day))
            answers[f"search {word}, {day}"] = found["commitment_id"].tolist()
    for name in export.DATASETS:
        answers[f"export {name}"] = list(export.rows(desk, PUBLIC, View(), name))
    return answers


@given(st.lists(st.lists(DEEDS, min_size=1, max_size=2), min_size=1, max_size=4))
@example([[Deed("unpublish", (0, 0))], [Deed("publish", (0, 0))]])
@example([[Deed("publish", (6, 6))], [Deed("unpublish", (6, 2))], [Deed("publish", (2, 7))]])
@example([[Deed("reword", (0,))], [Deed("unpublish", (7, 0), flag=True)]])
@settings(max_examples=8, deadline=None)
def test_the_running_desk_says_what_a_fresh_one_says(template: Path, steps: list[list[Deed]]) -> None:
    with of_its_own(template) as (desk, copy):
        make_public_copy(desk.store, copy)
        running = Desk.on_copy(copy, desk.settings, desk.clock)
        told(running)
        for step in steps:
            for deed in step:
                do(desk, deed, copy.parent)
            refresh(desk.store, copy)
            ours, fresh = told(running), told(Desk.on_copy(copy, desk.settings, desk.clock))
            for name, answer in fresh.items():
                assert ours[name] == answer, name


def test_what_was_taken_back_is_neither_listed_nor_counted_and_what_is_published_is(template: Path) -> None:
    """Of six public ones 1 is taken back, with a lower id than all others; then 7 is published, and 1 again."""
    with of_its_own(template) as (desk, copy):
        make_public_copy(desk.store, copy)
        running = Desk.on_copy(copy, desk.settings, desk.clock)
        listed = lambda: [line.code[3:8] for line in look.page_of(running, PUBLIC, View(), sort="code").lines]  # noqa: E731
        counted = lambda: look.rates(running, PUBLIC, View()).total["population"]  # noqa: E731
        assert (listed(), counted()) == (["00001", "00002", "00003", "00004", "00005", "00006"], 6)
        for deed, codes in (
            (Deed("unpublish", (0, 0)), ["00002", "00003", "00004", "00005", "00006"]),
            (Deed("publish", (6, 6)), ["00002", "00003", "00004", "00005", "00006", "00007"]),
            (Deed("publish", (0, 0)), ["00001", "00002", "00003", "00004", "00005", "00006", "00007"]),
        ):
            do(desk, deed, copy.parent)
            refresh(desk.store, copy)
            assert (listed(), counted()) == (codes, len(codes))


def test_a_word_that_was_corrected_away_finds_nothing_any_more(template: Path) -> None:
    """Not even as known on a day on which it still stood: it may have been corrected because of that word."""
    with of_its_own(template) as (desk, copy):
        make_public_copy(desk.store, copy)
        running = Desk.on_copy(copy, desk.settings, desk.clock)
        found = lambda word, **day: len(look.states(running, PUBLIC, View(query=word, **day)))  # noqa: E731
        assert (found("дорога"), found("переписано"), found("дорога", known_on=THEN)) == (1, 0, 1)
        do(desk, Deed("reword", (0,)), copy.parent)
        refresh(desk.store, copy)
        assert (found("дорога"), found("переписано"), found("дорога", known_on=THEN)) == (0, 1, 0)


def test_a_deadline_keeps_its_key_in_the_calendar_whatever_is_published(template: Path) -> None:
    """Also when something older than all that was public is: the keys are those of the office, in every copy."""
    with of_its_own(template) as (desk, copy):
        keys = lambda of, asker: {one.key for one in coming(of, asker, View(), language="ru")}  # noqa: E731
        first = range(6)
        for each in first:
            do(desk, Deed("unpublish", (each, each), flag=True), copy.parent)
        do(desk, Deed("publish", (7, 7)), copy.parent)
        do(
            desk, Deed("load", flag=True), copy.parent
        )  # the only public ones with a deadline to come are newer
        make_public_copy(desk.store, copy)
        running = Desk.on_copy(copy, desk.settings, desk.clock)
        before = keys(running, PUBLIC)
        assert len(before) == 1 and before < keys(desk, EDITOR)
        for each in first:
            do(desk, Deed("publish", (each, each)), copy.parent)
        refresh(desk.store, copy)
        assert before < keys(running, PUBLIC) <= keys(desk, EDITOR)


def test_a_copy_of_as_many_changes_is_not_taken_for_the_one_before(template: Path) -> None:
    """A backup was restored and another thing recorded since: the number of the newest revision is the same."""
    with of_its_own(template) as (desk, copy), of_its_own(template) as (other, _copy):
        do(desk, Deed("unpublish", (0, 1)), copy.parent)
        do(other, Deed("unpublish", (1, 2)), copy.parent)
        make_public_copy(desk.store, copy)
        running = Desk.on_copy(copy, desk.settings, desk.clock)
        told(running)
        contents = running.contents()
        make_public_copy(other.store, copy)
        fresh = Desk.on_copy(copy, desk.settings, desk.clock)
        assert running.revision() == contents.revision == fresh.revision()
        assert running.contents() == fresh.contents() != contents
        assert told(running) == told(fresh)
        kept = running.once_a_revision("test", lambda: "of the other")
        make_public_copy(desk.store, copy)
        assert (kept, running.once_a_revision("test", lambda: "of the first")) == (
            "of the other",
            "of the first",
        )

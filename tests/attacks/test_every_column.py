"""Every column of every table that keeps history: changed behind the program's back, `ahd check` says so.

Somebody with the file in their hands changes one value of one row, adds a row or takes one away. The tables and their
columns come from the model, so that a new one is tried without anybody thinking of it.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from tests.attacks.test_tampering import MANY, TABLE
from tests.ui.test_load import book
from tracker import model
from tracker.desk import EDITOR, Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.desk.load import LoadOptions, apply, plan
from tracker.model.columns import Moment
from tracker.settings import Settings
from tracker.store import Change, Store
from tracker.store.check import check
from tracker.store.engine import SQLITE
from tracker.store.triggers import APPEND_ONLY, LASTING

KEPT = sorted({*APPEND_ONLY, *LASTING})
# What `ahd check` may overlook, with the reason. Nothing is the answer.
UNSEEN: dict[str, set[str]] = {}
FORUMS = """
| Дата       | Вид     | Тема     | Район  | Место | Женщин | Мужчин | Милиция |
| 05.03.2025 | тренинг | Медиация | Рудаки | зал   | 12     | 18     | 4       |
"""
FIGURES = """
| Показатель | Район  | Период         | Значение | Источник |
| Сообщения  | Рудаки | I квартал 2025 | 120      | МВД      |
"""
NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
DAY = date(2025, 5, 1)
GONE, MORE = "a row is gone", "there is a row more"
LARGE = (
    "claim",
    "commitment",
    "commitment_version",
    "deadline",
    "evidence",
    "extension",
    "finding",
    "source_row",
    "version_agency",
    "version_district",
    "version_official",
    "version_region",
)


def installation(folder: Path, *tables: tuple[str, str], then: Callable[[Change], None]) -> Path:
    """The database of an installation that loaded these tables (drawn, with the title above them), one after the other."""
    desk = Desk.open(Settings(data_dir=folder, database_url=None, language="en"), lambda: NOON)
    for at, (table, title) in enumerate(tables):
        path = folder / f"{at}.xlsx"
        path.write_bytes(book(table, title))
        apply(desk, EDITOR, plan(desk, EDITOR, path, LoadOptions()))
    people = {"login": "zarina@example.org", "name": "Зарина", "role": "editor"}
    accounts.add(desk, PROGRAM, **people, partner=None, password="пять тихих рек")
    accounts.invite(desk, PROGRAM, **(people | {"login": "nur", "name": "Нур"}), partner=None)
    with desk.store.write(actor="test", action="the rest", at=NOON) as change:
        then(change)
    desk.close()
    return folder / "ahd.db"


def a_row_of_the_rest(change: Change) -> None:
    """A row of each table that no load fills, as the services add them: few at once."""
    own = {"revision": change.number}
    named = {"name_en": "Ours", "name_ru": "Наши", "name_tg": "Аз мо"}
    said = {"commitment_id": 1, **own, "status": "fulfilled", "effective_on": DAY, "late": False}
    said |= {"effective_on_assumed": False, "note": "сделано", "visibility": "internal"}

    def add(thing: type[model.Base], **values: Any) -> int:
        (key,) = change.take_ids(thing, 1)
        change.append(thing, [{"id": key, **values}])
        return key

    partner = add(model.Partner, code="ours", **named, illustration=False)
    official = add(model.Official, post="Глава", folded="глава", visibility="internal", agency_id=1)
    found = [add(model.Finding, **said, found_by=name, partner_id=partner) for name in ("зарина", "нур")]
    claim = add(model.Claim, **said, agency_id=1)
    moved = {"decided_on": DAY, "decided_on_assumed": False, "due_on": date(2026, 1, 1), "reason": "снег"}
    add(model.Extension, commitment_id=1, **own, **moved)
    add(
        model.Evidence,
        **own,
        finding_id=found[0],
        kind="observation",
        description="горит",
        visibility="public",
    )
    reply = {"agency_id": 1, "replied_on": DAY, "text": "не так", "visibility": "internal"}
    reply_id = add(model.Reply, finding_id=found[0], **own, **reply)
    add(model.Confirmation, finding_id=found[0], **own, checked_by="нур")
    add(model.Publication, **own, reply_id=reply_id, visibility="public")
    add(model.Retraction, **own, finding_id=found[1], reason="опечатка")
    like = add(model.Likeness, **own, older_id=1, newer_id=2, score=91)
    add(model.LikenessVerdict, **own, likeness_id=like, verdict="different")
    differs = {"kind": "finding", "status": "in_progress", "effective_on": DAY, "base_id": claim}
    conflict = add(model.Conflict, **own, commitment_id=1, partner_id=partner, **differs)
    add(model.ConflictDecision, **own, conflict_id=conflict, verdict="ours")
    add(model.Identity, **own, account_id=1, issuer="https://id.example.org", subject="7")
    proposed = {"language": "ru", "text": "Поставить знак", "fingerprint": "знак", "district": "Рудаки"}
    proposal = add(model.Proposal, **own, partner_id=partner, **proposed)
    add(model.ProposalDecision, **own, proposal_id=proposal, verdict="declined", reason="не то")
    version(change, [1], officials=[official], regions=[1])


def many_of_the_rest(change: Change) -> None:
    """More than fifty rows at once of each table that a load fills, but the one that we drew does not."""
    ids, own = range(1, 61), {"revision": change.number}
    said = {**own, "status": "in_progress", "effective_on": DAY, "effective_on_assumed": False, "late": False}
    moved = {**own, "decided_on": DAY, "decided_on_assumed": False, "due_on": date(2026, 1, 1)}
    change.append(
        model.Claim, [{"id": one, "commitment_id": one, **said, "visibility": "public"} for one in ids]
    )
    change.append(model.Extension, [{"id": one, "commitment_id": one, **moved} for one in ids])
    official = {"id": 1, "post": "Глава", "folded": "глава", "visibility": "internal"}
    change.append(model.Official, [official])
    version(change, list(ids), officials=[1], regions=[1])


def version(change: Change, commitments: list[int], *, officials: list[int], regions: list[int]) -> None:
    """Another version of these commitments, which names posts and regions."""
    keys = change.take_ids(model.CommitmentVersion, len(commitments))
    names = ("id", "commitment_id", "revision", "void", "text_ru", "fingerprint", "visibility")
    rows = [
        (key, one, change.number, False, "Осветить", "осветить", "internal")
        for key, one in zip(keys, commitments, strict=True)
    ]
    change.append_versions(
        names,
        rows,
        {
            model.VersionOfficial: [(key, one) for key in keys for one in officials],
            model.VersionRegion: [(key, one) for key in keys for one in regions],
            model.VersionAgency: [],
            model.VersionDistrict: [],
        },
    )
    change.point_to_versions(list(zip(commitments, keys, strict=True)))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a row at least in every table, none of them added with more than fifty others."""
    folder = tmp_path_factory.mktemp("small")
    tables = ((TABLE, "План мероприятий"), (FORUMS, "Форумы"), (FIGURES, "Показатели"))
    return installation(folder, *tables, then=a_row_of_the_rest)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that loaded sixty commitments at once."""
    return installation(tmp_path_factory.mktemp("large"), (MANY, "План мероприятий"), then=many_of_the_rest)


class Stranger:
    """Somebody with a copy of the database file in their hands, and the guards out of the way."""

    def __init__(self, path: Path) -> None:
        self.raw = SQLITE.connect(str(path), isolation_level=None)
        self.raw.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in self.raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.raw.execute(f"DROP TRIGGER {name}")
        self.store = Store(f"sqlite:///{path}")
        self.before = self.told()

    def told(self) -> set[str]:
        return {each.message("en") for each in check(self.store, None) if each.wrong}

    def is_seen(self) -> bool:
        """Whether `ahd check` says anything that it did not say before, when only the guards were gone."""
        return bool(self.told() - self.before)

    @contextmanager
    def changed(self, sql: str, values: list[Any], back: str, were: list[Any]) -> Iterator[None]:
        assert self.raw.execute(sql, values).rowcount == 1, sql
        yield
        assert self.raw.execute(back, were).rowcount == 1, back

    def close(self) -> None:
        self.raw.close()
        self.store.close()


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Callable[[Path], Stranger]]:
    there: list[Stranger] = []

    def get(path: Path) -> Stranger:
        there.append(Stranger(Path(shutil.copy(path, tmp_path / "copy.db"))))
        return there[-1]

    yield get
    for one in there:
        one.close()


def another(stranger: Stranger, column: Column[Any], row: dict[str, Any]) -> Any:
    """Another value that the column of the row could hold: what it points to is there, wherever there is another one."""
    old = row[column.name]
    keys = list(column.table.primary_key.columns)
    together = [list(each.columns) for each in column.table.constraints if isinstance(each, UniqueConstraint)]
    together += [[column]] if column.unique else []
    alone = next((each for each in (*together, keys) if column in each), [])
    where = " AND ".join(f'"{key.name}" = {"target" if key is column else "?"}' for key in alone)
    taken = f'EXISTS (SELECT 1 FROM "{column.table.name}" WHERE {where})' if alone else "0"
    others = [row[key.name] for key in alone if key is not column]
    for key in column.foreign_keys:
        sql = (
            f'SELECT target FROM (SELECT "{key.column.name}" AS target FROM "{key.column.table.name}") '
            f"WHERE target IS NOT ? AND NOT {taken} ORDER BY 1 DESC LIMIT 1"
        )
        found = stranger.raw.execute(sql, [old, *others]).fetchone()
        if found:
            return found[0]
    if isinstance(column.type, Boolean):
        return 1 - (old or 0)
    if isinstance(column.type, Integer | Float):
        return (old or 0) + 1000
    if isinstance(column.type, Moment):
        return "1999-09-09 09:09:09.000000"
    if isinstance(column.type, Date):
        return "1999-09-09"
    return '{"x": 1}' if isinstance(column.type, JSON) else "другое"


def unseen(stranger: Stranger, table: Table) -> set[str]:
    """The columns of the table that can be changed unseen, in its last row; and whether a row can come or go."""
    names = [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key.columns]
    listed, where = ", ".join(f'"{name}"' for name in names), " AND ".join(f'"{key}" = ?' for key in keys)
    order = ", ".join(f'"{key}" DESC' for key in keys)
    found = stranger.raw.execute(f'SELECT {listed} FROM "{table.name}" ORDER BY {order} LIMIT 1').fetchone()
    assert found, f"nothing to change in {table.name}"
    row = dict(zip(names, found, strict=True))
    key = [row[name] for name in keys]
    missed = set()
    for column in table.columns:
        value = another(stranger, column, row)
        now = [value if name == column.name else row[name] for name in keys]
        sql = f'UPDATE "{table.name}" SET "{column.name}" = ? WHERE {where}'
        with stranger.changed(sql, [value, *key], sql, [row[column.name], *now]):
            missed |= set() if stranger.is_seen() else {column.name}
    marks = ", ".join("?" * len(names))
    add = f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})'
    away = f'DELETE FROM "{table.name}" WHERE {where}'
    with stranger.changed(away, key, add, list(row.values())):
        missed |= set() if stranger.is_seen() else {GONE}
    fresh, alone = dict(row), (UniqueConstraint, PrimaryKeyConstraint)
    last = {list(each.columns)[-1].name for each in table.constraints if isinstance(each, alone)}
    for column in table.columns:
        if column.name in last or column.unique:
            fresh[column.name] = another(stranger, column, row)
    with stranger.changed(add, list(fresh.values()), away, [fresh[name] for name in keys]):
        missed |= set() if stranger.is_seen() else {MORE}
    return missed


def test_untouched_installations_are_whole(
    small: Path, large: Path, stranger: Callable[[Path], Stranger]
) -> None:
    for path in (small, large):
        store = Store(f"sqlite:///{path}")
        assert [each.message("en") for each in check(store, None) if each.wrong] == []
        store.close()


@pytest.mark.parametrize("name", KEPT)
def test_no_value_of_any_row_is_changed_unseen(
    small: Path, stranger: Callable[[Path], Stranger], name: str
) -> None:
    assert unseen(stranger(small), model.Base.metadata.tables[name]) == UNSEEN.get(name, set())


@pytest.mark.parametrize("name", LARGE)
def test_no_value_of_a_large_load_is_changed_unseen(
    large: Path, stranger: Callable[[Path], Stranger], name: str
) -> None:
    assert unseen(stranger(large), model.Base.metadata.tables[name]) == UNSEEN.get(name, set())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE finding SET effective_on = 'вчера' WHERE id = 1",
        "UPDATE event SET after = 'другое' WHERE id = (SELECT max(id) FROM event)",
        "UPDATE event SET after = '5' WHERE id = (SELECT max(id) FROM event)",
        "UPDATE event SET subject_id = 'x' WHERE kind = 'rows.sealed'",
        "UPDATE revision SET recorded_at = 'вчера' WHERE number = 2",
        "UPDATE upload SET counts = '{' WHERE id = 1",
    ],
)
def test_what_cannot_even_be_read_is_told_and_does_not_end_the_check(
    small: Path, stranger: Callable[[Path], Stranger], sql: str
) -> None:
    somebody = stranger(small)
    somebody.raw.execute(sql)
    assert somebody.is_seen()

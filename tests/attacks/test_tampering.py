"""Somebody with the database file in their hands changes it: `ahd check` says so, whatever they did to the guards."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.desk.conftest import Loaded, load, workbook  # noqa: F401  # fixtures
from tests.ui.made import Made, record
from tracker.desk import Desk
from tracker.store.check import check
from tracker.store.engine import SQLITE

TABLE = """
| № | Мероприятие                  | Срок          | Ответственный | Район  | Статус       | Дата статуса |
| 1 | Осветить улицу у школы № 3   | до 01.06.2025 | ОМВД          | Рудаки | Не исполнено | 20.05.2025   |
| 2 | Открыть приёмную для граждан | до 01.09.2025 | Хукумат       | Варзоб | Исполнено    | 01.08.2025   |
"""


def wrongs(desk: Desk) -> list[str]:
    return [remark.message("en") for remark in check(desk.store, desk.files) if remark.wrong]


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:  # noqa: F811
    """An installation with two commitments, found whole."""
    load(TABLE)
    assert wrongs(desk) == []
    return desk


def without_guards(desk: Desk, sql: str) -> None:
    """Take the guards away, change something, and put every guard back word for word."""
    stray = SQLITE.connect(desk.store.url.database)
    guards = stray.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        stray.execute(f"DROP TRIGGER {name}")
    stray.execute(sql)
    for _name, guard in guards:
        stray.execute(guard)
    stray.commit()
    stray.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE finding SET status = 'fulfilled' WHERE status = 'not_fulfilled'",
        "UPDATE finding SET effective_on = '2025-05-01' WHERE id = 1",
        "DELETE FROM finding WHERE id = 1",
        "UPDATE deadline SET due_on = '2030-01-01' WHERE id = 1",
        "UPDATE commitment_version SET text_ru = 'другое' WHERE id = 1",
        "UPDATE event SET after = replace(after, 'not_fulfilled', 'fulfilled')",
        "DELETE FROM event WHERE subject = 'finding'",
        "UPDATE agency SET name_en = 'X' WHERE code = 'mia'",
    ],
)
def test_a_changed_row_is_found_though_the_guards_are_back(filled: Desk, sql: str) -> None:
    without_guards(filled, sql)
    assert wrongs(filled) != []


HEADER = "| № | Мероприятие | Срок | Ответственный | Район | Статус | Дата статуса | Подтверждение |"
MANY = "\n".join(
    [
        HEADER,
        *(
            f"| {n} | Провести встречу с жителями махалли № {n} | до 01.06.2025 | ОМВД | Рудаки, Варзоб | Исполнено | 20.05.2025 | протокол |"
            for n in range(1, 61)
        ),
    ]
)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE finding SET status = 'not_fulfilled' WHERE id = 7",
        "DELETE FROM evidence WHERE id = 60",
        "UPDATE commitment_version SET text_ru = 'другое' WHERE id = 60",
        "UPDATE commitment SET code = 'AH-99999-Y' WHERE id = 5",
        "DELETE FROM version_district WHERE version_id = 3 AND district_id = (SELECT max(district_id) FROM version_district)",
        "UPDATE version_agency SET role = 'joint' WHERE version_id = 60",
        "UPDATE source_row SET cells = '{}' WHERE id = 1",
        "UPDATE event SET after = replace(after, '\"rows\":60', '\"rows\":59') WHERE subject = 'finding'",
        "DELETE FROM event WHERE subject = 'finding'",
        "INSERT INTO finding (id, commitment_id, revision, status, effective_on, effective_on_assumed, late, visibility) "
        "SELECT 61, 1, max(number), 'fulfilled', '2025-05-01', 0, 0, 'internal' FROM revision",
    ],
)
def test_a_changed_row_of_a_large_load_is_found_though_one_event_tells_of_all(
    desk: Desk,
    load: Loaded,  # noqa: F811
    sql: str,
) -> None:
    load(MANY)
    assert wrongs(desk) == []
    without_guards(desk, sql)
    assert wrongs(desk) != []


def test_a_guard_that_says_something_else_under_the_same_name_is_found(filled: Desk) -> None:
    stray = SQLITE.connect(filled.store.url.database)
    stray.execute("DROP TRIGGER guard_finding_update")
    stray.execute("CREATE TRIGGER guard_finding_update BEFORE UPDATE ON finding BEGIN SELECT 1; END")
    stray.commit()
    stray.close()
    assert any("guard_finding_update" in told for told in wrongs(filled))


def test_a_kept_file_that_is_gone_is_named(filled: Desk, workbook: Callable[..., Path]) -> None:  # noqa: F811
    for kept in (filled.settings.data_dir / "files").rglob("*"):
        if kept.is_file():
            kept.unlink()
    assert any("plan.xlsx" in told for told in wrongs(filled))


@pytest.mark.parametrize("name", ["quiet", "Guard", '"a b"'])
def test_a_trigger_of_somebody_else_is_found(filled: Desk, name: str) -> None:
    stray = SQLITE.connect(filled.store.url.database)
    stray.execute(
        f"CREATE TRIGGER {name} AFTER INSERT ON finding BEGIN UPDATE commitment SET version_id = version_id; END"
    )
    stray.commit()
    stray.close()
    assert [told for told in wrongs(filled) if name.strip('"') in told and "not ours" in told] != []


def test_what_versions_name_is_held_also_where_it_was_not_added_with_them(desk: Desk) -> None:
    record(desk, [Made("AH-00001-B", ru="Осветить улицу", due=date(2025, 6, 1))])
    assert wrongs(desk) == []
    without_guards(desk, "UPDATE version_agency SET role = 'joint'")
    assert "Rows 1 to 1 of version_agency are not what was recorded." in wrongs(desk)

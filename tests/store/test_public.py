"""The public copy holds what everybody may see, gives the same numbers, and nothing else is in any of its bytes."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy.exc import OperationalError

from tests import canaries
from tests.desk.conftest import *  # noqa: F403  # the workbooks written as tables
from tests.desk.conftest import Loaded
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed, View, detail, export, look
from tracker.desk.catalogue import NONE
from tracker.desk.record import attributes
from tracker.desk.record.publishing import publication
from tracker.desk.registers import look as registers
from tracker.ledger import GROUPINGS
from tracker.model import Base
from tracker.model.vocabulary import Visibility
from tracker.store import make_public_copy, public, public_copy, refresh
from tracker.store.public import ALWAYS, WHERE_PUBLIC

# Every column of the database that the public never gets. A new column fails the test below until somebody has decided:
# here, or in the allow-list of tracker/store/public.py.
INTERNAL = {
    "account": {"id", "revision", "login", "name", "folded", "role", "partner_id", "disabled", "sealed"},
    "account_link": {
        *("id", "revision", "purpose", "sha256", "login", "name", "role", "partner_id", "account_id"),
        *("expires_at", "ended"),
    },
    "agency": {"aliases", "name_status"},
    "alias": {"kind", "folded", "written", "code"},
    "basis": {"in_force", "confidence"},
    "chain_link": {"revision", "sha256"},
    "claim": {"internal_note", "source_row_id"},
    "commitment_version": {"partner_id", "source_code", "note", "unknown_agencies", "fingerprint", "source_row_id"},
    "confirmation": {"checked_by"},
    "conflict": {
        *("id", "revision", "commitment_id", "partner_id", "kind", "status", "effective_on", "deadline_on"),
        *("note", "internal_note", "evidence", "base_id", "source_row_id"),
    },
    "conflict_decision": {"id", "revision", "conflict_id", "verdict"},
    "credential": {"account_id", "hash"},
    "deadline": {"source_row_id"},
    "district": {"aliases"},
    "document": {"name"},
    "event": {"id", "revision", "kind", "subject", "subject_id", "before", "after"},
    "extension": {"reason", "source_row_id"},
    "finding": {"internal_note", "source_row_id", "partner_id", "found_by"},
    "forum": {"withdrawn"},
    "header_memory": {"headers", "columns"},
    "identity": {"id", "revision", "account_id", "issuer", "subject"},
    "indicator_value": {"source_row_id", "withdrawn"},
    "likeness": {"id", "revision", "older_id", "newer_id", "score"},
    "likeness_verdict": {"id", "revision", "likeness_id", "verdict"},
    "official": {"folded", "holder", "withdrawn"},
    "partner": {"aliases", "withdrawn"},
    "proposal": {
        *("id", "revision", "partner_id", "language", "text", "fingerprint", "basis", "agency", "district"),
        *("due", "note", "source_row_id"),
    },
    "proposal_decision": {"id", "revision", "proposal_id", "verdict", "commitment_id", "reason"},
    "publication": {"id", "revision", "finding_id", "claim_id", "reply_id", "evidence_id", "visibility"},
    "region": {"aliases"},
    "retraction": {"reply_id", "evidence_id", "reason"},
    "revision": {"actor", "action", "undoes"},
    "session": {"sha256", "account_id", "created_at", "seen_at", "ended_at"},
    "source_row": {"id", "upload_id", "sheet", "row", "outcome", "cells", "commitment_id"},
    "upload": {
        *("id", "revision", "sha256", "name", "language", "title", "reported_by", "partner_id", "counts"),
    },
}  # fmt: skip

TABLE = """
| № | Мероприятие                        | Срок                     | Ответственный | Район          | Статус    | Дата статуса | Что сделано |
| 1 | Отремонтировать дорогу к школе     | до 01.06.2025            | Хукумат       | Варзоб         | В работе  | 10.05.2025   | о первом   |
| 2 | Закупить ёлки для парка            | до 31.08.2026            | Хукумат       | Рашт           | Не начато | 10.09.2026   | о втором   |
| 3 | Открыть приёмную для граждан       | до 01.09.2025            | ОМВД          | Рудаки, Варзоб | Исполнено | 01.10.2025   |            |
| 4 | Вести приём граждан участковым     | постоянно                | ОМВД          | Рашт           | В работе  | 01.11.2026   |            |
| 5 | Отчитываться перед жителями        | ежеквартально, до 10 числа | ОМВД        | Рашт           | Исполнено | 05.04.2026   |            |
| 6 | Проверить уличное освещение        | до 01.12.2026            | МВД           |                |           |              |            |
"""
LATER = """
| № | Мероприятие                        | Срок                     | Ответственный | Район          | Статус    | Дата статуса |
| 7 | Провести встречу с молодёжью       | до 01.02.2026            | ОМВД          | Рашт           | Исполнено | 01.03.2026   |
| 8 | Составить список адресов           | до 01.03.2026            | МВД           | Варзоб         |           |              |
"""
STAMP = "УТВЕРЖДАЮ Председатель, 15 января 2025 года. План мероприятий"


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:
    """Six public commitments, loaded in October, and two internal ones, loaded in November."""
    load(TABLE, title=STAMP, on="2026-10-10", publish=True)
    load(LATER, title=STAMP, on="2026-11-10", name="later.xlsx")
    return desk


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "public.db"


def on_copy(desk: Desk, copy: Path) -> Desk:
    make_public_copy(desk.store, copy)
    return Desk.on_copy(copy, desk.settings, desk.clock)


def test_every_column_is_public_or_internal_and_somebody_has_decided() -> None:
    for table in Base.metadata.sorted_tables:
        public = {*ALWAYS.get(table.name, ()), *WHERE_PUBLIC.get(table.name, ())}
        internal = INTERNAL.get(table.name, set())
        assert not public & internal, table.name
        assert {column.name for column in table.columns} == public | internal, table.name


@pytest.mark.parametrize("by", [None, *(by for by in GROUPINGS if by != "partner")])
@pytest.mark.parametrize("known_on", [None, date(2026, 10, 10), date(2026, 11, 9), date(2026, 10, 9)])
def test_the_copy_gives_the_numbers_of_the_main_database(
    filled: Desk, copy: Path, by: Any, known_on: date | None
) -> None:
    view = View(known_on=known_on)
    ours, theirs = (
        look.rates(filled, PUBLIC, view, by=by),
        look.rates(on_copy(filled, copy), PUBLIC, view, by=by),
    )
    assert theirs.total == ours.total
    assert_frame_equal(theirs.rows, ours.rows, check_exact=True)
    if known_on is None:
        assert theirs.total["population"] == 6


def test_who_follows_a_commitment_is_not_in_the_copy_and_nobody_finds_out(
    filled: Desk, load: Loaded, copy: Path
) -> None:
    """Not by its page or an export, and so not by a filter, a rate or the register of partners either."""
    load(
        "| Код | Название организации | Районы |\n| abc | Мир | Рудаки |",
        title="Партнёры",
        name="partners.xlsx",
    )
    for line in look.page_of(filled, PUBLIC, View(), sort="code").lines[:2]:
        version = detail.commitment(filled, EDITOR, line.code, View()).version_id  # type: ignore[union-attr]
        attributes(filled, EDITOR, line.code, seen=version, changes={"partner": "abc"})
    opened = on_copy(filled, copy)
    assert len(look.states(filled, EDITOR, View(partners=("abc",)))) == 2
    for codes in (("abc",), (NONE,), ("abc", NONE)):
        assert len(look.states(opened, PUBLIC, View(partners=codes))) == 0
        assert look.rates(opened, PUBLIC, View(partners=codes)).total["population"] == 0
    with pytest.raises(NotAllowed):
        look.rates(opened, PUBLIC, View(), by="partner")
    assert "partner" not in {row["by"] for row in export.rows(opened, PUBLIC, View(), "rates")}
    assert [line.followed.all for line in registers.partners(opened, PUBLIC, View())] == [0]
    with opened.store.read() as connection:
        told = connection.exec_driver_sql("SELECT count(partner_id) FROM commitment_version").scalar_one()
    assert told == 0


def test_the_trend_of_past_days_is_the_same_too(filled: Desk, copy: Path) -> None:
    days = [date(2025, 6, 30), date(2025, 12, 31), date(2026, 10, 31), date(2026, 11, 23)]
    ours = look.series(filled, PUBLIC, View(), dates=days)
    theirs = look.series(on_copy(filled, copy), PUBLIC, View(), dates=days)
    assert theirs.equals(ours)
    assert look.cohorts(on_copy(filled, copy), PUBLIC, View()).equals(look.cohorts(filled, PUBLIC, View()))


def test_what_is_internal_counts_but_does_not_speak(filled: Desk, copy: Path) -> None:
    """The finding on the first commitment decides that it is overdue; what was found there is not for everybody."""
    finding = detail.commitment(filled, EDITOR, "AH-00001-B", View()).findings[0]  # type: ignore[union-attr]
    publication(filled, EDITOR, "finding", finding.id, Visibility.INTERNAL)
    found = detail.commitment(on_copy(filled, copy), PUBLIC, "AH-00001-B", View())
    assert found is not None and found.line.sub_status == "in_progress"
    assert found.findings == []
    assert "о первом".encode() not in copy.read_bytes()
    assert "о втором".encode() in copy.read_bytes()


def test_a_commitment_that_is_internal_or_was_taken_back_is_not_there(filled: Desk, copy: Path) -> None:
    make_public_copy(filled.store, copy)
    assert "список адресов".encode() not in copy.read_bytes()
    assert "Отремонтировать".encode() in copy.read_bytes()


def test_no_byte_of_a_secret_is_in_the_copy(filled: Desk, copy: Path) -> None:
    database = Path(str(filled.store.url.database))
    secrets = canaries.plant(database)
    assert len(secrets) > 150
    filled.store.close()
    make_public_copy(filled.store, copy)
    held = copy.read_bytes()
    assert [secret for secret in secrets if secret.encode() in held] == []
    assert canaries.MARK.encode() not in held
    assert canaries.MARK.encode() in database.read_bytes()


def test_the_same_contents_give_the_same_fingerprint_and_others_another(
    filled: Desk, load: Loaded, copy: Path
) -> None:
    first = make_public_copy(filled.store, copy)
    assert make_public_copy(filled.store, copy) == first == public_copy(copy)
    load(
        LATER.replace("8 | Составить", "8 | Обновить"),
        title=STAMP,
        on="2026-11-12",
        publish=True,
        name="b.xlsx",
    )
    assert make_public_copy(filled.store, copy).fingerprint != first.fingerprint


def test_it_is_made_anew_only_when_the_database_has_moved_on(filled: Desk, load: Loaded, copy: Path) -> None:
    assert refresh(filled.store, copy)
    assert not refresh(filled.store, copy)
    load(
        LATER.replace("Провести", "Подготовить").replace("Составить", "Обновить"),
        title=STAMP,
        on="2026-11-12",
        publish=True,
    )
    opened = Desk.on_copy(copy, filled.settings, filled.clock)
    before = look.rates(opened, PUBLIC, View()).total["population"]
    assert refresh(filled.store, copy)
    # the desk that was open goes on with the new file
    assert (before, look.rates(opened, PUBLIC, View()).total["population"]) == (6, 8)


def test_another_history_of_the_same_length_is_not_taken_for_the_same(filled: Desk, copy: Path) -> None:
    """A backup was restored and something else recorded since: the revision number is the same, its moment is not."""
    refresh(filled.store, copy)
    with sqlite3.connect(str(filled.store.url.database)) as raw:
        raw.execute("DROP TRIGGER guard_revision_update")
        raw.execute(
            "UPDATE revision SET recorded_at = '2026-11-20 07:00:00.000000' "
            "WHERE number = (SELECT max(number) FROM revision)"
        )
    raw.close()
    assert refresh(filled.store, copy)
    assert not refresh(filled.store, copy)


def test_a_copy_of_another_shape_is_not_trusted(filled: Desk, copy: Path) -> None:
    make_public_copy(filled.store, copy)
    copy.chmod(0o644)
    with sqlite3.connect(copy) as connection:
        connection.execute("UPDATE public_copy SET value = 'older' WHERE name = 'shape'")
    connection.close()
    assert public_copy(copy) is None
    assert refresh(filled.store, copy)
    copy.chmod(0o644)
    copy.write_bytes(b"not a database")
    assert public_copy(copy) is None


@pytest.mark.parametrize("changed", ["the version", "the rules"])
def test_a_copy_of_another_program_is_made_anew_though_nothing_was_recorded(
    filled: Desk, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    """Which rows are chosen was wrong and is mended: what the old program let out does not stay."""
    make_public_copy(filled.store, copy)
    assert not refresh(filled.store, copy)
    if changed == "the version":
        monkeypatch.setattr(public, "__version__", "0.1.1")
    else:
        mended = tmp_path / "mended.py"
        mended.write_bytes(Path(public.__file__).read_bytes() + b"# and one rule more\n")
        monkeypatch.setattr(public, "_RULES", mended)
    assert refresh(filled.store, copy)
    assert not refresh(filled.store, copy)


def test_nobody_writes_into_a_copy(filled: Desk, copy: Path) -> None:
    opened = on_copy(filled, copy)
    with pytest.raises(OperationalError), opened.store.write(actor="x", action="x") as change:
        change.tell("x", "x", 1, after={"a": 1})


def test_a_copy_that_failed_leaves_the_old_one(
    filled: Desk, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make_public_copy(filled.store, copy)
    monkeypatch.setattr(
        "tracker.store.public._verify", lambda _path: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError, match="disk full"):
        make_public_copy(filled.store, copy)
    assert public_copy(copy) == first
    assert [path.name for path in copy.parent.iterdir() if path.name.startswith(".public")] == []

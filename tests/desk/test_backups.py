"""Backups are whole, made while others work, kept by a rotation, and what they hold comes back exactly."""

import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.test_tampering import TABLE, without_guards
from tests.desk.conftest import Loaded, rows
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, backups
from tracker.desk.condition import condition
from tracker.model import Topic
from tracker.model.vocabulary import Role
from tracker.settings import Settings
from tracker.store.backup import NotABackup, StillInUse, verify
from tracker.store.check import check
from tracker.store.engine import SQLITE


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:
    """An installation with two commitments and the workbook they came from."""
    load(TABLE)
    return desk


def everything(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    names = [
        name
        for (name,) in rows(
            desk, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    return {name: sorted(rows(desk, f"SELECT * FROM {name}"), key=repr) for name in names}


def add_topic(desk: Desk, code: str) -> None:
    with desk.store.write(actor="test", action="topic") as change:
        (key,) = change.take_ids(Topic, 1)
        change.append(Topic, [{"id": key, "code": code}])


def test_a_backup_holds_what_was_there_and_restoring_it_brings_exactly_that_back(
    filled: Desk, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    before, head = everything(filled), filled.store.head()
    kept = sorted(path.name for path in filled.files.folder.rglob("*") if path.is_file())
    made = backups.make(filled, EDITOR, tmp_path / "monday.ahd.zip")
    assert made.chain_head == head and len(made.files) == 1 + len(kept) == 2
    add_topic(filled, "later")
    filled.close()

    manifest, [aside] = backups.restore(filled.settings, tmp_path / "monday.ahd.zip", at=clock())
    assert manifest == made
    again = Desk.open(filled.settings, clock)
    assert everything(again) == before and again.store.head() == head
    assert sorted(path.name for path in again.files.folder.rglob("*") if path.is_file()) == kept
    assert [each for each in check(again.store, again.files) if each.wrong] == []
    again.close()

    backups.restore(filled.settings, aside, at=clock() + timedelta(minutes=1))
    with_later = Desk.open(filled.settings, clock)
    assert ("later",) in rows(with_later, "SELECT code FROM topic"), (
        "what was there before restoring was kept aside"
    )
    with_later.close()


def a_lost_files_folder(settings: Settings) -> None:
    shutil.rmtree(settings.data_dir / "files")


def a_torn_database(settings: Settings) -> None:
    path = settings.data_dir / "ahd.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))


def a_file_that_is_no_database(settings: Settings) -> None:
    (settings.data_dir / "ahd.db").write_bytes(b"no database at all" * 500)


def nothing_left(settings: Settings) -> None:
    shutil.rmtree(settings.data_dir)


@pytest.mark.parametrize(
    "disaster", [a_lost_files_folder, a_torn_database, a_file_that_is_no_database, nothing_left]
)
def test_after_a_disaster_everything_comes_back(
    filled: Desk, tmp_path: Path, clock: Callable[[], datetime], disaster: Callable[[Settings], None]
) -> None:
    before = everything(filled)
    backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    filled.close()
    disaster(filled.settings)
    backups.restore(filled.settings, tmp_path / "b.ahd.zip", at=clock())
    again = Desk.open(filled.settings, clock)
    assert everything(again) == before
    assert [each for each in check(again.store, again.files) if each.wrong] == []
    again.close()


def test_a_backup_made_while_others_write_is_of_one_moment(filled: Desk, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            add_topic(filled, f"t{number}")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        heads = [backups.make(filled, EDITOR, tmp_path / f"{n}.ahd.zip").chain_head for n in range(3)]
    finally:
        stop.set()
        writer.join()
    assert all(verify(tmp_path / f"{n}.ahd.zip").chain_head == head for n, head in enumerate(heads))


def test_restoring_is_refused_while_the_dashboard_has_the_database_open(
    filled: Desk, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    add_topic(filled, "later")
    with filled.store.read(), pytest.raises(StillInUse):
        backups.restore(filled.settings, tmp_path / "b.ahd.zip", at=clock())
    assert ("later",) in rows(filled, "SELECT code FROM topic")


def spoil_bytes(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def without_a_file(path: Path) -> None:
    _rewrite(path, lambda name, content: None if name.startswith("files/") else content)


def with_another_manifest(path: Path) -> None:
    def change(name: str, content: bytes) -> bytes | None:
        if name != "manifest.json":
            return content
        return json.dumps({**json.loads(content), "head": "0" * 64}).encode()

    _rewrite(path, change)


def with_a_way_out(path: Path) -> None:
    _rewrite(path, lambda name, content: content, rename={"files": "../files"})


def _rewrite(
    path: Path, change: Callable[[str, bytes], bytes | None], rename: dict[str, str] | None = None
) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            after = change(name, content)
            for old, new in (rename or {}).items():
                name = name.replace(old, new)
            if after is not None:
                packed.writestr(name, after)


def not_a_zip(path: Path) -> None:
    path.write_bytes(b"no backup at all")


@pytest.mark.parametrize(
    "spoil", [spoil_bytes, cut, without_a_file, with_another_manifest, with_a_way_out, not_a_zip]
)
def test_a_spoilt_backup_is_refused_and_nothing_changes(
    filled: Desk, tmp_path: Path, clock: Callable[[], datetime], spoil: Callable[[Path], None]
) -> None:
    path = tmp_path / "b.ahd.zip"
    backups.make(filled, EDITOR, path)
    spoil(path)
    add_topic(filled, "later")
    before = everything(filled)
    filled.close()
    with pytest.raises(NotABackup):
        backups.restore(filled.settings, path, at=clock())
    again = Desk.open(filled.settings, clock)
    assert everything(again) == before
    again.close()


def test_a_bent_database_gives_no_backup_that_looks_whole(filled: Desk, tmp_path: Path) -> None:
    without_guards(filled, "UPDATE finding SET status = 'fulfilled' WHERE status = 'not_fulfilled'")
    with pytest.raises(NotABackup):
        backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    assert list(tmp_path.glob("*.zip")) == [] and list(tmp_path.glob(".ahd-*")) == []


@pytest.mark.parametrize("asker", [PUBLIC, Asker("nur", Role.PARTNER, partner="nur")])
def test_only_the_office_makes_backups(filled: Desk, tmp_path: Path, asker: Asker) -> None:
    with pytest.raises(NotAllowed):
        backups.make(filled, asker, tmp_path / "b.ahd.zip")
    assert not (tmp_path / "b.ahd.zip").exists()


def test_the_night_brings_a_backup_once_and_only_when_something_was_recorded(
    filled: Desk, settings: Settings
) -> None:
    def night(day: int, hour: int) -> Path | None:
        moment = datetime(2026, 11, day, hour, 0, tzinfo=settings.zone)
        return backups.nightly(filled.at(lambda: moment))

    first = night(23, 3)
    assert first is not None and first.name == "ahd-20261123-030000.ahd.zip"
    assert night(23, 4) is None, "this night's is made"
    assert night(24, 3) is None, "nothing was recorded since"
    add_topic(filled, "roads")
    assert night(24, 1) is None, "the hour has not come"
    assert night(24, 2) is not None
    assert [one.made_at.day for one in backups.kept(settings)] == [24, 23]


def at(filled: Desk, settings: Settings, *moment: int) -> Desk:
    """The desk at a moment of the installation's day."""
    return filled.at(lambda: datetime(*moment, tzinfo=settings.zone))  # type: ignore[arg-type,misc]


def test_after_a_restore_a_new_history_of_the_same_length_is_backed_up(
    filled: Desk, settings: Settings, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    backups.make(filled, EDITOR, tmp_path / "before.ahd.zip")
    add_topic(filled, "roads")
    assert backups.nightly(at(filled, settings, 2026, 11, 23, 3)) is not None
    revision = filled.revision()
    filled.close()
    backups.restore(settings, tmp_path / "before.ahd.zip", at=clock())
    again = Desk.open(settings, clock)
    add_topic(again, "bridges")
    assert again.revision() == revision
    assert backups.nightly(at(again, settings, 2026, 11, 24, 3)) is not None
    again.close()


def test_a_backup_of_a_clock_that_ran_ahead_keeps_no_night_from_its_own(
    filled: Desk, settings: Settings
) -> None:
    ahead = backups.nightly(at(filled, settings, 2027, 11, 23, 3))
    assert ahead is not None
    add_topic(filled, "roads")
    tonight = at(filled, settings, 2026, 11, 23, 3)
    made = backups.nightly(tonight)
    assert made is not None and ahead.exists()
    how = condition(tonight, EDITOR)
    assert how.backup is not None and how.backup.path == made and how.backup_is_recent
    a_week_later = condition(at(filled, settings, 2026, 11, 30, 3), EDITOR)
    assert not a_week_later.backup_is_recent, "though one is dated later"


def the_kept_file(desk: Desk) -> Path:
    (path,) = [path for path in desk.files.folder.rglob("*") if path.is_file()]
    return path


def rotten(path: Path) -> None:
    path.write_bytes(b"rotten")


def lost(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [rotten, lost])
def test_a_spoilt_kept_file_is_named_and_keeps_no_night_from_its_backup(
    filled: Desk, settings: Settings, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    kept = the_kept_file(filled)
    whole = backups.nightly(at(filled, settings, 2026, 1, 5, 3))
    assert whole is not None
    content = kept.read_bytes()
    spoil(kept)
    for night in range(1, 21):
        add_topic(filled, f"t{night}")
        assert backups.nightly(at(filled, settings, 2026, 1, 5 + night, 3)) is not None
    assert "plan.xlsx" in caplog.text
    (newest, *_others) = backups.kept(settings)
    said = verify(newest.path)
    assert said.chain_head == filled.store.head() and said.lacking == {kept.name: "plan.xlsx"}
    assert whole.exists(), "the only one with all kept files stays, though newer ones of its week are there"

    filled.close()
    backups.restore(settings, whole, at=datetime(2026, 2, 1, tzinfo=UTC))
    assert kept.read_bytes() == content, "restoring mends what is there and is not what it was"


def test_restoring_one_that_goes_without_a_file_leaves_that_file_as_it_is(
    filled: Desk, settings: Settings, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    kept = the_kept_file(filled)
    content = kept.read_bytes()
    kept.unlink()
    made = backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    kept.write_bytes(content)
    filled.close()
    manifest, _aside = backups.restore(settings, tmp_path / "b.ahd.zip", at=clock())
    assert manifest == made and list(manifest.lacking.values()) == ["plan.xlsx"]
    assert kept.read_bytes() == content


def test_a_backup_with_all_its_files_says_nothing_that_earlier_versions_do_not_know(
    filled: Desk, tmp_path: Path
) -> None:
    backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    with zipfile.ZipFile(tmp_path / "b.ahd.zip") as packed:
        assert set(json.loads(packed.read("manifest.json"))) == {
            "made_at", "shape", "revision", "head", "files", "format"
        }  # fmt: skip


def test_what_was_too_damaged_for_a_backup_is_kept_as_bytes_and_named(
    filled: Desk, tmp_path: Path, clock: Callable[[], datetime]
) -> None:
    backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")
    filled.close()
    a_file_that_is_no_database(filled.settings)
    _manifest, aside = backups.restore(filled.settings, tmp_path / "b.ahd.zip", at=clock())
    assert [path.read_bytes() for path in aside] == [b"no database at all" * 500]


def test_a_damaged_database_is_no_reason_for_anything_but_a_sentence(filled: Desk, tmp_path: Path) -> None:
    filled.close()
    a_torn_database(filled.settings)
    with pytest.raises(NotABackup, match="damaged"):
        backups.make(filled, EDITOR, tmp_path / "b.ahd.zip")


@pytest.mark.parametrize("error", [SQLITE.OperationalError("database or disk is full"), RuntimeError("?")])
def test_a_night_that_goes_wrong_does_not_end_the_nights(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    tried, again = [], threading.Event()

    def nightly(_desk: Desk) -> None:
        tried.append(1)
        if len(tried) == 1:
            raise error
        again.set()

    monkeypatch.setattr(backups, "nightly", nightly)
    monkeypatch.setattr(backups, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(filled.settings, "backups", "nightly")
    nights = backups.Nightly(filled)
    nights.start()
    assert again.wait(timeout=30), "the thread went on"
    nights.stop()
    assert str(error) in caplog.text


def test_of_a_year_of_nights_those_of_a_week_five_weeks_and_twelve_months_stay() -> None:
    nights = [datetime(2025, 11, 24, 2, tzinfo=UTC) + timedelta(days=n) for n in range(365)]
    newest = nights[-1]  # Monday, 23 November 2026
    assert newest.weekday() == 0
    days = {newest - timedelta(days=n) for n in range(7)}
    sundays = {newest, *(newest - timedelta(days=1 + 7 * n) for n in range(4))}
    last_days = {
        max(night for night in nights if (night.year, night.month) == month)
        for month in {(night.year, night.month) for night in nights}
    }
    months = set(sorted(last_days, reverse=True)[:12])
    assert backups.to_keep(nights) == days | sundays | months


@given(
    st.lists(
        st.datetimes(datetime(2020, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
        min_size=1,
        max_size=60,
    )
)
def test_the_rotation_always_keeps_the_newest_and_letting_go_twice_changes_nothing(
    moments: list[datetime],
) -> None:
    keep = backups.to_keep(moments)
    assert max(moments) in keep and keep <= set(moments)
    assert backups.to_keep(keep) == keep
    assert len(keep) <= backups.DAYS + backups.WEEKS + backups.MONTHS

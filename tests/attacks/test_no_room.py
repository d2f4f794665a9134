"""A full disk or one that cannot be written gives one sentence and loses nothing."""

import resource
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.attacks.test_tampering import TABLE, wrongs
from tests.desk.conftest import load, workbook  # noqa: F401  # fixtures
from tests.ui.test_load import book
from tracker.desk import Desk
from tracker.store import backup
from tracker.store.engine import SQLITE

AHD = Path(sys.executable).with_name("ahd")


@pytest.fixture
def filled(desk: Desk, load: object) -> Desk:  # noqa: F811
    """An installation with two commitments."""
    load(TABLE)  # type: ignore[operator]
    return desk


def ahd(desk: Desk, *arguments: str, most_bytes: int | None = None) -> "subprocess.CompletedProcess[str]":
    """Run the command line on the desk's folder; no file it writes may become larger than `most_bytes`."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        [str(AHD), *arguments],
        env={"AHD_DATA_DIR": str(desk.settings.data_dir), "AHD_LANGUAGE": "en", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        preexec_fn=limit,
        timeout=120,
    )


def many(folder: Path) -> Path:
    """A workbook too large for what is left of the disk."""
    header, first, *_rest = TABLE.strip().splitlines()
    lines = [
        first.replace("| 1 |", f"| {n} |").replace("№ 3", f"№ {n} " + "очень длинная " * 20)
        for n in range(400)
    ]
    path = folder / "many.xlsx"
    path.write_bytes(book("\n".join([header, *lines])))
    return path


def test_a_load_that_does_not_fit_on_the_disk_is_told_in_one_sentence_and_changes_nothing(
    filled: Desk, tmp_path: Path
) -> None:
    before = filled.revision()
    filled.close()
    database = filled.settings.data_dir / "ahd.db"
    done = ahd(filled, "load", "--yes", str(many(tmp_path)), most_bytes=database.stat().st_size + 20_000)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr and "Nothing was written" in done.stderr
    assert filled.revision() == before and wrongs(filled) == []


def test_a_backup_that_does_not_fit_leaves_nothing_behind(filled: Desk, tmp_path: Path) -> None:
    filled.close()
    target = tmp_path / "out" / "b.ahd.zip"
    target.parent.mkdir()
    done = ahd(filled, "backup", str(target), most_bytes=50_000)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert list(target.parent.iterdir()) == []
    assert wrongs(filled) == []


def test_a_restore_that_does_not_fit_is_not_taken_for_a_dashboard_that_runs(
    filled: Desk, tmp_path: Path
) -> None:
    """The last step alone: there is room to unpack the backup, but not for all of it in place of the database."""
    filled.close()
    small, fresh = filled.settings.data_dir / "ahd.db", tmp_path / "fresh.db"
    shutil.copy(small, fresh)
    with closing(SQLITE.connect(str(fresh))) as larger:
        larger.execute("CREATE TABLE more (content)")
        larger.execute("INSERT INTO more VALUES (zeroblob(1000000))")
        larger.commit()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (small.stat().st_size + 100_000, hard))
    try:
        with pytest.raises(OSError, match=r"full|disk"):
            backup._replace(small, fresh)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert wrongs(filled) == []


def test_an_installation_that_cannot_be_written_says_so_and_still_answers(
    filled: Desk, tmp_path: Path
) -> None:
    """The administrator of the tests may write anything, so the database is made unwritable by a folder in place of its log."""
    filled.close()
    copy = tmp_path / "copy"
    shutil.copytree(filled.settings.data_dir, copy)
    for left in copy.glob("ahd.db-*"):
        left.unlink()
    (copy / "ahd.db-wal").mkdir()
    before = (copy / "ahd.db").read_bytes()
    moved = filled.settings.model_copy(update={"data_dir": copy})
    other = Desk(moved, filled.store, filled.files, filled.ledgers, filled.search)
    done = ahd(other, "load", "--yes", str(many(tmp_path)))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert (copy / "ahd.db").read_bytes() == before

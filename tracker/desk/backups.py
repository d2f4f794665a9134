"""Backups of an installation: made by hand or every night while the dashboard serves, kept by a rotation, and put back."""

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from tracker.desk.asking import PROGRAM, Asker, require_staff
from tracker.desk.desk import Desk
from tracker.settings import Settings
from tracker.store import Files, Store, backup
from tracker.store.backup import Manifest, NotABackup

SUFFIX: Final = ".ahd.zip"
DAYS, WEEKS, MONTHS = 7, 5, 12
LOOK_EVERY: Final = 600.0
_NAME: Final = "ahd-%Y%m%d-%H%M%S" + SUFFIX
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A nightly backup: where it lies, when it was made (in the installation's time zone), and its size in bytes."""

    path: Path
    made_at: datetime
    size: int


def folder(chosen: Settings) -> Path:
    """Where the backups of an installation lie."""
    return chosen.data_dir / "backups"


def make(desk: Desk, asker: Asker, path: Path) -> Manifest:
    """Write a backup of this moment and prove it. Raises `NotAllowed`, `NotABackup`, `NoBackupHere`, `OSError`."""
    require_staff(asker)
    return backup.back_up(desk.store, desk.files, path)


def restore(chosen: Settings, path: Path, *, at: datetime) -> tuple[Manifest, list[Path]]:
    """Put a backup in place of what is here; returns what it held, and where that which was here is kept now.

    That is one backup, or the database's bytes where it was too damaged for one (their names do not end as a backup's do).
    Done from the command line alone, while nobody serves. Raises `NotABackup`, `StillInUse`, `NoBackupHere`, `OSError`.
    """
    aside = folder(chosen) / at.astimezone(chosen.zone).strftime(f"before-restore-%Y%m%d-%H%M%S{SUFFIX}")
    store = Store(chosen.url)
    try:
        return backup.restore(path, store, Files(chosen.data_dir / "files"), aside=aside)
    finally:
        store.close()


def kept(chosen: Settings) -> list[Kept]:
    """The nightly backups that are there, the newest first."""
    found = []
    for path in folder(chosen).glob(f"ahd-*{SUFFIX}"):
        try:
            made_at = datetime.strptime(path.name, _NAME).replace(tzinfo=chosen.zone)
        except ValueError:
            continue
        found.append(Kept(path, made_at, path.stat().st_size))
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def until(chosen: Settings, now: datetime) -> list[Kept]:
    """The nightly backups made up to now, the newest first: a clock that ran ahead may have dated others later."""
    return [one for one in kept(chosen) if one.made_at <= now]


def named(chosen: Settings, at: datetime) -> Path:
    """Where a backup made at this moment lies."""
    return folder(chosen) / at.astimezone(chosen.zone).strftime(_NAME)


def nightly(desk: Desk) -> Path | None:
    """Make tonight's backup if it is due, and let go of those that the rotation no longer keeps; returns its path.

    Due: the hour has come, none was made since it came, and something was recorded since the newest one. One that goes
    without a kept file is logged, and as long as that is so the newest with all of them stays too.
    """
    chosen = desk.settings
    now = desk.clock().astimezone(chosen.zone)
    there = until(chosen, now)
    if not is_due(now, chosen.backup_hour, there[0].made_at if there else None):
        return None
    newest = _manifest_in(there[0].path) if there else None
    if newest and newest.chain_head == desk.store.head():
        return None
    path = named(chosen, now)
    made = make(desk, PROGRAM, path)
    there = until(chosen, now)
    keep = to_keep(one.made_at for one in there)
    if made.lacking:
        log.error(
            "kept files are gone or spoilt, the backup goes without: %s", ", ".join(made.lacking.values())
        )
        keep |= set(islice((one.made_at for one in there if _is_complete(one.path)), 1))
    for one in there:
        if one.made_at not in keep:
            one.path.unlink(missing_ok=True)
    return path


def is_due(now: datetime, hour: int, last: datetime | None) -> bool:
    """Whether the night's hour has come since the last backup."""
    tonight = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    came = tonight if tonight <= now else tonight - timedelta(days=1)
    return last is None or last < came


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Which backups a rotation keeps: of each of the last seven days, five weeks and twelve months the newest."""
    newest_first = sorted(moments, reverse=True)
    keep: set[datetime] = set()
    for most, period in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        newest: dict[str, datetime] = {}
        for moment in newest_first:
            newest.setdefault(moment.strftime(period), moment)
        keep |= set(list(newest.values())[:most])
    return keep


class Nightly:
    """Makes the nightly backups of a desk while it serves; what goes wrong is logged and tried again, never shown."""

    def __init__(self, desk: Desk) -> None:
        """Watch over `desk`; nothing happens before `start`."""
        self._desk = desk
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nightly-backup", daemon=True)

    def start(self) -> None:
        """Begin to watch the clock."""
        if self._desk.settings.backups == "nightly" and self._desk.store.is_sqlite:
            self._thread.start()

    def stop(self) -> None:
        """Stop watching; a backup that is being made is finished first."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=60)

    def _run(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            try:
                nightly(self._desk)
            except Exception:  # whatever it is: the next night must have its backup
                log.exception("the nightly backup failed and will be tried again")


def _manifest_in(path: Path) -> Manifest | None:
    try:
        return backup.manifest_of(path)
    except (NotABackup, OSError):
        return None


def _is_complete(path: Path) -> bool:
    said = _manifest_in(path)
    return said is not None and not said.lacking

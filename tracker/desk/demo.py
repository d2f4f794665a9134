"""The sample that ships: workbooks of an illustration, loaded through the same door as any user's file, each on its day."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

from sqlalchemy import select

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.load import LoadOptions, apply, plan
from tracker.model import Revision, Upload
from tracker.settings import ROOT
from tracker.store import sha256_of, shipped
from tracker.store.queries import table_of

SAMPLE = ROOT / "data" / "sample"
LOADED_AT = time(12, 0)


class NotAnIllustration(Exception):
    """The installation holds real workbooks; the illustration is not mixed with them. Nothing was loaded."""


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One workbook of the sample: when it was loaded in the story, whose word it is, and which partner's."""

    path: Path
    loaded_on: date
    options: LoadOptions


def sample_files() -> list[SampleFile]:
    """The workbooks of the sample, in the order of the story."""
    with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return [_file(row) for row in csv.DictReader(file)]


def is_empty(desk: Desk) -> bool:
    """Whether nothing has ever been loaded."""
    return not any(True for _sha in _loaded(desk))


def load_sample(desk: Desk, asker: Asker, *, progress: Callable[[int, int, str], None] | None = None) -> int:
    """Load what of the sample is not there yet; returns how many workbooks were. Raises `NotAnIllustration`.

    Each workbook is recorded at noon of its day in the story, so that what was known when means something.
    """
    require_staff(asker)
    files = sample_files()
    loaded = set(_loaded(desk))
    if loaded - {sha256_of(file.path) for file in files}:
        raise NotAnIllustration
    waiting = [file for file in files if sha256_of(file.path) not in loaded]
    if not waiting:
        return 0
    newest = _newest_moment(desk)
    shipped.take_in_partners(desk.store, at=_moment(desk, waiting[0].loaded_on))
    for number, file in enumerate(waiting, start=1):
        if progress:
            progress(number, len(waiting), file.path.name)
        at = max(_moment(desk, file.loaded_on), newest) if newest else _moment(desk, file.loaded_on)
        then = desk.at(lambda at=at: at)  # type: ignore[misc]  # bound now, for each file its own day
        apply(then, asker, plan(then, asker, file.path, file.options))
    return len(waiting)


def _file(row: dict[str, str]) -> SampleFile:
    options = LoadOptions(
        partner=row["partner"] or None,
        reported_by=cast(Any, row["reported_by"]),
        publish=row["publish"] == "yes",
    )
    return SampleFile(SAMPLE / row["file"], date.fromisoformat(row["loaded_on"]), options)


def _loaded(desk: Desk) -> Iterator[str]:
    with desk.store.read() as connection:
        yield from connection.execute(select(table_of(Upload).c.sha256)).scalars()


def _newest_moment(desk: Desk) -> datetime | None:
    """When the newest upload was recorded: history is never written before it."""
    upload, revision = table_of(Upload), table_of(Revision)
    with desk.store.read() as connection:
        statement = select(revision.c.recorded_at).join(upload, upload.c.revision == revision.c.number)
        return connection.execute(statement.order_by(revision.c.number.desc()).limit(1)).scalar_one_or_none()


def _moment(desk: Desk, day: date) -> datetime:
    return datetime.combine(day, LOADED_AT, tzinfo=desk.settings.zone)

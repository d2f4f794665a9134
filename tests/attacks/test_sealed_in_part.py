"""A database from before every row was held by an event or a seal still passes, and goes on with what is held now.

`older/sealed-in-part.db.xz` was written by the program as it was at migration 0007: small loads and one of sixty rows, a
workbook sent back, a conflict decided, a proposal accepted, an edit on screen, and two loads taken back.
"""

import lzma
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.attacks.test_tampering import TABLE, without_guards, wrongs
from tests.desk.conftest import Loaded, load, rows, workbook  # noqa: F401  # fixtures
from tracker.desk import Desk
from tracker.settings import Settings

OLDER = Path(__file__).parent / "older" / "sealed-in-part.db.xz"


@pytest.fixture
def desk(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Desk]:
    """The older installation, opened by this version; its kept files are not there."""
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / "ahd.db").write_bytes(lzma.decompress(OLDER.read_bytes()))
    opened = Desk.open(settings, clock)
    yield opened
    opened.close()


def broken(desk: Desk) -> list[str]:
    return [told for told in wrongs(desk) if not told.startswith("The kept file")]


def test_it_passes_as_it_is_and_after_a_load(desk: Desk, load: Loaded) -> None:  # noqa: F811
    assert rows(desk, "SELECT count(*) FROM event WHERE after LIKE '%\"every\"%'") == [(0,)]
    assert broken(desk) == []
    load(TABLE, name="new.xlsx")
    assert rows(desk, "SELECT count(*) FROM event WHERE after LIKE '%\"every\"%'") == [(2,)]
    assert broken(desk) == []


@pytest.mark.parametrize(
    "sql",
    [
        # held by the events of their versions
        "UPDATE version_agency SET role = 'joint' WHERE version_id = 1",
        "UPDATE version_agency SET agency_id = agency_id + 1 WHERE version_id = 1",
        "DELETE FROM version_district WHERE version_id = 1",
        "INSERT INTO version_region (version_id, region_id) VALUES (1, 1)",
        # held by what follows from the key and the first version
        "UPDATE commitment SET code = 'AH-99999-Y' WHERE id = 1",
        "UPDATE commitment SET revision = revision + 1 WHERE id = 1",
        # left out of their seals because nothing stood there
        "UPDATE finding SET found_by = 'другой' WHERE id = (SELECT max(id) FROM finding)",
    ],
)
def test_what_its_events_tell_is_held_against_its_rows(desk: Desk, sql: str) -> None:
    without_guards(desk, sql)
    assert broken(desk) != []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE source_row SET cells = '{}' WHERE id = (SELECT max(id) FROM source_row)",
        "DELETE FROM source_row WHERE id = (SELECT max(id) FROM source_row)",
        "UPDATE version_district SET district_id = 1 WHERE version_id = (SELECT max(id) FROM commitment_version)",
        "UPDATE commitment SET code = 'AH-99999-Y' WHERE id = (SELECT max(id) FROM commitment)",
        "INSERT INTO source_row (id, upload_id, row, outcome, cells) SELECT max(id) + 1, 1, 1, 'new', '' FROM source_row",
    ],
)
def test_what_is_added_to_it_now_is_held_like_everything_new(desk: Desk, load: Loaded, sql: str) -> None:  # noqa: F811
    load(TABLE, name="new.xlsx")
    without_guards(desk, sql)
    assert broken(desk) != []

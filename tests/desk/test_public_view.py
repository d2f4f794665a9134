"""The process that serves the public knows the public copy, a few settings, and nothing else."""

from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from tracker.desk import Desk, public_view
from tracker.settings import Settings


def test_it_is_told_the_copy_and_nothing_of_the_database_or_of_secrets(settings: Settings) -> None:
    inherited = {
        "PATH": "/bin",
        "AHD_DATA_DIR": "/srv/ahd",
        "AHD_DATABASE_URL": "postgresql://ahd:secret@db/ahd",
        "AHD_OIDC_SECRET": "secret",
        "ahd_database_url": "secret",
    }
    told = public_view.environment(settings, inherited)
    copy = public_view.copy_of(settings)
    assert told == {
        "PATH": "/bin",
        "AHD_DATA_DIR": str(copy.parent),
        "AHD_PUBLIC_COPY": str(copy),
        "AHD_END_WITH_INPUT": "True",
        "AHD_LANGUAGE": "en",
        "AHD_TIMEZONE": "Asia/Dushanbe",
        "AHD_COVERAGE_DAYS": "90",
        "AHD_UNTIL_IS_INCLUSIVE": "True",
    }
    assert "secret" not in str(told)


def test_where_a_copy_is_named_nothing_else_is_opened(desk: Desk, tmp_path: Path) -> None:
    public_view.bring_up_to_date(desk)
    folder = tmp_path / "elsewhere"
    named = Settings(
        data_dir=folder,
        database_url=desk.settings.url,
        public_copy=public_view.copy_of(desk.settings),
    )
    opened = Desk.open(named, desk.clock)
    assert opened.public and not desk.public and opened.at(desk.clock).public
    assert Path(str(opened.store.url.database)) != Path(str(desk.store.url.database))
    assert opened.revision() == desk.revision()
    assert not folder.exists()
    with pytest.raises(DBAPIError), opened.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM revision")

"""The settings of one installation, each with an environment variable that starts with AHD_."""

from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an installation can choose. Every field is read from `AHD_<NAME>`; the defaults suit one laptop."""

    model_config = SettingsConfigDict(env_prefix="AHD_", extra="ignore")

    data_dir: Path = Field(
        ROOT / "var", description="Folder of the database, kept files, backups and caches."
    )
    database_url: str | None = Field(None, description="Database; by default SQLite in the data folder.")
    timezone: str = Field("Asia/Dushanbe", description="Days begin and end in this time zone.")
    language: Literal["en", "ru", "tg"] = Field("ru", description="Language of a first visit: en, ru or tg.")
    host: str = Field("127.0.0.1", description="Address the dashboard listens on.")
    port: int = Field(8501, gt=0, lt=65536, description="Port the dashboard listens on.")
    catalogue: Path | None = Field(
        None,
        description="A translator's catalogue (.po): shown in place of ours, and read anew when it is saved.",
    )
    made_up_language: bool = Field(
        False,
        description="Show a made-up language in place of Russian: what is not translated or does not fit stands out.",
    )
    site_url: str | None = Field(
        None, description="Address under which people reach this installation; links in briefs begin with it."
    )

    backups: Literal["nightly", "off"] = Field(
        "nightly", description="Backups while the dashboard serves: nightly or off."
    )
    backup_hour: int = Field(2, ge=0, lt=24, description="The hour after which the nightly backup is made.")

    public_copy: Path | None = Field(
        None,
        description="Public copy of the database: a process that is told one serves that and opens nothing else.",
    )
    public_refresh_seconds: float = Field(
        60, gt=0, description="So often the public copy is brought up to date while the public view serves."
    )

    end_with_input: bool = Field(
        False,
        description="Stop serving when standard input ends: when the program that started this one is gone.",
    )

    coverage_days: int = Field(90, gt=0, description="A finding within so many days counts as recent news.")
    until_is_inclusive: bool = Field(True, description="«до 1 декабря» includes 1 December.")

    max_file_mb: int = Field(50, gt=0, description="Largest workbook taken, in MB as sent.")
    max_unpacked_mb: int = Field(400, gt=0, description="Largest workbook taken, in MB when unpacked.")
    max_parts: int = Field(1000, gt=0, description="Most parts a zipped workbook may have.")
    max_cells: int = Field(5_000_000, gt=0, description="Most cells a workbook may have.")
    max_rows: int = Field(250_000, gt=0, description="Most filled rows a workbook may have.")
    read_seconds: int = Field(60, gt=0, description="Longest time a workbook may take to be parsed.")
    read_memory_mb: int = Field(1024, gt=0, description="Most memory parsing a workbook may take (Linux).")

    smtp_host: str | None = Field(None, description="Mail server that sends the digests.")
    smtp_port: int = Field(
        587,
        gt=0,
        lt=65536,
        description="Port of the mail server; on 465 all is encrypted from the first byte.",
    )
    smtp_starttls: bool = Field(True, description="Encrypt before anything is said to the mail server.")
    smtp_user: str | None = Field(None, description="Account at the mail server.")
    smtp_password: SecretStr | None = Field(None, description="Password of the account at the mail server.")
    smtp_from: str | None = Field(None, description="Address that the digests come from.")
    digest_to: str | None = Field(
        None, description="Addresses the office's digest goes to, separated by commas."
    )

    oidc_issuer: str | None = Field(
        None, description="Provider with which people may sign in (OpenID Connect), by its address."
    )
    oidc_client_id: str | None = Field(None, description="What the provider calls this installation.")
    oidc_client_secret: SecretStr | None = Field(
        None, description="Secret between this installation and the provider."
    )
    oidc_name: str | None = Field(None, description="What people call the provider.")

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("no such time zone") from error
        return name

    @property
    def url(self) -> str:
        """The database URL, worked out from the data folder where none is set."""
        return self.database_url or f"sqlite:///{(self.data_dir.absolute() / 'ahd.db').as_posix()}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which whole days are meant."""
        return ZoneInfo(self.timezone)

    def today(self, now: datetime | None = None) -> date:
        """The day it is in the installation's time zone at `now` (an aware moment; default: this one)."""
        return (now or datetime.now(UTC)).astimezone(self.zone).date()


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read from the environment once."""
    return Settings()  # type: ignore[call-arg]  # every field has a default or comes from the environment

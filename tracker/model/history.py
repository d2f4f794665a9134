"""The journal: revisions and events, and where the rows of a workbook came from. Nothing here is ever changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from tracker.model.columns import Base, Moment, given_id, one_of, part_of, points_to, rule
from tracker.model.vocabulary import ReporterKind


class Revision(Base, table=True):
    """One committed change: who did what, and when. The highest number is the revision of the installation."""

    number: int = given_id()
    recorded_at: datetime = Field(sa_column=Column(Moment(), nullable=False))
    actor: str
    action: str
    undoes: int | None = Field(default=None, foreign_key="revision.number", unique=True)


class Event(Base, table=True):
    """What one change did to one thing: its columns before and after (only those that changed)."""

    __table_args__ = (rule("something_happened", "before IS NOT NULL OR after IS NOT NULL"),)

    id: int = given_id()
    revision: int = points_to("revision.number")
    kind: str
    subject: str
    subject_id: str
    before: str | None = None
    after: str | None = None


class ChainLink(Base, table=True):
    """What a change makes of the link before it: a hash over that link and all that the change recorded."""

    __tablename__ = "chain_link"
    __table_args__ = (rule("sha256_whole", "length(sha256) = 64"),)

    revision: int = part_of("revision.number")
    sha256: str


class Document(Base, table=True):
    """A kept file, named by its SHA-256; the bytes lie in the installation's files folder."""

    __table_args__ = (rule("sha256_whole", "length(sha256) = 64"),)

    sha256: str = Field(primary_key=True)
    revision: int = points_to("revision.number")
    name: str
    size: int
    media_type: str


class Upload(Base, table=True):
    """A workbook that was applied: which file, whose word, and how many rows came out how."""

    __table_args__ = (one_of("reported_by", ReporterKind),)

    id: int = given_id()
    revision: int = points_to("revision.number", unique=True)
    sha256: str = points_to("document.sha256")
    name: str
    language: str | None = None
    title: str | None = None
    reported_by: str
    partner_id: int | None = points_to("partner.id", default=None)
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class SourceRow(Base, table=True):
    """A row as it stood in the file: its cells by column letter, as read, and the commitment that it speaks of."""

    __tablename__ = "source_row"

    id: int = given_id()
    upload_id: int = points_to("upload.id")
    sheet: str | None = None
    row: int
    outcome: str
    cells: str
    commitment_id: int | None = points_to("commitment.id", default=None)

"""Marked secrets for every field that is not for everybody; a test then looks for them in all that the public gets."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Float, Integer

from tracker.model import Base
from tracker.store.public import ALWAYS, WHERE_PUBLIC

MARK = "kanareika"
FAR = 900_000
FIXED = {
    ("official", "folded"),  # needed to tell rows apart; planted as a row of its own
    ("chain_link", "sha256"),  # a hash that is printed, for others to keep
}


def plant(database: Path) -> list[str]:
    """Put a secret into every internal field of an installation's database; returns all of them.

    Needs a public commitment with the id 1 that has a finding. Everything is written past the guards.
    """
    with sqlite3.connect(database, isolation_level=None) as connection:
        planting = _Planting(connection)
        planting.rows()
        planting.columns()
    connection.close()
    return planting.secrets


class _Planting:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.secrets: list[str] = []
        self.numbers = itertools.count(1)
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")

    def secret(self, table: str, column: str) -> str:
        made = f"{MARK}{next(self.numbers):04d}x{table}x{column}".replace("_", "")
        self.secrets.append(made)
        return made

    def row(self, table: str, **given: Any) -> None:
        """A row with a secret in every text that is not given."""
        row: dict[str, Any] = {}
        for column in Base.metadata.tables[table].columns:
            if column.name in given:
                row[column.name] = given[column.name]
            elif column.name == "visibility":
                row[column.name] = "internal"
            elif isinstance(column.type, Boolean | Integer | Float):
                row[column.name] = None if column.nullable else 0
            elif isinstance(column.type, Date):
                row[column.name] = "2025-03-03"
            elif isinstance(column.type, DateTime):
                row[column.name] = "2025-03-03 10:00:00.000000"
            else:
                row[column.name] = self.secret(table, column.name)
        marks = ", ".join("?" * len(row))
        self.connection.execute(
            f'INSERT INTO "{table}" ({", ".join(row)}) VALUES ({marks})', list(row.values())
        )

    def rows(self) -> None:
        """Things that are internal as a whole, each in every way in which a thing can be internal."""
        one = {"commitment_id": 1, "revision": 1}
        said = {"status": "in_progress", "effective_on": "2025-03-03", "deadline_on": None}
        self.row("revision", number=0, recorded_at="2024-01-01 10:00:00.000000")
        self.row("commitment", id=FAR, code=self.secret("commitment", "code"), revision=1, version_id=FAR)
        self.row("commitment_version", id=FAR, commitment_id=FAR, revision=1, basis_id=FAR, topic_id=FAR)
        self.row("commitment_version", id=-2, **one)
        self.row("commitment_version", id=-1, **one, visibility="public")
        self.row("deadline", id=FAR, commitment_id=FAR, revision=1, cadence="open", recurrence=None)
        self.row("deadline", id=-1, **one, cadence="open", recurrence=None)
        self.row("extension", id=FAR, **one)
        self.row("retraction", id=FAR, revision=1, extension_id=FAR)
        self.row("finding", id=FAR, commitment_id=FAR, revision=1, **said, visibility="public")
        self.row("finding", id=FAR + 1, **one, **said)
        self.row("finding", id=FAR + 2, **one, **said, visibility="public")
        self.row("retraction", id=FAR + 1, revision=1, finding_id=FAR + 2)
        self.row("finding", id=FAR + 3, **one, **said, visibility="public")
        self.row("publication", id=FAR, revision=1, finding_id=FAR + 3, visibility="internal")
        self.row("claim", id=FAR, commitment_id=FAR, revision=1, **said, visibility="public")
        self.row("claim", id=FAR + 1, **one, **said)
        self.row("claim", id=FAR + 2, **one, **said, visibility="public")
        self.row("retraction", id=FAR + 2, revision=1, claim_id=FAR + 2)
        for number, (finding, visibility) in enumerate(
            ((1, "internal"), (FAR, "public"), (FAR + 1, "public"), (FAR + 2, "public"), (FAR + 3, "public"))
        ):
            key = FAR + number
            self.row("reply", id=key, finding_id=finding, revision=1, visibility=visibility)
            self.row("document", sha256=self.secret("document", "sha256"), revision=1)
            self.row(
                "evidence",
                id=key,
                revision=1,
                finding_id=finding,
                claim_id=None,
                kind="link",
                visibility=visibility,
            )
            self.row("confirmation", id=key, finding_id=finding, revision=1)
        self.row("retraction", id=FAR + 3, revision=1, confirmation_id=FAR)
        self.row("forum", id=FAR, kind="hearing")
        self.row("forum", id=FAR + 1, kind="hearing", visibility="public", withdrawn=1)
        self.row("basis", id=FAR, kind="forum_agreement", forum_id=FAR)
        self.row("basis", id=FAR + 1, kind="forum_agreement", forum_id=FAR + 1)
        self.row("basis", id=FAR + 2, kind="law")
        self.connection.execute("UPDATE commitment_version SET basis_id = ? WHERE id = 1", (FAR + 1,))
        self.row("official", id=FAR)
        self.row("official", id=FAR + 1, visibility="public", withdrawn=1)
        self.row("version_official", version_id=1, official_id=FAR)
        self.row("version_official", version_id=1, official_id=FAR + 1)
        self.row("partner", id=FAR)
        self.row("agency", id=FAR)
        self.row("topic", id=FAR)
        self.row("indicator", id=FAR)
        self.row("indicator_value", id=FAR, indicator_id=FAR, revision=1)
        self.row("indicator", id=FAR + 1)
        self.row(
            "indicator_value", id=FAR + 1, indicator_id=FAR + 1, revision=1, visibility="public", withdrawn=1
        )
        self.row("alias", kind="agency")
        self.row("header_memory")
        self.row("upload", id=FAR, revision=0, partner_id=None)
        self.row("source_row", id=FAR, upload_id=FAR, row=7, commitment_id=1)
        self.row("event", id=FAR, revision=1)
        self.row("conflict", id=FAR, commitment_id=1, revision=1, partner_id=FAR)
        self.row("conflict_decision", id=FAR, revision=1, conflict_id=FAR)
        self.row("proposal", id=FAR, revision=1, partner_id=FAR)
        self.row("proposal_decision", id=FAR, revision=1, proposal_id=FAR)
        self.row("likeness", id=FAR, revision=1, older_id=1, newer_id=FAR)
        self.row("account", id=FAR, revision=1)
        self.row("credential", account_id=FAR)
        self.row("account_link", id=FAR, revision=1)
        self.row("identity", id=FAR, revision=1, account_id=FAR)
        self.row("session", account_id=FAR)
        self.row("likeness_verdict", id=FAR, revision=1, likeness_id=FAR)

    def columns(self) -> None:
        """A secret in every text column that is not allowed, in every row there is."""
        for table, column in _texts():
            allowed = {*ALWAYS.get(table, ()), *WHERE_PUBLIC.get(table, ())}
            if column not in allowed and column != "visibility" and (table, column) not in FIXED:
                secret = self.secret(table, column)
                unique = "|| rowid" if Base.metadata.tables[table].columns[column].unique else ""
                keep = f"AND \"{column}\" NOT LIKE '{MARK}%'"
                self.connection.execute(
                    f'UPDATE OR IGNORE "{table}" SET "{column}" = ? {unique} WHERE 1 = 1 {keep}', (secret,)
                )


def _texts() -> Iterator[tuple[str, str]]:
    """Every column of the database that holds words."""
    other = Boolean | Integer | Float | Date | DateTime
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, other) and not column.foreign_keys:
                yield table.name, column.name

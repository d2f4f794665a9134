"""The deadlines to come, one by one, with the words of what is due: what a calendar is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd
from sqlalchemy import Connection

from tracker import ledger as measures
from tracker.desk import look
from tracker.desk.answers import CommitmentLine
from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.desk.view import View
from tracker.model import CommitmentVersion, Deadline, Extension, Retraction
from tracker.store import queries
from tracker.store.contents import installation

AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Coming:
    """One deadline to come. `key` names it for good: a moved deadline keeps it, each one of a rhythm has its own.
    `edition` grows whenever the commitment or its deadlines are changed."""

    key: str
    on: date
    recurring: bool
    edition: int
    line: CommitmentLine


def coming(
    desk: Desk, asker: Asker, view: View, *, language: str, within: timedelta | None = None
) -> list[Coming]:
    """The deadlines to come of what the view asks for and the asker may see, the next one first.

    Of a recurring commitment those of the next 365 days. What is kept ahead of time or withdrawn has none. Whoever
    needs the same ones tomorrow finds them under the same keys. `within` leaves out what is further off.
    """
    asked = look.question(desk, asker, view)
    found = look.states(desk, asker, view)
    days = measures.coming(desk.ledger(), asked, until=asked.on + (within or AHEAD))
    if within is not None:
        days = days[days["deadline"] <= pd.Timestamp(asked.on + within)]
    days = days[days["commitment_id"].isin(found["commitment_id"])]
    found = found[found["commitment_id"].isin(days["commitment_id"])]
    with desk.store.read() as connection:
        lines = _lines(connection, asker, found, language)
        editions = _editions(connection, lines)
        here = installation(connection)
    told = []
    for commitment, day, recurring in zip(
        days["commitment_id"].tolist(), days["deadline"], days["recurring"].tolist(), strict=True
    ):
        on, line = pd.Timestamp(day).date(), lines[commitment]
        one = f"{line.code}-{on:%Y%m%d}" if recurring else line.code
        told.append(Coming(f"{one}@{here}", on, recurring, editions[commitment], line))
    return told


def _lines(
    connection: Connection, asker: Asker, found: pd.DataFrame, language: str
) -> dict[int, CommitmentLine]:
    lines = look.lines_of(connection, found, language)
    if not asker.is_staff:
        lines = [replace(line, unknown_agencies=[]) for line in lines]
    return dict(zip(found["commitment_id"].tolist(), lines, strict=True))


def _editions(connection: Connection, commitments: Iterable[int]) -> dict[int, int]:
    """How often each commitment and its deadlines were changed: everything recorded about it after the first time."""
    keys = list(commitments)
    versions = queries.about(connection, CommitmentVersion, "commitment_id", keys)
    deadlines = queries.about(connection, Deadline, "commitment_id", keys)
    extensions = queries.about(connection, Extension, "commitment_id", keys)
    moved = [row["id"] for rows in extensions.values() for row in rows]
    gone = queries.about(connection, Retraction, "extension_id", moved)

    def count(key: int) -> int:
        taken_back = sum(len(gone.get(row["id"], ())) for row in extensions.get(key, ()))
        said = len(versions[key]) - 1 + len(deadlines[key]) - 1
        return said + len(extensions.get(key, ())) + taken_back

    return {key: count(key) for key in keys}

"""All commitments of a public copy at once, for a report that is made without anybody asking for them one by one."""

import sys
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pandas as pd

from tracker import ledger as measures
from tracker.desk.answers import (
    CommitmentDetail,
    CommitmentLine,
    DeadlineFact,
    EvidenceFact,
    ReplyFact,
    Statement,
)
from tracker.desk.asking import PUBLIC
from tracker.desk.catalogue import Catalogue
from tracker.desk.desk import Desk
from tracker.desk.look import names, page_of, question, states
from tracker.desk.view import View
from tracker.model import Claim, Confirmation, Deadline, Evidence, Extension, Finding, Reply, Retraction
from tracker.model.vocabulary import LANGUAGES, Visibility
from tracker.store import queries

Row = dict[str, Any]
Rows = dict[int, list[Row]]


def details(desk: Desk, view: View) -> list[CommitmentDetail]:
    """What `detail.commitment` tells the public of every commitment, the most urgent first.

    The words of `line` are Russian where there are any; `texts` has all of them.
    """
    lines = page_of(desk, PUBLIC, view, size=sys.maxsize, sort="days", language="ru").lines
    strips = measures.strips(desk.ledger(), question(desk, PUBLIC, view))
    told = _Reader(desk, states(desk, PUBLIC, view), strips)
    return [told.detail(line) for line in lines]


class _Reader:
    """Reads table by table, and puts together what belongs to each commitment."""

    def __init__(self, desk: Desk, found: pd.DataFrame, strips: pd.DataFrame) -> None:
        self.strips: dict[Any, pd.DataFrame] = dict(iter(strips.groupby("commitment_id")))
        self.no_strip = strips.iloc[:0]
        self.names: Catalogue = names(desk, PUBLIC)
        self.agencies = self.names.codes("agencies")
        self.officials = {entry.id: entry.code for entry in self.names.officials.values()}
        ids = [int(key) for key in found["commitment_id"]]
        with desk.store.read() as connection:
            self.connection = connection
            versions = queries.versions(connection, [int(key) for key in found["version_id"]])
            self.versions = {version["code"]: version for version in versions.values()}
            self.deadlines = queries.about(connection, Deadline, "commitment_id", ids)
            extensions = queries.about(connection, Extension, "commitment_id", ids)
            gone = self._gone("extension_id", extensions)
            self.extensions = {
                key: [row for row in rows if row["id"] not in gone] for key, rows in extensions.items()
            }
            self.findings = self._said(Finding, "finding_id", ids)
            self.claims = self._said(Claim, "claim_id", ids)

    def detail(self, line: CommitmentLine) -> CommitmentDetail:
        """All of the commitment of a line."""
        version = self.versions[line.code]
        key = int(version["commitment_id"])
        return CommitmentDetail(
            line=replace(line, unknown_agencies=[]),
            version_id=version["id"],
            texts={code: version[f"text_{code}"] for code in LANGUAGES if version[f"text_{code}"]},
            number=version["number"],
            source_code=None,
            section=version["section"],
            made_on=version["made_on"],
            topic=version["topic"],
            partner=None,
            officials=[self.officials[each] for each in version["officials"] if each in self.officials],
            note=None,
            forum=self._forum(version["basis"]),
            deadlines=self._deadlines(key),
            findings=self.findings.get(key, []),
            claims=self.claims.get(key, []),
            strip=self.strips.get(key, self.no_strip),
            source=None,
            history=[],
        )

    def _forum(self, basis: str | None) -> Row | None:
        known = self.names.bases.get(basis or "")
        forum: Row | None = known.extra["forum"] if known else None
        return forum

    def _deadlines(self, key: int) -> list[DeadlineFact]:
        last = self.deadlines[key][-1]
        first = DeadlineFact(
            "first", last["due_text"], last["due_on"], None, False, last["recorded_at"], None, last["id"]
        )
        return [first] + [
            DeadlineFact(
                "extension",
                row["due_text"],
                row["due_on"],
                row["decided_on"],
                row["decided_on_assumed"],
                row["recorded_at"],
                None,
                row["id"],
            )
            for row in self.extensions.get(key, ())
        ]

    def _said(self, model: Any, column: str, ids: list[int]) -> dict[int, list[Statement]]:
        said = queries.about(self.connection, model, "commitment_id", ids)
        public = {
            key: [row for row in rows if row["visibility"] == Visibility.PUBLIC] for key, rows in said.items()
        }
        gone = self._gone(column, public)
        keys = [row["id"] for rows in public.values() for row in rows if row["id"] not in gone]
        evidence = self._standing(Evidence, column, keys)
        of_findings = keys if model is Finding else []
        replies = self._standing(Reply, "finding_id", of_findings)
        confirmed = self._standing(Confirmation, "finding_id", of_findings)
        return {
            key: [
                self._statement(row, evidence[row["id"]], replies[row["id"]], bool(confirmed[row["id"]]))
                for row in rows
                if row["id"] not in gone
            ]
            for key, rows in public.items()
        }

    def _gone(self, column: str, rows: Rows) -> set[int]:
        """What of this was taken back."""
        keys = [row["id"] for each in rows.values() for row in each]
        return set(queries.about(self.connection, Retraction, column, keys))

    def _standing(self, model: Any, column: str, keys: list[int]) -> Rows:
        found = queries.about(self.connection, model, column, keys)
        gone = self._gone(f"{model.__tablename__}_id", found)
        public = (Evidence, Reply)
        return defaultdict(
            list,
            {
                key: [
                    row
                    for row in rows
                    if row["id"] not in gone
                    and (model not in public or row["visibility"] == Visibility.PUBLIC)
                ]
                for key, rows in found.items()
            },
        )

    def _statement(self, row: Row, evidence: list[Row], replies: list[Row], confirmed: bool) -> Statement:
        return Statement(
            id=row["id"],
            status=row["status"],
            effective_on=row["effective_on"],
            assumed=row["effective_on_assumed"],
            late=row["late"],
            deadline_on=row["deadline_on"],
            note=row["note"],
            internal_note=None,
            recorded_at=row["recorded_at"],
            recorded_by="",
            confirmed=confirmed,
            retracted=None,
            source=None,
            evidence=[
                EvidenceFact(
                    kind=one["kind"],
                    url=one["url"],
                    description=one["description"],
                    sha256=one["sha256"],
                    id=one["id"],
                    name=None,
                    visibility=one["visibility"],
                )
                for one in evidence
            ],
            replies=[
                ReplyFact(
                    one["text"],
                    one["replied_on"],
                    self.agencies.get(one["agency_id"]),
                    one["id"],
                    one["visibility"],
                )
                for one in replies
            ],
            visibility=row["visibility"],
            partner=None,
            found_by=None,
            checked_by=[],
        )

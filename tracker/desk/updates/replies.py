"""The right of reply: an agency's draft goes out with what is published of it, and comes back as its claims and replies."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
from sqlalchemy import Connection

from tracker.desk import look
from tracker.desk.asking import PUBLIC, Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.load.known import cells_json
from tracker.desk.record.about import abouts
from tracker.desk.record.bulk import Prepared, append_statements
from tracker.desk.rules import Said, check_reply, check_statement, clean
from tracker.desk.updates.held import Held
from tracker.desk.updates.plan import ComparedRow, Comparison, Stated
from tracker.desk.updates.whose import NoSuchAgency, desk_revision
from tracker.desk.view import View
from tracker.model import Claim, Finding, Reply, Retraction, SourceRow
from tracker.model.vocabulary import Visibility
from tracker.sheets.issues import Issue
from tracker.sheets.partner_book import last_words, listed
from tracker.sheets.partner_shapes import AGENCY, Base, Book, Line, Returned, ReturnedRow, Signature
from tracker.sheets.reply_book import write_reply_book
from tracker.store import Change, queries
from tracker.store.contents import installation

Row = dict[str, Any]
_CELLS = {"status": "claim", "effective_on": "claim_on", "note": "claim", "deadline_on": "due"}


def reply_book(desk: Desk, asker: Asker, agency: str, out: Path | BinaryIO, *, language: str) -> Book:
    """Write the draft for an agency: the published commitments that it leads, with what is published of the findings.

    Raises `NoSuchAgency`, `NotAllowed`.
    """
    require_staff(asker)
    names = look.names(desk, PUBLIC)
    if agency not in names.agencies:
        raise NoSuchAgency(agency)
    listed = look.all_of(desk, PUBLIC, View(agencies=(agency,)), language=language)
    with desk.store.read() as connection:
        said = _published(connection, [int(state["latest_finding_id"]) for _line, state in listed])
        signature = Signature(
            f"{AGENCY}{agency}",
            desk.clock().isoformat(timespec="seconds"),
            desk_revision(connection),
            language,
            installation(connection),
        )
    lines = [_line(line, state, said, names, language) for line, state in listed]
    book = Book(signature, names.agencies[agency].name(language), desk.today(), lines)
    write_reply_book(book, out, illustration=look.illustration(desk))
    return book


def compare_replies(
    desk: Desk, asker: Asker, path: Path, returned: Returned, agency: str, *, trusted: bool
) -> Comparison:
    """What would come of an agency's draft that came back. Raises `NotAllowed`."""
    require_staff(asker)
    names, today = catalogue(desk), desk.today()
    listed = look.all_of(desk, asker, View(agencies=(agency,)), language=returned.language)
    by_code = {line.code: (line.cadence, state) for line, state in listed}
    with desk.store.read() as connection:
        revision = desk_revision(connection)
        ids = [int(state["commitment_id"]) for _cadence, state in by_code.values()]
        comparer = _Replies(
            by_code=by_code,
            about=abouts(connection, ids, today=today, zone=desk.settings.zone),
            claims=_standing(connection, Claim, "commitment_id", ids),
            findings=_standing(connection, Finding, "commitment_id", ids),
            connection=connection,
            returned=returned,
            agency_id=names.agencies[agency].id if agency in names.agencies else None,
            agency_name=names.agencies[agency].name(returned.language)
            if agency in names.agencies
            else agency,
            trusted=trusted,
            today=today,
        )
        rows = [comparer.row(row) for row in returned.rows]
    return Comparison(path, returned, None, rows, revision, today, agency=agency)


def write_replies(change: Change, compared: Comparison, agency_id: int, upload_id: int) -> None:
    """Write the claims and replies of a comparison, with the rows that they came from. All stay internal until published."""
    rows = [one for one in compared.rows if one.taken or one.reply]
    sources = change.take_ids(SourceRow, len(rows))
    change.append(
        SourceRow,
        [
            {
                "id": key,
                "upload_id": upload_id,
                "sheet": one.row.sheet,
                "row": one.row.row,
                "outcome": one.outcome,
                "cells": cells_json(one.row.cells),
                "commitment_id": one.held.id if one.held else None,
            }
            for one, key in zip(rows, sources, strict=True)
        ],
    )
    append_statements(
        change,
        [
            Prepared(
                kind="claim",
                commitment_id=one.held.id,
                status=said.status,
                effective_on=said.on,
                deadline_on=said.deadline_on,
                agency_id=agency_id,
                source_row_id=source,
            )
            for one, source in zip(rows, sources, strict=True)
            for said in one.taken
            if one.held
        ],
    )
    replied = [one for one in rows if one.reply]
    keys = change.take_ids(Reply, len(replied))
    change.append(
        Reply,
        [
            {
                "id": key,
                "finding_id": one.answered,
                "revision": change.number,
                "agency_id": agency_id,
                "replied_on": compared.today,
                "text": one.reply,
                "visibility": Visibility.INTERNAL,
            }
            for key, one in zip(keys, replied, strict=True)
        ],
    )


def _published(connection: Connection, ids: list[int]) -> dict[int, Row]:
    """The findings of these ids that everybody may read."""
    found = queries.about(connection, Finding, "id", [key for key in ids if key >= 0])
    return {
        key: rows[0] for key, rows in found.items() if rows and rows[0]["visibility"] == Visibility.PUBLIC
    }


def _line(
    line: Any, state: Mapping[Any, Any], said: Mapping[int, Row], names: Catalogue, language: str
) -> Line:
    overdue = line.outcome == "overdue"
    basis = names.bases.get(line.basis or "")
    named = basis.name(language) if basis else line.basis_text
    places = names.places(line.districts, line.regions, language)
    finding = said.get(int(state["latest_finding_id"]))
    status = None if pd.isna(state["latest_status"]) else str(state["latest_status"])
    claimed = None if pd.isna(state["claim_status"]) else str(state["claim_status"])
    claimed_on = None if claimed is None else pd.Timestamp(state["claim_on"]).date()
    return Line(
        code=line.code,
        text=line.text,
        basis=listed([part for part in (named, line.article) if part]),
        district=", ".join(places),
        due=line.deadline or line.due_text or "",
        last=last_words(
            status,
            line.latest_on,
            finding["note"] if finding else None,
            line.days if overdue else None,
            language,
        ),
        claimed=last_words(claimed, claimed_on, None, None, language) if claimed else "",
        overdue=overdue,
        deadline_on=line.deadline if line.cadence == "recurring" else None,
        base=Base(max(int(state["latest_finding_id"]), 0), 0),
    )


def _standing(connection: Connection, model: Any, column: str, ids: list[int]) -> dict[int, list[Row]]:
    """What was said of commitments (or of findings) and was not taken back."""
    found = queries.about(connection, model, column, ids)
    keys = [row["id"] for rows in found.values() for row in rows]
    gone = queries.about(connection, Retraction, f"{model.__tablename__}_id", keys)
    return {key: [row for row in rows if row["id"] not in gone] for key, rows in found.items()}


@dataclass
class _Replies:
    """Compares the rows of one draft."""

    by_code: Mapping[str, tuple[str, Mapping[Any, Any]]]
    about: Mapping[int, Any]
    claims: Mapping[int, list[Row]]
    findings: Mapping[int, list[Row]]
    connection: Connection
    returned: Returned
    agency_id: int | None
    agency_name: str
    trusted: bool
    today: date

    def row(self, row: ReturnedRow) -> ComparedRow:
        """What would come of one row."""
        if row.code is None:
            return ComparedRow(row, "refused" if row.is_filled else "unchanged", tuple(self._nameless(row)))
        if row.code not in self.by_code:
            values = {"code": row.code[:40], "agency": self.agency_name}
            return ComparedRow(
                row, "refused", (*row.issues, Issue("not_of_agency", self._cell(row, "code"), values))
            )
        cadence, state = self.by_code[row.code]
        key = int(state["commitment_id"])
        held = Held(key, row.code, None, "", self.about[key], self.agency_id)
        if any(issue.severity == "error" for issue in row.issues):
            return ComparedRow(row, "refused", row.issues, held)
        deadline_on = row.deadline_on if cadence == "recurring" else None
        stated, told = self._claim(row, held, deadline_on)
        reply, answered, more = self._reply(row, held, state, deadline_on)
        issues = (*row.issues, *told, *more)
        if any(issue.severity == "error" for issue in issues):
            return ComparedRow(row, "refused", issues, held)
        outcome: Any = "taken" if stated or reply else "unchanged"
        if outcome == "taken" and not self.trusted:
            issues = (*issues, Issue("base_lost"))
        return ComparedRow(row, outcome, issues, held, taken=stated, reply=reply, answered=answered)

    def _nameless(self, row: ReturnedRow) -> Iterator[Issue]:
        yield from row.issues
        if row.is_filled:
            yield Issue("row_without_code")

    def _claim(
        self, row: ReturnedRow, held: Held, deadline_on: date | None
    ) -> tuple[tuple[Stated, ...], list[Issue]]:
        answer = row.answer
        if answer.claim_on and not answer.claim:
            return (), [Issue("claim_without_status", self._cell(row, "claim"))]
        if not answer.claim:
            return (), []
        said = Said(answer.claim, answer.claim_on, None, deadline_on, kind="claim")
        issues = [
            Issue(breach.code, self._cell(row, _CELLS.get(breach.field, "claim")), breach.values)
            for breach in check_statement(said, held.about, today=self.today)
        ]
        if answer.claim_on is None:
            return (), issues
        same = any(
            (one["status"], one["effective_on"], one["deadline_on"])
            == (answer.claim, answer.claim_on, deadline_on)
            for one in self.claims.get(held.id, ())
        )
        stated = Stated("claim", answer.claim, answer.claim_on, deadline_on)
        return (() if same else (stated,)), ([] if same else issues)

    def _reply(
        self, row: ReturnedRow, held: Held, state: Mapping[Any, Any], deadline_on: date | None
    ) -> tuple[str | None, int | None, list[Issue]]:
        """The reply, the finding that it answers (the one the agency read), and what is wrong with it."""
        text = clean(row.answer.reply)
        if text is None:
            return None, None, []
        key = (held.code, deadline_on.isoformat() if deadline_on else "")
        base = self.returned.bases.get(key) if self.trusted else None
        wanted = base.finding if base else max(int(state["latest_finding_id"]), 0)
        finding = next((one for one in self.findings.get(held.id, ()) if one["id"] == wanted), None)
        if finding is None:
            return None, None, [Issue("reply_without_finding", self._cell(row, "reply"))]
        there = _standing(self.connection, Reply, "finding_id", [wanted]).get(wanted, [])
        if any(one["text"] == text for one in there):
            return None, None, []
        issues = [
            Issue(breach.code, self._cell(row, "reply"), breach.values)
            for breach in check_reply(
                text=text, replied_on=self.today, found_on=finding["effective_on"], today=self.today
            )
        ]
        return text, wanted, issues

    def _cell(self, row: ReturnedRow, field: str) -> str | None:
        letter = self.returned.columns.get(row.sheet or "", {}).get(field)
        return f"{letter}{row.row}" if letter else None

"""Three ways to see a row: as it was when the workbook left, as the partner returned it, as it is now. Nothing is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import Connection, select

from tracker.desk.asking import EDITOR, Asker, NotAllowed
from tracker.desk.catalogue import catalogue
from tracker.desk.desk import Desk
from tracker.desk.load.known import fingerprint, undone
from tracker.desk.load.plan import read_options
from tracker.desk.load.shapes import LoadOptions
from tracker.desk.load.undo import REASON as UNDONE
from tracker.desk.rules import Said, check_statement, clean
from tracker.desk.updates.held import Held, Recorded, held_of, partners_of
from tracker.desk.updates.whose import desk_revision
from tracker.model import Conflict, ConflictDecision, Proposal
from tracker.model.codes import is_code
from tracker.sheets.collection import without_collection
from tracker.sheets.issues import Issue
from tracker.sheets.partner_return import read_returned
from tracker.sheets.partner_shapes import AGENCY, Key, Returned, ReturnedRow, Signature
from tracker.store.contents import installation
from tracker.store.queries import rows_of, table_of
from tracker.words import formats, terms

Outcome = Literal["unchanged", "taken", "conflict", "refused", "proposed"]
OUTCOMES: tuple[Outcome, ...] = ("unchanged", "taken", "conflict", "refused", "proposed")
KINDS: Final = ("finding", "claim")

# The columns of the workbook that the fields of the rules stand in, for findings and for claims.
_CELLS: Final = {
    "finding": {
        "status": "status", "effective_on": "on", "note": "found", "evidence": "evidence", "deadline_on": "due",
    },
    "claim": {"status": "claim", "effective_on": "claim_on", "note": "claim", "deadline_on": "due"},
}  # fmt: skip


class Stated(NamedTuple):
    """A finding or a claim that a row states, as it would be recorded. `base` is what the partner knew of."""

    kind: str
    status: str
    on: date
    deadline_on: date | None
    note: str | None = None
    internal_note: str | None = None
    evidence: str | None = None
    base: int = 0


@dataclass(slots=True)
class ComparedRow:
    """A row and what would come of it: what it adds, what stays open for a person, and why.

    `against` is what was recorded since, where that says something else.
    """

    row: ReturnedRow
    outcome: Outcome
    issues: tuple[Issue, ...] = ()
    held: Held | None = None
    taken: tuple[Stated, ...] = ()
    conflicts: tuple[Stated, ...] = ()
    against: Recorded | None = None
    is_proposal: bool = False
    reply: str | None = None
    """An agency's answer, and the finding (id) that it answers."""
    answered: int | None = None

    @property
    def adds(self) -> bool:
        """Whether it brings anything that would be written."""
        return bool(self.taken or self.conflicts or self.is_proposal or self.reply)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What would come of a returned workbook, seen at one revision. `partner` is None where it can't be told."""

    path: Path
    returned: Returned
    partner: str | None
    rows: list[ComparedRow]
    revision: int
    today: date
    agency: str | None = None
    """The agency whose draft it is; such a workbook belongs to no partner."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come out how, every outcome named."""
        counted = Counter(one.outcome for one in self.rows)
        return {outcome: counted[outcome] for outcome in OUTCOMES}

    @property
    def needs_a_person(self) -> bool:
        """Whether some rows were refused or wait for a decision."""
        return any(one.outcome in ("refused", "conflict") for one in self.rows)

    @property
    def changes_something(self) -> bool:
        """Whether applying this would write anything."""
        return any(one.adds for one in self.rows)


def compare(desk: Desk, asker: Asker, path: Path) -> Comparison:
    """Read a returned workbook and say what would come of each row.

    Raises `tracker.sheets.UnreadableFile` when it can't be opened or holds no table of ours, `NotAllowed`.
    """
    if not asker.is_staff and asker.partner is None:
        raise NotAllowed(asker.role.value)
    with without_collection():
        return _compared(desk, asker, path)


def _compared(desk: Desk, asker: Asker, path: Path) -> Comparison:
    names, today = catalogue(desk), desk.today()
    with desk.store.read() as connection:
        revision = desk_revision(connection)
        read_before: dict[str, dict[str, Held]] = {}

        def is_ours(signature: Signature | None) -> bool:
            return signature is not None and (
                signature.installation == installation(connection)
                and signature.revision <= revision
                and signature.partner in names.partners
            )

        def held_by(partner: str) -> dict[str, Held]:
            if partner not in read_before:
                whose = names.partners[partner].id
                read_before[partner] = held_of(connection, whose, today=today, settings=desk.settings)
            return read_before[partner]

        def meanwhile(signature: Signature | None) -> None:
            """What is held is read while the file is."""
            partner = asker.partner if not asker.is_staff else None
            if partner is None and signature is not None and is_ours(signature):
                partner = signature.partner
            if partner in names.partners:
                held_by(partner)

        returned = read_returned(path, limits=read_options(desk, LoadOptions()).limits, meanwhile=meanwhile)
        if (agency := agency_told(returned)) is not None:
            return _of_agency(desk, asker, path, returned, agency)
        trusted = is_ours(returned.signature)
        if not asker.is_staff:
            partner = asker.partner
        elif trusted and returned.signature is not None:
            partner = returned.signature.partner
        else:
            codes = {row.code for row in returned.rows if row.code and is_code(row.code)}
            ids = {one for one in partners_of(connection, codes).values() if one is not None}
            known = names.codes("partners")
            partner = known[ids.pop()] if len(ids) == 1 else None
            if ids:
                rows = [_refused(row, Issue("partner_unclear")) for row in returned.rows]
                return Comparison(path, returned, None, rows, revision, today)
        entry = names.partners.get(partner or "")
        held = held_by(entry.code) if entry is not None else {}
        strange = {row.code for row in returned.rows if row.code and row.code not in held}
        comparer = _Comparer(
            held=held,
            others=partners_of(connection, filter(is_code, strange)),
            returned=returned,
            trusted=trusted,
            today=today,
            partner_name=entry.name(returned.language) if entry else partner or "",
            waiting=_conflicts(connection, entry.id) if entry else {},
            proposed=_proposals(connection, entry.id) if entry else set(),
        )
        rows = list(comparer.rows())
    return Comparison(path, returned, partner, rows, revision, today)


def agency_told(returned: Returned) -> str | None:
    """The agency whose draft this is, by its own word; None for a partner's workbook."""
    told = returned.signature.partner if returned.signature else ""
    return told.removeprefix(AGENCY) if told.startswith(AGENCY) else None


def _of_agency(desk: Desk, asker: Asker, path: Path, returned: Returned, agency: str) -> Comparison:
    from tracker.desk.updates.replies import compare_replies  # it builds on the shapes of this module

    with desk.store.read() as connection:
        signature = returned.signature
        trusted = signature is not None and (
            signature.installation == installation(connection)
            and signature.revision <= desk_revision(connection)
        )
    return compare_replies(desk, asker, path, returned, agency, trusted=trusted)


def comparison_json(compared: Comparison, language: str) -> dict[str, Any]:
    """The comparison as the command line's contract prints it."""
    return {
        "file": compared.returned.file,
        "partner": compared.partner,
        "rows": [
            {
                "sheet": one.row.sheet,
                "row": one.row.row,
                "code": one.row.code,
                "outcome": one.outcome,
                "issues": [
                    {
                        "code": issue.code,
                        "severity": issue.severity,
                        "cell": issue.cell,
                        "message": issue.message(language),
                    }
                    for issue in one.issues
                ],
            }
            for one in compared.rows
        ],
        "counts": compared.counts,
    }


def _who(actor: str, language: str) -> str:
    """Who recorded something, for a partner to read: the account that stands for nobody in person, in words."""
    return terms.label("role", EDITOR.role.value, language) if actor == EDITOR.name else actor


def _refused(row: ReturnedRow, *issues: Issue, held: Held | None = None) -> ComparedRow:
    return ComparedRow(row, "refused", issues, held)


Content = tuple[int, str, str, date, date | None, str | None]
"""What makes two statements the same: commitment, kind, status, day, deadline, words."""


def content(commitment_id: int, stated: Stated) -> Content:
    """What a statement is recognised by."""
    return (
        commitment_id, stated.kind, stated.status, stated.on, stated.deadline_on, stated.note
    )  # fmt: skip


def _conflicts(connection: Connection, partner_id: int) -> dict[Content, bool]:
    """The conflicts of a partner that were not undone, and whether they are decided."""
    conflict, decision = table_of(Conflict), table_of(ConflictDecision)
    gone = undone()
    decided = select(decision.c.conflict_id).where(decision.c.revision.not_in(gone))
    statement = select(*conflict.c, conflict.c.id.in_(decided).label("decided")).where(
        conflict.c.partner_id == partner_id, conflict.c.revision.not_in(gone)
    )
    return {
        (
            row["commitment_id"], row["kind"], row["status"], row["effective_on"], row["deadline_on"], row["note"],
        ): bool(row["decided"])
        for row in rows_of(connection, statement)
    }  # fmt: skip


def _proposals(connection: Connection, partner_id: int) -> set[str]:
    """The words (as fingerprints) of what a partner has proposed already."""
    table = table_of(Proposal)
    statement = select(table.c.fingerprint).where(
        table.c.partner_id == partner_id, table.c.revision.not_in(undone())
    )
    return set(connection.execute(statement).scalars())


@dataclass
class _Comparer:
    """Compares the rows of one file."""

    held: dict[str, Held]
    others: dict[str, int | None]
    returned: Returned
    trusted: bool
    today: date
    partner_name: str
    waiting: dict[Content, bool]
    proposed: set[str]
    _by_words: dict[str, list[Held]] = field(default_factory=dict)
    _seen: dict[tuple[Key, str, date], tuple[int, tuple[Any, ...]]] = field(default_factory=dict)

    def rows(self) -> Iterator[ComparedRow]:
        """What would come of every row, in the order of the file."""
        if any(row.code is None for row in self.returned.rows):
            for one in self.held.values():
                self._by_words.setdefault(one.fingerprint, []).append(one)
        for row in self.returned.rows:
            yield self._row(row)

    def _row(self, row: ReturnedRow) -> ComparedRow:
        held = self.held.get(row.code) if row.code else self._by_text(row)
        if held is None and row.code:
            return _refused(row, *row.issues, self._whose(row, row.code))
        if held is None:
            return self._without_code(row)
        if any(issue.severity == "error" for issue in row.issues):
            return _refused(row, *row.issues, held=held)
        if not row.is_filled:
            return ComparedRow(row, "unchanged", row.issues, held)
        return self._filled(row, held)

    def _whose(self, row: ReturnedRow, code: str) -> Issue:
        """Why a code is not one of this partner's; whose it is stays untold."""
        letter = self.returned.columns.get(row.sheet or "", {}).get("code")
        where = f"{letter}{row.row}" if letter else None
        if code in self.others:
            return Issue("not_yours", where, {"code": code, "partner": self.partner_name})
        return Issue("unknown_code", where, {"code": code[:40]})

    def _by_text(self, row: ReturnedRow) -> Held | None:
        """The commitment of a row that lost its code: the only one of this partner with these very words."""
        if not (text := row.proposed.get("text")):
            return None
        found = self._by_words.get(fingerprint({"ru": text}), [])
        return found[0] if len(found) == 1 and found[0].about.deadlines is None else None

    def _without_code(self, row: ReturnedRow) -> ComparedRow:
        text = clean(row.proposed.get("text"))
        errors = [issue for issue in row.issues if issue.severity == "error"]
        if errors:
            return _refused(row, *row.issues)
        if text is None or self._by_words.get(fingerprint({"ru": text})):
            if not row.is_filled:
                return ComparedRow(row, "unchanged", row.issues)
            return _refused(row, *row.issues, Issue("row_without_code"))
        if not self.partner_name:
            return _refused(row, *row.issues, Issue("partner_unclear"))
        told = (*row.issues, Issue("proposal_waiting"))
        words = fingerprint({"ru": text})
        if words in self.proposed:
            return ComparedRow(row, "unchanged", told)
        self.proposed.add(words)
        return ComparedRow(row, "proposed", told, is_proposal=True)

    def _filled(self, row: ReturnedRow, held: Held) -> ComparedRow:
        deadline_on = row.deadline_on if held.about.deadlines else None
        key = (held.code, deadline_on.isoformat() if deadline_on else "")
        stated, issues = self._stated(row, held, deadline_on, key)
        if any(issue.severity == "error" for issue in issues):
            return _refused(row, *row.issues, *issues, held=held)
        taken: list[Stated] = []
        open_: list[Stated] = []
        told: list[Issue] = []
        against, in_conflict = None, False
        for one in stated:
            fate, other = self._fate(one, held, key)
            if fate == "taken":
                taken.append(one)
            elif fate == "conflict":
                open_.append(one)
            in_conflict = in_conflict or fate in ("conflict", "waiting")
            if fate == "retracted":
                told.append(Issue("update_retracted", self._cell(row, one.kind, "status")))
            if other is not None:
                against = other
                told.append(self._conflict(row, one, other))
            elif fate == "taken":
                told += [issue for issue in issues if issue.values.get("kind", one.kind) == one.kind]
        if not self.trusted and (taken or open_):
            told.append(Issue("base_lost"))
        outcome: Outcome = "conflict" if in_conflict else "taken" if taken else "unchanged"
        return ComparedRow(row, outcome, (*row.issues, *told), held, tuple(taken), tuple(open_), against)

    def _stated(
        self, row: ReturnedRow, held: Held, deadline_on: date | None, key: Key
    ) -> tuple[list[Stated], list[Issue]]:
        """The finding and the claim that a row states, and every rule that they touch."""
        answer = row.answer
        base = self.returned.bases.get(key) if self.trusted else None
        issues: list[Issue] = []
        stated: list[Stated] = []
        note, internal = clean(answer.found), clean(answer.note)
        has_finding = bool(answer.status or answer.on or note or answer.evidence)
        if has_finding or not (answer.claim or answer.claim_on):
            said = Said(
                answer.status,
                answer.on,
                note,
                deadline_on,
                has_evidence=bool(answer.evidence),
                kind="finding",
            )
            issues += self._rules(row, held, said)
            if answer.status and answer.on:
                stated.append(
                    Stated(
                        "finding", answer.status, answer.on, deadline_on, note, internal, clean(answer.evidence),
                        base.finding if base else -1,
                    )
                )  # fmt: skip
        if answer.claim_on and not answer.claim:
            issues.append(Issue("claim_without_status", self._cell(row, "claim", "status")))
        elif answer.claim:
            said = Said(answer.claim, answer.claim_on, None, deadline_on, kind="claim")
            issues += self._rules(row, held, said)
            if answer.claim_on:
                stated.append(
                    Stated(
                        "claim", answer.claim, answer.claim_on, deadline_on, None, None if has_finding else internal,
                        None, base.claim if base else -1,
                    )
                )  # fmt: skip
        fresh = []
        for one in stated:
            what = (*content(held.id, one), one.evidence, one.internal_note)
            first = self._seen.get((key, one.kind, one.on))
            if first is None:
                self._seen[key, one.kind, one.on] = (row.row, what)
                fresh.append(one)
            elif first[1] != what:
                issues.append(Issue("row_twice", self._cell(row, one.kind, "status"), {"row": first[0]}))
        return fresh, issues

    def _rules(self, row: ReturnedRow, held: Held, said: Said) -> Iterator[Issue]:
        for breach in check_statement(said, held.about, today=self.today):
            yield Issue(breach.code, self._cell(row, said.kind, breach.field), breach.values)

    def _cell(self, row: ReturnedRow, kind: str, rule_field: str) -> str | None:
        letter = self.returned.columns.get(row.sheet or "", {}).get(_CELLS[kind].get(rule_field, ""))
        return f"{letter}{row.row}" if letter else None

    def _fate(self, one: Stated, held: Held, key: Key) -> tuple[str, Recorded | None]:
        """What becomes of a statement, and what was recorded since that says something else."""
        said = [other for other in held.said(one.kind) if other.deadline_on == one.deadline_on]
        for other in said:
            if other.status == one.status and other.on == one.on and (not one.note or other.note == one.note):
                if other.retracted is None:
                    return "same", None
                if other.retracted != UNDONE:
                    return "retracted", None
        since = [
            other
            for other in said
            if other.retracted is None and (other.id > one.base if one.base >= 0 else other.on >= one.on)
        ]
        decided = self.waiting.get(content(held.id, one))
        if decided:
            return "same", None
        newest = max(since, key=lambda other: (other.on, other.id), default=None)
        if decided is False:
            return "waiting", newest
        if newest is not None:
            return "conflict", newest
        return "taken", None

    def _conflict(self, row: ReturnedRow, one: Stated, other: Recorded) -> Issue:
        language = self.returned.language
        values = {
            "who": _who(other.actor, language),
            "status": terms.label("status", other.status, language),
            "day": formats.date_short(other.on, language),
        }
        return Issue("update_conflict", self._cell(row, one.kind, "status"), values)

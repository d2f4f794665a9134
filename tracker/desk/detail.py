"""One commitment with all that is said about it, and where each word came from."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from tracker import ledger as measures
from tracker.desk.answers import (
    CommitmentDetail,
    DeadlineFact,
    EventFact,
    EvidenceFact,
    ReplyFact,
    SourceRef,
    Statement,
)
from tracker.desk.asking import Asker
from tracker.desk.catalogue import Catalogue, catalogue, is_public
from tracker.desk.desk import Desk
from tracker.desk.look import lines_of, question, states
from tracker.desk.view import View
from tracker.model import Claim, Confirmation, Evidence, Finding, Reply, Retraction
from tracker.model.vocabulary import LANGUAGES, Visibility
from tracker.store import queries

Row = dict[str, Any]

# The attributes whose changes the history tells, in the order told.
TOLD = (
    "text_ru",
    "text_tg",
    "text_en",
    "number",
    "section",
    "agencies",
    "unknown_agencies",
    "districts",
    "regions",
    "basis",
    "article",
    "topic",
    "partner",
    "made_on",
    "note",
    "visibility",
)


def commitment(
    desk: Desk, asker: Asker, code: str, view: View, *, language: str = "ru"
) -> CommitmentDetail | None:
    """Everything the asker may see of the commitment with this code, or None where there is no such thing for them."""
    with desk.store.read() as connection:
        found = queries.commitment_named(connection, code)
    if found is None:
        return None
    alone = View(on=view.on, known_on=view.known_on, against_first=view.against_first)
    state = states(desk, asker, alone)
    state = state[state["commitment_id"] == found["id"]]
    if state.empty:
        return None
    asked = replace(question(desk, asker, alone), commitments=(found["id"],))
    strip = measures.strip(desk.ledger(), asked, found["id"])
    with desk.store.read() as connection:
        teller = _Teller(connection, asker, catalogue(desk), language, _known_by(desk, view))
        return teller.detail(found["id"], state, strip)


def fingerprint(one: CommitmentDetail, *, on: date, known_on: date) -> str:
    """The SHA-256 of all that is public about a commitment on these days, whichever language it is read in.

    The same days give the same digits again as long as nothing of it was changed, and others as soon as anything was.
    docs/decisions.md says what is hashed.
    """
    line = one.line
    kept = (
        "code",
        "agencies",
        "districts",
        "regions",
        "basis",
        "article",
        "deadline",
        "first_deadline",
        "outcome",
    )
    told = {
        "on": on,
        "known_on": known_on,
        "texts": one.texts,
        "made_on": one.made_on,
        "sub_status": line.sub_status,
        **{name: getattr(line, name) for name in kept},
        "deadlines": [(each.kind, each.due_text, each.due_on, each.decided_on) for each in one.deadlines],
        "findings": [_public(each) for each in one.findings if each.visibility == Visibility.PUBLIC],
        "claims": [_public(each) for each in one.claims if each.visibility == Visibility.PUBLIC],
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _public(said: Statement) -> list[Any]:
    evidence = [
        (e.kind, e.url, e.description, e.sha256) for e in said.evidence if e.visibility == Visibility.PUBLIC
    ]
    replies = [(r.agency, r.replied_on, r.text) for r in said.replies if r.visibility == Visibility.PUBLIC]
    about = [
        said.status,
        said.effective_on,
        said.deadline_on,
        said.note,
        said.confirmed,
        said.retracted is not None,
    ]
    return [*about, evidence, replies]


def _known_by(desk: Desk, view: View) -> Callable[[Row], bool]:
    """Whether a row had been recorded by the end of the view's day of knowing."""
    if view.known_on is None:
        return lambda row: True
    last, zone = view.known_on, desk.settings.zone
    return lambda row: row["recorded_at"].astimezone(zone).date() <= last


def source_of(row: Row) -> SourceRef:
    """A row of `queries.sources` as it is shown."""
    return SourceRef(
        name=row["name"],
        sha256=row["sha256"],
        sheet=row["sheet"],
        row=row["row"],
        cells=list(json.loads(row["cells"]).items()),
        loaded_at=row["recorded_at"],
        loaded_by=row["actor"],
    )


class _Teller:
    """Reads one commitment for one asker; what the asker may not see never leaves this class."""

    def __init__(
        self,
        connection: Connection,
        asker: Asker,
        names: Catalogue,
        language: str,
        is_known: Callable[[Row], bool],
    ) -> None:
        self.connection = connection
        self.asker = asker
        self.names = names
        self.language = language
        self.is_known = is_known
        self.sees_all = asker.is_staff

    def detail(self, commitment_id: int, state: Any, strip: Any) -> CommitmentDetail:
        """The commitment's present words, deadlines, statements, source and history."""
        line = lines_of(self.connection, state, self.language)[0]
        shown = int(state["version_id"].iloc[0])
        ids = [key for key in queries.versions_of(self.connection, commitment_id) if key <= shown]
        versions = queries.versions(self.connection, ids)
        version = versions[shown]
        partner = version["partner"]
        self.sees_all = self.asker.is_staff or (partner is not None and partner == self.asker.partner)
        findings = self._statements(Finding, commitment_id)
        claims = self._statements(Claim, commitment_id)
        deadlines = self._deadlines(commitment_id)
        staff = self.asker.is_staff
        return CommitmentDetail(
            line=line if staff else replace(line, unknown_agencies=[]),
            version_id=version["id"],
            texts={
                language: version[f"text_{language}"] for language in LANGUAGES if version[f"text_{language}"]
            },
            number=version["number"],
            source_code=version["source_code"],
            section=version["section"],
            made_on=version["made_on"],
            topic=version["topic"],
            partner=partner if self.sees_all else None,
            officials=self._officials(version["officials"]),
            note=version["note"] if staff else None,
            forum=self._forum(version["basis"]),
            deadlines=deadlines,
            findings=findings,
            claims=claims,
            strip=strip,
            source=self._source(version["source_row_id"]),
            history=self._history([versions[key] for key in ids], deadlines, findings, claims)
            if staff
            else [],
        )

    def _officials(self, ids: list[int]) -> list[str]:
        entries = [self.names.officials[f"official-{key}"] for key in ids]
        return [
            entry.name(self.language) for entry in entries if self.asker.is_staff or is_public(entry.extra)
        ]

    def _forum(self, basis: str | None) -> Row | None:
        if basis is None or (forum := self.names.bases[basis].extra["forum"]) is None:
            return None
        if not self.asker.is_staff and not is_public(forum):
            return None
        told = ("kind", "held_on", "place", "organiser", "women", "men", "police")
        districts = self.names.codes("districts")
        return {**{name: forum[name] for name in told}, "district": districts.get(forum["district_id"])}

    def _source(self, source_row_id: int | None) -> SourceRef | None:
        if source_row_id is None or not self.asker.is_staff:
            return None
        return source_of(queries.sources(self.connection, [source_row_id])[source_row_id])

    def _statements(self, model: type[Finding] | type[Claim], commitment_id: int) -> list[Statement]:
        rows = list(filter(self.is_known, queries.said_of(self.connection, model, commitment_id)))
        if not self.sees_all:
            rows = [row for row in rows if row["visibility"] == Visibility.PUBLIC]
        keys = [row["id"] for row in rows]
        column = "finding_id" if model is Finding else "claim_id"
        evidence = self._standing(Evidence, column, keys)
        retractions = self._about(Retraction, column, keys)
        of_findings = keys if model is Finding else []
        confirmations = self._standing(Confirmation, "finding_id", of_findings)
        replies = self._standing(Reply, "finding_id", of_findings)
        return [
            self._statement(
                row,
                evidence=evidence[row["id"]],
                retractions=retractions[row["id"]],
                confirmations=confirmations[row["id"]],
                replies=replies[row["id"]],
            )
            for row in rows
        ]

    def _standing(self, model: Any, column: str, keys: list[int]) -> dict[int, list[Row]]:
        """What stands under these statements, without what was taken back."""
        found = self._about(model, column, keys)
        ids = [row["id"] for rows in found.values() for row in rows]
        gone = self._about(Retraction, f"{model.__tablename__}_id", ids)
        return defaultdict(
            list, {key: [row for row in found.get(key, ()) if row["id"] not in gone] for key in keys}
        )

    def _about(self, model: Any, column: str, keys: list[int]) -> dict[int, list[Row]]:
        """What speaks of these keys, as far as it is known; keys of which nothing is known are not there."""
        found = queries.about(self.connection, model, column, keys)
        known = {key: list(filter(self.is_known, rows)) for key, rows in found.items()}
        return defaultdict(list, {key: rows for key, rows in known.items() if rows})

    def _statement(
        self,
        row: Row,
        *,
        evidence: list[Row],
        retractions: list[Row],
        confirmations: list[Row],
        replies: list[Row],
    ) -> Statement:
        staff, sees_all = self.asker.is_staff, self.sees_all
        agencies, partners = self.names.codes("agencies"), self.names.codes("partners")
        partner = partners.get(row.get("partner_id") or 0)
        own = staff or (partner is not None and partner == self.asker.partner)
        return Statement(
            id=row["id"],
            status=row["status"],
            effective_on=row["effective_on"],
            assumed=row["effective_on_assumed"],
            late=row["late"],
            deadline_on=row["deadline_on"],
            note=row["note"],
            internal_note=row["internal_note"] if own else None,
            recorded_at=row["recorded_at"],
            recorded_by=row["actor"] if sees_all else "",
            confirmed=bool(confirmations),
            retracted=retractions[0]["reason"] if retractions else None,
            source=self._source(row["source_row_id"]),
            evidence=[
                EvidenceFact(
                    kind=one["kind"],
                    url=one["url"],
                    description=one["description"],
                    sha256=one["sha256"],
                    id=one["id"],
                    name=self._document_name(one["sha256"]),
                    visibility=one["visibility"],
                )
                for one in evidence
                if sees_all or one["visibility"] == Visibility.PUBLIC
            ],
            replies=[
                ReplyFact(
                    one["text"],
                    one["replied_on"],
                    agencies.get(one["agency_id"]),
                    one["id"],
                    one["visibility"],
                )
                for one in replies
                if sees_all or one["visibility"] == Visibility.PUBLIC
            ],
            visibility=row["visibility"],
            partner=partner if sees_all else None,
            found_by=row.get("found_by") if own else None,
            checked_by=[(one["id"], one["checked_by"]) for one in confirmations] if staff else [],
        )

    def _document_name(self, sha256: str | None) -> str | None:
        found = queries.document(self.connection, sha256) if sha256 else None
        return found["name"] if found else None

    def _deadlines(self, commitment_id: int) -> list[DeadlineFact]:
        firsts, extensions = queries.deadlines_of(self.connection, commitment_id)
        firsts, extensions = list(filter(self.is_known, firsts)), list(filter(self.is_known, extensions))
        retracted = self._about(Retraction, "extension_id", [row["id"] for row in extensions])
        told = [
            DeadlineFact(
                "correction" if position else "first",
                row["due_text"],
                row["due_on"],
                None,
                False,
                row["recorded_at"],
                None,
                row["id"],
            )
            for position, row in enumerate(firsts)
        ]
        return told + [
            DeadlineFact(
                "extension",
                row["due_text"],
                row["due_on"],
                row["decided_on"],
                row["decided_on_assumed"],
                row["recorded_at"],
                row["reason"] if self.sees_all else None,
                row["id"],
            )
            for row in extensions
            if not retracted[row["id"]]
        ]

    def _history(
        self,
        versions: list[Row],
        deadlines: list[DeadlineFact],
        findings: list[Statement],
        claims: list[Statement],
    ) -> list[EventFact]:
        revisions = queries.revisions(self.connection, [version["revision"] for version in versions])
        told = []
        for older, newer in zip([None, *versions], versions, strict=False):
            made = revisions[newer["revision"]]
            what = "created" if older is None else "undone" if newer["void"] else "changed"
            told.append(EventFact(made["recorded_at"], made["actor"], what, differences(older, newer)))
        told += [
            EventFact(fact.recorded_at, "", f"deadline_{fact.kind}", [("due_on", None, fact.due_on)])
            for fact in deadlines[1:]
        ]
        for what, statements in (("finding", findings), ("claim", claims)):
            told += [
                EventFact(one.recorded_at, one.recorded_by, what, [("status", None, one.status)])
                for one in statements
            ]
        return sorted(told, key=lambda fact: fact.recorded_at)


def differences(older: Row | None, newer: Row) -> list[tuple[str, Any, Any]]:
    """What is told of the change from one version (as `queries.versions` gives it) to another: (field, old, new)."""
    if older is None:
        return []
    return [(name, older[name], newer[name]) for name in TOLD if older[name] != newer[name]]

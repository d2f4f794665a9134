"""Holding a row against the commitment that it speaks of: what is different, and what has been said anew."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from tracker.desk.load.known import Known, cells_json
from tracker.model.codes import looks_like_code
from tracker.model.vocabulary import Cadence
from tracker.sheets import Due, Row, resolve_fold

# Below this share of common letters (of 100), two texts under one of the sender's codes are two commitments: senders
# number their lists afresh, and a wrong guess here would overwrite somebody else's commitment.
SAME_WORDS = 80

Said = tuple[date, int, str, bool]


@dataclass(slots=True)
class SheetScope:
    """What a sheet speaks of at all; where it has no districts, a row without one is not about the whole country."""

    agencies: bool = False
    districts: bool = False
    dues: bool = False

    @classmethod
    def of_all(cls, rows: list[Row]) -> dict[str | None, "SheetScope"]:
        """What each sheet speaks of, by its name."""
        scopes: dict[str | None, SheetScope] = {}
        for row in rows:
            scope = scopes.setdefault(row.sheet, cls())
            scope.agencies = scope.agencies or bool(row.agencies or row.unknown_agencies)
            scope.districts = scope.districts or bool(row.districts or row.regions)
            scope.dues = scope.dues or row.due.text is not None or row.due.on is not None
        return scopes

    def fits(self, row: Row, known: Known) -> bool:
        """Whether a row with the same words is about this commitment: same bodies, places and deadline, as far as given."""
        version = known.version
        return (
            (not self.agencies or _agencies(row) == known.agencies)
            and (
                not self.districts
                or (set(row.districts), set(row.regions))
                == (set(version["districts"]), set(version["regions"]))
            )
            and (not self.dues or _same_due(row.due, known))
        )

    @staticmethod
    def same_words(row: Row, known: Known) -> bool:
        """Whether a row under the same code of the sender says the same, give or take a word."""
        if not row.text:
            return True
        texts = [known.version[f"text_{language}"] for language in ("ru", "tg", "en")]
        return any(
            fuzz.ratio(resolve_fold(ours), resolve_fold(theirs)) >= SAME_WORDS
            for ours in texts
            if ours
            for theirs in row.text.values()
        )


@dataclass(slots=True)
class Comparison:
    """What a row would change: attributes (field → old, new), the deadline, and new statements."""

    attributes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    correction: bool = False
    extension: tuple[date | None, date] | None = None
    finding: bool = False
    claim: bool = False
    deadline_was: date | None = None
    status_was: str | None = None
    claim_was: str | None = None
    status: str | None = None
    claim_status: str | None = None
    deadline: date | None = None
    status_on_was: date | None = None
    status_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing new."""
        return not (self.attributes or self.correction or self.extension or self.finding or self.claim)

    def told(self) -> list[tuple[str, Any, Any]]:
        """Every change as (field, old, new)."""
        changes = [(name, old, new) for name, (old, new) in self.attributes.items()]
        if self.correction or self.extension:
            changes.append(("deadline", self.deadline_was, self.deadline))
        if self.finding:
            changes.append(("status", self.status_was, self.status))
            if self.status == self.status_was:
                changes.append(("status_on", self.status_on_was, self.status_on))
        if self.claim:
            changes.append(("claim", self.claim_was, self.claim_status))
        return changes


def compare(
    row: Row,
    known: Known,
    *,
    scope: SheetScope,
    agency_speaks: bool,
    correct: bool,
    partner: str | None,
    day: date,
) -> Comparison:
    """What a row would change in the commitment it speaks of. What the row does not say stays as it is."""
    said_before = hash(("agency" if agency_speaks else "monitor", cells_json(row.cells))) in known.rows_before
    told = Comparison(attributes=_attributes(row, known, scope, partner or row.partner_code))
    if said_before:
        # Newer words stand; only a body that has been made known since is news.
        told.attributes = {name: pair for name, pair in told.attributes.items() if name == "agencies"}
        if known.agencies == _agencies_of(known.version):
            told.attributes = {}
    _compare_deadline(told, row.due, known, correct=correct)
    status = (row.status, row.status_on or day, row.status_on_assumed)
    claim = (row.claim.status, row.claim.on or day, row.claim.on_assumed) if row.claim else (None, day, True)
    if agency_speaks and row.status:
        claim, status = status, (None, day, True)
    told.finding, told.status, told.status_was = _is_news(known.findings, *status, said_before=said_before)
    told.status_on, told.status_on_was = status[1], max(known.findings)[0] if known.findings else None
    told.claim, told.claim_status, told.claim_was = _is_news(known.claims, *claim, said_before=said_before)
    return told


def _attributes(row: Row, known: Known, scope: SheetScope, partner: str | None) -> dict[str, tuple[Any, Any]]:
    version = known.version
    given: dict[str, Any] = {f"text_{language}": text for language, text in row.text.items()}
    given |= {
        "section": row.section,
        "made_on": row.made_on,
        "source_code": _source_code(row),
        "partner": partner,
    }
    if row.basis:
        given |= {"article": row.basis.article, "basis_text": row.basis.text}
        given |= {"basis": row.basis.code} if row.basis.code else {}
    changed = {
        name: (version[name], new) for name, new in given.items() if new and not _alike(version[name], new)
    }
    if scope.agencies and _agencies(row) and _agencies(row) != _agencies_of(version):
        changed["agencies"] = (sorted(_agencies_of(version)), sorted(_agencies(row)))
    places = (sorted(version["districts"]), sorted(version["regions"]))
    if (
        scope.districts
        and (row.districts or row.regions)
        and (sorted(row.districts), sorted(row.regions)) != places
    ):
        changed["districts"] = (places[0] + places[1], sorted(row.districts) + sorted(row.regions))
    return changed


def _source_code(row: Row) -> str | None:
    return row.code if row.code and not looks_like_code(row.code) else None


def _alike(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return resolve_fold(old) == resolve_fold(new)
    return bool(old == new)


def _agencies(row: Row) -> set[str]:
    return {code for code, _role in row.agencies} | {resolve_fold(name) for name in row.unknown_agencies}


def _agencies_of(version: dict[str, Any]) -> set[str]:
    unknown = (version["unknown_agencies"] or "").splitlines()
    return {code for code, _role in version["agencies"]} | {resolve_fold(name) for name in unknown}


def _same_due(due: Due, known: Known) -> bool:
    """Whether a row's deadline is one that the commitment has or had, or was moved from it, or is not given."""
    if due.text is None and due.on is None:
        return True
    first = known.deadline
    if due.cadence != first["cadence"]:
        return False
    if due.cadence == Cadence.ONCE:
        dates = {first["due_on"], *known.extensions}
        return due.on in dates or (due.first is not None and due.first in dates)
    if due.cadence == Cadence.RECURRING:
        return bool(due.recurrence == first["recurrence"])
    return due.cadence != Cadence.UNKNOWN or resolve_fold(due.text or "") == resolve_fold(
        first["due_text"] or ""
    )


def _compare_deadline(told: Comparison, due: Due, known: Known, *, correct: bool) -> None:
    if due.text is None and due.on is None:
        return
    first = known.deadline
    told.deadline_was, told.deadline = known.due_on, due.on
    if due.cadence != first["cadence"] or due.recurrence != first["recurrence"]:
        # A rhythm or a day where there was none before: no decision moved it, it is better understood.
        told.correction = due.cadence != Cadence.UNKNOWN
        return
    if due.cadence != Cadence.ONCE or due.on in (first["due_on"], *known.extensions) or due.on is None:
        return
    if correct:
        told.correction = True
    else:
        told.extension = (due.first, due.on)


def _is_news(
    said: list[Said], status: str | None, on: date, assumed: bool, *, said_before: bool
) -> tuple[bool, str | None, str | None]:
    """Whether a status says something new, that status, and the latest one before.

    An assumed date is no news by itself: neither the same status as the latest, nor a row whose very cells have been
    taken before (`said_before`), says anything new.
    """
    latest = max(said)[2] if said else None
    if status is None:
        return False, None, latest
    known = any((on, status) == (day, before) for day, _id, before, _assumed in said)
    return not known and not (assumed and (said_before or status == latest)), status, latest

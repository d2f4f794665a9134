"""The rules for what is said of a commitment: the same on screen, in a partner's workbook and for whoever asks.

Pure: nothing is read and nothing is written here. Every breach has a code of the one catalogue of issues, which says
whether it keeps the statement out (error), asks for a look (warning) or only tells what becomes of it (info).
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Final, Literal
from urllib.parse import urlsplit

from tracker.model.vocabulary import Cadence, Status
from tracker.sheets.issues import ISSUES, Severity
from tracker.words import Value, translate

Kind = Literal["finding", "claim"]

LONGEST: Final = 10_000
"""Characters of a note: a third of what a cell of a spreadsheet holds, so that none is ever cut on its way out."""
DOCUMENT_MB: Final = 20
DOCUMENT_KINDS: Final = ("pdf", "jpg", "jpeg", "png", "docx", "xlsx", "odt", "ods", "txt")
"""What is kept as a document: nothing that a browser would run."""
MOVABLE: Final = (Cadence.ONCE, Cadence.OPEN, Cadence.UNKNOWN)
"""A deadline that falls once can be moved, and one that is not dated can be given a day."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule that a statement touches: its code, the field it concerns, and the values that its sentence needs."""

    code: str
    field: str
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """'error' keeps the statement out, 'warning' asks for a look, 'info' tells what becomes of it."""
        return ISSUES[self.code].severity

    def message(self, language: str) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        return translate(ISSUES[self.code].msgid, language, **self.values)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wants to record as a finding or a claim. Empty fields are None; `status` is a word of the model."""

    status: str | None
    effective_on: date | None
    note: str | None = None
    deadline_on: date | None = None
    has_evidence: bool = False
    kind: Kind = "finding"


@dataclass(frozen=True, slots=True)
class About:
    """What the rules need to know of a commitment.

    `deadlines` are those of a recurring commitment, up to a year ahead, None for any other. `newest_findings` and
    `newest_claims` are the days of the newest that stand, by the deadline they are about (None: not recurring).
    """

    made_on: date
    cadence: str
    due_on: date | None = None
    deadlines: tuple[date, ...] | None = None
    newest_findings: Mapping[date | None, date] = dataclasses.field(default_factory=dict)
    newest_claims: Mapping[date | None, date] = dataclasses.field(default_factory=dict)

    def deadline_for(self, said: Said) -> date | None:
        """The recurring deadline that a statement is about: the one named, else the first on or after its day, after
        the last one the last; None where the commitment does not recur."""
        if not self.deadlines:
            return None
        if said.deadline_on is not None or said.effective_on is None:
            return said.deadline_on
        day = said.effective_on
        return next((deadline for deadline in self.deadlines if deadline >= day), self.deadlines[-1])


def check_statement(said: Said, about: About, *, today: date) -> list[Breach]:
    """Every rule that a finding or a claim touches, in the order of the form. No error among them: it may be recorded."""
    return [*_status(said), *_day(said, about, today), *_deadline(said, about), *_words(said)]


def check_extension(
    about: About, *, due_on: date | None, decided_on: date | None, reason: str | None, today: date
) -> list[Breach]:
    """The rules for moving a deadline to `due_on` by a decision of `decided_on`."""
    if about.cadence not in MOVABLE or about.deadlines is not None:
        return [Breach("extension_not_possible", "due_on")]
    found = []
    if due_on is None:
        found.append(Breach("date_missing", "due_on"))
    elif about.due_on is not None and due_on <= about.due_on:
        found.append(Breach("extension_not_later", "due_on", {"day": about.due_on}))
    found += check_day(decided_on, about.made_on, field="decided_on", today=today)
    found += check_length(reason, "reason")
    if not reason:
        found.append(Breach("extension_without_reason", "reason"))
    return found


def check_reply(*, text: str | None, replied_on: date | None, found_on: date, today: date) -> list[Breach]:
    """The rules for an agency's answer to a finding of the day `found_on`."""
    found = [] if text else [Breach("text_missing", "text")]
    found += check_length(text, "text")
    if replied_on is None:
        found.append(Breach("date_missing", "replied_on"))
    elif replied_on > today:
        found.append(Breach("date_in_future", "replied_on", {"day": replied_on}))
    elif replied_on < found_on:
        found.append(Breach("reply_before_finding", "replied_on", {"day": replied_on, "found": found_on}))
    return found


def check_day(day: date | None, made_on: date, *, field: str, today: date) -> list[Breach]:
    """A day on which something happened: it is there, has come, and does not lie before the commitment."""
    if day is None:
        return [Breach("date_missing", field)]
    if day > today:
        return [Breach("date_in_future", field, {"day": day})]
    if day < made_on:
        return [Breach("before_made", field, {"day": day, "made": made_on})]
    return []


def check_link(url: str) -> list[Breach]:
    """Whether a text is the address of a web page. It is never fetched."""
    parts = _split(url)
    fits = (
        parts is not None and parts[0] in ("http", "https") and "." in parts[1] and not re.search(r"\s", url)
    )
    return [] if fits else [Breach("link_unreadable", "link", {"text": url[:100]})]


def check_document(name: str, size: int) -> list[Breach]:
    """Whether a file is of a kind and size (in bytes) that is kept as evidence."""
    if PurePath(name).suffix.lower().removeprefix(".") not in DOCUMENT_KINDS:
        return [Breach("document_kind", "document", {"name": name, "choices": ", ".join(DOCUMENT_KINDS)})]
    if size > DOCUMENT_MB * 1_000_000:
        return [Breach("document_too_large", "document", {"name": name, "limit": DOCUMENT_MB})]
    return [] if size else [Breach("document_empty", "document", {"name": name})]


def check_length(text: str | None, field: str) -> list[Breach]:
    """Whether a text is short enough to be shown and sent whole."""
    return [Breach("text_too_long", field, {"limit": LONGEST})] if text and len(text) > LONGEST else []


def errors(found: list[Breach]) -> list[Breach]:
    """Those breaches that keep a statement out."""
    return [breach for breach in found if breach.severity == "error"]


def clean(text: str | None) -> str | None:
    """What somebody typed, as it is kept: without control characters and white space around it; None where nothing is
    left. Line breaks stay."""
    if text is None or text.isprintable():  # nearly every text: nothing in it to take out
        return (text or "").strip() or None
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip() or None


def _status(said: Said) -> Iterator[Breach]:
    if not said.status:
        yield Breach("status_missing", "status")


def _day(said: Said, about: About, today: date) -> Iterator[Breach]:
    yield from check_day(said.effective_on, about.made_on, field="effective_on", today=today)
    newest = about.newest_findings if said.kind == "finding" else about.newest_claims
    known = newest.get(about.deadline_for(said))
    if known is not None and said.effective_on is not None and said.effective_on < known:
        yield Breach("newer_is_known", "effective_on", {"day": known})


def _deadline(said: Said, about: About) -> Iterator[Breach]:
    if said.deadline_on is not None and said.deadline_on not in (about.deadlines or ()):
        yield Breach("not_its_deadline", "deadline_on", {"day": said.deadline_on})
    elif said.deadline_on is None and (meant := about.deadline_for(said)) is not None:
        yield Breach("deadline_not_named", "deadline_on", {"day": meant})


def _words(said: Said) -> Iterator[Breach]:
    yield from check_length(said.note, "note")
    if said.kind != "finding" or not said.status:
        return
    if said.status == Status.WITHDRAWN and not said.note:
        yield Breach("withdrawn_without_reason", "note")
    elif not said.note:
        yield Breach("nothing_found", "note")
    if said.status == Status.FULFILLED and not said.has_evidence:
        yield Breach("fulfilled_without_evidence", "evidence")


def _split(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme, parts.netloc

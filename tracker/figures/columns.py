"""The columns that a list of commitments can show, on screen and in a file: the same ones, with the same values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.desk.answers import CommitmentLine
from tracker.desk.catalogue import Catalogue, Entry
from tracker.figures import phrases
from tracker.words import N_, translate
from tracker.words.formats import date_short, number
from tracker.words.terms import label

Value = str | int | date | None
Told = Callable[[CommitmentLine, Catalogue, str], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the word over it (to be translated), and what it says of a commitment in a language."""

    title: str
    told: Told


def _named(codes: Sequence[str], entries: Mapping[str, Entry], language: str) -> str:
    return "; ".join(entries[code].name(language) if code in entries else code for code in codes)


COLUMNS: Final[Mapping[str, Column]] = {
    "code": Column(N_("Code"), lambda line, names, language: line.code),
    "text": Column(N_("Commitment"), lambda line, names, language: line.text),
    "outcome": Column(N_("Outcome"), lambda line, names, language: label("outcome", line.outcome, language)),
    "status": Column(
        N_("Last found"),
        lambda line, names, language: (
            label("sub_status", line.sub_status, language) if line.sub_status else None
        ),
    ),
    "days": Column(N_("Days late, overdue or left"), lambda line, names, language: line.days),
    "agency": Column(
        N_("Agencies"),
        lambda line, names, language: "; ".join(
            filter(None, (_named(line.agencies, names.agencies, language), *line.unknown_agencies))
        ),
    ),
    "district": Column(
        N_("Districts"), lambda line, names, language: _named(line.districts, names.districts, language)
    ),
    "region": Column(
        N_("Regions"), lambda line, names, language: _named(line.regions, names.regions, language)
    ),
    "deadline": Column(N_("Deadline"), lambda line, names, language: line.deadline),
    "first": Column(N_("First deadline"), lambda line, names, language: line.first_deadline),
    "moved": Column(N_("Times moved"), lambda line, names, language: line.extensions),
    "written": Column(N_("Deadline as written"), lambda line, names, language: line.due_text),
    "basis": Column(
        N_("Law or agreement"), lambda line, names, language: phrases.under(line, names, language)
    ),
    "latest": Column(N_("Last finding on"), lambda line, names, language: line.latest_on),
    "visible": Column(
        N_("Visible to"), lambda line, names, language: label("visibility", line.visibility, language)
    ),
}
"""By the codes that stand in an address."""

USUAL: Final = ("code", "text", "outcome", "days", "agency", "district", "deadline")


def chosen(codes: Sequence[str]) -> tuple[str, ...]:
    """The columns of these codes that there are, in the order of `COLUMNS`; the usual ones where none is named."""
    return tuple(code for code in COLUMNS if code in codes) or USUAL


def values(line: CommitmentLine, columns: Sequence[str], names: Catalogue, language: str) -> dict[str, Value]:
    """What the columns say of a commitment, by the word over each."""
    return {
        translate(COLUMNS[code].title, language): COLUMNS[code].told(line, names, language)
        or _nothing(code, line)
        for code in columns
    }


def _nothing(code: str, line: CommitmentLine) -> Value:
    """A count of nothing is 0, anything else that is not there is empty."""
    return {"days": line.days, "moved": line.extensions}.get(code)


def in_words(value: Value, language: str) -> str:
    """A value as it stands on the screen."""
    if value is None:
        return ""
    if isinstance(value, date):
        return date_short(value, language)
    return number(value, language) if isinstance(value, int) else value

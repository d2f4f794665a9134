"""A commitment of a list in phrases: what became of it, who, where, by when and under what. Plain text, not escaped."""

from tracker.desk.answers import CommitmentLine
from tracker.desk.catalogue import Catalogue
from tracker.words import ntranslate, translate
from tracker.words.formats import listing
from tracker.words.terms import label


def outcome_words(line: CommitmentLine, language: str) -> str:
    """What became of it, with the days that belong to it."""
    days = line.days
    if line.outcome == "overdue" and days is not None:
        return ntranslate("Overdue for {n} day", "Overdue for {n} days", days, language)
    if line.outcome == "kept_late" and days is not None:
        return ntranslate("Kept {n} day late", "Kept {n} days late", days, language)
    if line.outcome == "open" and days is not None:
        if days == 0:
            return translate("Due today", language)
        return ntranslate("Due in {n} day", "Due in {n} days", days, language)
    return label("outcome", line.outcome, language)


def state_words(line: CommitmentLine, language: str) -> str:
    """What was found last, where the outcome leaves that open."""
    if line.outcome in ("overdue", "open", "undated", "not_being_kept") and line.sub_status:
        return label("sub_status", line.sub_status, language)
    return ""


def who(line: CommitmentLine, names: Catalogue, language: str) -> str:
    """The agencies, the lead first."""
    known = names.agencies
    found = [known[code].short_name(language) for code in line.agencies if code in known]
    return listing(found + list(line.unknown_agencies), language) or translate("No agency named", language)


def where(line: CommitmentLine, names: Catalogue, language: str, *, most: int = 4) -> str:
    """The districts and regions, or that it holds everywhere; more than `most` of them end in "and 3 more"."""
    places = names.places(line.districts, line.regions, language)
    if len(places) > most:
        rest = len(places) - most + 1
        return ntranslate(
            "{places} and {n} more",
            "{places} and {n} more",
            rest,
            language,
            places=", ".join(places[: most - 1]),
        )
    return listing(places, language) or translate("The whole country", language)


def by_when(line: CommitmentLine, language: str) -> str:
    """The deadline, as understood; else as it was written; with what it was first."""
    if line.deadline is None:
        return line.due_text or label("cadence", line.cadence, language)
    if line.first_deadline and line.first_deadline != line.deadline and line.extensions:
        return translate("due {day}, first {first}", language, day=line.deadline, first=line.first_deadline)
    return translate("due {day}", language, day=line.deadline)


def under(line: CommitmentLine, names: Catalogue, language: str) -> str:
    """The law or agreement, and its article."""
    basis = names.bases.get(line.basis or "")
    named = basis.name(language) if basis else line.basis_text or ""
    return ", ".join(part for part in (named, line.article) if part)

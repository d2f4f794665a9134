"""The words of a partner's workbook: its columns, its list of statuses, its first page, in the three languages."""

from collections.abc import Mapping
from typing import Final

from tracker.sheets.fold import resolve_fold
from tracker.words import LANGUAGES, N_, terms, translate
from tracker.words.speak import remembered

READ: Final[Mapping[str, str]] = {
    "code": N_("Code"),
    "text": N_("Commitment"),
    "basis": N_("Basis and article"),
    "agency": N_("Responsible agency"),
    "district": N_("City or district"),
    "due": N_("Deadline"),
    "last": N_("Last finding"),
    "claimed": N_("Agency's last claim"),
}
"""The columns that a partner reads, in their order."""

FILLED: Final[Mapping[str, str]] = {
    "status": N_("Status found"),
    "on": N_("Date found"),
    "found": N_("What was found"),
    "evidence": N_("Evidence: link or document"),
    "claim": N_("Agency's claim"),
    "claim_on": N_("Date of the claim"),
    "note": N_("Note to the office (internal)"),
}
"""The columns that a partner fills in, in their order."""

REPLIED: Final[Mapping[str, str]] = {"reply": N_("Reply to the finding")}
"""The column that only an agency's draft has."""

OUTCOME: Final = N_("What came of this row")
"""The column that a receipt adds."""

COLUMNS: Final[Mapping[str, str]] = {**READ, **FILLED}
STATUSES: Final = (
    "not_started",
    "in_progress",
    "partly_fulfilled",
    "fulfilled",
    "not_fulfilled",
    "withdrawn",
)
NEW: Final = N_("(new)")

HINTS: Final[Mapping[str, str]] = {
    "status": N_("Choose from the list what you found. Leave it empty where you have nothing to report."),
    "on": N_("The day on which it was so, as day.month.year. Not a day that is still to come."),
    "found": N_("In one or two sentences: what you saw, who was asked, what is missing."),
    "evidence": N_("A web address, or the number and date of a document, or where the photo lies."),
    "claim": N_("What the agency itself says. Choose from the list."),
    "claim_on": N_("The day on which the agency said so, as day.month.year."),
    "note": N_("Only the office reads this. It is never published."),
    "text": N_("A commitment that is missing here may be proposed: write it in the words of the agreement."),
}

MEANINGS: Final[Mapping[str, str]] = {
    "not_started": N_("Nothing has been done yet."),
    "in_progress": N_("Work has begun, but nothing that was promised is finished."),
    "partly_fulfilled": N_("A part of what was promised is finished; the rest is still missing."),
    "fulfilled": N_("All that was promised is done. Evidence is needed."),
    "not_fulfilled": N_("It was refused, reversed, or has become impossible."),
    "withdrawn": N_("It was taken off control by a decision. Write who decided it and why."),
}
"""What each status means, for whoever has to choose one."""

SHEETS: Final = {"guide": N_("How to fill in"), "table": N_("Commitments")}


def heading(field: str, language: str) -> str:
    """The heading of a column."""
    if field == "outcome":
        return translate(OUTCOME, language)
    return translate(REPLIED.get(field) or COLUMNS[field], language)


@remembered
def fields_by_heading() -> dict[str, str]:
    """The field of every heading in every language, folded."""
    return {
        resolve_fold(heading(field, language)): field
        for field in (*COLUMNS, *REPLIED, "outcome")
        for language in LANGUAGES
    }


@remembered
def statuses_by_word() -> dict[str, str]:
    """The status of every word of the drop-downs, in every language, folded."""
    return {
        resolve_fold(terms.label("status", status, language)): status
        for status in STATUSES
        for language in LANGUAGES
    }


@remembered
def words_for_new() -> frozenset[str]:
    """What stands in the code column of an empty row for a proposal."""
    return frozenset(resolve_fold(translate(NEW, language)) for language in LANGUAGES)

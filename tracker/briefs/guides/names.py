"""Names of the workbooks that guides speak of, each from the place where the workbook itself has it."""

from tracker.briefs.guides.shapes import Name
from tracker.desk.updates.receipt import OUTCOME_WORDS
from tracker.sheets import partner_words
from tracker.words import terms, translate


def column(field: str) -> Name:
    """The heading of a column of a partner's workbook."""
    return Name(lambda language: partner_words.heading(field, language))


def sheet(which: str) -> Name:
    """A sheet of a partner's workbook."""
    return Name(lambda language: translate(partner_words.SHEETS[which], language))


def status(code: str) -> Name:
    """A word of the list of statuses."""
    return Name(lambda language: terms.label("status", code, language))


def answer(outcome: str) -> Name:
    """What a receipt says of a row."""
    return Name(lambda language: translate(OUTCOME_WORDS[outcome], language))

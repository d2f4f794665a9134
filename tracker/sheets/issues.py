"""The one catalogue of what can be wrong with a cell or a file: code, severity, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from tracker.words import N_, Value, translate

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class IssueKind:
    """One entry of the catalogue: its severity and the English sentences that say what is wrong and what to do."""

    severity: Severity
    msgid: str


def _error(msgid: str) -> IssueKind:
    return IssueKind("error", msgid)


def _warning(msgid: str) -> IssueKind:
    return IssueKind("warning", msgid)


def _info(msgid: str) -> IssueKind:
    return IssueKind("info", msgid)


ISSUES: Final[Mapping[str, IssueKind]] = {
    "no_text": _error(N_("This row has no commitment text. Write what was promised, or clear the row.")),
    "unknown_district": _error(
        N_(
            "“{text}” does not name one city or district that is known. Correct the name, or choose the right one in the "
            "preview."
        )
    ),
    "ambiguous_district": _warning(
        N_("“{text}” may be a city or a district: {choices}. Write “city” or “district” beside the name.")
    ),
    "code_clash": _error(
        N_(
            "The code {code} already stands on another commitment, in row {row}. Give one of the two its own code."
        )
    ),
    "code_mangled": _warning(
        N_(
            "A spreadsheet program seems to have changed the code “{text}”. Check it, and format the column as text."
        )
    ),
    "unknown_code": _error(
        N_(
            "No commitment has the code {code}. Compare it with the list; a mistyped code is never taken for a new one."
        )
    ),
    "several_known": _error(
        N_("Several commitments fit this row: {codes}. Write the code of the one that is meant.")
    ),
    "duplicate": _warning(N_("The same commitment already stands in row {row}. This row adds nothing.")),
    "unknown_agency": _warning(
        N_("No body is known as “{text}”. Correct the name, or choose the right one in the preview.")
    ),
    "no_agency": _warning(
        N_("No responsible body is named. Name one, so that the commitment can be followed up.")
    ),
    "unknown_partner": _warning(
        N_(
            "No partner organisation is known as “{text}”. Correct the name, or choose the right one in the preview."
        )
    ),
    "due_unreadable": _warning(
        N_(
            "The deadline “{text}” could not be read and is kept as written. Write a date, a month or a quarter."
        )
    ),
    "due_impossible": _warning(N_("The deadline “{text}” is not a day of the calendar. Correct the date.")),
    "due_no_year": _warning(
        N_("The deadline “{text}” names no year, and neither does the title of the sheet. Write the year.")
    ),
    "due_relative": _warning(
        N_("The deadline “{text}” counts from another day. Check the date, or write the day itself.")
    ),
    "due_moved": _warning(
        N_("The deadline was moved: “{text}”. The new one counts, the first one is remembered.")
    ),
    "due_milestones": _warning(
        N_("The deadline “{text}” has several steps; the last one counts. Consider a row for each step.")
    ),
    "due_ambiguous": _warning(
        N_("“{text}” can be read in two ways; it was read as day before month. Write the month as a word.")
    ),
    "due_backwards": _warning(N_("The period “{text}” ends before it begins. Correct the dates.")),
    "date_unreadable": _warning(N_("“{text}” could not be read as a date. Write it as day.month.year.")),
    "date_ambiguous": _warning(
        N_(
            "The date “{text}” can be read in two ways; it was read as day before month. Write the month as a word."
        )
    ),
    "status_unreadable": _warning(
        N_("The status “{text}” is not known. Use one of the words of the list, for example “fulfilled”.")
    ),
    "status_overdue": _warning(
        N_("“{text}” says that the day has passed, not what was done. Write how far the work has come.")
    ),
    "unknown_law": _warning(
        N_("No law or programme of the list was recognised in “{text}”. It is kept as written.")
    ),
    "hidden_row": _warning(
        N_("This row is hidden in the workbook. It was read like the others; check that it counts.")
    ),
    "cell_error": _error(
        N_("The formula in this cell has failed ({text}). Put the value itself into the cell and load again.")
    ),
    "formula_not_calculated": _error(
        N_("This cell holds a formula whose value was not saved. Open the file, save it, and load it again.")
    ),
    "count_unreadable": _warning(N_("“{text}” is not a number of persons. Write a whole number.")),
    "legacy_font": _warning(
        N_(
            "This file is typed in an old Tajik font (set {text}). Check that the letters are right after conversion."
        )
    ),
    "legacy_font_kept": _warning(
        N_(
            "This file is typed in an old Tajik font (set {text}). It is kept as typed; conversion can be switched on."
        )
    ),
    "macros_present": _warning(
        N_("The file contains macros. They were not run, and nothing was read from them.")
    ),
    "external_links": _warning(
        N_("The file refers to other files. They were not opened; only saved values were read.")
    ),
    "sheet_not_found": _error(
        N_("There is no sheet named “{text}” in this file. The sheets are: {choices}.")
    ),
    "sheet_hidden": _warning(
        N_("The sheet “{text}” is hidden in the workbook. It was read like the others.")
    ),
    "no_day": _error(
        N_(
            "“{text}” is not the day of a meeting. Write the day as day.month.year; a meeting is known by its day."
        )
    ),
    "no_name": _error(N_("This row has no name. Write what it is about, or clear the row.")),
    "attendance_differs": _warning(
        N_(
            "The total of {total} is not the {sum} women and men together. Check the figures; each is kept as written."
        )
    ),
    "period_unreadable": _error(
        N_(
            "“{text}” could not be read as a period. Write a month, a quarter or a year, for example “I quarter 2025”."
        )
    ),
    "value_unreadable": _error(N_("“{text}” is not a number. Write the figure alone.")),
    "one_place": _error(
        N_(
            "A figure or a post belongs to one place, and this row names several. Write a row for each of them."
        )
    ),
    "repeated_entry": _warning(N_("The same entry already stands in row {row}. This row adds nothing.")),
    "entry_clash": _error(
        N_(
            "Row {row} says something else of the same thing. Decide which of the two holds and clear the other."
        )
    ),
    "no_table": _error(
        N_(
            "No table of commitments was found in this file. It needs a header row with a column for the commitment."
        )
    ),
    "status_missing": _error(
        N_(
            "Something was written about this commitment, but no status. Choose a status, or clear what was written."
        )
    ),
    "date_missing": _error(N_("The day on which this was found is missing. Write the day.")),
    "date_in_future": _error(N_("{day} has not come yet. Write the day on which it was found to be so.")),
    "before_made": _error(N_("{day} lies before the commitment was made, on {made}. Correct the day.")),
    "nothing_found": _warning(
        N_("It is not said what was found. A sentence about what was seen makes the status defensible.")
    ),
    "fulfilled_without_evidence": _warning(
        N_("“Fulfilled” stands without evidence. Add a link, a document, or what was seen and by whom.")
    ),
    "withdrawn_without_reason": _error(
        N_("A commitment is taken off control only with a reason. Write who decided it and why.")
    ),
    "not_its_deadline": _error(
        N_("{day} is not one of this commitment's deadlines. Choose the deadline that is meant.")
    ),
    "deadline_not_named": _warning(
        N_(
            "It is not said which deadline is meant. It counts for the one of {day}; name another if that is wrong."
        )
    ),
    "newer_is_known": _info(
        N_(
            "A newer one of {day} is already known. This one is recorded in its place in time; the newer one decides."
        )
    ),
    "already_recorded": _error(N_("The same was recorded already. Nothing was recorded a second time.")),
    "text_missing": _error(N_("The words are missing. Write them, or leave without recording.")),
    "text_too_long": _error(N_("The text is longer than {limit} characters. Shorten it.")),
    "reason_missing": _error(N_("The reason is missing. Write it: it stays in the history.")),
    "extension_not_possible": _error(
        N_("This commitment has no single deadline that could be moved. Correct its deadline instead.")
    ),
    "extension_not_later": _error(
        N_("The new deadline must lie after the present one, {day}. To set a mistyped one right, correct it.")
    ),
    "extension_without_reason": _warning(
        N_("It is not said who moved the deadline and why. Write it: a hearing will ask.")
    ),
    "same_deadline": _error(N_("This is the deadline that already stands. Nothing was changed.")),
    "reply_before_finding": _error(
        N_("{day} lies before the finding that is answered, of {found}. Correct the day.")
    ),
    "link_unreadable": _error(
        N_("“{text}” is not the address of a web page. It begins with https:// and has no spaces.")
    ),
    "document_too_large": _error(N_("“{name}” is larger than {limit} MB. Send a smaller file or a link.")),
    "document_empty": _error(N_("“{name}” is empty. Choose the file again.")),
    "document_kind": _error(N_("“{name}” is of a kind that is not kept. These are: {choices}.")),
    "name_missing": _error(N_("The name of the person who checked is missing. Write it.")),
    "confirmed_by_finder": _error(
        N_("A finding is confirmed by a second person. Whoever found it cannot confirm it.")
    ),
    "nothing_changed": _error(N_("Nothing was changed, so nothing was recorded.")),
    "no_words": _error(N_("The commitment needs its words in at least one language.")),
    "not_yours": _error(
        N_("The commitment {code} is not among those that {partner} follows. This row was not taken.")
    ),
    "partner_unclear": _error(
        N_(
            "It can't be told whose workbook this is: its rows belong to several partners. Send the original file."
        )
    ),
    "row_without_code": _error(
        N_(
            "This row has no code, so it can't be told which commitment is meant. Put the code back into the row."
        )
    ),
    "row_twice": _error(
        N_(
            "Row {row} already says something else about this commitment for the same day. Keep one of the two."
        )
    ),
    "update_status": _error(N_("“{text}” is not a status. Choose one from the list.")),
    "update_status_near": _error(
        N_("“{text}” is not a word of the list. Did you mean “{choice}”? If so, choose it from the list.")
    ),
    "update_date": _error(N_("“{text}” could not be read as a day. Write it as day.month.year.")),
    "claim_without_status": _error(
        N_("There is a date of the agency's claim, but not what it claims. Choose it from the list.")
    ),
    "update_conflict": _warning(
        N_(
            "Since this workbook was made, {who} recorded “{status}” as of {day}. The office decides which counts."
        )
    ),
    "update_retracted": _warning(
        N_("The same was recorded before and has been taken back since. It was not recorded again.")
    ),
    "reply_without_finding": _error(
        N_("There is no finding here to reply to. Leave the reply empty, or report a status of your own.")
    ),
    "not_of_agency": _error(
        N_(
            "The commitment {code} is not one that {agency} leads, or it is not published. This row was not taken."
        )
    ),
    "base_lost": _warning(
        N_(
            "The hidden sheet of this workbook is missing or was changed. Each row was compared with what is known today."
        )
    ),
    "proposal_waiting": _warning(
        N_("This is proposed as a new commitment. The office looks at it; until then it counts nowhere.")
    ),
}
"""Every issue by its code. The placeholders are filled with the issue's values."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing a person should know about a cell ('C9'), a row or the file, with the values its sentence needs."""

    code: str
    cell: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """'error' needs a person before the value can be used; 'warning' asks for a look."""
        return ISSUES[self.code].severity

    def message(self, language: str) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        return translate(ISSUES[self.code].msgid, language, **self.values)

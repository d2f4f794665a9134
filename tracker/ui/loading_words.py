"""The words of the load page: what a column can be, how a row can come out, what can change, what can be wrong."""

from collections.abc import Mapping
from typing import Final

from tracker.words import N_, NP_

OUTCOME_WORDS: Final[Mapping[str, str]] = {
    "new": N_("New"),
    "changed": N_("Changed"),
    "same": N_("As recorded"),
    "duplicate": N_("Repeated"),
    "rejected": N_("Not taken"),
}

ROW_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "new": NP_("row", "New"),
    "changed": NP_("row", "Changed"),
    "same": NP_("row", "As recorded"),
    "duplicate": NP_("row", "Repeated"),
    "rejected": NP_("row", "Not taken"),
}
"""The same of one row, for languages in which a row has a gender."""

FIELD_WORDS: Final[Mapping[str, str]] = {
    "text": N_("The commitment"),
    "number": N_("Number"),
    "code": N_("Code"),
    "due": N_("Deadline"),
    "due_from": N_("Deadline: from"),
    "due_on": N_("Deadline: until"),
    "due_first": N_("First deadline, before it was moved"),
    "agencies": N_("Responsible agency"),
    "joint": N_("Agencies taking part"),
    "official": N_("Official (post)"),
    "district": N_("District or city"),
    "region": N_("Region"),
    "status": N_("Status"),
    "status_on": N_("Date of the status"),
    "found": N_("What was done"),
    "evidence": N_("Evidence"),
    "problem": N_("Problem"),
    "note": N_("Note"),
    "claim": N_("The agency's own claim"),
    "claim_on": N_("Date of the agency's claim"),
    "claim_note": N_("Words of the agency's claim"),
    "basis": N_("Law or agreement"),
    "article": N_("Article or point"),
    "made_on": N_("Date it was agreed"),
    "topic": N_("Topic"),
    "section": N_("Section"),
    "partner": N_("Partner who follows it"),
    "forum": N_("Forum"),
    "forum_kind": N_("Kind of forum"),
    "forum_place": N_("Place of the forum"),
    "forum_organiser": N_("Organiser of the forum"),
    "women": N_("Women present"),
    "men": N_("Men present"),
    "police": N_("Police present"),
}
"""What a column can hold, by field, in the order of the list to choose from."""

CHANGE_WORDS: Final[Mapping[str, str]] = {
    "text_ru": N_("Words in Russian"),
    "text_tg": N_("Words in Tajik"),
    "text_en": N_("Words in English"),
    "section": N_("Section"),
    "made_on": N_("Date it was agreed"),
    "source_code": N_("Code in the file"),
    "partner": N_("Partner who follows it"),
    "article": N_("Article or point"),
    "basis_text": N_("Law or agreement, as written"),
    "basis": N_("Law or agreement"),
    "agencies": N_("Agencies"),
    "districts": N_("Districts"),
    "deadline": N_("Deadline"),
    "status": N_("Finding"),
    "status_on": N_("Date of the finding"),
    "claim": N_("The agency's own claim"),
}

PASSED_OVER_WORDS: Final[Mapping[str, str]] = {
    "empty": N_("The sheet is empty."),
    "no_table": N_("No header row with a column for the commitment was found."),
    "no_rows": N_("There is a header, and no commitment under it."),
}

ISSUE_WORDS: Final[Mapping[str, str]] = {
    "no_text": N_("No words of a commitment"),
    "text_too_long": N_("Text too long"),
    "no_day": N_("No day of a meeting"),
    "no_name": N_("No name"),
    "attendance_differs": N_("The total of those present does not fit"),
    "period_unreadable": N_("Period not understood"),
    "value_unreadable": N_("Not a number"),
    "one_place": N_("Several places for one figure"),
    "repeated_entry": N_("Repeated entry"),
    "entry_clash": N_("Two rows say different things"),
    "unknown_district": N_("District not known"),
    "ambiguous_district": N_("City or district?"),
    "code_clash": N_("One code on two commitments"),
    "code_mangled": N_("Code changed by the spreadsheet"),
    "unknown_code": N_("Code not known"),
    "several_known": N_("Several commitments fit"),
    "duplicate": N_("Repeats another row"),
    "unknown_agency": N_("Agency not known"),
    "no_agency": N_("No agency named"),
    "unknown_partner": N_("Partner not known"),
    "due_unreadable": N_("Deadline not understood"),
    "due_impossible": N_("Deadline is no day of the calendar"),
    "due_no_year": N_("Deadline without a year"),
    "due_relative": N_("Deadline counted from another day"),
    "due_moved": N_("Deadline was moved"),
    "due_milestones": N_("Deadline in several steps"),
    "due_ambiguous": N_("Deadline: day or month?"),
    "due_backwards": N_("Period ends before it begins"),
    "date_unreadable": N_("Date not understood"),
    "date_ambiguous": N_("Date: day or month?"),
    "status_unreadable": N_("Status not understood"),
    "status_overdue": N_("“Overdue” instead of a status"),
    "unknown_law": N_("Law not known"),
    "hidden_row": N_("Hidden row"),
    "cell_error": N_("Failed formula"),
    "formula_not_calculated": N_("Formula without a saved value"),
    "count_unreadable": N_("Not a number of persons"),
    "legacy_font": N_("Old Tajik font, converted"),
    "legacy_font_kept": N_("Old Tajik font, kept"),
    "macros_present": N_("Macros in the file"),
    "external_links": N_("Links to other files"),
    "sheet_not_found": N_("No such sheet"),
    "sheet_hidden": N_("Hidden sheet"),
    "no_table": N_("No table found"),
}
"""A short name for every kind of remark, to choose by; the remark itself says what is wrong and what to do."""

"""Why a file as a whole could not be read, in one clear sentence."""

from collections.abc import Mapping
from typing import Final

from tracker.words import N_, Value, translate

REASONS: Final[Mapping[str, str]] = {
    "not_found": N_(
        "There is no file {name} that could be opened. Check its name, and that you may read it."
    ),
    "empty": N_("The file {name} is empty."),
    "too_large": N_("The file {name} is larger than {limit} MB. Split it, or remove pictures from it."),
    "too_many_cells": N_("The file {name} has more than {limit} cells. Split it into smaller files."),
    "too_many_rows": N_("The file {name} has more than {limit} filled rows. Split it into smaller files."),
    "far_cell": N_(
        "A sheet of {name} has a filled cell far away from the others. Delete the stray cell and save again."
    ),
    "bomb": N_("The file {name} unpacks to far more than a workbook holds. It was not opened."),
    "password": N_("The file {name} is protected by a password. Save it without one and load it again."),
    "damaged": N_(
        "The file {name} is damaged or was cut off. Open it in a spreadsheet program and save it anew."
    ),
    "web_page": N_(
        "The file {name} is a web page with the name of a workbook. Open it and save it as .xlsx."
    ),
    "not_a_spreadsheet": N_(
        "The file {name} is not a workbook. Send .xlsx, .xlsm, .xls, .xlsb, .ods, .csv or .tsv."
    ),
    "took_too_long": N_(
        "Reading {name} took too long and was stopped. Split the file, or save it anew as .xlsx."
    ),
    "too_much_memory": N_(
        "Reading {name} needs too much memory and was stopped. Split the file, or save it anew."
    ),
    "lost_letters": N_(
        "Letters were lost when {name} was saved: there are question marks inside words. Save it as UTF-8."
    ),
    "no_updates_table": N_(
        "No table of a partner's workbook was found in {name}. It needs the headings of the workbook that was sent."
    ),
    "encoding": N_("The letters of {name} could not be made out. Save it as UTF-8 or as a workbook."),
}


class UnreadableFile(Exception):
    """The file can't be read at all; `reason` is a key of REASONS."""

    def __init__(self, reason: str, **values: Value) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values

    def message(self, language: str) -> str:
        """What is wrong with the file and what to do about it, in the reader's language."""
        return translate(REASONS[self.reason], language, **self.values)

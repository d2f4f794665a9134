"""The receipt: the partner's own workbook back, with an answer in each row, ready to go on in."""

from datetime import date
from pathlib import Path

from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.desk.load.plan import read_options
from tracker.desk.load.shapes import LoadOptions
from tracker.desk.updates.plan import ComparedRow, Comparison
from tracker.desk.updates.whose import require_partner
from tracker.sheets.grid import LONGEST_TEXT
from tracker.sheets.partner_receipt import write_receipt
from tracker.sheets.partner_shapes import Book, Line
from tracker.sheets.partner_words import FILLED, REPLIED
from tracker.words import N_, translate

OUTCOME_WORDS = {
    "unchanged": N_("Nothing new"),
    "taken": N_("Taken"),
    "conflict": N_("Waits for a decision of the office"),
    "refused": N_("Not taken as it is"),
    "proposed": N_("Proposed as a new commitment"),
}
"""What a partner reads of a row."""
WOULD = N_("Would be taken")
IN_PLACE = (".xlsx",)


def receipt(
    desk: Desk, asker: Asker, compared: Comparison, out: Path, *, applied: bool, language: str | None = None
) -> None:
    """Write the receipt of a returned workbook as an .xlsx: in place where it came as one, else made anew.

    To be called after `apply`: what was taken is then the last finding, and its cells are free for the next one.
    `applied` says whether it was; if not, the receipt only shows what would come of it. Raises `NotAllowed`,
    `tracker.sheets.UnreadableFile`.
    """
    from tracker.desk.updates.book import book_of  # late, as in the package
    from tracker.sheets.partner_book import write_book

    require_partner(asker, compared.partner or "")
    language = language or compared.returned.language
    codes = {one.held.code for one in compared.rows if one.held}
    fresh = book_of(desk, compared.partner, language=language, always=codes) if compared.partner else None
    if compared.path.suffix.lower() in IN_PLACE:
        lines = {line.key: line for line in fresh.lines} if fresh and applied else {}
        changes = [_changes(one, lines, language, applied=applied) for one in compared.rows]
        write_receipt(
            compared.path,
            compared.returned,
            changes,
            fresh if applied else None,
            out,
            language=language,
            limits=read_options(desk, LoadOptions()).limits,
        )
    elif fresh is not None:
        write_book(_made_anew(compared, fresh, language, applied=applied), out)


def answer_words(one: ComparedRow, language: str, *, applied: bool = True) -> str:
    """What came of a row and why, in the partner's language."""
    word = translate(OUTCOME_WORDS[one.outcome] if applied or one.outcome != "taken" else WOULD, language)
    told = list(dict.fromkeys(issue.message(language) for issue in one.issues))
    return "\n".join([word, *told])


def _faults(one: ComparedRow, language: str) -> dict[str, str]:
    """What is wrong with which cell, by its address."""
    return {
        issue.cell: issue.message(language)
        for issue in one.issues
        if issue.cell and (issue.severity == "error" or issue.code == "update_conflict")
    }


def _changes(
    one: ComparedRow, lines: dict[tuple[str, str], Line], language: str, *, applied: bool
) -> dict[str, object]:
    """What is to be written into a row of the file in place: the answer, the faults, the fresh state."""
    line = lines.get(_key(one)) if one.held else None
    cells: dict[str, str] = {}
    if line is not None:
        cells = {"last": line.last, "claimed": line.claimed}
    if applied and one.outcome == "taken":
        cells |= dict.fromkeys((*FILLED, *REPLIED), "")
    return {
        "sheet": one.row.sheet,
        "row": one.row.row,
        "outcome": answer_words(one, language, applied=applied),
        "cells": cells,
        "faults": _faults(one, language),
    }


def _key(one: ComparedRow) -> tuple[str, str]:
    assert one.held is not None  # asked by the callers
    recurs = one.held.about.deadlines and one.row.deadline_on
    return one.held.code, one.row.deadline_on.isoformat() if recurs and one.row.deadline_on else ""


def _made_anew(compared: Comparison, fresh: Book, language: str, *, applied: bool) -> Book:
    """A fresh workbook with the answers, and with what was filled in but not taken."""
    by_key = {line.key: line for line in fresh.lines}
    extra: list[Line] = []
    for one in compared.rows:
        line = by_key.get(_key(one)) if one.held else None
        if line is None:
            if not one.row.is_filled and one.outcome == "unchanged":
                continue
            line = Line(code=one.row.code or "", text=one.row.proposed.get("text", ""))
            extra.append(line)
        elif line.outcome and one.outcome == "unchanged":
            continue  # a second row of the same commitment that says nothing
        line.outcome = answer_words(one, language, applied=applied)
        if not (applied and one.outcome in ("taken", "proposed")):
            line.inputs = _inputs(compared, one)
        letters = {
            letter: name for name, letter in compared.returned.columns.get(one.row.sheet or "", {}).items()
        }
        line.faults = {
            letters[letter]: message
            for cell, message in _faults(one, language).items()
            if letters.get(letter := cell.rstrip("0123456789")) in FILLED
        }
    return Book(fresh.signature, fresh.partner_name, fresh.made_on, fresh.lines + extra, is_receipt=True)


def _inputs(compared: Comparison, one: ComparedRow) -> dict[str, str | date]:
    """What was filled in, as written; days that were understood as days. What no cell holds is left out: it was refused,
    and the cell says why."""
    columns = compared.returned.columns.get(one.row.sheet or "", {})
    written: dict[str, str | date] = {
        name: text
        for name in FILLED
        if (text := one.row.cells.get(columns.get(name, ""))) is not None and len(text) <= LONGEST_TEXT
    }
    for name, day in (("on", one.row.answer.on), ("claim_on", one.row.answer.claim_on)):
        if day is not None:
            written[name] = day
    return written

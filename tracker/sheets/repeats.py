"""Rows that say the same thing twice in one file, and codes that stand on two different commitments."""

from collections.abc import Iterable
from typing import Final

from tracker.sheets.fold import fold, resolve_fold
from tracker.sheets.issues import Issue
from tracker.sheets.shapes import Place, Row

_LOOKALIKES: Final = str.maketrans("АВСЕНКМОРТХУІ", "ABCEHKMOPTXYI")


def mark_repeats(rows: Iterable[Row]) -> None:
    """Marks, in the order of the file, duplicates of earlier rows and clashes of codes; rejected rows stay rejected.

    A duplicate has the text, agencies, districts and deadline of an earlier row (number, code, status and note do not
    matter), or its code and its text. A code with another text is an error on the second row; «ф-01» and “Ф-01”, Latin
    and Cyrillic А, are one code.
    """
    seen: dict[tuple[object, ...], Place] = {}
    alike: dict[tuple[object, ...], tuple[object, ...]] = {}
    codes: dict[str, tuple[str, Place]] = {}
    for row in rows:
        if not row.text:
            continue
        text = _text_key(row)
        place: Place = (row.sheet, row.row)
        if row.code:
            known = codes.setdefault(row.code.upper().translate(_LOOKALIKES), (text, place))
            if known[1] != place and row.outcome == "new":
                if known[0] != text:
                    _clash(row, known[1])
                    continue
                _duplicate(row, known[1])
                continue
        if row.outcome != "new":
            continue
        said = (row.agencies, row.unknown_agencies, row.districts, row.regions, row.due)
        about = alike.get(said)
        if about is None:  # most rows of a plan share all this with a row before them
            places = (tuple(sorted(row.districts)), tuple(sorted(row.regions)))
            about = alike[said] = (_who(row), *places, _due_key(row))
        first = seen.setdefault((text, about), place)
        if first != place:
            _duplicate(row, first)


def _text_key(row: Row) -> str:
    text = row.text.get("ru") or row.text.get("tg") or row.text.get("en") or next(iter(row.text.values()))
    row.folded = fold(text)
    return row.folded.rstrip(" .;,")


def _who(row: Row) -> tuple[object, ...]:
    if len(row.agencies) < 2 and not row.unknown_agencies:
        return tuple(code for code, _ in row.agencies)
    codes = sorted(code for code, _ in row.agencies)
    return (*codes, *sorted(resolve_fold(text) for text in row.unknown_agencies))


def _due_key(row: Row) -> tuple[object, ...]:
    due = row.due
    if due.cadence == "unknown":
        return ("unknown", resolve_fold(due.text or ""))
    if due.cadence == "once":
        return ("once", due.from_, due.on)
    return (due.cadence, due.recurrence, due.from_, due.on)


def _duplicate(row: Row, first: Place) -> None:
    row.outcome, row.duplicate_of = "duplicate", first
    row.issues = (Issue("duplicate", values={"row": first[1]}), *row.issues)


def _clash(row: Row, first: Place) -> None:
    row.outcome, row.clashes_with = "rejected", first
    row.issues = (Issue("code_clash", values={"code": row.code or "", "row": first[1]}), *row.issues)

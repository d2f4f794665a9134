"""A reading as the JSON document of the command line: plain dictionaries, dates as yyyy-mm-dd."""

from collections import Counter
from datetime import date
from typing import Any, Final

from tracker.sheets.issues import Issue
from tracker.sheets.register_shapes import RegisterEntry, RegisterReading
from tracker.sheets.shapes import Due, Place, Reading, Row

OUTCOMES: Final = ("new", "changed", "same", "duplicate", "rejected")


def reading_json(reading: Reading, language: str) -> dict[str, Any]:
    """The whole reading; messages in `language`."""
    counts = Counter(str(row.outcome) for row in reading.rows)
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "language": reading.language,
        "as_of": _day(reading.as_of),
        "approved_on": _day(reading.approved_on),
        "sheets": [
            {
                "sheet": sheet.sheet,
                "header_row": sheet.header_row,
                "columns": dict(sheet.columns),
                "passed_over": sheet.passed_over,
            }
            for sheet in reading.sheets
        ],
        "rows": [row_json(row, language) for row in reading.rows],
        "counts": {outcome: counts.get(outcome, 0) for outcome in OUTCOMES},
        "issues": [issue_json(issue, language) for issue in reading.issues],
        **(
            {"registers": [register_json(one, language) for one in reading.registers]}
            if reading.registers
            else {}
        ),
    }


def register_json(register: RegisterReading, language: str) -> dict[str, Any]:
    """One register with its entries; messages in `language`."""
    counts = Counter(entry.outcome for entry in register.entries)
    return {
        "sheet": register.sheet,
        "kind": register.kind,
        "header_row": register.header_row,
        "columns": dict(register.columns),
        "rows": [entry_json(entry, language) for entry in register.entries],
        "counts": {outcome: counts.get(outcome, 0) for outcome in OUTCOMES},
    }


def entry_json(entry: RegisterEntry, language: str) -> dict[str, Any]:
    """One entry of a register: its fields by their names, days as yyyy-mm-dd."""
    fields = {
        name: value.isoformat()
        if isinstance(value, date)
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in entry.fields.items()
    }
    return {
        "row": entry.row,
        "outcome": entry.outcome,
        **fields,
        "issues": [issue_json(issue, language) for issue in entry.issues],
    }


def row_json(row: Row, language: str = "en") -> dict[str, Any]:
    """One row; messages in `language`."""
    return {
        "sheet": row.sheet,
        "row": row.row,
        "outcome": row.outcome,
        "code": row.code,
        "number": row.number,
        "section": row.section,
        "text": dict(row.text),
        "agencies": [{"code": code, "role": role} for code, role in row.agencies],
        "unknown_agencies": list(row.unknown_agencies),
        "districts": list(row.districts),
        "unknown_districts": list(row.unknown_districts),
        "regions": list(row.regions),
        "officials": list(row.officials),
        "partner": row.partner,
        "basis": row.basis and {"code": row.basis.code, "article": row.basis.article, "text": row.basis.text},
        "made_on": _day(row.made_on),
        "due": due_json(row.due),
        "status": row.status,
        "late": row.late,
        "status_on": _day(row.status_on),
        "status_on_assumed": row.status_on_assumed,
        "found": row.found,
        "problem": row.problem,
        "evidence": row.evidence,
        "topic": row.topic,
        "note": row.note,
        "claim": row.claim
        and {"status": row.claim.status, "late": row.claim.late, "on": _day(row.claim.on),
             "on_assumed": row.claim.on_assumed, "note": row.claim.note},
        "forum": row.forum
        and {"date": _day(row.forum.date), "kind": row.forum.kind, "place": row.forum.place,
             "organiser": row.forum.organiser, "women": row.forum.women, "men": row.forum.men, "police": row.forum.police},
        "duplicate_of": _place(row.duplicate_of),
        "clashes_with": _place(row.clashes_with),
        "issues": [issue_json(issue, language) for issue in row.issues],
    }  # fmt: skip


def due_json(due: Due) -> dict[str, Any]:
    """A deadline as written and as understood."""
    return {
        "text": due.text,
        "cadence": due.cadence,
        "from": _day(due.from_),
        "on": _day(due.on),
        "recurrence": due.recurrence,
        "first": _day(due.first),
    }


def issue_json(issue: Issue, language: str) -> dict[str, Any]:
    """An issue with its sentence."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "cell": issue.cell,
        "message": issue.message(language),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"sheet": place[0], "row": place[1]} if place else None

"""Workbooks to rows: reads what people send and says what it understood. Knows nothing of the database.

The names below are loaded when they are first asked for, so that the child process starts with next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tracker.sheets.asjson import reading_json, register_json, row_json
    from tracker.sheets.due import DueContext, read_due
    from tracker.sheets.fold import resolve_fold
    from tracker.sheets.issues import ISSUES, Issue
    from tracker.sheets.marking import mark_rejected
    from tracker.sheets.meetings import forum_of
    from tracker.sheets.names import Names
    from tracker.sheets.reading import read_workbook
    from tracker.sheets.register_shapes import RegisterEntry, RegisterKind, RegisterReading
    from tracker.sheets.shapes import (
        Basis,
        Claim,
        Due,
        ForumCells,
        Reading,
        ReadLimits,
        ReadOptions,
        Row,
        SheetReading,
    )
    from tracker.sheets.statuses import StatusReading, read_status
    from tracker.sheets.unreadable import UnreadableFile

__all__ = [
    "ISSUES",
    "Basis",
    "Claim",
    "Due",
    "DueContext",
    "ForumCells",
    "Issue",
    "Names",
    "ReadLimits",
    "ReadOptions",
    "Reading",
    "RegisterEntry",
    "RegisterKind",
    "RegisterReading",
    "Row",
    "SheetReading",
    "StatusReading",
    "UnreadableFile",
    "forum_of",
    "mark_rejected",
    "read_due",
    "read_status",
    "read_workbook",
    "reading_json",
    "register_json",
    "resolve_fold",
    "row_json",
]

_HOMES: Final = {
    "shapes": (
        "Basis",
        "Claim",
        "Due",
        "ForumCells",
        "ReadLimits",
        "ReadOptions",
        "Reading",
        "Row",
        "SheetReading",
    ),
    "asjson": ("reading_json", "register_json", "row_json"),
    "due": ("DueContext", "read_due"),
    "fold": ("resolve_fold",),
    "issues": ("ISSUES", "Issue"),
    "marking": ("mark_rejected",),
    "meetings": ("forum_of",),
    "names": ("Names",),
    "reading": ("read_workbook",),
    "register_shapes": ("RegisterEntry", "RegisterKind", "RegisterReading"),
    "statuses": ("StatusReading", "read_status"),
    "unreadable": ("UnreadableFile",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)

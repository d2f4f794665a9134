"""Loading a workbook: read it, plan what would come of it, and after a person's yes write it all in one transaction."""

from tracker.desk.load.journal import Load, loads
from tracker.desk.load.plan import UnknownPartner, plan, plan_json
from tracker.desk.load.returned import (
    NoSuchFile,
    Original,
    language_of,
    marked_suffix,
    original,
    rejected_workbook,
)
from tracker.desk.load.shapes import LoadOptions, Plan, PlannedRow
from tracker.desk.load.undo import NothingToUndo, Undone, undo
from tracker.desk.load.unknown import UnknownName, unknown_names
from tracker.desk.load.write import Applied, StalePlan, apply

__all__ = [
    "Applied",
    "Load",
    "LoadOptions",
    "NoSuchFile",
    "NothingToUndo",
    "Original",
    "Plan",
    "PlannedRow",
    "StalePlan",
    "Undone",
    "UnknownName",
    "UnknownPartner",
    "apply",
    "language_of",
    "loads",
    "marked_suffix",
    "original",
    "plan",
    "plan_json",
    "rejected_workbook",
    "undo",
    "unknown_names",
]

"""The round trip with partners: their workbook goes out, comes back, is compared, taken and answered."""

from typing import TYPE_CHECKING, Any

from tracker.desk.updates.apply import ACTION, StaleUpdates, Taken, apply
from tracker.desk.updates.plan import ComparedRow, Comparison, compare, comparison_json
from tracker.desk.updates.receipt import receipt
from tracker.desk.updates.whose import NoSuchAgency, NoSuchPartner

if TYPE_CHECKING:
    from tracker.desk.updates.book import workbook
    from tracker.desk.updates.replies import reply_book

__all__ = [
    "ACTION",
    "ComparedRow",
    "Comparison",
    "NoSuchAgency",
    "NoSuchPartner",
    "StaleUpdates",
    "Taken",
    "apply",
    "compare",
    "comparison_json",
    "receipt",
    "reply_book",
    "workbook",
]


def __getattr__(name: str) -> Any:
    # Late: making a workbook needs the ledger, taking one back does not.
    if name == "workbook":
        from tracker.desk.updates.book import workbook

        return workbook
    if name == "reply_book":
        from tracker.desk.updates.replies import reply_book

        return reply_book
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

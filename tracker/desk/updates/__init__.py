"""The round trip with partners: their workbook goes out, comes back, is compared, taken and answered."""

from typing import TYPE_CHECKING, Any

from tracker.desk.updates.apply import ACTION, StaleUpdates, Taken, apply
from tracker.desk.updates.plan import ComparedRow, Comparison, compare, comparison_json
from tracker.desk.updates.receipt import receipt
from tracker.desk.updates.whose import NoSuchPartner

if TYPE_CHECKING:
    from tracker.desk.updates.book import workbook

__all__ = [
    "ACTION",
    "ComparedRow",
    "Comparison",
    "NoSuchPartner",
    "StaleUpdates",
    "Taken",
    "apply",
    "compare",
    "comparison_json",
    "receipt",
    "workbook",
]


def __getattr__(name: str) -> Any:
    if name != "workbook":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tracker.desk.updates.book import (
        workbook,  # late: making one needs the ledger, taking one back does not
    )

    return workbook

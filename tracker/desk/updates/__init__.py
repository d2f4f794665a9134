"""The round trip with partners: their workbook goes out, comes back, is compared, taken and answered."""

from tracker.desk.updates.apply import ACTION, StaleUpdates, Taken, apply
from tracker.desk.updates.book import NoSuchPartner, workbook
from tracker.desk.updates.plan import ComparedRow, Comparison, compare, comparison_json
from tracker.desk.updates.receipt import receipt
from tracker.desk.updates.replies import NoSuchAgency, reply_book

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

"""The measures as a document of plain values: what `ahd rates --format json` prints and /api answers, figure for figure."""

from datetime import date
from typing import Any

import pandas as pd

from tracker.desk.answers import RatesTable

PLACES = 4
"""Shares are rounded to so many places."""


def rates_document(table: RatesTable) -> dict[str, Any]:
    """The rates of every group (no rows where none were asked for) and of the whole."""
    return {
        "on": table.on.isoformat(),
        "known_on": table.known_on.isoformat(),
        "by": table.by,
        "rows": [plain_row(row) for row in table.rows.to_dict("records")] if table.by else [],
        "total": plain_row(table.total),
    }


def rates_rows(table: RatesTable) -> list[dict[str, Any]]:
    """The same as rows of one table, the total last under the key "total"."""
    document = rates_document(table)
    return [*document["rows"], {**document["total"], "key": "total"}]


def plain_row(row: dict[Any, Any]) -> dict[str, Any]:
    """The values of a row as JSON has them: texts, whole numbers, shares to four places, days as 2026-06-30, null."""
    return {str(name): plain_value(value) for name, value in row.items()}


def plain_value(value: Any) -> Any:
    """One value as JSON has it."""
    if value is None or isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, date):  # so are pandas' moments, which here are whole days
        return value.isoformat()[:10]
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return bool(value)
    if float(value).is_integer() and not isinstance(value, float):
        return int(value)
    return round(float(value), PLACES)

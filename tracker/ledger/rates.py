"""The measures: how many commitments stand how, and the rates that follow, in total and by group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from tracker.ledger.cube import Counts, Grouping, Layer, counted, grouping, numbered
from tracker.ledger.days import NO_DAY, Days, Ints
from tracker.ledger.known import NONE
from tracker.ledger.marks import COUNTED, COUNTS
from tracker.ledger.question import By, Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import standing

Z_95 = 1.959963984540054  # the normal quantile of 97.5 %

COUNTABLE = (
    "due",
    "kept",
    "kept_on_time",
    "kept_late",
    "being_kept",
    "not_being_kept",
    "overdue",
    "open",
    "ahead",
    "undated",
    "withdrawn",
    "no_information",
    "partly",
    "withdrawn_after_deadline",
    "population",
)
RATES = ("rate", "low", "high", "on_time_rate", "confirmed_rate", "claimed_rate", "gap", "coverage")
MEASURES = (*COUNTABLE, *RATES)

Measures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rates:
    """Measures by group and in total. A rate that does not exist is NaN in `rows`, else None."""

    rows: pd.DataFrame
    """Column `key` (an id, for quarters '2024-Q3', None for what names none) and the columns `MEASURES`."""
    total: Measures
    """The same over the whole population, each commitment once; its key is None."""

    def records(self) -> list[Measures]:
        """The rows as plain values."""
        return list(_records(self.rows))


def rates(ledger: Ledger, question: Question, *, by: By | None = None) -> Rates:
    """The measures of docs/how-it-is-counted.md for the population of the question.

    `by` None gives one row, the total. Groups without a commitment have no row; rows are in order of key, None
    last.
    """
    total = _measured(counted(ledger, question, [question.on], grouping(ledger, question, ()))[:, 0])
    total.insert(0, "key", pd.Series([None], dtype=object))
    if by is None:
        return Rates(total, next(_records(total)))
    groups = _by_quarter(ledger, question) if by == "quarter" else grouping(ledger, question, (by,))
    counts = counted(ledger, question, [question.on], groups)[:, 0]
    return Rates(_rows(groups.keys, counts, by), next(_records(total)))


def series(
    ledger: Ledger, question: Question, dates: Iterable[date], *, by: By | None = None
) -> pd.DataFrame:
    """The measures on several days as known on `question.known_on`: columns `date`, `key`, `MEASURES`.

    Raises `KnownTooEarly` for a day after it.
    """
    days = list(dates)
    if by == "quarter":
        rows = [rates(ledger, replace(question, on=day), by=by).rows for day in days]
    else:
        groups = grouping(ledger, question, (by,) if by else ())
        counts = counted(ledger, question, days, groups)
        rows = [_rows(groups.keys, counts[:, place], by) for place in range(len(days))]
    for day, part in zip(days, rows, strict=True):
        part.insert(0, "date", np.full(len(part), np.datetime64(day, "s")))
    if not rows:
        return pd.DataFrame(columns=["date", "key", *MEASURES])
    return pd.concat(rows, ignore_index=True)


def wilson(kept: Ints, due: Ints) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The 95 % score interval of a share (E. B. Wilson, 1927): lower and upper bound; NaN when nothing is due."""
    n = np.where(due > 0, due, np.nan)
    share, spread = kept / n, Z_95**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def _by_quarter(ledger: Ledger, question: Question) -> Grouping:
    """By the quarter of the governing deadline, which is another one from day to day."""
    keys, groups = numbered(quarter_numbers(standing(ledger, question).deadline))
    return Grouping(keys, (Layer(None, groups),))


def _rows(keys: Ints, counts: Counts, by: By | None) -> pd.DataFrame:
    """The measures of the groups that hold anything, in order of key, None last."""
    there = np.flatnonzero(counts.any(axis=1) | (by is None))
    if by is not None and len(there) and keys[there[0]] == NONE:
        there = np.roll(there, -1)
    table = _measured(counts[there])
    table.insert(0, "key", _labels(keys[there], by))
    return table


def _measured(counts: Counts) -> pd.DataFrame:
    """The measures of groups of which the marks were counted."""
    number: dict[str, Any] = dict(zip(COUNTED, (counts @ COUNTS).T, strict=True))
    kept = number["kept_on_time"] + number["kept_late"] + number["being_kept"]
    once_due = number["kept_on_time"] + number["kept_late"] + number["overdue"]
    due = once_due + number["being_kept"] + number["not_being_kept"]
    low, high = wilson(kept, due)
    rate, claimed = _share(kept, due), _share(number["claimed"], due)
    measures = {
        **number,
        "due": due,
        "kept": kept,
        "population": counts.sum(axis=1),
        "rate": rate,
        "low": low,
        "high": high,
        "on_time_rate": _share(number["kept_on_time"], once_due),
        "confirmed_rate": _share(number["confirmed"], due),
        "claimed_rate": claimed,
        "gap": claimed - rate,
        "coverage": _share(number["covered"], number["needs_coverage"]),
    }
    return pd.DataFrame({name: measures[name] for name in MEASURES})


def _share(part: Ints, whole: Ints) -> np.ndarray[Any, Any]:
    shares: np.ndarray[Any, Any] = part / np.where(whole > 0, whole, np.nan)
    return shares


def quarter_numbers(days: Days) -> Ints:
    """Quarters since the year 0, -1 where there is no day."""
    months = (
        np.where(days == NO_DAY, 0, days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    )
    return np.where(days == NO_DAY, NONE, (months + 1970 * 12) // 3)


def quarter_label(number: int) -> str:
    """A quarter as written in answers: 2024-Q3."""
    return f"{number // 4:04d}-Q{number % 4 + 1}"


def quarter_number(label: str) -> int:
    """The number of a quarter written as 2024-Q3."""
    year, _, quarter = label.partition("-Q")
    return int(year) * 4 + int(quarter) - 1


def _labels(keys: Ints, by: By | None) -> "pd.Series[Any]":
    if by is None:
        return pd.Series([None] * len(keys), dtype=object)
    label = quarter_label if by == "quarter" else int
    return pd.Series([None if key == NONE else label(int(key)) for key in keys], dtype=object)


def _records(rows: pd.DataFrame) -> Iterator[Measures]:
    for values in rows.astype(object).itertuples(index=False, name=None):
        named_values = zip(rows.columns, values, strict=True)
        yield {
            name: None if isinstance(value, float) and np.isnan(value) else value
            for name, value in named_values
        }

"""The measures: how many commitments stand how, and the rates that follow, in total and by group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from tracker.ledger.classes import (
    BEING_KEPT,
    KEPT_LATE,
    KEPT_ON_TIME,
    NOT_BEING_KEPT,
    OUTCOMES,
    OVERDUE,
    PARTLY,
)
from tracker.ledger.days import NO_DAY, Days, Ints
from tracker.ledger.known import NONE, known
from tracker.ledger.population import named, population
from tracker.ledger.question import By, Question
from tracker.ledger.snapshot import Ledger
from tracker.ledger.standing import Standing, standing

KEPT = (KEPT_ON_TIME, KEPT_LATE, BEING_KEPT)
Z_95 = 1.959963984540054  # the normal quantile of 97.5 %

COUNTS = (
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
MEASURES = (*COUNTS, *RATES)

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
    rows = population(ledger, question)
    now = standing(ledger, question)
    total = _measured(now, rows, np.zeros(len(rows), np.int64), 1)
    total.insert(0, "key", pd.Series([None], dtype=object))
    if by is None:
        return Rates(total, next(_records(total)))
    owners, keys = _groups(ledger, question, now, rows, by)
    found, group = np.unique(keys, return_inverse=True)
    table = _measured(now, rows[owners], group, len(found))
    table.insert(0, "key", _labels(found, by))
    if len(found) and found[0] == NONE:
        table = pd.concat((table.iloc[1:], table.iloc[:1]), ignore_index=True)
    return Rates(table, next(_records(total)))


def series(
    ledger: Ledger, question: Question, dates: Iterable[date], *, by: By | None = None
) -> pd.DataFrame:
    """The measures on several days as known on `question.known_on`: columns `date`, `key`, `MEASURES`.

    Raises `KnownTooEarly` for a day after it.
    """
    parts = []
    for day in dates:
        rows = rates(ledger, replace(question, on=day), by=by).rows
        rows.insert(0, "date", np.full(len(rows), np.datetime64(day, "s")))
        parts.append(rows)
    if not parts:
        return pd.DataFrame(columns=["date", "key", *MEASURES])
    return pd.concat(parts, ignore_index=True)


def wilson(kept: Ints, due: Ints) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """The 95 % score interval of a share (E. B. Wilson, 1927): lower and upper bound; NaN when nothing is due."""
    n = np.where(due > 0, due, np.nan)
    share, spread = kept / n, Z_95**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)


def _groups(ledger: Ledger, question: Question, now: Standing, rows: Ints, by: By) -> tuple[Ints, Ints]:
    """Pairs (position in `rows`, key), the key -1 for what stands under null."""
    versions, version = ledger.versions, known(ledger, question.known_on).version[rows]
    single = {"basis": versions.basis, "topic": versions.topic, "partner": versions.partner}
    if by == "quarter":
        return np.arange(len(rows)), quarter_numbers(now.deadline[rows])
    if by in single:
        return np.arange(len(rows)), single[by][version]
    return named(ledger, version, by, any_role=question.any_role)


def _measured(now: Standing, rows: Ints, group: Ints, groups: int) -> pd.DataFrame:
    """Count the commitments at `rows` in their groups, and work out the rates of each."""

    def count(chosen: Any) -> Ints:
        return np.bincount(group[chosen], minlength=groups)

    outcome, status = now.outcome[rows], now.status[rows]
    by_class = np.bincount(group * len(OUTCOMES) + outcome, minlength=groups * len(OUTCOMES))
    number = dict(zip(OUTCOMES, by_class.reshape(groups, len(OUTCOMES)).T, strict=True))
    kept = number["kept_on_time"] + number["kept_late"] + number["being_kept"]
    once_due = number["kept_on_time"] + number["kept_late"] + number["overdue"]
    due = once_due + number["being_kept"] + number["not_being_kept"]

    is_kept = np.isin(outcome, KEPT)
    is_missed = (outcome == OVERDUE) | (outcome == NOT_BEING_KEPT)
    needs = now.needs_coverage[rows]
    low, high = wilson(kept, due)
    rate = _share(kept, due)
    claimed = _share(count((is_kept | is_missed) & now.claimed_kept[rows]), due)
    measures = {
        **number,
        "due": due,
        "kept": kept,
        "no_information": count(is_missed & (status < 0)),
        "partly": count((outcome == OVERDUE) & (status == PARTLY)),
        "withdrawn_after_deadline": count(now.withdrawn_after_deadline[rows]),
        "population": np.bincount(group, minlength=groups),
        "rate": rate,
        "low": low,
        "high": high,
        "on_time_rate": _share(number["kept_on_time"], once_due),
        "confirmed_rate": _share(count(is_kept & now.confirmed[rows]), due),
        "claimed_rate": claimed,
        "gap": claimed - rate,
        "coverage": _share(count(needs & now.covered[rows]), count(needs)),
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


def _labels(keys: Ints, by: By) -> "pd.Series[Any]":
    label = quarter_label if by == "quarter" else int
    return pd.Series([None if key == NONE else label(int(key)) for key in keys], dtype=object)


def _records(rows: pd.DataFrame) -> Iterator[Measures]:
    for values in rows.astype(object).itertuples(index=False, name=None):
        named_values = zip(rows.columns, values, strict=True)
        yield {
            name: None if isinstance(value, float) and np.isnan(value) else value
            for name, value in named_values
        }

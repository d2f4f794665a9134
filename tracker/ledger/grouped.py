"""Whose a commitment is: the groups that measures beside the rates are told by."""

from typing import Any, Literal

import numpy as np
import pandas as pd

from tracker.ledger.days import Ints
from tracker.ledger.known import NONE, known
from tracker.ledger.population import named
from tracker.ledger.question import Question
from tracker.ledger.snapshot import Ledger

Whose = Literal["district", "region", "agency", "official"]


def members(ledger: Ledger, question: Question, rows: Ints, by: Whose | None) -> tuple[Ints, Ints]:
    """Pairs (index into `rows`, key of a group) for commitments at positions `rows`; -1 for what stands under null.

    Without `by` all are in the one group -1. The groups are those of `rates`.
    """
    if by is None:
        return np.arange(len(rows)), np.full(len(rows), NONE, np.int64)
    version = known(ledger, question.known_on).version[rows]
    return named(ledger, version, by, any_role=question.any_role)


def with_keys(table: pd.DataFrame) -> pd.DataFrame:
    """A table by group (its index) with the column `key` in front: an id, None for null, which comes last."""
    ordered = table.iloc[np.argsort(table.index.to_numpy() == NONE, kind="stable")]
    keys: list[Any] = [None if key == NONE else int(key) for key in ordered.index]
    found = ordered.reset_index(drop=True)
    found.insert(0, "key", pd.Series(keys, dtype=object))
    return found

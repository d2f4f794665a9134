"""Saying again what was said before: where a decision is undone, two commitments are joined, a finding sent back returns."""

from collections.abc import Sequence
from typing import Any

from tracker.model import Claim, Confirmation, Evidence, Finding, Reply, Retraction
from tracker.model.vocabulary import Visibility
from tracker.store import Change, queries
from tracker.store.queries import Row, table_of


def say_again(
    change: Change,
    model: type[Finding] | type[Claim],
    keys: Sequence[int],
    *,
    of: int | None = None,
    hidden: bool = False,
) -> dict[int, int]:
    """Repeat these findings (or claims) in a newer change, with what stands under them; returns the new ids by the old.

    Everything is as visible as it is by now, not as it was recorded; evidence, replies and confirmations that were taken
    back are left out; whoever found it stays named. `of` is the commitment of which it is said from now on (default: the
    same), `hidden` keeps all of it from the public.
    """
    column = f"{table_of(model).name}_id"
    found = queries.about(change.connection, model, "id", keys)
    said = [row for key in keys for row in found[key]]
    if model is Finding:
        said = [{**row, "found_by": row["found_by"] or row["actor"]} for row in said]
    ids = _repeat(change, model, said, {} if of is None else {"commitment_id": of}, hidden=hidden)
    for under in (Evidence, Reply, Confirmation) if model is Finding else (Evidence,):
        standing = _standing(change, under, column, list(ids))
        _repeat(change, under, [{**row, column: ids[row[column]]} for row in standing], {}, hidden=hidden)
    return ids


def _standing(change: Change, model: Any, column: str, keys: Sequence[int]) -> list[Row]:
    """What stands under these statements, without what was taken back."""
    found = queries.about(change.connection, model, column, keys)
    rows = [row for key in keys for row in found[key]]
    gone = queries.about(
        change.connection, Retraction, f"{table_of(model).name}_id", [row["id"] for row in rows]
    )
    return [row for row in rows if row["id"] not in gone]


def _repeat(change: Change, model: Any, rows: Sequence[Row], own: Row, *, hidden: bool) -> dict[int, int]:
    names = [column.name for column in table_of(model).columns]
    if hidden and "visibility" in names:
        own = {**own, "visibility": Visibility.INTERNAL.value}
    ids = change.take_ids(model, len(rows))
    change.append(
        model,
        [
            {name: row[name] for name in names} | {"id": key, "revision": change.number} | own
            for key, row in zip(ids, rows, strict=True)
        ],
    )
    return {row["id"]: key for key, row in zip(ids, rows, strict=True)}

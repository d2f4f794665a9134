"""The measures of the sample counted a second time, plainly and slowly, from what its maker means: an independent oracle.

The rules are those of docs/how-it-is-counted; the deadlines of recurring commitments come from the maker's own calendar.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data.making.history import reports
from data.making.model import Commitment
from data.making.rhythm import deadlines, period

ANNOUNCED = {"round-1": date(2025, 7, 21), "ministry": date(2026, 10, 26), "round-2": date(2026, 11, 16)}
"""A deadline is moved by the workbook that first says so, on the day that it is loaded."""
KEPT = {"kept on time", "kept late", "being kept"}
NOT_KEPT = {"overdue", "not being kept"}


@dataclass(frozen=True, slots=True)
class Told:
    """A status and the day it was true."""

    on: date
    status: str


def findings(one: Commitment, on: date) -> list[Told]:
    """What the monitors had found of a commitment by the end of a day, in order."""
    told = [r for name, r in reports(one).items() if name != "ministry"]
    known = [Told(r.on, r.status) for r in told if r.status and r.on and r.on <= on]
    return sorted(known, key=lambda t: t.on)


def claims(one: Commitment, on: date) -> list[Told]:
    """What the agencies had said of it themselves by the end of a day, in order."""
    rounds = reports(one)
    told = [Told(r.claim_on, r.claim) for r in rounds.values() if r.claim and r.claim_on and r.claim_on <= on]
    own = rounds.get("ministry")
    if own and own.status and own.on and own.on <= on:
        told.append(Told(own.on, own.status))
    return sorted(told, key=lambda t: t.on)


def class_of(one: Commitment, on: date, *, claimed: bool = False) -> str | None:
    """The class of a commitment at the end of a past day; None while it was not yet made."""
    if one.made_on > on:
        return None
    found = findings(one, on)
    if found and found[-1].status == "withdrawn":
        return "withdrawn"
    told = claims(one, on) if claimed else found
    last = told[-1].status if told else None
    if one.due.cadence in ("open", "unknown"):
        return "undated"
    if one.due.cadence == "continuous":
        return "being kept" if last in ("fulfilled", "in_progress") else "not being kept"
    if one.due.cadence == "once":
        return _dated(told, due_on(one, on) or on, on)
    span = period(one, on + timedelta(days=1))
    if span is None:
        return _dated(told, deadlines(one)[0], on)
    return _dated([t for t in told if span[0] < t.on <= span[1]], span[1], on)


def count(commitments: Iterable[Commitment], on: date, *, claimed: bool = False) -> Counter[str]:
    """How many commitments stand in each class, and the sums `due` and `kept`."""
    counted = Counter(found for one in commitments if (found := class_of(one, on, claimed=claimed)))
    counted["kept"] = sum(counted[name] for name in KEPT)
    counted["due"] = counted["kept"] + sum(counted[name] for name in NOT_KEPT)
    return counted


def due_on(one: Commitment, on: date) -> date | None:
    """The deadline of a commitment with a single one, as moved by the end of a day; None for any other."""
    if one.due.cadence != "once":
        return None
    moved = [r.due for name, r in reports(one).items() if r.due and ANNOUNCED[name] <= on]
    return (moved[-1] if moved else one.due).end


def _dated(told: list[Told], due_on: date, on: date) -> str:
    if not told or told[-1].status != "fulfilled":
        return "overdue" if due_on <= on else "open"
    since = told[-1].on
    for one in reversed(told):
        if one.status != "fulfilled":
            break
        since = one.on
    if due_on > on:
        return "ahead"
    return "kept on time" if since <= due_on else "kept late"

"""What somebody who follows commitments needs to know once a week: what fell overdue, what is due soon, what is quiet."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from tracker.desk import checking, look, review
from tracker.desk.answers import CommitmentLine
from tracker.desk.asking import Asker, require_staff
from tracker.desk.coming import coming
from tracker.desk.desk import Desk
from tracker.desk.updates import conflicts, proposals
from tracker.desk.updates.whose import NoSuchPartner, require_partner
from tracker.desk.view import View

WEEK = timedelta(days=7)
LISTED = 30


@dataclass(frozen=True, slots=True)
class Part:
    """The first commitments of a list, the most urgent first, and how many there are in all."""

    lines: list[CommitmentLine]
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait for a person at the office."""

    fulfilments: int
    pairs: int
    conflicts: int
    proposals: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.fulfilments + self.pairs + self.conflicts + self.proposals


@dataclass(frozen=True, slots=True)
class Digest:
    """The week from `since` to `on`, of one partner's commitments (a code) or of all. `waiting` is for the office alone.

    `overdue` are those that the digest of `since` did not count as overdue. `soon` are deadlines of the next 30 days, a
    line each with that day, those that recur too. `quiet` are due, and nobody found out anything within `coverage_days`;
    their lines carry as `latest_on` the day of the newest finding, about whichever deadline.
    """

    partner: str | None
    on: date
    since: date
    overdue: Part
    soon: Part
    quiet: Part
    coverage_days: int
    waiting: Waiting | None
    illustration: bool


def digest(desk: Desk, asker: Asker, *, partner: str | None = None, language: str = "ru") -> Digest:
    """What a week brought: for a partner (a code) of its own commitments alone, without one for the office.

    Words in `language` where there are. Raises `NotAllowed`, `NoSuchPartner`.
    """
    if partner is None:
        require_staff(asker)
    else:
        require_partner(asker, partner)
        if partner not in look.names(desk, asker).partners:
            raise NoSuchPartner(partner)
    on = desk.today()
    since = on - WEEK
    view = View(on=on, known_on=on, partners=(partner,) if partner else ())
    found = look.in_order(desk, asker, view, "days")
    # As the last digest saw it: what was only recorded since is news, and so is a deadline of that very day.
    earlier = look.states(desk, asker, replace(view, on=since, known_on=since, outcomes=("overdue",)))
    fresh = (found["outcome"] == "overdue") & ~found["commitment_id"].isin(earlier["commitment_id"])

    def part(rows: pd.DataFrame) -> Part:
        with desk.store.read() as connection:
            return Part(look.lines_of(connection, rows.head(LISTED), language), len(rows))

    return Digest(
        partner=partner,
        on=on,
        since=since,
        overdue=part(found[fresh]),
        soon=_soon(desk, asker, view, language),
        quiet=part(found[look.SELECTIONS["quiet"](found)].assign(latest_on=found["heard_on"])),
        coverage_days=desk.settings.coverage_days,
        waiting=_waiting(desk, asker) if partner is None else None,
        illustration=look.illustration(desk),
    )


def _soon(desk: Desk, asker: Asker, view: View, language: str) -> Part:
    near = coming(desk, asker, view, language=language, within=timedelta(days=look.SOON_DAYS))
    today = desk.today()
    lines = [replace(one.line, deadline=one.on, days=(one.on - today).days) for one in near[:LISTED]]
    return Part(lines, len(near))


def _waiting(desk: Desk, asker: Asker) -> Waiting:
    return Waiting(
        fulfilments=checking.waiting(desk, asker),
        pairs=review.waiting(desk, asker),
        conflicts=conflicts.waiting(desk, asker),
        proposals=proposals.waiting(desk, asker),
    )

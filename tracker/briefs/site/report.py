"""What the site tells, asked once of the public copy: the same questions as the pages ask, for the public."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.desk import PUBLIC, Desk, View, look
from tracker.desk.answers import Behind, CommitmentDetail, Overview, RatesTable
from tracker.desk.catalogue import Catalogue
from tracker.desk.published import details
from tracker.desk.quarters import compared_with, trend_days
from tracker.ledger import By
from tracker.store import PublicCopy

GROUPS: Final[tuple[By, ...]] = ("district", "region", "agency", "basis", "topic", "quarter")


@dataclass(frozen=True, slots=True)
class Report:
    """All answers, as of one day, from one public copy. `commitments` are in the order of urgency."""

    on: date
    changed_on: date | None
    copy: PublicCopy
    names: Catalogue
    overview: Overview
    commitments: list[CommitmentDetail]
    rates: dict[str, RatesTable]
    series: pd.DataFrame
    series_by: dict[str, pd.DataFrame]
    cohorts: pd.DataFrame
    last_due: date
    """The last day whose deadlines are due."""
    soon: frozenset[str]
    quiet: frozenset[str]
    coverage_days: int
    behind: Behind
    within: dict[tuple[str, str], RatesTable]
    """The rates inside a group: of a district by agency, of an agency by district; by kind and code."""

    @property
    def total(self) -> dict[str, Any]:
        """The measures of everything."""
        return self.overview.total


def gather(desk: Desk, copy: PublicCopy) -> Report:
    """Ask a desk over a public copy everything that the site tells."""
    on = desk.today()
    dates = trend_days(on)
    by: dict[str, RatesTable] = {name: look.rates(desk, PUBLIC, View(), by=name) for name in GROUPS}
    within = {}
    for code in _keys(by["district"]):
        within["district", code] = look.rates(desk, PUBLIC, View(districts=(code,)), by="agency")
    for code in _keys(by["agency"]):
        within["agency", code] = look.rates(desk, PUBLIC, View(agencies=(code,)), by="district")
    for code in _keys(by["basis"]):
        within["basis", code] = look.rates(desk, PUBLIC, View(bases=(code,)), by="agency")
    overview = look.overview(desk, PUBLIC, View(), since=compared_with(on))
    changed = overview.last_change
    return Report(
        on=on,
        changed_on=changed.astimezone(desk.settings.zone).date() if changed else None,
        copy=copy,
        names=look.names(desk, PUBLIC),
        overview=overview,
        commitments=details(desk, View()),
        rates=by,
        series=look.series(desk, PUBLIC, View(), dates=dates),
        series_by={
            name: look.series(desk, PUBLIC, View(), dates=dates, by=name) for name in ("district", "agency")
        },
        cohorts=look.cohorts(desk, PUBLIC, View()),
        last_due=look.question(desk, PUBLIC, View()).last_due,
        soon=_codes(desk, "soon"),
        quiet=_codes(desk, "quiet"),
        coverage_days=desk.settings.coverage_days,
        behind=look.behind(desk, PUBLIC, View()),
        within=within,
    )


def _keys(table: RatesTable) -> list[str]:
    return [str(key) for key in table.rows["key"] if key is not None]


def _codes(desk: Desk, selection: str) -> frozenset[str]:
    """The codes of the commitments behind a figure of the cards."""
    found = look.page_of(desk, PUBLIC, View(outcomes=(selection,)), size=10**9)
    return frozenset(line.code for line in found.lines)

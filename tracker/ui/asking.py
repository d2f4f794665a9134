"""What pages ask of the desk, always for who asks here and the view of the address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tracker.desk import View, look
from tracker.desk.answers import Behind, Changes, CommitmentLine, Overview, PageOf, RatesTable
from tracker.desk.catalogue import Entry
from tracker.desk.quarters import compared_with, quarter_ends, trend_days
from tracker.desk.registers import look as registers
from tracker.figures.places import Outline, Tile
from tracker.ledger import By, Moved, Whose
from tracker.ui.here import as_of, asker, desk, kept, language, names, place
from tracker.ui.state import PAGE_SIZE


def rates(by: By | None = None, **changes: Any) -> RatesTable:
    """The measures of the view, with some of its filters changed."""
    view = replace(place().view, **changes)
    return kept(("rates", by, view), lambda: look.rates(desk(), asker(), view, by=by))


def overview() -> Overview:
    """The state of things now and at the comparison date."""
    since = compared_with(as_of())
    return kept("overview", lambda: look.overview(desk(), asker(), place().view, since=since))


def worst(count: int = 5, **changes: Any) -> PageOf:
    """The longest overdue commitments of the view."""
    view = replace(place().view, outcomes=("overdue",), **changes)
    return kept(
        ("worst", count, view),
        lambda: look.page_of(desk(), asker(), view, size=count, sort="days", language=language()),
    )


def since() -> date:
    """The day since which changes are told: the one of the address, by its date or its name, else a quarter's end."""
    return place().view.since or starts().get(place().preset) or compared_with(as_of())


def starts() -> dict[str, date]:
    """The days that a comparison may start from by name, as long as they lie before the day of the view."""
    day = as_of()
    named = {
        "last-forum": kept("last-forum", lambda: registers.last_forum(desk(), asker(), place().view)),
        "last-month": day.replace(day=1) - timedelta(days=1),
        "last-quarter": quarter_ends(day, 1)[0],
        "last-year": date(day.year - 1, 12, 31),
    }
    return {code: start for code, start in named.items() if start}


def changed() -> Changes:
    """What changed since the day of comparison."""
    view = replace(place().view, since=since())
    return kept("changed", lambda: look.changed(desk(), asker(), view))


def changed_lines(count: int) -> dict[str, list[CommitmentLine]]:
    """The first commitments that changed in each way."""
    view = replace(place().view, since=since())
    return kept(
        ("changed", count),
        lambda: look.first_changed(desk(), asker(), view, size=count, language=language()),
    )


def some(count: int, **changes: Any) -> PageOf:
    """The first commitments of the view, with some of its filters changed."""
    view = replace(place().view, **changes)
    return kept(
        ("some", count, view), lambda: look.page_of(desk(), asker(), view, size=count, language=language())
    )


def page_of(view: View | None = None) -> PageOf:
    """One page of the list that the address asks for; a page beyond the last is the last."""
    first = _page(view or place().view, place().page)
    return first if place().page <= first.pages else _page(view or place().view, first.pages)


def _page(view: View, page: int) -> PageOf:
    return look.page_of(
        desk(), asker(), view, page=page, size=PAGE_SIZE, sort=place().order, language=language()
    )


def series(**changes: Any) -> pd.DataFrame:
    """The measures at the end of the last quarters and on the day of the view."""
    return look.series(desk(), asker(), replace(place().view, **changes), dates=trend_days(as_of()))


def series_at(days: Sequence[date], **changes: Any) -> pd.DataFrame:
    """The measures on these days, of the view with some of its filters changed."""
    return look.series(desk(), asker(), replace(place().view, **changes), dates=list(days))


def lateness(by: Whose | None = None, **changes: Any) -> pd.DataFrame:
    """Days late and days overdue, of the view with some of its filters changed."""
    view = replace(place().view, **changes)
    return kept(("lateness", by, view), lambda: look.lateness(desk(), asker(), view, by=by))


def keeping_record(by: Whose | None = None, **changes: Any) -> pd.DataFrame:
    """How the last deadlines of what recurs were kept."""
    view = replace(place().view, **changes)
    return kept(("keeping", by, view), lambda: look.keeping_record(desk(), asker(), view, by=by))


def moved() -> Moved:
    """Of how many commitments of the view the deadline was moved, and how often."""
    return kept("moved", lambda: look.moved(desk(), asker(), place().view))


def time_to_fulfilment(**changes: Any) -> pd.DataFrame:
    """How much is fulfilled so many days after the deadline, of the view with some of its filters changed."""
    return look.time_to_fulfilment(desk(), asker(), replace(place().view, **changes))


def behind() -> Behind:
    """The counts behind the rates beside the main one."""
    return kept("behind", lambda: look.behind(desk(), asker(), place().view))


def crossed(most: int = 8) -> pd.DataFrame:
    """The agencies with most due of the view, by district."""
    view = replace(place().view, agencies=())

    def make() -> pd.DataFrame:
        rows = look.rates(desk(), asker(), view, by="agency").rows
        rows = rows[rows["key"].notna() & (rows["due"] > 0)].sort_values(
            "due", ascending=False, kind="stable"
        )
        return look.crossed(desk(), asker(), view, agencies=rows["key"].tolist()[:most])

    return kept(("crossed", most, view), make)


def by_district() -> pd.DataFrame:
    """The measures of every district at the end of the last quarters and on the day of the view."""
    dates = [*quarter_ends(as_of(), 8), as_of()]
    view = replace(place().view, districts=())
    return look.series(desk(), asker(), view, dates=sorted(set(dates)), by="district")


def last_due() -> date:
    """The last day whose deadlines are due in the view."""
    return look.question(desk(), asker(), place().view).last_due


def cohorts() -> pd.DataFrame:
    """What became of each quarter's deadlines."""
    return look.cohorts(desk(), asker(), place().view)


def both_names(entries: Mapping[str, Entry]) -> dict[str, tuple[str, str]]:
    """Full and short name of each entry in the reader's language, for the figures."""
    reader = language()
    return {code: (entry.name(reader), entry.short_name(reader)) for code, entry in entries.items()}


def tiles() -> list[Tile]:
    """A tile for every district that has its place in the grid."""
    reader = language()
    return [
        Tile(code, entry.name(reader), entry.extra["tile_col"], entry.extra["tile_row"])
        for code, entry in names().districts.items()
        if entry.extra["tile_col"] is not None
    ]


def outlines() -> list[Outline]:
    """The regions with their outlines."""
    rings = look.outlines()
    return [
        Outline(code, entry.name(language()), rings[code], entry.extra["lon"], entry.extra["lat"])
        for code, entry in names().regions.items()
        if code in rings
    ]

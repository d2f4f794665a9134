"""The main charts of a view by name, drawn as SVG from what the desk answers: for embeds, the projector and first sights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tracker.desk import Asker, Desk, View, look
from tracker.desk.catalogue import Entry
from tracker.desk.quarters import trend_days
from tracker.figures import findings, svg
from tracker.figures.places import Tile
from tracker.figures.strip import segments
from tracker.figures.svg import Drawing, Lead
from tracker.figures.svg.pen import nowhere
from tracker.figures.svg.ranked import LETTERS
from tracker.words import N_


def names_of(entries: Mapping[str, Entry], language: str) -> dict[str, tuple[str, str]]:
    """Full and short name of each entry."""
    return {code: (entry.name(language), entry.short_name(language)) for code, entry in entries.items()}


def tiles_of(districts: Mapping[str, Entry], language: str) -> list[Tile]:
    """A tile for every district that has its place in the grid."""
    return [
        Tile(code, entry.name(language), entry.extra["tile_col"], entry.extra["tile_row"])
        for code, entry in districts.items()
        if entry.extra["tile_col"] is not None
    ]


@dataclass(frozen=True, slots=True)
class Room:
    """For how many groups a ranking has room, and for how many letters of their names."""

    most: int | None
    letters: int


def draw(
    desk: Desk,
    asker: Asker,
    view: View,
    name: str,
    language: str,
    *,
    lead: Lead = nowhere,
    most: int | None = None,
    letters: int = LETTERS,
) -> Drawing:
    """The chart with this name (one of `CHARTS`). Marks are links where `lead` gives an address for their key.

    `most` limits a ranking to so many groups, their names to so many `letters`.
    """
    return _DRAWN[name](desk, asker, view, language, lead, Room(most, letters))


def _rate(desk: Desk, asker: Asker, view: View, language: str, lead: Lead, _room: Room) -> Drawing:
    table = look.rates(desk, asker, view)
    drawn = svg.strip(segments(table.total, language), language, lead=lead)
    finding = findings.of_total(table.total, language, day=table.on)
    return Drawing(drawn.svg, finding, drawn.table)


def _trend(desk: Desk, asker: Asker, view: View, language: str, _lead: Lead, _room: Room) -> Drawing:
    days = trend_days(look.question(desk, asker, view).on)
    return svg.trend(look.series(desk, asker, view, dates=days), language)


def _cohorts(desk: Desk, asker: Asker, view: View, language: str, _lead: Lead, _room: Room) -> Drawing:
    last_due = look.question(desk, asker, view).last_due
    return svg.cohorts(look.cohorts(desk, asker, view), language, last_due=last_due)


def _tiles(desk: Desk, asker: Asker, view: View, language: str, lead: Lead, _room: Room) -> Drawing:
    tiles = tiles_of(look.names(desk, asker).districts, language)
    return svg.tile_map(tiles, look.rates(desk, asker, view, by="district").rows, language, lead=lead)


def _districts(desk: Desk, asker: Asker, view: View, language: str, lead: Lead, room: Room) -> Drawing:
    names = names_of(look.names(desk, asker).districts, language)
    rows = look.rates(desk, asker, view, by="district").rows
    return svg.ranking(
        rows, names, language, kind="district", lead=lead, most=room.most, letters=room.letters
    )


def _agencies(desk: Desk, asker: Asker, view: View, language: str, lead: Lead, room: Room) -> Drawing:
    names = names_of(look.names(desk, asker).agencies, language)
    rows = look.rates(desk, asker, view, by="agency").rows
    return svg.ranking(rows, names, language, kind="agency", lead=lead, most=room.most, letters=room.letters)


_DRAWN: Final[Mapping[str, Callable[[Desk, Asker, View, str, Lead, Room], Drawing]]] = {
    "rate": _rate,
    "trend": _trend,
    "cohorts": _cohorts,
    "tiles": _tiles,
    "districts": _districts,
    "agencies": _agencies,
}
CHARTS: Final[Mapping[str, str]] = {
    "rate": N_("What became of all that was due."),
    "trend": N_("Kept of what was due, at the end of each quarter, with the 95 % interval."),
    "cohorts": N_(
        "Deadlines by quarter: kept on time, kept late, overdue. Above the columns: how many are kept."
    ),
    "tiles": N_("Kept of what was due. Hollow: fewer than six were due."),
    "districts": N_("Kept of what was due, with the 95 % interval. Hollow: fewer than six due, not ranked."),
    "agencies": N_("Kept of what was due, with the 95 % interval. Hollow: fewer than six due, not ranked."),
}
"""The charts there are, each with what it measures."""

"""Numbers to pictures, one grammar and one palette. Every picture says its finding and has a table of the same numbers."""

from tracker.figures.attendance import Came, Point, attendance, indicator
from tracker.figures.bars import composition, ranking
from tracker.figures.changed import SHOWN as CHANGES_SHOWN
from tracker.figures.changed import balance, changes
from tracker.figures.claimed import claimed_and_found
from tracker.figures.crossed import heat_map, small_multiples
from tracker.figures.grammar import Picture, Table
from tracker.figures.late import curve, keeping, waits, whole_days
from tracker.figures.meetings import calendar, meetings_map
from tracker.figures.places import region_map, tile_map
from tracker.figures.strip import Segment, segments, strip
from tracker.figures.timeline import deadline_strip, timeline
from tracker.figures.trend import cohorts, trend

__all__ = [
    "CHANGES_SHOWN",
    "Came",
    "Picture",
    "Point",
    "Segment",
    "Table",
    "attendance",
    "balance",
    "calendar",
    "changes",
    "claimed_and_found",
    "cohorts",
    "composition",
    "curve",
    "deadline_strip",
    "heat_map",
    "indicator",
    "keeping",
    "meetings_map",
    "ranking",
    "region_map",
    "segments",
    "small_multiples",
    "strip",
    "tile_map",
    "timeline",
    "trend",
    "waits",
    "whole_days",
]

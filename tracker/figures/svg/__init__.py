"""The same pictures as plain SVG, drawn here and needing nothing in the browser: for pages without a server, and paper.

Widths are shares of the place a drawing stands in and type has its own size, so that one drawing fits a phone, a
projector and a sheet of paper. What has no room on a narrow screen carries the class `ahd-md` or `ahd-lg`.
"""

from tracker.figures.svg.alone import WIDTHS, alone
from tracker.figures.svg.pen import Drawing, Lead
from tracker.figures.svg.placed import tile_map
from tracker.figures.svg.ranked import composition, ranking, strip
from tracker.figures.svg.timed import cohorts, timeline, trend

__all__ = [
    "WIDTHS",
    "Drawing",
    "Lead",
    "alone",
    "cohorts",
    "composition",
    "ranking",
    "strip",
    "tile_map",
    "timeline",
    "trend",
]

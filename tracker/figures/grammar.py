"""The grammar of all pictures: colours, type, an empty stage to draw on, and what a picture is."""

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from tracker.words.formats import FEW, fraction, percent

INK: Final = "#101c22"
MUTED: Final = "#4b565b"
LINE: Final = "#dedad0"
PAPER: Final = "#fdfcf9"
TRACK: Final = "#ece9e0"

KEPT: Final = "#1b5e9e"
LATE: Final = "#8ab8dd"
OPEN: Final = "#d8d8d8"
OVERDUE: Final = "#e8963a"
REFUSED: Final = "#a33b20"

OUTCOME_COLOURS: Final = {
    "kept_on_time": KEPT,
    "being_kept": KEPT,
    "kept_late": LATE,
    "overdue": OVERDUE,
    "not_being_kept": REFUSED,
    "open": OPEN,
    "ahead": LATE,
    "undated": OPEN,
    "withdrawn": OPEN,
}
"""Outcome classes; the smallest difference between neighbours holds under simulated colour blindness."""

RAMP: Final = ("#e6eff8", "#bdd6ec", "#8ab8dd", "#3873ae", "#1b5e9e")
"""Rates in fifths, pale to full; the figure always stands on the mark as well."""

SANS: Final = '"Source Sans", "Source Sans 3", "Noto Sans", "DejaVu Sans", sans-serif'
SERIF: Final = '"Source Serif", "Source Serif 4", "Noto Serif", "DejaVu Serif", serif'

CONFIG: Final = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
"""How a browser treats a picture: no tools, no zoom, nothing to do but read and click."""


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture in words, for those who cannot see it or want to copy them.

    `keys` are the keys of the marks that the rows stand for, where each row stands for one.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure whose marks carry their key in `customdata`, the finding it shows, and the same numbers as a table."""

    figure: go.Figure
    finding: str
    table: Table
    alt: str = ""

    def described(self) -> str:
        """The text alternative: the finding, and where there is more to say, that too."""
        return f"{self.finding} {self.alt}".strip()


def stays(opacity: float = 1) -> dict[str, Any]:
    """Marks look the same whether they are selected or not: a click leads away, it does not highlight."""
    same = {"marker": {"opacity": opacity}}
    return {"selected": same, "unselected": same}


def words(text: str) -> str:
    """A name for use in a figure, where a few HTML tags would otherwise be obeyed."""
    return html.escape(text, quote=False)


def fitted(full: str, short: str, limit: int) -> str:
    """The full name where it fits into `limit` characters, else the short one, else the beginning of it."""
    if len(full) <= limit:
        return full
    chosen = short if len(short) < len(full) else full
    return chosen if len(chosen) <= limit else chosen[: limit - 1].rstrip() + "…"


def text_colour(background: str) -> str:
    """Ink or paper, whichever stands out more on the background (by the contrast ratio of WCAG 2.2)."""
    background_light, ink, paper = (_luminance(colour) + 0.05 for colour in (background, INK, PAPER))
    return INK if background_light / ink > paper / background_light else PAPER


def rate_colour(rate: float) -> str:
    """The step of the ramp for a rate between 0 and 1."""
    return RAMP[min(int(rate * len(RAMP)), len(RAMP) - 1)]


def on_mark(kept: int, due: int, language: str) -> str:
    """The figure that stands on a mark: a percentage, or for fewer than six the fraction, or nothing."""
    if due == 0:
        return ""
    return percent(kept, due, language) if due >= FEW else fraction(kept, due, language)


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, column by column: pandas' own way goes cell by cell and takes ten times as long."""
    columns = [rows[name].tolist() for name in rows.columns]
    return [dict(zip(rows.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def known(value: Any) -> float | None:
    """A number, or None for what the ledger leaves empty."""
    return None if value is None or (isinstance(value, float) and math.isnan(value)) else float(value)


def as_table(columns: Sequence[str], rows: Sequence[Sequence[str]], keys: Sequence[str] = ()) -> Table:
    """A table from any sequences."""
    return Table(tuple(columns), tuple(tuple(row) for row in rows), tuple(keys))


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

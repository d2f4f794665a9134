"""An empty stage for a picture, filled with marks as plain values: Plotly is told once, when all is drawn.

Plotly checks every property when it is set, which took three quarters of the time that a picture took. Here nothing is
checked on the way; the tests let Plotly check every picture that they make (`CHECKED`).
"""

from typing import Any

import plotly.graph_objects as go

from tracker.figures.grammar import INK, LINE, PAPER, SANS

Trace = dict[str, Any]
"""The marks of one kind, as Plotly's JSON has them."""

CHECKED = False
"""Whether Plotly looks at every property of a picture and refuses one that it does not know."""


def bar(**properties: Any) -> Trace:
    """Bars; the properties are Plotly's, those that are None are left out."""
    return {"type": "bar", **_said(properties)}


def scatter(**properties: Any) -> Trace:
    """Points, lines or areas; the properties are Plotly's, those that are None are left out."""
    return {"type": "scatter", **_said(properties)}


class Stage:
    """What stands in a picture so far: its traces and its layout."""

    def __init__(self, **layout: Any) -> None:
        """Begin with nothing but a layout."""
        self._traces: list[Trace] = []
        self._layout: dict[str, Any] = layout

    def add_trace(self, trace: Trace) -> None:
        """Put marks on top of what is there."""
        self._traces.append(trace)

    def add_shape(self, **properties: Any) -> None:
        """Put a line or an area that is no mark."""
        self._layout.setdefault("shapes", []).append(_said(properties))

    def add_annotation(self, **properties: Any) -> None:
        """Put words that belong to no mark."""
        self._layout.setdefault("annotations", []).append(_said(properties))

    def update_layout(self, **properties: Any) -> None:
        """Change what holds for the whole."""
        self._layout |= _said(properties)

    def update_xaxes(self, **properties: Any) -> None:
        """Change the horizontal axis."""
        self._layout["xaxis"] = self._layout.get("xaxis", {}) | _said(properties)

    def update_yaxes(self, **properties: Any) -> None:
        """Change the vertical axis."""
        self._layout["yaxis"] = self._layout.get("yaxis", {}) | _said(properties)

    def drawn(self) -> go.Figure:
        """The figure. Raises `ValueError` where it is checked and something in it is none of Plotly's."""
        return go.Figure({"data": self._traces, "layout": self._layout}, _validate=CHECKED)


def stage(*, height: int, left: int = 0, right: int = 0, top: int = 0, bottom: int = 0) -> Stage:
    """An empty figure: no axes, no grid, no legend, nothing that can be dragged. Margins and height in pixels."""
    hidden: dict[str, Any] = {"visible": False, "fixedrange": True}
    return Stage(
        template={},
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": SANS, "size": 14, "color": INK},
        hoverlabel={
            "bgcolor": PAPER,
            "bordercolor": LINE,
            "font": {"family": SANS, "size": 14, "color": INK},
        },
        showlegend=False,
        dragmode=False,
        clickmode="event+select",
        xaxis=hidden,
        yaxis=hidden,
        barmode="overlay",
        bargap=0,
    )


def _said(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}

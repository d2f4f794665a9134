"""Every figure on the overview and on the pages of districts and agencies leads to as many commitments as it says."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import COMMITMENTS
from tests.ui.made import Made, record
from tracker.desk import EDITOR, Desk, look
from tracker.figures import Picture
from tracker.ui import here, picture
from tracker.ui.state import Place

TODAY = date(2026, 11, 23)
Visit = Callable[..., AppTest]

# Beside those of the other pages' tests: what recurs, what holds continuously, what was moved, a second region.
MORE = (
    Made(
        code="R-1",
        en="Meet every quarter",
        agencies=("mia-district",),
        districts=("khujand",),
        cadence="recurring",
        recurrence="quarterly",
        made_on=date(2025, 1, 1),
        findings=[("fulfilled", date(2025, 3, 20)), ("fulfilled", date(2026, 6, 20))],
    ),
    Made(
        code="R-2",
        en="Meet every month",
        agencies=("prosecutor-general",),
        districts=("khujand", "rudaki"),
        cadence="recurring",
        recurrence="monthly",
        made_on=date(2026, 1, 1),
        findings=[("fulfilled", date(2026, 3, 20))],
    ),
    Made(
        code="C-1",
        agencies=("mia-district",),
        en="Receive citizens",
        cadence="continuous",
        districts=("panj",),
    ),
    Made(
        code="C-2",
        agencies=("prosecutor-general",),
        en="Keep a register",
        cadence="continuous",
        findings=[("in_progress", date(2026, 10, 1))],
    ),
    Made(
        code="X-1",
        en="Build",
        districts=("khujand",),
        due=date(2025, 5, 1),
        extended=[(date(2025, 4, 1), date(2026, 5, 1))],
        claims=[("fulfilled", date(2026, 4, 30))],
    ),
)


@dataclass(frozen=True)
class Mark:
    """A mark of a picture: the picture's key, the mark's own, where it leads, and the picture's table."""

    picture: str
    key: str
    page: str
    to: Place
    drawn: Picture


@pytest.fixture
def full(desk: Desk) -> Desk:
    """An installation with one of everything, served by the pages."""
    record(desk, [*COMMITMENTS, *MORE])
    here.use(desk)
    return desk


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch) -> list[Mark]:
    """Every mark that a page draws with a lead, as soon as the page has been visited."""
    found: list[Mark] = []
    show = picture.show

    def note(make: Callable[[], Picture], *, key: str, lead: Any = None, **told: Any) -> None:
        drawn = make()
        if lead is not None:
            for mark in keys_of(drawn):
                if (target := lead(mark)) is not None:
                    found.append(Mark(key, mark, *target, drawn))
        show(make, key=key, lead=lead, **told)

    monkeypatch.setattr(picture, "show", note)
    return found


def keys_of(drawn: Picture) -> set[str]:
    """The keys of all marks that can be clicked, and of all rows of the table that are links."""
    in_figure = {
        str(mark if isinstance(mark, str) else mark[0])
        for trace in drawn.figure.data
        if trace.customdata is not None
        for mark in trace.customdata
        if mark is not None
    }
    return {key for key in {*in_figure, *drawn.table.keys} if key}


def behind(desk: Desk, to: Place) -> int:
    """How many commitments (or deadlines, where those are counted) the list at a place holds."""
    found = look.page_of(desk, EDITOR, to.view, size=1)
    return found.total if found.deadlines is None else found.deadlines


def due(desk: Desk, to: Place) -> int:
    """What was due of the population of a place: the figure in the title of one district or agency."""
    return int(look.rates(desk, EDITOR, to.view).total["due"])


WORDS = {
    "kept_on_time": "Kept on time",
    "being_kept": "Being kept",
    "kept_late": "Kept late",
    "overdue": "Overdue",
    "not_being_kept": "Not being kept",
    "on_time": "Kept on time",
    "late": "Kept late",
    "kept": "Found kept",
    "claimed": "Claimed as kept",
}
"""The column of a picture's table in which the figure of a part of a mark stands."""


def said(mark: Mark) -> int:
    """What the picture says of a mark, read from the table of the same numbers; nothing there is 0."""
    group, _, part = mark.key.partition("|")
    table = mark.drawn.table
    if mark.picture == "multiples":  # its table holds the first and the last day alone
        return int(re.findall(r"(\d+)$|of (\d+)", hovered(mark))[-1][1])
    exact = [row for row, key in zip(table.rows, table.keys, strict=True) if key == mark.key]
    rows = exact or [
        row for row, key in zip(table.rows, table.keys, strict=True) if key.partition("|")[0] == group
    ]
    if not rows:
        return 0
    first = next(name for name in ("Due", "Overdue", "Recurring commitments") if name in table.columns)
    if mark.picture == "composed" and part == "due":
        return sum(int(cell) for cell in rows[0][1:])
    cell = rows[0][table.columns.index(WORDS.get(part, first))]
    return int(re.search(r"(\d+)( of|$)", cell)[1]) if cell != "–" else 0  # type: ignore[index]


def hovered(mark: Mark) -> str:
    """What a mark says when it is pointed at."""
    return next(
        trace.hovertext[place]
        for trace in mark.drawn.figure.data
        for place, key in enumerate(trace.customdata if trace.customdata is not None else ())
        if key == mark.key
    )


VISITS = [
    ("overview", {}),
    ("overview", {"region": "TJ-SU"}),
    ("overview", {"on": "2026-06-30"}),
    ("districts", {}),
    ("districts", {"show": "regions"}),
    ("districts", {"show": "bars"}),
    ("districts", {"district": "khujand"}),
    ("agencies", {}),
    ("agencies", {"agency": "mia-district"}),
    ("agencies", {"district": "khujand", "against": "first"}),
]


@pytest.mark.parametrize(("page", "parameters"), VISITS)
def test_every_mark_leads_to_as_many_as_it_says(
    full: Desk, visit: Visit, marks: list[Mark], page: str, parameters: dict[str, str]
) -> None:
    app = visit(page, lang="en", **parameters)
    assert not app.exception
    assert len({mark.picture for mark in marks}) >= 3
    differing = {
        (mark.picture, mark.key): (said(mark), number)
        for mark in marks
        if (number := (behind if mark.page == "commitments" else due)(full, mark.to)) != said(mark)
    }
    assert differing == {}


@pytest.mark.parametrize(("page", "parameters"), VISITS)
def test_every_link_with_a_figure_leads_to_as_many_as_it_says(
    full: Desk, visit: Visit, page: str, parameters: dict[str, str]
) -> None:
    app = visit(page, lang="en", **parameters)
    numbers = {}
    for link in app.get("page_link"):
        label = html.unescape(link.proto.label)
        counted = re.search(
            r"^(\d+) of|: (\d+)(?:,| of )|[Rr]ead (?:all|the) (\d+)|^(\d+) commitments?$", label
        )
        if counted and link.proto.page.endswith("commitments"):
            to = Place.read(dict(parse_qsl(link.proto.query_string)), language="en", today=TODAY)
            numbers[label] = (int(next(filter(None, counted.groups()))), behind(full, to))
    for label, (told, number) in numbers.items():
        assert told == number, label
    if page == "overview" or "district" in parameters or "agency" in parameters:
        assert len(numbers) >= 2 or page == "agencies"


def test_every_card_leads_to_as_many_as_it_says(full: Desk, visit: Visit) -> None:
    app = visit("overview", lang="en")
    wanted = {"Overdue": "overdue", "Due within 30 days": "soon", "No finding for 90 days": "quiet"}
    for metric in app.metric:
        if metric.label in wanted:
            view = Place.read({"outcome": wanted[metric.label]}, language="en", today=TODAY)
            assert int(metric.value) == behind(full, view), metric.label

"""The child that opens files: what is asked for first comes first, and no child is left behind."""

from pathlib import Path

import pytest
import xlsxwriter

from tracker.sheets.fetch import Fetching, fetch
from tracker.sheets.shapes import ReadLimits
from tracker.sheets.unreadable import UnreadableFile


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as made:
        for name in ("Один", "Два", "_ahd", "Три"):
            made.add_worksheet(name).write_string(1, 2, f"в листе {name}")
    return path


def test_the_sheet_that_is_asked_for_comes_first_and_stands_at_its_place(book: Path) -> None:
    with Fetching(book, "xlsx", ReadLimits(), first="_ahd") as fetching:
        first = fetching.first()
        assert first is not None
        assert (first.name, first.text(1, 2)) == ("_ahd", "в листе _ahd")
        grids, _notices = fetching.all()
    assert [(grid.name, grid.text(1, 2)) for grid in grids] == [
        (name, f"в листе {name}") for name in ("Один", "Два", "_ahd", "Три")
    ]
    assert grids[2] is first


@pytest.mark.parametrize("first", ["", "Четыре"])
def test_without_such_a_sheet_there_is_nothing_first_and_nothing_is_lost(book: Path, first: str) -> None:
    with Fetching(book, "xlsx", ReadLimits(), first=first) as fetching:
        assert fetching.first() is None
        assert [grid.name for grid in fetching.all()[0]] == ["Один", "Два", "_ahd", "Три"]


def test_a_child_that_is_no_longer_wanted_is_ended(book: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Fetching(book, "xlsx", ReadLimits()) as fetching:
        raise KeyboardInterrupt
    assert fetching._process.poll() is not None


def test_a_child_that_is_late_is_ended_and_that_is_said(book: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        fetch(book, "xlsx", ReadLimits(seconds=-1.99))
    assert refused.value.reason == "took_too_long"


def test_a_refusal_says_why_also_where_a_sheet_was_asked_for_first(book: Path) -> None:
    with (
        pytest.raises(UnreadableFile) as refused,
        Fetching(book, "xlsx", ReadLimits(max_cells=5), first="_ahd") as fetching,
    ):
        fetching.all()
    assert refused.value.reason == "far_cell"

"""Where and when people met: counted by hand, every mark with its key, every number in the table too."""

from datetime import date

from tracker import figures
from tracker.figures.grammar import TRACK
from tracker.figures.places import Tile

TILES = [Tile("a", "Asht", 1, 0), Tile("b", "Bokhtar", 0, 1), Tile("c", "Konibodom", 1, 1)]


def test_the_map_counts_meetings_by_district_and_names_those_without_any() -> None:
    picture = figures.meetings_map(TILES, {"a": 1, "c": 4}, "en")
    assert picture.finding == "People met in 2 of 3 districts"
    assert picture.table.rows == (("Konibodom", "4"), ("Asht", "1"))
    assert picture.table.keys == ("c", "a")
    [tiles] = picture.figure.data
    assert list(tiles.text) == ["Asht<br><b>1</b>", "Bokhtar", "Konibodom<br><b>4</b>"]
    assert list(tiles.customdata) == ["a", "b", "c"]
    assert tiles.marker.color[1] == TRACK
    assert len(set(tiles.marker.color)) == 3


def test_the_calendar_has_a_line_a_year_from_the_first_meeting_to_the_day_of_the_page() -> None:
    days = [date(2025, 11, 3), date(2025, 11, 20), date(2026, 2, 1)]
    picture = figures.calendar(days, "en", until=date(2026, 3, 15))
    # November 2025 to March 2026 are five months, of which two had meetings.
    assert picture.finding == "People met in 2 of 5 months, November 2025 – March 2026"
    assert picture.table.rows == (("February 2026", "1"), ("November 2025", "2"))
    assert picture.table.keys == ("2026-02", "2025-11")
    cells = picture.figure.data[1]
    at = dict(zip(zip(cells.x, cells.base, strict=True), cells.customdata, strict=True))
    assert len(at) == 5
    assert sorted(key for key in at.values() if key) == ["2025-11", "2026-02"]
    assert {round(base) for x, base in at if x > 3} == {-2}, "2025 lies under 2026"
    assert [text.strip() for text in picture.figure.layout.yaxis.ticktext] == ["2026", "2025"]


def test_a_calendar_of_many_years_shows_the_newest_and_its_table_has_all() -> None:
    days = [date(year, 5, 1) for year in range(2010, 2027)]
    picture = figures.calendar(days, "ru", until=date(2026, 5, 31))
    assert [text.strip() for text in picture.figure.layout.yaxis.ticktext] == [
        *("2026", "2025", "2024", "2023", "2022", "2021")
    ]
    assert len(picture.table.rows) == 17


def test_no_meeting_makes_an_empty_calendar() -> None:
    picture = figures.calendar([], "tg", until=date(2026, 3, 15))
    assert picture.table.rows == ()
    assert not any(picture.figure.data[1].customdata)

"""Pictures say what the numbers say: order, labels, keys of marks, findings, tables."""

import re
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tracker import figures
from tracker.figures import svg
from tracker.figures.grammar import (
    INK,
    KEPT,
    LATE,
    OPEN,
    OUTCOME_COLOURS,
    OVERDUE,
    PAPER,
    RAMP,
    REFUSED,
    Picture,
    fitted,
    text_colour,
)
from tracker.figures.places import Outline, Tile, broken
from tracker.figures.strip import in_words
from tracker.figures.timeline import Said
from tracker.ledger import Question

# 95 % Wilson intervals worked out with the formula of Wilson (1927) for z = 1.96.
INTERVALS = {
    (9, 10): (0.596, 0.982),
    (1, 10): (0.018, 0.404),
    (5, 10): (0.237, 0.763),
    (6, 10): (0.313, 0.832),
    (2, 10): (0.057, 0.510),
    (20, 100): (0.133, 0.289),
    (60, 100): (0.502, 0.691),
    (0, 20): (0.0, 0.161),
    (11, 20): (0.342, 0.742),
}
NAMES = {"a": ("Agency of all affairs", "AAA"), "b": ("Bureau", "B"), "c": ("Committee", "C")}


def row(key: str | None, kept: int, due: int, **more: int) -> dict[str, Any]:
    low, high = INTERVALS.get((kept, due), (0.0, 1.0))
    classes = {
        "kept_on_time": kept,
        "kept_late": 0,
        "being_kept": 0,
        "overdue": due - kept,
        "not_being_kept": 0,
    }
    return {"key": key, "kept": kept, "due": due, "low": low, "high": high, **classes, **more}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows)


def marks(picture: Picture) -> list[str]:
    """The keys of all marks, in the order drawn, each once."""
    found = [
        key
        for trace in picture.figure.data
        for key in (trace.customdata if trace.customdata is not None else ())
    ]
    return list(dict.fromkeys(str(key) for key in found))


def texts(picture: Picture) -> list[str]:
    return [str(t) for trace in picture.figure.data for t in (trace.text if trace.text is not None else ())]


def test_bars_are_sorted_best_first_and_small_ones_come_last_unranked() -> None:
    picture = figures.ranking(
        table(row("a", 5, 10), row("b", 9, 10), row("c", 3, 5)), NAMES, "en", kind="agency"
    )
    assert marks(picture) == ["b", "a", "c"]
    assert [line[0] for line in picture.table.rows] == ["Bureau", "Agency of all affairs", "Committee"]


def test_an_abbreviation_that_two_groups_share_names_neither() -> None:
    named = {"a": ("Executive body of the region", "EB"), "b": ("Executive body of the district", "EB")}
    shown = texts(figures.ranking(table(row("a", 9, 10), row("b", 8, 10)), named, "en", kind="agency"))
    assert "EB" not in shown
    assert {"Executive body of the region", "Executive body of the district"} <= set(shown)


def test_an_interval_is_a_dark_line_on_a_light_one_so_that_it_shows_inside_a_dark_bar() -> None:
    picture = figures.ranking(table(row("b", 9, 10)), NAMES, "en", kind="agency")
    light, dark = (t.error_x for t in picture.figure.data if t.error_x.array is not None)
    assert (light.color, dark.color) == ("#fdfcf9", "#101c22")
    assert light.thickness > 2 * dark.thickness
    assert light.array == dark.array


def test_a_group_with_an_abbreviation_is_ranked_under_it_and_named_in_full_in_the_table() -> None:
    named = {"b": ("Ministry of Internal Affairs", "MIA")}
    picture = figures.ranking(table(row("b", 9, 10)), named, "en", kind="agency")
    assert "MIA" in texts(picture)
    assert "Ministry of Internal Affairs" not in texts(picture)
    assert picture.table.rows[0][0] == "Ministry of Internal Affairs"
    assert any(
        "Ministry of Internal Affairs" in str(t.hovertext) for t in picture.figure.data if t.type == "bar"
    )


def test_a_small_group_shows_its_fraction_only_and_no_whisker() -> None:
    picture = figures.ranking(table(row("c", 3, 5)), NAMES, "en", kind="agency")
    assert "3 of 5" in texts(picture)
    assert not any("%" in text for text in texts(picture))
    assert [trace.marker.color for trace in picture.figure.data if trace.type == "bar"][-1] == PAPER
    assert all(trace.error_x.array is None for trace in picture.figure.data)
    assert picture.table.rows == (("Committee", "3", "5", "–", "–"),)


def test_a_bar_carries_its_percentage_its_number_and_its_interval() -> None:
    picture = figures.ranking(table(row("b", 9, 10)), NAMES, "en", kind="agency")
    assert "<b>90 %</b> of 10" in texts(picture)
    whisker = next(t.error_x for t in picture.figure.data if t.error_x.array is not None)
    assert whisker.array[0] == pytest.approx(0.082)
    assert whisker.arrayminus[0] == pytest.approx(0.304)


def test_a_ranking_names_its_ends_only_where_they_can_be_told_apart() -> None:
    apart = figures.ranking(table(row("a", 1, 10), row("b", 9, 10)), NAMES, "en", kind="agency")
    assert apart.finding == "From 10 % (AAA) to 90 % (B)"
    alike = figures.ranking(table(row("a", 5, 10), row("b", 6, 10)), NAMES, "en", kind="agency")
    assert alike.finding == "By agency 50 % to 60 %: the difference may be chance"
    few = figures.ranking(table(row("c", 3, 5)), NAMES, "en", kind="agency")
    assert few.finding == "Of no agency was enough due for a rate"


def test_two_groups_that_stand_apart_are_named_where_the_ends_do_not() -> None:
    best_but_unsure = row("c", 6, 6) | {"low": 0.3, "high": 1.0}
    rows = table(best_but_unsure, row("b", 9, 10), row("a", 1, 10))
    picture = figures.ranking(rows, NAMES, "en", kind="agency")
    assert picture.finding == "B (90 %) is clearly ahead of AAA (10 %)"


def test_national_commitments_are_no_bar() -> None:
    picture = figures.ranking(table(row(None, 5, 10), row("a", 5, 10)), NAMES, "en", kind="district")
    assert marks(picture) == ["a"]


@pytest.mark.parametrize(
    ("rows", "finding"),
    [
        ([row("a", 10, 10), row("c", 5, 5)], "No agency has anything overdue"),
        ([row("a", 10, 10), row(None, 5, 10)], "No agency has anything overdue"),
        ([row("a", 10, 10), row("c", 1, 4)], "Nothing is overdue where six or more were due"),
        ([row("a", 9, 10), row("c", 1, 4)], "Most overdue where six or more were due: AAA, 1 of 10 due"),
        ([row("a", 6, 10), row("b", 9, 10), row("c", 0, 4)], "Most overdue: AAA, 4 of 10 due"),
        ([row("c", 1, 4)], "Of no agency was enough due for a rate"),
    ],
    ids=["none", "none of a group", "only of few", "more of few", "most", "few"],
)
def test_what_became_of_it_says_of_whom_most_is_overdue_only_where_something_is(
    rows: list[dict[str, Any]], finding: str
) -> None:
    assert figures.composition(table(*rows), NAMES, "en", kind="agency").finding == finding
    assert svg.composition(table(*rows), NAMES, "en", kind="agency").finding == finding


def test_a_strip_adds_up_to_all_that_was_due() -> None:
    total = {"due": 20, "kept_on_time": 7, "being_kept": 2, "kept_late": 1, "overdue": 8, "not_being_kept": 2}
    parts = figures.segments(total, "en")
    assert [(part.key, part.count) for part in parts] == [
        ("kept", 9),
        ("late", 1),
        ("overdue", 8),
        ("broken", 2),
    ]
    picture = figures.strip(parts, "en")
    ends = [trace.base[0] + trace.x[0] for trace in picture.figure.data]
    assert ends == pytest.approx([0.45, 0.5, 0.9, 1.0])
    assert marks(picture) == ["kept", "late", "overdue", "broken"]
    assert "Overdue: 40 %, 8 of 20" in picture.described()


def test_a_narrow_segment_leaves_its_words_to_the_key() -> None:
    total = {
        "due": 100,
        "kept_on_time": 97,
        "being_kept": 0,
        "kept_late": 3,
        "overdue": 0,
        "not_being_kept": 0,
    }
    said = texts(figures.strip(figures.segments(total, "en"), "en", pixels=350))
    assert said == ["<b>97 %</b><br>On time", ""]


def test_a_long_word_needs_more_room_than_a_short_one() -> None:
    total = {
        "due": 100,
        "kept_on_time": 46,
        "being_kept": 0,
        "kept_late": 11,
        "overdue": 43,
        "not_being_kept": 0,
    }
    # 11 % of 810 pixels are 89: room for nine letters (86.5 with the margin), not for the twelve of «С опозданием».
    said = {language: texts(figures.strip(figures.segments(total, language), language, pixels=810))[1]
            for language in ("en", "ru")}  # fmt: skip
    assert said == {"en": "<b>11 %</b><br>Kept late", "ru": "<b>11\xa0%</b>"}


def test_of_fewer_than_six_a_strip_says_only_how_many() -> None:
    few = {"due": 4, "kept_on_time": 1, "being_kept": 0, "kept_late": 0, "overdue": 3, "not_being_kept": 0}
    parts = figures.segments(few, "en")
    picture, drawn = figures.strip(parts, "en"), svg.strip(parts, "en")
    assert texts(picture) == ["<b>1 of 4</b><br>On time", "<b>3 of 4</b><br>Overdue"]
    assert [in_words(part, "en") for part in parts] == ["On time: 1 of 4", "Overdue: 3 of 4"]
    assert picture.table.rows == (("On time", "1", "1 of 4"), ("Overdue", "3", "3 of 4"))
    assert "%" not in picture.described() and ">3 of 4</text>" in drawn.svg and "3 of 4" in drawn.finding
    assert not re.search(r">[^<]*%[^<]*<", drawn.svg)


def test_of_six_and_more_a_strip_says_the_share_too() -> None:
    six = {"due": 6, "kept_on_time": 3, "being_kept": 0, "kept_late": 0, "overdue": 3, "not_being_kept": 0}
    assert [in_words(part, "en") for part in figures.segments(six, "en")] == [
        "On time: 3, 50 %",
        "Overdue: 3, 50 %",
    ]


def test_nothing_due_makes_no_segment() -> None:
    none = dict.fromkeys(("due", "kept_on_time", "being_kept", "kept_late", "overdue", "not_being_kept"), 0)
    assert figures.segments(none, "en") == []


TILES = [Tile("a", "Asht", 1, 0), Tile("b", "Bokhtar", 0, 1), Tile("c", "Kuhistoni Mastchoh", 1, 1)]


def test_every_district_has_a_tile_with_its_name_and_figure() -> None:
    picture = figures.tile_map(TILES, table(row("a", 9, 10), row("b", 2, 3)), "en")
    assert marks(picture) == ["a", "b", "c"]
    assert texts(picture) == ["Asht<br><b>90 %</b>", "Bokhtar<br><b>2 of 3</b>", "Kuhistoni<br>Mastchoh"]


def test_a_tile_is_pale_for_nothing_hollow_for_few_and_full_for_a_high_rate() -> None:
    [bars] = figures.tile_map(TILES, table(row("a", 9, 10), row("b", 2, 3)), "en").figure.data
    full, hollow, nothing = bars.marker.color
    assert full == RAMP[-1]
    assert hollow == PAPER
    assert nothing not in (PAPER, *RAMP)


def test_names_break_between_words_and_are_cut_only_where_there_is_no_room() -> None:
    assert broken("Nosiri Khusrav", 13, join=9, lines=2) == ["Nosiri", "Khusrav"]
    assert broken("Sino (Dushanbe)", 13, join=9, lines=2) == ["Sino"]
    assert broken("Khujand", 5, join=0, lines=1) == ["Khuj."]


def test_a_region_is_a_shape_with_one_mark_that_can_be_clicked() -> None:
    square = [[68.0, 38.0], [69.0, 38.0], [69.0, 39.0], [68.0, 38.0]]
    outline = Outline("TJ-SU", "Sughd", [square], 68.5, 38.5)
    picture = figures.region_map([outline], table(row("TJ-SU", 9, 10)), "en")
    assert marks(picture) == ["TJ-SU"]
    assert "<b>90 %</b>" in texts(picture)


def quarters(*rates: tuple[str, int, int]) -> pd.DataFrame:
    return table(*({**row(None, kept, due), "date": pd.Timestamp(day)} for day, kept, due in rates))


def test_a_trend_says_what_changed_between_its_ends() -> None:
    better = figures.trend(quarters(("2025-12-31", 20, 100), ("2026-03-31", 60, 100)), "en")
    assert better.finding == "Better than on 31 December 2025: 20 % then, 60 % now"
    assert marks(better) == ["2025-12-31", "2026-03-31"]
    worse = figures.trend(quarters(("2025-12-31", 60, 100), ("2026-03-31", 20, 100)), "en")
    assert worse.finding == "Worse than on 31 December 2025: 60 % then, 20 % now"
    same = figures.trend(quarters(("2025-12-31", 60, 100), ("2026-03-31", 61, 100)), "en")
    assert same.finding == "Hardly any change since 31 December 2025: 60 %, now 61 %"


def test_a_trend_does_not_say_what_its_intervals_cannot_tell_apart() -> None:
    two = figures.trend(quarters(("2025-12-31", 2, 10), ("2026-03-31", 6, 10)), "en")
    assert two.finding == "From 20 % on 31 December 2025 to 60 % now: the difference may be chance"


def test_a_trend_begins_where_six_are_due_and_without_such_a_day_says_that_it_cannot_tell() -> None:
    later = quarters(("2025-09-30", 0, 4), ("2025-12-31", 20, 100), ("2026-03-31", 60, 100))
    assert figures.trend(later, "en").finding == "Better than on 31 December 2025: 20 % then, 60 % now"
    few = quarters(("2025-12-31", 0, 4), ("2026-03-31", 6, 10))
    assert figures.trend(few, "en").finding == "Too few were due to tell whether anything has changed"


def test_one_group_is_not_compared_with_itself() -> None:
    alone = figures.ranking(table(row("a", 6, 10)), NAMES, "en", kind="agency")
    assert alone.finding == "AAA: 6 of 10 kept – 60 %"


def test_one_point_is_no_trend() -> None:
    assert figures.trend(quarters(("2026-03-31", 6, 10)), "en").finding == "There is no trend yet"
    assert figures.trend(quarters(("2026-03-31", 0, 0)), "en").finding == "There is no trend yet"


def test_a_trend_dates_from_few_commitments_is_hollow() -> None:
    picture = figures.trend(quarters(("2025-12-31", 2, 3), ("2026-03-31", 6, 10)), "en")
    line = picture.figure.data[-1]
    assert list(line.marker.color) == [PAPER, KEPT]
    assert list(line.text) == ["<b>2 of 3</b>", "<b>60 %</b>"]


def test_a_trend_says_and_draws_the_same_on_every_screen() -> None:
    ends = ("03-31", "06-30", "09-30", "12-31")
    rows = quarters(
        *(
            (f"{year}-{end}", n, 20)
            for n, (year, end) in enumerate((y, e) for y in (2023, 2024, 2025) for e in ends)
        )
    )
    pictures = {width: figures.trend(rows, "en", width=width) for width in ("phone", "tablet", "wide")}
    assert {picture.finding for picture in pictures.values()} == {
        "Better than on 31 March 2023: 0 % then, 55 % now"
    }
    assert {len(marks(picture)) for picture in pictures.values()} == {12}
    labelled = {
        width: sum(bool(text) for text in picture.figure.data[-1].text) for width, picture in pictures.items()
    }
    assert labelled == {"phone": 4, "tablet": 6, "wide": 12}


def test_of_two_points_close_together_the_newer_one_carries_its_figure() -> None:
    rows = quarters(
        ("2026-03-31", 1, 10), ("2026-06-30", 2, 10), ("2026-09-30", 3, 10), ("2026-10-05", 4, 10)
    )
    for width, shown in (("wide", ["10 %", "20 %", "", "40 %"]), ("phone", ["", "", "", "40 %"])):
        texts_ = figures.trend(rows, "en", width=width).figure.data[-1].text
        assert [text.strip("</b>") for text in texts_] == shown


def test_the_finding_of_the_cohorts_is_about_a_quarter_of_which_all_is_due() -> None:
    over = {"quarter": "2026-Q3", "on_time": 4, "late": 2, "overdue": 6, "due": 12}
    begun = {"quarter": "2026-Q4", "on_time": 0, "late": 0, "overdue": 1, "due": 1}
    rows = pd.DataFrame([over, begun])
    for last_due, finding in (
        (date(2026, 12, 30), "Of the deadlines of Q3 2026, 6 of 12 are kept"),
        (date(2026, 12, 31), "Of the deadlines of Q4 2026, 0 of 1 are kept"),
    ):
        assert figures.cohorts(rows, "en", last_due=last_due).finding == finding
        assert svg.cohorts(rows, "en", last_due=last_due).finding == finding
    only_begun = figures.cohorts(pd.DataFrame([begun]), "en", last_due=date(2026, 11, 1))
    assert only_begun.finding == "No quarter with deadlines is over yet"
    assert len(marks(only_begun)) == 3


@pytest.mark.parametrize(
    ("known_on", "last_due"),
    [(date(2025, 12, 31), date(2025, 12, 30)), (date(2026, 1, 1), date(2025, 12, 31))],
)
def test_the_last_day_of_a_quarter_is_due_when_it_is_over(known_on: date, last_due: date) -> None:
    assert Question(on=date(2025, 12, 31), known_on=known_on).last_due == last_due


def test_columns_of_a_quarter_add_up_to_its_deadlines() -> None:
    rows = pd.DataFrame([{"quarter": "2026-Q1", "on_time": 4, "late": 2, "overdue": 6, "due": 12}])
    picture = figures.cohorts(rows, "en", last_due=date(2026, 3, 31))
    assert [trace.y[0] for trace in picture.figure.data if trace.type == "bar"] == [4, 2, 6]
    assert picture.finding == "Of the deadlines of Q1 2026, 6 of 12 are kept"
    assert "<b>50 %</b>" in texts(picture)


@pytest.mark.parametrize(
    ("findings", "claims", "finding"),
    [
        ([], [], "Nothing has been found or claimed yet"),
        ([], ["fulfilled"], "Claimed by the agency, not yet checked by the monitors"),
        (["in_progress"], [], "The agency has said nothing yet"),
        (["fulfilled"], ["fulfilled"], "The monitors and the agency agree"),
        (["in_progress"], ["fulfilled"], "The agency says: fulfilled. The monitors found: in progress"),
    ],
)
def test_a_timeline_says_whether_both_sides_agree(
    findings: list[str], claims: list[str], finding: str
) -> None:
    day = date(2026, 3, 1)
    picture = figures.timeline(
        [Said(day, status) for status in findings],
        [Said(day, status) for status in claims],
        [(date(2026, 1, 31), True)],
        date(2026, 11, 23),
        "en",
    )
    assert picture.finding == finding
    assert len(picture.table.rows) == len(findings) + len(claims)


def test_a_strip_of_deadlines_counts_the_kept_ones_and_signs_each() -> None:
    rows = pd.DataFrame(
        {
            "deadline": pd.to_datetime(["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
            "outcome": ["kept_on_time", "kept_late", "overdue", "open"],
        }
    )
    picture = figures.deadline_strip(rows, "en")
    assert picture.finding == "2 of 3 deadlines kept"
    assert texts(picture) == ["✓", "✓", "!", ""]


def test_a_name_can_not_bring_markup_into_a_figure() -> None:
    names = {"a": ('<a href="https://e.example">x</a>', "<b>x</b>")}
    picture = figures.ranking(table(row("a", 5, 10)), names, "en", kind="agency")
    assert not any("<a " in text for text in texts(picture))
    assert all("<a " not in str(trace.hovertemplate) for trace in picture.figure.data)


@pytest.mark.parametrize(
    "colour", sorted({*OUTCOME_COLOURS.values(), *RAMP, PAPER, REFUSED, OVERDUE, LATE, OPEN})
)
def test_words_on_every_colour_can_be_read(colour: str) -> None:
    assert contrast(colour, text_colour(colour)) >= 4.5


def test_ink_on_paper_can_be_read() -> None:
    assert contrast(PAPER, INK) >= 7


def test_a_long_name_gives_way_to_its_abbreviation() -> None:
    assert fitted("Ministry of Internal Affairs", "MIA", 40) == "Ministry of Internal Affairs"
    assert fitted("Ministry of Internal Affairs", "MIA", 10) == "MIA"
    assert fitted("Jamoat of the village", "Jamoat of the village", 10) == "Jamoat of…"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_small_multiples_count_the_same_districts_on_every_screen() -> None:
    """Ten districts of ten due each: seven rise from 1 to 6, three fall; an eleventh never had six due and is not counted."""
    names = {f"d{n}": (f"District {n}", f"D{n}") for n in range(11)}
    rows = [
        {**row(f"d{n}", kept, 10), "date": pd.Timestamp(day)}
        for n in range(10)
        for day, kept in (("2025-12-31", 1 if n < 7 else 9), ("2026-03-31", 6 if n < 7 else 5))
    ]
    rows += [
        {**row("d10", kept, 4), "date": pd.Timestamp(day)}
        for day, kept in (("2025-12-31", 0), ("2026-03-31", 4))
    ]
    found = {
        figures.small_multiples(table(*rows), names, "en", width=width).finding
        for width in ("phone", "tablet", "wide")
    }
    assert found == {"7 of 10 districts that can be compared keep a larger part than at first"}

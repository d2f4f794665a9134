"""The figures beside the rates: claims against findings, days overdue, what recurs, the time to fulfilment."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.figures.test_figures import NAMES, marks, row, table, texts
from tracker import figures
from tracker.figures.grammar import PAPER
from tracker.figures.groups import Whose
from tracker.ledger.survival import kaplan_meier


def claims(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    """Key, kept, claimed, due."""
    return table(*(row(key, kept, due) | {"claimed_rate": claimed / due} for key, kept, claimed, due in rows))


def waiting(*rows: tuple[str, int, float, float]) -> pd.DataFrame:
    """Key, how many are overdue, their median and longest days; two were kept late, by 3 and 8 days."""
    late = {"late": 2, "late_median": 5.5, "late_longest": 8.0}
    return pd.DataFrame(
        [
            {"key": key, "overdue": n, "overdue_median": middle, "overdue_longest": longest, **late}
            for key, n, middle, longest in rows
        ]
    )


def test_the_widest_gap_between_claim_and_finding_comes_first_and_is_the_finding() -> None:
    picture = figures.claimed_and_found(claims(("a", 5, 6, 10), ("b", 3, 9, 10), ("c", 1, 4, 4)), NAMES, "en")
    assert marks(picture) == ["b|kept", "a|kept", "c|kept", "b|claimed", "a|claimed", "c|claimed"]
    assert picture.finding == "Widest gap: of 10 due, B reports 90 % as kept, and 30 % were found kept"
    assert {"<b>+60 points</b>", "<b>+10 points</b>", "1 found, 4 claimed of 4"} <= set(texts(picture))
    assert picture.table.rows[0] == ("Bureau", "30 %, 3 of 10", "90 %, 9 of 10", "10", "+60 points")
    assert picture.table.rows[2] == ("Committee", "1 of 4", "4 of 4", "4", "–")


def test_of_few_due_the_marks_of_the_findings_are_hollow_and_claims_always_are() -> None:
    picture = figures.claimed_and_found(claims(("b", 3, 9, 10), ("c", 1, 4, 4)), NAMES, "en")
    found, claimed = picture.figure.data[-2:]
    assert [colour == PAPER for colour in found.marker.color] == [False, True]
    assert [colour == PAPER for colour in claimed.marker.color] == [True, True]
    assert (found.marker.symbol, claimed.marker.symbol) == ("circle", "diamond")


def test_no_gap_is_said_to_be_none() -> None:
    picture = figures.claimed_and_found(claims(("a", 5, 5, 10)), NAMES, "en")
    assert picture.finding == "No agency reports more as kept than was found"


def test_a_gap_where_few_are_due_is_not_denied() -> None:
    picture = figures.claimed_and_found(claims(("a", 5, 5, 10), ("c", 2, 3, 3)), NAMES, "en")
    assert picture.finding == "No agency of which six or more were due reports more as kept than was found"
    assert "2 found, 3 claimed of 3" in texts(picture)


def test_the_longest_waiting_half_comes_first_and_few_have_no_median() -> None:
    rows = waiting(("a", 7, 12.5, 40), ("b", 6, 90, 200), ("c", 2, 300, 400))
    picture = figures.waits(rows, NAMES, "en", kind="agency")
    assert picture.finding == "Half of what is overdue at B has waited 90 days or longer"
    assert marks(picture) == ["b", "a", "c"]
    assert picture.table.rows == (
        ("Bureau", "6", "90", "200", "2", "–", "8"),
        ("Agency of all affairs", "7", "13", "40", "2", "–", "8"),
        ("Committee", "2", "–", "400", "2", "–", "8"),
    )
    assert "2 overdue, up to 400 days" in texts(picture)


def test_where_few_are_overdue_everywhere_the_longest_alone_is_told() -> None:
    picture = figures.waits(waiting(("c", 2, 300, 400), ("a", 1, 500, 500)), NAMES, "en", kind="agency")
    assert picture.finding == "Longest overdue: AAA, 500 days"


@pytest.mark.parametrize(
    ("kind", "finding"),
    [("district", "Nothing is overdue in any district"), ("agency", "No agency has anything overdue")],
)
def test_where_only_what_is_of_no_group_is_overdue_the_finding_is_about_the_groups_alone(
    kind: Whose, finding: str
) -> None:
    national = pd.concat([waiting(("a", 0, 0, 0)), waiting(("b", 10, 90, 200)).assign(key=None)])
    for rows in (waiting(), national):
        assert figures.waits(rows, NAMES, "en", kind=kind).finding == finding


def test_what_fell_due_on_the_very_day_has_waited_for_no_day() -> None:
    picture = figures.waits(waiting(("a", 7, 0, 0), ("c", 2, 0, 0)), NAMES, "en", kind="agency")
    assert picture.finding == "Half of what is overdue at AAA has waited 0 days or longer"
    assert {"<b>0 days</b>, up to 0 days", "2 overdue, up to 0 days"} <= set(texts(picture))
    assert {x for trace in picture.figure.data[2:] for x in trace.x} == {0.0}


def record(key: str | None, on_time: int, late: int, missed: int) -> dict[str, Any]:
    counts = {"on_time": on_time, "late": late, "missed": missed}
    return {"key": key, "commitments": 2, "deadlines": on_time + late + missed, **counts}


def test_what_recurs_is_ranked_by_the_deadlines_kept_and_the_least_kept_is_the_finding() -> None:
    rows = pd.DataFrame([record("a", 1, 1, 6), record("b", 6, 0, 2), record("c", 4, 0, 0)])
    picture = figures.keeping(rows, NAMES, "en", kind="agency")
    assert picture.finding == "Least kept of what recurs: AAA, 2 of 8 deadlines"
    assert [line[0] for line in picture.table.rows] == ["Bureau", "Agency of all affairs", "Committee"]
    assert picture.table.rows[1] == ("Agency of all affairs", "2", "8", "1", "1", "6")
    reached = dict.fromkeys("abc", 0.0)
    for trace in picture.figure.data[2:]:
        for key, base, length in zip(trace.customdata, trace.base, trace.x, strict=True):
            assert base == reached[key]
            reached[key] += length
    assert reached == dict.fromkeys("abc", 1.0)


@pytest.mark.parametrize(
    ("records", "in_districts", "of_agencies"),
    [
        (
            [],
            "No recurring deadline has passed in any district yet",
            "No recurring deadline of any agency has passed yet",
        ),
        (
            [record(None, 3, 0, 10)],
            "No recurring deadline has passed in any district yet",
            "No recurring deadline of any agency has passed yet",
        ),
        (
            [record("a", 8, 0, 0), record("c", 1, 1, 0)],
            "In every district all of the last recurring deadlines are kept",
            "Every agency has kept all of its last recurring deadlines",
        ),
        (
            [record("a", 7, 1, 0), record("c", 1, 0, 3)],
            "The last recurring deadlines are all kept where there were six or more",
            "The last recurring deadlines are all kept where there were six or more",
        ),
        (
            [record("c", 1, 0, 3), record(None, 3, 0, 10)],
            "In no district have enough recurring deadlines passed for a comparison",
            "Of no agency have enough recurring deadlines passed for a comparison",
        ),
    ],
    ids=["none", "none of a group", "all kept", "only few are missed", "few"],
)
def test_what_recurs_has_a_sentence_of_its_own_for_none_for_few_and_for_all_kept(
    records: list[dict[str, Any]], in_districts: str, of_agencies: str
) -> None:
    rows = pd.DataFrame(records, columns=list(record("", 0, 0, 0)))
    assert figures.keeping(rows, NAMES, "en", kind="district").finding == in_districts
    assert figures.keeping(rows, NAMES, "en", kind="agency").finding == of_agencies


def test_the_curve_says_how_much_is_kept_by_the_deadline_and_how_much_later() -> None:
    # Ten due: four on time, two after 20 days, four watched for 100 days.
    days = np.array([0] * 4 + [20] * 2 + [100] * 4)
    happened = np.array([True] * 6 + [False] * 4)
    picture = figures.curve(kaplan_meier(days, happened), "en")
    # Four of ten at once; after 20 days six; at 100 days fewer than six are watched, so the curve ends at 20.
    assert picture.finding == "Of 10 due, 40 % are kept by the deadline"
    picture = figures.curve(kaplan_meier(np.append(days, [100] * 2), np.append(happened, [False] * 2)), "en")
    # Twelve due: a third on time, half after 20 days; six are watched for 100 days.
    assert picture.finding == (
        "Of 12 due, 33 % are kept by the deadline, and an estimated 50 % within 90 days after it"
    )
    assert [line[:2] for line in picture.table.rows] == [("0", "33 %"), ("30", "50 %"), ("90", "50 %")]
    assert [line[3] for line in picture.table.rows] == ["12", "6", "6"]


def test_of_few_due_there_is_no_curve() -> None:
    few = kaplan_meier(np.array([0, 5]), np.array([True, False]))
    for curve in (few, few.iloc[:0]):
        picture = figures.curve(curve, "en")
        assert picture.finding == "Too little was due for the time to fulfilment to be told"
        assert picture.table.rows == ()

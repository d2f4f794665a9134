"""The figures of what changed: bars in the order of telling, and a balance whose rows add up."""

import pandas as pd
import pytest

from tracker import figures
from tracker.figures.grammar import OVERDUE
from tracker.ledger import CHANGES, OUTCOMES


def balance(**rows: dict[str, int]) -> pd.DataFrame:
    table = pd.DataFrame(0, index=list(OUTCOMES), columns=["before", *CHANGES, "now"])
    for outcome, numbers in rows.items():
        for name, number in numbers.items():
            table.loc[outcome, name] = number
    return table


def test_bars_stand_in_the_order_of_telling_and_what_did_not_happen_is_left_out() -> None:
    picture = figures.changes({"corrected": 3, "newly_due": 4, "kept": 7, "late": 0}, "en")
    bars = picture.figure.data[0]
    assert list(bars.customdata) == ["kept", "newly_due", "corrected"]
    assert list(bars.x) == [7, 4, 3]
    assert bars.marker.color[1] == OVERDUE
    assert picture.table.rows == (("Kept", "7"), ("Newly due, not kept", "4"), ("Corrected afterwards", "3"))


@pytest.mark.parametrize(
    ("counts", "finding"),
    [
        ({"kept": 5, "late": 2, "slipped": 4}, "More was fulfilled than fell behind: 7 against 4"),
        (
            {"ahead": 1, "newly_due": 2, "no_longer_kept": 1},
            "More fell behind than was fulfilled: 3 against 1",
        ),
        ({"kept": 2, "newly_due": 2}, "As much was fulfilled as fell behind: 2 and 2"),
        ({"new": 3}, "Nothing was fulfilled, and nothing fell behind"),
    ],
)
def test_the_finding_weighs_what_was_fulfilled_against_what_fell_behind(
    counts: dict[str, int], finding: str
) -> None:
    assert figures.changes(counts, "en").finding == finding


def test_every_row_of_the_balance_adds_up_from_then_over_what_was_learned_to_now() -> None:
    table = figures.balance(
        balance(
            overdue={"before": 9, "corrected": -2, "kept": -3, "newly_due": 4, "now": 8},
            kept_on_time={"before": 1, "corrected": 2, "kept": 3, "now": 6},
            open={"before": 4, "newly_due": -4, "now": 0},
        ),
        "en",
        before="then",
        learned="then, as known now",
        now="now",
    )
    head = (
        "Outcome",
        "then",
        "Corrected afterwards",
        "then, as known now",
        "Kept",
        "Newly due, not kept",
        "now",
    )
    assert table.columns == head
    assert table.rows == (
        ("Kept on time", "1", "+2", "3", "+3", "–", "6"),
        ("Overdue", "9", "−2", "7", "−3", "+4", "8"),
        ("Open", "4", "–", "4", "–", "−4", "0"),
        ("All", "14", "–", "14", "–", "–", "14"),
    )
    assert table.keys == ("kept_on_time", "overdue", "open", "")

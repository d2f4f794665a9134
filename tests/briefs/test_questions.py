"""What is asked and told of one commitment follows from what was found, claimed and published, and from nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from tests.ui.made import Made, record
from tracker.briefs.hearing import Brief, Wanted, build
from tracker.briefs.shapes import Item
from tracker.briefs.told import disputed_words, facts_of, late_words
from tracker.desk import EDITOR, Desk, View
from tracker.words import LANGUAGES

CLAIMED = [("fulfilled", date(2026, 2, 1))]
UNDER_WAY = [("in_progress", date(2026, 2, 1))]
FOUND = [("partly_fulfilled", date(2026, 3, 1))]
# Overdue on 23 November 2026 since 14 January of that year: 313 days; always in force: C.
COMMITMENTS = [
    Made("Q-1", ru="Изъявлено, не проверено", due=date(2026, 1, 14), claims=CLAIMED),
    Made("Q-2", ru="Изъявлено и проверено", due=date(2026, 1, 14), claims=CLAIMED, findings=FOUND),
    Made("Q-3", ru="Ведомство пишет: в работе", due=date(2026, 1, 14), claims=UNDER_WAY),
    Made("Q-4", ru="Никто ничего не сказал", due=date(2026, 1, 14)),
    Made("C-1", ru="Всегда, изъявлено", cadence="continuous", claims=CLAIMED),
    Made("C-2", ru="Всегда, начато", cadence="continuous", claims=[("not_started", date(2026, 2, 1))]),
    Made("C-3", ru="Всегда, тишина", cadence="continuous"),
    Made("K-1", ru="Исполнено", due=date(2026, 1, 14), findings=[("fulfilled", date(2026, 1, 1))], claims=CLAIMED),
]  # fmt: skip
ASKED = {
    "Q-1": "On 1 February 2026 this was reported as fulfilled, and no monitor has checked it yet. Which document",
    "Q-2": "On 1 February 2026 this was reported as fulfilled; on 1 March 2026 the monitors found: partly fulfilled.",
    "Q-3": "The deadline passed 313 days ago. On 1 February 2026 the agency itself reported: in progress.",
    "Q-4": "The deadline passed 313 days ago and no report has come.",
    "C-1": "On 1 February 2026 this was reported as fulfilled, and no monitor has checked it yet. Which document",
    "C-2": "This has to be kept all the time. On 1 February 2026 the agency itself reported: not started.",
    "C-3": "This has to be kept all the time, but no report of it has come.",
}


@pytest.fixture
def asked(desk: Desk) -> Desk:
    record(desk, COMMITMENTS)
    return desk


def of(desk: Desk, language: str = "en", *, internal: bool = False) -> Brief:
    return build(desk, EDITOR, Wanted(View(), language, internal=internal))


def reply_of(item: Item, *, internal: bool) -> str | None:
    return dict(facts_of(item, "en", internal=internal)).get("Reply")


def test_each_question_follows_from_what_was_found_and_claimed(asked: Desk) -> None:
    told = {item.code: item.question for item in of(asked).items}
    assert told.keys() == ASKED.keys()
    assert {code: text[: len(ASKED[code])] for code, text in told.items()} == ASKED


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_question_denies_a_report_that_has_come(asked: Desk, language: str) -> None:
    items = {item.code: item for item in of(asked, language).items}
    silent = {items["Q-4"].question, items["C-3"].question}
    assert all(item.question not in silent for code, item in items.items() if code not in ("Q-4", "C-3"))
    assert all((item.claim is None) == (code in ("Q-4", "C-3")) for code, item in items.items())


def test_otherwise_found_is_only_what_somebody_looked_at(asked: Desk) -> None:
    # Q-2 was looked at; Q-1 and C-1 were not; K-1 is kept
    assert disputed_words(of(asked)) == (
        "Reported as fulfilled, and found otherwise: 1; reported as fulfilled, and not checked yet: 2. "
        "No claim counts as not fulfilled."
    )


def test_where_all_was_checked_nothing_is_said_of_the_unchecked(desk: Desk) -> None:
    record(desk, COMMITMENTS[1:2])
    assert disputed_words(of(desk)) == (
        "Reported as fulfilled, and found otherwise: 1. No claim counts as not fulfilled."
    )


def test_what_others_may_not_see_is_not_denied(asked: Desk) -> None:
    found = next(item for item in of(asked).items if item.code == "Q-2")
    assert reply_of(found, internal=False) == "No reply is published."
    assert reply_of(found, internal=True) == "No reply to the finding is recorded."


def test_where_nothing_was_found_nobody_could_reply(asked: Desk) -> None:
    for item in of(asked, internal=True).items:
        if item.code != "Q-2":
            assert reply_of(item, internal=True) is None


def test_one_of_many_deadlines_is_not_told_as_moved(desk: Desk) -> None:
    """The report of 2025 is due, that of 2024 was the first: no deadline was moved but the one that somebody moved."""
    record(
        desk,
        [
            Made("R-1", ru="Ежегодно", cadence="recurring", recurrence="yearly"),
            Made("M-1", ru="Перенесено", due=date(2025, 1, 31), extended=[(date(2025, 2, 1), date(2025, 12, 31))]),
        ],
    )  # fmt: skip
    made = of(desk)
    items = {item.code: item for item in made.items}
    assert items["R-1"].deadline == items["M-1"].deadline == date(2025, 12, 31)
    assert "first" not in late_words(items["R-1"], "en")
    assert "first 31 Jan 2025" in late_words(items["M-1"], "en")
    assert {row.code: row.first_deadline for row in made.rows} == {
        "R-1": date(2025, 12, 31),
        "M-1": date(2025, 1, 31),
    }


def test_a_moved_deadline_that_passed_again_is_asked_about(desk: Desk) -> None:
    moved = Made(
        "M-1", ru="Перенесено", due=date(2025, 1, 31), extended=[(date(2025, 2, 1), date(2026, 1, 31))]
    )
    record(desk, [replace(moved, findings=[("in_progress", date(2026, 3, 1))])])
    (item,) = of(desk).items
    assert item.question.startswith("The deadline was moved from 31 January 2025 to 31 January 2026")

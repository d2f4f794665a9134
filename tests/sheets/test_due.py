"""Deadlines as people write them. The context: plan approved on 15 February 2024, period 2024–2026, title year 2024."""

import csv
from datetime import date
from pathlib import Path

import pytest

from tracker.sheets import Due, DueContext, read_due

PLAN = DueContext(2024, date(2024, 2, 15), (date(2024, 1, 1), date(2026, 12, 31)))
YEAR = DueContext(2025, date(2024, 12, 27), (date(2025, 1, 1), date(2025, 12, 31)))
CADENCES = {"deadline": "once", "date": "once", "interval": "once", "relative": "once", "milestones": "once"}
RECURRENCES = {
    "апрель, октябрь": "months:4,10",
    "ежеквартально, до 10 числа месяца, следующего за отчётным кварталом": "quarterly+10d",
    "раз в полугодие": "half-yearly",
    "2024–2026 гг., ежегодно": "yearly",
    "ҳамасола то 15 декабр": "yearly:12-15",
    "ҳар моҳ то 5-ум": "monthly:5",
    "no later than 15 January each year": "yearly:01-15",
    "every six months": "half-yearly",
}


def _reference() -> list[dict[str, str]]:
    with (Path(__file__).parent / "data" / "due_dates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("known", _reference(), ids=lambda known: known["text"])
def test_every_phrase_of_the_reference_list_is_read(known: dict[str, str]) -> None:
    due, _ = read_due(known["text"], context=PLAN)
    assert due.cadence == CADENCES.get(known["kind"], known["kind"])
    assert due.text == known["text"]
    if due.cadence == "once":
        assert str(due.on) == known["end"]
    if known["kind"] in ("interval", "milestones"):
        assert str(due.from_) == known["start"]
    if known["kind"] == "deadline":
        assert due.from_ is None
    assert due.recurrence == RECURRENCES.get(known["text"])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("сент. 2025", "2025-09-01", "2025-09-30"),
        ("до конца 2025 года", "", "2025-12-31"),
        ("1-й квартал", "2025-01-01", "2025-03-31"),
        ("IV кв. 2025", "2025-10-01", "2025-12-31"),
        ("Ш квартал 2025", "2025-07-01", "2025-09-30"),
        ("lll квартал", "2025-07-01", "2025-09-30"),
        ("III кв. 25г.", "2025-07-01", "2025-09-30"),
        ("2-е полугодие", "2025-07-01", "2025-12-31"),
        ("декабрь 2024 – март 2025", "2024-12-01", "2025-03-31"),
        ("в срок до 1 июля 2025 г.", "", "2025-07-01"),
        ("весь период", "2025-01-01", "2025-12-31"),
        ("45884", "", "2025-08-15"),
        ("2025-06-01 00:00:00", "", "2025-06-01"),
        ("01.06.25", "", "2025-06-01"),
        ("то 25.12.2025", "", "2025-12-25"),
        ("моҳи июн", "2025-06-01", "2025-06-30"),
        ("то охири моҳи июни соли 2025", "", "2025-06-30"),
        ("аз 1 март то 30 июни соли 2025", "2025-03-01", "2025-06-30"),
        ("нимсолаи дуюми соли 2025", "2025-07-01", "2025-12-31"),
        ("дар семоҳаи аввали соли 2025", "2025-01-01", "2025-03-31"),
        ("даҳаи якуми октябр", "2025-10-01", "2025-10-10"),
        ("end of Q2", "", "2025-06-30"),
        ("by 31 Dec 2025", "", "2025-12-31"),
        ("first half of May 2025", "2025-05-01", "2025-05-15"),
        ("December 1, 2025", "", "2025-12-01"),
        ("2025 Q3", "2025-07-01", "2025-09-30"),
        ("вторая половина мая 2025 г.", "2025-05-16", "2025-05-31"),
        ("третья декада июня 2025", "2025-06-21", "2025-06-30"),
        ("с 15 по 20 мая 2025 г.", "2025-05-15", "2025-05-20"),
        ("01–30 июня 2025", "2025-06-01", "2025-06-30"),
        ("до 15 числа июня 2025", "", "2025-06-15"),
        ("в течение 9 месяцев 2025 года", "2025-01-01", "2025-09-30"),
        ("within two weeks of approval", "", "2025-01-10"),
        ("в 10-дневный срок", "", "2025-01-06"),
        ("в двухнедельный срок", "", "2025-01-10"),
        ("в месячный срок со дня утверждения", "", "2025-01-27"),
    ],
)
def test_a_single_deadline_is_read(text: str, start: str, end: str) -> None:
    due, _ = read_due(text, context=YEAR)
    assert (due.cadence, due.from_, due.on) == ("once", _day(start), _day(end))


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("ежемесячно, не позднее 1-го числа", "monthly:1"),
        ("до 5 числа каждого месяца", "monthly:5"),
        ("то 5-уми ҳар моҳ", "monthly:5"),
        ("by the 5th of each month", "monthly:5"),
        ("ежеквартально, до 5 числа", "quarterly+5d"),
        ("quarterly, within 10 days after the end of the quarter", "quarterly+10d"),
        ("ҳар семоҳа", "quarterly"),
        ("по мере необходимости, не реже 1 раза в квартал", "quarterly"),
        ("twice a year", "half-yearly"),
        ("ежегодно, в апреле и октябре", "months:4,10"),
        ("II, IV кварталы", "months:6,12"),
        ("I и III кварталы 2025 г.", "months:3,9"),
        ("each year by 1 December", "yearly:12-01"),
    ],
)
def test_a_deadline_that_comes_back_is_read(text: str, recurrence: str) -> None:
    due, _ = read_due(text, context=YEAR)
    assert (due.cadence, due.recurrence) == ("recurring", recurrence)


@pytest.mark.parametrize(
    ("text", "now", "first"),
    [
        ("до 01.06.2025 (перенесено с 01.03.2025)", "2025-06-01", "2025-03-01"),
        ("до 1 июня 2025 (продлён до 1 сентября 2025)", "2025-09-01", "2025-06-01"),
        ("то 1 июни соли 2025 (муҳлат аз 1 марти соли 2025 гузаронида шуд)", "2025-06-01", "2025-03-01"),
        ("30 June 2025 (moved from 31 March 2025)", "2025-06-30", "2025-03-31"),
        ("01.06.2025 → 01.09.2025", "2025-09-01", "2025-06-01"),
        ("I квартал 2026 г. (перенесено с IV кв. 2025 г.)", "2026-03-31", "2025-12-31"),
    ],
)
def test_a_moved_deadline_remembers_the_first_one(text: str, now: str, first: str) -> None:
    due, issues = read_due(text, context=YEAR)
    assert (due.on, due.first) == (_day(now), _day(first))
    assert "due_moved" in [issue.code for issue in issues]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("mid-2025", "due_unreadable"),
        ("середина июня", "due_unreadable"),
        ("к началу учебного года", "due_unreadable"),
        ("каждый понедельник", "due_unreadable"),
        ("2 раза в месяц", "due_unreadable"),
        ("ежеквартально до 25 числа последнего месяца квартала", "due_unreadable"),
        ("31.02.2025", "due_impossible"),
        ("31 апреля 2025", "due_impossible"),
        ("99999999", "due_unreadable"),
        ("60", "due_unreadable"),
        ("-1", "due_unreadable"),
        ("в течение 10 рабочих дней", "due_relative"),
    ],
)
def test_what_cannot_be_read_stays_unknown_and_keeps_its_text(text: str, code: str) -> None:
    due, issues = read_due(text, context=YEAR)
    assert due == Due(text)
    assert [issue.code for issue in issues] == [code]


def test_a_deadline_without_any_year_is_not_guessed() -> None:
    due, issues = read_due("до 25 декабря", context=DueContext())
    assert (due.cadence, due.on, issues[0].code) == ("unknown", None, "due_no_year")


def test_until_can_be_read_strictly() -> None:
    strict = DueContext(2025, inclusive=False)
    assert read_due("до 1 декабря 2025 года", context=strict)[0].on == date(2025, 11, 30)
    assert read_due("до 1 декабря 2025 года включительно", context=strict)[0].on == date(2025, 12, 1)
    assert read_due("не позднее 1 декабря 2025 года", context=strict)[0].on == date(2025, 12, 1)
    assert read_due("до конца 2025 года", context=strict)[0].on == date(2025, 12, 31)


def test_serials_of_the_1904_calendar_are_four_years_and_a_day_later() -> None:
    assert read_due("44422", context=DueContext(epoch_1904=True))[0].on == date(2025, 8, 15)


def test_day_before_month_is_flagged_where_both_could_be_months() -> None:
    assert [issue.code for issue in read_due("01/12/2025", context=YEAR)[1]] == ["due_ambiguous"]
    assert read_due("30/09/2025", context=YEAR)[1] == ()

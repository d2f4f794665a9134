"""The sample tells the story of `data/sample/STORY.md`, whose figures stand here once more."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest

from data.making.bodies import CODES
from data.making.dues import due
from data.making.history import reports
from data.making.model import Commitment
from data.making.places import MOUNTAINS, region_of
from data.making.tables import everything
from tests.data.counting import class_of, count, due_on, findings

TODAY = date(2026, 11, 23)


def kept(
    on: date = TODAY, *, which: Callable[[Commitment], bool] = lambda one: True, claimed: bool = False
) -> tuple[int, int]:
    """Kept and due of those chosen."""
    counted = count(filter(which, everything()), on, claimed=claimed)
    return counted["kept"], counted["due"]


def led_by(code: str) -> Callable[[Commitment], bool]:
    return lambda one: CODES[one.lead] == code


def about(topic: str) -> Callable[[Commitment], bool]:
    return lambda one: one.topic == topic


def within(region: str) -> Callable[[Commitment], bool]:
    return lambda one: region == (one.region or (region_of(one.districts[0]) if one.districts else None))


def test_today_153_of_269_are_kept() -> None:
    counted = count(everything(), TODAY)
    assert (counted["kept"], counted["due"]) == (153, 269)
    assert counted["kept on time"] + counted["kept late"] + counted["being kept"] == 111 + 30 + 12
    assert counted["overdue"] + counted["not being kept"] == 110 + 6
    assert counted["open"] + counted["ahead"] + counted["undated"] + counted["withdrawn"] == 15 + 3 + 7 + 7
    assert 269 + 15 + 3 + 7 + 7 == 301 == len(everything())


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), (30, 97)),
        (date(2025, 6, 30), (60, 151)),
        (date(2025, 12, 31), (89, 210)),
        (date(2026, 6, 30), (130, 255)),
    ],
)
def test_fulfilment_has_risen_half_year_by_half_year(on: date, expected: tuple[int, int]) -> None:
    assert kept(on) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 4, 1), date(2024, 12, 31), (14, 46)),
        (date(2025, 1, 1), date(2025, 12, 31), (46, 111)),
        (date(2026, 1, 1), date(2026, 9, 30), (34, 58)),
    ],
)
def test_the_later_the_deadline_the_more_is_kept_on_time(
    first: date, last: date, expected: tuple[int, int]
) -> None:
    counted = count((one for one in everything() if first <= (due_on(one, TODAY) or date.min) <= last), TODAY)
    assert (counted["kept on time"], counted["due"]) == expected


def test_reception_is_kept_far_more_often_than_accountability() -> None:
    assert kept(which=about("reception")) == (48, 57)
    assert kept(which=about("accountability")) == (12, 41)


def test_sughd_with_its_regular_forums_is_ahead_of_every_other_region() -> None:
    shares = {}
    for region in ("TJ-SU", "TJ-KT", "TJ-DU", "TJ-RA", "TJ-GB"):
        done, of = kept(which=within(region))
        shares[region] = done / of
    assert shares.pop("TJ-SU") == 45 / 60
    assert max(shares.values()) < 0.65


def test_one_ministry_claims_much_more_than_was_found_and_local_bodies_about_as_much() -> None:
    assert kept(which=led_by("mia")) == (10, 21)
    assert kept(which=led_by("mia"), claimed=True) == (14, 21)
    assert kept(which=led_by("mia-district")) == (62, 105)
    assert kept(which=led_by("mia-district"), claimed=True) == (87, 105)
    assert kept(which=led_by("hukumat-district")) == (24, 38)
    assert kept(which=led_by("hukumat-district"), claimed=True) == (24, 38)


def test_few_overdue_commitments_in_the_mountains_have_recent_news() -> None:
    overdue = [one for one in everything() if class_of(one, TODAY) == "overdue" and one.districts]

    def fresh(commitments: list[Commitment]) -> float:
        recent = [
            one for one in commitments if any((TODAY - told.on).days < 90 for told in findings(one, TODAY))
        ]
        return len(recent) / len(commitments)

    high = [one for one in overdue if MOUNTAINS & set(one.districts)]
    low = [one for one in overdue if not MOUNTAINS & set(one.districts)]
    assert fresh(high) < 0.5 < 0.7 < fresh(low)


def test_some_were_taken_off_control_after_their_deadline_and_one_was_taken_up_again() -> None:
    late = []
    again = []
    for one in everything():
        told = findings(one, TODAY)
        if any(t.status == "withdrawn" and one.due.end and t.on > one.due.end for t in told):
            late.append(one.key)
        if told and told[-1].status != "withdrawn" and any(t.status == "withdrawn" for t in told):
            again.append(one.key)
    assert len(late) >= 3
    assert again == ["MA-F02-03"]


def test_ten_deadlines_were_moved_by_later_workbooks_and_four_had_been_before_the_first_load() -> None:
    moved = {one.key for one in everything() if any(report.due for report in reports(one).values())}
    assert len(moved) == 10
    assert len([one for one in everything() if one.due.first]) == 4


def test_some_findings_confirm_what_had_been_found_fulfilled_before() -> None:
    again = 0
    for one in everything():
        told = findings(one, TODAY)
        again += any(a.status == b.status == "fulfilled" and a.on < b.on for a, b in pairwise(told))
    assert again >= 20


@pytest.mark.parametrize(
    ("spec", "language", "text", "start", "end"),
    [
        ("q 3 2024", "ru", "III квартал 2024 г.", date(2024, 7, 1), date(2024, 9, 30)),
        ("h 1 2025", "tg", "нимсолаи якуми соли 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("decade 3 2025-02", "ru", "третья декада февраля 2025 г.", date(2025, 2, 21), date(2025, 2, 28)),
        ("by 2024-12-01", "en", "by 1 December 2024", None, date(2024, 12, 1)),
    ],
)
def test_a_deadline_is_written_as_it_is_meant(
    spec: str, language: str, text: str, start: date | None, end: date
) -> None:
    written = due(spec, language)
    assert (written.text, written.start, written.end) == (text, start, end)

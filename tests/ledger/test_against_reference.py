"""Over random histories the ledger says what a slow and plain reading of the rules says, and keeps its promises."""

import os
from collections import Counter
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.book import Book, loaded
from tests.ledger.histories import DAYS, EVER, enter, histories, more, questions, randoms
from tests.ledger.reference import Case, Reference, measures
from tracker.ledger import (
    GROUPINGS,
    MEASURES,
    OUTCOMES,
    Question,
    cohorts,
    cube,
    rates,
    series,
    states,
    strip,
)
from tracker.ledger.course import course, marks_on
from tracker.ledger.days import day_number
from tracker.ledger.known import known
from tracker.ledger.marks import ABSENT, marks_of
from tracker.ledger.snapshot import TABLES
from tracker.ledger.standing import standing
from tracker.ledger.tables import Few, Recorded

checked = settings(deadline=None, suppress_health_check=list(HealthCheck))
# `HISTORIES=3000 pytest tests/ledger` tries many more than there is time for every day.
EACH = int(os.environ.get("HISTORIES", "120"))
thorough, briefly = settings(checked, max_examples=EACH), settings(checked, max_examples=EACH // 3)


def expected_state(case: Case, question: Question) -> dict[str, Any]:
    days_by_outcome = {
        "kept_late": lambda: (case.since - case.deadline).days,
        "overdue": lambda: (question.on - case.deadline).days,
        "open": lambda: (case.deadline - question.on).days,
        "ahead": lambda: (case.deadline - question.on).days,
    }
    deciding, claim = case.deciding, case.claim
    return {
        "commitment_id": case.commitment_id,
        "version_id": case.version["id"],
        "outcome": case.outcome,
        "sub_status": deciding["status"] if deciding else "no_information",
        "is_due": case.is_due,
        "deadline": case.deadline,
        "first_deadline": case.first_deadline,
        "extensions": case.extensions,
        "kept_since": case.since,
        "latest_status": deciding["status"] if deciding else None,
        "latest_on": deciding["effective_on"] if deciding else None,
        "latest_finding_id": deciding["id"] if deciding else -1,
        "confirmed": case.confirmed,
        "claim_status": claim["status"] if claim else None,
        "claim_on": claim["effective_on"] if claim else None,
        "days": days_by_outcome.get(case.outcome, lambda: None)(),
        "heard_on": case.heard,
        "covered": case.covered,
        "needs_coverage": case.needs_coverage,
        "withdrawn_after_deadline": case.withdrawn_after_deadline,
        "cadence": case.cadence,
        "national": case.is_national,
    }


def plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value


@thorough
@given(histories, questions)
def test_the_state_of_every_commitment_is_what_the_rules_say(book: Book, question: Question) -> None:
    found = [
        {name: plain(value) for name, value in row.items()}
        for row in states(book.ledger(), question).to_dict("records")
    ]
    assert found == [expected_state(case, question) for case in Reference(book.rows).cases(question)]


@thorough
@given(histories, questions, st.sampled_from(GROUPINGS))
def test_every_measure_of_every_group_is_what_the_rules_say(book: Book, question: Question, by: Any) -> None:
    reference = Reference(book.rows)
    answer = rates(book.ledger(), question, by=by)
    groups = {key: measures(cases) for key, cases in reference.groups(question, by).items()}
    found = {row.pop("key"): row for row in answer.records()}
    assert found.keys() == groups.keys()
    for key, row in found.items():
        assert row == pytest.approx(groups[key], abs=1e-9)
    total = {name: value for name, value in answer.total.items() if name != "key"}
    assert total == pytest.approx(measures(reference.cases(question)), abs=1e-9)


@thorough
@given(histories, questions)
def test_cohorts_and_strips_hold_every_deadline_once(book: Book, question: Question) -> None:
    ledger, reference = book.ledger(), Reference(book.rows)
    found = cohorts(ledger, question).set_index("quarter")
    assert {key: (row.on_time, row.late, row.overdue) for key, row in found.iterrows()} == reference.cohorts(
        question
    )
    for case in reference.cases(question):
        rows = strip(ledger, question, case.commitment_id)
        assert [
            (day.date(), became) for day, became in zip(rows.deadline, rows.outcome, strict=True)
        ] == case.strip


@briefly
@given(histories, questions)
def test_the_classes_part_the_population_and_the_rates_stay_in_bounds(book: Book, question: Question) -> None:
    ledger = book.ledger()
    table = states(ledger, question)
    assert not table["outcome"].isna().any()
    for row in [rates(ledger, question).total, *rates(ledger, question, by="district").records()]:
        assert sum(row[outcome] for outcome in OUTCOMES) == row["population"]
        assert row["kept"] <= row["due"]
        if row["due"]:
            assert 0 <= row["low"] <= row["rate"] <= row["high"] <= 1
        else:
            assert row["rate"] is row["low"] is row["high"] is row["claimed_rate"] is row["gap"] is None


@briefly
@given(histories, questions, st.sampled_from(["agency", "partner", "quarter", "basis", "topic"]))
def test_groups_that_do_not_overlap_add_up_to_the_total(book: Book, question: Question, by: Any) -> None:
    answer = rates(book.ledger(), replace(question, any_role=False), by=by)
    for measure in ("due", "kept", "overdue", "open", "withdrawn", "population", "no_information", "partly"):
        assert answer.rows[measure].sum() == answer.total[measure]


def columns(table: Any) -> dict[str, Any]:
    """The columns of a table by name, each written out row by row."""
    found = {field.name: getattr(table, field.name) for field in fields(table)}
    for name, column in list(found.items()):
        if isinstance(column, Recorded):
            found[name] = column.each()
        if isinstance(column, Few):
            found[name] = np.stack((column.rows, column.days))
    return found


@briefly
@given(histories, randoms)
def test_a_refreshed_ledger_is_the_ledger_loaded_anew(book: Book, random: Random) -> None:
    before = {name: list(rows) for name, rows in book.rows.items()}
    for _ in range(random.randint(1, 5)):
        enter(random, book)
    more(random, book)
    added = {name: rows[len(before[name]) :] for name, rows in book.rows.items()}
    refreshed, fresh = loaded(before, added), book.ledger()
    assert refreshed.revision == fresh.revision == len(book.rows["revision"])
    for name in TABLES:
        ours, theirs = columns(getattr(refreshed, name)), columns(getattr(fresh, name))
        for column in ours:
            np.testing.assert_array_equal(ours[column], theirs[column], err_msg=f"{name}.{column}")
    assert refreshed.recurrences == fresh.recurrences
    np.testing.assert_array_equal(refreshed.recorded_on, fresh.recorded_on)
    question = Question(on=date(2025, 1, 1), known_on=date(2030, 1, 1))
    pd.testing.assert_frame_equal(states(refreshed, question), states(fresh, question))


@thorough
@given(histories, questions, randoms)
def test_a_course_brought_up_to_date_is_the_course_worked_out_anew(
    book: Book, question: Question, random: Random
) -> None:
    at_last = replace(question, known_on=EVER)
    parts, written = [], dict.fromkeys(book.rows, 0)
    for _ in range(3):
        parts.append({name: rows[written[name] :] for name, rows in book.rows.items()})
        written = {name: len(rows) for name, rows in book.rows.items()}
        random.choice([enter, more])(random, book)
    parts.append({name: rows[written[name] :] for name, rows in book.rows.items()})
    kept_up, fresh = loaded(*parts, between=lambda ledger: course(ledger, at_last)), book.ledger()
    for asked in (at_last, question):
        ours, theirs = course(kept_up, asked), course(fresh, asked)
        for column in ("begins", "days", "marks"):
            np.testing.assert_array_equal(getattr(ours, column), getattr(theirs, column), err_msg=column)
        np.testing.assert_array_equal(marks_on(kept_up, asked), marks_on(fresh, asked))


@thorough
@given(histories, questions)
def test_the_course_bears_on_every_day_the_mark_of_how_a_commitment_stands(
    book: Book, question: Question
) -> None:
    ledger = book.ledger()
    time, view = course(ledger, question), known(ledger, question.known_on)
    for on in (day for day in DAYS if day < question.known_on):
        asked = replace(question, on=on)
        there = (view.version >= 0) & (view.made <= day_number(on))
        expected = np.where(there, marks_of(standing(ledger, asked)), ABSENT)
        np.testing.assert_array_equal(time.at(day_number(on)), expected, err_msg=str(on))
        np.testing.assert_array_equal(marks_on(ledger, asked), expected, err_msg=str(on))


@briefly
@given(histories, questions, st.sampled_from(GROUPINGS), randoms)
def test_what_is_recorded_later_never_changes_the_past_as_known_before(
    book: Book, question: Question, by: Any, random: Random
) -> None:
    ledger = book.ledger()
    before, rates_before = states(ledger, question), rates(ledger, question, by=by)
    later = question.known_on + timedelta(days=1)
    number = random.randint(1, len(book.rows["commitment"]))
    book.finding(number, random.choice(["fulfilled", "withdrawn"]), random.choice(DAYS), recorded=later)
    book.correction(number, random.choice(DAYS), later)
    book.extension(number, random.choice(DAYS), random.choice(DAYS), later)
    book.version(number, later, void=True)
    if book.rows["finding"]:
        book.confirm(1, later)
    ledger = book.ledger()
    pd.testing.assert_frame_equal(states(ledger, question), before)
    pd.testing.assert_frame_equal(rates(ledger, question, by=by).rows, rates_before.rows)
    assert rates(ledger, question).total == rates_before.total


@thorough
@given(histories, questions, st.sampled_from([None, *GROUPINGS]), randoms)
def test_a_series_says_of_every_day_what_the_rules_say_of_it(
    book: Book, question: Question, by: Any, random: Random
) -> None:
    reference = Reference(book.rows)
    days = [*random.choices([day for day in DAYS if day <= question.known_on], k=4), question.on]
    table = series(book.ledger(), question, days, by=by)
    expected = []
    for day in days:
        asked = replace(question, on=day)
        groups = reference.groups(asked, by) if by else {None: reference.cases(asked)}
        ordered = sorted(groups, key=lambda key: (key is None, key if key is not None else 0))
        expected += [(day, key, measures(groups[key])) for key in ordered]
    assert list(zip(table["date"].dt.date, table["key"], strict=True)) == [one[:2] for one in expected]
    for row, (_, _, one) in zip(table[list(MEASURES)].to_dict("records"), expected, strict=True):
        assert {name: plain(value) for name, value in row.items()} == pytest.approx(one, abs=1e-9)


@thorough
@given(
    histories,
    questions,
    st.lists(st.sampled_from(GROUPINGS[:-1]), min_size=1, max_size=2, unique=True),
    randoms,
)
def test_a_cube_counts_every_class_in_every_pair_of_groups(
    book: Book, question: Question, by: list[Any], random: Random
) -> None:
    reference = Reference(book.rows)
    days = random.choices([day for day in DAYS if day <= question.known_on], k=random.choice([1, 3]))
    found = cube(book.ledger(), question, days, by=tuple(by))
    counts = {
        (*keys, day, outcome): int(found.counts[(*places, n, m)])
        for places, keys in zip(
            np.ndindex(*(len(one) for one in found.keys)), product(*found.keys), strict=True
        )
        for n, day in enumerate(found.dates)
        for m, outcome in enumerate(OUTCOMES)
    }
    expected: Counter[Any] = Counter()
    for day in set(days):
        for case in reference.cases(replace(question, on=day)):
            named = [reference.keys(case.version, one, any_role=question.any_role) for one in by]
            expected.update((*keys, day, case.outcome) for keys in product(*named))
    assert {key: count for key, count in counts.items() if count} == dict(expected)

"""Each rule for what is said of a commitment, one by one."""

from datetime import date
from pathlib import Path

import pytest

from tracker.desk.rules import (
    LONGEST,
    About,
    Said,
    check_document,
    check_extension,
    check_link,
    check_reply,
    check_statement,
    clean,
)

TODAY = date(2026, 11, 23)
ONCE = About(made_on=date(2025, 1, 15), cadence="once", due_on=date(2025, 6, 30))
QUARTERS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))
RECURRING = About(made_on=date(2026, 1, 15), cadence="recurring", deadlines=QUARTERS)
FINE = Said(status="in_progress", effective_on=date(2025, 5, 1), note="Столбы стоят, ламп нет")


def codes(said: Said, about: About = ONCE) -> list[tuple[str, str, str]]:
    return [(found.code, found.severity, found.field) for found in check_statement(said, about, today=TODAY)]


def changed(**fields: object) -> Said:
    from dataclasses import replace

    return replace(FINE, **fields)  # type: ignore[arg-type]


def test_what_is_dated_and_says_what_was_found_breaks_no_rule() -> None:
    assert codes(FINE) == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (changed(status=None), ("status_missing", "error", "status")),
        (changed(effective_on=None), ("date_missing", "error", "effective_on")),
        (changed(effective_on=date(2026, 11, 24)), ("date_in_future", "error", "effective_on")),
        (changed(effective_on=date(2025, 1, 14)), ("before_made", "error", "effective_on")),
        (changed(note=None), ("nothing_found", "warning", "note")),
        (changed(status="fulfilled"), ("fulfilled_without_evidence", "warning", "evidence")),
        (changed(status="withdrawn", note=None), ("withdrawn_without_reason", "error", "note")),
        (changed(deadline_on=date(2025, 6, 30)), ("not_its_deadline", "error", "deadline_on")),
        (changed(note="а" * (LONGEST + 1)), ("text_too_long", "error", "note")),
    ],
)
def test_each_rule_has_its_own_code(said: Said, expected: tuple[str, str, str]) -> None:
    assert codes(said) == [expected]


def test_today_and_the_day_it_was_made_are_good_days() -> None:
    assert codes(changed(effective_on=TODAY)) == []
    assert codes(changed(effective_on=date(2025, 1, 15))) == []


def test_fulfilled_with_evidence_and_a_claim_without_are_taken_as_they_are() -> None:
    assert codes(changed(status="fulfilled", has_evidence=True)) == []
    assert codes(changed(status="fulfilled", kind="claim", note=None)) == []


def test_a_finding_older_than_a_known_one_is_recorded_in_its_place_in_time() -> None:
    known = About(ONCE.made_on, "once", newest_findings={None: date(2025, 5, 2)})
    assert codes(FINE, known) == [("newer_is_known", "info", "effective_on")]
    assert codes(changed(effective_on=date(2025, 5, 2)), known) == []
    assert codes(changed(kind="claim"), known) == []


def test_a_recurring_commitment_wants_its_deadline_named() -> None:
    said = changed(effective_on=date(2026, 5, 1))
    (found,) = check_statement(said, RECURRING, today=TODAY)
    assert (found.code, found.values) == ("deadline_not_named", {"day": date(2026, 6, 30)})
    assert codes(changed(effective_on=date(2026, 5, 1), deadline_on=date(2026, 3, 31)), RECURRING) == []
    wrong = changed(effective_on=date(2026, 5, 1), deadline_on=date(2026, 3, 30))
    assert codes(wrong, RECURRING) == [("not_its_deadline", "error", "deadline_on")]


def test_what_is_newer_about_another_deadline_does_not_matter() -> None:
    known = About(
        RECURRING.made_on, "recurring", deadlines=QUARTERS, newest_findings={QUARTERS[1]: date(2026, 7, 5)}
    )
    late = changed(effective_on=date(2026, 5, 1), deadline_on=QUARTERS[0])
    assert codes(late, known) == []
    assert [code for code, _severity, _field in codes(changed(effective_on=date(2026, 5, 1)), known)] == [
        "newer_is_known",
        "deadline_not_named",
    ]


@pytest.mark.parametrize(
    ("about", "due_on", "decided_on", "reason", "expected"),
    [
        (ONCE, date(2025, 7, 1), date(2025, 6, 1), "приказ № 7", []),
        (ONCE, date(2025, 6, 30), date(2025, 6, 1), "приказ № 7", ["extension_not_later"]),
        (ONCE, None, date(2025, 6, 1), "приказ № 7", ["date_missing"]),
        (ONCE, date(2025, 7, 1), date(2026, 11, 24), "приказ № 7", ["date_in_future"]),
        (ONCE, date(2025, 7, 1), date(2025, 1, 14), "приказ № 7", ["before_made"]),
        (ONCE, date(2025, 7, 1), date(2025, 6, 1), None, ["extension_without_reason"]),
        (RECURRING, date(2027, 7, 1), date(2026, 6, 1), "приказ № 7", ["extension_not_possible"]),
        (About(ONCE.made_on, "unknown"), date(2025, 7, 1), date(2025, 6, 1), "приказ", []),
    ],
)
def test_an_extension_moves_one_deadline_to_a_later_day(
    about: About, due_on: date | None, decided_on: date, reason: str | None, expected: list[str]
) -> None:
    found = check_extension(about, due_on=due_on, decided_on=decided_on, reason=reason, today=TODAY)
    assert [breach.code for breach in found] == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Не согласны", date(2025, 5, 2), []),
        (None, date(2025, 5, 2), ["text_missing"]),
        ("Не согласны", None, ["date_missing"]),
        ("Не согласны", date(2025, 4, 30), ["reply_before_finding"]),
        ("Не согласны", date(2026, 11, 24), ["date_in_future"]),
    ],
)
def test_a_reply_has_words_and_comes_after_the_finding(
    text: str | None, on: date | None, expected: list[str]
) -> None:
    found = check_reply(text=text, replied_on=on, found_on=date(2025, 5, 1), today=TODAY)
    assert [breach.code for breach in found] == expected


@pytest.mark.parametrize("url", ["https://example.tj/act.pdf", "http://пример.тҷ/акт?x=1"])
def test_web_addresses_are_links(url: str) -> None:
    assert check_link(url) == []


@pytest.mark.parametrize(
    "url",
    [
        "see the newspaper",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a b.tj",
        "https://",
        "https://[bad",
        "//x.tj",
    ],
)
def test_anything_else_is_not(url: str) -> None:
    assert [breach.code for breach in check_link(url)] == ["link_unreadable"]


@pytest.mark.parametrize(
    ("name", "size", "expected"),
    [
        ("act.PDF", 10, []),
        ("act.pdf", 0, ["document_empty"]),
        ("act.pdf", 20_000_001, ["document_too_large"]),
        ("act.html", 10, ["document_kind"]),
        ("picture.svg", 10, ["document_kind"]),
        ("act", 10, ["document_kind"]),
    ],
)
def test_documents_of_kinds_that_no_browser_runs_are_kept(name: str, size: int, expected: list[str]) -> None:
    assert [breach.code for breach in check_document(name, size)] == expected


def test_text_is_kept_without_control_characters_and_edges() -> None:
    assert clean("  одна\r\nдве\x00\x07\u202d \n") == "одна\nдве\u202d"
    assert clean(" \n\t ") is None and clean(None) is None


def test_the_rules_read_nothing_and_write_nothing() -> None:
    source = Path(__file__).parents[2] / "tracker/desk/rules.py"
    assert "sqlalchemy" not in source.read_text(encoding="utf-8")

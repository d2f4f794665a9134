"""Folding, and that patterns over folded texts can match at all."""

import re
from importlib import import_module

import pytest

from tracker.sheets.fold import stem

FOLDED = ["header_words", "statuses", "table", "around", "due", "due_moved", "due_periods", "due_recurring", "due_relative",
          "due_words", "due_often", "due_open", "when", "ditto"]  # fmt: skip


def _patterns(value: object) -> list[str]:
    if isinstance(value, re.Pattern):
        return [value.pattern]
    return [found for each in value for found in _patterns(each)] if isinstance(value, tuple | list) else []


@pytest.mark.parametrize("name", FOLDED)
def test_no_pattern_waits_for_a_letter_that_folding_takes_away(name: str) -> None:
    module = import_module(f"tracker.sheets.{name}")
    patterns = [found for value in vars(module).values() for found in _patterns(value)]
    assert [pattern for pattern in patterns if re.search("[ёъғӣқӯҳҷ]", pattern)] == []


@pytest.mark.parametrize(
    "forms",
    [
        ("район", "района", "районе", "районов", "районами"),
        ("шаҳр", "шаҳри"),
        ("комитет", "комитета", "комитеты"),
    ],
)
def test_declined_forms_meet_in_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(form.replace("ҳ", "х")) for form in forms}) == 1

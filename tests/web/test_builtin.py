"""Streamlit's own words: the table of them is complete, and it is Streamlit that says them."""

import json
import re
from pathlib import Path

import pytest
import streamlit

from tracker.web.builtin import WORDS, table

SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
# Put together by Streamlit from parts, or by the calendar from the parts of a date.
FROM_PARTS = re.compile(r"\{|Press Enter|You have requested|The page that you have|^add icon$")


def written(language: str) -> dict[str, str]:
    return dict(json.loads(table(language))["words"])


@pytest.mark.parametrize("language", ["ru", "tg"])
def test_every_translation_has_the_placeholders_of_the_sentence(language: str) -> None:
    for english, own in written(language).items():
        assert sorted(re.findall(r"\{\w+\}", own)) == sorted(re.findall(r"\{\w+\}", english))


def test_in_english_nothing_is_replaced() -> None:
    assert json.loads(table("en")) == {"words": [], "weekdays": []}


def test_dates_are_written_as_readers_of_the_language_write_them() -> None:
    assert written("ru")["November {day}, {year}"] == "{day} ноября {year}\u00a0г."
    assert written("tg")["{weekday}, {day} October {year}"] == "{weekday}, {day} октябри соли {year}"
    assert written("ru")["May"] == "Май"
    assert written("ru")["Monday"] == "понедельник"


def test_the_week_begins_on_monday() -> None:
    assert json.loads(table("ru"))["weekdays"] == ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]


def test_every_word_is_still_one_of_streamlits() -> None:
    """A new Streamlit says some things otherwise; this test then names those that wait for a new translation."""
    said = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    whole = [english for _context, english in WORDS if not FROM_PARTS.search(english)]
    assert [english for english in whole if f"`{english}`" not in said] == []

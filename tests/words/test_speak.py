"""Sentences come out in the reader's language, whatever their values hold."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import model
from tracker.words import LANGUAGES, N_, NP_, language_name, ntranslate, ptranslate, speak, translate

NBSP = "\u00a0"


def test_the_model_and_the_words_know_the_same_languages() -> None:
    assert model.vocabulary.LANGUAGES == LANGUAGES == ("en", "ru", "tg")


def test_each_language_calls_itself_by_its_own_name() -> None:
    assert [language_name(code) for code in LANGUAGES] == ["English", "Русский", "Тоҷикӣ"]


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    said = [translate("every year by {day}", language, day="15.01") for language in LANGUAGES]
    assert said == ["every year by 15.01", "ежегодно, до 15.01", "ҳамасола то 15.01"]


def test_a_sentence_without_a_translation_stays_english() -> None:
    assert translate("A sentence {who} translated.", "tg", who="nobody") == "A sentence nobody translated."


def test_what_falls_back_to_english_is_told_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        assert translate("Nobody ever said this.", "ru") == "Nobody ever said this."
        assert ptranslate("nowhere", "due today", "tg") == "due today"
    assert [record.getMessage() for record in caplog.records] == [
        "no translation into ru: 'Nobody ever said this.'",
        "no translation into tg: 'due today'",
    ]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language 'de'"):
        translate("due today", "de")


def test_a_value_that_is_missing_is_an_error_and_not_a_gap_in_a_sentence() -> None:
    with pytest.raises(KeyError, match="day"):
        translate(N_("every year by {day}"), "ru")


def test_no_sentence_at_all_stays_nothing() -> None:
    assert [translate("", language) for language in LANGUAGES] == ["", "", ""]


def test_braces_in_a_value_mean_nothing() -> None:
    note = "{day} {day.__class__} {0} {{}} %s"
    assert translate("every year by {day}", "en", day=note) == f"every year by {note}"


def test_attributes_of_a_value_cannot_be_asked_for() -> None:
    assert translate("{day.__class__} {day[0]}", "en", day="x") == "{day.__class__} {day[0]}"


@given(st.text())
def test_any_text_goes_through_a_sentence_unharmed(text: str) -> None:
    assert translate("{kept} of {due}", "tg", kept=text, due="") == f"{text} аз "


def test_a_placeholder_may_be_called_language_or_msgid() -> None:
    assert translate("{language} {msgid}", "en", language="a", msgid="b") == "a b"


def test_years_and_rows_are_written_plainly_and_fractions_in_the_readers_way() -> None:
    assert translate("{kept} of {due}", "ru", kept=2024, due=0.5) == "2024 из 0,5"


def test_a_day_in_a_sentence_is_a_long_date() -> None:
    assert translate("every year by {day}", "tg", day=date(2024, 12, 1)) == "ҳамасола то 1 декабри соли 2024"


@pytest.mark.parametrize(
    ("n", "english", "russian", "tajik"),
    [
        (0, "0 days", "0 дней", "0 рӯз"),
        (1, "1 day", "1 день", "1 рӯз"),
        (2, "2 days", "2 дня", "2 рӯз"),
        (5, "5 days", "5 дней", "5 рӯз"),
        (11, "11 days", "11 дней", "11 рӯз"),
        (21, "21 days", "21 день", "21 рӯз"),
        (112, "112 days", "112 дней", "112 рӯз"),
        (1003, "1,003 days", "1 003 дня", "1 003 рӯз"),
    ],
)
def test_things_are_counted_in_the_right_plural(n: int, english: str, russian: str, tajik: str) -> None:
    said = [ntranslate("{n} day", "{n} days", n, language).replace(NBSP, " ") for language in LANGUAGES]
    assert said == [english, russian, tajik]


def test_a_word_of_two_meanings_is_told_apart_by_its_context() -> None:
    assert ptranslate("outcome", "Open", "ru") == "Срок не наступил"
    assert ptranslate("another context", "Open", "ru") == "Open"


def test_a_marked_constant_is_the_same_constant() -> None:
    assert N_("due today") == "due today"
    assert NP_("context", "due today") == ("context", "due today")


def test_many_threads_that_ask_at_once_get_the_same_answer() -> None:
    speak.shipped.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        said = set(threads.map(lambda _: translate("due today", "ru"), range(64)))
    assert said == {"срок сегодня"}

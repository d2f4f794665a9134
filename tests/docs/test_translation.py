"""The page for translators lists the Tajik words that nobody has confirmed, as they are today."""

from docs.make_words import EVERYTHING, PAGE, everything, table, with_words
from tracker.words import extract, terms


def test_the_list_for_a_native_reader_is_that_of_the_catalogue() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert with_words(text) == text


def test_the_file_for_a_native_reader_holds_every_composed_sentence() -> None:
    assert EVERYTHING.read_text(encoding="utf-8") == everything()
    assert everything().count("\n") == len(extract.composed()) + 1 > 1500


def test_the_list_holds_every_composed_name_of_a_status_an_outcome_or_a_kind() -> None:
    composed = set(extract.composed())
    for kind, codes in terms.LABELS.items():
        for code, (_context, english) in codes.items():
            tajik = terms.label(kind, code, "tg")
            if (english, tajik) in composed:
                assert f"| {english} | {tajik} |" in table(), (kind, code)


def test_what_a_text_attests_is_not_in_the_list() -> None:
    assert "| Fulfilled | Иҷро шуд |" not in table()
    assert "| Joint agency | Ҳамиҷрокунанда |" in table()

"""A translator sees the pages in their own catalogue, each time it is saved, and what is wrong by its line."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.words import LANGUAGES, ntranslate, pseudo, ptranslate, speak, translate, translator
from tracker.words.extract import said_in

HEAD = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: tg\\n"\n'
    '"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    "\n"
)  # six lines: the first sentence stands on line 7
TODAY = 'msgid "due today"\nmsgstr "имрӯз!"\n'


@pytest.fixture(autouse=True)
def as_everybody_afterwards() -> Iterator[None]:
    yield
    translator.begin(None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "my.po"
    path.write_text(HEAD + TODAY, encoding="utf-8")
    return path


def saved(path: Path, text: str) -> None:
    """Saves a file so that its time of change is another one, however coarse the clock of the disk."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_the_own_catalogue_is_spoken_in_its_language_alone(own: Path) -> None:
    translator.begin(own)
    assert [translate("due today", language) for language in LANGUAGES] == [
        "due today",
        "срок сегодня",
        "имрӯз!",
    ]
    translator.begin(None)
    assert translate("due today", "tg") == "муҳлаташ имрӯз"


def test_a_catalogue_that_is_saved_speaks_at_once(own: Path) -> None:
    translator.begin(own)
    assert translator.look_again() == 0
    saved(own, HEAD + TODAY.replace("!", "?"))
    assert (translator.look_again(), translator.look_again()) == (1, 1)
    assert translate("due today", "tg") == "имрӯз?"


def test_what_was_remembered_of_the_words_is_forgotten_when_they_change(own: Path) -> None:
    asked = speak.remembered(lambda language: translate("due today", language))
    assert asked("tg") == "муҳлаташ имрӯз"
    translator.begin(own)
    assert asked("tg") == "имрӯз!"


def test_a_catalogue_that_breaks_while_it_is_written_leaves_the_words_as_they_were(own: Path) -> None:
    translator.begin(own)
    saved(own, HEAD + TODAY.replace('!"', "!"))
    assert translator.look_again() == 1
    assert translate("due today", "tg") == "имрӯз!"
    watched = translator.watched()
    assert watched is not None and watched[2] is not None
    assert watched[2].message("en").startswith("Line 8 can't be read")
    saved(own, HEAD + TODAY)
    translator.look_again()
    watched = translator.watched()
    assert watched is not None and watched[2] is None


def test_a_sentence_without_a_translation_is_counted_and_english(own: Path) -> None:
    own.write_text(HEAD + 'msgid "due today"\nmsgstr ""\n', encoding="utf-8")
    translator.begin(own)
    assert translator.read(own).missing == 1
    assert translate("due today", "tg") == "due today"


@pytest.mark.parametrize(
    ("entry", "remark"),
    [
        (
            'msgid "{n} of {all}"\nmsgstr "{n} аз {hama}"\n',
            "Line 7, “{n} of {all}”: it must hold exactly {all}, {n}. English is shown until it does.",
        ),
        (
            'msgid "all"\nmsgstr "{hama}"\n',
            "Line 7, “all”: it must hold no words in braces. English is shown until it does not.",
        ),
        (
            '#, fuzzy\nmsgid "all"\nmsgstr "ҳама"\n',
            "Line 8, “all”: it is marked as fuzzy, so English is shown. Check it and take the mark away.",
        ),
        (
            'msgid "all"\nmsgstr "ҳама "\n',
            "Line 7, “all”: there is a space too many at its beginning or end.",
        ),
        (
            'msgid "all"\nmsgstr "ҳaма"\n',
            "Line 7, “all”: Latin and Cyrillic letters stand in one word, “ҳaма”.",
        ),
    ],
)
def test_what_is_wrong_is_told_by_its_line(own: Path, entry: str, remark: str) -> None:
    own.write_text(HEAD + entry, encoding="utf-8")
    assert [one.message("en") for one in translator.read(own).remarks] == [remark]


def test_a_page_does_not_break_on_a_placeholder_that_does_not_agree(own: Path) -> None:
    own.write_text(HEAD + 'msgid "every year by {day}"\nmsgstr "ҳар сол то {rooz}"\n', encoding="utf-8")
    translator.begin(own)
    assert translate("every year by {day}", "tg", day="15.01") == "every year by 15.01"


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        (HEAD + 'msgid "a"\nmsgstr б\n', "Line 8 can't be read: after msgid and msgstr a text stands"),
        (HEAD + 'msgid "a"\nmsgst "б"\n', "Line 8 can't be read: after msgid and msgstr a text stands"),
        (HEAD + "garbage\n", "Line 7 can't be read: after msgid and msgstr a text stands"),
        (HEAD.replace("tg", "xx") + TODAY, "The head of the catalogue names no language of Ahd"),
        (HEAD.replace("plural=0", "plural=many") + TODAY, "The line “Plural-Forms” in the head"),
    ],
)
def test_what_is_no_catalogue_is_refused_with_the_reason(own: Path, text: str, remark: str) -> None:
    own.write_text(text, encoding="utf-8")
    with pytest.raises(translator.UnusableCatalogue) as refused:
        translator.begin(own)
    assert refused.value.remark.message("en").startswith(remark)
    assert translate("due today", "tg") == "муҳлаташ имрӯз"


def test_letters_of_another_encoding_are_told_by_their_line(own: Path) -> None:
    own.write_bytes(HEAD.encode() + 'msgid "all"\nmsgstr "все"\n'.encode("cp1251"))
    with pytest.raises(translator.UnusableCatalogue) as refused:
        translator.read(own)
    assert refused.value.remark.message("en") == "Line 8 is not UTF-8: save the catalogue as UTF-8."


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(translator.UnusableCatalogue):
        translator.read(tmp_path / "nothing.po")


@pytest.mark.parametrize("language", ["ru", "tg"])
def test_the_catalogues_we_ship_are_ones_a_translator_can_begin_with(language: str) -> None:
    draft = translator.read(speak.catalogue_path(language))
    assert (draft.language, draft.missing, draft.remarks) == (language, 0, ())


def test_the_made_up_language_marks_every_sentence_and_keeps_its_values() -> None:
    translator.begin(None, made_up=True)
    assert translate("every year by {day}", "ru", day="15.01") == "‹ëëṽëëŕÿÿ ÿÿëëääŕ ƀÿÿ 15.01›"
    assert translate("every year by {day}", "tg", day="15.01") == "ҳамасола то 15.01"


def test_the_made_up_language_leaves_bare_what_no_catalogue_has() -> None:
    translator.begin(None, made_up=True)
    assert translate("Nobody ever said that.", "ru") == "Nobody ever said that."
    assert ptranslate("nowhere", "due today", "ru") == "due today"
    assert ntranslate("{n} moon", "{n} moons", 3, "ru") == "3 moons"
    assert ntranslate("{n} day", "{n} days", 3, "ru") == "‹3 đääÿÿś›"


def test_the_made_up_language_is_as_much_longer_than_english_as_the_longest_translations_are() -> None:
    sentences = [msgid for _context, msgid in said_in().sentences]
    english, made_up = sum(map(len, sentences)), sum(len(pseudo.stretched(each)) for each in sentences)
    assert 1.3 < made_up / english < 1.4


def test_no_letter_of_english_is_left_in_the_made_up_language() -> None:
    for _context, msgid in said_in().sentences:
        left = pseudo.KEPT.sub("", pseudo.stretched(msgid))
        assert not [sign for sign in left if sign.isascii() and sign.isalpha()], msgid

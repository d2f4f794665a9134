"""The catalogues follow the code: new sentences come in, gone ones go, translations stay."""

from pathlib import Path

import pytest

from tracker.words import extract

HEADER = """\
msgid ""
msgstr ""
"POT-Creation-Date: 2024-11-23 00:00+0000\\n"
"PO-Revision-Date: 2024-11-23 00:00+0000\\n"
"Language: ru\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
SEARCH = 'msgid "Search"\nmsgstr "Поиск"\n'


def code(root: Path, text: str) -> extract.Said:
    (root / "pages").mkdir(exist_ok=True)
    (root / "pages/search.py").write_text(text, encoding="utf-8")
    return extract.said_in(root)


def catalogue(root: Path, *entries: str) -> Path:
    path = root / "ru.po"
    path.write_text("\n".join((HEADER, *entries)), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ('t("Search")', {(None, "Search")}),
        ('_ = translate("Search", language)', {(None, "Search")}),
        ('words.translate("Search " "all", "ru")', {(None, "Search all")}),
        ('t("Less" if little else "More")', {(None, "Less"), (None, "More")}),
        ('ptranslate("button", "Open", language)', {("button", "Open")}),
        ('NAMES = {"a": N_("Search"), "b": NP_("button", "Open")}', {(None, "Search"), ("button", "Open")}),
        ("t(name)", set()),
        ("t(*names)", set()),
        ('other("Search")', set()),
    ],
)
def test_sentences_are_found_where_they_are_said(
    tmp_path: Path, call: str, found: set[tuple[str | None, str]]
) -> None:
    said = code(tmp_path, call)
    assert set(said.sentences) == found
    assert said.faults == ()


def test_a_counted_sentence_is_found_with_its_plural(tmp_path: Path) -> None:
    said = code(tmp_path, 'tn("{n} row", "{n} rows", 3)')
    assert said.sentences[None, "{n} row"].plural == "{n} rows"
    assert said.faults == ()


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('t(f"Search {name}")', "glued together"),
        ('t("Search " + name)', "glued together"),
        ('t("Search %s" % name)', "glued together"),
        ('t("Search {}".format(name))', "glued together"),
        ('t("Search {name}")', "no value for name"),
        ('tn("{n} row of {name}", "{n} rows of {name}", 3)', "no value for name"),
        ('tn("row", "rows", 1); t("row")', "two different plurals"),
    ],
)
def test_a_sentence_that_cannot_be_translated_is_pointed_out(tmp_path: Path, call: str, fault: str) -> None:
    (found,) = code(tmp_path, call).faults
    assert found.startswith("pages/search.py:1: ")
    assert fault in found


def test_values_that_come_as_a_whole_are_trusted(tmp_path: Path) -> None:
    assert code(tmp_path, 't("Search {name}", **values)').faults == ()


def test_an_update_keeps_translations_adds_the_new_and_removes_the_gone(tmp_path: Path) -> None:
    path = catalogue(tmp_path, SEARCH, 'msgid "Gone"\nmsgstr "Прошло"\n')
    said = code(tmp_path, 't("Search")\ntn("{n} row", "{n} rows", 3)\ntp("button", "Open")')
    extract.update("ru", said, path)
    text = path.read_text(encoding="utf-8")
    assert 'msgid "Search"\nmsgstr "Поиск"' in text
    assert 'msgid_plural "{n} rows"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""' in text
    assert 'msgctxt "button"\nmsgid "Open"\nmsgstr ""' in text
    assert "Gone" not in text
    assert extract.problems("ru", said, path) == [
        "ru: not translated: 'Open'",
        "ru: not translated: '{n} row'",
    ]


def test_a_second_update_changes_nothing(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "# tg: composed, wants a native reader\n" + SEARCH)
    said = code(tmp_path, 't("Search")')
    extract.update("ru", said, path)
    first = path.read_bytes()
    extract.update("ru", said, path)
    assert path.read_bytes() == first
    assert b"# tg: composed, wants a native reader" in first


def test_a_sentence_that_gets_a_plural_wants_a_new_translation(tmp_path: Path) -> None:
    path = catalogue(tmp_path, SEARCH)
    said = code(tmp_path, 'tn("Search", "Searches", 2)')
    extract.update("ru", said, path)
    assert extract.problems("ru", said, path) == ["ru: not translated: 'Search'"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("", "not in the catalogue"),
        ('msgid "{n} of {all}"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "{n} of {all}"\nmsgstr "{n} из {all}"\n', "fuzzy"),
        ('msgid "{n} of {all}"\nmsgstr "{n} из {всех}"\n', "other placeholders"),
        ('msgid "{n} of {all}"\nmsgstr "{n} из {all} {more}"\n', "other placeholders"),
        ('msgid "{n} of {all}"\nmsgstr "{n} из {all} "\n', "a space too many at an end"),
        (
            'msgid "{n} of {all}"\nmsgstr "cрок {n} из {all}"\n',
            "Latin and Cyrillic letters in one word, cрок",
        ),
    ],
)
def test_a_translation_that_does_not_agree_is_pointed_out(tmp_path: Path, entry: str, problem: str) -> None:
    said = code(tmp_path, 't("{n} of {all}", n=1, all=2)')
    assert extract.problems("ru", said, catalogue(tmp_path, entry)) == [f"ru: {problem}: '{{n}} of {{all}}'"]


def test_a_plural_form_without_its_count_is_pointed_out(tmp_path: Path) -> None:
    forms = 'msgstr[0] "{n} строка"\nmsgstr[1] "строки"\nmsgstr[2] "{n} строк"\n'
    path = catalogue(tmp_path, 'msgid "{n} row"\nmsgid_plural "{n} rows"\n' + forms)
    said = code(tmp_path, 'tn("{n} row", "{n} rows", 3)')
    assert extract.problems("ru", said, path) == ["ru: other placeholders: '{n} row'"]


def test_a_sentence_nobody_says_any_more_is_pointed_out(tmp_path: Path) -> None:
    assert extract.problems("ru", code(tmp_path, ""), catalogue(tmp_path, SEARCH)) == [
        "ru: no longer said: 'Search'"
    ]


def test_the_sentences_that_want_a_native_reader_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert extract.main(["--composed"]) == 0
    assert "due today\tмуҳлаташ имрӯз" in capsys.readouterr().out.splitlines()

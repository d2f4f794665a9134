"""Wherever names are listed they stand in the order of the reader's alphabet."""

import pytest

from tracker.desk import EDITOR, Desk, look
from tracker.words import LANGUAGES
from tracker.words.formats import in_alphabet

# Varzob, Hisor and Faizobod: in Russian В, Г, Ф; in Tajik В, Ф, Ҳ; in English F, H, V.
THREE = ("varzob", "hisor", "fayzobod")


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Fayzobod", "Hisor", "Varzob"]),
        ("ru", ["Варзоб", "Гиссар", "Файзабад"]),
        ("tg", ["Варзоб", "Файзобод", "Ҳисор"]),
    ],
)
def test_districts_are_listed_as_each_reader_looks_for_them(
    desk: Desk, language: str, ordered: list[str]
) -> None:
    assert look.names(desk, EDITOR).places(THREE, (), language) == ordered


def test_regions_come_after_districts_and_what_is_unknown_is_left_out(desk: Desk) -> None:
    known = look.names(desk, EDITOR)
    assert known.places(["hisor", "nowhere"], ["TJ-SU"], "en") == ["Hisor", known.regions["TJ-SU"].name("en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_putting_in_order_twice_changes_nothing(desk: Desk, language: str) -> None:
    names = [entry.name(language) for entry in look.names(desk, EDITOR).districts.values()]
    assert in_alphabet(in_alphabet(names, language), language) == in_alphabet(names[::-1], language)

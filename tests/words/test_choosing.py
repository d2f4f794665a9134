"""Which language a visitor reads."""

import pytest

from tracker.words.choosing import choose


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "language"),
    [
        ("tg", "ru", "en", "tg"),
        (None, "ru", "en", "ru"),
        ("xx", None, "en-GB,en;q=0.9,ru;q=0.8", "en"),
        (None, None, "de, ru;q=0.5, en;q=0.7", "en"),
        (None, None, "de-DE, fr;q=0.7", "tg"),
        (None, None, "ru;q=0, en;q=oops, *", "tg"),
        (None, None, None, "tg"),
        ("EN", "", "", "tg"),
    ],
)
def test_the_address_comes_first_then_the_memory_then_the_browser(
    asked: str | None, remembered: str | None, accepted: str | None, language: str
) -> None:
    assert choose(asked=asked, remembered=remembered, accepted=accepted, default="tg") == language


def test_an_unknown_default_falls_back_to_a_language_there_is() -> None:
    assert choose(asked=None, remembered=None, accepted=None, default="de") == "en"

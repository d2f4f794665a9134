"""Equal groups of a ranking stand in the order of the reader's alphabet."""

import pandas as pd

from tracker.figures.groups import in_order

NAMES = {
    "en": {"h": ("Hisor", "Hisor"), "v": ("Varzob", "Varzob"), "q": ("Qubodiyon", "Qubodiyon")},
    "tg": {"h": ("Ҳисор", "Ҳисор"), "v": ("Варзоб", "Варзоб"), "q": ("Қубодиён", "Қубодиён")},
}


def order(language: str, due: int) -> list[str]:
    rows = pd.DataFrame([{"key": key, "due": due, "kept": 1, "low": 0.1, "high": 0.9} for key in "hqv"])
    return [one.key for one in in_order(rows, NAMES[language], language)]


def test_equal_groups_follow_the_readers_alphabet() -> None:
    assert (order("en", 8), order("tg", 8)) == (["h", "q", "v"], ["v", "q", "h"])


def test_small_groups_of_one_size_follow_it_too() -> None:
    assert (order("en", 3), order("tg", 3)) == (["h", "q", "v"], ["v", "q", "h"])

"""What docs/security.md promises names tests that are there, and each of the twenty-five attacks has its file."""

import re

from tracker.settings import ROOT

TOLD = (ROOT / "docs/security.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`((?:tests/)?[\w/]*test_\w+\.py)`", TOLD))
    assert len(named) > 30
    missing = [
        name for name in named if not any((ROOT / base / name).is_file() for base in (".", "tests/attacks"))
    ]
    assert missing == []


def test_each_of_the_twenty_five_attacks_has_a_test_of_its_own_name() -> None:
    rows = re.findall(r"^\| (\d+) \|.*?`(test_\d\d_\w+\.py)`", TOLD, re.MULTILINE)
    assert [int(number) for number, _name in rows] == list(range(1, 26))
    assert all(name.startswith(f"test_{int(number):02}_") for number, name in rows)

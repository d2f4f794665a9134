"""The page of issues says what the program says."""

import re
from pathlib import Path

from tracker.sheets import ISSUES
from tracker.sheets.document import EXAMPLES, page
from tracker.sheets.unreadable import REASONS

PAGE = Path(__file__).parents[2] / "docs" / "issues.md"


def test_every_issue_and_every_refusal_is_documented_with_an_example() -> None:
    assert set(EXAMPLES) == set(ISSUES) | set(REASONS)
    documented = re.findall(r"^### `(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert documented == [*ISSUES, *REASONS]


def test_the_page_is_the_one_that_the_catalogues_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_no_sentence_is_left_with_an_empty_place_or_without_a_translation() -> None:
    for entry in page().split("\n### ")[1:]:
        sentences = dict(re.findall(r"^- (en|ru|tg): (.+)$", entry, re.MULTILINE))
        assert set(sentences) == {"en", "ru", "tg"}
        assert len(set(sentences.values())) == 3
        assert not any("{" in sentence for sentence in sentences.values())

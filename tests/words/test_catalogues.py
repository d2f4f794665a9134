"""Everything the program says is translated, and nothing else is in the catalogues."""

import ast
from pathlib import Path

import pytest

from tracker.words import extract

SHOWS = {"title", "header", "subheader", "write", "markdown", "caption", "text", "metric", "expander"}
TELLS = {"info", "warning", "error", "success", "toast", "spinner"}
ASKS = {"radio", "selectbox", "multiselect", "pills", "segmented_control", "checkbox", "toggle", "text_input"}
TAKES = {"text_area", "date_input", "number_input", "file_uploader", "form_submit_button", "download_button"}
LEADS = {"button", "link_button", "page_link", "Page"}
SPEAKING = SHOWS | TELLS | ASKS | TAKES | LEADS
SPOKEN = {"label", "title", "help", "placeholder", "body"}


@pytest.fixture(scope="module")
def said() -> extract.Said:
    return extract.said_in()


def test_every_sentence_is_said_whole_and_gets_its_values(said: extract.Said) -> None:
    assert said.faults == ()


@pytest.mark.parametrize("language", extract.TRANSLATED)
def test_every_sentence_is_translated_and_agrees_with_it(language: str, said: extract.Said) -> None:
    assert extract.problems(language, said) == []


def test_no_page_shows_words_that_are_not_translated() -> None:
    files = [*(extract.ROOT / "pages").rglob("*.py"), *(extract.ROOT / "tracker/ui").rglob("*.py")]
    assert [found for file in files for found in untranslated(file)] == []


def untranslated(file: Path) -> list[str]:
    """Calls such as st.title("Districts"), whose words no catalogue will ever see."""
    calls = [
        node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    return [
        f"{file.name}:{call.lineno}: {ast.unparse(words)}"
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in SPEAKING
        if isinstance(call.func.value, ast.Name) and call.func.value.id != "_LOG"  # a log speaks to operators
        for words in shown(call)
        if has_words(words)
    ]


def shown(call: ast.Call) -> list[ast.expr]:
    assert isinstance(call.func, ast.Attribute)
    first = call.args[:1] if call.func.attr not in ("page_link", "Page") else []
    return first + [keyword.value for keyword in call.keywords if keyword.arg in SPOKEN]


def has_words(node: ast.expr) -> bool:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(sum(letter.isalpha() for letter in text) > 1 for text in texts)

"""Nothing that people typed is read as HTML or markdown."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ui.safe import lines, md, plain

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![pixel](https://evil.example/p.png)",
    "[click](javascript:alert(1))",
    "**bold** _it_ `code` ~~gone~~",
    "$\\frac{1}{2}$ and $$x$$",
    ":material/home: :sunglasses: :streamlit:",
    ":red[red] :blue-background[b] :small[s] :red-badge[x]",
    "<- -> <-> -- >= <= ~=",
    "https://evil.example www.evil.example a@evil.example",
    "# heading\n- item\n1. one\n> quote\n| a | b |",
    "&lt;b&gt; &amp; &#42;",
]


@pytest.mark.parametrize("text", NASTY)
def test_in_html_every_character_stands_for_itself(text: str) -> None:
    shown = plain(text)
    assert "<" not in shown
    assert '"' not in shown
    assert unescape(shown) == text


@pytest.mark.parametrize("text", NASTY)
def test_in_markdown_no_character_with_a_meaning_is_left(text: str) -> None:
    shown = md(text).replace("&#", "").replace(";", "")
    assert not set(shown) & set('\\`*_{}[]()#+-.!|<>~$="')


@given(st.text())
def test_a_reader_of_markdown_sees_what_was_typed(text: str) -> None:
    seen = unescape(md(text)).replace("\u2060", "")
    assert seen == " ".join("".join(c for c in text.replace("\u2060", "") if not dangerous(c)).split())


def dangerous(character: str) -> bool:
    """Control characters and the marks that turn the direction of writing are dropped everywhere."""
    return (
        (character < " " and character not in "\t\n\r")
        or character == "\x7f"
        or ("\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069")
    )


def test_typed_line_breaks_are_kept() -> None:
    assert lines("a <b>\nc") == "a &lt;b&gt;<br>c"


def test_nothing_is_nothing() -> None:
    assert (plain(None), md(None), lines(None)) == ("", "", "")

"""Words that people typed, made harmless: nothing in them is ever read as HTML or as markdown."""

import html
import re
from typing import Final

# What markdown reads as structure when it parses: emphasis, links, code, HTML, tables, lists, formulas, entities.
_STRUCTURE: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&=\"])")
# What is looked for later, in the finished text: icons and emoji (:name:), addresses, arrows and dashes of ASCII signs.
_LATER: Final = re.compile(r"([:@/])(?=\S)|(?<=www)(?=\.)|(?<=[<>~=-])(?=[<>~=-])", re.IGNORECASE)
_JOINER: Final = "\u2060"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_SPACES: Final = re.compile(r"\s+")


def plain(text: str | None) -> str:
    """The text for use inside HTML, element or attribute: the reader sees the very characters that were typed."""
    return html.escape(_CONTROLS.sub("", text or ""), quote=True)


def lines(text: str | None) -> str:
    """Like `plain`, with the line breaks that were typed."""
    return "<br>".join(plain(line) for line in (text or "").splitlines())


def md(text: str | None) -> str:
    """The text for use inside markdown, such as a label: one line, every meaningful character made harmless.

    What Streamlit only looks for after parsing can't be escaped, so an invisible joiner stands in the middle of it.
    """
    flat = _SPACES.sub(" ", _CONTROLS.sub("", text or "")).strip()
    joined = _LATER.sub(lambda found: f"{found.group(1) or ''}{_JOINER}", flat)
    return _STRUCTURE.sub(lambda found: f"&#{ord(found.group())};", joined)

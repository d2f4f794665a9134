"""Text in .csv that a spreadsheet would run: quoted when it is written, and exactly as it was when it is read again."""

import re
from typing import Final

# Signs that begin a formula in Excel, LibreOffice or WPS, also full-width ones and behind white space; and quotes that
# somebody typed before one, since the one that is added here must be told from them. Tabs and returns are cell borders.
_FORMULA: Final = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
_QUOTED: Final = re.compile(r"'" + _FORMULA.pattern)


def quoted(text: str) -> str:
    """The text, with a quote before it where a spreadsheet that opens the .csv might run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unquoted(text: str) -> str:
    """The text as it was before `quoted`: a quote before what looks like a formula is no part of it."""
    return text[1:] if text[:1] == "'" and _QUOTED.match(text) else text

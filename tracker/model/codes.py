"""The codes of commitments: short, unlike any number or date that a spreadsheet would rewrite, with a check letter."""

import re

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23 of them, without I, O and Q, which are read as digits
PATTERN = re.compile(r"AH-(\d{5,})-([A-Z])")


def code_of(number: int) -> str:
    """The code of the commitment with this number, such as "AH-00042-W".

    The letter is the number modulo 23: a prime larger than ten, so one mistyped digit, or two neighbours exchanged,
    always give another letter.
    """
    return f"AH-{number:05d}-{LETTERS[number % len(LETTERS)]}"


def is_code(text: str) -> bool:
    """Whether a text has the shape of a code and its check letter is right."""
    return (found := PATTERN.fullmatch(text)) is not None and code_of(int(found[1])) == text


def looks_like_code(text: str) -> bool:
    """Whether a text has the shape of a code, right or mistyped."""
    return PATTERN.fullmatch(text) is not None

"""A made-up language that shows what is not translated or does not fit: ‹Dïïstrïïcts› instead of Districts.

Every sentence of the catalogue comes in brackets, its letters accented, its vowels twice: as much longer than English as
the longest translations are. Whatever stands on a page without the marks never went through the catalogue; a sentence
without its closing bracket was cut off. It is spoken in place of Russian, where a setting asks for it, so that the names
and texts of the data are in Cyrillic letters and cannot be taken for words that nobody translated.
"""

import re
from gettext import NullTranslations
from typing import Final

from tracker.words.speak import put_instead, shipped

LANGUAGE: Final = "ru"
OPENS, CLOSES = "‹", "›"

KEPT: Final = re.compile(r"\{[a-z][a-z0-9_]*\}|</?[a-z]+>|&[a-z]+;")
"""What is no words: placeholders, and the few marks of HTML that a sentence for a chart holds."""

_TWICE: Final = "aeiouyAEIOUY"
_ACCENTED: Final = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÄäƁƀĆćĐđËëƑƒĞğĤĥÏïĴĵĶķĻļṀṁŃńÖöṖṗɊɋŔŕŚśŤťÜüṼṽŴŵẊẋŸÿŽž",
)


class Pseudo(NullTranslations):
    """Answers with the English sentence, marked and stretched; without marks where the catalogue it stands for lacks it."""

    def __init__(self, catalogue: NullTranslations) -> None:
        super().__init__()
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        return _marked(message, self._catalogue.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _marked(msgid1 if n == 1 else msgid2, self._catalogue.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return _marked(message, self._catalogue.pgettext(context, message))


def stretched(sentence: str) -> str:
    """The sentence as the made-up language says it; `{placeholders}` and marks stay as they are."""
    words, last = [], 0
    for found in KEPT.finditer(sentence):
        words += [_accented(sentence[last : found.start()]), found.group()]
        last = found.end()
    return f"{OPENS}{''.join(words)}{_accented(sentence[last:])}{CLOSES}"


def speak_it() -> None:
    """Speak the made-up language in place of Russian from now on."""
    put_instead(LANGUAGE, Pseudo(shipped(LANGUAGE)))


def _marked(english: str, answer: str) -> str:
    """A catalogue answers with the very words it was asked for where it lacks them."""
    return english if answer is english else stretched(english)


def _accented(text: str) -> str:
    return "".join(sign * (2 if sign in _TWICE else 1) for sign in text).translate(_ACCENTED)

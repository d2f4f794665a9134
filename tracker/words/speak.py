"""Sentences in the reader's language: looks a sentence up in the catalogue and fills in its placeholders."""

import io
import logging
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final, ParamSpec, TypeVar

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tracker.words.locales import date_long, known, number

CATALOGUES: Final = Path(__file__).parent / "catalogues"
PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Value = str | int | float | Decimal | date | Mapping[str, str]
"""What fills a placeholder; a mapping is a name by language."""

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_LOG = logging.getLogger(__name__)
_instead: dict[str, NullTranslations] = {}
_memories: list[Callable[[], None]] = []


def translate(msgid: str, language: str, /, **values: Value) -> str:
    """The sentence `msgid` (English, as in the code) in `language`, `{placeholders}` filled with `values`.

    A value goes in as it is: braces in it mean nothing. An int is written plainly (it may be a year or a row:
    use `formats.number` for large counts), a fraction with the language's decimal sign, a day as a long date, a name
    that is another one in each language (a mapping) in this one.
    A sentence without a translation stays English, and the catalogue check fails. KeyError when a value is
    missing, ValueError for an unknown language.
    """
    return _fill(_catalogue(language).gettext(msgid) if msgid else "", language, values)


def ntranslate(singular: str, plural: str, n: int, language: str, /, **values: Value) -> str:
    """Like `translate`, in the form that goes with the count `n`; `{n}` is filled in, thousands grouped."""
    sentence = _catalogue(language).ngettext(singular, plural, n)
    return _fill(sentence, language, {"n": number(n, language), **values})


def ptranslate(context: str, msgid: str, language: str, /, **values: Value) -> str:
    """Like `translate`, for a word that needs its `context` told: is open a button or a commitment?"""
    return _fill(_catalogue(language).pgettext(context, msgid), language, values)


def N_(msgid: str) -> str:
    """Marks a constant for translation where it is defined; it is translated where it is shown."""
    return msgid


def NP_(context: str, msgid: str) -> tuple[str, str]:
    """Like `N_`, with the context that `ptranslate` will want: `ptranslate(*pair, language)`."""
    return context, msgid


def catalogue_path(language: str) -> Path:
    """Where the translations into `language` are kept."""
    return CATALOGUES / f"{language}.po"


def put_instead(language: str, sentences: NullTranslations | None) -> None:
    """Speak a language with other sentences from now on, those of a translator; with None as its catalogue does again.

    Whatever was remembered of the earlier words is forgotten.
    """
    if sentences is None:
        _instead.pop(known(language), None)
    else:
        _instead[known(language)] = sentences
    for forget in _memories:
        forget()


def when_words_change(forget: Callable[[], None]) -> None:
    """Calls `forget` whenever other words are put in place of those of the catalogue."""
    _memories.append(forget)


def remembered(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Keeps what a function makes of words, until the words change."""
    kept = lru_cache(maxsize=None)(function)
    when_words_change(kept.cache_clear)
    return kept  # type: ignore[return-value]  # it takes what the function takes


def compiled(catalogue: Catalog) -> GNUTranslations:
    """The sentences of a catalogue, ready to be asked."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    written.seek(0)
    return GNUTranslations(written)


def _catalogue(language: str) -> NullTranslations:
    return _instead.get(language) or shipped(language)


@cache
def shipped(language: str) -> NullTranslations:
    """The sentences that we ship of a language, read once. Two threads may both read them; neither sees half of them."""
    if known(language) == "en":
        return NullTranslations()
    with catalogue_path(language).open("rb") as file:
        sentences = compiled(read_po(file, locale=language, abort_invalid=True))
    sentences.add_fallback(_Lacking(language))
    return sentences


class _Lacking(NullTranslations):
    """Answers in English what a catalogue lacks, and says so in the log, once a sentence: nothing falls back silently."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._told: set[str] = set()

    def gettext(self, message: str) -> str:
        return self._english(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._english(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._english(message)

    def _english(self, message: str) -> str:
        if message not in self._told:
            self._told.add(message)
            _LOG.warning("no translation into %s: %r", self._language, message)
        return message


def _fill(sentence: str, language: str, values: Mapping[str, Value]) -> str:
    """One pass over the sentence, so that what a value brings along is never looked at again."""
    return PLACEHOLDER.sub(lambda found: _written(values[found.group(1)], language), sentence)


def _written(value: Value, language: str) -> str:
    if isinstance(value, Mapping):
        return value[language]
    if isinstance(value, date):
        return date_long(value, language)
    if isinstance(value, float | Decimal):
        return number(value, language, decimals=2)
    return str(value)

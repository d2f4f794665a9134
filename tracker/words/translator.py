"""A translator's own catalogue: spoken in place of ours, read anew whenever it is saved, its mistakes told by the line.

A file that can't be read leaves the words as they were. A sentence whose placeholders don't agree is shown in English, so
that no page breaks on it.
"""

import re
import threading
from dataclasses import dataclass, field
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from tracker.words import pseudo
from tracker.words.faults import Fault, faults_of, messages_of, singular_of
from tracker.words.locales import LANGUAGES
from tracker.words.speak import N_, Value, compiled, put_instead, translate

SHORT: Final = 60

# Babel passes over a text without its quotation marks; then a translation would be lost and nobody told.
_LINE: Final = re.compile(
    r'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"\s*)?'
)
_SAID: Final = {
    "fuzzy": N_("Line {line}, “{sentence}”: it is marked as fuzzy, so English is shown. Check it and take the mark away."),
    "plurals": N_("Line {line}, “{sentence}”: this language has {detail} plural forms, each needs a translation."),
    "placeholders": N_("Line {line}, “{sentence}”: it must hold exactly {detail}. English is shown until it does."),
    "words_only": N_("Line {line}, “{sentence}”: it must hold no words in braces. English is shown until it does not."),
    "space": N_("Line {line}, “{sentence}”: there is a space too many at its beginning or end."),
    "mixed": N_("Line {line}, “{sentence}”: Latin and Cyrillic letters stand in one word, “{detail}”."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the translator, marked for translation, with its values."""

    msgid: str
    values: dict[str, Value] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The remark in a language."""
        return translate(self.msgid, language, **self.values)


class UnusableCatalogue(ValueError):
    """A file from which no sentence can be taken; `remark` says why, and where."""

    def __init__(self, msgid: str, **values: Value) -> None:
        super().__init__(msgid)
        self.remark = Remark(msgid, values)


@dataclass(frozen=True)
class Draft:
    """What a translator's file holds: sentences in its language, remarks in the order of lines, how many are missing."""

    language: str
    sentences: NullTranslations
    remarks: tuple[Remark, ...]
    missing: int


@dataclass
class _Watched:
    path: Path
    stamp: tuple[int, int]
    draft: Draft
    broken: Remark | None = None
    edition: int = 0


_watched: _Watched | None = None
_reading = threading.Lock()


def begin(path: Path | None, *, made_up: bool = False) -> None:
    """Speak with this catalogue from now on, or with the made-up language; with neither as everybody does.

    Raises `UnusableCatalogue`.
    """
    global _watched
    for language in LANGUAGES:
        put_instead(language, None)
    _watched = None
    if made_up:
        pseudo.speak_it()
    if path is not None:
        draft = read(path)
        put_instead(draft.language, draft.sentences)
        _watched = _Watched(path, _stamp(path), draft)


def watched() -> tuple[Path, Draft, Remark | None] | None:
    """The catalogue that is spoken with, what it holds, and why its newest state can't be read, if it can't."""
    return (_watched.path, _watched.draft, _watched.broken) if _watched else None


def look_again() -> int:
    """Read the catalogue anew if it was saved since; answers how often it was saved since it was first read."""
    with _reading:
        if _watched is None or (stamp := _stamp(_watched.path)) == _watched.stamp:
            return _watched.edition if _watched else 0
        _watched.stamp, _watched.edition = stamp, _watched.edition + 1
        try:
            draft = read(_watched.path)
        except UnusableCatalogue as error:
            _watched.broken = error.remark
        else:
            if draft.language != _watched.draft.language:
                put_instead(_watched.draft.language, None)
            put_instead(draft.language, draft.sentences)
            _watched.draft, _watched.broken = draft, None
        return _watched.edition


def read(path: Path) -> Draft:
    """What a catalogue holds. Raises `UnusableCatalogue`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnusableCatalogue(
            N_("There is no catalogue {file} that can be read."), file=str(path)
        ) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise UnusableCatalogue(
            N_("Line {line} is not UTF-8: save the catalogue as UTF-8."), line=line
        ) from error
    catalogue = _parsed(text)
    language = str(catalogue.locale_identifier or "").split("_")[0]
    if language not in LANGUAGES:
        raise UnusableCatalogue(
            N_(
                "The head of the catalogue names no language of Ahd: it needs a line “Language: {languages}”."
            ),
            languages=" / ".join(LANGUAGES),
        )
    return _draft(language, catalogue)


def _parsed(text: str) -> Catalog:
    for number, line in enumerate(text.split("\n"), start=1):
        if not _LINE.fullmatch(line.rstrip("\r")):
            raise _unread(number)
    try:
        return read_po(text.splitlines(keepends=True), abort_invalid=True)
    except PoFileError as error:
        raise _unread(error.lineno + 1) from error
    except (LookupError, ValueError) as error:
        raise _unread(1) from error


def _unread(line: int) -> UnusableCatalogue:
    return UnusableCatalogue(
        N_(
            "Line {line} can't be read: after msgid and msgstr a text stands in straight quotation marks, on one line."
        ),
        line=line,
    )


def _draft(language: str, catalogue: Catalog) -> Draft:
    remarks: list[Remark] = []
    missing = 0
    for message in messages_of(catalogue):
        found = list(faults_of(message, catalogue.num_plurals))
        kinds = {fault.kind for fault in found}
        missing += "empty" in kinds
        remarks += [
            _remark(fault, message.lineno, singular_of(message)) for fault in found if fault.kind != "empty"
        ]
        if kinds & {"plurals", "placeholders"}:
            catalogue.delete(message.id, message.context)
    try:
        sentences = compiled(catalogue)
    except ValueError as error:
        raise UnusableCatalogue(
            N_("The line “Plural-Forms” in the head of the catalogue is not understood. Copy it from ours.")
        ) from error
    return Draft(language, sentences, tuple(remarks), missing)


def _remark(fault: Fault, line: int | None, sentence: str) -> Remark:
    kind = "words_only" if fault.kind == "placeholders" and not fault.detail else fault.kind
    short = sentence if len(sentence) <= SHORT else f"{sentence[:SHORT]}…"
    return Remark(_SAID[kind], {"line": line or 0, "sentence": short, "detail": fault.detail})


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file is saved; a file that is being replaced has none."""
    try:
        told = path.stat()
    except OSError:
        return (0, 0)
    return told.st_mtime_ns, told.st_size

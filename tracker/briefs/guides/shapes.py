"""What a guide is made of: parts, numbered steps, pictures, and sentences in which the product's own names stand."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Literal, NamedTuple

from tracker.words import ntranslate, translate

Kind = Literal["text", "name", "typed"]
"""Of a piece of a sentence: running text, a name as it stands on the screen or in a workbook, something to type."""

PICTURES: Final = Path(__file__).parent / "pictures"
_OPEN, _CLOSE = "\ue000", "\ue001"
_HOLE: Final = re.compile(f"{_OPEN}([a-z0-9_]+){_CLOSE}")


class Piece(NamedTuple):
    """A piece of a sentence in one language."""

    text: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a guide speaks of. It is never written in the guide: it comes from where the product has it.

    `key` is the sentence of the catalogue that the screen shows, where the guide knows it by that alone.
    """

    said: Callable[[str], str]
    kind: Kind = "name"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A whole sentence, or a few, of the catalogue, with names in it."""

    msgid: str
    names: Mapping[str, Name] = field(default_factory=dict)

    def pieces(self, language: str) -> list[Piece]:
        """The sentence in the reader's language, taken apart at the names."""
        holes = {name: f"{_OPEN}{name}{_CLOSE}" for name in self.names}
        parts = _HOLE.split(translate(self.msgid, language, **holes))
        found = []
        for at, part in enumerate(parts):
            name = self.names[part] if at % 2 else None
            found.append(Piece(name.said(language), name.kind) if name else Piece(part))
        return [piece for piece in found if piece.text]

    def text(self, language: str) -> str:
        """The sentence as plain text."""
        return "".join(piece.text for piece in self.pieces(language))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the product, one in each language. `shows` says in words what is to be seen, `marks` what the
    numbers in it mean, in their order."""

    name: str
    shows: Said
    marks: tuple[Said, ...] = ()
    width: int = 100
    """How much of a line of the printed guide it takes, in per cent."""

    def file(self, language: str) -> Path:
        """The picture in a language; docs/make_pictures.py makes it from the running product."""
        return PICTURES / language / f"{self.name}.webp"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; what is seen then, and what to do where it is not."""

    do: Said
    see: Said | None = None
    otherwise: Said | None = None
    types: tuple[Name, ...] = ()
    """Commands to type, a line each."""
    words: tuple[tuple[Name, Said], ...] = ()
    """Words that one meets here, each with its meaning."""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Some steps under a heading."""

    title: Said
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: its name in addresses and commands, for whom it is, and its parts."""

    name: str
    title: Said
    audience: Said
    parts: tuple[Part, ...]

    def numbered(self) -> Iterator[tuple[Part, list[tuple[int, Step]]]]:
        """The parts with their steps, numbered throughout the guide."""
        numbers = count(1)
        for part in self.parts:
            yield part, [(next(numbers), step) for step in part.steps]

    def pictures(self) -> list[Picture]:
        """The pictures, in their order."""
        return [step.picture for part in self.parts for step in part.steps if step.picture]

    def sentences(self) -> Iterator[Said]:
        """Everything that is said in it."""
        yield from (self.title, self.audience)
        for part in self.parts:
            yield part.title
            for step in part.steps:
                yield from (one for one in (step.do, step.see, step.otherwise) if one)
                yield from (meaning for _word, meaning in step.words)
                if step.picture:
                    yield from (step.picture.shows, *step.picture.marks)

    def names(self) -> Iterator[Name]:
        """Every name that it speaks of."""
        for said in self.sentences():
            yield from said.names.values()
        for part in self.parts:
            for step in part.steps:
                yield from (*step.types, *(word for word, _meaning in step.words))


def say(msgid: str, /, **names: Name) -> Said:
    """A sentence (marked with `N_` where it stands) with the names that its placeholders are for."""
    return Said(msgid, names)


def shown(msgid: str) -> Name:
    """A label as the screen shows it: the very sentence of the catalogue, which some other file says."""
    return Name(lambda language: translate(msgid, language), key=msgid)


def shown_for(n: int, singular: str, plural: str) -> Name:
    """A label that counts, as the screen shows it for the count `n`."""
    return Name(lambda language: ntranslate(singular, plural, n, language), key=singular)


def typed(text: str) -> Name:
    """Something to type, the same in every language."""
    return Name(lambda _language: text, kind="typed")

"""What can be wrong with a translation on its own, whoever looks: the check of the catalogues, or a translator's own file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from babel.messages.catalog import Catalog, Message

from tracker.words.speak import PLACEHOLDER

_MIXED: Final = re.compile(r"[^\W\d_]*(?:[a-zA-Z][\u0400-\u04ff]|[\u0400-\u04ff][a-zA-Z])[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong: fuzzy, empty, plurals, placeholders, space or mixed; `detail` is what it is about."""

    kind: str
    detail: str = ""


def faults_of(message: Message, plurals: int) -> Iterator[Fault]:
    """What is wrong with one translation in a language of so many `plurals`."""
    texts = texts_of(message)
    if message.fuzzy:
        yield Fault("fuzzy")
    if not all(texts):
        yield Fault("empty")
        return
    if message.pluralizable and len(texts) != plurals:
        yield Fault("plurals", str(plurals))
    wanted = placeholders(plural_of(message) or singular_of(message))
    if any(placeholders(text) != wanted for text in texts):
        yield Fault("placeholders", ", ".join(f"{{{name}}}" for name in sorted(wanted)))
    if any(text != text.strip() for text in texts) and singular_of(message) == singular_of(message).strip():
        yield Fault("space")
    for word in [word[0] for text in texts for word in _MIXED.finditer(text)][:1]:
        yield Fault("mixed", word)


def messages_of(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def singular_of(message: Message) -> str:
    """The English sentence, where it has two forms the first."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def plural_of(message: Message) -> str | None:
    """The English sentence for several, if it has such a form."""
    return None if isinstance(message.id, str) else str(message.id[1])


def texts_of(message: Message) -> tuple[str, ...]:
    """The translation, in each of its forms."""
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def placeholders(text: str) -> set[str]:
    """The names in braces that a sentence fills in."""
    return set(PLACEHOLDER.findall(text))

"""Keeps the catalogues in step with the code: `python -m tracker.words.extract [--check | --composed]`.

Sentences are found where they are said: `translate`, `ntranslate`, `ptranslate`, the markers `N_` and `NP_`,
and the short forms `t`, `tn`, `tp` that the pages use. New ones are added untranslated, gone ones taken out.
"""

import argparse
import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tracker.words.faults import Fault, faults_of, messages_of, placeholders, plural_of, singular_of, texts_of
from tracker.words.locales import LANGUAGES
from tracker.words.speak import catalogue_path

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCES: Final = ("tracker", "pages", "dashboard.py")
TRANSLATED: Final = tuple(language for language in LANGUAGES if language != "en")
COMPOSED: Final = "tg: composed, wants a native reader"

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class _Call:
    """Where a kind of call has its context, its sentence and its plural among its arguments."""

    msgid: int = 0
    plural: int | None = None
    context: int | None = None
    fills: bool = True


_CALLS: Final = {
    **dict.fromkeys(("translate", "t"), _Call()),
    **dict.fromkeys(("ntranslate", "tn"), _Call(plural=1)),
    **dict.fromkeys(("ptranslate", "tp"), _Call(context=0, msgid=1)),
    "N_": _Call(fills=False),
    "NP_": _Call(context=0, msgid=1, fills=False),
}


@dataclass(slots=True)
class Sentence:
    """A sentence the code says: its plural form, if it has one, and the files that say it."""

    plural: str | None
    files: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Said:
    """All sentences of the code by context and msgid, and what is wrong with how they are said."""

    sentences: Mapping[Key, Sentence]
    faults: tuple[str, ...]


def said_in(root: Path = ROOT) -> Said:
    """Reads the code under `root` for sentences."""
    sentences: dict[Key, Sentence] = {}
    faults: list[str] = []
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=name)
        for node in ast.walk(tree):
            for explained in _of_the_command_line(node):
                sentences.setdefault((None, explained), Sentence(None)).files.add(name)
            if isinstance(node, ast.Call) and (call := _CALLS.get(_name_of(node.func))):
                faults += [f"{name}:{node.lineno}: {fault}" for fault in _take(node, call, name, sentences)]
    return Said(sentences, tuple(faults))


def update(language: str, said: Said, path: Path | None = None) -> None:
    """Brings one catalogue (default: the one in use) in step with the code, keeping what is translated."""
    path = path or catalogue_path(language)
    catalogue = _read(language, path)
    for message in messages_of(catalogue):
        sentence = said.sentences.get((message.context, singular_of(message)))
        if sentence is None or sentence.plural != plural_of(message):
            catalogue.delete(message.id, message.context)
        else:
            message.locations = _locations(sentence)
    known = {(message.context, singular_of(message)) for message in messages_of(catalogue)}
    for (context, msgid), sentence in said.sentences.items():
        if (context, msgid) not in known:
            whole = (msgid, sentence.plural) if sentence.plural is not None else msgid
            catalogue.add(whole, context=context, locations=_locations(sentence))
    _write(catalogue, path)


def problems(language: str, said: Said, path: Path | None = None) -> list[str]:
    """What is missing, unused, fuzzy or at odds with the code in a catalogue (default: the one in use)."""
    catalogue = _read(language, path or catalogue_path(language))
    found: list[str] = []
    translated: set[Key] = set()
    for message in messages_of(catalogue):
        key = (message.context, singular_of(message))
        translated.add(key)
        sentence = said.sentences.get(key)
        if sentence is None or sentence.plural != plural_of(message):
            found.append(f"{language}: no longer said: {key[1]!r}")
        found += [
            f"{language}: {_told(fault)}: {key[1]!r}" for fault in faults_of(message, catalogue.num_plurals)
        ]
    found += [
        f"{language}: not in the catalogue: {msgid!r}"
        for c, msgid in said.sentences
        if (c, msgid) not in translated
    ]
    return found


def composed() -> list[tuple[str, str]]:
    """The Tajik sentences that no native reader has seen yet, with the English ones they stand for."""
    marked = [m for m in messages_of(_read("tg", catalogue_path("tg"))) if COMPOSED in m.user_comments]
    return [(singular_of(message), text) for message in marked for text in texts_of(message)]


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.is_file() else []


def _name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _of_the_command_line(node: ast.AST) -> Iterator[str]:
    """What `--help` says: the docstrings of commands, and what typer is told about their options."""
    if isinstance(node, ast.FunctionDef):
        decorators = [one.func for one in node.decorator_list if isinstance(one, ast.Call)]
        if any(_name_of(one) in ("command", "callback") for one in decorators):
            yield " ".join((ast.get_docstring(node) or "").split("\n\n")[0].split())
    elif isinstance(node, ast.Call) and _name_of(node.func) in ("Option", "Argument"):
        yield from (
            text for each in node.keywords if each.arg == "help" and (text := _text(each.value)) is not None
        )


def _take(node: ast.Call, call: _Call, file: str, sentences: dict[Key, Sentence]) -> Iterator[str]:
    """Adds the sentences of one call to `sentences`; yields what is wrong with the call."""
    last = max(call.msgid, call.plural or 0, call.context or 0)
    if len(node.args) <= last or any(isinstance(argument, ast.Starred) for argument in node.args[: last + 1]):
        return
    if _is_glued(node.args[call.msgid]):
        yield "a sentence is glued together; write it whole, with {placeholders}"
    context = _text(node.args[call.context]) if call.context is not None else None
    plural = _text(node.args[call.plural]) if call.plural is not None else None
    for msgid in _choices(node.args[call.msgid]):
        sentence = sentences.setdefault((context, msgid), Sentence(plural))
        sentence.files.add(file)
        if sentence.plural != plural:
            yield f"{msgid!r} is said with two different plurals"
        if call.fills and (unfilled := _unfilled(node, msgid, plural)):
            yield f"{msgid!r} gets no value for {', '.join(sorted(unfilled))}"


def _unfilled(node: ast.Call, msgid: str, plural: str | None) -> set[str]:
    """The placeholders for which the call names no value; `n` is filled in by itself."""
    given = {keyword.arg for keyword in node.keywords}
    if None in given:
        return set()
    wanted = placeholders(msgid) | placeholders(plural or "")
    return wanted - given - ({"n"} if plural is not None else set())


def _choices(argument: ast.expr) -> list[str]:
    """The literal sentences an argument can be: one, two in `a if x else b`, none when it is a variable."""
    if isinstance(argument, ast.IfExp):
        return _choices(argument.body) + _choices(argument.orelse)
    text = _text(argument)
    return [text] if text else []


def _text(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _is_glued(argument: ast.expr) -> bool:
    if isinstance(argument, ast.Call) and isinstance(argument.func, ast.Attribute):
        return argument.func.attr in ("format", "join", "replace") and _text(argument.func.value) is not None
    return isinstance(argument, ast.JoinedStr | ast.BinOp)


_TOLD: Final = {
    "fuzzy": "fuzzy",
    "empty": "not translated",
    "plurals": "{detail} plural forms wanted",
    "placeholders": "other placeholders",
    "space": "a space too many at an end",
    "mixed": "Latin and Cyrillic letters in one word, {detail}",
}


def _told(fault: Fault) -> str:
    return _TOLD[fault.kind].format(detail=fault.detail)


def _locations(sentence: Sentence) -> list[tuple[str, int]]:
    """Files without lines: a line that moves is no change to a translator."""
    return [(file, 0) for file in sorted(sentence.files)]


def _read(language: str, path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)


def _write(catalogue: Catalog, path: Path) -> None:
    """In one go: who reads the catalogue meanwhile finds the old one or the new one."""
    new = path.with_suffix(".po.new")
    with new.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    new.replace(path)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 1 means that something in the code or the catalogues needs a person."""
    parser = argparse.ArgumentParser(prog="python -m tracker.words.extract", description=__doc__)
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true", help="change nothing, say what is missing or wrong")
    modes.add_argument("--composed", action="store_true", help="list the Tajik that wants a native reader")
    options = parser.parse_args(arguments)
    if options.composed:
        print("\n".join(f"{english}\t{tajik}" for english, tajik in composed()))
        return 0
    said = said_in()
    if not options.check:
        for language in TRANSLATED:
            update(language, said)
    wrong = [*said.faults, *(problem for language in TRANSLATED for problem in problems(language, said))]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

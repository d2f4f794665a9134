"""What `--help` says, in the language of the installation: how a command is called, what it does, each of its words."""

import shutil
from collections.abc import Iterable, Iterator
from enum import Enum
from textwrap import wrap
from typing import Any, Final

from tracker.cli.common import own_language
from tracker.words import N_, Value, translate

WIDEST: Final = 100
NAMES: Final = 26
"""So wide the column of names is at most; what explains a longer one begins below it."""

HELP: Final = N_("Say how this is called.")


def speak(command: Any) -> None:
    """Have this command, and all under it, explain themselves in our words instead of Typer's."""
    command.format_help = lambda context, formatter: formatter.write(page(context))
    for below in getattr(command, "commands", {}).values():
        speak(below)


def page(context: Any) -> str:
    """All that `--help` says of the command of this context."""
    command = context.command
    shown = [param for param in command.get_params(context) if not getattr(param, "hidden", False)]
    arguments = [param for param in shown if param.param_type_name == "argument"]
    options = [param for param in shown if param.param_type_name == "option"]
    below = getattr(command, "commands", {})
    parts = [
        _usage(context.command_path, arguments, below),
        "\n".join(_wrapped(_say(sentence(command.help)))),
        *_listed(N_("What it works on"), ((_argument(one), _explained(one)) for one in arguments)),
        *_listed(N_("Options"), ((_option(one), _explained(one)) for one in options)),
        *_listed(
            N_("Commands"),
            ((name, _say(sentence(one.help))) for name, one in below.items() if not one.hidden),
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def sentence(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line, as it stands in the catalogues."""
    return " ".join((docstring or "").strip().split("\n\n")[0].split())


def _usage(path: str, arguments: list[Any], below: Any) -> str:
    if below:
        return _say(N_("Usage: {command} COMMAND [OPTIONS]"), command=path)
    words = " ".join((path, *map(_argument, arguments)))
    return _say(N_("Usage: {command} [OPTIONS]"), command=words)


def _listed(title: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    lines: list[str] = []
    for name, said in rows:
        first, *more = _wrapped(said, indent=NAMES + 2) or [""]
        lines += (
            [f"  {name:<{NAMES - 2}}  {first}"] if len(name) <= NAMES - 2 else [f"  {name}", _moved(first)]
        )
        lines += map(_moved, more)
    if lines:
        yield "\n".join((_say(title), *lines))


def _moved(line: str) -> str:
    return " " * (NAMES + 2) + line


def _argument(param: Any) -> str:
    name = str(param.name).upper() + ("…" if param.nargs != 1 else "")
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    """The words of an option and what may follow them: its choices, else that something does."""
    words = ", ".join(param.opts)
    kind = param.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"{words} {'|'.join(str(one) for one in kind)}"
    return words if getattr(param, "is_flag", False) else f"{words} …"


def _explained(param: Any) -> str:
    if param.name == "help":
        return _say(HELP)
    said = [_say(sentence(param.help))]
    if param.required and param.param_type_name == "option":
        said.append(_say(N_("It is needed.")))
    elif isinstance(param.default, str | int) and not isinstance(param.default, bool) and param.default != "":
        said.append(_say(N_("Without it: {value}."), value=str(param.default)))
    return " ".join(filter(None, said))


def _wrapped(text: str, *, indent: int = 0) -> list[str]:
    width = min(shutil.get_terminal_size((80, 24)).columns, WIDEST)
    return wrap(text, max(width - indent, 30), break_on_hyphens=False)


def _say(msgid: str, **values: Value) -> str:
    return translate(msgid, own_language(), **values)

"""What is said when a command is not used as it can be: one sentence, in the language of the installation."""

import errno
import os
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import DBAPIError
from typer.exceptions import TyperException

from tracker.cli.common import on_one_line, own_language
from tracker.words import LANGUAGES, N_, Value, translate

HELP: Final = N_("See: {command} --help")
_REASONS: Final = {
    errno.EACCES: N_("it may not be written or read"),
    errno.EPERM: N_("it may not be written or read"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EFBIG: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EEXIST: N_("it is there already"),
}


def misuse(error: TyperException) -> str:
    """What is wrong with the words of a command, and where to read how it goes."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "ahd"
    return " ".join((_wrong(error), _say(HELP, command=command)))


def bad_setting(wrong: Any) -> str:
    """Which variable of the environment has a value that it can't have, and what it can be (one of pydantic's errors)."""
    asked = os.environ.get("AHD_LANGUAGE", "")
    language = asked if asked in LANGUAGES else "ru"  # the settings themselves cannot be asked
    name = f"AHD_{str(wrong['loc'][0]).upper()}"
    expected = wrong.get("ctx", {}).get("expected")
    if expected:
        said = N_("{name} can't be “{value}”; it can be {expected}.")
        return translate(said, language, name=name, value=on_one_line(str(wrong["input"])), expected=expected)
    return translate(
        N_("{name} can't be “{value}”."), language, name=name, value=on_one_line(str(wrong["input"]))
    )


def reason(error: OSError | DBAPIError) -> str:
    """Why a file or the database cannot be used; a file that is only ours while it is written is named by its folder."""
    if isinstance(error, DBAPIError):
        return str(error.orig)
    said = _REASONS.get(error.errno or 0)
    words = _say(said) if said else os.strerror(error.errno) if error.errno else str(error)
    path = Path(error.filename) if isinstance(error.filename, str) and error.filename else None
    if path and path.name.startswith("."):  # a file of ours while it is written; its folder is what is meant
        path = path.parent
    return f"{on_one_line(str(path))}: {words}" if path else words


def os_error(error: BaseException) -> OSError | None:
    """The system's own error inside one that a library wrapped it in."""
    for inner in (error, *error.args, error.__cause__, error.__context__):
        if isinstance(inner, OSError):
            return inner
    return None


def _wrong(error: TyperException) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _say(N_("There is no option {name}."), name=on_one_line(getattr(error, "option_name", "")))
    param = getattr(error, "param", None)
    if kind == "MissingParameter" and param is not None:
        return _say(N_("{name} is missing."), name=_name(param))
    if param is not None:
        return _bad(param)
    return _say(N_("The command is not understood."))


def _bad(param: Any) -> str:
    """What a parameter can be, as far as its type says so."""
    kind, name = param.type_descriptor.annotation, _name(param)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _say(
            N_("{name} is one of: {choices}."), name=name, choices=", ".join(str(one) for one in kind)
        )
    if kind is datetime:
        return _say(N_("{name} is a day, as 2026-06-30."), name=name)
    if kind is Path:
        return _say(N_("{name}: there is no such file."), name=name)
    return _say(N_("{name} has a value that it can't have."), name=name)


def _name(param: Any) -> str:
    """An option by its words, an argument by its name in capitals, as the help shows it."""
    return max(param.opts, key=len) if param.param_type_name == "option" else str(param.name).upper()


def _say(msgid: str, **values: Value) -> str:
    return translate(msgid, own_language(), **values)

"""What people do and ask. Each service takes the desk, then who asks; each change is one transaction."""

from typing import TYPE_CHECKING, Any

from tracker.desk.asking import EDITOR, PROGRAM, PUBLIC, Asker, NotAllowed
from tracker.desk.desk import Desk
from tracker.desk.view import View

if TYPE_CHECKING:
    from tracker.desk import look

__all__ = ["EDITOR", "PROGRAM", "PUBLIC", "Asker", "Desk", "NotAllowed", "View", "look"]


def __getattr__(name: str) -> Any:
    if name != "look":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module(
        "tracker.desk.look"
    )  # late: its tables take a third of a second, and a load needs none

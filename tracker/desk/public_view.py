"""What the process that serves the public is given: where the public copy lies, and nothing of the main database.

Two processes: one has the main database open and keeps the copy up with it, the other serves and knows only the copy. A
fault of the one that strangers reach can then give away nothing but what is public anyway.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tracker.desk.desk import Desk
from tracker.settings import Settings
from tracker.store import refresh

PREFIX: Final = "AHD_"
SHARED: Final = ("timezone", "language", "coverage_days", "until_is_inclusive")
"""The settings that the public view needs; secrets and the places of what is internal are not among them."""


def copy_of(chosen: Settings) -> Path:
    """Where an installation keeps its public copy: in a folder of its own, in which the public view may write too."""
    return chosen.data_dir.absolute() / "public" / "copy.db"


def bring_up_to_date(desk: Desk) -> bool:
    """Make the public copy anew where something was recorded since; returns whether it was.

    Raises `CopyDamaged`, `OSError`, `DBAPIError`; then the copy is as it was.
    """
    return refresh(desk.store, copy_of(desk.settings))


def environment(chosen: Settings, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of the process that serves the public, worked out from that of the one that starts it."""
    copy = copy_of(chosen)
    told = {name: str(getattr(chosen, name)) for name in SHARED}
    told |= {"data_dir": str(copy.parent), "public_copy": str(copy), "end_with_input": "True"}
    others = {name: value for name, value in inherited.items() if not name.upper().startswith(PREFIX)}
    return others | {f"{PREFIX}{name.upper()}": value for name, value in told.items()}

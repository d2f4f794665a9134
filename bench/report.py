"""Keeps what the benchmarks print, and writes it down with the machine, the versions and the day it was said."""

import contextlib
import io
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
PACKAGES = (
    "numpy", "pandas", "sqlalchemy", "streamlit", "plotly", "python-calamine", "openpyxl", "xlsxwriter", "typst",
    "duckdb", "polars", "connectorx",
)  # fmt: skip
HEAD = """\
# How fast it is

Written by `make bench`; not to be edited. Every figure is a ratio against a baseline that is named beside it and was
measured in the same run, since seconds say more about a machine than about a program. "MISSED" is said where a goal of
ours is not reached. The load is the machine's when the run began and when it ended: above the number of processors, the
figures are worse than they need to be.
"""


class _Both(io.TextIOBase):
    """Shows what is written and keeps it."""

    def __init__(self) -> None:
        self.kept = io.StringIO()

    def write(self, text: str) -> int:
        sys.__stdout__.write(text)
        return self.kept.write(text)

    def flush(self) -> None:
        sys.__stdout__.flush()


@contextlib.contextmanager
def written_down(name: str, picture: Path | None = None) -> Iterator[None]:
    """Everything printed meanwhile stands in docs/`name`.md afterwards, with the picture that a benchmark drew."""
    both, begun = _Both(), _load()
    with contextlib.redirect_stdout(both):
        yield
    told = [HEAD, f"{date.today()}, {machine()}; load {begun} → {_load()}.", "", "```text"]
    told += [line.rstrip() for line in both.kept.getvalue().rstrip().splitlines()]
    told += ["```", "", ", ".join(f"{package} {version(package)}" for package in PACKAGES) + "."]
    if picture is not None and picture.exists():
        shutil.copy(picture, DOCS / "pictures" / f"{name}.svg")
        told += ["", f"![How the times grow with the number of commitments](pictures/{name}.svg)"]
    (DOCS / f"{name}.md").write_text("\n".join(told) + "\n", encoding="utf-8")


def machine() -> str:
    """What it ran on: system, processors, memory, Python and SQLite."""
    from tracker.store.engine import SQLITE

    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors{_memory()}, "
        f"Python {platform.python_version()}, SQLite {SQLITE.sqlite_version}"
    )


def _memory() -> str:
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return ""
    return f", {pages * size / 2**30:.0f} GB"


def _load() -> str:
    try:
        return f"{os.getloadavg()[0]:.1f}"
    except (AttributeError, OSError):
        return "not known"

"""The sender's own file with the faulty cells marked and explained: in place for .xlsx and .xlsm, else as an .xlsx.

A child process of its own writes it, under the limits of reading, since it opens the sender's file a second time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import tracker
from tracker.sheets.fetch import KEPT, fetch
from tracker.sheets.preflight import inspect
from tracker.sheets.shapes import ReadLimits, Row
from tracker.sheets.unreadable import UnreadableFile
from tracker.words import N_, translate

_ROOT: Final = Path(tracker.__file__).parents[1]
_HEADING: Final = N_("What to correct")


def mark_rejected(
    path: Path, rows: Iterable[Row], out: Path, language: str, *, limits: ReadLimits | None = None
) -> int:
    """Writes `out`, an .xlsx (or .xlsm when the sender's was one), with every rejected row marked: the faulty cells filled
    and commented, and the sentences in a column behind the table. Returns how many rows were marked. UnreadableFile as in
    reading."""
    limits = limits or ReadLimits()
    kind, _ = inspect(path, limits)
    rejected = [row for row in rows if row.outcome == "rejected"]
    marks = [_mark(row, language) for row in rejected]
    task: dict[str, object] = {"marks": marks, "heading": translate(_HEADING, language), "sheets": None}
    if kind != "xlsx":
        grids, _ = fetch(path, kind, limits)
        task["sheets"] = [
            {
                "name": grid.name,
                "rows": [[grid.shown[number] for number in grid.row(row)] for row in range(grid.height)],
                "merges": grid.merges,
            }
            for grid in grids
        ]
    run_marker(path, out, task, limits)
    return len(marks)


def _mark(row: Row, language: str) -> dict[str, object]:
    errors = [issue for issue in row.issues if issue.severity == "error"]
    return {
        "sheet": row.sheet,
        "row": row.row,
        "message": "\n".join(dict.fromkeys(issue.message(language) for issue in errors)),
        "cells": {issue.cell: issue.message(language) for issue in errors if issue.cell},
    }


def run_marker(path: Path, out: Path, task: Mapping[str, object], limits: ReadLimits) -> None:
    """Have the child process write `out` from `path` as the task says. UnreadableFile when it fails or is late."""
    command = [sys.executable, "-m", "tracker.sheets.marker", str(path.resolve()), str(out.resolve()),
               str(limits.memory_bytes), str(limits.seconds)]  # fmt: skip
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "PYTHONDONTWRITEBYTECODE": "1"
    }
    try:
        done = subprocess.run(
            command, input=json.dumps(task).encode("ascii"), capture_output=True, timeout=limits.seconds + 2, cwd=_ROOT,
            env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("took_too_long", name=path.name) from error
    if done.returncode != 0:
        raise UnreadableFile("damaged", name=path.name)

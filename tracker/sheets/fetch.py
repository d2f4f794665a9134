"""Runs the child process on a file and takes its answer apart: grids of plain values, or a reason."""

import json
import os
import subprocess
import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tracker
from tracker.sheets.grid import Grid, grid_of
from tracker.sheets.preflight import Kind, unpacked_size
from tracker.sheets.shapes import ReadLimits
from tracker.sheets.unreadable import UnreadableFile

_ROOT: Final = Path(tracker.__file__).parents[1]
KEPT: Final = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG")
_SECONDS_PER_MEGABYTE: Final = 0.5
_START_SECONDS: Final = 10.0


def fetch(path: Path, kind: Kind, limits: ReadLimits) -> tuple[list[Grid], Mapping[str, Any]]:
    """The grids of a file's sheets and notices about the file. UnreadableFile when the child refused, died or was late."""
    size = unpacked_size(path, kind)
    seconds = min(limits.seconds, _START_SECONDS + _SECONDS_PER_MEGABYTE * size / 2**20)
    command = [
        sys.executable, "-m", "tracker.sheets.child", str(path.resolve()), kind, str(limits.memory_bytes), str(seconds),
        str(limits.max_cells), str(limits.max_unpacked_bytes),
    ]  # fmt: skip
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "PYTHONDONTWRITEBYTECODE": "1"
    }
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=seconds + 2,
            cwd=_ROOT,
            env=environment,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile("took_too_long", name=path.name) from error
    return _answer(done.stdout, path, limits, done.returncode)


def _answer(output: bytes, path: Path, limits: ReadLimits, code: int) -> tuple[list[Grid], Mapping[str, Any]]:
    line, _, rest = output.partition(b"\n")
    if not line.isdigit() or len(rest) < int(line):
        # killed by the CPU limit (SIGXCPU, SIGKILL) or aborted by the parser (SIGABRT): there is no answer
        raise UnreadableFile("took_too_long" if code in (-24, -9) else "damaged", name=path.name)
    document = json.loads(rest[: int(line)].decode("utf-8", "surrogatepass"))
    if "refused" in document:
        raise UnreadableFile(document["refused"], name=path.name, limit=limits.max_cells)
    grids = []
    at = int(line)
    for sheet in document["sheets"]:
        cells: array[int] = array("I")
        size = sheet["width"] * sheet["height"] * cells.itemsize
        cells.frombytes(rest[at : at + size])
        at += size
        grids.append(grid_of(sheet, cells))
    return grids, document["notices"]

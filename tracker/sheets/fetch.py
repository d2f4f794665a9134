"""Runs the child process on a file and takes its answer apart: grids of plain values, or a reason."""

import json
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final, Self

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
    with Fetching(path, kind, limits) as fetching:
        return fetching.all()


class Fetching:
    """A file that is being read by the child. Who asks for one sheet `first` can work on it while the others are read."""

    def __init__(self, path: Path, kind: Kind, limits: ReadLimits, *, first: str = "") -> None:
        """Start the child."""
        self._path, self._limits = path, limits
        size = unpacked_size(path, kind)
        seconds = min(limits.seconds, _START_SECONDS + _SECONDS_PER_MEGABYTE * size / 2**20)
        command = [
            sys.executable, "-m", "tracker.sheets.child", str(path.resolve()), kind, str(limits.memory_bytes),
            str(seconds), str(limits.max_cells), str(limits.max_unpacked_bytes), first,
        ]  # fmt: skip
        environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "PYTHONDONTWRITEBYTECODE": "1"
        }
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=environment,
        )
        self._late = False
        self._clock = threading.Timer(seconds + 2, self._stop)
        self._clock.daemon = True
        self._clock.start()
        self._first: tuple[int, Grid] | None = None
        self._pending: Mapping[str, Any] | None = None
        self._asks_first = bool(first)

    def __enter__(self) -> Self:
        """The child is at work."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Whatever happens, no child is left behind."""
        self._clock.cancel()
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _stop(self) -> None:
        self._late = True
        self._process.kill()

    def first(self) -> Grid | None:
        """The sheet that was asked for, as soon as it is read; None where there is none. To be asked before `all`."""
        if not self._asks_first:
            return None
        self._asks_first = False
        self._pending = self._document()
        if "first" not in self._pending:
            return None
        (grid,) = self._grids(self._pending)
        self._first = self._pending["first"], grid
        self._pending = None
        return grid

    def all(self) -> tuple[list[Grid], Mapping[str, Any]]:
        """All sheets in their order, and notices about the file. UnreadableFile when it could not be read."""
        self.first()
        document = self._pending or self._document()
        grids = self._grids(document)
        if self._first is not None:
            grids.insert(*self._first)
        return grids, document["notices"]

    def _document(self) -> Mapping[str, Any]:
        line = self._out.readline(24).rstrip(b"\n")
        text = self._out.read(int(line)) if line.isdigit() else b""
        if not text or len(text) < int(line):
            raise self._trouble()
        document: Mapping[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
        if "refused" in document:
            raise UnreadableFile(document["refused"], name=self._path.name, limit=self._limits.max_cells)
        return document

    def _grids(self, document: Mapping[str, Any]) -> list[Grid]:
        grids = []
        for sheet in document["sheets"]:
            cells: array[int] = array("I")
            size = sheet["width"] * sheet["height"] * cells.itemsize
            read = self._out.read(size)
            if len(read) < size:
                raise self._trouble()
            cells.frombytes(read)
            grids.append(grid_of(sheet, cells))
        return grids

    @property
    def _out(self) -> IO[bytes]:
        assert self._process.stdout is not None  # asked for above
        return self._process.stdout

    def _trouble(self) -> UnreadableFile:
        """Why there is no answer: the child was late, was killed by the CPU limit (SIGXCPU, SIGKILL), or was aborted by the
        parser (SIGABRT)."""
        code = self._process.wait()
        late = self._late or code in (-24, -9)
        return UnreadableFile("took_too_long" if late else "damaged", name=self._path.name)

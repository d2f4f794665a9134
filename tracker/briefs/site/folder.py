"""The folder of the site: only what has changed is written, only what is ours is taken away, a killed run leaves a site."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

MANIFEST: Final = ".ahd-site.json"
GUESTS: Final = ("CNAME",)
"""Files of a web host's that may lie in the folder without being ours; so may everything that begins with a dot."""


class ForeignFiles(Exception):
    """The folder holds files that are not ours; nothing was written. The arguments are the first of their names."""


@dataclass(frozen=True, slots=True)
class Put:
    """What was put into a part of the folder: the hash of each file by name, which of them wait to take their place,
    how many were written, how many were the same."""

    files: dict[str, str]
    changed: list[str]
    written: int
    same: int


@dataclass
class Folder:
    """A folder that is being brought up to date. Files are put one by one, and `finish` takes away what is left over."""

    path: Path
    known: frozenset[str] = frozenset()
    written: int = 0
    same: int = 0
    removed: int = 0
    _put: dict[str, str] = field(default_factory=dict)
    _made: set[Path] = field(default_factory=set)
    _changed: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """Look at the folder; it may be new, empty, or a site made earlier. Raises `ForeignFiles`, `OSError`."""
        if path.exists() and not path.is_dir():
            raise ForeignFiles(path.name)
        known = _known(path)
        foreign = [name for name in _files(path) if name not in known and not _is_guest(name)]
        if foreign:
            raise ForeignFiles(*sorted(foreign)[:3])
        path.mkdir(parents=True, exist_ok=True)
        for name in known:
            _fresh(path / name).unlink(missing_ok=True)  # left behind by a run that was killed
        return cls(path, frozenset(known))

    def announce(self, names: Iterable[str]) -> None:
        """Write down, before anything else, which files will be ours, so that a killed run leaves none that nobody knows."""
        wanted = {*self.known, *names}
        if wanted != self.known:
            self._write_manifest(dict.fromkeys(wanted, ""))

    def put(self, name: str, content: bytes) -> bool:
        """The file with this content; returns whether there was none like it.

        A new file is written at once, for nothing leads to it yet. One that changes is laid beside the old one, and
        takes its place in `finish`: until then the old site is whole.
        """
        if name in self._put:
            raise ValueError(f"{name} is written twice")
        if _leaves(name):
            raise ValueError(f"{name} leads out of the folder")
        self._put[name] = sha256(content).hexdigest()
        target = self.path / name
        try:
            if target.stat().st_size == len(content) and target.read_bytes() == content:
                self.same += 1
                return False
            self._changed.append(name)
        except FileNotFoundError:
            pass
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        fresh = _fresh(target)
        fresh.write_bytes(content)
        if not (self._changed and self._changed[-1] == name):
            fresh.replace(target)
        self.written += 1
        return True

    def part(self) -> "Folder":
        """The same folder, for somebody who puts some of its files and tells which."""
        return Folder(self.path, self.known)

    def told(self) -> Put:
        """What has been put so far."""
        return Put(self._put, self._changed, self.written, self.same)

    def take(self, put: Put) -> None:
        """Count what was put in a part as put here. Raises `ValueError` for a file that was put already."""
        if twice := self._put.keys() & put.files.keys():
            raise ValueError(f"{min(twice)} is written twice")
        self._put |= put.files
        self._changed += put.changed
        self.written += put.written
        self.same += put.same

    def finish(self) -> None:
        """Let what changed take its place, take away what is ours and no longer part of the site, and note what is."""
        for name in self._changed:
            _take_place(self.path / name)
        for name in sorted(self.known - self._put.keys()):
            (self.path / name).unlink(missing_ok=True)
            self.removed += 1
        for folder in sorted({(self.path / name).parent for name in self.known}, reverse=True):
            if folder != self.path and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        self._write_manifest(self._put)

    def _write_manifest(self, files: dict[str, str]) -> None:
        said = json.dumps({"made_by": "ahd publish", "files": dict(sorted(files.items()))}, indent=0)
        target = self.path / MANIFEST
        content = said.encode() + b"\n"
        if target.is_file() and target.read_bytes() == content:
            return
        fresh = target.with_name(f"{MANIFEST}.new")
        fresh.write_bytes(content)
        fresh.replace(target)


def _fresh(target: Path) -> Path:
    """Where a file is written before it takes its place."""
    return target.with_name(f".{target.name}.new")


def _take_place(target: Path) -> None:
    _fresh(target).replace(target)


def _known(path: Path) -> set[str]:
    try:
        files = json.loads((path / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {name for name in files if not _leaves(name)}
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except (ValueError, KeyError, TypeError):  # not a manifest of ours: then nothing here is
        return set()


def _leaves(name: str) -> bool:
    """Whether a name would lead out of the folder."""
    return Path(name).is_absolute() or ".." in Path(name).parts or "\\" in name


def _files(path: Path) -> Iterable[str]:
    for folder, _folders, names in os.walk(path):
        here = Path(folder).relative_to(path)
        yield from ((here / name).as_posix() for name in names)


def _is_guest(name: str) -> bool:
    return any(part.startswith(".") for part in Path(name).parts) or name in GUESTS

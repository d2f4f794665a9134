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
        return cls(path, frozenset(known))

    def announce(self, names: Iterable[str]) -> None:
        """Write down, before anything else, which files will be ours, so that a killed run leaves none that nobody knows."""
        self._write_manifest(dict.fromkeys({*self.known, *names}, ""))

    def put(self, name: str, content: bytes) -> bool:
        """The file with this content, written only where it differs; returns whether it was."""
        if name in self._put:
            raise ValueError(f"{name} is written twice")
        self._put[name] = sha256(content).hexdigest()
        target = self.path / name
        try:
            if target.stat().st_size == len(content) and target.read_bytes() == content:
                self.same += 1
                return False
        except FileNotFoundError:
            pass
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        fresh = target.with_name(f".{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)
        self.written += 1
        return True

    def finish(self) -> None:
        """Take away what is ours and no longer part of the site, and note what is."""
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

"""The kept files of an installation: each lies under its SHA-256, is written whole or not at all, and never changes."""

import hashlib
import os
import tempfile
from pathlib import Path


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Files:
    """A folder of kept files."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which is made when the first file is kept."""
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the file with this SHA-256 lies."""
        if len(sha256) != 64 or not all(digit in "0123456789abcdef" for digit in sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Whether the file with this SHA-256 is there and still what it was; one that cannot be read is not."""
        try:
            return sha256_of(self.path(sha256)) == sha256
        except OSError:
            return False

    def keep(self, source: Path) -> str:
        """Copy a file in and return its SHA-256; a file that is there already and whole is left as it is."""
        return self.keep_bytes(source.read_bytes())

    def keep_bytes(self, content: bytes) -> str:
        """Keep what a file holds and return its SHA-256; what is there already and whole is left as it is."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if self.holds(sha256):
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(waiting).replace(target)
        except BaseException:
            Path(waiting).unlink(missing_ok=True)
            raise
        return sha256

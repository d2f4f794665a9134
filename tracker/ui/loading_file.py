"""Taking a file: what was sent waits in a folder of its own, under its SHA-256, while it is looked at."""

import hashlib
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st

from tracker.ui.here import desk, t

TYPES: Final = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv"]
LONGEST_NAME: Final = 100
LONGEST_BYTES: Final = 200
"""A file system counts bytes, 255 of them in most: a sign of a picture alphabet has four."""
LONGEST_SUFFIX: Final = 10
_DEVICES: Final = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
KEPT_SECONDS: Final = 24 * 60 * 60
_ROUND: Final = "load.round"
_NOT_IN_NAMES: Final = re.compile(r'[<>:"|?*]')


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent: where it waits, under its own name, and the SHA-256 of exactly these bytes."""

    path: Path
    sha256: str

    @property
    def key(self) -> str:
        """What the widgets about this file are called after, so that another file begins with fresh answers."""
        return self.sha256[:12]


def take() -> Sent | None:
    """The file that the reader chose."""
    found = st.file_uploader(
        t("A workbook: .xlsx, .xlsm, .xls, .xlsb, .ods, .csv or .tsv"),
        type=TYPES,
        max_upload_size=desk().settings.max_file_mb,
        key=f"load-file-{st.session_state.get(_ROUND, 0)}",
    )
    return None if found is None else set_aside(found.name, found.getvalue())


def let_go() -> None:
    """Be ready for the next file: the one that was chosen is no longer in the field."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def set_aside(name: str, content: bytes) -> Sent:
    """Let a file wait under its own name while it is looked at."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _waiting_room() / sha256 / safe_name(name)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        _tidy()
    return Sent(path, sha256)


def safe_name(sent: str) -> str:
    """The last part of a name as sent, at most a hundred letters of it, as every system can write it; nothing in it can
    lead elsewhere, steer the eye, or name a device."""
    last = _NOT_IN_NAMES.sub("", sent.replace("\\", "/").rpartition("/")[2])
    last = "".join(letter for letter in last if letter.isprintable()).strip(". ")
    stem, suffix = Path(last).stem, Path(last).suffix[:LONGEST_SUFFIX].rstrip(" .")
    stem = (
        stem[: LONGEST_NAME - len(suffix)]
        .encode()[: LONGEST_BYTES - len(suffix.encode())]
        .decode(errors="ignore")
    )
    stem = f"_{stem}" if stem.partition(".")[0].strip().lower() in _DEVICES else stem.strip()
    return f"{stem}{suffix}" if stem else f"workbook{suffix}"


def _waiting_room() -> Path:
    return desk().settings.data_dir / "cache" / "uploads"


def _tidy() -> None:
    """Files that were only looked at are gone after a day."""
    for folder in _waiting_room().iterdir():
        if folder.is_dir() and folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)

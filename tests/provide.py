"""Finds LibreOffice, which partners work with and the tests open workbooks in; where it is missing and may be, installs it.

`python -m tests.provide` does the same by hand.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("soffice", "libreoffice")
MISSING = "These tests need LibreOffice: install it (apt-get install libreoffice-calc) and run them again."


def office() -> str:
    """The path of LibreOffice. RuntimeError with one sentence that says how to get it, where there is none."""
    if found := _found():
        return found
    if sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "libreoffice-calc"]):
            subprocess.run(["apt-get", "-qq", *command], env=environment, timeout=900, **quiet)  # type: ignore[call-overload]
        if found := _found():
            return found
    raise RuntimeError(MISSING)


def save_as(book: Path, suffix: str, folder: Path) -> Path:
    """The workbook as LibreOffice opens it and saves it as .xlsx, .ods or .xls (`suffix` without the dot), in `folder`."""
    profile = (folder / "office-profile").absolute().as_uri()
    done = subprocess.run(
        [
            office(), f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix, "--outdir",
            str(folder), str(book),
        ],
        capture_output=True, timeout=180, check=False, text=True,
    )  # fmt: skip
    out = folder / f"{book.stem}.{suffix}"
    if not out.is_file():
        raise RuntimeError(f"LibreOffice saved nothing: {done.stderr.strip()}")
    return out


def _found() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


if __name__ == "__main__":
    try:
        print(office())
    except RuntimeError as error:
        sys.exit(str(error))

"""`make offline`: everything a computer without internet needs beside Python itself, in one zip.

    python deploy/offline.py [--system windows|linux] [--python 3.12] [--out ahd-offline.zip]

The zip holds the program as it stands in git, the packages of `requirements.lock` as wheels for the system named (each
held against its hash), and a script that installs and starts it. pip asks the markers of a lock file of the computer it
runs on, so they are worked out here for the one that the zip is meant for.
"""

import argparse
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "ahd"


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of computer: what its wheels are tagged with, what the markers ask, and how it is started."""

    platforms: tuple[str, ...]
    markers: dict[str, str]
    starter: str


TARGETS = {
    "windows": Target(
        ("win_amd64",),
        {"sys_platform": "win32", "platform_machine": "AMD64", "platform_system": "Windows", "os_name": "nt"},
        "start.cmd",
    ),
    "linux": Target(
        ("manylinux_2_34_x86_64", "manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
        {
            "sys_platform": "linux",
            "platform_machine": "x86_64",
            "platform_system": "Linux",
            "os_name": "posix",
        },
        "start.sh",
    ),
}


def wanted(lock: str, target: Target, python: str) -> list[str]:
    """The entries of a lock file that a computer needs, without their markers and with their hashes."""
    asked = {**target.markers, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    found = []
    for entry in _entries(lock):
        name, *hashes = entry.split(" --hash=")
        need = Requirement(name)
        if need.marker is None or need.marker.evaluate(asked):
            found.append(" --hash=".join([f"{need.name}{need.specifier}", *hashes]))
    return found


def _entries(lock: str) -> Iterator[str]:
    for line in lock.replace("\\\n", " ").splitlines():
        entry = " ".join(line.split())
        if entry and not entry.startswith("#"):
            yield entry


def gather(entries: list[str], target: Target, python: str, into: Path) -> None:
    """Download the wheels of the entries, each held against its hash."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "wanted.txt"
        asked.write_text("\n".join(entries), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        command += ["--require-hashes", "--no-deps", "--only-binary=:all:", "--python-version", python]
        command += ["--implementation", "cp", "--dest", str(into), "--requirement", str(asked)]
        for platform in target.platforms:
            command += ["--platform", platform]
        subprocess.run(command, check=True)


def pack(out: Path, wheels: Path, entries: list[str], target: Target) -> None:
    """Write the zip beside its place and move it there when it is whole."""
    half = out.with_name(out.name + ".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as book:
        for name in _committed():
            book.write(ROOT / name, f"{FOLDER}/{name}")
        for wheel in sorted(wheels.iterdir()):
            book.write(wheel, f"{FOLDER}/wheels/{wheel.name}", zipfile.ZIP_STORED)
        book.writestr(f"{FOLDER}/wheels/wanted.txt", "\n".join(entries) + "\n")
        starter = (ROOT / "deploy" / target.starter).read_text(encoding="utf-8")
        info = zipfile.ZipInfo(f"{FOLDER}/{target.starter}")
        info.external_attr = 0o755 << 16
        ends = "\r\n" if target.starter.endswith(".cmd") else "\n"
        book.writestr(info, starter.replace("\n", ends))
    half.replace(out)


def _committed() -> list[str]:
    """The files of the program as git has them, without what only its developers need."""
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    names = [name for name in told.stdout.split("\0") if name]
    return [name for name in names if not name.startswith(("tests/", "bench/", ".ci/"))]


def main() -> None:
    """Make the zip and say where it is."""
    parser = argparse.ArgumentParser(description="Everything a computer without internet needs, in one zip.")
    parser.add_argument("--system", choices=sorted(TARGETS), default="windows")
    parser.add_argument(
        "--python",
        default=f"{sys.version_info.major}.{sys.version_info.minor}",
        help="its Python, such as 3.12",
    )
    parser.add_argument("--out", type=Path, default=Path("build/ahd-offline.zip"))
    asked = parser.parse_args()
    target = TARGETS[asked.system]
    entries = wanted((ROOT / "requirements.lock").read_text(encoding="utf-8"), target, asked.python)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder)
        gather(entries, target, asked.python, wheels)
        pack(asked.out, wheels, entries, target)
    size = asked.out.stat().st_size / 2**20
    print(
        f"{asked.out}: {len(entries)} packages for {asked.system} with Python {asked.python}, {size:.0f} MB"
    )


if __name__ == "__main__":
    main()

"""The zip for a computer without internet holds what that computer needs, not what this one does."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:b1 \\
    --hash=sha256:b2
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:cc
plain==1.0 \\
    --hash=sha256:dd
uvloop==1.0 ; sys_platform == 'linux' \\
    --hash=sha256:ee
"""


@pytest.fixture(scope="module")
def offline() -> ModuleType:
    spec = importlib.util.spec_from_file_location("offline", ROOT / "deploy/offline.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_windows_laptop_gets_what_windows_needs_each_with_all_its_hashes(offline: ModuleType) -> None:
    assert offline.wanted(LOCK, offline.TARGETS["windows"], "3.11") == [
        "colorama==0.4.6 --hash=sha256:aa",
        "numpy==2.4.6 --hash=sha256:b1 --hash=sha256:b2",
        "plain==1.0 --hash=sha256:dd",
    ]


def test_another_system_and_another_python_get_theirs(offline: ModuleType) -> None:
    assert offline.wanted(LOCK, offline.TARGETS["linux"], "3.13") == [
        "numpy==2.5.5 --hash=sha256:cc",
        "plain==1.0 --hash=sha256:dd",
        "uvloop==1.0 --hash=sha256:ee",
    ]


@pytest.mark.parametrize("system", ["windows", "linux"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_nothing_of_the_real_list_is_asked_for_twice_or_without_a_hash(
    offline: ModuleType, system: str, python: str
) -> None:
    entries = offline.wanted((ROOT / "requirements.lock").read_text(), offline.TARGETS[system], python)
    names = [entry.split("==")[0] for entry in entries]
    assert {"streamlit", "pandas", "hatchling"} <= set(names)
    assert len(names) == len(set(names))
    assert all("--hash=sha256:" in entry for entry in entries)

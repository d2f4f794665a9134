"""Kept files lie under their own hash and never change."""

import hashlib
from pathlib import Path

import pytest

from tracker.store import Files


def test_a_kept_file_is_found_under_its_hash_with_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "plan.xlsx"
    source.write_bytes(b"rows")
    files = Files(tmp_path / "files")
    sha256 = files.keep(source)
    assert sha256 == hashlib.sha256(b"rows").hexdigest()
    assert files.path(sha256).read_bytes() == b"rows"


def test_keeping_a_file_twice_keeps_one(tmp_path: Path) -> None:
    source = tmp_path / "plan.xlsx"
    source.write_bytes(b"rows")
    files = Files(tmp_path / "files")
    files.keep(source)
    files.keep(source)
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_keeping_a_file_mends_what_is_no_longer_what_it_was(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    sha256 = files.keep_bytes(b"rows")
    assert files.holds(sha256)
    files.path(sha256).write_bytes(b"rotten")
    assert not files.holds(sha256)
    files.keep_bytes(b"rows")
    assert files.holds(sha256) and files.path(sha256).read_bytes() == b"rows"


@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 64, "", "A" * 64])
def test_only_a_hash_names_a_kept_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Files(tmp_path).path(name)

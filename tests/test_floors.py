"""Imports go only downwards, and the pages stay short: they say what is on them, not how."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.settings import ROOT

PAGES = sorted((ROOT / "pages").glob("*.py"))
BELOW_PAGES = ("tracker.ui", "tracker.figures", "tracker.desk", "tracker.words", "tracker.model")
ONLY_FOR_SCREENS = ("streamlit", "plotly")


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_the_floors_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_short_and_runs_neither_sql_nor_a_groupby(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 65
    assert "groupby" not in text and "SELECT" not in text
    ours = {name for name in imported(page) if name.startswith("tracker.")}
    assert all(name.startswith(BELOW_PAGES) for name in ours), ours


@pytest.mark.parametrize("floor", ["settings", "model", "words", "sheets", "store", "ledger", "desk"])
def test_the_lower_floors_know_no_screen(floor: str) -> None:
    place = ROOT / "tracker" / floor
    files = [place.with_suffix(".py")] if place.with_suffix(".py").exists() else list(place.rglob("*.py"))
    assert files
    for path in files:
        assert not any(name.split(".")[0] in ONLY_FOR_SCREENS for name in imported(path)), path


def test_the_reader_of_workbooks_knows_nothing_of_the_database() -> None:
    for path in (ROOT / "tracker" / "sheets").rglob("*.py"):
        assert not any(
            name.startswith(("sqlalchemy", "sqlmodel", "tracker.store")) for name in imported(path)
        ), path


def test_no_code_makes_html_out_of_what_people_typed() -> None:
    """`unsafe_allow_html` is used nowhere: what must be HTML goes through one function that escapes."""
    for folder in ("tracker", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            assert "unsafe_allow_html" not in path.read_text(encoding="utf-8"), path

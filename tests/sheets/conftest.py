"""The names of the reference lists, and one way of reading."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.sheets import Names, Reading, ReadOptions, read_workbook

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
TODAY = date(2025, 11, 1)


def _list(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def names() -> Names:
    return Names.build(
        regions=_list("regions.csv"),
        districts=_list("gazetteer.csv"),
        agencies=_list("agencies.csv"),
        laws=_list("laws.csv"),
    )


@pytest.fixture
def read(names: Names) -> Callable[..., Reading]:
    def reading(path: Path, **options: Any) -> Reading:
        return read_workbook(path, names=names, options=ReadOptions(**{"today": TODAY, **options}))

    return reading

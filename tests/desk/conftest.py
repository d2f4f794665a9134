"""Workbooks written as tables inside the tests, and short ways to load them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tracker.desk import EDITOR, Desk
from tracker.desk.load import Applied, LoadOptions, Plan, apply, plan

Table = str
FILE = ("title", "name", "saved_by")
Loaded = Callable[..., Applied]


def cells(table: Table) -> list[list[str]]:
    """The cells of a table drawn with bars, a row a line."""
    drawn = [line.strip() for line in table.strip().splitlines()]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in drawn]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a table as a workbook with a title above it; returns its path."""

    def write(
        table: Table,
        *,
        title: str = "План мероприятий на 2025 год",
        name: str = "plan.xlsx",
        saved_by: str = "test",
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            book.set_properties({"author": saved_by, "created": datetime(2025, 1, 1)})
            sheet = book.add_worksheet("План")
            sheet.write_string(0, 0, title)
            for row, line in enumerate(cells(table), start=2):
                for column, cell in enumerate(line):
                    if cell:
                        sheet.write_string(row, column, cell)
        return path

    return write


@pytest.fixture
def planned(desk: Desk, workbook: Callable[..., Path]) -> Callable[..., Plan]:
    """Plan a table without writing anything."""

    def look(table: Table, **options: Any) -> Plan:
        files = {name: options.pop(name) for name in FILE if name in options}
        return plan(desk, EDITOR, workbook(table, **files), LoadOptions(**options))

    return look


@pytest.fixture
def load(desk: Desk, workbook: Callable[..., Path]) -> Loaded:
    """Load a table as if on a day (default: the clock's); returns what was applied."""

    def write(table: Table, *, on: str | None = None, **options: Any) -> Applied:
        files = {name: options.pop(name) for name in FILE if name in options}
        then = desk.at(lambda: datetime.fromisoformat(f"{on}T07:00").replace(tzinfo=UTC)) if on else desk
        return apply(then, EDITOR, plan(then, EDITOR, workbook(table, **files), LoadOptions(**options)))

    return write


def rows(opened: Desk, sql: str) -> list[tuple[Any, ...]]:
    """The answer of a query, for looking behind the services."""
    with opened.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]

"""What would come of a workbook: each row new, changed, the same, a duplicate or rejected, and why. Nothing is written."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.load.known import Memory, rows_taken, rows_with_open_names
from tracker.desk.load.names import names_for_reading
from tracker.desk.load.planner import Planner
from tracker.desk.load.shapes import LoadOptions, Plan, PlannedRow
from tracker.desk.registers.known import Holdings
from tracker.desk.registers.plan import PlannedEntry, RegisterPlanner
from tracker.desk.resolve import remembered_columns
from tracker.sheets import (
    Names,
    Reading,
    ReadLimits,
    ReadOptions,
    RegisterReading,
    read_workbook,
    reading_json,
    register_json,
    row_json,
)
from tracker.sheets.collection import without_collection


class UnknownPartner(ValueError):
    """The partner that the load is to be counted to is not known."""


def plan(desk: Desk, asker: Asker, path: Path, options: LoadOptions | None = None) -> Plan:
    """Read a workbook and say what would come of each row.

    Raises `tracker.sheets.UnreadableFile` when it can't be opened, `UnknownPartner`, `NotAllowed`.
    """
    require_staff(asker)
    options = options or LoadOptions()
    revision = (
        desk.revision()
    )  # before anything is looked up: what is recorded meanwhile makes the plan stale
    if options.partner is not None and options.partner not in catalogue(desk).partners:
        raise UnknownPartner(options.partner)
    names = names_for_reading(desk)
    reading = _read(desk, path, options, names)
    with without_collection(), desk.store.read() as connection:
        taken = rows_taken(connection, reading.sha256, options.reported_by)
        rows = Planner(
            Memory(connection, lambda name: names.agency_cell(name).codes),
            reading,
            options,
            desk.today(),
            taken,
            rows_with_open_names(connection, reading.sha256),
        ).rows()
        registers = _registers(connection, reading, rows, options, catalogue(desk), taken)
    return Plan(path, reading, rows, options, revision, desk.today(), registers)


def _registers(
    connection: Connection,
    reading: Reading,
    rows: list[PlannedRow],
    options: LoadOptions,
    names: Catalogue,
    taken: set[tuple[str | None, int]],
) -> list[PlannedEntry]:
    """What would come of the registers of a workbook, and of the meetings that its commitments come from."""
    accepted = [one.row for one in rows if one.outcome in ("new", "changed", "same") and one.row.forum]
    if not accepted and not reading.registers:
        return []
    planner = RegisterPlanner(Holdings.read(connection), names, partner=options.partner, taken_before=taken)
    entries = planner.entries(entry for register in reading.registers for entry in register.entries)
    return [*entries, *planner.of_rows(accepted)]


def _read(desk: Desk, path: Path, options: LoadOptions, names: Names) -> Reading:
    """Read the workbook; a header that a person explained before is read the way they explained it."""
    how = read_options(desk, options)
    reading = read_workbook(path, names=names, options=how)
    told = remembered_columns(desk, reading)
    understood = {sheet.sheet or "": (sheet.header_row, dict(sheet.columns)) for sheet in reading.sheets}
    news = {
        sheet: given
        for sheet, given in told.items()
        if sheet not in options.columns and (given[0], dict(given[1])) != understood[sheet]
    }
    if not news:
        return reading
    return read_workbook(
        path, names=names, options=replace(how, header_overrides={**options.columns, **news})
    )


def plan_json(planned: Plan, language: str) -> dict[str, Any]:
    """The plan as the command line's contract prints it."""
    document = reading_json(planned.reading, language)
    document["rows"] = [_row_json(one, language) for one in planned.rows]
    document["counts"] = planned.counts
    if planned.entries:
        document["registers"] = [
            _register_json(register, planned.entries, language) for register in planned.reading.registers
        ]
    return document


def _register_json(register: RegisterReading, planned: list[PlannedEntry], language: str) -> dict[str, Any]:
    by_entry = {id(one.entry): one for one in planned}
    own = [by_entry[id(entry)] for entry in register.entries]
    shown = register_json(
        replace(register, entries=tuple(replace(one.entry, outcome=one.outcome) for one in own)), language
    )
    for row, one in zip(shown["rows"], own, strict=True):
        if one.outcome == "changed":
            row["changes"] = [
                {"field": name, "old": _plain(old), "new": _plain(new)} for name, old, new in one.changes
            ]
    return shown


def _row_json(one: PlannedRow, language: str) -> dict[str, Any]:
    shown = row_json(replace(one.row, issues=one.issues), language)
    shown["outcome"] = one.outcome
    if one.outcome == "changed" and one.comparison:
        shown["changes"] = [
            {"field": name, "old": _plain(old), "new": _plain(new)}
            for name, old, new in one.comparison.told()
        ]
    return shown


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def read_options(desk: Desk, options: LoadOptions) -> ReadOptions:
    """How the reader is to work: the installation's settings and limits, and what this load wants."""
    chosen = desk.settings
    return ReadOptions(
        today=desk.today(),
        sheet=options.sheet,
        reported_by=options.reported_by,
        until_is_inclusive=chosen.until_is_inclusive,
        convert_legacy=options.convert_legacy,
        header_overrides=options.columns,
        limits=ReadLimits(
            max_file_bytes=chosen.max_file_mb * 2**20,
            max_unpacked_bytes=chosen.max_unpacked_mb * 2**20,
            max_parts=chosen.max_parts,
            max_cells=chosen.max_cells,
            max_rows=chosen.max_rows,
            seconds=chosen.read_seconds,
            memory_bytes=chosen.read_memory_mb * 2**20,
        ),
    )

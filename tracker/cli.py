"""The command line. Results go to standard output, messages to standard error."""

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, cast

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from tracker import __version__
from tracker.desk import EDITOR, Desk, View, backups, look, public_view, search
from tracker.desk import updates as updating
from tracker.desk.answers import Changes, RatesTable
from tracker.desk.asking import PROGRAM
from tracker.desk.demo import NotAnIllustration, is_empty, load_sample
from tracker.desk.desk import now
from tracker.desk.document import rates_document, rates_rows
from tracker.desk.load import Applied, LoadOptions, Plan, StalePlan, UnknownPartner, apply, plan, plan_json
from tracker.desk.registers.plan import PlannedEntry
from tracker.desk.review import look_for_likeness
from tracker.ledger import GROUPINGS, KnownTooEarly, NotTheSamePopulation, NotYetKnown
from tracker.settings import ROOT, settings
from tracker.sheets import Issue, UnreadableFile
from tracker.store import Head, StoreBusy
from tracker.store.backup import NoBackupHere, NotABackup, StillInUse
from tracker.store.check import check as check_store
from tracker.store.public import CopyDamaged
from tracker.words import N_, Value, formats, ntranslate, terms, translate

if TYPE_CHECKING:
    from tracker.briefs.hearing import Wanted

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2
TRIES = 5
PROGRESS = 3000
LOOPBACK = ("127.0.0.1", "localhost", "::1")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Ahd: what officials have undertaken to do, and how much of it is kept.",
)


class Reporter(StrEnum):
    """Whose word the statuses of a workbook are."""

    MONITOR = "monitor"
    AGENCY = "agency"


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


class Against(StrEnum):
    """Which deadline is measured against where one was moved."""

    CURRENT = "current"
    FIRST = "first"


class Tongue(StrEnum):
    """The languages of a workbook."""

    RU = "ru"
    TG = "tg"
    EN = "en"


By = StrEnum("By", {name.upper(): name for name in GROUPINGS})  # type: ignore[misc]  # the ledger names them
Codes = Annotated[list[str] | None, typer.Option(help="Only these, by code; may be given several times.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2026-06-30.")]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"Ahd {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Ahd: what officials have undertaken to do, and how much of it is kept."""


def main() -> None:
    """Run the command line; whatever goes wrong is told in a sentence, never as a traceback."""
    try:
        app()
    except ValidationError as error:
        names = ", ".join(f"AHD_{str(part['loc'][0]).upper()}" for part in error.errors())
        typer.echo(f"{names}: the setting has a value that it can't have.", err=True)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    except StoreBusy:
        _say(N_("Another program keeps the database busy. Nothing was written. Try again in a moment."))
    except (OSError, DBAPIError) as error:
        reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        _say(N_("The data can't be used: {reason}. Nothing was written."), reason=reason)
    except Exception:
        _say(
            N_("Something went wrong that should not. Nothing was written. The details are in {file}."),
            file=_log(),
        )
    else:
        return
    sys.exit(UNUSABLE)


def _log() -> str:
    """Keep the traceback that is being handled for the people who mend the program; returns where."""
    path = settings().data_dir / "errors.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{traceback.format_exc()}\n")
    return str(path)


@app.command()
def load(
    files: Annotated[list[Path], typer.Argument(help="Workbooks: .xlsx .xlsm .xls .xlsb .ods .csv .tsv")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")] = False,
    sheet: Annotated[str | None, typer.Option(help="Only the sheet with this name.")] = None,
    partner: Annotated[
        str | None, typer.Option(help="The partner (code) that the load is counted to.")
    ] = None,
    reported_by: Annotated[Reporter, typer.Option(help="Whose word the statuses are.")] = Reporter.MONITOR,
    publish: Annotated[bool, typer.Option("--publish", help="Make what is loaded public at once.")] = False,
    split_districts: Annotated[
        bool, typer.Option("--split-districts", help="A row of several districts is a commitment for each.")
    ] = False,
) -> None:
    """Load workbooks: read, show what would come of each row, and write it after a yes."""
    options = LoadOptions(
        sheet=sheet,
        partner=partner,
        reported_by=reported_by.value,
        publish=publish,
        split_districts=split_districts,
    )
    worst, documents = DONE, []
    with _opened() as desk:
        for path in files:
            status, document = _load_one(desk, path, options, dry_run=dry_run, yes=yes, quiet=as_json)
            worst = max(worst, status)
            documents += [document] if document else []
    if as_json and documents:
        _print_json(documents[0] if len(files) == 1 else documents)
    raise typer.Exit(worst)


def _load_one(
    desk: Desk, path: Path, options: LoadOptions, *, dry_run: bool, yes: bool, quiet: bool
) -> tuple[int, dict[str, Any] | None]:
    """Plan one workbook and, where agreed, write it; returns the exit status and the plan as JSON."""
    for _attempt in range(TRIES):
        planned = _planned(desk, path, options)
        if planned is None:
            return UNUSABLE, None
        if not quiet:
            _tell_plan(planned)
        agreed = not dry_run and planned.changes_something and (yes or _agrees(planned))
        try:
            if agreed:
                _tell_alike(desk, apply(desk, EDITOR, planned))
        except StalePlan:
            continue  # somebody else has written meanwhile: plan again
        _tell_result(planned, dry_run=dry_run, agreed=agreed)
        if any(issue.code == "sheet_not_found" for issue in planned.reading.issues):
            return UNUSABLE, plan_json(planned, _language())
        refused = planned.changes_something and not dry_run and not agreed
        status = (
            NEEDS_A_PERSON
            if planned.needs_a_person or refused or not (planned.rows or planned.registers)
            else DONE
        )
        return status, plan_json(planned, _language())
    _say(N_("Others keep writing to the database. Nothing of {file} was loaded. Try again."), file=path.name)
    return NEEDS_A_PERSON, None


def _planned(desk: Desk, path: Path, options: LoadOptions) -> Plan | None:
    try:
        return plan(desk, EDITOR, path, options)
    except UnreadableFile as error:
        typer.echo(f"{path.name}: {error.message(_language())}", err=True)
    except FileNotFoundError:
        _say(N_("There is no file {file}."), file=str(path))
    except UnknownPartner as error:
        known = formats.listing(list(look.names(desk, EDITOR).partners), _language())
        _say(N_("No partner has the code {code}. Known are: {known}."), code=str(error), known=known or "–")
    return None


def _tell_plan(planned: Plan) -> None:
    counts = {_outcome(name): n for name, n in planned.all_counts.items()}
    typer.echo(f"{planned.reading.file}: " + ", ".join(f"{name} {n}" for name, n in counts.items()), err=True)
    for sheet in planned.reading.sheets:
        if sheet.passed_over:
            _say(N_("  Sheet “{sheet}” holds no commitments."), sheet=sheet.sheet or "")
    for issue in planned.reading.issues:
        typer.echo(f"  {issue.message(_language())}", err=True)
    for one in planned.rows:
        for issue in one.issues:
            place = "!".join(
                str(part) for part in (one.row.sheet, issue.cell or one.row.row) if part is not None
            )
            mark = "✗" if one.outcome == "rejected" and issue.severity == "error" else "·"
            typer.echo(f"  {mark} {place}: {issue.message(_language())}", err=True)

    for entry in planned.entries:
        for issue in entry.entry.issues:
            _tell_entry(entry, issue)


def _tell_entry(one: PlannedEntry, issue: Issue) -> None:
    place = "!".join(str(part) for part in (one.entry.sheet, issue.cell or one.entry.row) if part is not None)
    mark = "✗" if one.outcome == "rejected" and issue.severity == "error" else "·"
    typer.echo(f"  {mark} {place}: {issue.message(_language())}", err=True)


def _outcome(name: str) -> str:
    return translate(OUTCOME_NAMES[name], _language())


def _tell_alike(desk: Desk, done: Applied) -> None:
    """Look for commitments of other files that say nearly the same, and say how many wait for a person."""
    if done.upload_id is None:
        return
    if found := look_for_likeness(desk, EDITOR, done.upload_id):
        told = ntranslate(
            "{n} commitment resembles one from another file; the review page shows both.",
            "{n} commitments resemble ones from other files; the review page shows both.",
            found,
            _language(),
        )
        typer.echo(told, err=True)


OUTCOME_NAMES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "same": N_("same"),
    "duplicate": N_("duplicates"),
    "rejected": N_("rejected"),
}


def _agrees(planned: Plan) -> bool:
    if not sys.stdin.isatty():
        _say(N_("Nothing was written. Say --yes to load what is accepted, or --dry-run to only look."))
        return False
    return typer.confirm(translate(N_("Load what is accepted?"), _language()), err=True)


def _tell_result(planned: Plan, *, dry_run: bool, agreed: bool) -> None:
    if agreed:
        _say(N_("{file}: loaded."), file=planned.reading.file)
    elif not planned.rows and not planned.registers:
        _say(N_("{file}: no commitments were found in it; nothing was written."), file=planned.reading.file)
    elif not planned.changes_something:
        _say(N_("{file}: nothing in it is new; nothing was written."), file=planned.reading.file)
    elif dry_run:
        _say(N_("{file}: only looked at; nothing was written."), file=planned.reading.file)


@app.command()
def workbook(
    out: Annotated[Path, typer.Option(help="Write to this file, an .xlsx.")],
    partner: Annotated[
        str | None, typer.Option(help="The partner (code) whose commitments go into it.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option(help="The agency (code) that is to reply to what was found.")
    ] = None,
    language: Annotated[Tongue | None, typer.Option(help="Language of the workbook.")] = None,
) -> None:
    """Write a partner's workbook: their own commitments, to be filled in and sent back. Or an agency's draft to reply to."""
    spoken = language.value if language else _language()
    if (partner is None) == (agency is None):
        _fail(N_("A workbook is for one partner or one agency: give --partner or --agency."))
    with _opened() as desk:
        if agency is not None:
            _write_draft(desk, agency, out, spoken)
            return
        assert partner is not None  # one of the two was given
        try:
            book = updating.workbook(desk, EDITOR, partner, out, language=spoken)
        except updating.NoSuchPartner:
            known = formats.listing(list(look.names(desk, EDITOR).partners), _language())
            _fail(N_("No partner has the code {code}. Known are: {known}."), code=partner, known=known or "–")
    rows = ntranslate("{n} row", "{n} rows", len(book.lines), _language())
    typer.echo(f"{out}: {rows}", err=True)


def _write_draft(desk: Desk, agency: str, out: Path, language: str) -> None:
    """An agency's draft: what is published of it, with columns for its own word and its reply."""
    try:
        book = updating.reply_book(desk, EDITOR, agency, out, language=language)
    except updating.NoSuchAgency:
        _fail(N_("Nothing has the code {code}."), code=agency)
    rows = ntranslate("{n} row", "{n} rows", len(book.lines), _language())
    typer.echo(f"{out}: {rows}", err=True)


@app.command()
def updates(
    files: Annotated[list[Path], typer.Argument(help="Workbooks that partners sent back.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come of it; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before writing.")] = False,
    receipt: Annotated[
        Path | None, typer.Option(help="Write the partner's workbook back with an answer in each row.")
    ] = None,
) -> None:
    """Take back workbooks that partners filled in: compare each row, and write what is right after a yes."""
    if receipt and len(files) > 1:
        _fail(N_("A receipt belongs to one workbook: name one file."))
    worst, documents = DONE, []
    with _opened() as desk:
        for path in files:
            status, document = _update_one(
                desk, path, dry_run=dry_run, yes=yes, quiet=as_json, receipt=receipt
            )
            worst = max(worst, status)
            documents += [document] if document else []
    if as_json and documents:
        _print_json(documents[0] if len(files) == 1 else documents)
    raise typer.Exit(worst)


def _update_one(
    desk: Desk, path: Path, *, dry_run: bool, yes: bool, quiet: bool, receipt: Path | None
) -> tuple[int, dict[str, Any] | None]:
    """Compare one returned workbook and, where agreed, write it; returns the exit status and the comparison as JSON."""
    for _attempt in range(TRIES):
        try:
            compared = updating.compare(desk, EDITOR, path)
        except UnreadableFile as error:
            typer.echo(f"{path.name}: {error.message(_language())}", err=True)
            return UNUSABLE, None
        if not quiet:
            _tell_comparison(compared)
        agreed = not dry_run and compared.changes_something and (yes or _agrees_to_updates())
        try:
            if agreed:
                updating.apply(desk, EDITOR, compared)
        except updating.StaleUpdates:
            continue  # somebody else has written meanwhile: compare again
        if receipt and (compared.partner or compared.agency):
            done = agreed or (not dry_run and not compared.changes_something)
            updating.receipt(desk, EDITOR, compared, receipt, applied=done)
        if agreed:
            _say(N_("{file}: taken."), file=path.name)
        elif not compared.changes_something:
            _say(N_("{file}: nothing in it is new; nothing was written."), file=path.name)
        elif dry_run:
            _say(N_("{file}: only looked at; nothing was written."), file=path.name)
        refused = compared.changes_something and not dry_run and not agreed
        status = NEEDS_A_PERSON if compared.needs_a_person or refused else DONE
        return status, updating.comparison_json(compared, _language())
    _say(N_("Others keep writing to the database. Nothing of {file} was taken. Try again."), file=path.name)
    return NEEDS_A_PERSON, None


def _tell_comparison(compared: updating.Comparison) -> None:
    counts = [
        f"{translate(UPDATE_OUTCOMES[name], _language())} {n}" for name, n in compared.counts.items() if n
    ]
    typer.echo(f"{compared.returned.file}: " + (", ".join(counts) or "–"), err=True)
    for one in compared.rows:
        for issue in one.issues:
            place = "!".join(
                str(part) for part in (one.row.sheet, issue.cell or one.row.row) if part is not None
            )
            mark = "✗" if issue.severity == "error" else "·"
            typer.echo(f"  {mark} {place}: {issue.message(_language())}", err=True)


UPDATE_OUTCOMES = {
    "unchanged": N_("unchanged"),
    "taken": N_("taken"),
    "conflict": N_("conflicts"),
    "refused": N_("refused"),
    "proposed": N_("proposed"),
}


def _agrees_to_updates() -> bool:
    if not sys.stdin.isatty():
        _say(N_("Nothing was written. Say --yes to take what is right, or --dry-run to only look."))
        return False
    return typer.confirm(translate(N_("Take what is right?"), _language()), err=True)


@app.command()
def rates(
    by: Annotated[By | None, typer.Option(help="One row for each of these.")] = None,
    agency: Codes = None,
    district: Codes = None,
    region: Codes = None,
    basis: Codes = None,
    topic: Codes = None,
    partner: Codes = None,
    any_role: Annotated[
        bool, typer.Option("--any-role", help="Agencies in any role, not only as lead.")
    ] = False,
    on: Day = None,
    known_on: Day = None,
    against: Annotated[
        Against, typer.Option(help="Measure against the current deadline of each, or against its first.")
    ] = Against.CURRENT,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
) -> None:
    """Print how much is kept, in all or by group, on a day as known on a day."""
    filters = {
        "agencies": agency,
        "districts": district,
        "regions": region,
        "bases": basis,
        "topics": topic,
        "partners": partner,
    }
    view = View(
        on=on.date() if on else None,
        known_on=known_on.date() if known_on else None,
        any_role=any_role,
        against_first=against is Against.FIRST,
        **{name: tuple(codes or ()) for name, codes in filters.items()},  # type: ignore[arg-type]
    )
    with _opened() as desk:
        _know_codes(desk, filters)
        try:
            table = look.rates(desk, EDITOR, view, by=cast(Any, by.value if by else None))
        except KnownTooEarly:
            _fail(N_("A day can't be known before it comes: --on lies after --known-on."))
        except NotYetKnown:
            _fail(
                N_("Today is {today}: what will be known on {known_on} nobody can say yet (--known-on)."),
                known_on=view.known_on or desk.today(),
                today=desk.today(),
            )
        _PRINTERS[format_](desk, table, out)


@app.command()
def changes(
    from_: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    to: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The second day; today without one.")
    ] = None,
    agency: Codes = None,
    district: Codes = None,
    known_on: Day = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print what changed between two days, in counts that add up outcome by outcome."""
    filters = {"agencies": agency, "districts": district}
    view = View(
        since=from_.date(),
        on=to.date() if to else None,
        known_on=known_on.date() if known_on else None,
        agencies=tuple(agency or ()),
        districts=tuple(district or ()),
    )
    with _opened() as desk:
        _know_codes(desk, filters)
        try:
            found = look.changed(desk, EDITOR, view)
        except KnownTooEarly:
            _fail(N_("A day can't be known before it comes: --to lies after --known-on."))
        except NotTheSamePopulation:
            _fail(N_("A comparison goes from an earlier day to a later one: --from lies after --to."))
        if json_:
            _print_json(_changes_json(found))
            return
        language = _language()
        for change, count in found.counts.items():
            if count:
                typer.echo(f"{terms.label('change', change, language)}: {formats.number(count, language)}")
        for day, total in ((found.since, found.before), (found.on, found.now)):
            rate = formats.rate_text(total["kept"], total["due"], language)
            typer.echo(translate(N_("Kept on {day}: {rate}"), language, day=day, rate=rate))


def _changes_json(found: Changes) -> dict[str, Any]:
    return {
        "from": found.since.isoformat(),
        "to": found.on.isoformat(),
        "known_on": found.known_on.isoformat(),
        "changed": found.changed,
        "counts": found.counts,
        "not_counted_any_more": found.gone,
        "balance": {
            str(outcome): {str(name): int(n) for name, n in row.items()}
            for outcome, row in found.balance.iterrows()
        },
    }


def _know_codes(desk: Desk, filters: dict[str, list[str] | None]) -> None:
    names = look.names(desk, EDITOR)
    for kind, codes in filters.items():
        for code in codes or ():
            if code != "none" and code not in getattr(names, kind):
                _fail(N_("Nothing has the code {code}."), code=code)


def _print_rates_json(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    _print_json(rates_document(table), out)


def _print_rates_csv(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    rows = rates_rows(table)
    columns = ["key", *(name for name in rows[-1] if name != "key")]
    with out.open("w", encoding="utf-8", newline="") if out else _standard_output() as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _print_rates_xlsx(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    import xlsxwriter

    if out is None:
        _fail(N_("A workbook goes to a file: add --out rates.xlsx."))
    rows = rates_rows(table)
    columns = ["key", *(name for name in rows[-1] if name != "key")]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("rates")
        sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row[name] for name in columns])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 28)


def _print_rates_table(desk: Desk, table: RatesTable, out: Path | None) -> None:
    language = _language()
    heading = translate(
        N_("As of {on}, as known on {known_on}"), language, on=table.on, known_on=table.known_on
    )
    lines = [(_group_name(desk, table.by, row["key"]), row) for row in table.rows.to_dict("records")]
    lines = (
        sorted(lines, key=lambda line: formats.sort_key(line[0], language))
        if table.by != "quarter"
        else lines
    )
    total: tuple[str, dict[Any, Any]] = (translate(N_("Total"), language), table.total)
    width = max(len(name) for name, _row in [*lines, total])
    text = [
        heading,
        *(_table_line(name, row, width, language) for name, row in [*(lines if table.by else []), total]),
    ]
    printed = "\n".join(text)
    if out:
        out.write_text(printed + "\n", encoding="utf-8")
    else:
        typer.echo(printed)


def _table_line(name: str, row: dict[Any, Any], width: int, language: str) -> str:
    rate = formats.rate_text(int(row["kept"]), int(row["due"]), language)
    overdue = f"{terms.label('outcome', 'overdue', language)} {int(row['overdue'])}"
    return f"{name:<{width}}  {rate:<22}  {overdue}"


def _group_name(desk: Desk, by: str | None, key: str | None) -> str:
    if by is None or key is None:
        return "–"
    if by == "quarter":
        year, quarter = key.split("-Q")
        return formats.quarter(int(year), int(quarter), _language())
    entries = getattr(look.names(desk, EDITOR), look.KINDS[by])
    return str(entries[key].name(_language()))


_PRINTERS: dict[Format, Callable[[Desk, RatesTable, Path | None], None]] = {
    Format.TABLE: _print_rates_table,
    Format.JSON: _print_rates_json,
    Format.CSV: _print_rates_csv,
    Format.XLSX: _print_rates_xlsx,
}


@app.command()
def brief(
    out: Annotated[Path, typer.Option(help="Write to this file: .pptx, .pdf, .docx or .xlsx.")],
    agency: Codes = None,
    district: Codes = None,
    region: Codes = None,
    basis: Codes = None,
    topic: Codes = None,
    partner: Codes = None,
    any_role: Annotated[
        bool, typer.Option("--any-role", help="Agencies in any role, not only as lead.")
    ] = False,
    language: Annotated[Tongue | None, typer.Option(help="Language of the brief.")] = None,
    on: Day = None,
    known_on: Day = None,
    since: Day = None,
    template: Annotated[
        Path | None, typer.Option(help="Make the slides on this .pptx or .potx of your own.")
    ] = None,
    internal: Annotated[
        bool, typer.Option("--internal", help="For your own eyes: with what is not published.")
    ] = False,
) -> None:
    """Write a hearing brief: slides, PDF, document or workbook, of what is published unless it is internal."""
    from tracker.briefs import hearing

    format_ = out.suffix.lower().lstrip(".")
    if format_ not in hearing.FORMATS:
        _fail(N_("A brief is a .pptx, .pdf, .docx or .xlsx: give --out such a name."))
    if template and format_ != "pptx":
        _fail(N_("A template is for slides: give --out a name that ends in .pptx."))
    if not out.absolute().parent.is_dir():
        _fail(N_("There is no folder {folder}."), folder=str(out.absolute().parent))
    filters = {
        "agencies": agency,
        "districts": district,
        "regions": region,
        "bases": basis,
        "topics": topic,
        "partners": partner,
    }
    view = View(
        on=on.date() if on else None,
        known_on=known_on.date() if known_on else None,
        any_role=any_role,
        **{name: tuple(codes or ()) for name, codes in filters.items()},  # type: ignore[arg-type]
    )
    wanted = hearing.Wanted(
        view, language.value if language else _language(), since.date() if since else None, internal
    )
    with _opened() as desk:
        _know_codes(desk, filters)
        _write_brief(desk, wanted, out, template)


def _write_brief(desk: Desk, wanted: "Wanted", out: Path, template: Path | None) -> None:
    """Build and save a brief; what is not in it is said."""
    from tracker.briefs import hearing

    if max(day for day in (wanted.view.on, wanted.view.known_on, desk.today()) if day) > desk.today():
        _fail(N_("A day to come can't be told of yet: --on and --known-on are today at the latest."))
    try:
        inside = 0 if wanted.internal else hearing.left_out(desk, wanted)
        made = hearing.build(desk, EDITOR, wanted)
        hearing.save(made, out, desk.settings, template=template)
    except KnownTooEarly:
        _fail(N_("A day can't be known before it comes: --on lies after --known-on."))
    except hearing.SinceTooLate:
        _fail(N_("--since must be a day before the day of the brief."))
    except hearing.UnusableTemplate as error:
        typer.echo(error.message(_language()), err=True)
        raise typer.Exit(UNUSABLE) from error
    except hearing.NothingToTell:
        if inside:
            _fail(
                N_(
                    "Of these commitments none is published, {n} are internal: publish them, or add --internal."
                ),
                status=NEEDS_A_PERSON,
                n=inside,
            )
        _fail(N_("There is no commitment that fits; nothing was written."), status=NEEDS_A_PERSON)
    if inside:
        told = ntranslate(
            "{n} internal commitment was left out.",
            "{n} internal commitments were left out.",
            inside,
            _language(),
        )
        typer.echo(told, err=True)
    typer.echo(f"{out}: {made.title}", err=True)


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="Folder of the site: new, empty, or a site made earlier.")],
    address: Annotated[
        str,
        typer.Option(
            help="Where the site will be found, as https://… (for the feed and the map of the site)."
        ),
    ] = "",
) -> None:
    """Make the public site: the complete report as plain files, for any web host or a memory stick."""
    from tracker.briefs import site

    if address and not address.startswith(("https://", "http://")):
        _fail(N_("An address begins with https:// or http://."))
    with _opened() as desk:
        try:
            done = site.publish(desk, folder, address=address, progress=_tell_progress)
        except site.ForeignFiles as error:
            _fail(
                N_(
                    "{folder} holds files that are not of the site: {files}. Nothing was written. Name another folder."
                ),
                folder=str(folder),
                files=formats.listing([str(name) for name in error.args], _language()),
            )
        except CopyDamaged:
            _fail(N_("The public copy of the database could not be made whole. The site was left as it is."))
    told = ntranslate(
        "{folder}: {n} file, {written} of them written anew, {removed} removed.",
        "{folder}: {n} files, {written} of them written anew, {removed} removed.",
        done.files,
        _language(),
        folder=str(folder),
        written=formats.number(done.written, _language()),
        removed=formats.number(done.removed, _language()),
    )
    typer.echo(told, err=True)


def _tell_progress(done: int, total: int) -> None:
    if total > PROGRESS and done % PROGRESS == 0:
        _say(N_("{done} of {total} pages"), done=done, total=total)


@app.command()
def calendar(
    out: Annotated[Path, typer.Option(help="Write to this file, an .ics.")],
    agency: Codes = None,
    district: Codes = None,
    region: Codes = None,
    basis: Codes = None,
    topic: Codes = None,
    partner: Codes = None,
    any_role: Annotated[
        bool, typer.Option("--any-role", help="Agencies in any role, not only as lead.")
    ] = False,
    internal: Annotated[
        bool,
        typer.Option("--internal", help="With what is not public: for the organisation's own calendars."),
    ] = False,
    address: Annotated[
        str, typer.Option(help="Where the public site is found, as https://…, for links to its pages.")
    ] = "",
    language: Annotated[Tongue | None, typer.Option(help="Language of the calendar.")] = None,
) -> None:
    """Write the deadlines to come as a calendar that Outlook, Google and phones take in."""
    from tracker.briefs import calendar as writer
    from tracker.desk.asking import PUBLIC

    if address and not address.startswith(("https://", "http://")):
        _fail(N_("An address begins with https:// or http://."))
    filters = {
        "agencies": agency,
        "districts": district,
        "regions": region,
        "bases": basis,
        "topics": topic,
        "partners": partner,
    }
    view = View(
        any_role=any_role,
        **{name: tuple(codes or ()) for name, codes in filters.items()},  # type: ignore[arg-type]
    )
    spoken = language.value if language else _language()
    with _opened() as desk:
        _know_codes(desk, filters)
        made = writer.write(desk, EDITOR if internal else PUBLIC, view, language=spoken, address=address)
    out.write_bytes(made)
    n = made.count(b"\r\nBEGIN:VEVENT\r\n")
    typer.echo(f"{out}: {ntranslate('{n} deadline', '{n} deadlines', n, _language())}", err=True)


@app.command()
def digest(
    partner: Annotated[
        str | None,
        typer.Option(help="The partner (code) whose commitments it tells of; without one the office's."),
    ] = None,
    to: Annotated[
        list[str] | None, typer.Option(help="Send to this address; may be given several times.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Write to this file instead of sending: .eml as a letter, else as text."),
    ] = None,
    language: Annotated[Tongue | None, typer.Option(help="Language of the reader.")] = None,
) -> None:
    """Tell what a week brought: newly overdue, due soon, without information; by mail, in a file or on the screen."""
    from tracker.briefs import digest as writer
    from tracker.desk.digest import digest as week

    chosen, spoken = settings(), language.value if language else _language()
    receivers = list(to or ())
    if not receivers and partner is None and chosen.digest_to:
        receivers = [one.strip() for one in chosen.digest_to.split(",") if one.strip()]
    if to and not out and not chosen.smtp_host:
        _fail(N_("No mail server is set (AHD_SMTP_HOST), so nothing was sent."))
    sender = chosen.smtp_from or chosen.smtp_user or ""
    if not writer.is_address(sender):
        if chosen.smtp_host and receivers and not out:
            _fail(N_("The digests need an address that they come from (AHD_SMTP_FROM)."))
        sender = "ahd@localhost"
    if wrong := [one for one in receivers if not writer.is_address(one)]:
        _fail(N_("“{text}” is not an e-mail address."), text=writer.one_line(wrong[0]))
    with _opened() as desk:
        try:
            told = week(desk, EDITOR, partner=partner, language=spoken)
        except updating.NoSuchPartner:
            known = formats.listing(list(look.names(desk, EDITOR).partners), _language())
            _fail(
                N_("No partner has the code {code}. Known are: {known}."),
                code=partner or "",
                known=known or "–",
            )
        made = writer.letter(desk, EDITOR, told, language=spoken, sender=sender, to=receivers)
        text = writer.text(look.names(desk, EDITOR), told, spoken)
    if out:
        out.write_bytes(made.as_bytes() if out.suffix.lower() == ".eml" else text.encode())
        _say(N_("The digest is in {file}."), file=str(out))
    elif chosen.smtp_host and receivers:
        _send_digest(made, sender, receivers)
    else:
        typer.echo(text, nl=False)


def _send_digest(made: Any, sender: str, receivers: list[str]) -> None:
    """Send a letter; one that went to nobody, or not to all, is kept as a file."""
    from tracker.briefs import digest as writer

    try:
        refused = writer.send(made, settings(), sender=sender, to=receivers)
    except writer.Unencrypted:
        kept = _keep_digest(made)
        _fail(
            N_("Without encryption (AHD_SMTP_STARTTLS) no password is sent. The digest is kept in {file}."),
            file=kept,
        )
    except writer.NotSent as error:
        kept = _keep_digest(made)
        _fail(N_("The digest was not sent ({reason}). It is kept in {file}."), reason=error.reason, file=kept)
    if refused:
        _fail(
            N_("The mail server refused {who}; the others have the digest. It is kept in {file}."),
            status=NEEDS_A_PERSON,
            who=formats.listing([f"{who} ({said})" for who, said in refused.items()], _language()),
            file=_keep_digest(made),
        )
    _say(N_("The digest was sent to {who}."), who=formats.listing(receivers, _language()))


def _keep_digest(made: Any) -> str:
    folder = settings().data_dir / "digests"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"digest-{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.eml"
    path.write_bytes(made.as_bytes())
    return str(path)


@app.command()
def demo() -> None:
    """Load the sample workbooks: an illustration, without real people or real promises."""
    with _opened() as desk:
        _load_sample(desk)


def _load_sample(desk: Desk) -> None:
    def progress(number: int, count: int, name: str) -> None:
        _say(N_("{number} of {count}: {name}"), number=number, count=count, name=name)

    try:
        loaded = load_sample(desk, EDITOR, progress=progress)
    except NotAnIllustration:
        _fail(
            N_(
                "This installation holds workbooks of your own; the sample is not mixed with them. "
                "For a look at the sample choose another folder with AHD_DATA_DIR."
            ),
            status=NEEDS_A_PERSON,
        )
    if loaded:
        _say(N_("The sample is loaded: illustrative data, not facts about real commitments."))
    else:
        _say(N_("The sample was there already; nothing has changed."))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    with_sample: Annotated[
        bool, typer.Option("--with-sample", help="Load the sample into an empty one.")
    ] = False,
    open_: Annotated[bool, typer.Option("--open", help="Open the dashboard in the browser.")] = False,
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Serve what is public, and nothing else, to everybody who can reach it."
        ),
    ] = False,
) -> None:
    """Start the dashboard."""
    address, wanted = host or settings().host, port or settings().port
    if address not in LOOPBACK and not public:
        _fail(
            N_(
                "Without accounts the dashboard is for this machine alone: use the address 127.0.0.1. "
                "What is public can be served on any address: ahd serve --public"
            )
        )
    with _opened() as desk:
        if with_sample and is_empty(desk):
            _load_sample(desk)
        if public:
            raise typer.Exit(_serve_public(desk, address, wanted, open_=open_))
    command = _server(address, wanted, open_=open_)
    os.environ["AHD_DATA_DIR"] = str(settings().data_dir.absolute())
    os.chdir(ROOT)  # Streamlit reads its settings from the folder it is started in
    if sys.platform == "win32":
        raise typer.Exit(subprocess.call(command))
    os.execv(sys.executable, command)


def _server(address: str, wanted: int, *, open_: bool, **more: str) -> list[str]:
    """The command that starts the server on the first free port; says where it will be."""
    free = _free_port(address, wanted)
    if free != wanted:
        _say(N_("Port {wanted} is taken; the dashboard uses {free}."), wanted=wanted, free=free)
    _say(N_("Ahd is at {address} – stop it with Ctrl+C."), address=f"http://{address}:{free}")
    options = {
        "server.address": address,
        "server.port": free,
        "server.headless": "false" if open_ and _has_screen() else "true",
        "server.showEmailPrompt": "false",
        **more,
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *flags]


def _serve_public(desk: Desk, address: str, wanted: int, *, open_: bool) -> int:
    """Serve the public copy from a process that knows nothing else, and keep the copy up; returns that one's exit status.

    Any name may be asked for: there is nothing here that a page which rebinds its name could not read anyway.
    """
    try:
        public_view.bring_up_to_date(desk)
    except CopyDamaged:
        _fail(N_("The public copy of the database could not be made whole. Nothing is served."))
    # Told its address, Streamlit asks nobody outside for it.
    told = {"server.allowedHosts": "*", "browser.serverAddress": address}
    command = _server(address, wanted, open_=open_, **told)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being told to end is the same as Ctrl+C
    server = subprocess.Popen(command, cwd=ROOT, env=public_view.environment(settings(), os.environ))
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return server.wait(settings().public_refresh_seconds)
            _keep_up(desk)
    except KeyboardInterrupt:
        return DONE
    finally:
        server.terminate()
        server.wait()


def _keep_up(desk: Desk) -> None:
    """Bring the public copy up to date; where that fails the public keeps the one it has, and the next try may do."""
    try:
        public_view.bring_up_to_date(desk)
    except (CopyDamaged, OSError, DBAPIError) as error:
        _say(
            N_("The public copy could not be brought up to date; the earlier one stays: {reason}"),
            reason=str(error.orig if isinstance(error, DBAPIError) else error),
        )


def _has_screen() -> bool:
    """Whether a browser could be opened: on Linux only where a screen is named."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _free_port(address: str, wanted: int) -> int:
    for port in range(wanted, wanted + 20):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            if probe.connect_ex((address, port)) != 0:
                return port
    _fail(N_("No free port was found from {wanted} on; name one with --port."), wanted=wanted)
    return None


@app.command()
def check(
    head: Annotated[
        str | None,
        typer.Option(help="A head of the chain that was kept elsewhere: number:sha256, as briefs print it."),
    ] = None,
    mend_search: Annotated[
        bool, typer.Option("--mend-search", help="Make the index for searching anew.")
    ] = False,
) -> None:
    """Check that the installation is whole: database, guards, history and its chain, kept files, the search index."""
    held = _head(head) if head else None
    try:
        with _opened() as desk:
            if mend_search:
                search.mend(desk.store)
            remarks = [*check_store(desk.store, desk.files, held=held), *search.check(desk.store)]
            newest = desk.store.head()
    except DBAPIError as error:
        typer.echo(
            "✗ "
            + translate(
                N_("The database file is damaged: {told}. Restore a backup."),
                _language(),
                told=str(error.orig),
            )
        )
        raise typer.Exit(NEEDS_A_PERSON) from error
    for remark in remarks:
        typer.echo(f"{'✗' if remark.wrong else '·'} {remark.message(_language())}")
    if any(remark.wrong for remark in remarks):
        raise typer.Exit(NEEDS_A_PERSON)
    typer.echo(translate(N_("Everything holds."), _language()))
    typer.echo(translate(N_("Head of the chain: {head}"), _language(), head=str(newest)))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="The backup to write: one file.")]) -> None:
    """Write a backup of the database and all kept files, while others may work, and prove that it is whole."""
    with _opened() as desk:
        try:
            manifest = backups.make(desk, PROGRAM, file)
        except NotABackup as error:
            _fail(N_("The backup does not hold ({reason}) and was thrown away."), reason=str(error))
        except NoBackupHere:
            _fail(N_("The database is kept by a server: use that server's own backups."))
    _say(N_("The backup {file} is written and checked."), file=str(file))
    typer.echo(translate(N_("Head of the chain: {head}"), _language(), head=str(manifest.chain_head)))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.", exists=True, dir_okay=False)],
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
) -> None:
    """Put a backup in place of what is here. What was here is backed up first."""
    if not yes and not typer.confirm(
        translate(N_("Replace all data here with those of {file}?"), _language(), file=str(file)), err=True
    ):
        _fail(N_("Nothing was changed."), status=NEEDS_A_PERSON)
    try:
        manifest, aside = backups.restore(settings(), file, at=now())
    except NotABackup as error:
        _fail(
            N_("{file} is not a whole backup ({reason}). Nothing was changed."),
            file=str(file),
            reason=str(error),
        )
    except StillInUse:
        _fail(N_("Another program has the database open: stop the dashboard first. Nothing was changed."))
    except NoBackupHere:
        _fail(N_("The database is kept by a server: use that server's own backups."))
    with _opened():  # brings an older database forward
        pass
    _say(N_("The data of {file} are in place."), file=str(file))
    if aside.exists():
        _say(N_("What was here before is kept in {file}."), file=str(aside))
    typer.echo(translate(N_("Head of the chain: {head}"), _language(), head=str(manifest.chain_head)))


def _head(text: str) -> Head:
    number, _, sha256 = text.strip().partition(":")
    if not number.isdigit() or len(sha256) != 64:
        _fail(N_("A head of the chain is a number, a colon and 64 hexadecimal digits."))
    return Head(int(number), sha256.lower())


@contextmanager
def _opened() -> Any:
    desk = Desk.open()
    try:
        yield desk
    finally:
        desk.close()


def _language() -> str:
    return settings().language


def _say(msgid: str, **values: Value) -> None:
    typer.echo(translate(msgid, _language(), **values), err=True)


def _fail(msgid: str, *, status: int = UNUSABLE, **values: Value) -> NoReturn:
    _say(msgid, **values)
    raise typer.Exit(status)


@contextmanager
def _standard_output() -> Any:
    yield sys.stdout


def _print_json(document: Any, out: Path | None = None) -> None:
    printed = json.dumps(document, ensure_ascii=False, indent=1)
    if out:
        out.write_text(printed + "\n", encoding="utf-8")
    else:
        typer.echo(printed)

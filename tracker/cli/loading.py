"""Workbooks in and out: load, workbook, updates."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.common import (
    DONE,
    NEEDS_A_PERSON,
    TRIES,
    UNUSABLE,
    Reporter,
    Tongue,
    agrees,
    app,
    fail,
    opened,
    own_language,
    print_json,
    say,
    target,
    tell,
)
from tracker.desk import EDITOR, Desk, look
from tracker.desk import updates as updating
from tracker.desk.load import Applied, LoadOptions, Plan, StalePlan, UnknownPartner, apply, plan, plan_json
from tracker.desk.registers.plan import PlannedEntry
from tracker.desk.review import look_for_likeness
from tracker.sheets import Issue, UnreadableFile
from tracker.words import N_, formats, ntranslate, translate

OUTCOME_NAMES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "same": N_("same"),
    "duplicate": N_("duplicates"),
    "rejected": N_("rejected"),
}


UPDATE_OUTCOMES = {
    "unchanged": N_("unchanged"),
    "taken": N_("taken"),
    "conflict": N_("conflicts"),
    "refused": N_("refused"),
    "proposed": N_("proposed"),
}


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
    with opened() as desk:
        for path in files:
            status, document = _load_one(desk, path, options, dry_run=dry_run, yes=yes, quiet=as_json)
            worst = max(worst, status)
            documents += [document] if document else []
    if as_json and documents:
        print_json(documents[0] if len(files) == 1 else documents)
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
            return UNUSABLE, plan_json(planned, own_language())
        refused = planned.changes_something and not dry_run and not agreed
        status = (
            NEEDS_A_PERSON
            if planned.needs_a_person or refused or not (planned.rows or planned.registers)
            else DONE
        )
        return status, plan_json(planned, own_language())
    say(N_("Others keep writing to the database. Nothing of {file} was loaded. Try again."), file=path.name)
    return NEEDS_A_PERSON, None


def _planned(desk: Desk, path: Path, options: LoadOptions) -> Plan | None:
    try:
        return plan(desk, EDITOR, path, options)
    except UnreadableFile as error:
        tell(error.message(own_language()))
    except FileNotFoundError:
        say(N_("There is no file {file}."), file=str(path))
    except UnknownPartner as error:
        known = formats.listing(list(look.names(desk, EDITOR).partners), own_language())
        say(N_("No partner has the code {code}. Known are: {known}."), code=str(error), known=known or "–")
    return None


def _tell_plan(planned: Plan) -> None:
    counts = {_outcome(name): n for name, n in planned.all_counts.items()}
    tell(f"{planned.reading.file}: " + ", ".join(f"{name} {n}" for name, n in counts.items()))
    for sheet in planned.reading.sheets:
        if sheet.passed_over:
            say(N_("  Sheet “{sheet}” holds no commitments."), sheet=sheet.sheet or "")
    for issue in planned.reading.issues:
        tell(f"  {issue.message(own_language())}")
    for one in planned.rows:
        for issue in one.issues:
            place = "!".join(
                str(part) for part in (one.row.sheet, issue.cell or one.row.row) if part is not None
            )
            mark = "✗" if one.outcome == "rejected" and issue.severity == "error" else "·"
            tell(f"  {mark} {place}: {issue.message(own_language())}")

    for entry in planned.entries:
        for issue in entry.entry.issues:
            _tell_entry(entry, issue)


def _tell_entry(one: PlannedEntry, issue: Issue) -> None:
    place = "!".join(str(part) for part in (one.entry.sheet, issue.cell or one.entry.row) if part is not None)
    mark = "✗" if one.outcome == "rejected" and issue.severity == "error" else "·"
    tell(f"  {mark} {place}: {issue.message(own_language())}")


def _outcome(name: str) -> str:
    return translate(OUTCOME_NAMES[name], own_language())


def _tell_alike(desk: Desk, done: Applied) -> None:
    """Look for commitments of other files that say nearly the same, and say how many wait for a person."""
    if done.upload_id is None:
        return
    if found := look_for_likeness(desk, EDITOR, done.upload_id):
        told = ntranslate(
            "{n} commitment resembles one from another file; the review page shows both.",
            "{n} commitments resemble ones from other files; the review page shows both.",
            found,
            own_language(),
        )
        tell(told)


def _agrees(planned: Plan) -> bool:
    if not sys.stdin.isatty():
        say(N_("Nothing was written. Say --yes to load what is accepted, or --dry-run to only look."))
        return False
    return agrees(N_("Load what is accepted?"))


def _tell_result(planned: Plan, *, dry_run: bool, agreed: bool) -> None:
    if agreed:
        say(N_("{file}: loaded."), file=planned.reading.file)
    elif not planned.rows and not planned.registers:
        say(N_("{file}: no commitments were found in it; nothing was written."), file=planned.reading.file)
    elif not planned.changes_something:
        say(N_("{file}: nothing in it is new; nothing was written."), file=planned.reading.file)
    elif dry_run:
        say(N_("{file}: only looked at; nothing was written."), file=planned.reading.file)


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
    spoken = language.value if language else own_language()
    if (partner is None) == (agency is None):
        fail(N_("A workbook is for one partner or one agency: give --partner or --agency."))
    target(out, ".xlsx")
    with opened() as desk:
        if agency is not None:
            _write_draft(desk, agency, out, spoken)
            return
        assert partner is not None  # one of the two was given
        try:
            book = updating.workbook(desk, EDITOR, partner, out, language=spoken)
        except updating.NoSuchPartner:
            known = formats.listing(list(look.names(desk, EDITOR).partners), own_language())
            fail(N_("No partner has the code {code}. Known are: {known}."), code=partner, known=known or "–")
    rows = ntranslate("{n} row", "{n} rows", len(book.lines), own_language())
    tell(f"{out}: {rows}")


def _write_draft(desk: Desk, agency: str, out: Path, language: str) -> None:
    """An agency's draft: what is published of it, with columns for its own word and its reply."""
    try:
        book = updating.reply_book(desk, EDITOR, agency, out, language=language)
    except updating.NoSuchAgency:
        fail(N_("Nothing has the code {code}."), code=agency)
    rows = ntranslate("{n} row", "{n} rows", len(book.lines), own_language())
    tell(f"{out}: {rows}")


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
        fail(N_("A receipt belongs to one workbook: name one file."))
    if receipt:
        target(receipt, ".xlsx", option="--receipt")
    worst, documents = DONE, []
    with opened() as desk:
        for path in files:
            status, document = _update_one(
                desk, path, dry_run=dry_run, yes=yes, quiet=as_json, receipt=receipt
            )
            worst = max(worst, status)
            documents += [document] if document else []
    if as_json and documents:
        print_json(documents[0] if len(files) == 1 else documents)
    raise typer.Exit(worst)


def _update_one(
    desk: Desk, path: Path, *, dry_run: bool, yes: bool, quiet: bool, receipt: Path | None
) -> tuple[int, dict[str, Any] | None]:
    """Compare one returned workbook and, where agreed, write it; returns the exit status and the comparison as JSON."""
    for _attempt in range(TRIES):
        try:
            compared = updating.compare(desk, EDITOR, path)
        except UnreadableFile as error:
            tell(error.message(own_language()))
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
            say(N_("{file}: taken."), file=path.name)
        elif not compared.changes_something:
            say(N_("{file}: nothing in it is new; nothing was written."), file=path.name)
        elif dry_run:
            say(N_("{file}: only looked at; nothing was written."), file=path.name)
        refused = compared.changes_something and not dry_run and not agreed
        status = NEEDS_A_PERSON if compared.needs_a_person or refused else DONE
        return status, updating.comparison_json(compared, own_language())
    say(N_("Others keep writing to the database. Nothing of {file} was taken. Try again."), file=path.name)
    return NEEDS_A_PERSON, None


def _tell_comparison(compared: updating.Comparison) -> None:
    counts = [
        f"{translate(UPDATE_OUTCOMES[name], own_language())} {n}" for name, n in compared.counts.items() if n
    ]
    tell(f"{compared.returned.file}: " + (", ".join(counts) or "–"))
    for one in compared.rows:
        for issue in one.issues:
            place = "!".join(
                str(part) for part in (one.row.sheet, issue.cell or one.row.row) if part is not None
            )
            mark = "✗" if issue.severity == "error" else "·"
            tell(f"  {mark} {place}: {issue.message(own_language())}")


def _agrees_to_updates() -> bool:
    if not sys.stdin.isatty():
        say(N_("Nothing was written. Say --yes to take what is right, or --dry-run to only look."))
        return False
    return agrees(N_("Take what is right?"))

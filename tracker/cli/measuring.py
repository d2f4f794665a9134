"""What is measured: rates, changes."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import typer

from tracker.cli.common import (
    Against,
    By,
    Codes,
    Day,
    Format,
    app,
    fail,
    know_codes,
    opened,
    own_language,
    print_json,
    say,
    standard_output,
    target,
    view_of,
)
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.answers import Changes, RatesTable
from tracker.desk.document import rates_document, rates_rows
from tracker.ledger import KnownTooEarly, NotTheSamePopulation, NotYetKnown
from tracker.sheets.formula_like import quoted
from tracker.words import N_, formats, terms, translate


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
    view = view_of(
        agency=agency,
        district=district,
        region=region,
        basis=basis,
        topic=topic,
        partner=partner,
        on=on,
        known_on=known_on,
        any_role=any_role,
        against_first=against is Against.FIRST,
    )
    if out:
        target(out)
    with opened() as desk:
        know_codes(desk, view)
        try:
            table = look.rates(desk, EDITOR, view, by=cast(Any, by.value if by else None))
        except KnownTooEarly:
            fail(N_("A day can't be known before it comes: --on lies after --known-on."))
        except NotYetKnown:
            _not_yet_known(view, desk)
        if view.against_first:
            say(N_("Measured against the first deadlines, as if none had been moved."))
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
    view = view_of(
        agency=agency,
        district=district,
        on=to,
        known_on=known_on,
        since=from_.date(),
    )
    with opened() as desk:
        know_codes(desk, view)
        try:
            found = look.changed(desk, EDITOR, view)
        except KnownTooEarly:
            fail(N_("A day can't be known before it comes: --to lies after --known-on."))
        except NotYetKnown:
            _not_yet_known(view, desk)
        except NotTheSamePopulation:
            fail(N_("A comparison goes from an earlier day to a later one: --from lies after --to."))
        if json_:
            print_json(_changes_json(found))
            return
        language = own_language()
        for change, count in found.counts.items():
            if count:
                typer.echo(f"{terms.label('change', change, language)}: {formats.number(count, language)}")
        rates_ = {
            name: formats.rate_text(total["kept"], total["due"], language)
            for name, total in (("now", found.now), ("then", found.learned), ("before", found.before))
        }
        said = N_("Kept on {on}: {now}. On {since}: {then}, as known when that day was over: {before}")
        typer.echo(translate(said, language, on=found.on, since=found.since, **rates_))


def _not_yet_known(view: View, desk: Desk) -> NoReturn:
    said = N_("Today is {today}: what will be known on {known_on} nobody can say yet (--known-on).")
    fail(said, known_on=view.known_on or desk.today(), today=desk.today())


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


def _print_rates_json(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    print_json(rates_document(table), out)


def _print_rates_csv(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    rows = rates_rows(table)
    columns = ["key", *(name for name in rows[-1] if name != "key")]
    with out.open("w", encoding="utf-8", newline="") if out else standard_output() as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {name: quoted(value) if isinstance(value, str) else value for name, value in row.items()}
            for row in rows
        )


def _print_rates_xlsx(_desk: Desk, table: RatesTable, out: Path | None) -> None:
    import xlsxwriter

    if out is None:
        fail(N_("A workbook goes to a file: add --out rates.xlsx."))
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
    language = own_language()
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
    if by is None:
        return "–"
    if key is None:
        return translate(terms.NAMED_NONE[by], own_language())
    if by == "quarter":
        year, quarter = key.split("-Q")
        return formats.quarter(int(year), int(quarter), own_language())
    entries = getattr(look.names(desk, EDITOR), look.KINDS[by])
    return str(entries[key].name(own_language()))


_PRINTERS: dict[Format, Callable[[Desk, RatesTable, Path | None], None]] = {
    Format.TABLE: _print_rates_table,
    Format.JSON: _print_rates_json,
    Format.CSV: _print_rates_csv,
    Format.XLSX: _print_rates_xlsx,
}

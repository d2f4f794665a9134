"""The downloads: every public commitment and every rate as CSV, Excel and JSON, with a codebook and a data package."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

import xlsxwriter

from tracker.briefs.site.report import Report
from tracker.briefs.site.say import Say
from tracker.desk.answers import CommitmentDetail, RatesTable, Statement
from tracker.ledger import MEASURES
from tracker.sheets.formula_like import quoted
from tracker.sheets.grid import LONGEST_TEXT
from tracker.words import N_
from tracker.words.locales import LANGUAGES

NAN: Final = "nan"
PER_SHEET: Final = 1_000_000

# Column, type as Frictionless names it, what it means.
COLUMNS: Final = (
    ("code", "string", N_("The code of the commitment; it never changes.")),
    ("text_en", "string", N_("Its words in English, where there are any.")),
    ("text_ru", "string", N_("Its words in Russian, where there are any.")),
    ("text_tg", "string", N_("Its words in Tajik, where there are any.")),
    ("lead_agency", "string", N_("The code of the agency that has to see to it.")),
    ("joint_agencies", "string", N_("The codes of the other agencies named, parted by semicolons.")),
    (
        "districts",
        "string",
        N_("The codes of the districts named, parted by semicolons; none means the whole country."),
    ),
    ("regions", "string", N_("The codes of the regions named as a whole, parted by semicolons.")),
    ("basis", "string", N_("The code of the law, plan or forum agreement that it follows from.")),
    ("basis_text", "string", N_("The law or agreement as the source names it.")),
    ("article", "string", N_("The article or point of the law or agreement.")),
    ("topic", "string", N_("The code of the safety concern that it answers.")),
    ("section", "string", N_("The heading that it stands under in its source.")),
    ("number", "string", N_("Its number in its source.")),
    ("made_on", "date", N_("The day on which it was made.")),
    ("due_text", "string", N_("The deadline as written.")),
    ("cadence", "string", N_("How the deadline falls: once, recurring, continuous, open, unknown.")),
    ("deadline", "date", N_("The deadline that it is judged by.")),
    ("first_deadline", "date", N_("The deadline before it was first moved.")),
    ("extensions", "integer", N_("How often the deadline was moved.")),
    ("outcome", "string", N_("What became of it, as the method page defines it.")),
    ("sub_status", "string", N_("The latest finding, or no_information.")),
    ("days", "integer", N_("Days overdue, late, or left, by outcome.")),
    ("latest_on", "date", N_("The day of the latest finding.")),
    ("confirmed", "boolean", N_("Whether a second person has checked the deciding finding.")),
)
RATE_COLUMNS: Final = (
    ("by", "string", N_("What is grouped by: total, district, region, agency, basis, topic, quarter.")),
    ("key", "string", N_("The code of the group; empty for what names none, such as national commitments.")),
    ("due", "integer", N_("How many were due.")),
    ("kept", "integer", N_("How many of those are kept.")),
    ("rate", "number", N_("Kept of due, from 0 to 1; empty where nothing was due.")),
    ("low", "number", N_("Lower end of the 95 % Wilson interval of the rate.")),
    ("high", "number", N_("Upper end of the 95 % Wilson interval of the rate.")),
)
REST: Final = N_("Another count or rate; the method page says how it is counted.")


def files(report: Report, codebook_language: str) -> dict[str, bytes]:
    """The downloads by name. Texts stay exactly as they are; only where a spreadsheet would run one is it quoted."""
    rows = [_row(one) for one in report.commitments]
    names = [name for name, _type, _said in COLUMNS]
    rates = _rates(report)
    rate_names = ["by", "key", *MEASURES]
    book = [(table, name, said) for table, columns in codebook() for name, _type, said in columns]
    say = Say(codebook_language, report.names, report.on)
    told = [(table, name, say.t(said)) for table, name, said in book]
    return {
        "data/commitments.csv": _csv(names, [[row[name] for name in names] for row in rows]),
        "data/rates.csv": _csv(rate_names, [[row[name] for name in rate_names] for row in rates]),
        "data/codebook.csv": _csv(["table", "column", "meaning"], told),
        "data/commitments.json": _json(report, rows, rates),
        "data/commitments.xlsx": _xlsx(
            report,
            {
                "commitments": (names, [[row[name] for name in names] for row in rows]),
                "rates": (rate_names, [[row[name] for name in rate_names] for row in rates]),
                "codebook": (["table", "column", "meaning"], told),
            },
        ),
    }


def codebook() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The columns of each table: name, type, what it means (English, to be translated)."""
    known = {name for name, _type, _said in RATE_COLUMNS}
    others = [
        (name, "number" if name.endswith("rate") or name in ("gap", "coverage") else "integer", REST)
        for name in MEASURES
        if name not in known
    ]
    order = {name: place for place, name in enumerate(("by", "key", *MEASURES))}
    rates = sorted([*RATE_COLUMNS, *others], key=lambda column: order[column[0]])
    return [("commitments", list(COLUMNS)), ("rates", rates)]


def package(report: Report, made: dict[str, bytes], address: str) -> bytes:
    """The description of the data as a Frictionless data package, with the hash of every file."""
    columns = dict(codebook())
    resources = []
    for name, content in made.items():
        stem = name.rpartition("/")[2].partition(".")[0]
        kind = name.rpartition(".")[2]
        resource: dict[str, Any] = {
            "name": f"{stem}-{kind}",
            "path": name,
            "format": kind,
            "mediatype": MEDIA[kind],
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{sha256(content).hexdigest()}",
        }
        if kind == "csv":
            resource["profile"] = "tabular-data-resource"
            fields = [
                {"name": column, "type": type_, "description": said}
                for column, type_, said in columns.get(stem, [])
            ]
            fields = fields or [
                {"name": column, "type": "string"} for column in ("table", "column", "meaning")
            ]
            resource["schema"] = {"fields": fields}
        resources.append(resource)
    described = {
        "profile": "data-package",
        "name": "ahd-commitments",
        "title": "Official commitments and how many of them are kept",
        "description": "Every public commitment with what became of it, and the rates of all groups.",
        "homepage": address or None,
        "version": report.on.isoformat(),
        "created": report.on.isoformat(),
        "languages": list(LANGUAGES),
        "revision": report.copy.revision,
        "fingerprint": f"sha256:{report.copy.fingerprint}",
        "chain_head": report.copy.head,
        "illustration": report.overview.illustration,
        "resources": resources,
    }
    return _dump({name: value for name, value in described.items() if value is not None})


MEDIA: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _row(one: CommitmentDetail) -> dict[str, Any]:
    line = one.line
    return {
        "code": line.code,
        **{f"text_{code}": one.texts.get(code) for code in LANGUAGES},
        "lead_agency": line.lead,
        "joint_agencies": ";".join(code for code in line.agencies if code != line.lead),
        "districts": ";".join(line.districts),
        "regions": ";".join(line.regions),
        "basis": line.basis,
        "basis_text": line.basis_text,
        "article": line.article,
        "topic": one.topic,
        "section": one.section,
        "number": one.number,
        "made_on": one.made_on,
        "due_text": line.due_text,
        "cadence": line.cadence,
        "deadline": line.deadline,
        "first_deadline": line.first_deadline,
        "extensions": line.extensions,
        "outcome": line.outcome,
        "sub_status": line.sub_status,
        "days": line.days,
        "latest_on": line.latest_on,
        "confirmed": line.confirmed,
    }


def _rates(report: Report) -> list[dict[str, Any]]:
    rows = [{"by": "total", "key": None, **_measures(report.total)}]
    for by, table in report.rates.items():
        rows += [{"by": by, "key": row["key"], **_measures(row)} for row in _records(table)]
    return rows


def _records(table: RatesTable) -> list[dict[Any, Any]]:
    return list(table.rows.to_dict("records"))


def _measures(row: dict[Any, Any]) -> dict[str, Any]:
    return {name: _plain(row[name]) for name in MEASURES}


def _plain(value: Any) -> Any:
    if value is None or str(value) == NAN:
        return None
    return round(value, 6) if isinstance(value, float) else int(value)


def _csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """With a byte order mark, by which spreadsheets know the letters, and a quote before what they would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return quoted(value) if isinstance(value, str) else value


def _xlsx(report: Report, sheets: dict[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        moment = datetime(report.on.year, report.on.month, report.on.day)  # the same file for the same data
        book.set_properties({"title": "Ahd", "author": "Ahd", "created": moment})
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, (columns, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns, head)
            for at, row in enumerate(rows[:PER_SHEET], start=1):
                _write_row(sheet, at, row, day)
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
            sheet.set_column(0, 0, 14)
            sheet.set_column(1, len(columns) - 1, 22)
    return out.getvalue()


def _write_row(sheet: Any, at: int, row: Sequence[Any], day: Any) -> None:
    """The cells of a row. What of a very long text finds no room in its cell goes on at the end of the row."""
    end = len(row)
    for column, value in enumerate(row):
        _write(sheet, at, column, value, day)
        if isinstance(value, str):
            for start in range(LONGEST_TEXT, len(value), LONGEST_TEXT):
                _write(sheet, at, end, value[start : start + LONGEST_TEXT], day)
                end += 1


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value[:LONGEST_TEXT])
    else:
        sheet.write_number(row, column, value)


def _json(report: Report, rows: list[dict[str, Any]], rates: list[dict[str, Any]]) -> bytes:
    commitments = [
        {
            **row,
            "findings": [_said(said) for said in one.findings],
            "claims": [_said(said) for said in one.claims],
        }
        for row, one in zip(rows, report.commitments, strict=True)
    ]
    return _dump(
        {
            "on": report.on,
            "revision": report.copy.revision,
            "fingerprint": report.copy.fingerprint,
            "illustration": report.overview.illustration,
            "rates": rates,
            "commitments": commitments,
        }
    )


def _said(one: Statement) -> dict[str, Any]:
    return {
        "status": one.status,
        "effective_on": one.effective_on,
        "deadline_on": one.deadline_on,
        "note": one.note,
        "confirmed": one.confirmed,
        "evidence": [
            {"kind": proof.kind, "url": proof.url, "description": proof.description, "sha256": proof.sha256}
            for proof in one.evidence
        ],
        "replies": [
            {"agency": reply.agency, "replied_on": reply.replied_on, "text": reply.text}
            for reply in one.replies
        ],
    }


def _dump(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1, default=str).encode() + b"\n"

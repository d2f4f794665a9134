"""The exported data as files: a workbook, CSV, JSON. Each says what it is of, and its workbook and JSON hold the codebook."""

import io
import json
import secrets
from typing import Any, Final

from tracker import __version__
from tracker.desk import look
from tracker.desk.asking import Asker
from tracker.desk.desk import Desk
from tracker.desk.export.codebook import COLUMNS, DATASETS, TYPES, Column
from tracker.desk.export.rows import rows
from tracker.desk.view import View
from tracker.model.vocabulary import LANGUAGES
from tracker.sheets.data_book import Sheet, write_csv, write_workbook
from tracker.words import translate

FORMATS: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""The formats by the end of a file's name, with their media types."""

BOOK: Final = ("dataset", "column", "type", "unit", "values", *(f"meaning_{each}" for each in LANGUAGES))


def write(desk: Desk, asker: Asker, view: View, dataset: str, *, format_: str) -> bytes:
    """One dataset of the view as a file. KeyError for an unknown dataset or format.

    ValueError when a text is longer than a cell of a workbook holds: nothing is cut unseen.
    """
    made = {"xlsx": _xlsx, "csv": _csv, "json": _json}[format_]
    return made(desk, asker, view, dataset)


def file_name(desk: Desk, dataset: str, format_: str) -> str:
    """A name that no other export has: what it is, the day, the revision, and a part that nobody can guess."""
    return f"ahd-{dataset}-{desk.today()}-r{desk.revision()}-{secrets.token_hex(6)}.{format_}"


def about(desk: Desk, asker: Asker, view: View) -> dict[str, Any]:
    """What the data are of: the two days, the revision, who could see them, the filters, whether they are an illustration."""
    asked = look.question(desk, asker, view)
    blank = View()
    filters = {
        name: list(value) if isinstance(value, tuple) else value
        for name in View.__slots__
        if name not in ("on", "known_on") and (value := getattr(view, name)) != getattr(blank, name)
    }
    return {
        "made_by": f"Ahd {__version__}",
        "on": asked.on.isoformat(),
        "known_on": asked.known_on.isoformat(),
        "revision": desk.revision(),
        "seen_as": str(asker.role),
        "illustration": look.illustration(desk),
        "filters": filters,
    }


def codebook_csv() -> bytes:
    """The codebook of all datasets as CSV."""
    return write_csv(
        Sheet("codebook", BOOK, (_book_row(name, one) for name in DATASETS for one in COLUMNS[name]))
    )


def _book_row(dataset: str, column: Column) -> dict[str, Any]:
    """A line of the codebook. Types and units are said in English here; the pages say them in the reader's language."""
    return {
        "dataset": dataset,
        "column": column.name,
        "type": TYPES[column.type],
        "unit": column.unit,
        "values": "; ".join(column.values),
        **{f"meaning_{language}": translate(column.meaning, language) for language in LANGUAGES},
    }


def _xlsx(desk: Desk, asker: Asker, view: View, dataset: str) -> bytes:
    out = io.BytesIO()
    told = about(desk, asker, view)
    told_rows = ({"what": name, "value": _flat(value)} for name, value in told.items())
    write_workbook(
        out,
        [
            Sheet(dataset, tuple(one.name for one in COLUMNS[dataset]), rows(desk, asker, view, dataset)),
            Sheet("codebook", BOOK, (_book_row(dataset, one) for one in COLUMNS[dataset])),
            Sheet("about", ("what", "value"), told_rows),
        ],
    )
    return out.getvalue()


def _csv(desk: Desk, asker: Asker, view: View, dataset: str) -> bytes:
    return write_csv(
        Sheet(dataset, tuple(one.name for one in COLUMNS[dataset]), rows(desk, asker, view, dataset))
    )


def _json(desk: Desk, asker: Asker, view: View, dataset: str) -> bytes:
    document = {
        "dataset": dataset,
        **about(desk, asker, view),
        "codebook": [_book_row(dataset, one) for one in COLUMNS[dataset]],
        "rows": list(rows(desk, asker, view, dataset)),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, default=_day).encode("utf-8")


def _day(value: Any) -> str:
    return str(value.isoformat())


def _flat(value: Any) -> Any:
    return value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)

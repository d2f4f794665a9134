"""A partner's workbook written, and 100,000 returned updates parsed, compared and appended, against the bare libraries."""

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

from bench.timing import Cost, cost, middle, table

DAY = date(2026, 1, 15)
PARTNER = "bench"
BARE_WRITE, BARE_READ = "XlsxWriter alone, the same cells", "bare python-calamine to_python"


def _desk(folder: Path):  # imports of the product count as its cost, so they stay inside
    from tracker.desk import Desk
    from tracker.settings import Settings

    return Desk.open(
        Settings(data_dir=folder, database_url=None), clock=lambda: datetime(2026, 1, 15, 7, tzinfo=UTC)
    )


def prepare(folder: Path, rows: int) -> None:
    """An installation in which one partner follows so many commitments."""
    from tracker.desk.load.known import fingerprint
    from tracker.model import Commitment, CommitmentVersion, Deadline, Partner, VersionAgency, VersionDistrict
    from tracker.model.codes import code_of

    desk = _desk(folder)
    texts = [
        f"Провести встречу с жителями махалли № {n} и опубликовать её итоги на стенде отдела"
        for n in range(1, rows + 1)
    ]
    with desk.store.write(actor="bench", action="prepared", at=datetime(2025, 1, 1, tzinfo=UTC)) as change:
        partner = {"code": PARTNER, "name_ru": "Партнёр", "aliases": None, "illustration": False}
        (partner_id,) = change.take_ids(Partner, 1)
        change.append(Partner, [{"id": partner_id, **partner}])
        own = {"revision": change.number}
        ids = change.take_ids(Commitment, rows)
        versions = change.take_ids(CommitmentVersion, rows)
        pairs = list(zip(ids, versions, texts, strict=True))
        change.append(
            Commitment, [{"id": key, "code": code_of(key), **own, "version_id": one} for key, one, _ in pairs]
        )
        change.append(
            CommitmentVersion,
            [
                {
                    "id": one, "commitment_id": key, **own, "void": False, "text_ru": text, "partner_id": partner_id,
                    "article": "ст. 12", "basis_text": "План мероприятий на 2025 год", "made_on": date(2025, 1, 10),
                    "visibility": "internal", "fingerprint": fingerprint({"ru": text}),
                }
                for key, one, text in pairs
            ],
        )  # fmt: skip
        change.append(
            VersionAgency,
            [
                {"version_id": one, "agency_id": 1 + one % 20, "role": "lead", "position": 0}
                for one in versions
            ],
        )
        change.append(VersionDistrict, [{"version_id": one, "district_id": 1 + one % 50} for one in versions])
        dues = change.take_ids(Deadline, rows)
        change.append(
            Deadline,
            [
                {
                    "id": key, "commitment_id": of, **own, "due_text": "до 1 декабря 2025 года", "cadence": "once",
                    "due_on": date(2025, 12, 1) + timedelta(days=of % 300),
                }
                for key, of in zip(dues, ids, strict=True)
            ],
        )  # fmt: skip
    desk.close()


def fill(folder: Path, out: Path) -> None:
    """The partner's workbook with every row filled in."""
    from tracker.desk.updates.book import book_of
    from tracker.sheets.partner_book import write_book
    from tracker.words import terms

    desk = _desk(folder)
    book = book_of(desk, PARTNER, language="ru")
    statuses = ("in_progress", "partly_fulfilled", "fulfilled", "not_fulfilled")
    for number, line in enumerate(book.lines):
        line.inputs = {
            "status": terms.label("status", statuses[number % 4], "ru"),
            "on": date(2025, 6, 1) + timedelta(days=number % 200),
            "found": f"Проверено на месте, протокол {number % 977}",
            "evidence": f"протокол {number}",
        }
    write_book(replace(book), out)
    desk.close()


def bare_write(source: Path, out: Path) -> None:
    """The same cells by XlsxWriter alone: the values of the finished workbook, two formats, nothing worked out."""
    import pickle

    import xlsxwriter

    lines = pickle.loads(source.read_bytes())
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        text = book.add_format({"text_wrap": True, "border": 1})
        day = book.add_format({"num_format": "dd.mm.yyyy", "border": 1})
        for at, line in enumerate(lines):
            for column, value in enumerate(line):
                if value is None or value == "":
                    sheet.write_blank(at, column, None, text)
                elif isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                else:
                    sheet.write_string(at, column, str(value), text)
        hidden = book.add_worksheet()
        for at, line in enumerate(lines):
            hidden.write_string(at, 0, str(line[0] or ""))
            hidden.write_number(at, 2, 0)
            hidden.write_number(at, 3, 0)


def cells_of(path: Path, out: Path) -> None:
    """Keep the cells of a workbook's table for `bare_write`."""
    import pickle

    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        out.write_bytes(pickle.dumps(book.get_sheet_by_index(1).to_python(skip_empty_area=False)))


def bare_calamine(path: Path) -> None:
    """The sheets as python-calamine gives them."""
    import python_calamine

    with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
        for number in range(3):
            book.get_sheet_by_index(number).to_python(skip_empty_area=False)


def taken(path: Path, folder: Path, ledger: bool) -> None:
    """Parsed, compared and appended; then perhaps the ledger brought up to date."""
    from tracker.desk import EDITOR, updates

    desk = _desk(folder)
    if ledger:
        desk.ledger()
    compared = updates.compare(desk, EDITOR, path)
    assert compared.counts["taken"] == len(compared.rows)
    updates.apply(desk, EDITOR, compared)
    if ledger:
        desk.ledger()


def openpyxl_add_all(path: Path, folder: Path) -> None:
    """openpyxl cell by cell and SQLModel's `session.add_all`: no comparison, no history."""
    import openpyxl
    from sqlmodel import Field, Session, SQLModel, create_engine

    class Update(SQLModel, table=True):
        id: int | None = Field(default=None, primary_key=True)
        code: str
        status: str
        on: date
        found: str
        evidence: str

    engine = create_engine(f"sqlite:///{folder / 'plain.db'}")
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    sheet = openpyxl.load_workbook(path).worksheets[1]
    rows = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[8]]
    with Session(engine) as session:
        session.add_all(
            [
                Update(code=row[0], status=row[8], on=row[9].date(), found=row[10], evidence=row[11])
                for row in rows
            ]
        )
        session.commit()


def writing(rows: int = 10_000, runs: int = 5) -> list[tuple[str, Cost]]:
    """The workbook of so many rows, against XlsxWriter alone; in one process, since all three begin alike."""
    from tracker.desk import EDITOR, updates
    from tracker.desk.updates.book import book_of
    from tracker.sheets.partner_book import write_book

    folder = Path(tempfile.mkdtemp(prefix="ahd-bench-"))
    try:
        prepare(folder / "var", rows)
        desk, out, cells = _desk(folder / "var"), folder / "book.xlsx", folder / "cells"
        book = book_of(desk, PARTNER, language="ru")
        write_book(book, out)
        cells_of(out, cells)
        ways = {
            BARE_WRITE: lambda: bare_write(cells, folder / "bare.xlsx"),
            "the workbook with all that belongs to it": lambda: write_book(book, out),
            "… out of the database": lambda: updates.workbook(desk, EDITOR, PARTNER, out, language="ru"),
        }
        took: dict[str, list[float]] = {name: [] for name in ways}
        for _run in range(runs):  # in turns, so that whatever else the machine does falls on all alike
            for name, way in ways.items():
                start = process_time()
                way()
                took[name].append(process_time() - start)
        desk.close()
        return [(name, Cost(median(each), 0)) for name, each in took.items()]
    finally:
        shutil.rmtree(folder)


def returning(rows: int = 100_000, runs: int = 3) -> list[tuple[str, Cost]]:
    """So many returned updates, against calamine alone and the usual way."""
    folder = Path(tempfile.mkdtemp(prefix="ahd-bench-"))
    try:
        prepare(folder / "var", rows)
        path = folder / "returned.xlsx"
        fill(folder / "var", path)
        told = [(BARE_READ, cost(bare_calamine, path, runs=runs))]
        for name, ledger in (("parsed, compared, appended", False), ("… with the ledger up to date", True)):
            each = []
            for number in range(runs):
                place = folder / f"var-{ledger}-{number}"
                shutil.copytree(folder / "var", place)
                each.append(cost(taken, path, place, ledger, runs=1))
                shutil.rmtree(place)
            told.append((name, middle(each)))
        told.append(("openpyxl + session.add_all", cost(openpyxl_add_all, path, folder, runs=1)))
        return told
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.setdefault("AHD_LANGUAGE", "en")
    print(f"A partner's workbook of {max(size // 10, 1)} rows, {date.today()}")
    print(table(writing(max(size // 10, 1)), BARE_WRITE))
    print(f"{size} returned updates")
    print(table(returning(size), BARE_READ))

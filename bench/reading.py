"""Reading, understanding, planning and writing a large workbook, against bare python-calamine and the usual ways."""

import os
import random
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bench.timing import Cost, cost, middle, table

COLUMNS = 20
HEADERS = (
    "№", "Мероприятие", "Срок исполнения", "Ответственный", "Соисполнитель", "Район", "Должностное лицо",
    "Правовая основа", "Статус", "Дата статуса", "Что сделано", "Примечание", "Проблема", "Подтверждение",
    "Показатель", "Источник финансирования", "Сумма", "Телефон", "Приоритет", "Код",
)  # fmt: skip
DUES = (
    "до 1 декабря 2025 года",
    "III квартал 2025 г.",
    "ежеквартально",
    "01.06.2025",
    "постоянно",
    "I полугодие 2026 года",
)
BODIES = ("ОМВД", "Хукумат", "МВД", "Джамоат", "ГАИ", "Минюст")
PLACES = ("Рудаки", "Варзоб", "Рашт", "Исфара", "Восе", "Фархор", "Айнинский район", "г. Хорог")
STATUSES = ("Исполнено", "В процессе", "Не начато", "", "Исполнено частично", "Не исполнено")


def make(path: Path, rows: int) -> None:
    """A plan of so many commitments, 20 columns wide, every text its own."""
    import xlsxwriter

    chance = random.Random(7)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("План")
        sheet.write_string(0, 0, "План мероприятий на 2025 год")
        sheet.write_row(2, 0, HEADERS)
        for number in range(1, rows + 1):
            cells = (
                str(number),
                f"Провести встречу с жителями махалли № {number} и опубликовать её итоги на стенде отдела",
                chance.choice(DUES),
                chance.choice(BODIES),
                "",
                chance.choice(PLACES),
                "начальник отдела",
                "ст. 12 Закона «О милиции»",
                chance.choice(STATUSES),
                "15.05.2025",
                f"Проверено на месте, протокол {number % 977}",
                "",
                "освещение",
                f"протокол {number % 1009}",
                str(number % 13),
                "бюджет",
                str(number % 1000),
                "–",
                "высокий",
                f"K-{number:06d}",
            )
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number + 2, column, cell)


def bare_calamine(path: Path, _folder: Path) -> None:
    """The baseline: python-calamine turns the sheet into lists."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def planned(path: Path, folder: Path) -> None:
    """Read, understood and planned, nothing written."""
    from tracker.desk import EDITOR
    from tracker.desk.load import plan

    plan(_desk(folder), EDITOR, path)


def written(path: Path, folder: Path) -> None:
    """Planned and written, with history and provenance."""
    from tracker.desk import EDITOR
    from tracker.desk.load import apply, plan

    desk = _desk(folder)
    apply(desk, EDITOR, plan(desk, EDITOR, path))


def again(path: Path, folder: Path) -> None:
    """The unchanged file loaded once more."""
    from tracker.desk import EDITOR
    from tracker.desk.load import apply, plan

    desk = _desk(folder)
    done = apply(desk, EDITOR, plan(desk, EDITOR, path))
    assert done.upload_id is None


def pandas_to_sql(path: Path, folder: Path) -> None:
    """`pandas.read_excel` with its default engine and `DataFrame.to_sql`: no understanding, no history."""
    import pandas as pd
    from sqlalchemy import create_engine

    pd.read_excel(path, header=2).to_sql(
        "plan", create_engine(f"sqlite:///{folder / 'pandas.db'}"), if_exists="replace"
    )


def openpyxl_add_all(path: Path, folder: Path) -> None:
    """openpyxl cell by cell and SQLModel's `session.add_all`."""
    import openpyxl
    from sqlmodel import Field, Session, SQLModel, create_engine

    columns = [f"c{number}" for number in range(COLUMNS)]
    typed = {"id": int | None, **dict.fromkeys(columns, str | None)}
    values = {"id": Field(default=None, primary_key=True), **dict.fromkeys(columns)}
    plain = type(SQLModel)("Plain", (SQLModel,), {"__annotations__": typed, **values}, table=True)
    engine = create_engine(f"sqlite:///{folder / 'plain.db'}")
    SQLModel.metadata.drop_all(engine)
    SQLModel.metadata.create_all(engine)
    rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(min_row=4, values_only=True)
    with Session(engine) as session:
        session.add_all([plain(**dict(zip(columns, row, strict=False))) for row in rows])
        session.commit()


def _desk(folder: Path):  # imports of the product count as its cost, so they stay inside
    from tracker.desk import Desk
    from tracker.settings import Settings

    return Desk.open(
        Settings(data_dir=folder, database_url=None), clock=lambda: datetime(2026, 1, 15, tzinfo=UTC)
    )


def run(rows: int = 100_000, runs: int = 3) -> list[tuple[str, Cost]]:
    """Measure all ways on one workbook; returns name and cost."""
    folder = Path(tempfile.mkdtemp(prefix="ahd-bench-"))
    try:
        path = folder / "plan.xlsx"
        make(path, rows)
        empty = folder / "empty"
        _desk(empty).close()
        full = folder / "full"
        _desk(full).close()
        cost(written, path, full, runs=1)
        told = [("bare python-calamine to_python", cost(bare_calamine, path, folder, runs=runs))]
        told.append(("read, understood and planned", cost(planned, path, empty, runs=runs)))
        told.append(("planned and written with history", _each_time_anew(path, folder, runs)))
        told.append(("the unchanged file again", cost(again, path, full, runs=runs)))
        told.append(("pandas.read_excel + to_sql", cost(pandas_to_sql, path, folder, runs=1)))
        told.append(("openpyxl + session.add_all", cost(openpyxl_add_all, path, folder, runs=1)))
        return told
    finally:
        shutil.rmtree(folder)


def _each_time_anew(path: Path, folder: Path, runs: int) -> Cost:
    told = []
    for number in range(runs):
        place = folder / f"new-{number}"
        _desk(place).close()
        told.append(cost(written, path, place, runs=1))
        shutil.rmtree(place)
    return middle(told)


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    os.environ.setdefault("AHD_LANGUAGE", "en")
    print(f"{size} rows, {COLUMNS} columns, {date.today()}")
    print(table(run(size), "bare python-calamine to_python"))

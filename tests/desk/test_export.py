"""The exported data read back: the same numbers as the pages, with a codebook, and nothing that the asker may not see."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.desk.conftest import Loaded
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, View, export, look, record
from tracker.desk.document import rates_rows
from tracker.desk.rules import Said
from tracker.ledger import GROUPINGS, MEASURES
from tracker.model import Partner
from tracker.model.vocabulary import Role
from tracker.words import LANGUAGES

TABLE = """
| № | Мероприятие                   | Срок          | Ответственный | Район  | Статус    | Дата статуса |
| 1 | =HYPERLINK("http://x";"у")    | до 01.06.2025 | ОМВД          | Рудаки | Исполнено | 20.05.2025   |
| 2 | Обходить дворы                | до 01.07.2025 | ОМВД          | Варзоб |           |              |
"""
SECRET = """
| № | Мероприятие     | Срок          | Ответственный | Район  | Статус   | Дата статуса |
| 1 | Тайная мера     | до 01.06.2025 | ОМВД          | Рудаки | В работе | 20.05.2025   |
"""


@pytest.fixture
def filled(desk: Desk, load: Loaded) -> Desk:
    """Two published commitments and one that is not."""
    load(TABLE, on="2025-08-01", publish=True)
    load(SECRET, on="2025-08-02", name="secret.xlsx")
    return desk


def read(data: bytes, format_: str) -> list[dict[str, Any]]:
    """The rows of a file as texts, whatever its format."""
    if format_ == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    if format_ == "json":
        return [{name: _text(value) for name, value in row.items()} for row in json.loads(data)["rows"]]
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    return [{str(name): _text(value) for name, value in zip(head, row, strict=True)} for row in rows]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value)


@pytest.mark.parametrize("format_", export.FORMATS)
@pytest.mark.parametrize("dataset", export.DATASETS)
def test_every_format_holds_the_same_rows(filled: Desk, dataset: str, format_: str) -> None:
    def plain(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
        return [
            {name: value.removesuffix(".0").removeprefix("'") for name, value in row.items()} for row in rows
        ]

    told = [{n: _text(v) for n, v in row.items()} for row in export.rows(filled, EDITOR, View(), dataset)]
    assert plain(read(export.write(filled, EDITOR, View(), dataset, format_=format_), format_)) == plain(told)


def test_the_rates_in_the_file_are_those_of_the_pages(filled: Desk) -> None:
    rows = json.loads(export.write(filled, EDITOR, View(), "rates", format_="json"))["rows"]
    for by in GROUPINGS:
        told = [row for row in rows if row["by"] == by]
        shown = rates_rows(look.rates(filled, EDITOR, View(), by=by))[:-1]
        assert [[row[name] for name in ("key", *MEASURES)] for row in told] == [
            [row[name] for name in ("key", *MEASURES)] for row in shown
        ]
    [total] = [row for row in rows if row["by"] == "total"]
    # Three are due (June and July of 2025), one of them is fulfilled.
    assert (total["due"], total["kept"], total["rate"]) == (3, 1, 0.3333)


def test_commitments_and_outcomes_in_the_file_add_up_to_the_rates(filled: Desk) -> None:
    told = list(export.rows(filled, EDITOR, View(), "commitments"))
    assert [(row["outcome"], row["deadline"]) for row in told] == [
        ("kept_on_time", date(2025, 6, 1)),
        ("overdue", date(2025, 7, 1)),
        ("overdue", date(2025, 6, 1)),
    ]
    assert {row["source_file"] for row in told} == {"plan.xlsx", "secret.xlsx"}


def test_a_download_holds_what_the_view_shows(filled: Desk) -> None:
    view = View(districts=("varzob",))
    assert [row["districts"] for row in export.rows(filled, EDITOR, view, "commitments")] == ["varzob"]
    assert list(export.rows(filled, EDITOR, view, "findings")) == []


def test_the_public_gets_nothing_internal(filled: Desk) -> None:
    for dataset in export.DATASETS:
        for format_ in export.FORMATS:
            data = export.write(filled, PUBLIC, View(), dataset, format_=format_)
            texts = json.dumps(read(data, format_), ensure_ascii=False)
            assert "Тайная" not in texts
            assert "plan.xlsx" not in texts
    assert len(list(export.rows(filled, PUBLIC, View(), "commitments"))) == 2


def test_a_partner_gets_its_own_and_what_is_public_without_the_notes_of_the_office(
    desk: Desk, load: Loaded
) -> None:
    with desk.store.write(actor="test", action="partners") as change:
        named = {"name_en": None, "name_ru": "П", "name_tg": None, "aliases": None, "illustration": False}
        ids = change.take_ids(Partner, 2)
        rows = [{"id": key, "code": code, **named} for key, code in zip(ids, ("ours", "theirs"), strict=True)]
        change.append(Partner, rows)
    load(SECRET, on="2025-08-02", partner="ours")
    code = look.page_of(desk, EDITOR, View()).lines[0].code
    done = Said("fulfilled", date(2025, 9, 1), "Сделано", has_evidence=True)
    record.finding(desk, EDITOR, code, done, internal_note="между нами")
    own = Asker(name="p", role=Role.PARTNER, partner="ours")
    other = Asker(name="q", role=Role.PARTNER, partner="theirs")
    said = list(export.rows(desk, own, View(), "findings"))
    assert [(row["status"], row["internal_note"]) for row in said] == [
        ("in_progress", None),
        ("fulfilled", None),
    ]
    assert list(export.rows(desk, other, View(), "findings")) == []
    assert [row["internal_note"] for row in export.rows(desk, EDITOR, View(), "findings")] == [
        None,
        "между нами",
    ]


def test_a_finding_counts_in_the_file_from_the_day_it_was_known(filled: Desk) -> None:
    def known(day: date) -> int:
        return len(list(export.rows(filled, EDITOR, View(known_on=day), "findings")))

    assert [known(day) for day in (date(2025, 7, 31), date(2025, 8, 1), date(2025, 8, 2))] == [0, 1, 2]


def test_what_looks_like_a_formula_is_a_text_everywhere(filled: Desk) -> None:
    book = load_workbook(io.BytesIO(export.write(filled, EDITOR, View(), "commitments", format_="xlsx")))
    head = [cell.value for cell in book.worksheets[0][1]]
    texts = [
        cell for cell in book.worksheets[0][2] if head[cell.column - 1].startswith("text_") and cell.value
    ]
    assert [(cell.data_type, cell.value[:10]) for cell in texts] == [("s", "=HYPERLINK")]
    assert "'=HYPERLINK" in export.write(filled, EDITOR, View(), "commitments", format_="csv").decode(
        "utf-8-sig"
    )


def test_every_column_is_explained_in_every_language_and_every_few_values_are_named(filled: Desk) -> None:
    book = list(csv.DictReader(io.StringIO(export.codebook_csv().decode("utf-8-sig"))))
    for dataset in export.DATASETS:
        told = json.loads(export.write(filled, EDITOR, View(), dataset, format_="json"))
        names = [row["column"] for row in book if row["dataset"] == dataset]
        assert names == [one["column"] for one in told["codebook"]]
        assert all(list(row) == names for row in told["rows"])
    for row in book:
        meanings = {row[f"meaning_{language}"] for language in LANGUAGES}
        assert len(meanings) == 3, row["column"]
    for dataset in export.DATASETS:
        limited = {one.name: set(one.values) for one in export.COLUMNS[dataset] if one.values}
        for row in export.rows(filled, EDITOR, View(), dataset):
            assert all(row[name] is None or row[name] in values for name, values in limited.items())


def test_no_two_exports_have_the_same_name(filled: Desk) -> None:
    names = {export.file_name(filled, "rates", "csv") for _ in range(50)}
    assert len(names) == 50
    assert all(name.startswith("ahd-rates-2026-11-23-r") for name in names)


def test_a_file_says_what_it_is_of(filled: Desk) -> None:
    told = json.loads(
        export.write(
            filled, EDITOR, View(on=date(2026, 6, 30), agencies=("mia-district",)), "rates", format_="json"
        )
    )
    assert (told["on"], told["known_on"], told["filters"]) == (
        "2026-06-30",
        "2026-11-23",
        {"agencies": ["mia-district"]},
    )
    assert told["illustration"] is False


def test_a_recurring_deadline_that_nobody_moved_has_no_earlier_date(desk: Desk, load: Loaded) -> None:
    """Due each quarter by the tenth: on 1 August 2025 that of 10 July counts; that of April was another deadline."""
    table = """
    | № | Мероприятие               | Срок                       | Ответственный | Район  |
    | 1 | Отчитываться перед людьми | ежеквартально, до 10 числа | ОМВД          | Рудаки |
    """
    load(table, title="УТВЕРЖДАЮ Председатель, 15 января 2025 года. План", on="2025-08-01")
    view = View(on=date(2025, 8, 1), known_on=date(2025, 8, 1))
    (row,) = export.rows(desk, EDITOR, view, "commitments")
    assert (row["deadline"], row["first_deadline"], row["extensions"]) == (
        date(2025, 7, 10),
        date(2025, 7, 10),
        0,
    )

"""14 · Signs that files cannot hold, and texts that no cell holds: no export fails, none is damaged, none is cut unseen."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import openpyxl
import pytest

from tests.attacks.naughty import CONTROLS
from tests.attacks.words_everywhere import PARTNER, say_everywhere
from tests.conftest import NOON
from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, Made, codes, fill, outcomes
from tests.sheets.workbooks import Sheet, write_csv
from tracker.briefs import calendar
from tracker.briefs.hearing import FORMATS, Wanted, build, made
from tracker.briefs.site import publish
from tracker.desk import EDITOR, PUBLIC, Desk, View, export, updates
from tracker.desk.load import LoadOptions, apply, plan, rejected_workbook
from tracker.settings import Settings
from tracker.sheets.fetch import fetch
from tracker.sheets.shapes import ReadLimits

LONGEST = 32_767
LONG = "щ" * LONGEST
TOO_LONG = "щ" * (LONGEST + 1)
STEERED = "\u202eобратно\u202c"


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An installation with every control character in every text, and the longest text that a cell holds."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("strange") / "var", database_url=None, language="ru")
    opened = Desk.open(settings, lambda: NOON)
    say_everywhere(opened, [*CONTROLS, LONG, STEERED], name="".join(CONTROLS) + STEERED)
    yield opened
    opened.close()


def whole(content: bytes) -> set[str]:
    """The texts of a workbook that every program opens: each of its parts is XML, and two readers agree."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for page in book.worksheets for line in page.iter_rows() for cell in line]
    return {value for value in cells if isinstance(value, str)}


def test_every_workbook_opens_and_holds_the_words_around_the_signs(strange: Desk, tmp_path: Path) -> None:
    partner, draft = io.BytesIO(), io.BytesIO()
    updates.workbook(strange, EDITOR, PARTNER, partner, language="ru")
    updates.reply_book(strange, EDITOR, "mia-district", draft, language="ru")
    publish(strange, tmp_path / "site")
    books = {
        "partner": partner.getvalue(),
        "draft": draft.getvalue(),
        "commitments": export.write(strange, EDITOR, View(), "commitments", format_="xlsx"),
        "findings": export.write(strange, EDITOR, View(), "findings", format_="xlsx"),
        "brief": made(build(strange, EDITOR, Wanted(View(), "ru")), "xlsx", strange.settings),
        "site": (tmp_path / "site/data/commitments.xlsx").read_bytes(),
    }
    for name, content in books.items():
        texts = whole(content)
        assert any(text.startswith("до") and text.endswith("после") for text in texts), name
        assert LONG in texts, name
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(content)
        grids, _notices = fetch(path, "xlsx", ReadLimits())
        assert any(LONG in grid.values for grid in grids), name


def test_every_other_file_is_made_and_is_what_it_says(strange: Desk, tmp_path: Path) -> None:
    brief = build(strange, EDITOR, Wanted(View(), "ru"))
    for name in FORMATS:
        content = made(brief, name, strange.settings)
        if name in ("docx", "pptx"):
            whole_parts(content)
        elif name == "pdf":
            assert content.startswith(b"%PDF-")
    events = icalendar.Calendar.from_ical(calendar.write(strange, PUBLIC, View(), language="ru"))
    assert events.get("version") == "2.0"
    for dataset in export.DATASETS:
        json.loads(export.write(strange, EDITOR, View(), dataset, format_="json"))
        assert b"\x00" not in export.write(strange, EDITOR, View(), dataset, format_="csv")
    publish(strange, tmp_path / "site")
    for feed in (tmp_path / "site").rglob("*.xml"):
        ElementTree.fromstring(feed.read_bytes())
    for page in (tmp_path / "site").rglob("*.html"):
        told = page.read_text(encoding="utf-8")
        assert not [sign for sign in told if sign < " " and sign not in "\n\r\t"], page.name


def whole_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize("column", ["Мероприятие", "Статья", "Что сделано", "Примечание", "Прочее"])
def test_a_text_that_no_cell_holds_is_refused_at_the_door_and_comes_back_explained(
    desk: Desk, column: str, tmp_path: Path
) -> None:
    """Only a .csv or .ods can hold one. It could be sent to no partner afterwards, nor downloaded."""
    header = [
        "№",
        "Мероприятие",
        "Срок",
        "Ответственный",
        "Статья",
        "Статус",
        "Что сделано",
        "Примечание",
        "Прочее",
    ]
    fine = ["1", "Осветить улицу", "до 01.06.2025", "МВД", "ст. 5", "В работе", "Роют", "–", "–"]
    long, longest = list(fine), list(fine)
    long[header.index(column)], longest[header.index(column)] = TOO_LONG, LONG
    long[0], longest[0] = "2", "3"
    if column != "Мероприятие":
        long[1], longest[1] = "Осветить площадь", "Осветить парк"
    path = write_csv(tmp_path / "plan.csv", Sheet("", [header, fine, long, longest]))
    planned = plan(desk, EDITOR, path, LoadOptions())
    assert [row.outcome for row in planned.rows] == ["new", "rejected", "new"]
    assert ("text_too_long", LONGEST) in [
        (issue.code, issue.values.get("limit")) for issue in planned.rows[1].issues
    ]
    marked = tmp_path / "marked.xlsx"
    marked.write_bytes(rejected_workbook(desk, EDITOR, planned))
    page = openpyxl.load_workbook(marked).worksheets[0]
    at = header.index(column)
    assert page[3][at].comment is not None and "32767" in page[3][at].comment.text.replace("\u00a0", "")
    assert page[4][at].value == LONG
    apply(desk, EDITOR, planned)
    assert rows(desk, "SELECT count(*) FROM commitment") == [(2,)]
    export.write(desk, EDITOR, View(), "commitments", format_="xlsx")


def test_a_partner_s_note_that_is_too_long_is_refused_with_the_reason_and_a_receipt(
    made: Made, two_partners: Desk, tmp_path: Path, returned: Callable[[Path], Any]
) -> None:
    """A note of ten thousand letters is the most; one that no cell holds can only come in a .csv."""
    said = {"status": "fulfilled", "on": date(2026, 5, 28), "evidence": "акт"}
    path = fill(made(), LIGHTS, found="щ" * 10_001, **said)
    assert "text_too_long" in codes(returned(path))
    page = openpyxl.load_workbook(path).worksheets[1]
    cells = [[cell.value or "" for cell in line] for line in page.iter_rows(min_row=3)]
    cells = [[TOO_LONG if value == "щ" * 10_001 else value for value in line] for line in cells]
    text = write_csv(tmp_path / "returned.csv", Sheet("", cells))
    compared = returned(text)
    assert outcomes(compared) == {LIGHTS: "refused"} and "text_too_long" in codes(compared)
    out = tmp_path / "receipt.xlsx"
    updates.receipt(two_partners, EDITOR, compared, out, applied=True)
    assert "Не принято" in "".join(whole(out.read_bytes()))
    assert rows(two_partners, "SELECT count(*) FROM finding") == [(0,)]

"""15 · What another partner or the office alone knows, marked everywhere: in no part of what one partner is sent."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.updates.conftest import CANARY, LIGHTS, RECEPTION, ROOM, Made, fill, table_of
from tests.sheets.workbooks import Sheet, write_csv
from tracker.desk import EDITOR, Asker, Desk, NotAllowed, View, export, record, updates
from tracker.desk.rules import Said
from tracker.desk.updates import Comparison, comparison_json
from tracker.model.vocabulary import Role
from tracker.store.engine import SQLITE
from tracker.words import LANGUAGES

MARK = "kanareika"
OURS = Asker("p", Role.PARTNER, "ours")
SAID = {"status": "fulfilled", "on": date(2026, 5, 28), "found": "Фонари горят", "evidence": "акт"}


@pytest.fixture
def told(two_partners: Desk, made: Made, returned: Callable[[Path], Comparison]) -> Desk:
    """The other partner has sent a finding, a conflict and a proposal; the office has notes of its own on all of it."""
    theirs = made("theirs", name=f"{MARK}.xlsx")
    again = fill(
        theirs, CANARY, out=theirs.with_name(f"{MARK}-again.xlsx"), **(SAID | {"found": f"{MARK} первое"})
    )
    returned(again)
    other = SAID | {"status": "not_started", "found": f"{MARK} второе", "note": f"{MARK} примечание"}
    book = openpyxl.load_workbook(fill(theirs, CANARY, **other))
    page = table_of(book)
    page.cell(page.max_row, 2).value = f"{MARK} предложение чужого партнёра"
    book.save(theirs)
    assert {one.outcome for one in returned(theirs).rows} >= {"conflict", "proposed"}
    for code in (CANARY, ROOM):
        said = Said(
            "in_progress", date(2026, 6, 1), MARK if code == CANARY else "Ищут помещение", has_evidence=True
        )
        record.finding(two_partners, EDITOR, code, said, internal_note=f"{MARK} между нами")
    stray = SQLITE.connect(two_partners.store.url.database)
    for (name,) in stray.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        stray.execute(f"DROP TRIGGER {name}")
    stray.execute(
        f"UPDATE partner SET name_en = '{MARK}', name_ru = '{MARK}', name_tg = '{MARK}', aliases = '{MARK}' WHERE id = 2"
    )
    stray.execute(
        f"UPDATE commitment_version SET note = '{MARK}' || id, section = CASE commitment_id WHEN 5 THEN '{MARK}' END"
    )
    stray.execute(
        f"UPDATE commitment_version SET text_ru = '{MARK} обязательство', article = '{MARK}' WHERE commitment_id = 5"
    )
    stray.commit()
    stray.close()
    return two_partners


def everything(content: bytes) -> bytes:
    """Each part of a zipped file, and their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(archive.read(name) + name.encode() for name in archive.namelist())


def clean(content: bytes) -> None:
    """No mark, no name and no code of the others, in whatever letters of XML."""
    assert MARK.encode() not in content and "Канарейка".encode() not in content
    assert CANARY.encode() not in content and b"theirs" not in content


def test_the_workbook_in_every_language(told: Desk, tmp_path: Path) -> None:
    for language in LANGUAGES:
        out = io.BytesIO()
        updates.workbook(told, OURS, "ours", out, language=language)
        content = everything(out.getvalue())
        assert LIGHTS.encode() in content and "Ищут помещение".encode() in content
        clean(content)
    theirs = io.BytesIO()
    updates.workbook(told, EDITOR, "theirs", theirs, language="ru")
    assert everything(theirs.getvalue()).count(MARK.encode()) >= 3, (
        "the marks are not where they would be found"
    )
    for asker in (OURS, Asker("x", Role.PUBLIC), Asker("y", Role.PARTNER, None)):
        with pytest.raises(NotAllowed):
            updates.workbook(told, asker, "theirs", tmp_path / "no.xlsx", language="ru")
    assert not (tmp_path / "no.xlsx").exists()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_receipt_also_for_rows_of_others_that_somebody_typed_in(
    told: Desk, made: Made, tmp_path: Path, suffix: str
) -> None:
    """Whoever types the code of somebody else's commitment learns nothing of it but that it is not theirs."""
    path = fill(made(), LIGHTS, **SAID)
    book = openpyxl.load_workbook(path)
    page = table_of(book)
    for line in page.iter_rows(min_row=4):
        if line[0].value == RECEPTION:
            line[0].value = CANARY
    book.save(path)
    fill(path, CANARY, **SAID)
    if suffix == "csv":
        cells = [[cell.value or "" for cell in line] for line in page.iter_rows(min_row=3)]
        path = write_csv(tmp_path / "returned.csv", Sheet("", cells))
    compared = updates.compare(told, OURS, path)
    assert {one.outcome for one in compared.rows} >= {"refused"}
    for applied in (False, True):
        if applied and suffix == "xlsx":
            updates.apply(told, OURS, compared)
        out = tmp_path / f"receipt-{applied}.xlsx"
        updates.receipt(told, OURS, compared, out, applied=applied)
        if out.is_file():  # a .csv that does not say whose it is gets none
            clean(everything(out.read_bytes()).replace(CANARY.encode(), b""))  # the code is what was sent
    document = json.dumps(comparison_json(compared, "ru"), ensure_ascii=False)
    clean(document.replace(CANARY, "").encode())


def test_the_data_that_a_partner_downloads(told: Desk) -> None:
    for dataset in export.DATASETS:
        for format_ in export.FORMATS:
            content = export.write(told, OURS, View(), dataset, format_=format_)
            content = everything(content) if format_ == "xlsx" else content
            assert MARK.encode() not in content and CANARY.encode() not in content

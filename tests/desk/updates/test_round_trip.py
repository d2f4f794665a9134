"""A partner's workbook goes out and comes back; what is right is taken, everything else comes back explained."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.desk.conftest import rows
from tests.desk.updates.conftest import (
    CANARY,
    LIGHTS,
    RECEPTION,
    REPORT,
    ROOM,
    Made,
    codes,
    fill,
    outcomes,
    table_of,
)
from tests.provide import save_as
from tracker.desk import EDITOR, Asker, Desk, NotAllowed, updates
from tracker.desk.load import undo
from tracker.desk.updates import Comparison
from tracker.model.vocabulary import Role
from tracker.sheets.partner_return import status_of
from tracker.sheets.partner_words import heading

Returned = Callable[[Path], Comparison]
FOUND = "SELECT commitment_id, status, effective_on, note FROM finding ORDER BY id"
DONE = {
    "status": "fulfilled",
    "on": date(2026, 5, 28),
    "found": "Фонари горят",
    "evidence": "https://example.org/1",
}


@pytest.mark.parametrize("language", ["ru", "tg", "en"])
def test_returned_untouched_nothing_changes(made: Made, returned: Returned, language: str) -> None:
    compared = returned(made(language=language))
    assert {one.outcome for one in compared.rows} == {"unchanged"}
    assert compared.partner == "ours" and not compared.changes_something
    assert {one.row.code for one in compared.rows} == {LIGHTS, ROOM, REPORT, RECEPTION}


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
@pytest.mark.parametrize("language", ["ru", "tg", "en"])
def test_opened_and_saved_by_libreoffice_nothing_changes(
    made: Made, returned: Returned, tmp_path: Path, language: str, suffix: str
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    compared = returned(save_as(made(language=language), suffix, folder))
    assert {one.outcome for one in compared.rows} == {"unchanged"}
    assert {one.row.code for one in compared.rows} == {LIGHTS, ROOM, REPORT, RECEPTION}
    assert compared.returned.signature is not None, "the hidden sheet survives"


def test_a_filled_row_becomes_a_finding_with_its_evidence_and_its_source(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    compared = returned(
        fill(made(), LIGHTS, **DONE, note="Спросите директора", claim="fulfilled", claim_on=date(2026, 5, 1))
    )
    assert outcomes(compared) == {LIGHTS: "taken"}
    assert rows(two_partners, FOUND) == [(1, "fulfilled", "2026-05-28", "Фонари горят")]
    assert rows(two_partners, "SELECT internal_note, visibility FROM finding") == [
        ("Спросите директора", "internal")
    ]
    assert rows(two_partners, "SELECT kind, url FROM evidence") == [("link", "https://example.org/1")]
    assert rows(two_partners, "SELECT status, effective_on FROM claim") == [("fulfilled", "2026-05-01")]
    source = rows(
        two_partners,
        "SELECT s.row, s.commitment_id FROM finding f JOIN source_row s ON s.id = f.source_row_id",
    )
    assert source == [(next(one.row.row for one in compared.rows if one.taken), 1)]


def test_the_same_file_twice_changes_nothing(made: Made, returned: Returned, two_partners: Desk) -> None:
    path = fill(made(), LIGHTS, **DONE)
    returned(path)
    before = two_partners.revision()
    again = returned(path)
    assert outcomes(again) == {}
    assert two_partners.revision() == before


def test_two_colleagues_fill_in_different_rows_and_both_count(
    made: Made, returned: Returned, tmp_path: Path
) -> None:
    path = made()
    one, two = (Path(shutil.copy(path, tmp_path / f"{name}.xlsx")) for name in "ab")
    assert outcomes(returned(fill(one, LIGHTS, **DONE))) == {LIGHTS: "taken"}
    second = fill(fill(two, ROOM, status="in_progress", on=date(2026, 6, 1), found="Начали"), LIGHTS, **DONE)
    assert outcomes(returned(second)) == {ROOM: "taken"}


def test_the_same_row_filled_in_differently_is_a_conflict(
    made: Made, returned: Returned, two_partners: Desk, tmp_path: Path
) -> None:
    path = made()
    other = Path(shutil.copy(path, tmp_path / "other.xlsx"))
    returned(fill(path, LIGHTS, **DONE))
    fill(other, LIGHTS, status="not_fulfilled", on=date(2026, 6, 1), found="Темно")
    compared = returned(other)
    assert outcomes(compared) == {LIGHTS: "conflict"}
    assert codes(compared) >= {"update_conflict"}
    [told] = [
        issue.message("ru")
        for one in compared.rows
        for issue in one.issues
        if issue.code == "update_conflict"
    ]
    assert "Редактор записал" in told, "the account that stands for nobody in person is told in words"
    assert len(rows(two_partners, FOUND)) == 1, "an undecided conflict is not a finding"
    before = two_partners.revision()
    assert outcomes(returned(other)) == {LIGHTS: "conflict"}
    assert two_partners.revision() == before, "the same conflict is not recorded twice"


def test_a_finding_before_one_that_the_partner_knew_is_recorded_in_its_place(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    returned(fill(made(), LIGHTS, **DONE))
    compared = returned(
        fill(made(name="next.xlsx"), LIGHTS, status="in_progress", on=date(2026, 4, 1), found="Роют")
    )
    assert outcomes(compared) == {LIGHTS: "taken"}
    assert "newer_is_known" in codes(compared)


def test_a_recurring_commitment_is_reported_deadline_by_deadline(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    compared = returned(
        fill(
            made(),
            REPORT,
            due=date(2025, 12, 31),
            status="fulfilled",
            on=date(2026, 1, 5),
            found="Да",
            evidence="протокол 3",
        )
    )
    assert outcomes(compared) == {REPORT: "taken"}
    assert rows(two_partners, "SELECT deadline_on, effective_on FROM finding") == [
        ("2025-12-31", "2026-01-05")
    ]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"status": "fulfilled"}, "date_missing"),
        ({"status": "fulfilled", "on": date(2026, 12, 1)}, "date_in_future"),
        ({"status": "fulfilled", "on": date(2020, 1, 1)}, "before_made"),
        ({"on": date(2026, 5, 1)}, "status_missing"),
        ({"found": "что-то"}, "status_missing"),
        ({"status": "withdrawn", "on": date(2026, 5, 1)}, "withdrawn_without_reason"),
        ({"status": "сделано", "on": date(2026, 5, 1)}, "update_status_near"),
        ({"status": "трудный вопрос", "on": date(2026, 5, 1)}, "update_status"),
        ({"status": "fulfilled", "on": "весной"}, "update_date"),
        ({"claim_on": date(2026, 5, 1)}, "claim_without_status"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_reason(
    made: Made, returned: Returned, two_partners: Desk, told: dict[str, object], code: str
) -> None:
    compared = returned(fill(made(), LIGHTS, **told))
    assert outcomes(compared) == {LIGHTS: "refused"}
    assert code in codes(compared)
    assert rows(two_partners, FOUND) == []


@pytest.mark.parametrize(
    ("written", "status", "suggested"),
    [
        ("Исполнено", "fulfilled", ""),
        ("ИСПОЛНЕНО ", "fulfilled", ""),
        ("Дар ҳоли иҷро", "in_progress", ""),
        ("not fulfilled", "not_fulfilled", ""),
        ("сделано", None, "Исполнено"),
        ("иҷро шуда буд", None, "Иҷро шуд"),
        ("done", None, "Fulfilled"),
    ],
)
def test_only_the_words_of_the_list_are_certain(written: str, status: str | None, suggested: str) -> None:
    assert status_of(written)[0] == status
    assert status_of(written)[2] == suggested


@pytest.mark.parametrize("value", ["=1/0", "=TODAY()"])
def test_a_formula_without_a_value_is_never_read_as_empty(made: Made, returned: Returned, value: str) -> None:
    path = fill(made(), LIGHTS, status=value)
    assert outcomes(returned(path)) == {LIGHTS: "refused"}


def test_another_partners_row_is_refused_whoever_sends_it(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    path = made()
    book = openpyxl.load_workbook(path)
    table_of(book)["A4"].value = CANARY
    book.save(path)
    compared = returned(fill(path, CANARY, **DONE))
    assert outcomes(compared) == {CANARY: "refused"} and "not_yours" in codes(compared)
    assert rows(two_partners, FOUND) == []


def test_an_unknown_code_is_an_error_and_never_a_new_commitment(made: Made, returned: Returned) -> None:
    path = made()
    book = openpyxl.load_workbook(path)
    table_of(book)["A4"].value = "AH-00001-C"
    book.save(path)
    assert codes(returned(path)) == {"unknown_code"}


def test_a_partner_reads_and_sends_only_their_own(made: Made, two_partners: Desk, tmp_path: Path) -> None:
    somebody = Asker("somebody", Role.PARTNER, "theirs")
    with pytest.raises(NotAllowed):
        updates.workbook(two_partners, somebody, "ours", tmp_path / "no.xlsx", language="ru")
    compared = updates.compare(two_partners, somebody, fill(made(), LIGHTS, **DONE))
    assert {one.outcome for one in compared.rows} == {"refused"}


def test_no_part_of_a_workbook_holds_anything_of_another_partner(made: Made) -> None:
    with zipfile.ZipFile(made()) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "Поставить фонари" in everything
    assert "Канарейка" not in everything and CANARY not in everything and "Чужие" not in everything


def test_columns_moved_translated_and_rows_sorted_are_understood(
    made: Made, returned: Returned, tmp_path: Path
) -> None:
    path = fill(made(), LIGHTS, **DONE)
    book = openpyxl.load_workbook(path)
    old = table_of(book)
    lines = [list(line) for line in old.iter_rows(min_row=3, values_only=True)]
    fields = [
        "code",
        "text",
        "basis",
        "agency",
        "district",
        "due",
        "last",
        "claimed",
        "status",
        "on",
        "found",
        "evidence",
    ]
    new = openpyxl.Workbook()
    sheet = new.active
    sheet.append([heading(field, "tg") for field in reversed(fields)])
    for line in sorted(lines[1:], key=lambda line: str(line[1])):
        sheet.append(list(reversed(line[: len(fields)])))
    out = tmp_path / "moved.xlsx"
    new.save(out)
    compared = returned(out)
    assert outcomes(compared) == {LIGHTS: "taken"}
    assert "base_lost" in codes(compared), "the hidden sheet is gone, and that is said"


def test_a_copied_sheet_counts_once(made: Made, returned: Returned, two_partners: Desk) -> None:
    path = fill(made(), LIGHTS, **DONE)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(table_of(book))
    book.save(path)
    returned(path)
    assert len(rows(two_partners, FOUND)) == 1


def test_an_added_row_without_a_code_is_proposed_once(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    path = made()
    book = openpyxl.load_workbook(path)
    sheet = table_of(book)
    at = next(line[0].row for line in sheet.iter_rows(min_row=4) if line[0].value == "(новое)")
    sheet.cell(at, 2).value = "Поставить знак у перехода"
    book.save(path)
    assert outcomes(returned(path)) == {"": "proposed"}
    assert rows(two_partners, "SELECT text FROM proposal") == [("Поставить знак у перехода",)]
    assert outcomes(returned(path)) == {}
    assert len(rows(two_partners, "SELECT id FROM commitment")) == 5, (
        "nothing is a commitment before a person says so"
    )


def test_an_update_is_undone_as_a_whole_and_can_be_sent_again(made: Made, two_partners: Desk) -> None:
    path = fill(made(), LIGHTS, **DONE)
    done = updates.apply(two_partners, EDITOR, updates.compare(two_partners, EDITOR, path))
    assert done.upload_id is not None
    undo(two_partners, EDITOR, done.upload_id)
    assert outcomes(updates.compare(two_partners, EDITOR, path)) == {LIGHTS: "taken"}


def test_the_receipt_answers_each_row_and_is_the_next_workbook(
    made: Made, returned: Returned, two_partners: Desk, tmp_path: Path
) -> None:
    path = fill(fill(made(), LIGHTS, **DONE), ROOM, status="сделано", on=date(2026, 6, 1))
    compared = returned(path)
    out = tmp_path / "receipt.xlsx"
    updates.receipt(two_partners, EDITOR, compared, out, applied=True)
    sheet = table_of(openpyxl.load_workbook(out))
    answers = {line[0].value: line[15].value for line in sheet.iter_rows(min_row=4) if line[0].value}
    assert answers[LIGHTS].startswith("Принято") and answers[ROOM].startswith("Не принято")
    assert "Исполнено" in answers[ROOM], "the word that was probably meant is suggested"
    room = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == ROOM)
    assert room[8].comment is not None and room[8].value == "сделано"
    lights = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == LIGHTS)
    assert lights[8].value is None and "Исполнено, 28.05.2026" in lights[6].value
    assert len(sheet.data_validations.dataValidation) >= 4, "the drop-downs are still there"
    assert outcomes(returned(out)) == {ROOM: "refused"}
    assert outcomes(returned(fill(out, ROOM, status="fulfilled", evidence="акт 5"))) == {ROOM: "taken"}
    later = fill(out, LIGHTS, status="not_fulfilled", on=date(2026, 9, 1), found="Разбиты")
    assert outcomes(returned(later)) == {LIGHTS: "taken"}, "the hidden sheet was renewed"


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_a_file_of_another_format_gets_its_receipt_as_xlsx(
    made: Made, returned: Returned, two_partners: Desk, tmp_path: Path, suffix: str
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    sent = save_as(
        fill(fill(made(), LIGHTS, **DONE), ROOM, status="сделано", on=date(2026, 6, 1)), suffix, folder
    )
    compared = returned(sent)
    assert outcomes(compared) == {LIGHTS: "taken", ROOM: "refused"}
    out = tmp_path / "receipt.xlsx"
    updates.receipt(two_partners, EDITOR, compared, out, applied=True)
    sheet = table_of(openpyxl.load_workbook(out))
    room = next(line for line in sheet.iter_rows(min_row=4) if line[0].value == ROOM)
    assert room[8].value == "сделано" and room[9].value == datetime(2026, 6, 1)
    assert outcomes(returned(out)) == {ROOM: "refused"}

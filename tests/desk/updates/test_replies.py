"""The right of reply: an agency's draft goes out, comes back, and its own word stands beside the finding."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, RECEPTION, REPORT, ROOM, codes, fill, outcomes, table_of
from tests.provide import save_as
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, View, updates
from tracker.desk import record as recording
from tracker.desk.detail import commitment
from tracker.desk.load import undo
from tracker.desk.rules import Said
from tracker.desk.updates import NoSuchAgency
from tracker.model.vocabulary import Role, Visibility
from tracker.sheets.partner_words import heading
from tracker.store import check

POLICE = "mia-district"
NOTE = "Горят два фонаря из пяти"
SECRET = "СЕКРЕТ"

Draft = Callable[..., Path]


@pytest.fixture
def published(two_partners: Desk) -> Desk:
    """Three commitments of the district police are public, one of them with a public finding; the fourth is not."""
    found = recording.finding(
        two_partners, EDITOR, LIGHTS, Said("partly_fulfilled", date(2026, 11, 1), NOTE, has_evidence=True),
        internal_note=SECRET, visibility="public",
    )  # fmt: skip
    assert found.id
    hidden = Said("not_started", date(2026, 11, 2), SECRET, has_evidence=True)
    recording.finding(two_partners, EDITOR, ROOM, hidden)
    recording.visibility(two_partners, EDITOR, [LIGHTS, ROOM, REPORT], Visibility.PUBLIC)
    return two_partners


@pytest.fixture
def draft(published: Desk, tmp_path: Path) -> Draft:
    def write(agency: str = POLICE, *, language: str = "ru", name: str = "draft.xlsx") -> Path:
        path = tmp_path / name
        updates.reply_book(published, EDITOR, agency, path, language=language)
        return path

    return write


def words(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell.value)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.value
    )


def test_it_holds_what_is_published_of_the_agency_and_nothing_else(draft: Draft) -> None:
    path = draft()
    sheet = table_of(openpyxl.load_workbook(path))
    listed = [line[0].value for line in sheet.iter_rows(min_row=4)]
    assert set(listed) == {LIGHTS, ROOM, REPORT}
    assert NOTE in words(path)
    assert SECRET not in words(path) and RECEPTION not in words(path) and "Канарейка" not in words(path)
    assert [cell.value for cell in sheet[3]][-3:] == [
        heading(field, "ru") for field in ("claim", "claim_on", "reply")
    ]


def test_its_claim_and_reply_come_back_as_the_agency_s_own(published: Desk, draft: Draft) -> None:
    path = fill(
        draft(), LIGHTS, claim="fulfilled", claim_on=date(2026, 11, 15), reply="Три фонаря ждут кабеля"
    )
    compared = updates.compare(published, EDITOR, path)
    assert (compared.agency, compared.partner) == (POLICE, None)
    assert outcomes(compared) == {LIGHTS: "taken"}
    updates.apply(published, EDITOR, compared)
    one = commitment(published, EDITOR, LIGHTS, View())
    assert one is not None
    assert [(claim.status, claim.effective_on, claim.visibility) for claim in one.claims] == [
        ("fulfilled", date(2026, 11, 15), "internal")
    ]
    (reply,) = one.findings[-1].replies
    assert (reply.text, reply.agency, reply.replied_on) == (
        "Три фонаря ждут кабеля", POLICE, date(2026, 11, 23)
    )  # fmt: skip
    assert one.line.sub_status == "partly_fulfilled"  # what the agency reports never replaces the finding
    seen = commitment(published, PUBLIC, LIGHTS, View())
    assert seen is not None and not seen.claims and not seen.findings[-1].replies
    assert rows(published, "SELECT reported_by FROM upload ORDER BY id DESC LIMIT 1") == [("agency",)]
    assert not any(remark.wrong for remark in check.check(published.store, published.files))


def test_sending_it_twice_changes_nothing(published: Desk, draft: Draft) -> None:
    path = fill(draft(), LIGHTS, claim="fulfilled", claim_on=date(2026, 11, 15), reply="Ждём кабель")
    updates.apply(published, EDITOR, updates.compare(published, EDITOR, path))
    again = updates.compare(published, EDITOR, path)
    assert outcomes(again) == {} and not again.changes_something


def test_taking_it_back_retracts_the_claim_and_the_reply(published: Desk, draft: Draft) -> None:
    path = fill(draft(), LIGHTS, claim="fulfilled", claim_on=date(2026, 11, 15), reply="Ждём кабель")
    done = updates.apply(published, EDITOR, updates.compare(published, EDITOR, path))
    assert done.upload_id is not None
    undo(published, EDITOR, done.upload_id)
    one = commitment(published, EDITOR, LIGHTS, View())
    assert one is not None
    assert [claim.retracted for claim in one.claims] == ["undone"]
    assert one.findings[-1].replies == []


def test_a_reply_answers_the_finding_that_the_agency_read(published: Desk, draft: Draft) -> None:
    path = fill(draft(), LIGHTS, reply="Это было до ремонта")
    newer = Said("in_progress", date(2026, 11, 20), "Меняют столбы", has_evidence=True)
    recording.finding(published, EDITOR, LIGHTS, newer)
    updates.apply(published, EDITOR, updates.compare(published, EDITOR, path))
    one = commitment(published, EDITOR, LIGHTS, View())
    assert one is not None
    assert [[reply.text for reply in finding.replies] for finding in one.findings] == [
        ["Это было до ремонта"], []
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"claim": "сделано"}, "update_status_near"),
        ({"claim": "fulfilled"}, "date_missing"),
        ({"claim_on": date(2026, 11, 1)}, "claim_without_status"),
        ({"claim": "fulfilled", "claim_on": date(2027, 1, 1)}, "date_in_future"),
        ({"reply": "А"}, "reply_without_finding"),
    ],
)
def test_what_is_not_right_is_refused_with_the_reason(
    published: Desk, draft: Draft, told: dict[str, Any], code: str
) -> None:
    compared = updates.compare(published, EDITOR, fill(draft(), REPORT, **told))
    assert code in codes(compared), codes(compared)
    assert set(outcomes(compared).values()) == {"refused"}
    assert compared.needs_a_person and not compared.changes_something


def test_a_row_of_somebody_else_is_not_taken(published: Desk, draft: Draft) -> None:
    path = draft()
    book = openpyxl.load_workbook(path)
    sheet = table_of(book)
    sheet["A4"].value = "AH-09999-R"
    sheet.cell(4, 10).value = "ответ"
    book.save(path)
    compared = updates.compare(published, EDITOR, path)
    assert codes(compared) == {"not_of_agency"}


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_it_comes_back_from_another_program(
    published: Desk, draft: Draft, tmp_path: Path, suffix: str
) -> None:
    path = fill(draft(language="tg"), LIGHTS, language="tg", claim="in_progress", claim_on=date(2026, 11, 15))
    saved = save_as(path, suffix, tmp_path)
    assert outcomes(updates.compare(published, EDITOR, saved)) == {LIGHTS: "taken"}


def test_the_receipt_answers_each_row_and_frees_what_was_taken(
    published: Desk, draft: Draft, tmp_path: Path
) -> None:
    path = fill(draft(), LIGHTS, claim="fulfilled", claim_on=date(2026, 11, 15), reply="Ждём кабель")
    compared = updates.compare(published, EDITOR, path)
    updates.apply(published, EDITOR, compared)
    out = tmp_path / "receipt.xlsx"
    updates.receipt(published, EDITOR, compared, out, applied=True)
    assert "Принято" in words(out)
    assert "Ждём кабель" not in words(out)


def test_only_the_office_sends_and_takes_it(published: Desk, draft: Draft, tmp_path: Path) -> None:
    partner = Asker("zarina", Role.PARTNER, "ours")
    with pytest.raises(NotAllowed):
        updates.reply_book(published, partner, POLICE, tmp_path / "x.xlsx", language="ru")
    with pytest.raises(NotAllowed):
        updates.compare(published, partner, fill(draft(), LIGHTS, reply="Я"))
    with pytest.raises(NoSuchAgency):
        updates.reply_book(published, EDITOR, "nobody", tmp_path / "x.xlsx", language="ru")

"""What is recorded on screen: each service, who may use it, and what it leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.desk.conftest import rows
from tests.ui.made import Made, record
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, View, look
from tracker.desk import record as recording
from tracker.desk.detail import commitment
from tracker.desk.record import (
    AlreadyTakenBack,
    DocumentProof,
    LinkProof,
    NoSuchCommitment,
    NoSuchThing,
    Observation,
    Prepared,
    Recorded,
    Refused,
    Stale,
)
from tracker.desk.rules import Said
from tracker.model import Commitment, Partner
from tracker.model.vocabulary import Role, Visibility
from tracker.store import check
from tracker.store.queries import table_of

OURS = Asker("zarina", Role.PARTNER, "ours")
OTHERS = Asker("daler", Role.PARTNER, "theirs")
ADMIN = Asker("malika", Role.ADMINISTRATOR)
SECOND = Asker("firuz", Role.EDITOR)
NASTY = '<img src=x onerror=alert(1)> **bold** =HYPERLINK("x") \x00 \'x'

DONE = Said("fulfilled", date(2025, 5, 1), "Лампы горят", has_evidence=True)
ONCE, QUARTERLY = "AH-00001-B", "AH-00002-C"


@pytest.fixture
def made(desk: Desk) -> Desk:
    """Two commitments that the partner “ours” follows: one with a deadline, one quarterly."""
    with desk.store.write(actor="test", action="partners") as change:
        names = {"name_en": None, "name_ru": "П", "name_tg": None, "aliases": None, "illustration": False}
        ids = change.take_ids(Partner, 2)
        change.append(
            Partner,
            [{"id": key, "code": code, **names} for key, code in zip(ids, ("ours", "theirs"), strict=True)],
        )
    more = {"partner_id": look.names(desk, EDITOR).partners["ours"].id}
    record(
        desk,
        [
            Made(ONCE, ru="Освещение у школы", districts=("rudaki",), due=date(2025, 6, 30), more=more),
            Made(QUARTERLY, ru="Встречи", cadence="recurring", recurrence="quarterly", more=more),
        ],
    )
    return desk


def breaches(call: Callable[[], Any]) -> list[str]:
    with pytest.raises(Refused) as caught:
        call()
    return [breach.code for breach in caught.value.breaches]


def told(desk: Desk, code: str = ONCE, asker: Asker = EDITOR) -> Any:
    found = commitment(desk, asker, code, View())
    assert found is not None
    return found


def found(desk: Desk, asker: Asker = OURS, said: Said = DONE, **more: Any) -> Recorded:
    return recording.finding(desk, asker, ONCE, said, **more)


ACTIONS: dict[str, Callable[[Desk, Asker, Recorded], Any]] = {
    "finding": lambda desk, asker, _of: found(desk, asker, replace(DONE, note="Другое")),
    "claim": lambda desk, asker, _of: recording.claim(desk, asker, ONCE, DONE),
    "reply": lambda desk, asker, of: recording.reply(
        desk, asker, of.id, text="Нет", replied_on=date(2025, 6, 1)
    ),
    "evidence": lambda desk, asker, of: recording.evidence(
        desk, asker, "finding", of.id, LinkProof("https://a.tj")
    ),
    "extension": lambda desk, asker, _of: recording.extension(
        desk, asker, ONCE, due_on=date(2026, 1, 1), decided_on=date(2025, 6, 1), reason="приказ"
    ),
    "retraction": lambda desk, asker, of: recording.retraction(
        desk, asker, "finding", of.id, reason="ошибка"
    ),
    "correction": lambda desk, asker, _of: recording.correction(desk, asker, ONCE, due_text="до 01.07.2025"),
    "confirm": lambda desk, asker, of: recording.confirm(desk, asker, [of.id], checked_by="Фируз"),
    "attributes": lambda desk, asker, _of: recording.attributes(
        desk, asker, ONCE, seen=version_of(desk), changes={"article": "ст. 3"}
    ),
    "visibility": lambda desk, asker, _of: recording.visibility(desk, asker, [ONCE], Visibility.INTERNAL),
    "publication": lambda desk, asker, of: recording.publication(
        desk, asker, "finding", of.id, Visibility.PUBLIC
    ),
}
OFFICE_ONLY = {"correction", "confirm", "attributes", "visibility", "publication"}
WHO = {"public": PUBLIC, "own": OURS, "other": OTHERS, "editor": SECOND, "administrator": ADMIN}


def version_of(desk: Desk, code: str = ONCE) -> int:
    table = table_of(Commitment)
    with desk.store.read() as connection:
        return int(connection.execute(select(table.c.version_id).where(table.c.code == code)).scalar_one())


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", ACTIONS)
def test_who_may_do_what(made: Desk, who: str, action: str) -> None:
    of = found(made)
    before = made.revision()
    may = who in ("editor", "administrator") or (who == "own" and action not in OFFICE_ONLY)
    if may:
        ACTIONS[action](made, WHO[who], of)
        assert made.revision() == before + 1
    else:
        with pytest.raises(NotAllowed):
            ACTIONS[action](made, WHO[who], of)
        assert made.revision() == before


@pytest.mark.parametrize("who", ["public", "own", "other"])
def test_what_is_not_there_looks_to_outsiders_like_what_is_not_theirs(made: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        recording.finding(made, WHO[who], "AH-99999-Z", DONE)
    with pytest.raises(NotAllowed):
        recording.retraction(made, WHO[who], "finding", 999, reason="x")


def test_staff_are_told_what_is_not_there(made: Desk) -> None:
    with pytest.raises(NoSuchCommitment):
        recording.finding(made, EDITOR, "AH-99999-Z", DONE)
    with pytest.raises(NoSuchThing):
        recording.reply(made, EDITOR, 999, text="x", replied_on=date(2025, 6, 1))


def test_a_finding_is_whole_with_its_evidence_and_decides_at_once(made: Desk) -> None:
    done = found(
        made,
        evidence=[LinkProof("https://a.tj/x"), Observation("Видели сами"), DocumentProof("акт.pdf", b"%PDF")],
    )
    assert (done.kind, done.code) == ("finding", ONCE)
    one = told(made).findings[0]
    assert (one.status, one.effective_on, one.note) == ("fulfilled", date(2025, 5, 1), "Лампы горят")
    assert [each.kind for each in one.evidence] == ["link", "observation", "document"]
    assert told(made).line.outcome == "kept_on_time"
    assert not [remark for remark in check.check(made.store, made.files) if remark.wrong]


def test_a_partners_finding_is_internal_and_its_own_whatever_it_asks(made: Desk) -> None:
    found(made, visibility=Visibility.PUBLIC, partner="theirs")
    assert rows(made, "SELECT visibility, p.code FROM finding JOIN partner p ON p.id = partner_id") == [
        ("internal", "ours")
    ]
    assert told(made, asker=PUBLIC).findings == []
    assert [one.note for one in told(made, asker=OURS).findings] == ["Лампы горят"]


def test_a_double_click_records_once(made: Desk) -> None:
    found(made)
    assert breaches(lambda: found(made)) == ["already_recorded"]
    assert rows(made, "SELECT count(*) FROM finding") == [(1,)]
    found(made, said=replace(DONE, note="Другое"))


def test_the_same_may_be_said_again_after_it_was_taken_back(made: Desk) -> None:
    recording.retraction(made, OURS, "finding", found(made).id, reason="не тот день")
    found(made)
    assert [one.retracted for one in told(made).findings] == ["не тот день", None]


def test_every_breach_comes_back_at_once_and_nothing_is_written(made: Desk) -> None:
    before = made.revision()
    said = Said(None, date(2030, 1, 1), "x")
    assert breaches(lambda: found(made, said=said, evidence=[LinkProof("нет")])) == [
        "status_missing",
        "date_in_future",
        "link_unreadable",
    ]
    assert made.revision() == before


def test_a_recurring_one_is_judged_by_the_deadline_it_names(made: Desk) -> None:
    late = Said("fulfilled", date(2026, 11, 1), "Проведена", deadline_on=date(2026, 9, 30), has_evidence=True)
    recording.finding(made, EDITOR, QUARTERLY, late)
    assert told(made, QUARTERLY).line.outcome == "kept_late"


def test_a_reply_stands_beside_its_finding(made: Desk) -> None:
    of = found(made)
    recording.reply(made, EDITOR, of.id, text=" Не согласны ", replied_on=date(2025, 6, 1))
    (one,) = told(made).findings[0].replies
    assert (one.text, one.replied_on, one.agency) == ("Не согласны", date(2025, 6, 1), "mia-district")
    again = breaches(
        lambda: recording.reply(made, EDITOR, of.id, text="Не согласны", replied_on=date(2025, 6, 1))
    )
    assert again == ["already_recorded"]


def test_an_extension_counts_from_its_day_and_can_be_taken_back(made: Desk) -> None:
    done = ACTIONS["extension"](made, OURS, None)  # type: ignore[arg-type]
    assert told(made).line.deadline == date(2026, 1, 1)
    recording.retraction(made, OURS, "extension", done.id, reason="отменён")
    assert told(made).line.deadline == date(2025, 6, 30)


def test_a_correction_is_as_if_it_had_always_been_so(made: Desk) -> None:
    recording.correction(made, EDITOR, ONCE, due_text="III квартал 2025 г.")
    assert (told(made).line.first_deadline, told(made).line.due_text) == (
        date(2025, 9, 30),
        "III квартал 2025 г.",
    )
    assert breaches(lambda: recording.correction(made, EDITOR, ONCE, due_text="до 30.09.2025, III кв. 2025"))
    assert breaches(lambda: recording.correction(made, EDITOR, ONCE, due_text="когда-нибудь")) == [
        "due_unreadable"
    ]
    assert breaches(lambda: recording.correction(made, EDITOR, ONCE, due_text=" ")) == ["text_missing"]


def test_a_retraction_needs_a_reason_and_comes_once(made: Desk) -> None:
    of = found(made)
    assert breaches(lambda: recording.retraction(made, EDITOR, "finding", of.id, reason=" ")) == [
        "reason_missing"
    ]
    recording.retraction(made, EDITOR, "finding", of.id, reason="ошибка")
    with pytest.raises(AlreadyTakenBack):
        recording.retraction(made, EDITOR, "finding", of.id, reason="ошибка")
    assert told(made).line.outcome == "overdue"


def test_a_partner_takes_back_only_what_it_said_itself(made: Desk) -> None:
    of = found(made, EDITOR)
    with pytest.raises(NotAllowed):
        recording.retraction(made, OURS, "finding", of.id, reason="нам не нравится")


def test_whoever_found_it_does_not_confirm_it(made: Desk) -> None:
    of = found(made, SECOND)
    assert breaches(lambda: recording.confirm(made, SECOND, [of.id])) == ["confirmed_by_finder"]
    recording.confirm(made, ADMIN, [of.id])
    assert rows(made, "SELECT checked_by FROM confirmation") == [("malika",)]
    assert look.rates(made, EDITOR, View()).total["confirmed_rate"] == 0.5


def test_on_a_shared_laptop_the_second_person_gives_a_name_that_is_not_the_finders(made: Desk) -> None:
    of = found(made, EDITOR, found_by="Зарина Ёқубова")
    assert breaches(lambda: recording.confirm(made, EDITOR, [of.id])) == ["name_missing"]
    same = breaches(lambda: recording.confirm(made, EDITOR, [of.id], checked_by="зарина  екубова"))
    assert same == ["confirmed_by_finder"]
    assert len(recording.confirm(made, EDITOR, [of.id], checked_by="Фируз").ids) == 1
    assert recording.confirm(made, EDITOR, [of.id], checked_by="Фируз").ids == ()


def test_a_confirmation_can_be_taken_back(made: Desk) -> None:
    (key,) = recording.confirm(made, ADMIN, [found(made).id]).ids
    assert told(made).findings[0].confirmed
    recording.retraction(made, ADMIN, "confirmation", key, reason="не тот документ")
    assert not told(made).findings[0].confirmed
    assert look.rates(made, EDITOR, View()).total["confirmed_rate"] == 0.0


def test_an_edit_of_what_somebody_changed_meanwhile_is_refused_and_says_what(made: Desk) -> None:
    seen = version_of(made)
    recording.attributes(made, SECOND, ONCE, seen=seen, changes={"article": "ст. 3"})
    with pytest.raises(Stale) as caught:
        recording.attributes(made, EDITOR, ONCE, seen=seen, changes={"article": "ст. 4"})
    assert (caught.value.actor, caught.value.changes) == ("firuz", [("article", None, "ст. 3")])
    assert told(made).line.article == "ст. 3"


def test_attributes_by_code_keep_what_they_do_not_name(made: Desk) -> None:
    changes = {
        "agencies": [("prosecutor-general", "lead"), ("mia-district", "joint")],
        "text_tg": " Чароғ ",
        "made_on": date(2024, 2, 1),
    }
    recording.attributes(made, EDITOR, ONCE, seen=version_of(made), changes=changes)
    now = told(made)
    assert (now.line.agencies, now.line.lead) == (
        ["prosecutor-general", "mia-district"],
        "prosecutor-general",
    )
    assert (now.texts, now.line.districts, now.made_on) == (
        {"ru": "Освещение у школы", "tg": "Чароғ"},
        ["rudaki"],
        date(2024, 2, 1),
    )
    assert breaches(
        lambda: recording.attributes(made, EDITOR, ONCE, seen=version_of(made), changes={"text_tg": "Чароғ"})
    ) == ["nothing_changed"]
    assert breaches(
        lambda: recording.attributes(
            made, EDITOR, ONCE, seen=version_of(made), changes={"text_ru": "", "text_tg": None}
        )
    ) == ["no_words"]
    with pytest.raises(NoSuchThing):
        recording.attributes(made, EDITOR, ONCE, seen=version_of(made), changes={"basis": "nowhere"})


def test_publishing_shows_a_commitment_and_what_was_said_of_it(made: Desk) -> None:
    of = found(made, evidence=[LinkProof("https://a.tj")], internal_note="только для нас")
    recording.visibility(made, EDITOR, [ONCE], Visibility.INTERNAL)
    assert commitment(made, PUBLIC, ONCE, View()) is None
    recording.visibility(made, EDITOR, [ONCE], Visibility.PUBLIC, with_statements=True)
    one = told(made, asker=PUBLIC).findings[0]
    assert (one.id, one.internal_note, [each.url for each in one.evidence]) == (of.id, None, ["https://a.tj"])
    recording.publication(made, EDITOR, "finding", of.id, Visibility.INTERNAL)
    assert told(made, asker=PUBLIC).findings == []


def test_nasty_text_and_names_stay_text(made: Desk) -> None:
    proof = DocumentProof("..\\..\\etc/<b>" + "я" * 300 + ".pdf", b"%PDF")
    found(made, said=replace(DONE, note=NASTY), evidence=[proof])
    assert told(made).findings[0].note == NASTY.replace("\x00", "")
    ((name,),) = rows(made, "SELECT name FROM document")
    assert name == "<b>" + "я" * 147 + ".pdf" and len(name) < 160


def test_many_prepared_statements_go_in_as_one_change(made: Desk) -> None:
    (key,) = [row[0] for row in rows(made, f"SELECT id FROM commitment WHERE code = '{ONCE}'")]
    said = [
        Prepared(
            "finding", key, "in_progress", date(2025, 3, 1), note="а", evidence=(Observation("видели"),)
        ),
        Prepared("claim", key, "fulfilled", date(2025, 3, 2)),
        Prepared("finding", key, "fulfilled", date(2025, 4, 1), evidence=(LinkProof("https://a.tj"),)),
    ]
    with made.store.write(actor="zarina", action="updates.applied", at=made.clock()) as change:
        ids = recording.append_statements(change, said)
    assert ids == [1, 1, 2]
    assert [(one.status, len(one.evidence)) for one in told(made).findings] == [
        ("in_progress", 1),
        ("fulfilled", 1),
    ]
    assert [one.status for one in told(made).claims] == ["fulfilled"]
    assert not [remark for remark in check.check(made.store, made.files) if remark.wrong]


def test_what_the_rules_know_is_what_the_ledger_counts(made: Desk) -> None:
    found(made)
    about = recording.about_of(made, ONCE)
    assert about is not None
    assert (about.made_on, about.due_on, about.newest_findings) == (
        date(2024, 1, 15),
        date(2025, 6, 30),
        {None: date(2025, 5, 1)},
    )
    quarterly = recording.about_of(made, QUARTERLY)
    assert quarterly is not None and quarterly.deadlines is not None
    strip = [day.date() for day in told(made, QUARTERLY).strip["deadline"]]
    assert list(quarterly.deadlines[: len(strip)]) == strip

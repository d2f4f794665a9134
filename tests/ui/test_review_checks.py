"""The review page's fulfilments: a second person confirms them, several at once, or sends one back with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import rows
from tests.ui.conftest import NASTY
from tests.ui.made import Made, record
from tests.ui.test_load import html
from tracker.desk import EDITOR, PUBLIC, Asker, Desk, NotAllowed, View, checking, look
from tracker.desk import record as recording
from tracker.desk.record import LinkProof
from tracker.desk.rules import Said
from tracker.model.vocabulary import Role
from tracker.ui import here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]
ONE, TWO, OPEN = "AH-00001-B", "AH-00002-C", "AH-00003-D"


@pytest.fixture
def found(desk: Desk) -> Desk:
    """Three commitments: two found fulfilled by Zarina, the first with evidence and a nasty note, and one in progress."""
    record(desk, [Made(code, ru=f"Освещение {code}", due=date(2025, 6, 30)) for code in (ONE, TWO, OPEN)])
    proof = [LinkProof("https://example.tj/act")]
    for code, status, note in (
        (ONE, "fulfilled", NASTY),
        (TWO, "fulfilled", "Акт"),
        (OPEN, "in_progress", "Столбы"),
    ):
        said = Said(status, date(2025, 6, 1), note)
        recording.finding(desk, EDITOR, code, said, evidence=proof, found_by="Зарина", visibility="public")
    here.use(desk)
    return desk


def press(app: AppTest, key: str) -> AppTest:
    return next(each for each in app.button if each.key == f"review.checks.{key}").click().run()


def write(app: AppTest, kind: str, key: str, text: str) -> None:
    next(each for each in getattr(app, kind) if each.key == f"review.checks.{key}").set_value(text)


def confirmed_rate(desk: Desk) -> float | None:
    rate = look.rates(desk, EDITOR, View()).total["confirmed_rate"]
    return None if rate is None else round(rate, 4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_waits_is_shown_with_words_note_and_evidence_and_text_stays_text(
    found: Desk, visit: Visit, language: str
) -> None:
    app = visit("review", lang=language)
    assert not app.exception and not app.error and len(app.title) == 1
    shown = html(app)
    assert "Освещение AH-00001-B" in shown and "https://example.tj/act" in shown and "Зарина" in shown
    assert "AH-00003-D" not in shown
    assert "<img src=x" not in shown and "&lt;img src=x" in shown


def test_a_second_person_confirms_and_takes_it_back(found: Desk, visit: Visit) -> None:
    app = visit("review", lang="en")
    assert app.title[0].value == "2 fulfilments wait for a second person to confirm them"
    write(app, "text_input", "name", "Фируз")
    app = press(app, "confirm.1")
    assert rows(found, "SELECT finding_id, checked_by FROM confirmation") == [(1, "Фируз")]
    assert app.title[0].value == "1 fulfilment waits for a second person to confirm it"
    assert confirmed_rate(found) == 0.3333  # of three that are due
    app = press(app, "undo")
    assert checking.waiting(found, EDITOR) == 2 and confirmed_rate(found) == 0


def test_nobody_confirms_without_a_name_or_what_they_found_themselves(found: Desk, visit: Visit) -> None:
    before = found.revision()
    app = press(visit("review", lang="ru"), "confirm.1")
    assert found.revision() == before and app.warning
    write(app, "text_input", "name", "  зарина ")
    app = press(app, "confirm.1")
    assert found.revision() == before
    assert "Тот, кто проверял, подтвердить его не может" in app.warning[0].value
    assert next(each for each in app.text_input if each.key == "review.checks.name").value == "  зарина "


def test_several_are_confirmed_at_once_and_undone_at_once(found: Desk, visit: Visit) -> None:
    app = visit("review", lang="en")
    write(app, "text_input", "name", "Фируз")
    app = press(press(app, "all"), "confirm")
    assert rows(found, "SELECT count(*), count(DISTINCT revision) FROM confirmation") == [(2, 1)]
    assert checking.waiting(found, EDITOR) == 0
    press(app, "undo")
    assert rows(found, "SELECT count(*), count(DISTINCT revision) FROM retraction") == [(2, 1)]
    assert checking.waiting(found, EDITOR) == 2


def test_one_is_sent_back_with_a_reason_and_that_too_can_be_undone(found: Desk, visit: Visit) -> None:
    before = found.revision()
    app = press(visit("review", lang="en"), "back.1")
    assert found.revision() == before and "reason is missing" in app.warning[0].value
    write(app, "text_area", "reason.1", "Не тот акт")
    app = press(app, "back.1")
    assert rows(found, "SELECT finding_id, reason FROM retraction") == [(1, "Не тот акт")]
    assert look.rates(found, EDITOR, View()).total["kept"] == 1
    press(app, "undo")
    assert look.rates(found, EDITOR, View()).total["kept"] == 2
    assert rows(found, "SELECT effective_on, note, found_by FROM finding WHERE id = 4") == [
        ("2025-06-01", NASTY, "Зарина")
    ]
    assert rows(found, "SELECT url FROM evidence WHERE finding_id = 4") == [("https://example.tj/act",)]
    with pytest.raises(recording.AlreadyTakenBack):
        checking.restore(found, EDITOR, 1)


def test_only_the_office_confirms_sends_back_and_restores(found: Desk) -> None:
    (key,) = recording.confirm(found, EDITOR, [1], checked_by="Фируз").ids
    before = found.revision()
    for asker in (PUBLIC, Asker("nur", Role.PARTNER, partner="nur")):
        for act in (
            lambda asker=asker: checking.waiting(found, asker),
            lambda asker=asker: checking.queue(found, asker, language="en"),
            lambda asker=asker: checking.unconfirm(found, asker, [key], reason="нет"),
            lambda asker=asker: checking.restore(found, asker, 1),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert found.revision() == before


def test_what_was_never_sent_back_is_not_restored(found: Desk) -> None:
    with pytest.raises(recording.NoSuchThing):
        checking.restore(found, EDITOR, 1)

"""The forms on the commitment's page: what is typed is recorded, or kept with what is wrong said at its field."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import rows
from tests.ui.conftest import NASTY
from tests.ui.made import Made, record
from tests.ui.test_load import html
from tracker.desk import EDITOR, Desk, View
from tracker.desk import record as recording
from tracker.desk.detail import commitment
from tracker.desk.rules import Said
from tracker.ui import here
from tracker.ui.recording_forms import FORMS
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]
ONCE, QUARTERLY = "AH-00001-B", "AH-00002-C"


@pytest.fixture
def page(desk: Desk, visit: Visit) -> Callable[..., AppTest]:
    """Opens a commitment's page with a form chosen."""
    record(
        desk,
        [
            Made(ONCE, ru="Освещение у школы", districts=("rudaki",), due=date(2025, 6, 30)),
            Made(QUARTERLY, ru="Встречи", cadence="recurring", recurrence="quarterly"),
        ],
    )
    here.use(desk)

    def open_(form: str, code: str = ONCE, language: str = "en") -> AppTest:
        app = visit("commitment", code=code, lang=language)
        return choose(app, form, code)

    return open_


def choose(app: AppTest, form: str, code: str = ONCE) -> AppTest:
    pills = next(each for each in app.button_group if each.key == f"record.what.{code}")
    return pills.set_value(form).run()


def field(app: AppTest, kind: str, form: str, name: str, code: str = ONCE, sent: int = 0):  # type: ignore[no-untyped-def]
    key = f"record.{form}.{code}.{name}.{sent}"
    return next(each for each in getattr(app, kind) if each.key == key)


def press(app: AppTest, key: str) -> AppTest:
    return next(each for each in app.button if each.key == key).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_opens_in_every_language(page: Callable[..., AppTest], form: str, language: str) -> None:
    app = page(form, language=language)
    assert not app.exception and not app.error


def test_a_finding_is_recorded_and_said_with_a_way_back(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page("finding")
    field(app, "radio", "finding", "status").set_value("fulfilled")
    field(app, "date_input", "finding", "effective_on").set_value(date(2025, 6, 1))
    field(app, "text_area", "finding", "note").set_value(NASTY)
    field(app, "text_input", "finding", "link").set_value("https://example.tj/акт")
    field(app, "text_input", "finding", "found_by").set_value("Зарина")
    app = press(app, "record.send.finding")
    assert not app.exception
    assert rows(desk, "SELECT status, effective_on, note, found_by, visibility FROM finding") == [
        ("fulfilled", "2025-06-01", NASTY, "Зарина", "public")
    ]
    assert rows(desk, "SELECT kind, url FROM evidence") == [("link", "https://example.tj/акт")]
    assert "The finding was recorded" in app.success[0].value.replace("&#46;", ".")
    assert "<img src=x" not in html(app) and "&lt;img src=x" in html(app)
    app = press(app, "record.undo")
    assert rows(desk, "SELECT finding_id FROM retraction") == [(1,)]
    assert "taken back" in app.success[0].value


def test_what_is_wrong_is_said_at_the_field_in_the_readers_language_and_nothing_is_lost(
    desk: Desk, page: Callable[..., AppTest]
) -> None:
    before = desk.revision()
    app = page("finding", language="ru")
    field(app, "date_input", "finding", "effective_on").set_value(date(2030, 1, 1))
    field(app, "text_area", "finding", "note").set_value("Столбы стоят")
    app = press(app, "record.send.finding")
    assert desk.revision() == before
    assert "этот день ещё не наступил" in html(app)
    assert field(app, "text_area", "finding", "note").value == "Столбы стоят"
    assert field(app, "date_input", "finding", "effective_on").value == date(2030, 1, 1)


def test_the_form_of_a_recurring_commitment_always_names_the_deadline(
    desk: Desk, page: Callable[..., AppTest]
) -> None:
    app = page("finding", QUARTERLY)
    field(app, "radio", "finding", "status", QUARTERLY).set_value("in_progress")
    field(app, "text_area", "finding", "note", QUARTERLY).set_value("Собрание назначено")
    assert not press(app, "record.send.finding").exception
    assert rows(desk, "SELECT deadline_on FROM finding") == [("2026-09-30",)]


def test_an_agencys_claim_its_reply_and_evidence(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page("claim")
    field(app, "radio", "claim", "status").set_value("fulfilled")
    app = press(app, "record.send.claim")
    assert rows(desk, "SELECT c.status, a.code FROM claim c JOIN agency a ON a.id = c.agency_id") == [
        ("fulfilled", "mia-district")
    ]
    app = choose(app, "evidence")
    field(app, "text_input", "evidence", "seen").set_value("Видели сами")
    assert not press(app, "record.send.evidence").exception
    assert rows(desk, "SELECT kind, claim_id FROM evidence") == [("observation", 1)]


def test_a_deadline_is_moved_and_set_right(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page("extension")
    field(app, "date_input", "extension", "due_on").set_value(date(2026, 12, 31))
    field(app, "date_input", "extension", "decided_on").set_value(date(2025, 6, 1))
    app = press(app, "record.send.extension")
    found = commitment(desk, EDITOR, ONCE, View())
    assert found is not None and found.line.deadline == date(2026, 12, 31)
    app = choose(app, "correction")
    field(app, "text_input", "correction", "due_text").set_value("до 1 мая 2025 года")
    press(app, "record.send.correction")
    found = commitment(desk, EDITOR, ONCE, View())
    assert found is not None and found.line.first_deadline == date(2025, 5, 1)


def test_words_and_agencies_are_changed_and_a_lost_edit_is_told(
    desk: Desk, page: Callable[..., AppTest]
) -> None:
    mine = page("attributes")
    field(mine, "text_area", "attributes", "text_tg").set_value("Равшаннамоии назди мактаб")
    recording.attributes(desk, EDITOR, ONCE, seen=1, changes={"article": "ст. 9"})
    app = press(mine, "record.send.attributes")
    assert "Article or point" in app.warning[0].value and "Editor" in app.warning[0].value
    assert field(app, "text_area", "attributes", "text_tg").value == "Равшаннамоии назди мактаб"
    app = press(app, "record.send.attributes")
    found = commitment(desk, EDITOR, ONCE, View())
    assert found is not None and found.texts["tg"] == "Равшаннамоии назди мактаб"


def test_a_commitment_is_hidden_and_published(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = press(page("visibility"), "record.send.visibility")
    assert rows(desk, "SELECT visibility FROM commitment_version ORDER BY id") == [
        ("public",),
        ("public",),
        ("internal",),
    ]
    app = press(choose(app, "visibility"), "record.send.visibility")
    assert rows(desk, "SELECT visibility FROM commitment_version ORDER BY id")[-1] == ("public",)


def test_something_is_taken_back_with_a_reason(desk: Desk, page: Callable[..., AppTest]) -> None:
    app = page("finding")
    recording.finding(desk, EDITOR, ONCE, Said("in_progress", date(2025, 5, 1), "Столбы"))
    app = choose(app, "retraction")
    field(app, "selectbox", "retraction", "of").set_value(("finding", 1))
    app = press(app, "record.send.retraction")
    assert "The reason is missing" in html(app)
    field(app, "text_area", "retraction", "reason").set_value("Не тот район")
    press(app, "record.send.retraction")
    assert rows(desk, "SELECT reason FROM retraction") == [("Не тот район",)]


def test_as_of_an_earlier_day_nothing_is_recorded(page: Callable[..., AppTest], visit: Visit) -> None:
    page("finding")
    app = visit("commitment", code=ONCE, lang="en", on="2025-05-01")
    assert not [each for each in app.button_group if str(each.key).startswith("record.what")]

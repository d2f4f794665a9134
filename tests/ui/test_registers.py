"""The pages of forums and registers: findings, leads, forms, and what those from outside see."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tracker.desk import EDITOR, PUBLIC, Desk, View
from tracker.desk.registers import look
from tracker.desk.registers.edit import (
    ForumGiven,
    OfficialGiven,
    PartnerGiven,
    save_forum,
    save_official,
    save_partner,
)
from tracker.model.vocabulary import Visibility
from tracker.ui import here
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]
NASTY = "<img src=x onerror=alert(1)> **bold** :red[red]"


@pytest.fixture
def kept(house: Desk) -> Desk:
    """An installation with a training, a forum, a partner and a post."""
    save_forum(
        house,
        EDITOR,
        ForumGiven("training", date(2025, 3, 5), district="rudaki", subject=NASTY, women=9, men=6, police=2),
    )
    save_forum(
        house,
        EDITOR,
        ForumGiven(
            "community_police",
            date(2025, 9, 1),
            district="panj",
            women=20,
            men=25,
            visibility=Visibility.PUBLIC,
        ),
    )
    save_partner(house, EDITOR, PartnerGiven({"ru": NASTY}, ("TJ-SU",)))
    save_official(house, EDITOR, OfficialGiven(NASTY, "mia-district", "rudaki", "А. Каримов"))
    return house


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "show"),
    [("forums", ""), ("registers", "partners"), ("registers", "officials"), ("registers", "indicators")],
)
def test_each_register_is_drawn_in_every_language(
    kept: Desk, visit: Visit, page: str, show: str, language: str
) -> None:
    app = visit(page, lang=language, **({"show": show} if show else {}))
    assert not app.exception and not app.error
    assert len(app.title) == 1
    assert "<img src=x" not in html(app)


def test_the_forums_page_says_how_many_met_and_how_many_were_women(kept: Desk, visit: Visit) -> None:
    app = visit("forums", lang="en")
    assert app.title[0].value == "2 forums and trainings; none of their agreements was due yet"
    # 29 women of 60 people
    assert app.header[0].value == "48 % of those who came were women: 29 of 60"
    assert "9 women and 6 men (60 % women), police: 2" in html(app)


def test_a_filter_by_district_chooses_meetings(kept: Desk, visit: Visit) -> None:
    assert visit("forums", lang="en", district="panj").title[0].value.startswith("1 forum or training")


def test_a_month_of_the_calendar_lists_exactly_its_meetings(kept: Desk, visit: Visit) -> None:
    # Two meetings, of which one was in September 2025.
    app = visit("forums", lang="en", month="2025-09")
    assert "September 2025: 1 meeting" in [one.value for one in app.header]
    assert html(app).count('class="ahd-line"') == 1
    assert "Every meeting" in [one.value for one in visit("forums", lang="en").header]


def test_the_form_adds_a_meeting(kept: Desk, visit: Visit) -> None:
    app = visit("forums", lang="en")
    app.number_input(key="f.women.new").set_value(3)
    app.number_input(key="f.men.new").set_value(4)
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    assert [one.value for one in app.success] == ["Recorded&#46;"]
    newest = look.forums(kept, EDITOR, View())[0]
    assert (newest.held_on, newest.women, newest.men, newest.police) == (date(2026, 11, 23), 3, 4, None)


def test_those_from_outside_see_public_meetings_no_form_and_no_name(
    kept: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "asker", lambda: PUBLIC)
    for module in ("forums", "registers", "register_files", "forum_form"):
        monkeypatch.setattr(f"tracker.ui.{module}.asker", lambda: PUBLIC, raising=False)
    shown = [(one.code, one.kind) for one in look.forums(kept, PUBLIC, View())]
    assert [kind for _code, kind in shown] == ["community_police"]
    app = visit("registers", lang="en", show="officials")
    assert "Каримов" not in html(app)


def test_an_indicator_stands_beside_the_rate_of_its_district_without_a_claim_of_cause(
    kept: Desk, visit: Visit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.sheets.workbooks import sheet, write_xlsx
    from tracker.desk.load import apply, plan

    table = """
    | Показатель | Район | Период | Значение | Источник |
    | Сообщения | Рудаки | II квартал 2025 | =120 | МВД |
    | Сообщения | Рудаки | III квартал 2025 | =130 | МВД |
    """
    path = write_xlsx(tmp_path_factory.mktemp("figures") / "figures.xlsx", sheet("Показатели", table))
    apply(kept, EDITOR, plan(kept, EDITOR, path))
    app = visit("districts", lang="en", district="rudaki")
    assert not app.exception
    assert "Nothing here shows that one is the cause of the other." in html(app)
    assert "Source: МВД" in html(app)
    assert "Сообщения: 130 in Q3 2025, after 120 in Q2 2025" in [one.value for one in app.header]
    assert "Сообщения" not in [one.value for one in visit("districts", lang="en", district="panj").header]

"""The load page: what a person sees before anything is written, what one yes does, and how it is taken back."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Table, cells, rows
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.load import LoadOptions, apply, loads, plan
from tracker.settings import ROOT
from tracker.sheets import ISSUES
from tracker.sheets.header_words import field_of
from tracker.ui.loading_file import safe_name
from tracker.ui.loading_words import FIELD_WORDS, ISSUE_WORDS
from tracker.words import LANGUAGES

Visit = Callable[..., AppTest]

PLAN = """
| № | Мероприятие                              | Срок            | Ответственный | Район          | Статус    |
| 1 | Осветить улицу у школы № 3               | до 01.06.2025   | ОМВД          | Рудаки         | Исполнено |
| 2 | Открыть приёмную для граждан             | до 01.09.2025   | Хукумат       | Варзоб         |           |
| 3 | Провести <b>встречу</b> с жителями       | до 01.10.2025   | ОМВД          | Рудаки, Варзоб |           |
| 4 | Починить мост у базара                   | до 01.07.2025   | Дирекция      | Зарафшонк      |           |
"""
LATER = PLAN.replace("до 01.09.2025  ", "до 01.12.2025 (перенесено с 01.09.2025)")


def book(table: Table, title: str = "План мероприятий на 2025 год") -> bytes:
    """A workbook with this table on its only sheet, below a title."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as written:
        sheet = written.add_worksheet("План")
        sheet.write_string(0, 0, title)
        for row, line in enumerate(cells(table), start=2):
            for column, cell in enumerate(line):
                if cell:
                    sheet.write_string(row, column, cell)
    return made.getvalue()


@pytest.fixture
def send(served: Desk, visit: Visit) -> Iterator[Callable[..., AppTest]]:
    """Open the page and choose a file in it."""

    def choose(content: bytes, *, name: str = "план.xlsx", lang: str = "en") -> AppTest:
        app = visit("load", lang=lang)
        app.file_uploader[0].set_value((name, content, "application/octet-stream"))
        return app.run()

    yield choose


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, start: str) -> "object":
    return next(each for each in app.button if each.label.startswith(start))


def counts(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def confirm(app: AppTest) -> AppTest:
    return next(each for each in app.button if each.label.startswith("Record")).click().run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_is_drawn_in_every_language(
    served: Desk, send: Callable[..., AppTest], language: str
) -> None:
    app = send(book(PLAN), lang=language)
    assert not app.exception and not app.error
    assert [metric.value for metric in app.metric] == ["3", "0", "0", "0", "1"]


def test_a_preview_writes_nothing(served: Desk, send: Callable[..., AppTest]) -> None:
    before = served.revision()
    app = send(book(PLAN))
    assert [heading.value for heading in app.header] == ["3 new commitments would be recorded"]
    assert counts(app) == {"New": "3", "Changed": "0", "As recorded": "0", "Repeated": "0", "Not taken": "1"}
    assert served.revision() == before


def test_one_yes_records_what_was_shown_and_says_so(served: Desk, send: Callable[..., AppTest]) -> None:
    app = confirm(send(book(PLAN)))
    assert not app.exception
    assert look.page_of(served, EDITOR, View()).total == 3
    (said,) = [message.value for message in app.success]
    assert "3 new" in said and "internal" in said


def test_a_second_yes_for_the_same_preview_records_nothing_more(
    served: Desk, send: Callable[..., AppTest], visit: Visit
) -> None:
    first, second = send(book(PLAN)), send(book(PLAN))
    confirm(first)
    after = served.revision()
    confirm(second)
    assert served.revision() == after
    assert len(loads(served, EDITOR)) == 1


def test_the_same_file_twice_has_nothing_to_record(served: Desk, send: Callable[..., AppTest]) -> None:
    confirm(send(book(PLAN)))
    app = send(book(PLAN))
    assert [heading.value for heading in app.header] == ["1 row cannot be taken as it is", "Earlier loads"]
    assert not [each for each in app.button if each.label.startswith("Record")]


def test_a_yes_to_a_preview_that_is_no_longer_so_records_nothing_and_shows_the_new_one(
    served: Desk, send: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = send(book(PLAN))
    other = tmp_path / "other.xlsx"
    other.write_bytes(book(LATER))
    apply(served, EDITOR, plan(served, EDITOR, other, LoadOptions()))
    before = served.revision()
    app = confirm(app)
    assert served.revision() == before
    assert any("look at it again" in warning.value for warning in app.warning)
    assert counts(app)["New"] == "0"


def test_what_was_typed_in_the_file_is_shown_and_never_obeyed(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    shown = html(send(book(PLAN), name="<img src=x>.xlsx"))
    assert "&lt;b&gt;встречу&lt;/b&gt;" in shown
    assert "<b>встречу" not in shown and "<img src=x" not in shown


def test_an_unknown_district_is_resolved_on_the_page_and_the_row_is_taken(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    app = send(book(PLAN))
    asked = next(box for box in app.selectbox if box.label.startswith("What “Зарафшонк”"))
    asked.set_value(("district", "varzob")).run()
    app = button(app, "Remember 1 answer").click().run()
    assert counts(app)["New"] == "4"
    assert rows(served, "SELECT written, code FROM alias") == [("Зарафшонк", "varzob")]


def test_a_likely_name_is_offered_first_and_chosen_by_nobody(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    app = send(book(PLAN.replace("Зарафшонк", "Варзобб")))
    asked = next(box for box in app.selectbox if box.label.startswith("What “Варзобб”"))
    assert asked.value is None
    assert asked.options[0].startswith("Varzob")


def test_a_corrected_column_is_read_anew_and_remembered(served: Desk, send: Callable[..., AppTest]) -> None:
    app = send(book(PLAN))
    column = next(box for box in app.selectbox if box.label.startswith("E"))
    column.set_value("note")
    app = button(app, "Read the sheet this way").click().run()
    assert counts(app)["New"] == "4"
    assert rows(served, "SELECT count(*) FROM header_memory") == [(1,)]


def test_without_a_column_of_commitments_nothing_is_read_anew(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    app = send(book(PLAN))
    next(box for box in app.selectbox if box.label.startswith("B")).set_value("")
    app = button(app, "Read the sheet this way").click().run()
    assert any("No column holds the commitment" in error.value for error in app.error)
    assert rows(served, "SELECT count(*) FROM header_memory") == [(0,)]


def radio(app: AppTest, start: str) -> "object":
    return next(each for each in app.radio if each.label.startswith(start))


def test_a_moved_deadline_is_asked_about_only_where_there_is_one(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    app = send(book(PLAN))
    assert not [each for each in app.radio if "deadline" in each.label]
    confirm(app)
    app = send(book(LATER))
    radio(app, "1 deadline differs").set_value("correction").run()
    confirm(app)
    assert rows(served, "SELECT count(*) FROM extension") == [(0,)]
    assert rows(served, "SELECT count(*) FROM deadline") == [(4,)]


def test_statuses_can_be_the_bodys_own_report(served: Desk, send: Callable[..., AppTest]) -> None:
    app = send(book(PLAN))
    radio(app, "The statuses").set_value("agency").run()
    confirm(app)
    assert rows(served, "SELECT (SELECT count(*) FROM finding), (SELECT count(*) FROM claim)") == [(0, 1)]


def test_a_row_of_several_districts_can_be_split(served: Desk, send: Callable[..., AppTest]) -> None:
    app = send(book(PLAN))
    radio(app, "1 new row names several districts").set_value("each").run()
    assert counts(app)["New"] == "4"
    assert counts(radio(app, "1 new row").set_value("one").run())["New"] == "3"


def test_publishing_is_a_choice_and_said_before_and_after(served: Desk, send: Callable[..., AppTest]) -> None:
    app = send(book(PLAN))
    next(each for each in app.toggle if each.label == "Publish what is loaded").set_value(True).run()
    assert any("public at once" in warning.value for warning in app.warning)
    app = confirm(app)
    assert "public" in app.success[0].value
    assert rows(served, "SELECT DISTINCT visibility FROM commitment_version") == [("public",)]


def test_rows_are_filtered_by_the_kind_of_remark(served: Desk, send: Callable[..., AppTest]) -> None:
    app = send(book(PLAN))
    kinds = next(box for box in app.selectbox if box.label == "Remarks")
    assert any(option.startswith("District not known") for option in kinds.options)
    kinds.set_value("unknown_district").run()
    shown = html(app)
    assert 'lang="ru">Починить мост' in shown and 'lang="ru">Открыть приёмную' not in shown


def test_a_change_is_shown_as_what_was_and_what_would_be(served: Desk, send: Callable[..., AppTest]) -> None:
    confirm(send(book(PLAN)))
    shown = html(send(book(LATER)))
    assert "1 Sept 2025 → <b>1 Dec 2025</b>" in shown or "01/09/2025 → <b>01/12/2025</b>" in shown


def test_the_last_load_is_taken_back_with_one_click(served: Desk, send: Callable[..., AppTest]) -> None:
    app = confirm(send(book(PLAN)))
    app = button(app, "Take this load back").click().run()
    assert look.page_of(served, EDITOR, View()).total == 0
    assert "3 commitments left the count" in app.success[0].value


def test_what_stays_when_a_load_is_taken_back_is_listed(
    served: Desk, send: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = confirm(send(book(PLAN)))
    later = tmp_path / "later.xlsx"
    later.write_bytes(book(PLAN.replace("Варзоб         |           |", "Варзоб         | Исполнено |", 1)))
    apply(served, EDITOR, plan(served, EDITOR, later, LoadOptions()))
    app = button(app, "Take this load back").click().run()
    assert any("1 commitment stays" in warning.value for warning in app.warning)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.xls", b"<html><body>no</body></html>"),
        ("empty.xlsx", b""),
        ("cut.xlsx", book(PLAN)[:3000]),
    ],
)
def test_what_cannot_be_opened_is_told_in_a_sentence_and_nothing_is_lost(
    served: Desk, send: Callable[..., AppTest], name: str, content: bytes, language: str
) -> None:
    before = served.revision()
    app = send(content, name=name, lang=language)
    assert not app.exception
    assert len(app.error) == 1 and len(app.error[0].value) > 20
    assert served.revision() == before


def test_every_field_that_a_header_can_mean_has_a_word() -> None:
    known = {
        field_of(words)
        for words in ("№", "Мероприятие", "Срок", "Ответственный", "Район", "Статус", "Женщин")
    }
    assert {field.rstrip("!") for field in known if field} <= set(FIELD_WORDS)


def test_every_kind_of_remark_that_a_load_can_make_has_a_short_name() -> None:
    told_only = ("issues.py", "document.py")
    sources = [
        path.read_text(encoding="utf-8")
        for folder in ("tracker/sheets", "tracker/desk/load")
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in told_only and not path.name.startswith("partner_")
    ]
    made = {code for code in ISSUES if any(f'"{code}"' in source for source in sources)}
    assert len(made) > 25
    assert made <= set(ISSUE_WORDS) <= set(ISSUES)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("план.xlsx", "план.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\docs\\план.xlsx", "план.xlsx"),
        (".xlsx", "xlsx"),
        ("..", "workbook"),
        ("a\x00b<c>.xlsx", "abc.xlsx"),
        ("о" * 300 + ".xlsx", "о" * 95 + ".xlsx"),
    ],
)
def test_a_name_as_sent_leads_nowhere_else(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


FORUMS = """
| Дата       | Вид     | Тема                     | Район     | Место | Женщин | Мужчин | Милиция |
| 05.03.2025 | тренинг | <b>Медиация</b> споров   | Рудаки    | зал   | 12     | 18     | 4       |
| 06.03.2025 | форум   |                          | Зарафшонк | зал   | 20     | 30     | 5       |
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_register_is_shown_entry_by_entry_in_every_language(
    send: Callable[..., AppTest], language: str
) -> None:
    app = send(book(FORUMS), lang=language)
    assert not app.exception
    assert "&lt;b&gt;Медиация&lt;/b&gt; споров" in html(app)
    assert "D5" in html(app) and "Зарафшонк" in html(app)


def test_one_yes_records_a_register_and_it_can_be_taken_back(
    served: Desk, send: Callable[..., AppTest]
) -> None:
    app = send(book(FORUMS))
    assert app.header[0].value == "1 entry of a register would be recorded"
    assert (counts(app)["New"], counts(app)["Not taken"]) == ("1", "1")
    app = confirm(app)
    assert not app.exception
    assert rows(served, "SELECT women, men, police FROM forum") == [(12, 18, 4)]
    app = next(each for each in app.button if each.label == "Take this load back").click().run()
    assert any(
        "1 entry of a register was taken back" in each.value.replace("&#46;", ".") for each in app.success
    )
    assert rows(served, "SELECT count(*) FROM forum WHERE withdrawn IS NULL") == [(0,)]

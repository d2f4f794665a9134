"""What a person says once about a name or a header holds for every later file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.conftest import Loaded, rows
from tests.desk.test_load import outcomes
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed, View, look
from tracker.desk.detail import commitment
from tracker.desk.load import LoadOptions, Plan, plan, unknown_names
from tracker.desk.resolve import Resolution, UnknownCode, remember_columns, resolve
from tracker.model.vocabulary import AliasKind

Planned = Callable[..., Plan]

STRANGE = """
| № | Мероприятие                | Срок          | Ответственный          | Район     |
| 1 | Осветить улицу у школы     | до 01.06.2027 | ОМВД                   | Зарафшонк |
| 2 | Починить мост у базара     | до 01.07.2027 | Дирекция моста         | Зарафшонк |
| 3 | Открыть приёмную           | до 01.09.2027 | Дирекция моста         | Варзоб    |
"""


def resolved(desk: Desk, *answers: Resolution) -> None:
    resolve(desk, EDITOR, answers, language="ru")


def place(code: str | None, **more: str) -> Resolution:
    return Resolution(AliasKind.DISTRICT, "Зарафшонк", code, **more)  # type: ignore[arg-type]


def body(code: str | None, **more: str) -> Resolution:
    return Resolution(AliasKind.AGENCY, "Дирекция моста", code, **more)  # type: ignore[arg-type]


def test_each_unknown_name_is_listed_once_with_its_rows_and_what_stops_rows_first(
    desk: Desk, planned: Planned
) -> None:
    found = unknown_names(desk, EDITOR, planned(STRANGE))
    assert [(name.kind, name.written, name.rows, name.stops_rows) for name in found] == [
        (AliasKind.DISTRICT, "Зарафшонк", 2, True),
        (AliasKind.AGENCY, "Дирекция моста", 2, False),
    ]


def test_rows_of_an_unknown_district_are_rejected_until_somebody_says_what_it_means(
    desk: Desk, planned: Planned
) -> None:
    assert outcomes(planned(STRANGE)) == ["rejected", "rejected", "new"]
    resolved(desk, place("varzob"))
    found = planned(STRANGE)
    assert outcomes(found) == ["new", "new", "new"]
    assert found.rows[0].row.districts == ("varzob",)


def test_a_likeness_is_suggested_and_never_applied_by_itself(desk: Desk, planned: Planned) -> None:
    found = planned(STRANGE.replace("Варзоб ", "Варзобб"))
    assert found.rows[2].outcome == "rejected"
    names = {name.written: name for name in unknown_names(desk, EDITOR, found)}
    assert names["Варзобб"].suggestions[0] == "varzob"


def test_a_spelling_holds_for_the_next_file(desk: Desk, load: Loaded, planned: Planned) -> None:
    resolved(desk, place("varzob"), body("hukumat-district"))
    next_file = STRANGE.replace("Осветить", "Озеленить").replace("Зарафшонк", "ЗАРАФШОНК")
    found = planned(next_file, name="next.xlsx")
    assert unknown_names(desk, EDITOR, found) == []
    assert found.rows[1].row.agencies == (("hukumat-district", "lead"),)


def test_several_answers_are_one_change(desk: Desk) -> None:
    before = desk.revision()
    resolved(desk, place("varzob"), body("hukumat-district"))
    assert desk.revision() == before + 1


def test_an_answer_can_be_changed(desk: Desk, planned: Planned) -> None:
    resolved(desk, place("varzob"))
    resolved(desk, place("rudaki"))
    assert planned(STRANGE).rows[0].row.districts == ("rudaki",)


def test_a_new_district_is_made_in_its_region(desk: Desk, planned: Planned) -> None:
    resolved(desk, place(None, region="TJ-SU"))
    (code,) = planned(STRANGE).rows[0].row.districts
    made = look.names(desk, EDITOR).districts[code]
    assert (made.name("tg"), made.extra["region"]) == ("Зарафшонк", "TJ-SU")


def test_a_new_body_is_made_and_leads(desk: Desk, planned: Planned) -> None:
    resolved(desk, body(None, level="national"))
    ((code, role),) = planned(STRANGE).rows[2].row.agencies
    assert (look.names(desk, EDITOR).agencies[code].name("ru"), role) == ("Дирекция моста", "lead")


def test_a_new_partner_is_made_and_follows(desk: Desk, planned: Planned) -> None:
    followed = (
        STRANGE.replace("Зарафшонк", "Кружок А ")
        .replace("Район    ", "Партнёр  ")
        .replace("Варзоб   ", "Кружок А ")
    )
    (asked, *_rest) = [one for one in unknown_names(desk, EDITOR, planned(followed)) if one.kind == "partner"]
    resolved(desk, Resolution(asked.kind, asked.written, None))
    (code,) = {one.row.partner_code for one in planned(followed).rows}
    assert look.catalogue(desk).partners[code or ""].name("en") == "Кружок А"


@pytest.mark.parametrize("wrong", [place("nowhere"), place(None), place(None, region="nowhere")])
def test_an_answer_that_means_nothing_is_refused_with_all_the_others(desk: Desk, wrong: Resolution) -> None:
    before = desk.revision()
    with pytest.raises(UnknownCode):
        resolved(desk, body("hukumat-district"), wrong)
    assert desk.revision() == before


def test_only_the_organisation_resolves(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        resolve(desk, PUBLIC, [place("varzob")], language="ru")


def test_a_body_made_known_after_the_load_is_named_when_the_file_comes_again(
    desk: Desk, load: Loaded, planned: Planned
) -> None:
    load(STRANGE)
    resolved(desk, body("hukumat-district"))
    for name in ("plan.xlsx", "saved-anew.xlsx"):
        again = planned(STRANGE, name=name, saved_by=name)
        assert outcomes(again) == ["rejected", "rejected", "changed"]
    load(STRANGE)
    (line,) = look.page_of(desk, EDITOR, View()).lines
    assert line.agencies == ["hukumat-district"]
    told = commitment(desk, EDITOR, line.code, View())
    assert told is not None and told.line.unknown_agencies == []
    assert outcomes(planned(STRANGE)) == ["rejected", "rejected", "same"]


ODD = """
| № | Что именно обещано жителям | Когда        | Кто  | Где    |
| 1 | Осветить улицу у школы     | 01.06.2027   | ОМВД | Рудаки |
| 2 | Починить мост у базара     | 01.07.2027   | ОМВД | Рудаки |
"""
MEANING = {"A": "number", "B": "text", "C": "due", "D": "agencies", "E": "district"}


def test_a_corrected_header_counts_for_this_file_alone_unless_it_is_remembered(
    desk: Desk, workbook: Callable[..., Path]
) -> None:
    corrected = plan(desk, EDITOR, workbook(ODD), LoadOptions(columns={"План": (3, MEANING)}))
    assert [one.row.districts for one in corrected.rows] == [("rudaki",), ("rudaki",)]
    (sheet,) = corrected.reading.sheets
    assert (sheet.header_row, dict(sheet.columns)) == (3, MEANING)
    assert rows(desk, "SELECT count(*) FROM header_memory") == [(0,)]


def test_a_remembered_header_holds_for_other_files_with_the_same_header(
    desk: Desk, workbook: Callable[..., Path], planned: Planned
) -> None:
    only_text = {"B": "text"}
    remember_columns(
        desk, EDITOR, header=["№", "Что именно обещано жителям", "Когда", "Кто", "Где"], columns=only_text
    )
    found = planned(ODD.replace("мост", "забор"), name="next.xlsx", title="Другой план")
    (sheet,) = found.reading.sheets
    assert dict(sheet.columns) == only_text
    remember_columns(
        desk, EDITOR, header=["№", "что именно  обещано ЖИТЕЛЯМ", "Когда", "Кто", "Где"], columns=MEANING
    )
    (sheet,) = planned(ODD, name="third.xlsx").reading.sheets
    assert dict(sheet.columns) == MEANING

"""A workbook is planned, confirmed, written whole, recognised again, and taken back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.desk.conftest import Loaded, rows
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed, View, look
from tracker.desk.detail import commitment
from tracker.desk.load import LoadOptions, NothingToUndo, Plan, StalePlan, apply, loads, plan, undo

Planned = Callable[..., Plan]

PLAN = """
| № | Мероприятие                              | Срок            | Ответственный | Район  | Статус    | Дата статуса |
| 1 | Осветить улицу у школы № 3               | до 01.06.2025   | ОМВД          | Рудаки | Исполнено | 20.05.2025   |
| 2 | Открыть приёмную для граждан             | до 01.09.2025   | Хукумат       | Варзоб |           |              |
| 3 | Провести встречу с жителями махалли      | ежеквартально   | ОМВД          | Рудаки |           |              |
"""


def outcomes(found: Plan) -> list[str]:
    return [one.outcome for one in found.rows]


def codes(desk: Desk) -> list[str]:
    return [line.code for line in look.page_of(desk, EDITOR, View(), size=100, sort="code").lines]


def test_planning_writes_nothing(desk: Desk, planned: Planned) -> None:
    before = desk.revision()
    assert outcomes(planned(PLAN)) == ["new", "new", "new"]
    assert desk.revision() == before
    assert rows(desk, "SELECT count(*) FROM commitment") == [(0,)]


def test_a_load_is_one_change_with_all_that_belongs_to_it(desk: Desk, load: Loaded) -> None:
    before = desk.revision()
    done = load(PLAN)
    assert done.counts == {"new": 3, "changed": 0, "same": 0, "duplicate": 0, "rejected": 0}
    assert desk.revision() == before + 1 == done.revision
    counted = {
        "commitment": 3,
        "commitment_version": 3,
        "deadline": 3,
        "finding": 1,
        "version_agency": 3,
        "version_district": 3,
        "source_row": 3,
        "upload": 1,
        "document": 1,
    }
    assert {name: rows(desk, f"SELECT count(*) FROM {name}")[0][0] for name in counted} == counted


def test_the_same_file_again_changes_nothing(desk: Desk, load: Loaded, planned: Planned) -> None:
    load(PLAN)
    before = desk.revision()
    assert outcomes(planned(PLAN)) == ["same", "same", "same"]
    assert load(PLAN).upload_id is None
    assert desk.revision() == before


def test_the_same_file_changes_nothing_even_after_newer_news(desk: Desk, load: Loaded) -> None:
    undated = PLAN.replace("20.05.2025", "          ").replace("Исполнено", "В работе ")
    load(undated, on="2025-05-01")
    load(PLAN, on="2025-06-10", name="later.xlsx")
    before = desk.revision()
    load(undated, on="2025-07-01")
    assert desk.revision() == before


def test_the_same_words_saved_anew_change_nothing_even_after_newer_news(desk: Desk, load: Loaded) -> None:
    undated = PLAN.replace("20.05.2025", "          ").replace("Исполнено", "В работе ")
    load(undated, on="2025-05-01")
    load(PLAN, on="2025-06-10", name="later.xlsx")
    before = desk.revision()
    load(undated, on="2025-07-01", name="saved-anew.xlsx", saved_by="another program")
    assert desk.revision() == before


def test_every_commitment_and_finding_points_to_its_row_in_the_file(desk: Desk, load: Loaded) -> None:
    load(PLAN, name="план.xlsx")
    told = commitment(desk, EDITOR, codes(desk)[0], View())
    assert told is not None and told.source is not None
    assert (told.source.name, told.source.sheet, told.source.row) == ("план.xlsx", "План", 4)
    assert ("B", "Осветить улицу у школы № 3") in told.source.cells
    assert told.findings[0].source == told.source


def test_the_original_file_is_kept_under_its_hash(
    desk: Desk, load: Loaded, workbook: Callable[..., Path]
) -> None:
    load(PLAN)
    ((sha256,),) = rows(desk, "SELECT sha256 FROM upload")
    assert desk.files.path(sha256).read_bytes() == workbook(PLAN).read_bytes()


def test_a_new_status_of_a_known_row_is_a_new_finding(desk: Desk, load: Loaded, planned: Planned) -> None:
    load(PLAN, on="2025-05-25")
    later = PLAN.replace("| Варзоб |           |              |", "| Варзоб | Исполнено | 30.08.2025 |")
    assert outcomes(planned(later, name="later.xlsx")) == ["same", "changed", "same"]
    load(later, name="later.xlsx")
    told = commitment(desk, EDITOR, codes(desk)[1], View())
    assert told is not None
    assert [(one.status, one.effective_on) for one in told.findings] == [("fulfilled", date(2025, 8, 30))]
    assert told.line.outcome == "kept_on_time"


def test_a_status_reported_by_the_agency_is_a_claim(desk: Desk, load: Loaded) -> None:
    load(PLAN, reported_by="agency")
    told = commitment(desk, EDITOR, codes(desk)[0], View())
    assert told is not None
    assert [one.status for one in told.claims] == ["fulfilled"]
    assert told.findings == []
    assert told.line.outcome == "overdue"


MOVED = """
| № | Мероприятие                              | Срок                                    | Ответственный | Район  |
| 2 | Открыть приёмную для граждан             | до 01.12.2025 (перенесено с 01.09.2025) | Хукумат       | Варзоб |
"""


def test_a_moved_deadline_is_an_extension_and_the_first_one_stays(desk: Desk, load: Loaded) -> None:
    load(PLAN, on="2025-05-25")
    load(MOVED, on="2025-08-20", name="moved.xlsx")
    told = commitment(desk, EDITOR, codes(desk)[1], View())
    assert told is not None
    assert (told.line.first_deadline, told.line.deadline) == (date(2025, 9, 1), date(2025, 12, 1))
    assert [(fact.kind, fact.due_on) for fact in told.deadlines] == [
        ("first", date(2025, 9, 1)),
        ("extension", date(2025, 12, 1)),
    ]
    before = commitment(desk, EDITOR, codes(desk)[1], View(on=date(2025, 8, 1)))
    assert before is not None and before.line.deadline == date(2025, 9, 1)


def test_a_corrected_deadline_counts_as_if_it_had_always_been_so(desk: Desk, load: Loaded) -> None:
    load(PLAN, on="2025-05-25")
    code = codes(desk)[1]
    load(MOVED, on="2025-08-20", name="moved.xlsx", deadline_changes="correction")
    past = commitment(desk, EDITOR, code, View(on=date(2025, 8, 1)))
    assert past is not None and past.line.deadline == date(2025, 12, 1)
    as_known = commitment(desk, EDITOR, code, View(on=date(2025, 8, 1), known_on=date(2025, 8, 1)))
    assert as_known is not None and as_known.line.deadline == date(2025, 9, 1)


def test_the_same_words_for_another_deadline_are_another_commitment(desk: Desk, load: Loaded) -> None:
    load(PLAN)
    next_year = PLAN.replace("01.06.2025", "01.06.2026").replace("Исполнено", "         ")
    load(next_year, title="План мероприятий на 2026 год", name="next.xlsx")
    assert len(codes(desk)) == 4


def test_a_row_is_recognised_by_our_code_whatever_else_it_says(
    desk: Desk, load: Loaded, planned: Planned
) -> None:
    load(PLAN)
    code = codes(desk)[1]
    table = f"""
    | Код    | Мероприятие                            | Статус      | Дата статуса |
    | {code} | Открыть приёмную для граждан и женщин  | Исполнено   | 01.10.2025   |
    """
    found = planned(table, name="update.xlsx")
    assert outcomes(found) == ["changed"]
    assert found.rows[0].comparison is not None
    assert [name for name, _old, _new in found.rows[0].comparison.told()] == ["text_ru", "status"]


def test_an_unknown_code_of_ours_is_an_error_never_a_new_row(planned: Planned) -> None:
    table = """
    | Код        | Мероприятие            | Статус    |
    | AH-00077-J | Починить мост у базара | Исполнено |
    """
    found = planned(table)
    assert outcomes(found) == ["rejected"]
    assert next(issue.code for issue in found.rows[0].issues) == "unknown_code"


def test_two_fitting_commitments_are_not_guessed_between(desk: Desk, load: Loaded, planned: Planned) -> None:
    load(PLAN.replace("| Варзоб |", "| Рашт   |"))
    load(PLAN, name="second.xlsx")
    table = """
    | Мероприятие                  | Статус    | Дата статуса |
    | Открыть приёмную для граждан | Исполнено | 01.10.2025   |
    """
    found = planned(table, name="update.xlsx")
    assert outcomes(found) == ["rejected"]
    assert found.rows[0].issues[0].code == "several_known"


def test_an_empty_cell_clears_nothing(desk: Desk, load: Loaded) -> None:
    load(PLAN)
    code = codes(desk)[0]
    load(
        f"| Код | Мероприятие | Ответственный | Район | Срок |\n| {code} | Осветить улицу у школы № 3 | | | |\n"
        f"| {codes(desk)[1]} | Открыть приёмную | Хукумат | Варзоб | до 01.09.2025 |",
        name="update.xlsx",
    )
    told = commitment(desk, EDITOR, code, View())
    assert told is not None
    assert (told.line.agencies, told.line.districts, told.line.deadline) == (
        ["mia-district"],
        ["rudaki"],
        date(2025, 6, 1),
    )


def test_what_is_loaded_is_internal_until_published(desk: Desk, load: Loaded) -> None:
    load(PLAN)
    assert look.page_of(desk, PUBLIC, View()).total == 0
    assert commitment(desk, PUBLIC, codes(desk)[0], View()) is None


def test_what_is_published_at_loading_is_public_but_for_its_source(desk: Desk, load: Loaded) -> None:
    load(PLAN, publish=True)
    told = commitment(desk, PUBLIC, codes(desk)[0], View())
    assert told is not None
    assert (told.source, told.history, told.note) == (None, [], None)
    assert [one.recorded_by for one in told.findings] == [""]


def test_only_the_organisation_loads(desk: Desk, workbook: Callable[..., Path]) -> None:
    with pytest.raises(NotAllowed):
        plan(desk, PUBLIC, workbook(PLAN), LoadOptions())


def test_a_plan_made_before_somebody_else_recorded_is_refused(
    desk: Desk, planned: Planned, load: Loaded
) -> None:
    waiting = planned(PLAN)
    load(MOVED, name="other.xlsx")
    before = desk.revision()
    with pytest.raises(StalePlan):
        apply(desk, EDITOR, waiting)
    assert desk.revision() == before


def test_a_file_that_was_exchanged_after_the_preview_is_refused(
    desk: Desk, planned: Planned, workbook: Callable[..., Path]
) -> None:
    waiting = planned(PLAN)
    workbook(MOVED)  # the same path, other bytes
    with pytest.raises(StalePlan):
        apply(desk, EDITOR, waiting)


def test_a_load_cut_off_in_the_middle_leaves_nothing(
    desk: Desk, planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = planned(PLAN)
    monkeypatch.setattr(
        "tracker.desk.load.write._Writer._flush", lambda _self: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    before = desk.revision()
    with pytest.raises(KeyboardInterrupt):
        apply(desk, EDITOR, waiting)
    assert desk.revision() == before
    assert rows(desk, "SELECT count(*) FROM upload") == [(0,)]


def test_taking_a_load_back_takes_its_commitments_out_of_the_count(desk: Desk, load: Loaded) -> None:
    done = load(PLAN)
    assert done.upload_id is not None
    told = undo(desk, EDITOR, done.upload_id)
    assert (told.commitments, told.statements, told.kept) == (3, 1, ())
    assert codes(desk) == []
    assert rows(desk, "SELECT count(*) FROM commitment") == [(3,)]  # and yet nothing is deleted
    assert [one.undone for one in loads(desk, EDITOR)] == [True]


def test_a_load_taken_back_can_be_loaded_again(desk: Desk, load: Loaded) -> None:
    done = load(PLAN)
    assert done.upload_id is not None
    undo(desk, EDITOR, done.upload_id)
    assert load(PLAN).counts["new"] == 3
    assert len(codes(desk)) == 3


def test_taking_back_keeps_and_names_what_others_built_upon(desk: Desk, load: Loaded) -> None:
    done = load(PLAN, on="2025-05-25")
    assert done.upload_id is not None
    load(
        PLAN.replace("| Варзоб |           |              |", "| Варзоб | Исполнено | 30.08.2025 |"),
        name="later.xlsx",
    )
    second = codes(desk)[1]
    told = undo(desk, EDITOR, done.upload_id)
    assert told.kept == (second,)
    assert codes(desk) == [second]
    found = commitment(desk, EDITOR, second, View())
    assert found is not None and [one.status for one in found.findings] == ["fulfilled"]


def test_taking_back_an_update_brings_back_what_was_before(desk: Desk, load: Loaded) -> None:
    load(PLAN, on="2025-05-25")
    code = codes(desk)[1]
    table = f"""
    | Код    | Мероприятие                           | Срок          | Ответственный |
    | {code} | Открыть приёмную для граждан и женщин | до 01.12.2025 | Хукумат       |
    """
    done = load(table, on="2025-06-25", name="update.xlsx")
    assert done.upload_id is not None
    undo(desk, EDITOR, done.upload_id)
    told = commitment(desk, EDITOR, code, View())
    assert told is not None
    assert told.texts == {"ru": "Открыть приёмную для граждан"}
    assert told.line.deadline == date(2025, 9, 1)
    known_then = commitment(desk, EDITOR, code, View(on=date(2025, 7, 1), known_on=date(2025, 7, 1)))
    assert known_then is not None and known_then.line.deadline == date(2025, 12, 1)


def test_a_load_is_taken_back_only_once(desk: Desk, load: Loaded) -> None:
    done = load(PLAN)
    assert done.upload_id is not None
    undo(desk, EDITOR, done.upload_id)
    with pytest.raises(NothingToUndo):
        undo(desk, EDITOR, done.upload_id)


FORUM = """
| Дата форума | Вид форума | Место       | Женщин | Мужчин | Милиция | Договорённость           | Срок          | Ответственный | Район |
| 14.03.2025  | форум      | Школа № 5   | 20     | 31     | 4       | Починить мост у базара   | до 01.06.2025 | Хукумат       | Рашт  |
| 14.03.2025  | форум      | Школа № 5   | 20     | 31     | 4       | Поставить дорожный знак  | до 01.07.2025 | ОМВД          | Рашт  |
"""


def test_agreements_of_one_forum_stand_on_one_basis(desk: Desk, load: Loaded) -> None:
    load(FORUM, title="Реестр договорённостей форумов")
    assert rows(desk, "SELECT held_on, women, men, police, place FROM forum") == [
        ("2025-03-14", 20, 31, 4, "Школа № 5")
    ]
    told = commitment(desk, EDITOR, codes(desk)[0], View())
    assert told is not None and told.forum is not None
    assert (told.forum["district"], told.made_on) == ("rasht", date(2025, 3, 14))
    names = look.names(desk, EDITOR).bases[told.line.basis or ""].names
    assert names["en"] == "Forum agreement, Rasht, 14 March 2025"
    assert "Рашт, 14 марта 2025" in names["ru"].replace("\xa0", " ")


def test_a_plan_makes_its_commitments_on_the_day_it_was_approved(
    desk: Desk, workbook: Callable[..., Path], load: Loaded
) -> None:
    stamp = "УТВЕРЖДАЮ Министр, 15 февраля 2025 года. План мероприятий на 2025 год"
    load(PLAN.replace("| Район  |", "| Район  |"), title=stamp)
    told = commitment(desk, EDITOR, codes(desk)[0], View())
    assert told is not None and told.made_on == date(2025, 2, 15)
    assert look.rates(desk, EDITOR, View(on=date(2025, 2, 14))).total["population"] == 0
    assert look.rates(desk, EDITOR, View(on=date(2025, 2, 15))).total["population"] == 3


def test_progress_is_told_from_the_first_moment_to_the_last(
    desk: Desk, planned: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.desk.load.write.PORTION", 2)
    told: list[tuple[int, int]] = []
    apply(desk, EDITOR, planned(PLAN), progress=lambda written, of: told.append((written, of)))
    assert told == [(0, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("leaves_at", [0, 2, 3])
def test_whoever_leaves_while_it_is_written_leaves_nothing_and_locks_nobody_out(
    desk: Desk, planned: Planned, load: Loaded, monkeypatch: pytest.MonkeyPatch, leaves_at: int
) -> None:
    monkeypatch.setattr("tracker.desk.load.write.PORTION", 2)

    class Left(BaseException):
        """What a program for pages raises when the reader clicks elsewhere."""

    def leave(written: int, _of: int) -> None:
        if written == leaves_at:
            raise Left

    before = desk.revision()
    with pytest.raises(Left):
        apply(desk, EDITOR, planned(PLAN), progress=leave)
    assert desk.revision() == before
    assert rows(
        desk, "SELECT (SELECT count(*) FROM commitment), (SELECT count(*) FROM event WHERE revision > 1)"
    ) == [(0, 0)]
    assert load(PLAN).counts["new"] == 3


def test_the_same_plan_twice_is_one_load(desk: Desk, planned: Planned) -> None:
    waiting = planned(PLAN)
    apply(desk, EDITOR, waiting)
    with pytest.raises(StalePlan):
        apply(desk, EDITOR, waiting)
    assert len(loads(desk, EDITOR)) == 1


LATER = PLAN.replace("01.09.2025", "01.12.2026")


def test_the_same_document_with_a_later_deadline_extends_it(
    desk: Desk, load: Loaded, planned: Planned
) -> None:
    load(PLAN, on="2025-05-25")
    found = planned(LATER, name="plan-2.xlsx")
    assert outcomes(found) == ["same", "changed", "same"]
    assert found.rows[1].comparison is not None
    assert found.rows[1].comparison.told() == [("deadline", date(2025, 9, 1), date(2026, 12, 1))]
    load(LATER, name="plan-2.xlsx")
    told = commitment(desk, EDITOR, codes(desk)[1], View())
    assert told is not None
    assert (told.line.first_deadline, told.line.deadline, told.line.extensions) == (
        date(2025, 9, 1),
        date(2026, 12, 1),
        1,
    )


def test_next_years_plan_with_the_same_duty_is_a_commitment_of_its_own(
    load: Loaded, planned: Planned
) -> None:
    load(PLAN, on="2025-05-25")
    found = planned(LATER, title="План мероприятий на 2026 год", name="plan-2026.xlsx")
    assert [one.outcome for one in found.rows][1] == "new"

"""The same duty, renumbered and slightly reworded next quarter, waits for a person, who says it once."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.desk.conftest import Loaded, rows
from tests.desk.test_load import codes, outcomes
from tracker.desk import EDITOR, PUBLIC, Desk, NotAllowed, View
from tracker.desk.detail import commitment
from tracker.desk.load import Applied, Plan, undo
from tracker.desk.review import NoSuchPair, decide, look_for_likeness, open_pairs, waiting
from tracker.model.vocabulary import Verdict

Planned = Callable[..., Plan]

FIRST = """
| № | Мероприятие                                                    | Срок          | Ответственный | Район  |
| 7 | Установить уличное освещение у школы № 3 в центре джамоата     | до 01.06.2025 | ОМВД          | Рудаки |
| 8 | Провести встречу с жителями махалли по вопросам безопасности   | до 01.07.2025 | ОМВД          | Рудаки |
"""
NEXT = """
| №  | Мероприятие                                                  | Срок          | Ответственный | Район  | Статус    | Дата статуса |
| 12 | Установить уличное освещение возле школы № 3 в центре джамоата | до 01.12.2025 | ОМВД          | Рудаки | Исполнено | 20.11.2025   |
| 13 | Открыть приёмную для граждан при отделе                      | до 01.07.2025 | ОМВД          | Рудаки |           |              |
"""


def both(desk: Desk, load: Loaded) -> Applied:
    load(FIRST, on="2025-01-15")
    done = load(NEXT, on="2025-11-25", name="next.xlsx")
    assert done.upload_id is not None
    assert look_for_likeness(desk, EDITOR, done.upload_id) == 1
    return done


def test_the_same_duty_reworded_waits_with_both_texts_and_their_rows(desk: Desk, load: Loaded) -> None:
    both(desk, load)
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    assert pair.older.text.startswith("Установить уличное освещение у школы")
    assert pair.newer.text.startswith("Установить уличное освещение возле школы")
    assert pair.older.source is not None and pair.newer.source is not None
    assert (pair.older.source.name, pair.older.source.row) == ("plan.xlsx", 4)
    assert (pair.newer.source.name, pair.newer.source.row) == ("next.xlsx", 4)
    assert (pair.older.due_on, pair.newer.due_on) == (date(2025, 6, 1), date(2025, 12, 1))
    assert waiting(desk, EDITOR) == 1


def test_looking_twice_finds_nothing_more(desk: Desk, load: Loaded) -> None:
    done = both(desk, load)
    assert done.upload_id is not None
    assert look_for_likeness(desk, EDITOR, done.upload_id) == 0


@pytest.mark.parametrize(("written", "other"), [("Рудаки", "Варзоб"), ("ОМВД", "Хукумат")])
def test_only_the_same_body_in_the_same_place_is_compared(
    desk: Desk, load: Loaded, written: str, other: str
) -> None:
    load(FIRST)
    done = load(NEXT.replace(written, other), name="next.xlsx")
    assert done.upload_id is not None
    assert look_for_likeness(desk, EDITOR, done.upload_id) == 0


def test_the_same_keeps_the_older_code_with_all_that_was_said(desk: Desk, load: Loaded) -> None:
    both(desk, load)
    older, _second, newer, _fourth = codes(desk)
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    assert decide(desk, EDITOR, pair.id, Verdict.SAME) == older
    assert older in codes(desk) and newer not in codes(desk)
    told = commitment(desk, EDITOR, older, View())
    assert told is not None
    assert [(one.status, one.effective_on) for one in told.findings] == [("fulfilled", date(2025, 11, 20))]
    assert told.findings[0].source is not None and told.findings[0].source.name == "next.xlsx"
    assert (told.line.first_deadline, told.line.deadline) == (date(2025, 6, 1), date(2025, 12, 1))
    assert open_pairs(desk, EDITOR, language="ru") == []


def test_the_row_of_the_newer_file_speaks_of_the_older_commitment_from_then_on(
    desk: Desk, load: Loaded, planned: Planned
) -> None:
    both(desk, load)
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    older = decide(desk, EDITOR, pair.id, Verdict.SAME)
    linked = (
        f"SELECT s.row FROM source_row s JOIN commitment c ON c.id = s.commitment_id WHERE c.code = '{older}'"
    )
    assert rows(desk, linked) == [(4,), (4,)]
    assert outcomes(planned(NEXT, name="next.xlsx")) == ["same", "same"]
    anew = planned(NEXT, name="anew.xlsx", saved_by="another program")
    assert outcomes(anew) == ["same", "same"]
    assert anew.rows[0].known is not None and anew.rows[0].known.code == older
    third = planned(NEXT.replace("Исполнено", "В работе ").replace("20.11", "22.11"), name="third.xlsx")
    assert third.rows[0].outcome == "changed"
    assert third.rows[0].known is not None and third.rows[0].known.code == older


def test_different_is_remembered(desk: Desk, load: Loaded) -> None:
    done = both(desk, load)
    assert done.upload_id is not None
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    decide(desk, EDITOR, pair.id, Verdict.DIFFERENT)
    assert len(codes(desk)) == 4
    undo(desk, EDITOR, done.upload_id)
    again = load(NEXT, name="again.xlsx", saved_by="another program")
    assert again.upload_id is not None
    assert look_for_likeness(desk, EDITOR, again.upload_id) == 0
    assert open_pairs(desk, EDITOR, language="ru") == []


def test_a_pair_is_decided_once(desk: Desk, load: Loaded) -> None:
    both(desk, load)
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    decide(desk, EDITOR, pair.id, Verdict.DIFFERENT)
    with pytest.raises(NoSuchPair):
        decide(desk, EDITOR, pair.id, Verdict.SAME)


def test_a_pair_whose_load_was_taken_back_waits_no_longer(desk: Desk, load: Loaded) -> None:
    done = both(desk, load)
    assert done.upload_id is not None
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    undo(desk, EDITOR, done.upload_id)
    assert open_pairs(desk, EDITOR, language="ru") == []
    with pytest.raises(NoSuchPair):
        decide(desk, EDITOR, pair.id, Verdict.SAME)


def test_taking_back_the_newer_load_names_the_commitment_that_took_its_row_in(
    desk: Desk, load: Loaded
) -> None:
    done = both(desk, load)
    assert done.upload_id is not None
    (pair,) = open_pairs(desk, EDITOR, language="ru")
    older = decide(desk, EDITOR, pair.id, Verdict.SAME)
    assert undo(desk, EDITOR, done.upload_id).kept == (older,)


def test_many_in_one_group_are_compared_by_their_rare_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, load: Loaded
) -> None:
    monkeypatch.setattr("tracker.desk.likeness.EVERY_PAIR", 0)
    both(desk, load)


def test_only_the_organisation_reviews(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        open_pairs(desk, PUBLIC, language="ru")
    with pytest.raises(NotAllowed):
        decide(desk, PUBLIC, 1, Verdict.SAME)

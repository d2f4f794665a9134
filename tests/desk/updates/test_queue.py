"""What waits for a person: conflicts with what was recorded since, and proposals; each decision can be taken back."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, ROOM, Made, fill, outcomes, table_of
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.updates import Comparison, conflicts, proposals
from tracker.desk.updates.deciding import AlreadyDecided, undo_decision
from tracker.desk.updates.proposals import Accepted
from tracker.model.vocabulary import ConflictVerdict

Returned = Callable[[Path], Comparison]
OFFICE = {"status": "in_progress", "on": date(2026, 6, 10), "found": "Роют"}
STANDING = (
    "SELECT status, effective_on FROM finding WHERE id NOT IN"
    " (SELECT finding_id FROM retraction WHERE finding_id IS NOT NULL) ORDER BY id"
)


@pytest.fixture
def conflict(made: Made, returned: Returned, two_partners: Desk, tmp_path: Path) -> int:
    """A conflict about the lights: in progress on 10 June, the partner says fulfilled on 28 May."""
    path = made()
    other = Path(shutil.copy(path, tmp_path / "other.xlsx"))
    returned(fill(path, LIGHTS, **OFFICE))
    returned(fill(other, LIGHTS, status="fulfilled", on=date(2026, 5, 28), found="Горят", evidence="акт 1"))
    (waiting,) = conflicts.opened(two_partners, EDITOR, language="ru")
    assert waiting.theirs.status == "fulfilled" and [one.status for one in waiting.ours] == ["in_progress"]
    assert waiting.code == LIGHTS and waiting.partner == "ours" and waiting.source is not None
    return waiting.id


def status_of(desk: Desk) -> str:
    """The status that decides about the lights."""
    states = look.states(desk, EDITOR, View())
    return str(states.loc[states["commitment_id"] == 1, "latest_status"].iloc[0])


@pytest.mark.parametrize(
    ("verdict", "decides"),
    [
        (ConflictVerdict.THEIRS, "fulfilled"),
        (ConflictVerdict.OURS, "in_progress"),
        (ConflictVerdict.BOTH, "in_progress"),
    ],
)
def test_a_person_decides_and_both_stay_in_the_history(
    two_partners: Desk, conflict: int, verdict: ConflictVerdict, decides: str
) -> None:
    conflicts.decide(two_partners, EDITOR, [conflict], verdict)
    assert status_of(two_partners) == decides
    assert {status for (status,) in rows(two_partners, "SELECT status FROM finding")} == {
        "fulfilled",
        "in_progress",
    }
    assert conflicts.waiting(two_partners, EDITOR) == 0
    with pytest.raises(AlreadyDecided):
        conflicts.decide(two_partners, EDITOR, [conflict], verdict)


@pytest.mark.parametrize("verdict", list(ConflictVerdict))
def test_a_decision_taken_back_waits_again(
    two_partners: Desk, conflict: int, verdict: ConflictVerdict
) -> None:
    revision = conflicts.decide(two_partners, EDITOR, [conflict], verdict).revision
    undo_decision(two_partners, EDITOR, revision)
    assert rows(two_partners, STANDING) == [("in_progress", "2026-06-10")]
    assert conflicts.waiting(two_partners, EDITOR) == 1


def propose(path: Path, text: str, due: str) -> Path:
    """Write a proposal into the first empty row."""
    book = openpyxl.load_workbook(path)
    sheet = table_of(book)
    at = next(
        line[0].row for line in sheet.iter_rows(min_row=4) if line[0].value == "(новое)" and not line[1].value
    )
    for column, value in ((2, text), (4, "ОМВД"), (5, "Рудаки"), (6, due)):
        sheet.cell(at, column).value = value
    book.save(path)
    return path


def test_an_accepted_proposal_is_a_commitment_of_its_partner(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    assert outcomes(returned(propose(made(), "Поставить знак", "до 1 мая 2027"))) == {"": "proposed"}
    (waiting,) = proposals.opened(two_partners, EDITOR)
    assert (waiting.text, waiting.agency, waiting.district) == ("Поставить знак", "ОМВД", "Рудаки")
    (code,), _revision = proposals.accept(
        two_partners, EDITOR, [Accepted(waiting.id, "mia-district", ("rudaki",))]
    )
    line = next(
        one for one in look.page_of(two_partners, EDITOR, View(partners=("ours",))).lines if one.code == code
    )
    assert (line.text, line.lead, line.districts, line.deadline) == (
        "Поставить знак", "mia-district", ["rudaki"], date(2027, 5, 1)
    )  # fmt: skip
    assert line.visibility == "internal"


def test_a_proposal_is_declined_with_a_reason(made: Made, returned: Returned, two_partners: Desk) -> None:
    returned(propose(made(), "Поставить знак", "до 1 мая 2027"))
    (waiting,) = proposals.opened(two_partners, EDITOR)
    with pytest.raises(ValueError, match="reason"):
        proposals.decline(two_partners, EDITOR, [waiting.id], " ")
    _count, revision = proposals.decline(two_partners, EDITOR, [waiting.id], "Это не обязательство")
    assert proposals.waiting(two_partners, EDITOR) == 0
    undo_decision(two_partners, EDITOR, revision)
    assert proposals.waiting(two_partners, EDITOR) == 1


@pytest.fixture
def two_conflicts(made: Made, returned: Returned, two_partners: Desk, tmp_path: Path) -> list[int]:
    """Two colleagues say different things of the lights and of the reception room."""
    path = made()
    other = Path(shutil.copy(path, tmp_path / "other.xlsx"))
    for code in (LIGHTS, ROOM):
        fill(path, code, **OFFICE)
        fill(other, code, status="fulfilled", on=date(2026, 5, 28), found="Готово", evidence="акт 1")
    returned(path)
    returned(other)
    return [one.id for one in conflicts.opened(two_partners, EDITOR, language="ru")]


@pytest.mark.parametrize("verdict", list(ConflictVerdict))
def test_several_conflicts_are_decided_in_one_change_and_taken_back_in_one(
    two_partners: Desk, two_conflicts: list[int], verdict: ConflictVerdict
) -> None:
    before = two_partners.revision()
    done = conflicts.decide(two_partners, EDITOR, two_conflicts, verdict)
    assert (done.count, done.revision) == (2, before + 1)
    assert conflicts.waiting(two_partners, EDITOR) == 0
    undo_decision(two_partners, EDITOR, done.revision)
    assert conflicts.waiting(two_partners, EDITOR) == 2
    assert rows(two_partners, STANDING) == [("in_progress", "2026-06-10")] * 2


def test_what_a_colleague_decided_meanwhile_stays_as_they_decided(
    two_partners: Desk, two_conflicts: list[int]
) -> None:
    conflicts.decide(two_partners, EDITOR, two_conflicts[:1], ConflictVerdict.OURS)
    assert conflicts.decide(two_partners, EDITOR, two_conflicts, ConflictVerdict.THEIRS).count == 1
    verdicts = rows(two_partners, "SELECT conflict_id, verdict FROM conflict_decision ORDER BY conflict_id")
    assert verdicts == [(two_conflicts[0], "ours"), (two_conflicts[1], "theirs")]


def test_of_two_conflicts_about_one_commitment_the_second_verdict_knows_what_the_first_recorded(
    made: Made, returned: Returned, two_partners: Desk, tmp_path: Path
) -> None:
    path = made()
    copies = [Path(shutil.copy(path, tmp_path / f"{n}.xlsx")) for n in range(2)]
    returned(fill(path, LIGHTS, **OFFICE))
    for copy, day, status in zip(copies, (28, 20), ("fulfilled", "not_started"), strict=True):
        returned(fill(copy, LIGHTS, status=status, on=date(2026, 5, day), found="Иначе", evidence="акт"))
    waiting = [one.id for one in conflicts.opened(two_partners, EDITOR, language="ru")]
    assert len(waiting) == 2
    conflicts.decide(two_partners, EDITOR, waiting, ConflictVerdict.THEIRS)
    # The first says fulfilled on 28 May and takes 10 June back; the second says not started on 20 May and takes 28 May back.
    assert rows(two_partners, STANDING) == [("not_started", "2026-05-20")]


def test_several_proposals_are_accepted_or_declined_at_once(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    returned(propose(propose(made(), "Поставить знак", "до 1 мая 2027"), "Вывесить график", "постоянно"))
    first, second = proposals.opened(two_partners, EDITOR)
    told = [Accepted(first.id, "mia-district", ("rudaki",)), Accepted(second.id, None)]
    codes, revision = proposals.accept(two_partners, EDITOR, told)
    assert len(codes) == 2 and proposals.waiting(two_partners, EDITOR) == 0
    undo_decision(two_partners, EDITOR, revision)
    assert proposals.waiting(two_partners, EDITOR) == 2
    count, _revision = proposals.decline(two_partners, EDITOR, [first.id, second.id], "Не обязательства")
    assert count == 2 and proposals.waiting(two_partners, EDITOR) == 0

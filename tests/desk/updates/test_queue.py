"""What waits for a person: conflicts with what was recorded since, and proposals; each decision can be taken back."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.desk.conftest import rows
from tests.desk.updates.conftest import LIGHTS, Made, fill, outcomes, table_of
from tracker.desk import EDITOR, Desk, View, look
from tracker.desk.updates import Comparison, queue
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
    (waiting,) = queue.open_conflicts(two_partners, EDITOR, language="ru")
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
    queue.decide_conflict(two_partners, EDITOR, conflict, verdict)
    assert status_of(two_partners) == decides
    assert {status for (status,) in rows(two_partners, "SELECT status FROM finding")} == {
        "fulfilled",
        "in_progress",
    }
    assert queue.conflicts_waiting(two_partners, EDITOR) == 0
    with pytest.raises(queue.AlreadyDecided):
        queue.decide_conflict(two_partners, EDITOR, conflict, verdict)


@pytest.mark.parametrize("verdict", list(ConflictVerdict))
def test_a_decision_taken_back_waits_again(
    two_partners: Desk, conflict: int, verdict: ConflictVerdict
) -> None:
    revision = queue.decide_conflict(two_partners, EDITOR, conflict, verdict)
    queue.undo_decision(two_partners, EDITOR, revision)
    assert rows(two_partners, STANDING) == [("in_progress", "2026-06-10")]
    assert queue.conflicts_waiting(two_partners, EDITOR) == 1


def propose(path: Path, text: str, due: str) -> Path:
    """Write a proposal into the first empty row."""
    book = openpyxl.load_workbook(path)
    sheet = table_of(book)
    at = next(line[0].row for line in sheet.iter_rows(min_row=4) if line[0].value == "(новое)")
    for column, value in ((2, text), (4, "ОМВД"), (5, "Рудаки"), (6, due)):
        sheet.cell(at, column).value = value
    book.save(path)
    return path


def test_an_accepted_proposal_is_a_commitment_of_its_partner(
    made: Made, returned: Returned, two_partners: Desk
) -> None:
    assert outcomes(returned(propose(made(), "Поставить знак", "до 1 мая 2027"))) == {"": "proposed"}
    (waiting,) = queue.open_proposals(two_partners, EDITOR)
    assert (waiting.text, waiting.agency, waiting.district) == ("Поставить знак", "ОМВД", "Рудаки")
    code, _revision = queue.accept_proposal(
        two_partners, EDITOR, waiting.id, agency="mia-district", districts=("rudaki",)
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
    (waiting,) = queue.open_proposals(two_partners, EDITOR)
    with pytest.raises(ValueError, match="reason"):
        queue.decline_proposal(two_partners, EDITOR, waiting.id, " ")
    revision = queue.decline_proposal(two_partners, EDITOR, waiting.id, "Это не обязательство")
    assert queue.proposals_waiting(two_partners, EDITOR) == 0
    queue.undo_decision(two_partners, EDITOR, revision)
    assert queue.proposals_waiting(two_partners, EDITOR) == 1

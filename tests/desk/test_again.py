"""What is said again (a decision undone, a pair joined, a finding restored) is what stands by now, not what was once said."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.ui.made import Made, record
from tracker.desk import EDITOR, Asker, Desk, View, checking, review
from tracker.desk import record as recording
from tracker.desk.answers import Statement
from tracker.desk.detail import commitment
from tracker.desk.load.undo import undo_revision
from tracker.desk.record import LinkProof, Refused
from tracker.desk.rules import Said
from tracker.model import Likeness, Retraction
from tracker.model.vocabulary import Role, Verdict, Visibility
from tracker.store import make_public_copy

OLDER, NEWER = "AH-00001-B", "AH-00002-C"
SECRET = "Имя свидетеля"
PUBLIC, INTERNAL = Visibility.PUBLIC, Visibility.INTERNAL
OFFICE = Asker("zarina", Role.EDITOR)
Way = Callable[[Desk, list[int]], str]


def decided_and_undone(desk: Desk, findings: list[int]) -> str:
    """A decision takes the findings back, and is taken back itself."""
    with desk.store.write(actor="firuz", action="conflict.theirs", at=desk.clock()) as change:
        keys = change.take_ids(Retraction, len(findings))
        own = {"revision": change.number, "reason": "decided"}
        change.append(
            Retraction,
            [{"id": key, "finding_id": one, **own} for key, one in zip(keys, findings, strict=True)],
        )
    undo_revision(desk, EDITOR, change.number, action="decision.undone")
    return NEWER


def joined(desk: Desk, _findings: list[int]) -> str:
    """The commitment of the findings is said to be the same as an older one."""
    with desk.store.write(actor="test", action="likeness.found", at=desk.clock()) as change:
        change.append(
            Likeness, [{"id": 1, "revision": change.number, "older_id": 1, "newer_id": 2, "score": 90}]
        )
    return review.decide(desk, EDITOR, 1, Verdict.SAME)


def restored(desk: Desk, findings: list[int]) -> str:
    """The findings are sent back, and restored."""
    for one in findings:
        recording.retraction(desk, EDITOR, "finding", one, reason="не тот акт")
        checking.restore(desk, EDITOR, one)
    return NEWER


@pytest.fixture(params=[decided_and_undone, joined, restored])
def say_again(request: pytest.FixtureRequest) -> Way:
    way: Way = request.param
    return way


@pytest.fixture
def made(desk: Desk) -> Desk:
    """Two public commitments of the same words, so that either of them may be the other."""
    words = "Освещение у школы"
    record(desk, [Made(code, ru=words, due=date(2025, 6, 30)) for code in (OLDER, NEWER)])
    return desk


def said(desk: Desk, note: str, *, day: int = 1) -> int:
    proof = [LinkProof(f"https://example.tj/{day}")]
    told = Said("fulfilled", date(2025, 6, day), note, has_evidence=True)
    return recording.finding(desk, OFFICE, NEWER, told, evidence=proof, visibility=PUBLIC).id


def standing(desk: Desk, code: str) -> list[Statement]:
    told = commitment(desk, EDITOR, code, View())
    assert told is not None
    return [one for one in told.findings if one.retracted is None]


def test_what_was_hidden_since_stays_hidden(made: Desk, say_again: Way, tmp_path: Path) -> None:
    key = said(made, SECRET)
    recording.publication(made, EDITOR, "finding", key, INTERNAL)
    (again,) = standing(made, say_again(made, [key]))
    assert (again.note, again.visibility) == (SECRET, INTERNAL)
    make_public_copy(made.store, tmp_path / "copy.db")
    assert SECRET.encode() not in (tmp_path / "copy.db").read_bytes()


def test_what_was_published_since_stays_published(made: Desk, say_again: Way) -> None:
    told = Said("in_progress", date(2025, 6, 1), "Столбы стоят")
    key = recording.finding(made, EDITOR, NEWER, told).id
    recording.publication(made, EDITOR, "finding", key, PUBLIC)
    assert [one.visibility for one in standing(made, say_again(made, [key]))] == [PUBLIC]


def test_what_stands_under_it_goes_along_and_what_was_taken_back_of_it_does_not(
    made: Desk, say_again: Way
) -> None:
    key = said(made, "Горят")
    wrong = recording.evidence(made, EDITOR, "finding", key, LinkProof("https://example.tj/wrong")).id
    recording.retraction(made, EDITOR, "evidence", wrong, reason="не тот акт")
    closed = recording.evidence(made, EDITOR, "finding", key, LinkProof("https://example.tj/closed")).id
    recording.publication(made, EDITOR, "evidence", closed, PUBLIC)
    recording.publication(made, EDITOR, "evidence", closed, INTERNAL)
    for text in ("Согласны", "Не то", "Закрыто"):
        answer = recording.reply(
            made, EDITOR, key, text=text, replied_on=date(2025, 6, 5), agency="mia", visibility=PUBLIC
        ).id
        if text == "Не то":
            recording.retraction(made, EDITOR, "reply", answer, reason="ошибка")
        if text == "Закрыто":
            recording.publication(made, EDITOR, "reply", answer, INTERNAL)
    recording.confirm(made, EDITOR, [key], checked_by="Фируз")

    (again,) = standing(made, say_again(made, [key]))
    assert [(one.url, one.visibility) for one in again.evidence] == [
        ("https://example.tj/1", PUBLIC),
        ("https://example.tj/closed", INTERNAL),
    ]
    assert [(one.text, one.agency, one.visibility) for one in again.replies] == [
        ("Согласны", "mia", PUBLIC),
        ("Закрыто", "mia", INTERNAL),
    ]
    assert again.confirmed and [name for _key, name in again.checked_by] == ["Фируз"]


def test_a_confirmation_that_was_taken_back_does_not_return(made: Desk, say_again: Way) -> None:
    key = said(made, "Горят")
    (confirmed,) = recording.confirm(made, EDITOR, [key], checked_by="Фируз").ids
    recording.retraction(made, EDITOR, "confirmation", confirmed, reason="не был там")
    (again,) = standing(made, say_again(made, [key]))
    assert not again.confirmed


def test_whoever_found_it_stays_named_and_cannot_confirm_it(made: Desk, say_again: Way) -> None:
    key = said(made, "Горят")
    (again,) = standing(made, say_again(made, [key]))
    assert again.found_by == "zarina"
    with pytest.raises(Refused):
        recording.confirm(made, OFFICE, [again.id])


def test_what_was_said_under_an_internal_commitment_is_not_shown_on_a_public_one(
    made: Desk, tmp_path: Path
) -> None:
    key = said(made, SECRET)
    recording.reply(made, EDITOR, key, text=SECRET, replied_on=date(2025, 6, 5), visibility=PUBLIC)
    recording.visibility(made, EDITOR, [NEWER], INTERNAL)
    (again,) = standing(made, joined(made, [key]))
    assert (again.visibility, again.evidence[0].visibility, again.replies[0].visibility) == (INTERNAL,) * 3
    make_public_copy(made.store, tmp_path / "copy.db")
    assert SECRET.encode() not in (tmp_path / "copy.db").read_bytes()


def test_a_hidden_finding_is_restored_only_once(made: Desk) -> None:
    key = said(made, SECRET)
    recording.publication(made, EDITOR, "finding", key, INTERNAL)
    restored(made, [key])
    with pytest.raises(recording.AlreadyTakenBack):
        checking.restore(made, EDITOR, key)
    assert len(standing(made, NEWER)) == 1

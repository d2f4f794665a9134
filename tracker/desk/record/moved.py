"""A deadline that was moved (an extension, from the day it was decided) or mistyped (a correction, as if always so)."""

from datetime import date

from tracker.desk.asking import Asker, require_staff
from tracker.desk.desk import Desk
from tracker.desk.record.about import abouts
from tracker.desk.record.rights import require_recorder, subject_of
from tracker.desk.record.shapes import Recorded, Refused
from tracker.desk.rules import Breach, check_extension, clean, errors
from tracker.model import Deadline, Extension
from tracker.model.vocabulary import Cadence
from tracker.sheets import Due, DueContext, read_due
from tracker.store import queries


def extension(
    desk: Desk,
    asker: Asker,
    code: str,
    *,
    due_on: date | None,
    decided_on: date | None,
    reason: str | None = None,
) -> Recorded:
    """Record that the deadline was moved. Raises `Refused`, `NotAllowed`, `NoSuchCommitment`, `StoreBusy`."""
    require_recorder(asker)
    with desk.store.write(actor=asker.name, action="extension.recorded", at=desk.clock()) as change:
        subject = subject_of(change.connection, asker, code)
        known = abouts(change.connection, [subject.id], today=desk.today(), zone=desk.settings.zone)
        words = clean(reason)
        found = check_extension(
            known[subject.id], due_on=due_on, decided_on=decided_on, reason=words, today=desk.today()
        )
        if errors(found):
            raise Refused(found)
        (key,) = change.take_ids(Extension, 1)
        row = {
            "id": key,
            "commitment_id": subject.id,
            "revision": change.number,
            "decided_on": decided_on,
            "decided_on_assumed": False,
            "due_on": due_on,
            "due_text": None,
            "reason": words,
            "source_row_id": None,
        }
        change.append(Extension, [row])
        return Recorded("extension", key, subject.code, change.number, tuple(found))


def correction(desk: Desk, asker: Asker, code: str, *, due_text: str) -> Recorded:
    """Set a mistyped deadline right, written as people write deadlines. Staff only; raises as `extension` does.

    A deadline that cannot be read is refused here, since somebody sits before it who can write it in another way.
    """
    require_staff(asker)
    due, found = understood(desk, due_text)
    if found:
        raise Refused(found)
    with desk.store.write(actor=asker.name, action="deadline.corrected", at=desk.clock()) as change:
        subject = subject_of(change.connection, asker, code)
        before = queries.newest_deadlines(change.connection, [subject.id])[subject.id]
        (key,) = change.take_ids(Deadline, 1)
        row = {
            "id": key,
            "commitment_id": subject.id,
            "revision": change.number,
            "due_text": due.text,
            "cadence": due.cadence,
            "due_from": due.from_,
            "due_on": due.on,
            "recurrence": due.recurrence if due.cadence == Cadence.RECURRING else None,
            "source_row_id": None,
        }
        if all(before[name] == row[name] for name in ("cadence", "due_from", "due_on", "recurrence")):
            raise Refused([Breach("same_deadline", "due_text")])
        change.append(Deadline, [row])
        return Recorded("deadline", key, subject.code, change.number)


def understood(desk: Desk, due_text: str) -> tuple[Due, list[Breach]]:
    """How a deadline would be read, and why it cannot be taken (empty: it can)."""
    due, issues = read_due(clean(due_text), context=DueContext(inclusive=desk.settings.until_is_inclusive))
    if due.cadence != Cadence.UNKNOWN:
        return due, []
    why = [Breach(issue.code, "due_text", issue.values) for issue in issues]
    return due, why or [Breach("text_missing", "due_text")]

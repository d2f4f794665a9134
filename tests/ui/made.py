"""A small installation written by hand, row by row, for tests of what people see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from tracker.desk import EDITOR, Desk, look
from tracker.model import (
    Claim,
    Commitment,
    CommitmentVersion,
    Deadline,
    Extension,
    Finding,
    VersionAgency,
    VersionDistrict,
)

LOADED_AT = datetime(2025, 1, 10, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A commitment for a test: words by language, who and where, deadline, and what was said about it."""

    code: str
    ru: str | None = None
    en: str | None = None
    tg: str | None = None
    agencies: Sequence[str] = ("mia-district",)
    districts: Sequence[str] = ()
    due: date | None = None
    cadence: str = "once"
    recurrence: str | None = None
    due_text: str | None = None
    basis: str | None = None
    article: str | None = None
    topic: str | None = None
    made_on: date = date(2024, 1, 15)
    findings: Iterable[tuple[str, date]] = ()
    claims: Iterable[tuple[str, date]] = ()
    extended: Iterable[tuple[date, date]] = ()
    note: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


def record(desk: Desk, made: Sequence[Made], *, at: datetime = LOADED_AT) -> None:
    """Write the commitments in one change."""
    names = look.names(desk, EDITOR)
    with desk.store.write(actor="test", action="load", at=at) as change:
        ids = list(change.take_ids(Commitment, len(made)))
        versions = list(change.take_ids(CommitmentVersion, len(made)))
        for one, key, version in zip(made, ids, versions, strict=True):
            shared = {"commitment_id": key, "revision": change.number}
            row = {"id": key, "code": one.code, "revision": change.number, "version_id": version}
            change.append(Commitment, [row])
            words = {"text_en": one.en, "text_ru": one.ru, "text_tg": one.tg}
            change.append(
                CommitmentVersion,
                [
                    {
                        "id": version,
                        **shared,
                        **words,
                        "void": False,
                        "article": one.article,
                        "basis_id": names.bases[one.basis].id if one.basis else None,
                        "topic_id": names.topics[one.topic].id if one.topic else None,
                        "made_on": one.made_on,
                        "note": one.note,
                        "visibility": "public",
                        "fingerprint": one.code,
                        **one.more,
                    }
                ],
            )
            change.append(
                VersionAgency,
                [
                    {
                        "version_id": version,
                        "agency_id": names.agencies[code].id,
                        "role": "joint" if position else "lead",
                        "position": position,
                    }
                    for position, code in enumerate(one.agencies)
                ],
            )
            change.append(
                VersionDistrict,
                [{"version_id": version, "district_id": names.districts[code].id} for code in one.districts],
            )
            [deadline] = change.take_ids(Deadline, 1)
            change.append(
                Deadline,
                [
                    {
                        "id": deadline,
                        **shared,
                        "cadence": one.cadence,
                        "due_on": one.due,
                        "recurrence": one.recurrence,
                        "due_text": one.due_text,
                    }
                ],
            )
            _say(change, Finding, one.findings, shared)
            _say(change, Claim, one.claims, shared)
            for decided, due in one.extended:
                [extension] = change.take_ids(Extension, 1)
                change.append(
                    Extension,
                    [
                        {
                            "id": extension,
                            **shared,
                            "decided_on": decided,
                            "decided_on_assumed": False,
                            "due_on": due,
                        }
                    ],
                )


def _say(change: Any, model: Any, said: Iterable[tuple[str, date]], shared: dict[str, Any]) -> None:
    for status, day in said:
        [key] = change.take_ids(model, 1)
        row = {"id": key, **shared, "status": status, "effective_on": day, "visibility": "public"}
        change.append(model, [{**row, "effective_on_assumed": False, "late": False}])

"""Setting right what a commitment says: its words, who, where, on what basis. Only the office does this."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from tracker.desk.asking import Asker, require_staff
from tracker.desk.catalogue import Catalogue, catalogue
from tracker.desk.desk import Desk
from tracker.desk.record.rights import NoSuchThing, subject_of
from tracker.desk.record.shapes import Recorded, Refused
from tracker.desk.record.version import add_version
from tracker.desk.rules import Breach, check_length, clean
from tracker.model.vocabulary import LANGUAGES
from tracker.store import queries

TEXTS: Final = (
    *(f"text_{language}" for language in LANGUAGES),
    "number",
    "section",
    "article",
    "basis_text",
    "note",
    "unknown_agencies",
)
CODED: Final = {"basis": "bases", "topic": "topics", "partner": "partners"}
PLACED: Final = ("districts", "regions")


class Stale(Exception):
    """Somebody has changed the commitment since the editor saw it. Nothing was recorded; says who changed what, when."""

    def __init__(self, actor: str, at: datetime, changes: list[tuple[str, Any, Any]]) -> None:
        """Hold who, when, and the changes as (field, old, new)."""
        super().__init__(actor)
        self.actor = actor
        self.at = at
        self.changes = changes


def attributes(desk: Desk, asker: Asker, code: str, *, seen: int, changes: Mapping[str, Any]) -> Recorded:
    """Change attributes of a commitment whose version `seen` the editor had before them.

    `changes` by the names of the detail: texts, `made_on` (a day), `basis`, `topic`, `partner` (codes or None),
    `agencies` as (code, role), `districts`, `regions` as codes. Raises `Stale`, `Refused`, `NotAllowed`,
    `NoSuchCommitment`, `NoSuchThing` (an unknown code), `StoreBusy`.
    """
    require_staff(asker)
    wanted = _cleaned(changes)
    if found := [breach for name in TEXTS for breach in check_length(wanted.get(name), name)]:
        raise Refused(found)
    with desk.store.write(actor=asker.name, action="commitment.edited", at=desk.clock()) as change:
        subject = subject_of(change.connection, asker, code)
        versions = queries.versions(change.connection, [seen, subject.version_id])
        now = versions[subject.version_id]
        if subject.version_id != seen:
            # late: the detail needs the ledger, recording does not
            from tracker.desk.detail import differences

            made = queries.revisions(change.connection, [now["revision"]])[now["revision"]]
            told = differences(versions.get(seen), now)
            raise Stale(made["actor"], made["recorded_at"], told)
        anew = {name: value for name, value in wanted.items() if value != now[name]}
        if not anew:
            raise Refused([Breach("nothing_changed", "attributes")])
        if not any(anew.get(name, now[name]) for name in TEXTS[: len(LANGUAGES)]):
            raise Refused([Breach("no_words", f"text_{LANGUAGES[0]}")])
        add_version(change, subject.version_id, _as_ids(anew, catalogue(desk)))
        return Recorded("version", subject.id, subject.code, change.number)


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    known = {*TEXTS, *CODED, *PLACED, "agencies", "made_on"}
    if unknown := changes.keys() - known:
        raise NoSuchThing(", ".join(sorted(unknown)))
    cleaned: dict[str, Any] = {}
    for name, value in changes.items():
        cleaned[name] = clean(value) if name in TEXTS else value
        if name in PLACED:
            cleaned[name] = list(dict.fromkeys(value))
        if name == "agencies":
            cleaned[name] = [tuple(each) for each in dict.fromkeys(value)]
    return cleaned


def _as_ids(anew: Mapping[str, Any], names: Catalogue) -> dict[str, Any]:
    """The changes with ids in place of codes. Raises `NoSuchThing`."""
    try:
        found: dict[str, Any] = {}
        for name, value in anew.items():
            if name in CODED:
                found[f"{name}_id"] = getattr(names, CODED[name])[value].id if value is not None else None
            elif name == "agencies":
                found[name] = [(names.agencies[code].id, role) for code, role in value]
            elif name in PLACED:
                found[name] = [getattr(names, name)[code].id for code in value]
            else:
                found[name] = value
    except KeyError as error:
        raise NoSuchThing(str(error)) from error
    return found

"""What stands in a cell: the value of a column for one commitment and what is reported of it."""

from collections.abc import Callable
from datetime import date

from data.making.bodies import written
from data.making.found import problem
from data.making.model import Commitment, Report
from data.making.places import full_name, regions, table
from data.making.wording import EVERYWHERE, STATUSES

Value = str | date | int | None

_SEPARATORS = {"plan": ",\n", "markaz": "; "}


def value(kind: str, commitment: Commitment, report: Report) -> Value:
    """The value of a column; its kinds are the keys of `wording.HEADERS`."""
    if kind in _FORUM:
        found: Value = getattr(commitment.forum, _FORUM[kind], None)
        return found
    if kind in _REPORT:
        return _REPORT[kind](commitment, report)
    return _COMMITMENT[kind](commitment)


def is_late(commitment: Commitment, status: str | None, on: date | None, end: date | None) -> bool:
    """Whether the status word itself says that it was done late."""
    if status != "fulfilled" or commitment.due.cadence != "once" or on is None or end is None:
        return False
    return on > end and _pick(commitment, 2) == 0


def text_of(commitment: Commitment) -> str:
    """The text as one cell holds it; one partner writes two languages into the same cell."""
    if commitment.source == "markaz" and commitment.also:
        return f"{commitment.text}\n{commitment.also}"
    return commitment.text


def _status(commitment: Commitment, report: Report, status: str | None, on: date | None) -> str | None:
    if status is None:
        return None
    words: tuple[str, ...] = STATUSES[commitment.language][
        "late" if is_late(commitment, status, on, (report.due or commitment.due).end) else status
    ]
    return words[_pick(commitment, len(words))]


def _pick(commitment: Commitment, choices: int) -> int:
    return sum(map(ord, commitment.key)) % choices


def _district(commitment: Commitment) -> str | None:
    if commitment.region:
        return regions()[commitment.region][f"name_{commitment.language}"]
    names = [full_name(place, commitment.language) for place in commitment.districts]
    if not names and commitment.source != "plan":
        return EVERYWHERE[commitment.language]
    return ", ".join(names) or None


def _bodies(commitment: Commitment) -> str:
    return written(commitment, commitment.bodies, _SEPARATORS.get(commitment.source, ", "))


def _topic(commitment: Commitment) -> str:
    return next(
        row[f"name_{commitment.language}"] for row in table("topics.csv") if row["code"] == commitment.topic
    )


def _law(commitment: Commitment) -> str | None:
    if commitment.basis is None:
        return None
    row = next(row for row in table("laws.csv") if row["code"] == commitment.basis[0])
    if row["type"] in ("law", "constitutional law"):
        return f"Закон РТ «{row['name_ru']}»"
    return row["name_ru"]


_FORUM = {
    "forum_date": "held_on",
    "place": "place",
    "kind": "kind",
    "organiser": "organiser",
    "women": "women",
    "men": "men",
    "police": "police",
}
FORUM_KINDS = frozenset(_FORUM)
"""The columns that describe the meeting, the same for all its rows."""

_COMMITMENT: dict[str, Callable[[Commitment], Value]] = {
    "number": lambda c: c.number,
    "code": lambda c: c.code,
    "district": _district,
    "topic": _topic,
    "problem": problem,
    "text": text_of,
    "also": lambda c: c.also,
    "lead": lambda c: written(c, c.bodies[:1]),
    "joint": lambda c: written(c, c.bodies[1:]) or None,
    "bodies": _bodies,
    "official": lambda c: c.official,
    "law": _law,
    "article": lambda c: c.basis[1] if c.basis else None,
    "made_on": lambda c: c.made_on,
}
_REPORT: dict[str, Callable[[Commitment, Report], Value]] = {
    "rhythm": lambda c, r: None if c.due.cadence == "once" else c.due.cell,
    "start": lambda c, r: c.due.start if c.due.cadence == "once" else None,
    "end": lambda c, r: c.due.end if c.due.cadence == "once" else None,
    "due": lambda c, r: (r.due or c.due).cell,
    "status": lambda c, r: _status(c, r, r.status, r.on),
    "on": lambda c, r: r.on,
    "done": lambda c, r: r.done,
    "evidence": lambda c, r: r.evidence,
    "claim": lambda c, r: _status(c, r, r.claim, r.claim_on),
    "claim_on": lambda c, r: r.claim_on,
}

"""Meetings inside a table of commitments: a row of a forum register that tells of a meeting and of no agreement."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tracker.sheets.forum_kinds import forum_kind
from tracker.sheets.grid import Grid, letter_of
from tracker.sheets.headers import Header, letters
from tracker.sheets.names import Names
from tracker.sheets.register_headers import RegisterHeader
from tracker.sheets.register_shapes import RegisterEntry, RegisterReading
from tracker.sheets.registers import read_register
from tracker.sheets.shapes import Row

COUNTS: Final = ("women", "men", "police")
_AS_REGISTER: Final = {
    "made_on": "held_on",
    "forum_kind": "kind",
    "forum_place": "place",
    "forum_organiser": "organiser",
    "topic": "subject",
    **{name: name for name in ("district", "region", "partner", *COUNTS)},
}
_PROMISED: Final = frozenset(
    {"text", "due", "due_from", "due_on", "agencies", "joint", "official", "status", "claim", "found"}
)


def part_meetings(
    grid: Grid, rows: list[Row], header: Header, names: Names, *, epoch_1904: bool
) -> tuple[list[Row], RegisterReading | None]:
    """The rows that are commitments, or should be, and apart from them the meetings at which nothing was agreed.

    A row without commitment text is a meeting when it has a day and attendance of its own, nothing that a commitment
    would have, and does not stand below agreements of the same meeting.
    """
    if not set(COUNTS) & set(header.fields.values()) or header.column("made_on") is None:
        return rows, None
    kept: list[Row] = []
    meetings: set[int] = set()
    for row in rows:
        (meetings.add(row.row) if _is_meeting(row, kept) else kept.append(row))
    own = {row.row for row in kept}
    fields = {column: _AS_REGISTER[field] for column, field in header.fields.items() if field in _AS_REGISTER}
    taken_for = RegisterHeader(
        "forum", header.top, header.bottom, fields, header.texts, {}, frozenset(), titled=True
    )
    read = read_register(grid, taken_for, names, epoch_1904=epoch_1904)
    promised = {letter_of(column) for column, field in header.fields.items() if field in _PROMISED}
    entries = tuple(
        entry
        for entry in read.entries
        if entry.row not in own
        and (entry.row in meetings or (_has_come(entry) and not promised & entry.cells.keys()))
    )
    columns, texts = letters(header)
    return kept, replace(read, columns=columns, headers=texts, entries=entries) if entries else None


def _has_come(entry: RegisterEntry) -> bool:
    """Whether a row below the last agreement tells of a meeting: its day and how many came."""
    return entry.fields.get("held_on") is not None and any(name in entry.fields for name in COUNTS)


def forum_of(row: Row) -> dict[str, object] | None:
    """What a row says of the meeting that it comes from, in the words of a register of forums; None without a day."""
    forum = row.forum
    if forum is None or forum.date is None:
        return None
    said: dict[str, object] = {
        "held_on": forum.date,
        "kind": forum_kind(forum.kind),
        "district": row.districts[0] if len(row.districts) == 1 else None,
        "partner": row.partner_code,
    }
    said |= {name: getattr(forum, name) for name in ("place", "organiser", *COUNTS)}
    return {name: value for name, value in said.items() if value is not None}


def _is_meeting(row: Row, before: Sequence[Row]) -> bool:
    if row.text or row.forum is None or row.made_on is None:
        return False
    if all(getattr(row.forum, name) is None for name in COUNTS):
        return False
    if row.due.text or row.due.on or row.agencies or row.unknown_agencies or row.status or row.officials:
        return False
    return not before or (before[-1].made_on, before[-1].forum) != (row.made_on, row.forum)

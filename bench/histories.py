"""Large histories for benchmarks: a database file with the product's own schema, filled past the slower ways of writing.

The file holds what a ledger reads (commitments, versions, what they name, deadlines, findings, claims, confirmations,
extensions, retractions) and no events, so it is good for measuring and for nothing else. Always the same for a size.
"""

from pathlib import Path
from typing import Any

import numpy as np

from tracker.store import Store, migrate
from tracker.store.engine import SQLITE

DISTRICTS, REGIONS, AGENCIES, BASES, TOPICS, PARTNERS, FINDINGS_EACH = 70, 5, 40, 30, 12, 10, 5
REPORTING = TOPICS  # the topic of all recurring commitments, and of no other
FIRST, LAST = "2019-01-01", "2025-12-31"
CADENCES = ("once", "recurring", "continuous", "open")
RHYTHMS = ("quarterly", "half-yearly", "yearly", "quarterly+10d")
STATUSES = ("not_started", "in_progress", "partly_fulfilled", "fulfilled", "not_fulfilled", "withdrawn")

Columns = dict[str, Any]


def make(path: Path, commitments: int) -> None:
    """A history of so many commitments with five findings each, over seven years, into a new file."""
    store = Store(f"sqlite:///{path}")
    migrate(store)
    store.close()
    connection = SQLITE.connect(path)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = OFF")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    for table, columns in _tables(commitments):
        _insert(connection, table, columns)
    for _name, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()


def _tables(n: int) -> list[tuple[str, Columns]]:
    chance = np.random.default_rng(5)
    first, last = (int(np.datetime64(day, "D").astype(int)) for day in (FIRST, LAST))
    days = last - first
    ids = np.arange(1, n + 1)
    made = first + np.sort(chance.integers(0, days - 200, n))
    cadence = chance.choice(4, n, p=(0.7, 0.15, 0.1, 0.05))
    once, recurring = cadence == 0, cadence == 1
    due = made + chance.integers(30, 900, n)

    finding = np.repeat(np.arange(n), FINDINGS_EACH)
    happened = np.minimum(made[finding] + chance.integers(1, 1000, len(finding)), last)
    recorded = np.minimum(happened + chance.integers(0, 60, len(finding)), last)
    order = np.argsort(recorded, kind="stable")
    finding, happened, recorded = finding[order], happened[order], recorded[order]
    status = np.array(STATUSES)[chance.choice(6, len(finding), p=(0.1, 0.3, 0.14, 0.4, 0.05, 0.01))]
    named = recurring[finding] & (chance.random(len(finding)) < 0.3)
    claimed = np.sort(chance.choice(n, n // 2, replace=False))
    claimed_on = np.minimum(made[claimed] + 300, last)
    reported = np.minimum(claimed_on + chance.integers(0, 60, len(claimed)), last)
    order = np.argsort(reported, kind="stable")
    claimed, claimed_on, reported = claimed[order], claimed_on[order], reported[order]
    confirmed = np.flatnonzero(chance.random(len(finding)) < 0.1)
    extended = np.flatnonzero(once & (chance.random(n) < 0.1))
    retracted = np.flatnonzero(chance.random(len(finding)) < 0.005)
    in_two = np.flatnonzero(chance.random(n) < 0.05)
    district = chance.integers(0, DISTRICTS, n)
    national = chance.random(n) < 0.03
    links = np.concatenate((ids[~national], ids[in_two]))
    targets = np.concatenate((district[~national], (district[in_two] + 1) % DISTRICTS)) + 1

    def by_number(count: int, **more: Any) -> Columns:
        return {"id": np.arange(1, count + 1), "code": _codes(count), **more}

    def revision(day: Any) -> Any:  # a revision a day
        return np.asarray(day) - first + 1

    statement = {"effective_on_assumed": 0, "late": 0, "visibility": "public"}
    return [
        ("region", by_number(REGIONS)),
        ("district", by_number(DISTRICTS, region_id=np.arange(DISTRICTS) % REGIONS + 1, kind="district")),
        ("agency", by_number(AGENCIES, kind="police", level="national")),
        ("partner", by_number(PARTNERS, illustration=0)),
        ("topic", by_number(TOPICS)),
        ("basis", by_number(BASES, kind="law")),
        (
            "revision",
            {
                "number": np.arange(1, days + 2),
                "recorded_at": [f"{day} 08:00:00.000000" for day in _days(np.arange(first, last + 1))],
                "actor": "bench",
                "action": "made",
            },
        ),
        ("commitment", {"id": ids, "code": _codes(n), "revision": revision(made), "version_id": ids}),
        (
            "commitment_version",
            {
                "id": ids,
                "commitment_id": ids,
                "revision": revision(made),
                "void": 0,
                "text_en": "Light the street and keep it lit",
                "basis_id": chance.integers(1, BASES + 1, n),
                "topic_id": np.where(recurring, REPORTING, chance.integers(1, TOPICS, n)),
                "partner_id": chance.integers(1, PARTNERS + 1, n),
                "made_on": _days(made),
                "visibility": np.where(chance.random(n) < 0.7, "public", "internal"),
                "fingerprint": "",
            },
        ),
        (
            "version_agency",
            {
                "version_id": ids,
                "agency_id": chance.integers(1, AGENCIES + 1, n),
                "role": "lead",
                "position": 0,
            },
        ),
        ("version_district", {"version_id": links, "district_id": targets}),
        (
            "deadline",
            {
                "id": ids,
                "commitment_id": ids,
                "revision": revision(made),
                "cadence": np.array(CADENCES)[cadence],
                "due_on": _days(due, where=once),
                "recurrence": _words(np.array(RHYTHMS)[chance.integers(0, len(RHYTHMS), n)], recurring),
            },
        ),
        (
            "finding",
            {
                "id": np.arange(1, len(finding) + 1),
                "commitment_id": finding + 1,
                "revision": revision(recorded),
                "status": status,
                "effective_on": _days(happened),
                "deadline_on": _days(happened - chance.integers(0, 90, len(finding)), where=named),
                **statement,
            },
        ),
        (
            "claim",
            {
                "id": np.arange(1, len(claimed) + 1),
                "commitment_id": claimed + 1,
                "revision": revision(reported),
                "status": "fulfilled",
                "effective_on": _days(claimed_on),
                **statement,
            },
        ),
        (
            "confirmation",
            {
                "id": np.arange(1, len(confirmed) + 1),
                "finding_id": confirmed + 1,
                "revision": revision(np.minimum(recorded[confirmed] + 5, last)),
                "checked_by": "second",
            },
        ),
        (
            "extension",
            {
                "id": np.arange(1, len(extended) + 1),
                "commitment_id": extended + 1,
                "revision": revision(np.minimum(due[extended], last)),
                "decided_on": _days(np.minimum(due[extended], last)),
                "decided_on_assumed": 0,
                "due_on": _days(due[extended] + 120),
            },
        ),
        (
            "retraction",
            {
                "id": np.arange(1, len(retracted) + 1),
                "revision": revision(np.minimum(recorded[retracted] + 20, last)),
                "finding_id": retracted + 1,
                "reason": "wrong",
            },
        ),
    ]


def more_findings(connection: Any, count: int) -> None:
    """So many new findings, recorded on the day after the last one."""
    (number, at) = connection.execute("SELECT max(number), max(date(recorded_at)) FROM revision").fetchone()
    (last,) = connection.execute("SELECT max(id) FROM finding").fetchone()
    (commitments,) = connection.execute("SELECT count(*) FROM commitment").fetchone()
    day = str(np.datetime64(at, "D") + 1)
    connection.execute(
        "INSERT INTO revision (number, recorded_at, actor, action) VALUES (?, ?, 'bench', 'made')",
        (number + 1, f"{day} 08:00:00.000000"),
    )
    chance = np.random.default_rng(number)
    rows = [
        (last + place, int(one), number + 1, STATUSES[place % 5], day)
        for place, one in enumerate(chance.integers(1, commitments + 1, count), start=1)
    ]
    connection.executemany(
        "INSERT INTO finding (id, commitment_id, revision, status, effective_on, effective_on_assumed, late, "
        "visibility) VALUES (?, ?, ?, ?, ?, 0, 0, 'public')",
        rows,
    )
    connection.commit()


def _insert(connection: Any, table: str, columns: Columns) -> None:
    count = max(len(values) for values in columns.values() if not isinstance(values, str | int))
    lists = [
        [values] * count
        if isinstance(values, str | int)
        else list(getattr(values, "tolist", lambda v=values: v)())
        for values in columns.values()
    ]
    marks = ", ".join("?" * len(columns))
    names = ", ".join(columns)
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", zip(*lists, strict=True))


def _codes(count: int) -> list[str]:
    return [f"b{number}" for number in range(1, count + 1)]


def _days(numbers: Any, *, where: Any = None) -> list[str | None]:
    told = np.asarray(numbers).astype("datetime64[D]").astype("U10").tolist()
    return told if where is None else _words(told, where)


def _words(words: Any, where: Any) -> list[str | None]:
    return [word if there else None for word, there in zip(list(words), where.tolist(), strict=True)]

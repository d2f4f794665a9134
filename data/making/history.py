"""What became of each commitment: a seeded history, seen at the visits whose results the workbooks report.

The chances below are the story of `data/sample/STORY.md`. Each commitment draws from a generator seeded with its own
key, so that adding one changes no other.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from data.making.bodies import MINISTRY
from data.making.dues import due
from data.making.found import found
from data.making.model import LAST_DAY, Commitment, Due, Report
from data.making.places import MOUNTAINS, region_of
from data.making.rhythm import period

SEED = 20261253

REGISTERS_SEEN = {
    "SH": (date(2024, 10, 10), date(2026, 6, 10)),
    "MA": (date(2024, 11, 14), date(2025, 11, 20)),
    "JA": (date(2024, 11, 28), date(2026, 2, 11)),
    "SQ": (date(2024, 12, 11), date(2026, 4, 15)),
    "KU": (date(2025, 1, 29), date(2026, 7, 15)),
}
"""How things stood when a partner sent its first and its second register."""
MATRIX_SEEN = date(2024, 3, 1)
"""How the duties under laws stood when the office first listed them."""
ROUND_1 = date(2025, 7, 15)
ROUND_2 = LAST_DAY
MINISTRY_REPORT = date(2026, 10, 15)

KEPT = {
    "reception": 0.92,
    "lighting": 0.72,
    "road": 0.70,
    "border": 0.68,
    "youth": 0.66,
    "water-pasture": 0.64,
    "domestic-violence": 0.62,
    "hazards": 0.60,
    "drugs": 0.58,
    "migrants": 0.54,
    "accountability": 0.34,
}
REGION = {"TJ-SU": 0.1, "TJ-DU": 0.0, "TJ-KT": 0.0, "TJ-RA": -0.06, "TJ-GB": -0.08}
YEAR = {2024: -0.26, 2025: -0.04, 2026: 0.14, 2027: 0.0}
LATE = {2024: 0.36, 2025: 0.28, 2026: 0.15, 2027: 0.0}

STEPS = ("not_started", "in_progress", "partly_fulfilled")
"""What has once begun does not go back to not begun."""

WITHDRAWN = {
    "plan-41": date(2026, 9, 29),
    "plan-10": date(2026, 9, 24),
    "LAW-42": date(2026, 10, 6),
    "SH-F04-05": date(2026, 3, 4),
    "MA-F02-03": date(2025, 4, 16),
    "JA-F03-01": date(2025, 6, 5),
    "SQ-F02-04": date(2025, 6, 18),
    "KU-F03-01": date(2026, 9, 10),
}
"""Taken off control; the dates after the deadline are meant so."""
REINSTATED = frozenset({"MA-F02-03"})
"""Taken off control by the first round, found in hand again by the second."""
EXTENDED = {
    "SH-F02-05": ("round-1", "by 2025-12-15 < by 2024-12-20"),
    "MA-F02-02": ("round-1", "by 2025-11-30 < by 2025-01-15"),
    "JA-F02-03": ("round-1", "by 2025-10-30 < by 2024-10-30"),
    "SQ-F02-02": ("round-1", "by 2025-12-20 < q 1 2025"),
    "KU-F01-03": ("round-1", "by 2025-10-15 < by 2025-03-15"),
    "SH-F08-02": ("round-2", "by 2026-12-01 < by 2026-04-01"),
    "MA-F09-04": ("round-2", "by 2027-04-01 < by 2026-06-01"),
    "JA-F07-03": ("round-2", "by 2026-12-20 < by 2026-03-01"),
    "SQ-F06-02": ("round-2", "by 2027-05-20 < by 2026-05-20"),
    "KU-F06-03": ("round-2", "by 2026-12-15 < by 2026-06-30"),
}
"""Deadlines moved by a later workbook: the round that says so, and how it writes it."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What really happened, seen by nobody in full: the day it was done, or how far it got; how often it is visited."""

    done_on: date | None
    stuck: str
    steady: bool
    steady_early: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a commitment: for which workbook, since when, as of which day, and what was last reported of it."""

    name: str
    before: date
    day: date
    last: str | None


def listed_as_of(commitment: Commitment) -> date | None:
    """The day as of which the workbook that first holds this commitment says how it stands; None for the plan."""
    if commitment.forum is None:
        return MATRIX_SEEN if commitment.source == "law" else None
    first, second = REGISTERS_SEEN[commitment.forum.code[:2]]
    return first if commitment.made_on < first else second


def reports(commitment: Commitment) -> dict[str, Report]:
    """What each workbook reports about a commitment, by round: first, round-1, ministry, round-2."""
    random = Random(f"{SEED}:{commitment.key}")
    fate = _fate(commitment, random)
    seen: dict[str, Report] = {}
    before = commitment.made_on
    registered = listed_as_of(commitment)
    visits = [("first", registered)] if registered else []
    if (registered or commitment.made_on) < ROUND_1:
        visits.append(("round-1", ROUND_1))
    visits.append(("round-2", ROUND_2))
    last = None
    for name, day in visits:
        report = _look(commitment, fate, Visit(name, before, day, last), random)
        if report:
            seen[name] = report
            last = report.status
        before = day
    _claims(commitment, fate, seen, random)
    return {name: replace(report, due=_known_due(commitment, name)) for name, report in seen.items()}


def _known_due(commitment: Commitment, name: str) -> Due | None:
    """The moved deadline, in the round that says it was moved and in every later one."""
    said_in = EXTENDED.get(commitment.key, ("",))[0]
    later = {"round-1": ("round-1", "ministry", "round-2"), "round-2": ("round-2",)}.get(said_in, ())
    return _governing(commitment) if name in later else None


def _fate(commitment: Commitment, random: Random) -> Fate:
    end = _governing(commitment).end
    chance = KEPT[commitment.topic] + _regional(commitment)
    if end and commitment.due.cadence == "once":
        chance += YEAR[end.year]
    stuck = random.choices(
        ("partly_fulfilled", "in_progress", "not_started", "not_fulfilled"), (30, 30, 22, 18)
    )[0]
    steady = random.random() < chance
    steady_early = steady and random.random() < 0.7
    done_on = None
    if commitment.due.cadence != "once" or end is None:
        done_on = LAST_DAY - timedelta(days=random.randint(20, 300)) if random.random() < 0.3 else None
        if done_on and done_on <= commitment.made_on:
            done_on = None
    elif steady:
        done_on = _done_on(commitment, end, random)
    if commitment.key in WITHDRAWN:
        done_on = None
    return Fate(done_on, stuck, steady, steady_early)


def _regional(commitment: Commitment) -> float:
    place = commitment.region or (region_of(commitment.districts[0]) if commitment.districts else None)
    return REGION[place] if place else -0.04


def _governing(commitment: Commitment) -> Due:
    if commitment.key in EXTENDED:
        return due(EXTENDED[commitment.key][1], commitment.language)
    return commitment.due


def _done_on(commitment: Commitment, end: date, random: Random) -> date | None:
    if end > LAST_DAY:
        day = LAST_DAY - timedelta(days=random.randint(4, 90))
        return day if random.random() < 0.22 and day > commitment.made_on else None
    if random.random() < LATE[end.year]:
        day = end + timedelta(days=random.randint(9, 170))
        return day if day <= LAST_DAY else None
    room = max((end - commitment.made_on).days - 12, 1)
    return end - timedelta(days=random.randint(0, min(room, 45)))


def _look(commitment: Commitment, fate: Fate, visit: Visit, random: Random) -> Report | None:
    made = random.random() < _reach(commitment, visit.name) or (
        commitment.key in REINSTATED and visit.last == "withdrawn"
    )
    withdrawn_on = WITHDRAWN.get(commitment.key)
    if withdrawn_on and visit.before < withdrawn_on <= visit.day:
        return _report(commitment, "withdrawn", withdrawn_on, random)
    if withdrawn_on and withdrawn_on <= visit.day and commitment.key not in REINSTATED:
        return None
    report = _found(commitment, fate, visit, random) if made else None
    if report is None and EXTENDED.get(commitment.key, ("",))[0] == visit.name:
        return _unfinished(commitment, fate, visit, random)
    return report


def _found(commitment: Commitment, fate: Fate, visit: Visit, random: Random) -> Report | None:
    if commitment.due.cadence in ("continuous", "recurring"):
        return _running(commitment, fate, visit, random)
    if fate.done_on and fate.done_on <= visit.day:
        return _done(commitment, fate.done_on, visit, random)
    return _unfinished(commitment, fate, visit, random)


def _reach(commitment: Commitment, name: str) -> float:
    """The chance that a place is visited: high places are hard to reach."""
    high = any(place in MOUNTAINS for place in commitment.districts) or commitment.region == "TJ-GB"
    lowland, mountain = {"first": (0.85, 0.6), "round-1": (0.8, 0.45), "round-2": (0.92, 0.55)}[name]
    return mountain if high else lowland


def _done(commitment: Commitment, done_on: date, visit: Visit, random: Random) -> Report | None:
    if visit.last != "fulfilled":
        return _report(commitment, "fulfilled", done_on, random)
    if random.random() < 0.45:
        return _report(commitment, "fulfilled", visit.day - timedelta(days=random.randint(0, 60)), random)
    return None


def _unfinished(commitment: Commitment, fate: Fate, visit: Visit, random: Random) -> Report | None:
    on = visit.day - timedelta(days=random.randint(0, 62))
    if on <= commitment.made_on:
        on = commitment.made_on + timedelta(days=max((visit.day - commitment.made_on).days // 2, 1))
    end = _governing(commitment).end
    status = fate.stuck
    if (end is None or on < end) and (fate.stuck == "not_fulfilled" or fate.done_on):
        status = random.choices(("in_progress", "not_started", "partly_fulfilled"), (60, 25, 15))[0]
    if visit.last == "withdrawn":
        status = "in_progress"
    if visit.last in STEPS and status in STEPS:
        status = max(visit.last, status, key=STEPS.index)
    return _report(commitment, status, on, random)


def _running(commitment: Commitment, fate: Fate, visit: Visit, random: Random) -> Report | None:
    well = fate.steady if visit.name == "round-2" else fate.steady_early
    if commitment.due.cadence == "continuous":
        on = max(visit.day - timedelta(days=random.randint(0, 55)), commitment.made_on + timedelta(days=9))
        kept = random.choice(("in_progress", "in_progress", "fulfilled"))
    else:
        span = period(commitment, visit.day)
        if span is None:
            return None
        on = max(span[1] - timedelta(days=random.randint(0, 14)), span[0] + timedelta(days=1))
        kept = "fulfilled"
    failed = fate.stuck if commitment.due.cadence == "recurring" else "partly_fulfilled"
    if commitment.due.cadence == "continuous" and fate.stuck in ("not_started", "not_fulfilled"):
        failed = fate.stuck
    return _report(commitment, kept if well else failed, on, random)


def _report(commitment: Commitment, status: str, on: date, random: Random) -> Report:
    evidence = None
    if status in ("fulfilled", "partly_fulfilled") and random.random() < 0.7:
        evidence = f"https://example.org/illustration/{commitment.key.lower()}/{on:%Y-%m}"
    return Report(status, on, found(commitment, status, on), evidence)


def _claims(commitment: Commitment, fate: Fate, seen: dict[str, Report], random: Random) -> None:
    """The agency's own reports: the ministry's in a workbook of its own, the others' beside the last round."""
    ministry = commitment.lead in MINISTRY
    day = MINISTRY_REPORT if ministry else ROUND_2
    rosier = 0.45 if ministry else 0.1
    if random.random() > (0.94 if ministry else 0.92) or commitment.key in WITHDRAWN:
        return
    claim = _claim(commitment, fate, day, rosier, random)
    if claim is None:
        return
    if ministry:
        seen["ministry"] = Report(claim.status, claim.on, claim.done)
    else:
        seen["round-2"] = replace(seen.get("round-2", Report()), claim=claim.status, claim_on=claim.on)


def _claim(commitment: Commitment, fate: Fate, day: date, rosier: float, random: Random) -> Report | None:
    running = commitment.due.cadence in ("continuous", "recurring")
    on = day - timedelta(days=random.randint(1, 40))
    if commitment.due.cadence == "recurring":
        span = period(commitment, date(2026, 11, 23))
        if span is None:
            return None
        on = min(max(span[1] - timedelta(days=random.randint(1, 12)), span[0] + timedelta(days=3)), day)
    elif not running and fate.done_on and fate.done_on <= day:
        on = max(fate.done_on - timedelta(days=random.randint(0, 20)), commitment.made_on + timedelta(days=5))
    if on <= commitment.made_on:
        return None
    end = _governing(commitment).end
    done = fate.steady if running else bool(fate.done_on and fate.done_on <= day)
    if not done and (end is None or end < day) and random.random() < rosier:
        done = True
        if not running and end:
            on = min(end - timedelta(days=random.randint(0, 15)), on)
    status = "fulfilled" if done else random.choice(("in_progress", "in_progress", "partly_fulfilled"))
    on = max(on, commitment.made_on + timedelta(days=1))
    return Report(status, on, found(commitment, f"claimed-{status}", on))

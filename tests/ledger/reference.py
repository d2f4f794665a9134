"""How it is counted, written out slowly and plainly, one commitment at a time, to check the ledger against.

Shares nothing with the ledger but the shape of a question. Reads the rows of a `Book`.
"""

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.ledger.book import ZONE
from tracker.ledger import Question

ONE_DAY = timedelta(days=1)
CALENDAR_FROM, CALENDAR_UNTIL = date(2022, 1, 1), date(2028, 12, 31)


def is_month_end(day: date) -> bool:
    return (day + ONE_DAY).day == 1


def is_deadline(recurrence: str, day: date) -> bool:
    """Whether a recurrence falls on a day."""
    rhythm, _, after = recurrence.partition("+")
    day = day - int(after.removesuffix("d") or 0) * ONE_DAY
    rhythm, _, detail = rhythm.partition(":")
    if rhythm == "monthly" and detail:
        return day.day == min(int(detail), calendar.monthrange(day.year, day.month)[1])
    if rhythm == "yearly" and detail:
        month, number = (int(part) for part in detail.split("-"))
        return day.month == month and day.day == min(number, calendar.monthrange(day.year, month)[1])
    months = {
        "monthly": set(range(1, 13)),
        "quarterly": {3, 6, 9, 12},
        "half-yearly": {6, 12},
        "yearly": {12},
        "months": {int(month) for month in detail.split(",") if month},
    }[rhythm]
    return is_month_end(day) and day.month in months


@cache
def calendar_of(recurrence: str) -> tuple[date, ...]:
    span = (CALENDAR_UNTIL - CALENDAR_FROM).days
    days = (CALENDAR_FROM + n * ONE_DAY for n in range(span + 1))
    return tuple(day for day in days if is_deadline(recurrence, day))


@dataclass
class Case:
    """All there is to say about one commitment of the population."""

    commitment_id: int
    version: dict[str, Any]
    cadence: str
    deadline: date | None
    first_deadline: date | None
    extensions: int
    is_due: bool
    outcome: str
    deciding: dict[str, Any] | None
    since: date | None
    claim: dict[str, Any] | None
    confirmed: bool
    heard: date | None
    """The day of the newest finding, about whichever deadline."""
    covered: bool
    needs_coverage: bool
    withdrawn_after_deadline: bool
    is_national: bool
    units: list[tuple[date, str]]
    """Deadlines that were due, with what became of each."""
    strip: list[tuple[date, str]]


class Reference:
    def __init__(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        self.rows = rows
        self.day_of = {row["number"]: row["recorded_at"].astimezone(ZONE).date() for row in rows["revision"]}
        self.region_of = {row["id"]: row["region_id"] for row in rows["district"]}

    # What is known

    def known(self, table: str, question: Question, **where: Any) -> list[dict[str, Any]]:
        """Rows recorded by known_on, in the order in which they were recorded."""
        return [
            row
            for row in self.rows[table]
            if all(row[name] == value for name, value in where.items())
            and self.day_of[row["revision"]] <= question.known_on
        ]

    def not_retracted(self, table: str, question: Question, commitment: int) -> list[dict[str, Any]]:
        out = {row[f"{table}_id"] for row in self.known("retraction", question)}
        return [row for row in self.known(table, question, commitment_id=commitment) if row["id"] not in out]

    def is_confirmed(self, finding: int, question: Question) -> bool:
        out = {row["confirmation_id"] for row in self.known("retraction", question)}
        return any(row["id"] not in out for row in self.known("confirmation", question, finding_id=finding))

    def statements(self, table: str, question: Question, commitment: int) -> list[dict[str, Any]]:
        """Findings or claims that count, by effective_on, then by order of recording."""
        rows = self.not_retracted(table, question, commitment)
        rows = [row for row in rows if row["effective_on"] <= question.on]
        return sorted(rows, key=lambda row: (row["effective_on"], row["id"]))

    def made_on(self, commitment: int, version: dict[str, Any]) -> date:
        if version["made_on"]:
            return version["made_on"]
        for basis in self.rows["basis"]:
            if basis["id"] == version["basis_id"] and basis["dated"]:
                return basis["dated"]
        first = next(row for row in self.rows["commitment"] if row["id"] == commitment)
        return self.day_of[first["revision"]]

    # The population

    def named(self, version: dict[str, Any], kind: str) -> set[int]:
        return {
            row[f"{kind}_id"] for row in self.rows[f"version_{kind}"] if row["version_id"] == version["id"]
        }

    def keys(self, version: dict[str, Any], by: str, *, any_role: bool) -> set[int | None]:
        """The groups in which a commitment stands."""
        if by in ("basis", "topic", "partner"):
            return {version[f"{by}_id"]}
        if by == "agency":
            links = [row for row in self.rows["version_agency"] if row["version_id"] == version["id"]]
            named = {row["agency_id"] for row in links if any_role or row["role"] == "lead"}
            return named or {None}
        if by == "official":
            return self.named(version, "official") or {None}
        districts, regions = self.named(version, "district"), self.named(version, "region")
        if not districts and not regions:
            return {None}
        if by == "district":
            return set(districts)
        return regions | {self.region_of[district] for district in districts}

    def is_in(self, commitment: int, version: dict[str, Any], question: Question) -> bool:
        if version["void"] or self.made_on(commitment, version) > question.on:
            return False
        public = version["visibility"] == "public"
        own = question.partner_id is not None and version["partner_id"] == question.partner_id
        if question.public_only and not public:
            return False
        if question.partner_id is not None and not (public or own):
            return False
        if question.commitments is not None and commitment not in question.commitments:
            return False
        filters = {
            "district": question.districts,
            "region": question.regions,
            "agency": question.agencies,
            "basis": question.bases,
            "topic": question.topics,
            "partner": question.partners,
            "official": question.officials,
        }
        return all(
            not wanted or self.keys(version, by, any_role=question.any_role) & set(wanted)
            for by, wanted in filters.items()
        )

    # One commitment

    def case(self, commitment: int, question: Question) -> Case | None:
        versions = self.known("commitment_version", question, commitment_id=commitment)
        if not versions or not self.is_in(commitment, versions[-1], question):
            return None
        version = versions[-1]
        day_is_over = question.known_on > question.on

        def due(day: date) -> bool:
            return day < question.on or (day == question.on and day_is_over)

        rows = self.known("deadline", question, commitment_id=commitment)
        written = rows[-1] if rows else {"cadence": "unknown"}
        cadence = written["cadence"]
        all_deadlines: list[date] = []
        if cadence == "recurring":
            made = self.made_on(commitment, version)
            all_deadlines = [
                day
                for day in calendar_of(written["recurrence"])
                if day > made
                and (written["due_from"] is None or day >= written["due_from"])
                and (written["due_on"] is None or day <= written["due_on"])
            ]

        extensions: list[dict[str, Any]] = []
        deadline = first_deadline = None
        if cadence in ("once", "open", "unknown"):
            extensions = [
                row
                for row in self.not_retracted("extension", question, commitment)
                if row["decided_on"] <= question.on
            ]
            extensions.sort(key=lambda row: (row["decided_on"], row["id"]))
            days = [written["due_on"]] if cadence == "once" else []
            days += [row["due_on"] for row in extensions]
            if days:
                first_deadline = days[0]
                deadline = days[0] if question.against_first else days[-1]
        elif all_deadlines:
            first_deadline = all_deadlines[0]
            deadline = ([day for day in all_deadlines if due(day)] or all_deadlines[:1])[-1]

        findings = self.statements("finding", question, commitment)
        claims = self.statements("claim", question, commitment)
        withdrawn = bool(findings) and findings[-1]["status"] == "withdrawn"

        def about(row: dict[str, Any]) -> date:
            day = row["deadline_on"] or row["effective_on"]
            return next((each for each in all_deadlines if each >= day), all_deadlines[-1])

        def on_deadline(day: date, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [row for row in rows if about(row) == day]

        def by_deadline(day: date, rows: list[dict[str, Any]]) -> str:
            fulfilled = bool(rows) and rows[-1]["status"] == "fulfilled"
            if due(day):
                if not fulfilled:
                    return "overdue"
                return "kept_on_time" if run_start(rows) <= day else "kept_late"
            return "ahead" if fulfilled else "open"

        relevant, relevant_claims = findings, claims
        if all_deadlines:
            of_commitment = [row for row in findings if row["status"] != "withdrawn"]
            relevant = on_deadline(deadline, of_commitment)
            relevant_claims = on_deadline(deadline, claims)
        deciding = relevant[-1] if relevant else None
        if withdrawn:
            deciding = findings[-1]
        latest = deciding["status"] if deciding else None

        if withdrawn:
            outcome = "withdrawn"
        elif cadence == "continuous":
            outcome = "being_kept" if latest in ("fulfilled", "in_progress") else "not_being_kept"
        elif deadline is None:
            outcome = "undated"
        else:
            outcome = by_deadline(deadline, relevant)

        units: list[tuple[date, str]] = []
        if all_deadlines:
            units = [
                (day, by_deadline(day, on_deadline(day, of_commitment))) for day in all_deadlines if due(day)
            ]
        elif deadline and due(deadline):
            units = [(deadline, by_deadline(deadline, findings))]
        coming = [day for day in all_deadlines if not due(day)][:1]
        if not all_deadlines and deadline and not due(deadline):
            coming = [deadline]
        strip = units + [
            (day, by_deadline(day, on_deadline(day, of_commitment) if all_deadlines else findings))
            for day in coming
        ]
        if withdrawn:
            gone = run_start(findings)
            strip = [(day, became if all_deadlines and day < gone else "withdrawn") for day, became in strip]

        from_day = question.on - question.coverage_days * ONE_DAY
        to_pass = first_deadline if all_deadlines else deadline
        return Case(
            commitment_id=commitment,
            version=version,
            cadence=cadence,
            deadline=deadline,
            first_deadline=first_deadline,
            extensions=len(extensions),
            is_due=deadline is not None and due(deadline),
            outcome=outcome,
            deciding=deciding,
            since=run_start(relevant) if latest == "fulfilled" else None,
            claim=relevant_claims[-1] if relevant_claims else None,
            confirmed=deciding is not None and self.is_confirmed(deciding["id"], question),
            heard=max((row["effective_on"] for row in findings), default=None),
            covered=any(from_day < row["effective_on"] for row in findings),
            needs_coverage=not withdrawn
            and (
                outcome == "overdue"
                or cadence == "continuous"
                or (bool(all_deadlines) and outcome in ("kept_on_time", "kept_late"))
            ),
            withdrawn_after_deadline=withdrawn and to_pass is not None and run_start(findings) > to_pass,
            is_national=self.keys(version, "district", any_role=False) == {None},
            units=[] if withdrawn else units,
            strip=strip,
        )

    def cases(self, question: Question) -> list[Case]:
        found = (self.case(row["id"], question) for row in self.rows["commitment"])
        return [case for case in found if case]

    # The measures

    def groups(self, question: Question, by: str) -> dict[Any, list[Case]]:
        groups: dict[Any, list[Case]] = {}
        for case in self.cases(question):
            if by == "quarter":
                keys: set[Any] = {quarter(case.deadline) if case.deadline else None}
            else:
                keys = self.keys(case.version, by, any_role=question.any_role)
            for key in keys:
                groups.setdefault(key, []).append(case)
        return groups

    def cohorts(self, question: Question) -> dict[str, tuple[int, int, int]]:
        counts: dict[str, list[int]] = {}
        for case in self.cases(question):
            for day, became in case.units:
                row = counts.setdefault(quarter(day), [0, 0, 0])
                row[("kept_on_time", "kept_late", "overdue").index(became)] += 1
        return {key: (row[0], row[1], row[2]) for key, row in counts.items()}


def run_start(rows: list[dict[str, Any]]) -> date:
    """The effective_on of the first in the unbroken run of the last row's status that leads up to it."""
    start = len(rows) - 1
    while start > 0 and rows[start - 1]["status"] == rows[-1]["status"]:
        start -= 1
    return rows[start]["effective_on"]


def quarter(day: date) -> str:
    return f"{day.year}-Q{math.ceil(day.month / 3)}"


def measures(cases: list[Case]) -> dict[str, float | None]:
    """The counts and rates of a group."""

    def count(*outcomes: str) -> int:
        return sum(case.outcome in outcomes for case in cases)

    def share(part: int, whole: int) -> float | None:
        return part / whole if whole else None

    on_time, late, overdue = count("kept_on_time"), count("kept_late"), count("overdue")
    being_kept, not_being_kept = count("being_kept"), count("not_being_kept")
    due = on_time + late + overdue + being_kept + not_being_kept
    kept = on_time + late + being_kept
    claimed = confirmed = 0
    for case in cases:
        claim = case.claim["status"] if case.claim else None
        if case.outcome in ("kept_on_time", "kept_late", "overdue"):
            claimed += claim == "fulfilled"
        if case.outcome in ("being_kept", "not_being_kept"):
            claimed += claim in ("fulfilled", "in_progress")
        if case.outcome in ("kept_on_time", "kept_late", "being_kept"):
            confirmed += case.confirmed
    missed = [case for case in cases if case.outcome in ("overdue", "not_being_kept")]
    needing = [case for case in cases if case.needs_coverage]
    low, high = wilson(kept, due)
    return {
        "due": due,
        "kept": kept,
        "kept_on_time": on_time,
        "kept_late": late,
        "being_kept": being_kept,
        "not_being_kept": not_being_kept,
        "overdue": overdue,
        "open": count("open"),
        "ahead": count("ahead"),
        "undated": count("undated"),
        "withdrawn": count("withdrawn"),
        "no_information": sum(case.deciding is None for case in missed),
        "partly": sum(
            case.outcome == "overdue"
            and case.deciding is not None
            and case.deciding["status"] == "partly_fulfilled"
            for case in cases
        ),
        "withdrawn_after_deadline": sum(case.withdrawn_after_deadline for case in cases),
        "population": len(cases),
        "rate": share(kept, due),
        "low": low,
        "high": high,
        "on_time_rate": share(on_time, on_time + late + overdue),
        "confirmed_rate": share(confirmed, due),
        "claimed_rate": share(claimed, due),
        "gap": (claimed - kept) / due if due else None,
        "coverage": share(sum(case.covered for case in needing), len(needing)),
    }


def wilson(kept: int, due: int) -> tuple[float | None, float | None]:
    """Where the true share would have to lie for the found one to be no further than z standard errors away.

    The bounds are the roots of (p − kept/due)² = z²·p·(1 − p)/due.
    """
    if not due:
        return None, None
    z2 = 1.959963984540054**2
    a, b, c = 1 + z2 / due, -(2 * kept / due + z2 / due), (kept / due) ** 2
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)

"""The reader gets out of the sample what its maker meant by it, row by row."""

import csv
from datetime import date
from pathlib import Path

import pytest

from data.make_sample import SAMPLE
from data.making.bodies import CODES
from data.making.cells import is_late
from data.making.model import Meant
from data.making.places import table
from tracker.sheets import Names, ReadOptions, Row, read_workbook

with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as _lines:
    MANIFEST = {row["file"]: row for row in csv.DictReader(_lines)}

PLAN_PERIOD = (date(2024, 1, 1), date(2026, 12, 31))
"""The years in the plan's title are the window of what recurs or goes on in it."""
EXPECTED_WARNINGS = {"due_moved", "due_unreadable", "no_due"}


@pytest.fixture(scope="session")
def names() -> Names:
    """The lookup of every name that ships."""
    return Names.build(
        regions=table("regions.csv"),
        districts=table("gazetteer.csv"),
        agencies=table("agencies.csv"),
        laws=table("laws.csv"),
        partners=table("partners.csv"),
    )


def squeezed(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def meaning(meant: Meant) -> dict[str, object]:
    """What the maker meant, as far as the sheet's columns tell it."""
    one, report, kinds = meant.commitment, meant.report, meant.kinds
    told: dict[str, object] = {
        "outcome": "new",
        "code": one.code if "code" in kinds else None,
        "text": one.text,
        "agencies": _roles(meant),
        "districts": set(one.districts),
        "regions": {one.region} - {None},
        "status": report.status if "status" in kinds else None,
        "late": is_late(one, report.status, report.on, meant.due.end) if "status" in kinds else False,
        "status_on": report.on if "status" in kinds and report.status else None,
        "assumed": False,
        "found": squeezed(report.done) if "done" in kinds else None,
        "evidence": report.evidence if "evidence" in kinds else None,
        "claim": (report.claim, report.claim_on) if "claim" in kinds and report.claim else None,
        "officials": [one.official] if "official" in kinds and one.official else [],
        "made_on": one.made_on if kinds & {"forum_date", "made_on"} else None,
        "basis": one.basis if "law" in kinds else None,
    }
    if kinds & {"due", "rhythm"}:
        due = meant.due
        told["due"] = (due.cadence, due.recurrence, due.first)
        within_plan = "funds" in kinds and due.cadence in ("recurring", "continuous")
        told["due_from"], told["due_on"] = PLAN_PERIOD if within_plan else (due.start, due.end)
    if "forum_date" in kinds:
        forum = one.forum
        assert forum is not None
        told["forum"] = (
            forum.held_on, forum.kind, forum.place, forum.organiser, forum.women, forum.men, forum.police,
        )  # fmt: skip
    return told


def _roles(meant: Meant) -> list[tuple[str, str]]:
    codes = list(dict.fromkeys(CODES[body] for body, _ in meant.commitment.bodies))
    return [(code, "lead" if place == 0 else "joint") for place, code in enumerate(codes)]


def understood(row: Row, meant: Meant) -> dict[str, object]:
    """The same, as the reader has it."""
    one, kinds = meant.commitment, meant.kinds
    text = row.text.get(one.language)
    told: dict[str, object] = {
        "outcome": row.outcome,
        "code": row.code,
        "text": text,
        "agencies": list(row.agencies),
        "districts": set(row.districts),
        "regions": set(row.regions),
        "status": row.status,
        "late": row.late,
        "status_on": row.status_on,
        "assumed": row.status_on_assumed,
        "found": squeezed(row.found),
        "evidence": row.evidence,
        "claim": (row.claim.status, row.claim.on) if row.claim and row.claim.status else None,
        "officials": list(row.officials),
        "made_on": row.made_on if kinds & {"forum_date", "made_on"} else None,
        "basis": (row.basis.code, row.basis.article) if row.basis else None,
    }
    if kinds & {"due", "rhythm"}:
        told["due"] = (row.due.cadence, row.due.recurrence, row.due.first)
        told["due_on"] = row.due.on
        told["due_from"] = None if row.due.from_ == row.due.on else row.due.from_
    if "forum_date" in kinds:
        told["forum"] = row.forum and (
            row.forum.date, row.forum.kind, row.forum.place, row.forum.organiser,
            row.forum.women, row.forum.men, row.forum.police,
        )  # fmt: skip
    return told


@pytest.mark.parametrize("file", list(MANIFEST))
def test_every_row_of_the_file_is_understood_as_meant(
    file: str, made: tuple[Path, dict[str, list[Meant]]], names: Names
) -> None:
    entry = MANIFEST[file]
    options = ReadOptions(
        today=date.fromisoformat(entry["loaded_on"]),
        reported_by="agency" if entry["reported_by"] == "agency" else "monitor",
    )
    reading = read_workbook(SAMPLE / file, names=names, options=options)
    assert not reading.issues
    assert not [sheet.sheet for sheet in reading.sheets if sheet.passed_over]
    rows = {(row.sheet, row.row): row for row in reading.rows}
    meant = {(row.sheet, row.row): row for row in made[1][file]}
    assert rows.keys() == meant.keys()
    for place, row in rows.items():
        assert understood(row, meant[place]) == meaning(meant[place]), place
        also = meant[place].commitment.also
        if also and ("also" in meant[place].kinds or meant[place].commitment.source == "markaz"):
            assert also in row.text.values(), place
        assert {issue.code for issue in row.issues} <= EXPECTED_WARNINGS, (place, row.issues)

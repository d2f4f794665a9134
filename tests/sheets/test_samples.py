"""The sample workbooks give exactly the rows that a fair human reads out of them (compared by the samples' own rules)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tracker.sheets import resolve_fold, row_json

SAMPLES = Path(__file__).parent / "samples"
STEMS = sorted(path.stem for path in SAMPLES.glob("*.json"))
_NUMBERING = re.compile(r"^(?:[IVX]+\.|Раздел \d+\.|Боби \d+\.)\s*")


def _sample(stem: str) -> tuple[Path, dict[str, Any]]:
    book = next(path for path in SAMPLES.glob(f"{stem}.*") if path.suffix != ".json")
    return book, json.loads((SAMPLES / f"{stem}.json").read_text(encoding="utf-8"))


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    text, due, basis = row["text"], row["due"], row["basis"]
    return row | {
        "text": text.get("ru") or text.get("tg") or text.get("en"),
        "text_tg": text.get("tg"),
        "due_text": due["text"],
        "cadence": due["cadence"],
        "due_from": due["from"],
        "due_on": due["on"],
        "recurrence": due["recurrence"],
        "basis": basis and {"law": basis["code"], "article": basis["article"], "text": basis["text"]},
    }


def _agrees(key: str, wanted: Any, got: Any, expected: dict[str, Any]) -> bool:
    if key in ("text", "text_tg"):
        return wanted == got or bool(wanted and got and resolve_fold(wanted) == resolve_fold(got))
    if key == "agencies":
        return {(each["code"], each["role"]) for each in wanted} == {
            (each["code"], each["role"]) for each in got
        }
    if key in ("districts", "unknown_agencies"):
        return set(wanted) == set(got)
    if key == "due_text":
        return wanted is None or wanted == got
    if key in ("due_from", "due_on"):
        return expected["cadence"] not in ("once", "unknown") or wanted == got
    if key == "number":
        return (wanted or "").rstrip(".") == (got or "").rstrip(".")
    if key == "section":
        return wanted == got or bool(wanted and got and _NUMBERING.sub("", wanted) == _NUMBERING.sub("", got))
    if key == "basis" and wanted and got:
        digits = [re.findall(r"\d+", each["article"] or "") for each in (wanted, got)]
        return (wanted["law"], wanted["text"], digits[0]) == (got["law"], got["text"], digits[1])
    return bool(wanted == got)


def _differences(expected: dict[str, Any], row: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    got = _flat(row)
    found = []
    for key, wanted in expected.items():
        if key in ("sheet", "row", "accept_also", "reasons"):
            continue
        also = [each[key] for each in expected.get("accept_also", ()) if key in each]
        if not any(_agrees(key, each, got[key], expected) for each in (wanted, *also)):
            found.append((key, wanted, got[key]))
    if expected["outcome"] == "rejected" and row["issues"][0]["code"] != expected["reasons"][0]:
        found.append(("reasons", expected["reasons"], row["issues"]))
    return found


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_gives_its_rows(stem: str, read: Any) -> None:
    book, oracle = _sample(stem)
    reading = read(book)
    got = {(row.sheet, row.row): row_json(row) for row in reading.rows}
    expected = {(row["sheet"], row["row"]): row for row in oracle["rows"]}
    assert got.keys() == expected.keys()
    differences = {place: _differences(expected[place], got[place]) for place in expected}
    assert {place: found for place, found in differences.items() if found} == {}
    assert reading.language == oracle["language"]


@pytest.mark.parametrize("stem", STEMS)
def test_sheets_without_commitments_are_passed_over(stem: str, read: Any) -> None:
    book, oracle = _sample(stem)
    passed_over = {sheet.sheet for sheet in read(book).sheets if sheet.passed_over}
    assert passed_over == {each["sheet"] for each in oracle.get("ignored_sheets", ())}


def test_hidden_rows_are_read_with_a_warning(read: Any) -> None:
    rows = read(SAMPLES / "open-02-reestr-forumov.xlsx").rows
    hidden = [row.row for row in rows if any(issue.code == "hidden_row" for issue in row.issues)]
    assert hidden == [11, 26]

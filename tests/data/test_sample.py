"""The sample workbooks: what ships is what the maker makes, and there is nothing in it that must not be."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from data.make_sample import SAMPLE, make
from data.making.bodies import CODES
from data.making.history import listed_as_of, reports
from data.making.model import LAST_DAY, Meant
from data.making.places import MOUNTAINS, districts, region_of, regions, table
from data.making.tables import everything
from data.making.wording import ILLUSTRATION

Made = tuple[Path, dict[str, list[Meant]]]

COMMITMENTS = {
    # 9 + 10 + 10 + 10 + 8 + 7 measures in six sections
    "01-plan-mvd-2024-2026.xlsx": 54,
    # 12 + 13 + 10 + 8 + 8 duties under five headings
    "02-obyazannosti-po-zakonam.xlsx": 51,
    # forums 1-3: 5 + 6 + 4
    "03-forumy-2024-namuna-shimol.xlsx": 15,
    # forums 1-4: 4 + 5 + 5 + 4
    "04-forumy-2024-namuna-markaz.xlsx": 18,
    # forums 1-4: 5 + 4 + 4 + 4
    "05-forumho-2024-namuna-janub.xlsx": 17,
    # forums 1-3: 4 + 5 + 4
    "06-forumho-2024-namuna-sharq.xlsx": 13,
    # forums 1-3: 5 + 4 + 3
    "07-forums-2024-namuna-kuhsor.xlsx": 12,
    # forums 5-9: 5 + 5 + 5 + 3 + 5
    "10-forumy-2025-namuna-markaz.xlsx": 23,
    # forums 5-9: 5 + 5 + 5 + 4 + 5
    "11-forumho-2025-namuna-janub.xlsx": 24,
    # forums 4-8: 5 + 5 + 4 + 4 + 4
    "12-forumho-2025-namuna-sharq.xlsx": 22,
    # forums 4-10: 5 + 5 + 5 + 4 + 4 + 5 + 4
    "13-forumy-2025-namuna-shimol.xlsx": 32,
    # forums 4-8: 4 + 3 + 4 + 4 + 5
    "14-forums-2025-namuna-kuhsor.xlsx": 20,
}
"""How many commitments each workbook brings, counted by hand in `data/making/texts`."""


def texts_of(path: Path) -> list[str]:
    """Every text of a file, sheet by sheet and row by row."""
    if path.suffix == ".csv":
        encoding = "utf-8" if path.name == "manifest.csv" else "cp1251"
        with path.open(encoding=encoding, newline="") as lines:
            return [cell for row in csv.reader(lines, delimiter=";") for cell in row]
    book = openpyxl.load_workbook(path)
    return [
        str(cell.value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".csv"))


def test_what_ships_is_byte_for_byte_what_the_maker_makes(made: Made) -> None:
    folder, _ = made
    shipped = {path.name: path.read_bytes() for path in files(SAMPLE)}
    assert {path.name: path.read_bytes() for path in files(folder)} == shipped


def test_making_it_twice_gives_the_same(made: Made, tmp_path: Path) -> None:
    make(tmp_path)
    for first, second in zip(files(made[0]), files(tmp_path), strict=True):
        assert first.name == second.name
        assert texts_of(first) == texts_of(second)


def test_every_workbook_brings_as_many_commitments_as_its_table_has(made: Made) -> None:
    seen: set[str] = set()
    brought = {}
    for file, rows in made[1].items():
        fresh = {row.commitment.key for row in rows} - seen
        seen |= fresh
        if fresh:
            brought[file] = len(fresh)
    assert brought == COMMITMENTS
    assert sum(COMMITMENTS.values()) == len(everything()) == 301


def test_a_round_of_updates_brings_no_commitment_of_its_own_and_repeats_the_rows_it_reports_on(
    made: Made,
) -> None:
    first: dict[str, Meant] = {}
    for file, rows in made[1].items():
        for row in rows:
            if file in COMMITMENTS:
                first.setdefault(row.commitment.key, row)
            assert row.commitment is not None and row.commitment.key in first


def test_the_manifest_names_every_file_in_the_order_of_loading() -> None:
    with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["file"] for row in rows] == [
        path.name for path in files(SAMPLE) if path.name != "manifest.csv"
    ]
    days = [date.fromisoformat(row["loaded_on"]) for row in rows]
    assert days == sorted(days)
    assert days[0].year == 2024 and days[-1] < date(2026, 11, 23)
    assert {row["partner"] for row in rows} - {""} == {row["code"] for row in table("partners.csv")}
    assert [row["file"] for row in rows if row["reported_by"] == "agency"] == ["15-otchet-mvd-2026-10.xlsx"]
    assert {row["publish"] for row in rows} == {"yes"}


def test_nothing_in_a_file_is_later_than_the_day_it_was_loaded(made: Made) -> None:
    with (SAMPLE / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        loaded = {row["file"]: date.fromisoformat(row["loaded_on"]) for row in csv.DictReader(lines)}
    for file, rows in made[1].items():
        for row in rows:
            assert row.commitment.made_on < loaded[file]
            for day in (row.report.on, row.report.claim_on):
                assert day is None or row.commitment.made_on < day <= loaded[file], (file, row.row)


def test_every_sheet_says_that_it_is_an_illustration_in_its_own_language_above_its_table() -> None:
    for path in files(SAMPLE):
        if path.suffix == ".xlsx":
            for sheet in openpyxl.load_workbook(path):
                above = {cell.value for row in sheet.iter_rows(max_row=6) for cell in row}
                assert above & set(ILLUSTRATION.values()), (path.name, sheet.title)
        elif path.name != "manifest.csv":
            assert texts_of(path)[0] == ILLUSTRATION["ru"]


def test_no_address_no_telephone_and_no_link_outside_example_org() -> None:
    harmless = re.compile(r"\d{4}-\d\d(?:-\d\d)?( 00:00:00)?|20\d\d[-–]20\d\d|https://example\.org/\S+")
    for path in files(SAMPLE):
        for text in texts_of(path):
            plain = harmless.sub("", text)
            assert "@" not in plain and "://" not in plain and "+" not in plain, text
            assert not re.search(r"\d[\d\s-]{5,}\d", plain), text


def test_no_person_is_named() -> None:
    initials = re.compile(r"\b[А-ЯЁҒӢҚӮҲҶA-Z][а-яёғӣқӯҳҷa-z]+ [А-ЯЁA-Z]\. ?[А-ЯЁA-Z]\.")
    surname = re.compile(r"\b[А-ЯЁҒӢҚӮҲҶ][а-яёғӣқӯҳҷ]+(?:зода|заде|оглы)\b")
    places = re.compile("|".join(regions()[code]["name_ru"] for code in regions()) + "|Турсунзаде|Турсунзода")
    for path in files(SAMPLE):
        for text in texts_of(path):
            plain = places.sub("", text)
            assert not initials.search(plain) and not surname.search(plain), text


def test_every_district_every_body_and_every_law_is_in_the_reference_tables() -> None:
    agencies = {row["code"] for row in table("agencies.csv")}
    laws = {row["code"] for row in table("laws.csv")}
    topics = {row["code"] for row in table("topics.csv")}
    for one in everything():
        assert set(one.districts) <= districts().keys()
        assert one.region is None or one.region in regions()
        assert {CODES[body] for body, _ in one.bodies} <= agencies
        assert one.basis is None or one.basis[0] in laws
        assert one.topic in topics


def test_all_regions_and_all_but_a_few_districts_are_in_it() -> None:
    places = {place for one in everything() for place in one.districts}
    assert {region_of(place) for place in places} == set(regions())
    assert set(districts()) - places == set()


def test_every_status_every_cadence_and_every_kind_of_place_is_in_it() -> None:
    told = [report for one in everything() for report in reports(one).values()]
    statuses = {"not_started", "in_progress", "partly_fulfilled", "fulfilled", "not_fulfilled", "withdrawn"}
    assert {report.status for report in told} - {None} == statuses
    assert {one.due.cadence for one in everything()} == {"once", "recurring", "continuous", "open", "unknown"}
    assert Counter(len(one.districts) > 1 for one in everything())[True] >= 30
    assert any(one.region for one in everything()) and any(
        not one.region and not one.districts for one in everything()
    )


def test_deadlines_reach_from_early_2024_into_2027() -> None:
    ends = [one.due.end for one in everything() if one.due.cadence == "once" and one.due.end]
    assert min(ends) < date(2024, 7, 1)
    assert max(ends) > date(2027, 1, 1)


def test_a_deadline_lies_after_the_day_the_commitment_was_made() -> None:
    for one in everything():
        assert one.due.end is None or one.due.end > one.made_on, one.key


def test_no_text_stands_on_two_commitments() -> None:
    assert max(Counter(one.text for one in everything()).values()) == 1


def test_codes_survive_a_spreadsheet_program() -> None:
    for one in everything():
        assert one.code is None or re.fullmatch(r"LAW-\d\d|(?:SH|MA|JA|SQ|KU)-F\d\d-\d\d", one.code)


def test_a_later_round_never_tells_of_an_earlier_day_than_the_round_before_it() -> None:
    for one in everything():
        told = [report for name, report in reports(one).items() if name != "ministry" and report.status]
        days = [report.on for report in told if report.on]
        assert days == sorted(days), one.key


@pytest.mark.parametrize(
    ("part", "least", "most"), [("mountain", 0.2, 0.5), ("lowland", 0.65, 0.9)], ids=["mountain", "lowland"]
)
def test_the_last_round_reached_few_mountain_districts_and_most_others(
    part: str, least: float, most: float
) -> None:
    of_interest = [
        one
        for one in everything()
        if one.districts and (part == "mountain") == bool(MOUNTAINS & set(one.districts))
    ]
    unfinished = [
        one
        for one in of_interest
        if not any(
            told.status in ("fulfilled", "withdrawn")
            for name, told in reports(one).items()
            if name != "ministry"
        )
    ]
    visited = [one for one in unfinished if reports(one).get("round-2") and reports(one)["round-2"].status]
    assert least <= len(visited) / len(unfinished) <= most


def test_no_visit_lies_in_the_future_of_the_story() -> None:
    for one in everything():
        assert (listed_as_of(one) or LAST_DAY) <= LAST_DAY
        assert all(report.on is None or report.on <= LAST_DAY for report in reports(one).values())

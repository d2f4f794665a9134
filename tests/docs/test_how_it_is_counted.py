"""How it is counted says in three languages what the ledger does: its tables are made, and the numbers in them are right."""

import re

import pytest

from docs.make_examples import EXAMPLES, MADE, path, with_examples
from tracker.words import LANGUAGES


def text(language: str) -> str:
    return path(language).read_text(encoding="utf-8")


def cells(name: str, language: str = "en") -> list[list[str]]:
    """The rows of a made table below its head."""
    lines = EXAMPLES[name](language).splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_says_what_the_ledger_says_today(language: str) -> None:
    assert with_examples(text(language), language) == text(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_example_and_every_section(language: str) -> None:
    assert [name for _, name, _ in MADE.findall(text(language))].count("rates") == 1
    assert sorted(name for _, name, _ in MADE.findall(text(language))) == sorted(EXAMPLES)
    sections = re.findall(r"^## ", text(language), flags=re.MULTILINE)
    assert len(sections) == len(re.findall(r"^## ", text("en"), flags=re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_files_that_are_there(language: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", text(language)):
        assert (path(language).parent / link).exists(), link


def test_the_rates_of_one_of_each_are_those_worked_out_in_the_text() -> None:
    found = dict(cells("rates"))
    assert found["Due"] == "7"
    assert found["Kept"] == "43 %, 3 of 7"
    assert (found["On-time rate"], found["Confirmed rate"]) == ("1 of 4", "1 of 7")
    assert (found["Claimed rate"], found["Gap"], found["Coverage"]) == ("3 of 7", "0 points", "2 of 5")


def test_days_of_knowing_and_moved_deadlines_come_out_as_told() -> None:
    assert [row[-1] for row in cells("known")] == ["Overdue", "Kept on time"]
    assert [row[1:] for row in cells("moved")] == [
        ["Open", "Open"], ["Overdue", "Overdue"], ["Open", "Overdue"], ["Overdue", "Overdue"],
    ]  # fmt: skip


def test_deadlines_days_and_the_curve_come_out_as_told() -> None:
    assert [row[1] for row in cells("strips")] == ["Kept on time", "Kept late", "Overdue", "Open", "2 of 3"]
    assert [row[1:] for row in cells("late")] == [["3", "10", "40"], ["2", "15", "20"]]
    assert [row[-1] for row in cells("curve")] == ["33 %", "50 %", "50 %", "75 %", "75 %"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_balance_adds_up_as_told(language: str) -> None:
    def value(cell: str) -> int:
        return 0 if cell == "–" else int(cell.replace("−", "-").replace("+", ""))

    for _, before, corrected, learned, *since, now in cells("balance", language):
        assert value(before) + value(corrected) == value(learned)
        assert value(learned) + sum(map(value, since)) == value(now)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_falls_back_to_english(language: str, caplog: pytest.LogCaptureFixture) -> None:
    with_examples(text(language), language)
    assert [record.getMessage() for record in caplog.records] == []

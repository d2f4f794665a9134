"""The command line keeps its contract: results to standard output, messages to standard error, telling exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.cli.conftest import Run
from tracker.settings import ROOT

PLAN = (
    ("№", "Мероприятие", "Срок", "Ответственный", "Район", "Статус", "Дата статуса"),
    ("1", "Осветить улицу у школы № 3", "до 01.06.2025", "ОМВД", "Рудаки", "Исполнено", "20.05.2025"),
    ("2", "Открыть приёмную для граждан", "до 01.09.2025", "Хукумат", "Варзоб", "Не исполнено", "02.09.2025"),
    ("3", "Установить дорожный знак", "до 01.09.2025", "ОМВД", "Варзоб", "Исполнено", "01.10.2025"),
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A workbook of three commitments."""
    return write(tmp_path / "plan.xlsx", PLAN)


def write(path: Path, table: tuple[tuple[str, ...], ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("План")
        sheet.write_string(0, 0, "План мероприятий на 2025 год")
        for row, cells in enumerate(table, start=2):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell)
    return path


def rates(run: Run, *words: str) -> dict[str, Any]:
    status, out, _err = run("rates", "--format", "json", *words)
    assert status == 0
    document: dict[str, Any] = json.loads(out)
    return document


def test_a_dry_run_prints_the_document_of_the_contract_and_writes_nothing(run: Run, plan: Path) -> None:
    status, out, _err = run("load", "--dry-run", "--json", plan)
    assert status == 0
    document = json.loads(out)
    assert {"file", "sha256", "language", "sheets", "rows", "counts"} <= document.keys()
    assert document["counts"] == {"new": 3, "changed": 0, "same": 0, "duplicate": 0, "rejected": 0}
    first = document["rows"][0]
    assert (first["sheet"], first["row"], first["outcome"], first["text"]) == (
        "План",
        4,
        "new",
        {"ru": "Осветить улицу у школы № 3"},
    )
    assert first["agencies"] == [{"code": "mia-district", "role": "lead"}]
    assert first["due"] == {
        "text": "до 01.06.2025",
        "cadence": "once",
        "from": None,
        "on": "2025-06-01",
        "recurrence": None,
        "first": None,
    }
    assert rates(run)["total"]["population"] == 0


def test_several_files_give_a_list(run: Run, plan: Path) -> None:
    _status, out, _err = run("load", "--dry-run", "--json", plan, plan)
    assert [document["file"] for document in json.loads(out)] == ["plan.xlsx", "plan.xlsx"]


def test_without_a_yes_nothing_is_written(run: Run, plan: Path) -> None:
    status, out, err = run("load", plan)
    assert (status, out) == (1, "")
    assert "Nothing was written" in err
    assert rates(run)["total"]["population"] == 0


def test_a_load_and_then_the_rates_worked_out_by_hand(run: Run, plan: Path) -> None:
    # 1 kept on time (20 May before 1 June), 2 overdue, 3 kept late (1 October after 1 September): 2 of 3
    assert run("load", "--yes", plan)[0] == 0
    total = rates(run)["total"]
    assert [total[name] for name in ("due", "kept", "kept_on_time", "kept_late", "overdue")] == [
        3,
        2,
        1,
        1,
        1,
    ]
    assert (total["rate"], total["on_time_rate"]) == (0.6667, 0.3333)
    by_district = {row["key"]: (row["kept"], row["due"]) for row in rates(run, "--by", "district")["rows"]}
    assert by_district == {"rudaki": (1, 1), "varzob": (1, 2)}
    by_agency = {row["key"]: (row["kept"], row["due"]) for row in rates(run, "--by", "agency")["rows"]}
    assert by_agency == {"mia-district": (2, 2), "hukumat-district": (0, 1)}


def test_the_same_file_again_changes_nothing(run: Run, plan: Path) -> None:
    run("load", "--yes", plan)
    status, _out, err = run("load", "--yes", plan)
    assert status == 0
    assert "nothing in it is new" in err


def test_rejected_rows_end_with_one_and_the_rest_is_loaded(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", (*PLAN, ("4", "", "до 01.09.2025", "ОМВД", "Варзоб", "", "")))
    status, _out, err = run("load", "--yes", path)
    assert status == 1
    assert "План!" in err  # where: the sheet and the cell
    assert rates(run)["total"]["population"] == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.xlsx", b"PK\x03\x04 cut off"),
        ("page.xls", b"<html><body>x</body></html>"),
        ("empty.csv", b""),
    ],
)
def test_what_cannot_be_read_ends_with_two_and_one_sentence(
    run: Run, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    status, out, err = run("load", path)
    assert (status, out) == (2, "")
    assert err.count(name) == 1  # the sentence names the file, once
    assert len(err.strip().splitlines()) == 1
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_said_plainly(run: Run, tmp_path: Path) -> None:
    status, _out, err = run("load", tmp_path / "nowhere.xlsx")
    assert status == 2
    assert "nowhere.xlsx" in err and "Traceback" not in err


def test_an_unknown_partner_is_refused(run: Run, plan: Path) -> None:
    status, _out, err = run("load", "--partner", "nobody", plan)
    assert status == 2
    assert "nobody" in err


def test_what_changed_is_told_in_counts_that_add_up(run: Run, plan: Path) -> None:
    run("load", plan, "--yes")
    status, out, _err = run("changes", "--from", "2025-06-30", "--json")
    assert status == 0
    found = json.loads(out)
    # The workbook does not say when they were made, so they count from the day of loading.
    assert {change: n for change, n in found["counts"].items() if n} == {"new": 3}
    for outcome, row in found["balance"].items():
        assert sum(n for name, n in row.items() if name != "now") == row["now"], outcome
    _status, table, _err = run("changes", "--from", "2025-06-30")
    new, kept = table.splitlines()
    assert new == "New: 3"
    assert kept.startswith("Kept on ") and kept.endswith(
        ": 2 of 3. On 30 June 2025: –, as known when that day was over: –"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-01-02", "--to", "2026-01-01"),
        ("--from", "2025-01-02", "--to", "2026-01-02", "--known-on", "2026-01-01"),
        ("--from", "yesterday"),
        (),
    ],
)
def test_a_comparison_that_makes_no_sense_is_refused_in_a_sentence(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run("changes", *words)
    assert (status, out) == (2, "")
    assert err.strip() and "Traceback" not in err


def test_against_the_first_deadline_the_rates_are_those_without_any_extension(run: Run, plan: Path) -> None:
    run("load", plan, "--yes")
    assert rates(run, "--against", "first") == rates(run)
    assert run("rates", "--against", "second")[0] == 2


def test_rates_without_groups_give_the_total_alone(run: Run) -> None:
    document = rates(run)
    assert (document["by"], document["rows"]) == (None, [])
    assert document["total"]["due"] == 0
    assert document["total"]["rate"] is None


def test_the_table_the_csv_and_the_workbook_hold_the_same_numbers(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("load", "--yes", plan)
    _status, table, _err = run("rates", "--by", "agency")
    assert "2 of 3" in table
    _status, text, _err = run("rates", "--by", "agency", "--format", "csv")
    lines = {row["key"]: row for row in csv.DictReader(io.StringIO(text))}
    assert (lines["total"]["kept"], lines["total"]["due"]) == ("2", "3")
    path = tmp_path / "rates.xlsx"
    assert run("rates", "--by", "agency", "--format", "xlsx", "--out", path)[0] == 0
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    columns = rows[0]
    total = dict(zip(columns, rows[-1], strict=True))
    assert (total["key"], total["kept"], total["due"]) == ("total", 2, 3)


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "2025-01-02", "--known-on", "2025-01-01"),
        ("--known-on", "2999-01-01"),
        ("--on", "2025-01-02", "--known-on", "2999-01-01"),
        ("--agency", "no-such-body"),
        ("--by", "moon"),
        ("--against", "last"),
        ("--on", "yesterday"),
        ("--format", "xlsx"),
    ],
)
def test_a_question_that_makes_no_sense_ends_with_two(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run("rates", *words)
    assert (status, out) == (2, "")
    assert err and "Traceback" not in err


def test_the_sample_is_not_mixed_with_somebodys_own_workbooks(run: Run, plan: Path) -> None:
    run("load", "--yes", plan)
    status, _out, err = run("demo")
    assert status == 1
    assert "AHD_DATA_DIR" in err
    assert rates(run)["total"]["population"] == 3


def test_a_site_is_made_and_told_in_one_line(run: Run, plan: Path, tmp_path: Path) -> None:
    run("load", "--yes", "--publish", plan)
    status, out, err = run("publish", tmp_path / "site", "--address", "https://ahd.example")
    assert (status, out) == (0, "")
    assert "files" in err and "0 removed" in err
    # 3 commitments, of which 1 on time and 1 late are kept
    assert "2 of 3" in (tmp_path / "site/en/index.html").read_text(encoding="utf-8")
    assert "https://ahd.example/en/" in (tmp_path / "site/sitemap.xml").read_text()
    assert (
        "0 of them written anew" in run("publish", tmp_path / "site", "--address", "https://ahd.example")[2]
    )


def test_a_folder_that_is_somebodys_own_is_not_published_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own/letter.docx").write_text("mine")
    status, _out, err = run("publish", tmp_path / "own")
    assert status == 2
    assert "letter.docx" in err and "Nothing was written" in err
    assert [path.name for path in (tmp_path / "own").iterdir()] == ["letter.docx"]
    assert run("publish", tmp_path / "site", "--address", "ftp://x")[0] == 2


def test_a_whole_installation_is_said_to_be_whole(run: Run, plan: Path) -> None:
    run("load", "--yes", plan)
    status, out, _err = run("check")
    assert status == 0
    assert "Everything holds." in out


def test_a_kept_file_that_was_altered_is_found(run: Run, plan: Path, tmp_path: Path) -> None:
    run("load", "--yes", plan)
    kept = next(path for path in (tmp_path / "var" / "files").rglob("*") if path.is_file())
    kept.write_bytes(b"other")
    status, out, _err = run("check")
    assert status == 1
    assert "plan.xlsx" in out


def test_a_guard_that_was_taken_away_is_found(run: Run, tmp_path: Path) -> None:
    from tracker.store.engine import SQLITE

    run("rates")
    connection = SQLITE.connect(tmp_path / "var" / "ahd.db")
    connection.execute("DROP TRIGGER guard_finding_update")
    connection.close()
    status, out, _err = run("check")
    assert status == 1
    assert "guard_finding_update" in out


def test_without_accounts_only_this_machine_is_served(run: Run) -> None:
    status, _out, err = run("serve", "--host", "0.0.0.0")
    assert status == 2
    assert "ahd user add" in err and "--public" in err


def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path) -> None:
    environment = {**os.environ, "AHD_DATA_DIR": str(tmp_path), "AHD_COVERAGE_DAYS": "soon"}
    done = subprocess.run(
        [sys.executable, "-c", "from tracker.cli import main; main()", "rates"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "AHD_COVERAGE_DAYS" in done.stderr and "Traceback" not in done.stderr


FORUMS = (
    ("Дата", "Вид", "Район", "Место", "Женщин", "Мужчин", "Милиция"),
    ("05.03.2025", "тренинг", "Рудаки", "зал", "12", "18", "4"),
    ("06.03.2025", "форум", "Зарафшонк", "зал", "20", "30", "5"),
)


def test_a_register_loads_through_the_same_door(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "forums.xlsx", FORUMS)
    status, out, _err = run("load", "--dry-run", "--json", path)
    document = json.loads(out)
    assert status == 1  # one entry needs a person
    assert document["rows"] == [] and document["sheets"][0]["passed_over"] is None
    (register,) = document["registers"]
    assert (register["kind"], register["header_row"]) == ("forum", 3)
    assert register["counts"] == {"new": 1, "changed": 0, "same": 0, "duplicate": 0, "rejected": 1}
    assert register["rows"][0]["women"] == 12 and register["rows"][1]["issues"][0]["cell"] == "C5"
    status, _out, err = run("load", "--yes", path)
    assert status == 1 and "forums.xlsx: loaded." in err and "C5" in err
    again = json.loads(run("load", "--dry-run", "--json", path)[1])
    assert again["registers"][0]["counts"]["same"] == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rates --on 30.06.2026", "--on is a day, as 2026-06-30. See: ahd rates --help"),
        ("rates --on 0001-06-01", "Days before 1900 can't be asked about."),
        ("rates --nope", "There is no option --nope. See: ahd rates --help"),
        (
            "load plan.xlsx --reported-by stranger",
            "--reported-by is one of: monitor, agency. See: ahd load --help",
        ),
        ("changes", "--from is missing. See: ahd changes --help"),
        ("restore nofile.zip", "FILE: there is no such file. See: ahd restore --help"),
        ("nosuch", "The command is not understood. See: ahd --help"),
        ("workbook --agency mia --out book.docx", "--out is a file whose name ends in .xlsx."),
        ("calendar --out days.pdf", "--out is a file whose name ends in .ics."),
        ("backup /no/folder/b.zip", "There is no folder /no/folder."),
        ("rates --out /no/folder/rates.txt", "There is no folder /no/folder."),
        (
            "rates --out /proc/rates.txt",
            "/proc/rates.txt: there is no such file or folder. Nothing was written.",
        ),
        ("changes --from 2026-01-01 --known-on 2999-01-01", "nobody can say yet"),
    ],
)
def test_whatever_is_used_wrongly_is_told_in_one_sentence(run: Run, words: str, said: str) -> None:
    status, _output, told = run(*words.split())
    assert status == 2
    assert said in told and len(told.strip().splitlines()) == 1


def test_misuse_is_told_in_the_language_of_the_installation(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AHD_LANGUAGE", "tg")
    assert "--on сана аст" in run("rates", "--on", "30.06.2026")[2]


def test_a_setting_that_cannot_be_is_named_with_what_can_be(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AHD_LANGUAGE", "xx")
    status, _output, told = run("rates")
    assert status == 2
    assert "AHD_LANGUAGE" in told and "xx" in told and "'tg'" in told


def test_a_backup_never_takes_the_place_of_a_file(run: Run, tmp_path: Path) -> None:
    there = tmp_path / "monday.ahd.zip"
    there.write_bytes(b"older")
    status, _output, told = run("backup", str(there))
    assert status == 2 and "is there already" in told
    assert there.read_bytes() == b"older"


def the_kept_file(var: Path) -> Path:
    (path,) = [path for path in (var / "files").rglob("*") if path.is_file()]
    return path


def test_a_backup_says_which_kept_file_it_goes_without_and_asks_for_a_person(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("load", "--yes", str(plan))
    kept, target = the_kept_file(tmp_path / "var"), tmp_path / "b.ahd.zip"
    content = kept.read_bytes()
    kept.write_bytes(b"rotten")
    status, output, told = run("backup", str(target))
    assert status == 1 and target.exists() and "Head of the chain" in output
    assert "goes without them: plan.xlsx" in told
    kept.write_bytes(content)
    status, _output, told = run("restore", "--yes", str(target))
    assert status == 0 and "goes without them: plan.xlsx" in told
    assert kept.read_bytes() == content


def test_restoring_says_where_the_bytes_of_a_damaged_database_are_kept(
    run: Run, plan: Path, tmp_path: Path
) -> None:
    run("load", "--yes", str(plan))
    run("backup", str(tmp_path / "b.ahd.zip"))
    for left in (tmp_path / "var").glob("ahd.db-*"):
        left.unlink()
    (tmp_path / "var" / "ahd.db").write_bytes(b"no database" * 900)
    status, _output, told = run("restore", "--yes", str(tmp_path / "b.ahd.zip"))
    assert status == 0
    (aside,) = (tmp_path / "var" / "backups").glob("before-restore-*.ahd.db")
    assert f"its bytes are kept in {aside}" in told and aside.read_bytes() == b"no database" * 900


def test_national_commitments_have_a_name_and_first_deadlines_are_said(run: Run) -> None:
    run("demo")
    _status, output, told = run("rates", "--by", "district", "--against", "first")
    assert "The whole country" in output and "first deadlines" in told

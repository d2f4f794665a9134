"""3 · Bytes on which a parser panics, aborts or never ends: they cost the child its life, and the sender gets a sentence."""

import os
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.strangers import PLAN, SHEET, WRITERS, edited, plan_file, reason
from tests.sheets.workbooks import Sheet, write_csv
from tracker.sheets import ReadLimits, UnreadableFile, child
from tracker.sheets.fetch import Fetching
from tracker.sheets.formats.raw import Refused

TRIES = int(os.environ.get("AHD_MUTATIONS", "8"))


@pytest.mark.parametrize("form", WRITERS)
def test_of_a_file_with_changed_bytes_it_is_always_decided_whether_it_is_read(
    form: str, tmp_path: Path, read: Any
) -> None:
    whole, chance = plan_file(tmp_path, form).read_bytes(), random.Random(form)
    for number in range(TRIES):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        path = tmp_path / f"changed-{number}.{form}"
        path.write_bytes(bytes(data) or b"x")
        try:
            assert read(path).rows is not None
        except UnreadableFile as refused:
            assert refused.message("en").count(path.name) == 1


class Panic(BaseException):
    """As calamine's faults arrive in Python: no Exception."""


@pytest.mark.parametrize(
    ("error", "told"), [(Panic(), "damaged"), (MemoryError(), "too_much_memory"), (Refused("bomb"), "bomb")]
)
def test_a_panic_is_an_answer(
    error: BaseException, told: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: Any
) -> None:
    def panic(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(child, "read", panic)
    monkeypatch.setattr(child, "limit", lambda *_limits: None)
    assert child.main(["plan.xlsx", "xlsx", "1", "1", "1", "1", ""]) == 0
    assert f'{{"refused": "{told}"}}'.encode() in capfdbinary.readouterr().out


@pytest.mark.parametrize("signal", ["SIGABRT", "SIGSEGV"])
def test_a_child_that_is_aborted_is_a_file_that_is_damaged(
    signal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real child, started as always, with a module in place of calamine that ends it as calamine would."""
    monkeypatch.setattr("tracker.sheets.fetch.KEPT", ("PATH", "PYTHONPATH"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "false"))
    (tmp_path / "false").mkdir()
    (tmp_path / "false/python_calamine.py").write_text(
        f"import os, signal\nos.kill(os.getpid(), signal.{signal})\n"
    )
    with (
        pytest.raises(UnreadableFile) as caught,
        Fetching(plan_file(tmp_path), "xlsx", ReadLimits()) as fetching,
    ):
        fetching.all()
    assert caught.value.reason == "damaged"


def test_rows_and_columns_that_no_reference_gives_away_are_survived(tmp_path: Path, read: Any) -> None:
    """A sheet without any reference but those of two rows: nothing can be foreseen, so calamine makes room and dies of it."""
    wide = "<c><v>1</v></c>" * 16_384
    rows = f'<row r="1">{wide}</row><row r="1048576">{wide}</row>'
    path = edited(
        plan_file(tmp_path),
        {SHEET: lambda data: data[: data.index(b"<row")] + f"{rows}</sheetData></worksheet>".encode()},
    )
    assert reason(read, path) in ("damaged", "too_many_cells", "too_much_memory", "far_cell")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process exist on Linux")
@pytest.mark.parametrize(
    ("limit", "told"),
    [({"memory_bytes": 120 * 2**20}, "too_much_memory"), ({"seconds": 0.01}, "took_too_long")],
)
def test_a_child_that_runs_out_of_its_limits_is_stopped_and_says_which(
    limit: dict[str, Any], told: str, tmp_path: Path, read: Any
) -> None:
    path = tmp_path / "large.csv"
    lines = (f"{at};а{at};б{at};в{at};г{at}" for at in range(500_000))
    path.write_text("№;Мероприятие;Срок;Статус;Код\n" + "\n".join(lines), encoding="utf-8")
    assert reason(read, path, limits=replace(ReadLimits(), **limit)) == told


CELLS = st.one_of(
    st.sampled_from(
        ["", "№", "Мероприятие", "Срок", "Ответственный", "Статус", "Район", "до 1 июня", "III квартал", "ОМВД", "Всего",
         "I. Раздел", "Исполнено", "100%", "1", "2", "* примечание", "Бохтар", "45884", "((", "31.02.2025", "до", "«»"]
    ),
    st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=30),
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12))
def test_no_table_crashes_the_reader_and_no_commitment_loses_a_cell(
    rows: list[list[str]], tmp_path: Path, read: Any
) -> None:
    header = ["№", "Мероприятие", "Срок", "Ответственный", "Статус"]
    reading = read(write_csv(tmp_path / "any.csv", Sheet("", [header, *rows]), delimiter=";"))
    for row in reading.rows:
        written = rows[row.row - 2] if row.row - 2 < len(rows) else []
        filled = [cell for cell in written if cell.strip(" \t\r\n\u00a0\u200b\ufeff")]
        assert len(row.cells) >= len(filled)
        assert all(issue.message("en") for issue in row.issues)


def test_the_plan_of_these_tests_is_read_when_nothing_is_done_to_it(tmp_path: Path, read: Any) -> None:
    for form in WRITERS:
        assert [row.outcome for row in read(plan_file(tmp_path, form, PLAN)).rows] == ["new", "rejected"], (
            form
        )

"""`ahd brief` and the agency's draft keep their contract: a file and 0, a sentence and 1 or 2, never half a file."""

from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from tests.cli.conftest import Run


@pytest.fixture
def sample(run: Run) -> Run:
    """An installation with the sample."""
    assert run("demo")[0] == 0
    return run


def test_a_brief_is_written_with_the_same_figures_as_the_rates(sample: Run, tmp_path: Path) -> None:
    out = tmp_path / "brief.xlsx"
    status, printed, told = sample("brief", "--agency", "mia", "--language", "en", "--out", out)
    assert (status, printed) == (0, "") and str(out) in told
    rates = sample("rates", "--agency", "mia", "--format", "csv")[1].splitlines()
    total = dict(zip(rates[0].split(","), rates[-1].split(","), strict=True))
    sheet = openpyxl.load_workbook(out)["Brief"]
    rows = {
        row[0].value: (row[2].value, row[3].value) for row in sheet.iter_rows() if row[2].value is not None
    }
    assert rows["Kept of what was due"] == (int(total["kept"]), int(total["due"]))


def test_the_label_of_the_sample_is_on_every_slide(sample: Run, tmp_path: Path) -> None:
    out = tmp_path / "brief.pptx"
    assert sample("brief", "--district", "rasht", "--language", "tg", "--out", out)[0] == 0
    for slide in Presentation(str(out)).slides:
        assert any("Намуна: ин уҳдадориҳо" in s.text_frame.text for s in slide.shapes if s.has_text_frame)


def test_a_combination_that_makes_no_sense_gets_one_sentence(sample: Run, tmp_path: Path) -> None:
    out = tmp_path / "brief.pptx"
    for asked in (
        ("--agency", "nobody"),
        ("--on", "2026-06-30", "--known-on", "2026-06-01"),
        ("--on", "2999-01-01"),
        ("--on", "2026-06-30", "--since", "2026-06-30"),
        ("--template", tmp_path / "missing.potx"),
    ):
        status, printed, told = sample("brief", *asked, "--out", out)
        assert (status, printed) == (2, ""), asked
        assert len(told.strip().splitlines()) == 1, told
    assert sample("brief", "--out", tmp_path / "brief.txt")[0] == 2
    assert sample("brief", "--out", tmp_path / "none" / "brief.pdf")[0] == 2
    assert sample("brief", "--template", out, "--out", tmp_path / "brief.pdf")[0] == 2
    assert sample("brief", "--on", "2020-01-01", "--out", out)[0] == 1
    assert list(tmp_path.glob("*.p*")) == []


def test_an_agency_gets_a_draft_and_it_comes_back_through_the_partners_door(
    sample: Run, tmp_path: Path
) -> None:
    out = tmp_path / "draft.xlsx"
    status, printed, told = sample("workbook", "--agency", "mia", "--language", "en", "--out", out)
    assert (status, printed) == (0, "") and "rows" in told
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[1]
    sheet["H4"], sheet["I4"], sheet["J4"] = (
        "In progress",
        "01.11.2026",
        "The draft order is with the ministry of justice",
    )
    book.save(out)
    status, _printed, told = sample("updates", "--yes", out)
    assert status == 0, told
    assert sample("updates", "--yes", out)[0] == 0
    assert sample("check")[0] == 0


def test_a_draft_is_for_one_agency_or_one_partner(sample: Run, tmp_path: Path) -> None:
    out = tmp_path / "draft.xlsx"
    assert sample("workbook", "--out", out)[0] == 2
    assert sample("workbook", "--agency", "mia", "--partner", "namuna-kuhsor", "--out", out)[0] == 2
    assert sample("workbook", "--agency", "nobody", "--out", out)[0] == 2
    assert not out.exists()

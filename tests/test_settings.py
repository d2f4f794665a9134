"""Every setting is documented, with its default."""

import re

from tracker.settings import ROOT, Settings


def documented() -> dict[str, str]:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `(AHD_\w+)` \| (.+?) \|", text, re.MULTILINE))


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    assert documented().keys() == {f"AHD_{name.upper()}" for name in Settings.model_fields}


def test_the_documented_defaults_are_the_real_ones() -> None:
    for name, field in Settings.model_fields.items():
        if name in ("database_url", "data_dir"):
            continue  # these two depend on where the program lies
        told = documented()[f"AHD_{name.upper()}"].strip("`")
        assert told.lower() == str(field.default).lower(), name


def test_an_environment_variable_sets_a_setting(monkeypatch) -> None:
    monkeypatch.setenv("AHD_COVERAGE_DAYS", "30")
    assert Settings().coverage_days == 30


def test_the_data_folder_is_the_same_wherever_the_program_is_started(monkeypatch, tmp_path) -> None:
    monkeypatch.delenv("AHD_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert Settings().data_dir == ROOT / "var"

"""The browser of the tests is found where there is one; where there is none, it is said."""

from pathlib import Path

import pytest

from tests.browser import provide


def test_an_installed_browser_is_found_by_its_name(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert provide.installed(("chrome-of-nobody", "chromium"), (), path=str(tmp_path)) == str(program)


def test_an_installed_browser_is_found_where_it_stands(tmp_path: Path) -> None:
    program = tmp_path / "chrome.exe"
    program.write_bytes(b"MZ")
    assert provide.installed((), (tmp_path / "absent.exe", program)) == str(program)


def test_without_any_browser_the_tests_fail_and_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provide, "installed", lambda: None)
    monkeypatch.setattr(provide, "_run", lambda *command: False)
    with pytest.raises(provide.NoBrowser, match="install Chromium or Chrome"):
        provide.chromium()


def test_playwrights_own_browser_is_not_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[tuple[str, ...]] = []
    monkeypatch.setattr(provide, "installed", lambda: None)
    monkeypatch.setattr(provide, "_run", lambda *command: not commands.append(command))
    assert provide.chromium() is None
    assert not any("install" in command for command in commands)

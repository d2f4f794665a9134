"""The files for a server agree with the program, and give it no more than it needs."""

import re
from pathlib import Path

import pytest

from tracker.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(DEPLOY.iterdir()) if path.is_file()}
SERVED = ["Dockerfile", "compose.yaml", "example.env", "ahd-office.service", "ahd-public.service"]


@pytest.mark.parametrize("name", SERVED)
def test_every_setting_that_is_named_exists(name: str) -> None:
    named = set(re.findall(r"\bAHD_[A-Z_]+", TEXTS[name])) - {"AHD_VERSION"}  # the image's tag, no setting
    assert named <= {f"AHD_{field.upper()}" for field in Settings.model_fields}


def test_the_image_runs_as_nobody_and_asks_its_own_readiness() -> None:
    told = TEXTS["Dockerfile"].splitlines()
    assert "USER 10001" in told
    assert told.index("USER 10001") > max(n for n, line in enumerate(told) if line.startswith("RUN"))
    assert "/readyz" in TEXTS["Dockerfile"]
    assert "--require-hashes" in TEXTS["Dockerfile"]


def test_the_containers_write_only_to_their_volumes() -> None:
    shared = TEXTS["compose.yaml"].split("services:")[0]
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", 'volumes: ["data:/data"]'):
        assert line in shared


def test_only_the_door_can_be_reached_from_outside() -> None:
    services = TEXTS["compose.yaml"].split("services:")[1]
    assert services.count("ports:") == 1
    assert services.index("ports:") > services.index("  door:")


@pytest.mark.parametrize("name", ["ahd-office.service", "ahd-public.service"])
def test_the_units_listen_on_this_machine_alone_and_may_write_nowhere_else(name: str) -> None:
    assert "--host" not in TEXTS[name]
    assert "AHD_HOST" not in TEXTS[name]
    for line in (
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "StateDirectory=ahd",
        "CapabilityBoundingSet=",
    ):
        assert line in TEXTS[name].splitlines()


def test_no_secret_stands_in_a_file_that_is_committed() -> None:
    for name, text in TEXTS.items():
        assert not re.search(r"(?i)(password|secret|token|key)\w*\s*[=:]\s*\S", text), name

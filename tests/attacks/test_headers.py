"""What every answer of the running server says about itself: what may load, who may frame it, what may be sent to it."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.browser.conftest import Server
from tests.web.test_embed import CHARTS
from tracker.settings import ROOT

PAGES = ("/", "/commitments", "/load", "/nothing/here", "/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config",
         "/app/static/ahd.css", "/api/v1/rates.json", "/present", "/media/nothing")  # fmt: skip
UPLOAD = "/_stcore/upload_file/a/b"


@pytest.fixture(scope="module")
def client(hostile_server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=hostile_server.url, timeout=60) as asking:
        yield asking


def policy(answer: httpx.Response) -> dict[str, str]:
    told = answer.headers["content-security-policy"]
    return dict(part.strip().partition(" ")[::2] for part in told.split(";"))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_foreign_loads_runs_or_frames_any_page(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    said = policy(answer)
    assert said["default-src"] in ("'self'", "'none'")
    assert "'unsafe-inline'" not in said.get("script-src", "'none'") and "'unsafe-eval'" not in said.get(
        "script-src", ""
    )
    for kind in ("script-src", "img-src", "connect-src", "font-src", "style-src", "frame-src", "object-src"):
        allowed = said.get(kind, said["default-src"]).split()
        assert not [one for one in allowed if "*" in one or one.startswith(("http", "ws", "//"))], kind
    assert said["frame-ancestors"] == "'self'" and said["base-uri"] == "'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] in ("same-origin", "no-referrer")


@pytest.mark.parametrize("name", CHARTS)
def test_only_charts_for_other_sites_may_be_framed_and_they_run_nothing(
    client: httpx.Client, name: str
) -> None:
    for kind in ("html", "svg"):
        answer = client.get(f"/embed/{name}.{kind}")
        said = policy(answer)
        assert answer.status_code == 200
        assert (said["default-src"], said["frame-ancestors"]) == ("'none'", "*")
        assert "script-src" not in said and answer.headers["x-content-type-options"] == "nosniff"


def test_nothing_is_taken_without_the_token_of_our_own_page(client: httpx.Client) -> None:
    file = {"f": ("a.csv", b"x")}
    own = f"http://{urlsplit(str(client.base_url)).netloc}"
    assert client.put(UPLOAD, files=file, headers={"origin": "http://evil.example"}).status_code == 403
    client.cookies.clear()
    assert client.put(UPLOAD, files=file, headers={"origin": own}).status_code == 403
    client.get("/_stcore/health")
    told = client.cookies["_streamlit_xsrf"]
    assert (
        client.put(UPLOAD, files=file, headers={"origin": own, "x-xsrftoken": "made-up"}).status_code == 403
    )
    # with the token it is let in, and turned away since nobody of this session asked for a file
    assert client.put(UPLOAD, files=file, headers={"origin": own, "x-xsrftoken": told}).status_code == 400


def test_metrics_and_what_was_made_for_programs_are_closed(client: httpx.Client) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/st-metrics"):
        assert client.get(path).status_code == 404
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        for path in ("/api/v1/rates.json", "/embed/agencies.svg", "/healthz"):
            assert client.request(method, path, headers={"origin": "http://evil.example"}).status_code in (
                403,
                405,
            )


def test_streamlit_is_told_nothing_that_would_open_it() -> None:
    """Protection against forged requests and foreign origins is on unless it is switched off; so is telemetry."""
    told = (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")
    for name in ("enableXsrfProtection", "enableCORS", "corsAllowedOrigins", "enableRemote"):
        assert name not in told
    for line in (
        'showErrorDetails = "none"',
        "gatherUsageStats = false",
        "maxUploadSize = 50",
        "allowedHosts = [",
    ):
        assert line in told


def test_no_secret_stands_in_a_file_or_on_a_command_line() -> None:
    """Whatever is secret comes from the environment alone: no settings file is read, no option takes it."""
    from pydantic import SecretStr

    from tracker.settings import Settings

    assert Settings.model_config.get("env_file") is None and Settings.model_config.get("secrets_dir") is None
    secret = [
        name
        for name, field in Settings.model_fields.items()
        if any(w in name for w in ("password", "secret", "token", "key"))
    ]
    assert "smtp_password" in secret
    assert all("SecretStr" in str(Settings.model_fields[name].annotation) for name in secret), secret
    options = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tracker/cli").glob("*.py"))
    assert "--password" not in options and "--secret" not in options
    assert "hunter2" not in repr(Settings(smtp_password=SecretStr("hunter2")))
    assert not [path for path in (ROOT / ".env", ROOT / ".streamlit/secrets.toml") if path.exists()]

"""25 · Error traces, links of evidence, files that a browser would run, and names that lead elsewhere."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.attacks.strangers import Ear, listening
from tests.browser.conftest import Server, environment, serving
from tests.desk.updates.conftest import LIGHTS
from tests.sheets.workbooks import sheet, write_xlsx
from tracker.briefs.hearing import FORMATS, Wanted, build, made
from tracker.briefs.site import publish
from tracker.desk import EDITOR, Desk, View, backups, record
from tracker.desk.record.shapes import DocumentProof, LinkProof
from tracker.desk.rules import DOCUMENT_KINDS, Said, check_document, check_link
from tracker.model.vocabulary import Visibility
from tracker.store.check import check
from tracker.store.engine import SQLITE
from tracker.ui.loading_file import safe_name

AHD = Path(sys.executable).with_name("ahd")
INSIDE = (
    b"Traceback",
    b"sqlite",
    b"SQLAlchemy",
    b"OperationalError",
    b"site-packages",
    b".py",
    b"finding_aside",
    b"/tracker/",
)


@pytest.fixture
def broken(hostile_dir: Path, tmp_path: Path) -> Iterator[Server]:
    """A server whose database loses a table while it serves: whatever is asked of it goes wrong inside."""
    data = tmp_path / "var"
    subprocess.run(["cp", "-r", str(hostile_dir), str(data)], check=True)
    with serving(data) as started:
        with SQLITE.connect(data / "ahd.db") as stray:
            for (name,) in stray.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                stray.execute(f"DROP TRIGGER {name}")
            for table in ("finding", "commitment_version"):
                stray.execute(f"ALTER TABLE {table} RENAME TO {table}_aside")
        yield started


def test_when_something_fails_inside_nobody_outside_is_told_what(browser: Browser, broken: Server) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    heard: list[bytes] = []
    page.on(
        "websocket", lambda session: session.on("framereceived", lambda frame: heard.append(_bytes(frame)))
    )
    failed = 0
    for name in ("commitments", "commitment?code=AH-00001-B", "review"):
        page.goto(f"{broken.url}/{name}{'&' if '?' in name else '?'}lang=en")
        page.wait_for_selector("[data-testid=stAlert], .ahd-foot", timeout=60_000)
        page.wait_for_timeout(300)
        failed += "This page could not be drawn. Nothing was changed" in page.inner_text("body")
        assert page.locator("[data-testid=stException]").count() == 0
    context.close()
    assert failed >= 1, "nothing went wrong: the test breaks nothing"
    told = b"".join(heard)
    assert [
        word
        for word in (b"Traceback", b"no such table", b"_aside", b"site-packages", b"SELECT ")
        if word in told
    ] == []
    for path in (
        "api/v1/commitments.json",
        "api/v1/rates.json?by=official",
        "embed/agencies.svg",
        "present",
        "readyz",
    ):
        status, body = _ask(f"{broken.url}/{path}?x=1" if "?" not in path else f"{broken.url}/{path}")
        assert [word for word in INSIDE if word in body] == [], (path, status)


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def _ask(url: str) -> tuple[int, bytes]:
    try:
        with urlopen(url, timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as refused:
        return refused.code, refused.read()


def test_links_of_evidence_are_never_fetched_by_us(two_partners: Desk, tmp_path: Path) -> None:
    """Recorded, briefed, published, backed up, checked: nobody calls the address. Only people click on it."""
    with listening() as ear:
        link = f"{ear.address}/evidence.pdf"
        said = Said("fulfilled", two_partners.today(), "Горят", has_evidence=True)
        record.finding(two_partners, EDITOR, LIGHTS, said, evidence=[LinkProof(link)], visibility="public")
        record.visibility(two_partners, EDITOR, [LIGHTS], Visibility.PUBLIC)
        brief = build(two_partners, EDITOR, Wanted(View(), "ru"))
        for name in FORMATS:
            made(brief, name, two_partners.settings)
        publish(two_partners, tmp_path / "site")
        backups.make(two_partners, EDITOR, tmp_path / "b.ahd.zip")
        check(two_partners.store, two_partners.files)
        assert link in (tmp_path / f"site/ru/c/{LIGHTS}.html").read_text(encoding="utf-8")
    assert ear.calls == []


def test_addresses_on_a_page_are_not_fetched_by_the_server_either(hostile_server: Server, ear: Ear) -> None:
    """The installation is full of addresses of the listener, in links too; the server has been asked for every page."""
    for path in ("api/v1/commitments.json", "embed/agencies.html", "present", "readyz"):
        _ask(f"{hostile_server.url}/{path}")
    assert ear.calls == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x",
        "http://x y",
        "vbscript:x",
        "http://[",
        "ftp://a.b/",
    ],
)
def test_what_is_no_address_of_a_web_page_is_no_link(url: str) -> None:
    assert [breach.code for breach in check_link(url)] == ["link_unreadable"]


@pytest.mark.parametrize(
    "name",
    ["a.svg", "a.html", "a.htm", "a.xhtml", "a.xml", "a.js", "a.exe", "a.xlsm", "a.pdf.html", "a", ".pdf"],
)
def test_nothing_that_a_browser_would_run_is_kept_as_a_document(name: str) -> None:
    assert [breach.code for breach in check_document(name, 10)] == ["document_kind"]
    assert not {"svg", "html", "htm", "xml", "js"} & set(DOCUMENT_KINDS)


def test_a_web_page_under_another_name_leaves_only_as_a_download(browser: Browser, tmp_path: Path) -> None:
    """A workbook's name and a picture's bytes: whoever opens its address gets a file to save, of no kind that is run."""
    data = tmp_path / "var"
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>window.taken=1</script></svg>"
    page_in_disguise = f"№;Мероприятие;Срок\n1;{svg} дело;2025 г.\n".encode()
    path = tmp_path / "evil.svg.csv"
    path.write_bytes(page_in_disguise)
    done = subprocess.run(
        [str(AHD), "load", "--yes", str(path)],
        env=environment(data) | {"AHD_LANGUAGE": "en"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    with serving(data) as server:
        context = browser.new_context(locale="en-GB", accept_downloads=True)
        page = context.new_page()
        page.goto(f"{server.url}/commitment?code=AH-00001-B&lang=en")
        page.wait_for_selector(".ahd-foot", timeout=60_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        for opening in page.locator("[data-testid=stExpander] summary").all():
            opening.click()
        with page.expect_download() as taking:
            page.get_by_role("button", name="Download the file as it was sent").first.click()
        answer = page.request.get(taking.value.url)
        headers = answer.headers
        assert taking.value.suggested_filename.endswith("evil.svg.csv")
        assert headers["content-disposition"].startswith("attachment")
        assert headers["content-type"].startswith(("application/octet-stream", "text/csv"))
        assert (
            headers["x-content-type-options"] == "nosniff"
            and "script-src 'self'" in headers["content-security-policy"]
        )
        assert answer.body() == page_in_disguise
        context.close()


NAMES = (
    "../../etc/passwd.xlsx", "..\\..\\windows\\a.xlsx", "/etc/cron.d/a.xlsx", "C:\\autoexec.xlsx", "a\x00.xlsx", "план\nстрока.xlsx",
    "\u202exslx.exe.xlsx", "ш" * 300 + ".xlsx", "😀" * 120 + ".xlsx", "a." + "x" * 300, "CON.xlsx", "nul.csv", "com1", "LPT9.ods", "aux.",
    "a.xlsx::$DATA", "a.xlsx. . .", "...", "", ".", "..", "~", "-rf.xlsx", "$(reboot).xlsx", "a/b/../c.xlsx", "%2e%2e%2fa.xlsx", ".xlsx",
    "a\u2028b.xlsx", "\ufeff.xlsx", " .xlsx", "con .csv",
)  # fmt: skip
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@pytest.mark.parametrize("sent", NAMES, ids=range(len(NAMES)))
def test_a_name_leads_nowhere_and_can_be_written_on_every_system(sent: str, tmp_path: Path) -> None:
    name = safe_name(sent)
    path = tmp_path / "room" / name
    path.parent.mkdir()
    path.write_bytes(b"x")
    assert path.resolve().parent == (tmp_path / "room").resolve() and list(path.parent.iterdir()) == [path]
    assert 0 < len(name.encode()) <= 255 and name.isprintable()
    assert not set(name) & set('<>:"/\\|?*') and name == name.strip(" .")
    assert name.partition(".")[0].strip().lower() not in RESERVED


HOSTILE_NAMES = (
    b"bad\xff.xlsx", "новая\nстрока.xlsx".encode(), "\u202exslx.exe.xlsx".encode(), ("ш" * 120 + ".xlsx").encode(), b"-rf.xlsx",
    b"a b;$(touch taken)`touch taken`.xlsx", b"<img src=x>.xlsx", b"%s{0}{day}.xlsx", b"\x1b[2J\x07.xlsx",
)  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_files_with_hostile_names_load_and_are_told_of_in_plain_letters(tmp_path: Path) -> None:
    """On the command line, all in one call, from the folder that a name wants to write into."""
    for number, name in enumerate(HOSTILE_NAMES):
        table = f"№ | Мероприятие | Срок | Ответственный\n1 | Дело номер {number} в саду {chr(0x430 + number) * 9} | 2025 г. | МВД\n2 | | 2025 г. |"
        path = write_xlsx(tmp_path / "made.xlsx", sheet("План", table))
        path.rename(tmp_path / os.fsdecode(name))
    done = subprocess.run(
        [os.fsencode(AHD), b"load", b"--dry-run", b"--json", b"--", *HOSTILE_NAMES],
        env=environment(tmp_path / "var") | {"AHD_LANGUAGE": "en"}, capture_output=True, cwd=tmp_path, timeout=120,
    )  # fmt: skip
    assert done.returncode in (1, 2) and b"Traceback" not in done.stderr
    told = done.stderr.decode("utf-8")
    assert not [sign for sign in told if not sign.isprintable() and sign != "\n"]
    if done.stdout:
        assert len(json.loads(done.stdout)) >= len(HOSTILE_NAMES) - 1
    assert not (tmp_path / "taken").exists()


def test_a_document_of_evidence_never_becomes_a_path(two_partners: Desk, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    said = Said("fulfilled", two_partners.today(), "Горят", has_evidence=True)
    for name in ("../../../evil.pdf", "/etc/evil.pdf", "a\x00b.pdf", "..\\evil.pdf", "ш" * 300 + ".pdf"):
        record.finding(
            two_partners, EDITOR, LIGHTS, said, evidence=[DocumentProof(name, f"%PDF-{name}".encode())]
        )
        said = Said("fulfilled", two_partners.today(), f"Горят {len(name)} {name[:1]!r}", has_evidence=True)
    grown = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    kept = [path for path in grown if path.parent.parent.name == "files"]
    assert len(kept) == 5 and all(len(path.name) == 64 for path in kept)
    assert not [path for path in grown if "evil" in path.name]

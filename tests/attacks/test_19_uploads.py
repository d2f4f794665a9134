"""Attack 19: files pushed through the door for uploads, into nobody's or somebody else's session."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.attacks.served import Office
from tests.store.test_public import STAMP, TABLE
from tests.ui.test_load import book
from tracker.desk import EDITOR
from tracker.desk.load import LoadOptions, StalePlan, apply, plan

BODY = b'--x\r\nContent-Disposition: form-data; name="file"; filename="evil.xlsx"\r\n\r\nevil\r\n--x--\r\n'
SENT = {"Content-Type": "multipart/form-data; boundary=x", "Accept": "*/*"}


def test_a_file_goes_through_the_door_of_its_own_session_alone(
    office: Office, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(book(TABLE, STAMP))
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    page = office.enter(context.new_page(), "editor", "/load?lang=en")
    puts: list[str] = []
    page.on("request", lambda request: puts.append(request.url) if request.method == "PUT" else None)
    with page.expect_response(lambda answer: answer.request.method == "PUT") as sent:
        page.set_input_files("input[type=file]", path)
    assert sent.value.status == 204  # our own page still sends files
    office.drawn(page)
    [door] = {url.partition(office.netloc)[2] for url in puts}
    own = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())

    for method in ("PUT", "DELETE"):
        stranger = office.ask(door, method, headers=SENT, body=BODY)
        assert stranger.status == 401
        xsrf = [one for one in own.split("; ") if one.startswith("_streamlit_xsrf=")]
        partner = "; ".join([office.sign_in("partner"), *xsrf])
        token = {"X-Xsrftoken": xsrf[0].partition("=")[2]} if xsrf else {}
        thief = office.ask(door, method, cookie=partner, headers={**SENT, **token}, body=BODY)
        assert (thief.status, thief.body) == (403, b"This is somebody else's.")
        foreign = office.ask(
            door, method, cookie=own, headers={**SENT, **token, "Origin": "https://evil.example"}, body=BODY
        )
        assert foreign.status == 403
    nowhere = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/f"
    assert office.ask(nowhere, "PUT", cookie=own, headers=SENT, body=BODY).status == 403
    assert "mine.xlsx" in page.inner_text("body") and "evil" not in page.inner_text("body")
    context.close()


def test_what_will_be_applied_is_the_file_that_was_shown(office: Office) -> None:
    """A file that is replaced after the preview has another hash, and the load refuses it; see tests/desk/test_load.py."""
    folder = office.settings.data_dir
    with office.desk() as desk:
        path = folder / "shown.xlsx"
        path.write_bytes(book(TABLE.replace("Закупить ёлки", "Посадить ёлки"), STAMP))
        shown = plan(desk, EDITOR, path, LoadOptions())
        path.write_bytes(book(TABLE.replace("Закупить ёлки", "Срубить ёлки"), STAMP))
        before = desk.revision()
        with pytest.raises(StalePlan):
            apply(desk, EDITOR, shown)
        assert desk.revision() == before

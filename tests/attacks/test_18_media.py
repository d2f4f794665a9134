"""Attack 18: files of others, by their address. Streamlit serves them to whoever knows it, and names them by their contents."""

import os
from collections.abc import Iterator
from hashlib import blake2b

import pytest
from playwright.sync_api import Browser
from streamlit.runtime import memory_media_file_storage as storage
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from tests.attacks.served import Office
from tracker.ui import media

KIND = MediaFileKind.DOWNLOADABLE
HEAD = os.urandom(70_000)
# Two exports of equal length and name that agree wherever Streamlit looks: at the beginning, in the middle, at the end.
MINE = HEAD + b"mine".ljust(500_000, b".") + HEAD + b" " * 500_000 + HEAD
THEIRS = HEAD + b"them".ljust(500_000, b".") + HEAD + b" " * 500_000 + HEAD


@pytest.fixture
def guarded() -> Iterator[None]:
    """Addresses as the server makes them."""
    before = storage._calculate_file_id
    media.make_unguessable()
    yield
    storage._calculate_file_id = before


def addresses() -> tuple[str, str, MemoryMediaFileStorage]:
    kept = MemoryMediaFileStorage("/media")
    mine, theirs = (kept.load_and_get_id(each, "text/csv", KIND, "list.csv") for each in (MINE, THEIRS))
    return mine, theirs, kept


def test_streamlit_itself_takes_two_exports_of_equal_length_for_one() -> None:
    """The fault that is guarded against; when a newer version has mended it, the guard may go."""
    mine, theirs, kept = addresses()
    assert mine == theirs and kept.get_file(f"{theirs}.csv").content == MINE


def test_exports_of_equal_length_are_never_confused(guarded: None) -> None:
    mine, theirs, kept = addresses()
    assert mine != theirs
    assert kept.get_file(f"{mine}.csv").content == MINE and kept.get_file(f"{theirs}.csv").content == THEIRS


def test_the_same_file_has_one_address_and_another_name_another(guarded: None) -> None:
    kept = MemoryMediaFileStorage("/media")
    first = kept.load_and_get_id(b"x", "text/csv", KIND, "a.csv")
    assert kept.load_and_get_id(b"x", "text/csv", KIND, "a.csv") == first
    others = {
        kept.load_and_get_id(b"x", "text/csv", KIND, "b.csv"),
        kept.load_and_get_id(b"x", "text/plain", KIND, "a.csv"),
    }
    assert len({first, *others}) == 3


def test_who_knows_what_is_in_a_file_does_not_know_its_address(guarded: None) -> None:
    mine, _theirs, _kept = addresses()
    for key in (b"", b"ahd"):
        digest = blake2b(key=key, digest_size=28)
        for part in (b"text/csv", b"list.csv", MINE):
            digest.update(len(part).to_bytes(8, "big") + part)
        assert digest.hexdigest() != mine


def test_a_download_is_for_who_has_signed_in(office: Office, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    page = office.enter(context.new_page(), "editor", "/data?lang=en")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    with page.expect_download() as taking:
        page.locator("[data-testid=stDownloadButton] button:visible").first.click()
    assert taking.value.path().stat().st_size > 0
    media_ = [url for url in [*addresses, taking.value.url] if "/media/" in url]
    path = media_[-1].partition(office.netloc)[2]
    assert len(path.partition("/media/")[2].partition(".")[0]) == 56
    cookie = "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    assert office.ask(path, cookie=cookie).status == 200
    for stranger in ("", "ahd_session=guessed"):
        answer = office.ask(path, cookie=stranger, headers={"Accept": "*/*"})
        assert answer.status == 401 and answer.body == b"Please sign in."
    page.locator(".st-key-menu-person button").first.click()
    page.locator(".st-key-sign-out button").click()
    office.drawn(page, ".ahd-way-in")
    assert (
        office.ask(path, cookie=cookie, headers={"Accept": "*/*"}).status == 401
    )  # the tab may still be open
    context.close()

"""Files that are made at the click: only for who was shown the button, and is still who they were then."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from tests.desk.accounts.conftest import *  # noqa: F403  # the people who may sign in
from tests.desk.accounts.conftest import PARTNER
from tracker.desk import Desk, accounts
from tracker.desk.asking import PROGRAM
from tracker.ui import here, media

EDITOR = "editor@ahd.example"
Press = Callable[[], str]


@pytest.fixture(autouse=True)
def guarded(desk: Desk) -> Iterator[None]:
    """As the server starts."""
    before = MediaFileManager.add_deferred
    here.use(desk)
    media.ask_at_the_click(here.still_asking)
    yield
    MediaFileManager.add_deferred = before  # type: ignore[method-assign]
    here._opened.clear()


@pytest.fixture
def draw(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], Press]:
    """Draw a button for who comes with this session; answered is what presses it, which may be done again and again."""

    def drawn(key: str | None) -> Press:
        monkeypatch.setattr(here, "signed_in_by", lambda: key)
        files = MediaFileManager(MemoryMediaFileStorage("/media"))
        file = files.add_deferred(lambda: b"internal", "text/csv", "here", file_name="list.csv")

        def press() -> str:
            monkeypatch.setattr(here, "signed_in_by", lambda: None)  # at the click there is no page
            return files.execute_deferred(file)

        return press

    return drawn


def test_who_is_signed_in_gets_the_file_as_often_as_they_like(
    sign_in: Callable[..., str], draw: Callable[[str | None], Press]
) -> None:
    press = draw(sign_in(EDITOR))
    assert press() == press() and press().endswith(".csv")


@pytest.mark.parametrize("how", ["signed out", "disabled", "another role", "too long ago"])
def test_a_tab_that_is_still_open_makes_no_more_files_for_who_was_signed_out(
    desk: Desk,
    people: dict[str, int],
    clock: Clock,  # noqa: F405
    sign_in: Callable[..., str],
    draw: Callable[[str | None], Press],
    how: str,
) -> None:
    key = sign_in(EDITOR)
    press = draw(key)
    match how:
        case "signed out":
            asker = accounts.asker_of(desk, key)
            assert asker is not None
            accounts.leave(desk, asker, key)
        case "disabled":
            accounts.disable(desk, PROGRAM, people[EDITOR])
        case "another role":
            accounts.assign(desk, PROGRAM, people[EDITOR], role="partner", partner=PARTNER)
        case _:
            clock.move(minutes=31)
            desk.doorkeeper.forget_faces()
    with pytest.raises(MediaFileStorageError):
        press()


def test_the_editor_of_a_desk_without_accounts_is_nobody_once_there_is_one(
    desk: Desk, draw: Callable[[str | None], Press], request: pytest.FixtureRequest
) -> None:
    press = draw(None)
    assert press().endswith(".csv")
    request.getfixturevalue("people")
    desk.doorkeeper.forget_faces()
    with pytest.raises(MediaFileStorageError):
        press()

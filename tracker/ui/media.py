"""Downloads: addresses that nobody can guess and that no two files share, and files made only for who is still signed in.

Streamlit names a file by a hash of its contents: whoever knows those can ask for it, and of files over a mebibyte it looks
at the length and three samples, so that two persons' exports of equal length can be taken for one another. Its version is
pinned for this; tests/attacks looks whether it still holds.

What is made at the click it makes outside of any page, by what the button was given when it was drawn: whoever was signed
out, disabled or given another role meanwhile would get from a tab that is still open what they could see before.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from streamlit.runtime import memory_media_file_storage as storage
from streamlit.runtime.media_file_manager import MediaFileManager

_KEY = secrets.token_bytes(32)


def make_unguessable() -> None:
    """From now on a file's address follows from all of its bytes and a key that only this process knows."""
    storage._calculate_file_id = _address


def ask_at_the_click(remember: Callable[[], Callable[[], None]]) -> None:
    """From now on a file is made at the click only if nothing has changed about who asks.

    `remember` is called while a button is drawn; what it answers is called at the click, and raises where there may be no
    file any more.
    """
    keep = MediaFileManager.add_deferred

    def add(self: MediaFileManager, make: Callable[[], Any], *rest: Any, **more: Any) -> str:
        check = remember()

        def made() -> Any:
            check()
            return make()

        return keep(self, made, *rest, **more)

    MediaFileManager.add_deferred = add  # type: ignore[assignment,method-assign]  # as it is called


def _address(data: bytes, mimetype: str, filename: str | None = None) -> str:
    digest = blake2b(key=_KEY, digest_size=28)
    for part in (mimetype.encode(), (filename or "").encode(), data):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()

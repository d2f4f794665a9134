"""Addresses of downloads that nobody can guess, and that no two files share.

Streamlit names a file by a hash of its contents: whoever knows those can ask for it, and of files over a mebibyte it looks
at the length and three samples, so that two persons' exports of equal length can be taken for one another. Its version is
pinned for this; tests/attacks looks whether it still holds.
"""

import secrets
from hashlib import blake2b

from streamlit.runtime import memory_media_file_storage as storage

_KEY = secrets.token_bytes(32)


def make_unguessable() -> None:
    """From now on a file's address follows from all of its bytes and a key that only this process knows."""
    storage._calculate_file_id = _address


def _address(data: bytes, mimetype: str, filename: str | None = None) -> str:
    digest = blake2b(key=_KEY, digest_size=28)
    for part in (mimetype.encode(), (filename or "").encode(), data):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()

"""The database of an installation, its kept files, and the tables that ship with the product."""

from tracker.store.chain import Head
from tracker.store.change import Change
from tracker.store.contents import Contents
from tracker.store.engine import Store, StoreBusy
from tracker.store.files import Files, sha256_of
from tracker.store.public import PublicCopy, make_public_copy, public_copy, refresh
from tracker.store.schema import migrate

__all__ = [
    "Change",
    "Contents",
    "Files",
    "Head",
    "PublicCopy",
    "Store",
    "StoreBusy",
    "make_public_copy",
    "migrate",
    "public_copy",
    "refresh",
    "sha256_of",
]

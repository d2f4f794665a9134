"""The database of an installation, its kept files, and the tables that ship with the product."""

from tracker.store.change import Change
from tracker.store.engine import Store, StoreBusy
from tracker.store.files import Files, sha256_of
from tracker.store.schema import migrate

__all__ = ["Change", "Files", "Store", "StoreBusy", "migrate", "sha256_of"]

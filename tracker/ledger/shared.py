"""The one ledger of a process: brought up to date when the database has moved on, shared by all sessions."""

import threading
from zoneinfo import ZoneInfo

from tracker.ledger.snapshot import Ledger
from tracker.store.engine import Store


class Ledgers:
    """Gives the ledger of the newest revision. Readers keep the snapshot they were given as long as they like."""

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        """Read nothing yet; the first question loads the history."""
        self._store = store
        self._lock = threading.Lock()
        self._ledger = Ledger.empty(zone)

    def current(self) -> Ledger:
        """The ledger at the newest revision; it holds every change committed before the call."""
        ledger = self._ledger
        if ledger.contents == self._store.contents():
            return ledger
        with self._lock, self._store.read() as connection:
            self._ledger = self._ledger.refreshed(connection)
            return self._ledger

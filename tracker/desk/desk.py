"""The desk: one installation opened for work, with its clock. Every service takes it first and who asks second."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from tracker.desk.doorkeeper import Doorkeeper
from tracker.desk.search import InMemory, Search, attach
from tracker.settings import Settings, settings
from tracker.store import Contents, Files, Store, migrate, shipped

if TYPE_CHECKING:
    from tracker.ledger import Ledger, Ledgers

Clock = Callable[[], datetime]
Answer = TypeVar("Answer")


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


class OneLedger:
    """The ledger that all who work on an installation share. It is loaded, and so is all that counts in columns, when it
    is first asked for: loading a workbook needs neither."""

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        """Load nothing yet."""
        self._store, self._zone = store, zone
        self._ledgers: Ledgers | None = None
        self._loading = threading.Lock()

    def current(self) -> "Ledger":
        """The ledger at the newest revision."""
        with self._loading:
            if self._ledgers is None:
                from tracker.ledger import Ledgers

                self._ledgers = Ledgers(self._store, self._zone)
        return self._ledgers.current()


@dataclass
class Desk:
    """An opened installation. `clock` says what moment it is, so that yesterday's work can be replayed."""

    settings: Settings
    store: Store
    files: Files
    ledgers: "OneLedger"
    search: Search
    clock: Clock = now
    public: bool = False
    """Whether this is a public copy, which knows nothing but what everybody may see: nobody who asks it is staff."""
    doorkeeper: Doorkeeper = field(default_factory=Doorkeeper)
    """Who tried to sign in, and who was recognised a moment ago: what one process remembers of both."""
    _kept: dict[str, tuple[Contents, Any]] = field(default_factory=dict)
    _keeping: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def open(cls, chosen: Settings | None = None, clock: Clock = now) -> "Desk":
        """Open the installation: make or migrate its database and take in the reference tables that ship.

        Where the settings name a public copy, that is what is opened, and nothing else can be.
        """
        chosen = chosen or settings()
        if chosen.public_copy is not None:
            return cls.on_copy(chosen.public_copy, chosen, clock)
        store = Store(chosen.url)
        migrate(store, aside=chosen.data_dir / "backups")
        search = attach(store)
        shipped.take_in(store)
        return cls(
            settings=chosen,
            store=store,
            files=Files(chosen.data_dir / "files"),
            ledgers=OneLedger(store, chosen.zone),
            search=search,
            clock=clock,
        )

    @classmethod
    def on_copy(cls, copy: Path, chosen: Settings | None = None, clock: Clock = now) -> "Desk":
        """A desk over a public copy: nothing can be written, and there is nothing in it but what everybody may see.

        When the file is replaced by a newer copy, the next question is answered from that one.
        """
        chosen = chosen or settings()
        store = Store.reading(copy)
        return cls(
            settings=chosen,
            store=store,
            files=Files(copy.parent / "no-files"),
            ledgers=OneLedger(store, chosen.zone),
            search=InMemory(),
            clock=clock,
            public=True,
        )

    def at(self, clock: Clock) -> "Desk":
        """The same installation with another clock."""
        return Desk(self.settings, self.store, self.files, self.ledgers, self.search, clock, self.public)

    def today(self) -> date:
        """The day it is, in the installation's time zone."""
        return self.settings.today(self.clock())

    def revision(self) -> int:
        """The number of the newest committed change."""
        return self.store.revision()

    def contents(self) -> Contents:
        """What tells this state of the installation from all others: whoever keeps an answer keeps it by these."""
        return self.store.contents()

    def ledger(self) -> "Ledger":
        """The history as columns, up to date."""
        return self.ledgers.current()

    def once_a_revision(self, name: str, make: Callable[[], Answer]) -> Answer:
        """Keep what `make` answers until something is recorded, or another copy is there. Only for answers that are the
        same for every asker."""
        contents = self.contents()
        with self._keeping:
            kept = self._kept.get(name)
            if kept is None or kept[0] != contents:
                kept = (contents, make())
                self._kept[name] = kept
            answer: Answer = kept[1]
            return answer

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

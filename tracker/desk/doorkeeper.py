"""What one process remembers of those who sign in: how often it was tried from where, and who was recognised just now.

Guessing is slowed by (account, network), by network, and for all at once; never by the account alone, so that nobody who
types wrong passwords somewhere keeps its owner out elsewhere.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tracker.desk.asking import Asker

FREE: Final = {"account": 5, "network": 30}
"""So many attempts cost nothing; each one after that doubles the wait, which begins at a second."""
LONGEST: Final = 900.0
FORGOTTEN: Final = 6 * 3600.0
"""Seconds without an attempt after which the earlier ones are forgotten."""
MOST: Final = 20_000
BUSY: Final = 30
"""So many failures a minute, from wherever they come, slow nobody down."""
LONGEST_PAUSE: Final = 2.0
JUST_NOW: Final = 0.1
"""Seconds for which a recognised session is not looked up again: a page asks a hundred times who is there."""

Key = tuple[str, str]


class Doorkeeper:
    """Counts attempts and remembers faces. All of it is in memory: what a restart forgets costs a guesser more."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody has come yet. `clock` gives seconds that only grow."""
        self.clock = clock
        self._tried: OrderedDict[Key, tuple[int, float]] = OrderedDict()
        self._failures: deque[float] = deque(maxlen=10 * BUSY)
        self._faces: OrderedDict[str, tuple[float, Asker | None]] = OrderedDict()
        self._lock = threading.Lock()

    def try_to_enter(self, account: str, network: str) -> float:
        """Count an attempt and return 0, or return the seconds until there may be one; then it is not counted.

        It counts as failed until `let_in` says otherwise, so that a hundred attempts at once are no way round.
        """
        keys: tuple[Key, ...] = ((f"account {account}", network), ("network", network))
        with self._lock:
            now = self.clock()
            wait = max(self._wait(key, now) for key in keys)
            if wait > 0:
                return wait
            for key in keys:
                self._tried[key] = (self._count(key, now) + 1, now)
                self._tried.move_to_end(key)
            while len(self._tried) > MOST:
                self._tried.popitem(last=False)
            self._failures.append(now)
            return 0.0

    def let_in(self, account: str, network: str) -> None:
        """The attempt that was counted last was a right one."""
        with self._lock:
            now = self.clock()
            self._tried.pop((f"account {account}", network), None)
            if (count := self._count(("network", network), now) - 1) > 0:
                self._tried["network", network] = (count, now)
            else:
                self._tried.pop(("network", network), None)
            if self._failures:
                self._failures.pop()

    def pause(self) -> float:
        """Seconds that everybody waits at the door just now, because many fail there: none, or up to two."""
        with self._lock:
            recent = sum(1 for when in self._failures if self.clock() - when < 60)
        return min(max(recent - BUSY, 0) / BUSY, LONGEST_PAUSE)

    def recognise(self, key: str, look: "Callable[[], Asker | None]") -> "Asker | None":
        """Who comes with this session: as it was found a moment ago, or as `look` finds it now."""
        with self._lock:
            found = self._faces.get(key)
            if found and self.clock() - found[0] < JUST_NOW:
                return found[1]
        asker = look()
        with self._lock:
            self._faces[key] = (self.clock(), asker)
            self._faces.move_to_end(key)
            while len(self._faces) > MOST:
                self._faces.popitem(last=False)
        return asker

    def forget_faces(self) -> None:
        """Something about accounts or sessions has changed: look everybody up again."""
        with self._lock:
            self._faces.clear()

    def _count(self, key: Key, now: float) -> int:
        count, last = self._tried.get(key, (0, now))
        return count if now - last < FORGOTTEN else 0

    def _wait(self, key: Key, now: float) -> float:
        free = FREE[key[0].partition(" ")[0]]
        over = self._count(key, now) - free
        if over < 0:
            return 0.0
        _count, last = self._tried[key]
        return max(last + min(2.0**over, LONGEST) - now, 0.0)


def network_of(address: str | None) -> str:
    """Where an attempt comes from: an IPv4 address, the /56 that one household has of IPv6, or what else it is called."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or "unknown"
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 56), strict=False))
    return str(found)

"""A small memory of what has been worked out lately, safe between threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from tracker.ledger.days import Ints
from tracker.ledger.tables import size

KEPT_AT_MOST = 3
MEASURED_EVERY = 32
"""After so many new answers all that are kept are measured again: measuring takes longer than many an answer."""


class Recent:
    """Keeps the answers used last, as many as fit. Two threads may work out the same answer; both get a right one."""

    def __init__(self, room: int) -> None:
        """Begin with nothing; `room` is in bytes."""
        self._room = room
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._sizes: dict[Hashable, int] = {}
        self._until_measured = MEASURED_EVERY

    def get(self, question: Hashable, make: Callable[[], Any]) -> Any:
        """The answer to a question: the kept one, else what `make` gives."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = make()
        with self._lock:
            self._kept[question] = answer
            self._sizes[question] = size(answer)
            self._until_measured -= 1
            if not self._until_measured:  # some grow while they are kept
                self._until_measured = MEASURED_EVERY
                self._sizes = {name: size(kept) for name, kept in self._kept.items()}
            while sum(self._sizes.values()) > self._room and len(self._kept) > 1:
                oldest, _answer = self._kept.popitem(last=False)
                del self._sizes[oldest]
        return answer


class Kept:
    """Long answers about every commitment, brought up to date from those of the ledger before instead of made anew."""

    def __init__(self, kept: dict[Hashable, tuple[Any, Ints]] | None = None) -> None:
        """Begin with answers of an older ledger, each with the commitments for which it no longer holds."""
        self._lock = threading.Lock()
        self._kept = dict(kept or {})

    def get(self, question: Hashable, make: Callable[[Any, Ints], Any]) -> Any:
        """The answer to a question; what is missing `make` gives, from an older answer (or None) and what to do anew.

        Whoever asks while another thread works it out waits for it.
        """
        with self._lock:
            answer, touched = self._kept.pop(question, (None, np.empty(0, np.int64)))
            if answer is None or len(touched):
                answer = make(answer, touched)
            self._kept[question] = (answer, np.empty(0, np.int64))
            while len(self._kept) > KEPT_AT_MOST:
                del self._kept[next(iter(self._kept))]
            return answer

    def handed_on(self, touched: Ints) -> "Kept":
        """What a newer ledger can begin with, in which these commitments have changed."""
        with self._lock:
            return Kept(
                {key: (answer, np.union1d(old, touched)) for key, (answer, old) in self._kept.items()}
            )

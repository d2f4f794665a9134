"""A small memory of what has been worked out lately, safe between threads."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


class Recent:
    """Keeps the `size` answers used last. Two threads may work out the same answer; both get a right one."""

    def __init__(self, size: int) -> None:
        """Begin with nothing."""
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, question: Hashable, make: Callable[[], Any]) -> Any:
        """The answer to a question: the kept one, else what `make` gives."""
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return self._kept[question]
        answer = make()
        with self._lock:
            self._kept[question] = answer
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return answer

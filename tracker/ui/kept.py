"""Answers that were worked out already, shared by all sessions: the newest few hundred."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Kept:
    """At most `most` answers by their whole question. What is kept is shared: nobody may change it.

    The question must hold everything the answer depends on: who asks, the desk's contents, the day, the view, the language.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Hashable, make: Callable[[], Answer]) -> Answer:
        """The kept answer, or a new one from `make`. Two who ask at once may both make it; both get the same."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                found: Answer = self._answers[question]
                return found
        made = make()
        with self._lock:
            self._answers[question] = made
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
        return made

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._answers.clear()

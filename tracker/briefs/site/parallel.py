"""Work on every processor there is, where that can be had safely."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final, TypeVar

WORTH_IT: Final = 4
"""Fewer parts than this are done before a second process has started."""

Part = TypeVar("Part")
Answer = TypeVar("Answer")

_work: list[Callable[[Any], Any]] = []


def in_parallel(work: Callable[[Part], Answer], parts: Sequence[Part]) -> Iterator[Answer]:
    """What `work` answers for each part, in their order.

    Processes are copies of this one, so `work` needs no way to travel, only its answers do. Where a process cannot be
    copied (Windows), or should not be (other threads run), the parts are worked on here, one after the other.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    alone = threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()
    if processors < 2 or len(parts) < WORTH_IT or not alone:
        yield from map(work, parts)
        return
    _work[:] = [work]
    try:
        with ProcessPoolExecutor(processors, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_one, parts)
    finally:
        _work.clear()


def _one(part: Any) -> Any:
    return _work[0](part)

"""Measuring a piece of work as a process of its own: wall time and peak memory, without what ran before it."""

import json
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work took: median wall time in seconds, the most memory in MB, and the processors' seconds of all its
    threads and children (0 where they were not asked). Wall times mean little while the machine does something else."""

    seconds: float
    memory_mb: float
    processor_seconds: float = 0.0


def middle(told: list[Cost]) -> Cost:
    """The median of several runs, and the most memory of any."""
    return Cost(
        statistics.median(one.seconds for one in told),
        max(one.memory_mb for one in told),
        statistics.median(one.processor_seconds for one in told),
    )


def cost(work: Callable[..., Any], *arguments: Any, runs: int = 3) -> Cost:
    """The median over several runs, each in a fresh process; imports and preparations inside `work` count."""
    return middle([_once(work, arguments) for _ in range(runs)])


def _once(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Cost:
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_measured, args=(there, work, arguments))
    process.start()
    there.close()
    try:
        told = json.loads(here.recv())
    except EOFError:
        process.join()
        raise RuntimeError(f"{work.__name__} ended with {process.exitcode}") from None
    process.join()
    return Cost(**told)


def _measured(answer: Any, work: Callable[..., Any], arguments: tuple[Any, ...]) -> None:

    start, before = time.perf_counter(), _processor_seconds()
    work(*arguments)
    seconds = time.perf_counter() - start
    most = _most_memory()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    spent = _processor_seconds() - before
    answer.send(json.dumps(asdict(Cost(seconds, max(most, children), spent))))


def _most_memory() -> float:
    """The most memory this process had, in MB. Where Linux tells it, without what the process that began it had."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, IndexError, ValueError):
        unit = 1024 if sys.platform != "darwin" else 1024**2
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def _processor_seconds() -> float:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


def table(rows: list[tuple[str, Cost]], baseline: str) -> str:
    """The costs as lines, each with its ratio to the baseline."""
    base = dict(rows)[baseline].seconds
    lines = [f"{'':<52} {'seconds':>8} {'ratio':>7} {'CPU':>7} {'MB':>6}   (ratio to: {baseline})"]
    lines += [
        f"{name:<52} {one.seconds:>8.2f} {one.seconds / base:>7.2f} {one.processor_seconds:>7.2f} {one.memory_mb:>6.0f}"
        for name, one in rows
    ]
    return "\n".join(lines)

"""The overview against the straightforward version of the same page, and against the floor: ready-made charts alone.

    python -m bench.pages [10000 100000 …]

All three are served by real servers on this machine and asked in turn, in one run; what counts are the ratios. Measured
are the time from asking for a rerun over the websocket to the end of the script, the bytes of a first visit and the time
to the last drawn mark in a Chromium that has never been here, and 50 sessions that rerun at once. The public view is
served from its own copy of the data, as `ahd serve --public` does. Of reruns the median and the least are told: on a
machine that does other things besides, the least are nearest to what the page itself takes.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

import websockets
from playwright.sync_api import Browser, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import histories
from tests.browser.provide import chromium
from tracker import figures
from tracker.desk import EDITOR, Desk, View, look, public_view
from tracker.desk.quarters import trend_days
from tracker.figures import gallery
from tracker.settings import ROOT, Settings

OURS: Final = "ours"
STRAIGHT: Final = "straightforward"
FLOOR: Final = "floor"
PUBLIC: Final = "ours, public"
APPS: Final = {
    OURS: "dashboard.py",
    STRAIGHT: "bench/apps/plain.py",
    FLOOR: "bench/apps/floor.py",
    PUBLIC: "dashboard.py",
}
SIZES: Final = (10_000, 100_000)
LARGE: Final = SIZES[1]
ROUNDS: Final = 9
SESSIONS: Final = 50
VISITS: Final = 3
DAY: Final = date(2026, 1, 1)
EARLY: Final = date(2025, 3, 1)  # days that no other measurement asks about begin here
QUIET: Final = 1500  # milliseconds without a change, after which a page counts as drawn

NOTE: Final = """
() => {
  const marks = '.js-plotly-plot, [data-testid=stImage], canvas';
  const note = () => { window.lastMark = performance.now(); };
  window.lastMark = 0;
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes)
      if (target.closest?.(marks) || [...addedNodes].some((n) => n.querySelector?.(marks))) note();
  }).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener('load', ({ target }) => { if (target.closest?.(marks)) note(); }, true);
}
"""
DRAWN: Final = f"() => window.lastMark > 0 && performance.now() - window.lastMark > {QUIET}"


def main(sizes: list[int]) -> None:
    """Measure at every size and print what was found."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    """One size: make the history, start the servers, ask them in turn."""
    histories.make(folder / "ahd.db", size)
    ready = folder / "figures.json"
    ready.write_text(json.dumps(ready_made(folder)), encoding="utf-8")
    print(f"\n{size} commitments, {size * histories.FINDINGS_EACH} findings, {datetime.now(UTC):%Y-%m-%d}")
    with servers(folder, ready) as ports:
        asked = asyncio.run(reruns(ports))
        for what, times in (("the same view again", "same"), ("a view not asked for before", "new")):
            taken = {name: getattr(one, times) for name, one in asked.items()}
            _print(f"server, {what}, median ms", {n: statistics.median(t) * 1000 for n, t in taken.items()})
            least = {n: min(t) * 1000 for n, t in taken.items()}
            _print(f"server, {what}, least ms", least)
            _goal("straightforward ÷ ours", least[STRAIGHT] / least[OURS], at_least=8 if size >= LARGE else 4)
            _goal("ours ÷ floor", least[OURS] / least[FLOOR], at_most=1.6)
        _print("bytes of a rerun, kB", {name: one.size / 1000 for name, one in asked.items()})
        visits = first_visits(ports)
        sent = {n: statistics.median(v[0] for v in found) / 1e6 for n, found in visits.items()}
        _print("first visit, MB", sent)
        _goal("straightforward ÷ ours", sent[STRAIGHT] / sent[OURS], at_least=3)
        _goal("straightforward ÷ ours, public", sent[STRAIGHT] / sent[PUBLIC], at_least=7)
        marks = {n: [v[1] / 1000 for v in found] for n, found in visits.items()}
        _print("last mark in a cold Chromium, median s", {n: statistics.median(t) for n, t in marks.items()})
        _print("last mark in a cold Chromium, least s", {n: min(t) for n, t in marks.items()})
        for name in (OURS, PUBLIC):
            _goal(f"straightforward ÷ {name}", min(marks[STRAIGHT]) / min(marks[name]), at_least=2)
        for what, alone, days in (
            ("the same view again", statistics.median(asked[OURS].same), [DAY] * SESSIONS),
            ("each another view", statistics.median(asked[OURS].new), [EARLY + timedelta(n) for n in range(SESSIONS)]),
        ):  # fmt: skip
            together = sorted(asyncio.run(at_once(ports[OURS], days)))
            slow = together[int(len(together) * 0.95)]
            print(
                f"{SESSIONS} sessions at once, {what}, ms: 95th percentile {slow * 1000:.0f}, median "
                f"{statistics.median(together) * 1000:.0f}"
            )
            _goal("95th percentile ÷ one alone", slow / alone, at_most=20)


def first_visits(ports: dict[str, int]) -> dict[str, list[tuple[int, float]]]:
    """Of each app the bytes and the milliseconds of a few first visits, each app in turn in every round."""
    found: dict[str, list[tuple[int, float]]] = {name: [] for name in ports}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for _round in range(VISITS):
            for name, port in ports.items():
                found[name].append(visit(browser, port))
        browser.close()
    return found


def ready_made(folder: Path) -> list[Any]:
    """The figures of the overview for this history, made once."""
    desk = Desk.open(Settings(data_dir=folder, database_url=None))
    view, names = View(on=DAY), look.names(desk, EDITOR)
    total = look.rates(desk, EDITOR, view).total
    by_district = look.rates(desk, EDITOR, view, by="district").rows
    by_agency = look.rates(desk, EDITOR, view, by="agency").rows
    agencies = gallery.names_of(names.agencies, "en")
    made = [
        figures.strip(figures.segments(total, "en"), "en"),
        figures.tile_map(gallery.tiles_of(names.districts, "en"), by_district, "en"),
        figures.ranking(by_agency, agencies, "en", kind="agency", most=10),
        figures.trend(look.series(desk, EDITOR, view, dates=trend_days(DAY)), "en"),
        figures.cohorts(
            look.cohorts(desk, EDITOR, view), "en", last_due=look.question(desk, EDITOR, view).last_due
        ),
    ]
    desk.close()
    return [json.loads(one.figure.to_json()) for one in made]


@contextmanager
def servers(folder: Path, ready: Path) -> Iterator[dict[str, int]]:
    """A server for each of the apps, with all of them awake; their ports by name."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AHD_", "STREAMLIT_"))}
    shared = {**kept, "PYTHONPATH": str(ROOT)}
    told = {
        "AHD_DATA_DIR": str(folder), "AHD_BENCH_FIGURES": str(ready), "AHD_LANGUAGE": "en", "AHD_BACKUPS": "off"
    }  # fmt: skip
    chosen = Settings(data_dir=folder, database_url=None, language="en")
    with closing(Desk.open(chosen)) as desk:
        public_view.bring_up_to_date(desk)
    ports: dict[str, int] = {}
    processes = []
    try:
        for name, script in APPS.items():
            with closing(socket.socket()) as probe:
                probe.bind(("127.0.0.1", 0))
                ports[name] = probe.getsockname()[1]
            command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(ports[name])]
            log = (folder / f"{ports[name]}.log").open("wb")
            environment = public_view.environment(chosen, shared) if name == PUBLIC else shared | told
            processes.append(
                subprocess.Popen(
                    command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log
                )
            )
            _wait(ports[name])
        time.sleep(20)  # until the bundles are packed
        yield ports
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _wait(port: int) -> None:
    for _attempt in range(600):
        try:
            urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=20).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("a server did not start")


@dataclass
class Reruns:
    """Seconds of reruns at the same view and at views never asked for, and the bytes of the last one."""

    same: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    size: int = 0


async def reruns(ports: dict[str, int]) -> dict[str, Reruns]:
    """What reruns of one session take, each app in turn in every round, so that all meet the same machine."""
    found = {name: Reruns() for name in ports}
    async with AsyncExitStack() as stack:
        streams = {name: await stack.enter_async_context(_session(port)) for name, port in ports.items()}
        for stream in [*streams.values()] * 2:
            await _rerun(stream, f"on={DAY}")
        for number in range(ROUNDS):
            for name, stream in streams.items():
                found[name].same.append((await _rerun(stream, f"on={DAY}"))[0])
                took, found[name].size = await _rerun(stream, f"on={DAY - timedelta(days=1 + number)}")
                found[name].new.append(took)
                await _rerun(stream, f"on={DAY}")
    return found


async def at_once(port: int, days: list[date]) -> list[float]:
    """Seconds that each of many sessions waits when all rerun at the same moment, each as of a day of its own list."""
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(_session(port)) for _day in days]
        for stream in streams:
            await _rerun(stream, f"on={DAY}")
        found = await asyncio.gather(
            *(_rerun(stream, f"on={day}") for stream, day in zip(streams, days, strict=True))
        )
    return [took for took, _size in found]


def _session(port: int) -> Any:
    origin: Any = f"http://localhost:{port}"
    return websockets.connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=None,
        origin=origin,  # type: ignore[list-item]
    )


async def _rerun(stream: Any, query: str) -> tuple[float, int]:
    """Ask for a rerun and read until the script has ended; its seconds and bytes."""
    message = BackMsg()
    message.rerun_script.query_string = query
    start = time.perf_counter()
    await stream.send(message.SerializeToString())
    size = 0
    while True:
        data = await asyncio.wait_for(stream.recv(), 120)
        size += len(data)
        told = ForwardMsg()
        told.ParseFromString(data)
        if told.WhichOneof("type") == "script_finished" and told.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        ):
            return time.perf_counter() - start, size


def visit(browser: Browser, port: int) -> tuple[int, float]:
    """The bytes that a first visit takes, and the milliseconds until its last mark is drawn."""
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.add_init_script(f"({NOTE.strip()})()")
    listener = context.new_cdp_session(page)
    listener.send("Network.enable")
    size = [0]
    listener.on("Network.loadingFinished", lambda told: size.append(int(told["encodedDataLength"])))
    listener.on(
        "Network.webSocketFrameReceived",
        lambda told: size.append(len(told["response"]["payloadData"]) * 3 // 4),
    )
    page.goto(f"http://localhost:{port}/?on={DAY}")
    page.wait_for_selector(".ahd-foot", timeout=120_000)
    page.wait_for_function(DRAWN, timeout=120_000)
    marked = float(page.evaluate("window.lastMark"))
    context.close()
    return sum(size), marked


def _print(what: str, found: dict[str, float]) -> None:
    told = "  ".join(f"{name} {value:.1f} ({value / found[OURS]:.2f}×)" for name, value in found.items())
    print(f"{what:<50} {told}", flush=True)


def _goal(what: str, ratio: float, *, at_least: float = 0, at_most: float = 1e9) -> None:
    wanted = f"at least {at_least:g}" if at_least else f"at most {at_most:g}"
    print(f"    {what:<46} {ratio:.2f}, {wanted}: {'met' if at_least <= ratio <= at_most else 'MISSED'}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))

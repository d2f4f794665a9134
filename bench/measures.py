"""The ledger against DuckDB, polars, pandas, SQL window functions and a bare read, over one history, in one run.

    python -m bench.measures [commitments …]        10,000 and 100,000 where nothing is said; 1,000,000 takes minutes

Every commitment has five findings (see `bench.histories`). DuckDB and polars are handed what the ledger had to work
out: a table of intervals, one for each stretch of time that a commitment is of one class, with its district, agency
and all that is filtered by. They only count. pandas and SQLite start from the findings, by the same rules, for all
commitments but the recurring ones (a filter by topic, for the ledger too). What all of them say is compared before
anything is printed. Times are medians of several runs, taken in turns.
"""

import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from bench import histories
from bench.growth import drawn
from tracker.ledger import OUTCOMES, Ledger, Question, cube
from tracker.ledger.course import course, outcomes
from tracker.ledger.cube import grouping
from tracker.ledger.days import day_number
from tracker.ledger.tables import size
from tracker.store import Store

HERE = Path("var/bench")
ZONE = ZoneInfo("UTC")
KNOWN = date(2026, 1, 5)
"""After everything was recorded."""
QUARTERS = [date(2020 + n // 4, n % 4 * 3 + 3, 30 if n % 4 in (1, 2) else 31) for n in range(20)]
FILTERS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "the public ones": {"public_only": True},
    "half of the laws": {"bases": tuple(range(1, 16))},
    "one partner": {"partners": (3,)},
    "all topics but one": {"topics": tuple(range(1, histories.REPORTING))},
}
FROM_FINDINGS = FILTERS["all topics but one"]
RUNS = 5
SLOW_QUARTERS = 2  # of 20: what takes seconds a quarter is measured on two and multiplied
EVER = 2**31 - 1

Counts = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: seconds (or megabytes) of ours and of the baseline, and the ratio that is wanted."""

    what: str
    ours: float
    baseline: str
    theirs: float
    wanted: float | None
    """The ratio to reach; None where the figure is only shown."""
    unit: str = "s"

    def line(self) -> str:
        """The figure as a line of the report."""
        ratio = self.ours / self.theirs
        verdict = ""
        if self.wanted is not None:
            verdict = f"; wanted ≤ {self.wanted:.4g}: {'reached' if ratio <= self.wanted else 'MISSED'}"
        return (
            f"{self.what:<58} {self.ours:>9.4f} {self.unit:<2} {ratio:>8.4f} × {self.baseline} "
            f"({self.theirs:.4f} {self.unit}){verdict}"
        )


def median_of(work: Callable[[int], Any], runs: int = RUNS) -> float:
    """The median time of several runs; each is told its number, so that no answer is remembered from the last one."""
    return statistics.median(timed(lambda run=run: work(run)) for run in range(runs))


def timed(work: Callable[[], Any]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shifted(days: Iterable[date], by: int) -> list[date]:
    """The same days so many days later."""
    return [day + timedelta(by) for day in days]


def history(commitments: int) -> Path:
    """The database of a history of so many commitments; made once."""
    path = HERE / f"{commitments}.db"
    if not path.exists():
        HERE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            made = Path(folder) / "made.db"
            histories.make(made, commitments)
            made.rename(path)
    return path


# The same question, asked of others


def intervals(ledger: Ledger, question: Question) -> pd.DataFrame:
    """One row for each stretch of time in which a commitment is of one class, in each of its districts."""
    time_ = outcomes(ledger, question)
    version = ledger.versions
    agency = grouping(ledger, question, ("agency",))
    parts = []
    ends = np.append(time_.days[1:].astype(np.int32), np.int32(EVER))
    ends[time_.begins[1:][time_.turns > 0] - 1] = EVER
    of = np.repeat(np.arange(time_.count), time_.turns)
    for layer in grouping(ledger, question, ("district",)).layers:
        group = np.full(time_.count, -1, np.int32)
        group[slice(None) if layer.owners is None else layer.owners] = layer.groups
        rows = np.flatnonzero(group[of] >= 0)
        who = of[rows]
        parts.append(
            pd.DataFrame(
                {
                    "district": group[who].astype(np.int16),
                    "agency": agency.layers[0].groups[who].astype(np.int16),
                    "outcome": time_.marks[rows],
                    "begins": time_.days[rows].astype(np.int32),
                    "ends": ends[rows],
                    "topic": version.topic[who].astype(np.int16),
                    "basis": version.basis[who].astype(np.int16),
                    "partner": version.partner[who].astype(np.int16),
                    "public": version.public[who],
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def where(filters: dict[str, Any]) -> str:
    """The filters of a question as conditions on the intervals."""
    columns = {"bases": "basis", "partners": "partner", "topics": "topic"}
    told = ["public"] if filters.get("public_only") else []
    for name, column in columns.items():
        if name in filters:
            told.append(f"{column} IN ({', '.join(map(str, filters[name]))})")
    return " AND ".join(told) or "true"


class InDuckDB:
    """The intervals as a table of DuckDB in memory."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Hand them over."""
        import duckdb

        self.base = duckdb.connect()
        self.base.register("given", table)
        self.base.execute("CREATE TABLE intervals AS SELECT * FROM given")
        self.base.unregister("given")

    def joined(self, days: list[date], filters: dict[str, Any]) -> Any:
        """All days at once, by a join of ranges."""
        quarters = ", ".join(f"({place}, {day_number(day)})" for place, day in enumerate(days))
        return self.base.execute(
            f"SELECT district, agency, place, outcome, count(*) FROM intervals "
            f"JOIN (VALUES {quarters}) AS quarters(place, day) ON day >= begins AND day < ends "
            f"WHERE {where(filters)} GROUP BY ALL"
        ).fetchnumpy()

    def day_by_day(self, days: list[date], filters: dict[str, Any]) -> Any:
        """A query a day, put together."""
        return self.base.execute(
            " UNION ALL ".join(
                f"SELECT district, agency, {place} AS place, outcome, count(*) FROM intervals "
                f"WHERE {day_number(day)} >= begins AND {day_number(day)} < ends AND {where(filters)} GROUP BY ALL"
                for place, day in enumerate(days)
            )
        ).fetchnumpy()


class InPolars:
    """The intervals as a data frame of polars."""

    def __init__(self, table: pd.DataFrame) -> None:
        """Hand them over."""
        import polars

        self.polars = polars
        self.frame = polars.from_pandas(table)

    def day_by_day(self, days: list[date], filters: dict[str, Any]) -> Any:
        """A query a day, collected together."""
        col = self.polars.col
        frame = self.frame.lazy().filter(self.polars.sql_expr(where(filters)))
        asked = [
            frame.filter((col("begins") <= day_number(day)) & (col("ends") > day_number(day)))
            .group_by("district", "agency", "outcome")
            .len()
            .with_columns(place=place)
            for place, day in enumerate(days)
        ]
        return self.polars.concat(asked).collect()


class InPandas:
    """The findings and all the rest as data frames, and a loop over the days with a groupby in it."""

    def __init__(self, path: Path) -> None:
        """Read the tables."""
        with sqlite3.connect(path) as base:
            self.findings = pd.read_sql(
                "SELECT id, commitment_id, status, effective_on FROM finding WHERE id NOT IN "
                "(SELECT finding_id FROM retraction WHERE finding_id IS NOT NULL) ORDER BY effective_on, id",
                base,
            )
            self.commitments = pd.read_sql(
                "SELECT v.commitment_id, made_on, topic_id, cadence, due_on, agency_id "
                "FROM commitment_version v JOIN deadline d ON d.commitment_id = v.commitment_id "
                "JOIN version_agency a ON a.version_id = v.id",
                base,
            ).set_index("commitment_id")
            self.districts = pd.read_sql(
                "SELECT version_id AS commitment_id, district_id FROM version_district", base
            )
            self.extensions = pd.read_sql(
                "SELECT commitment_id, decided_on, due_on FROM extension ORDER BY decided_on, id", base
            )

    def on(self, day: date) -> pd.Series:
        """All outcomes by district and agency on one day."""
        told = day.isoformat()
        found = self.findings[self.findings["effective_on"] <= told]
        latest = found.groupby("commitment_id")["status"].last()
        broken = found[found["status"] != "fulfilled"].groupby("commitment_id")["id"].last()
        order = pd.Series(np.arange(len(found)), index=found["id"])
        after = found["commitment_id"].map(broken).map(order).fillna(-1).to_numpy()
        run = found[np.arange(len(found)) > after]
        since = run.groupby("commitment_id")["effective_on"].first()
        moved = self.extensions[self.extensions["decided_on"] <= told]
        moved = moved.groupby("commitment_id")["due_on"].last()

        table = self.commitments[self.commitments["made_on"] <= told]
        table = table[table["topic_id"] != histories.REPORTING]
        deadline = moved.reindex(table.index).fillna(table["due_on"])
        status, since = latest.reindex(table.index), since.reindex(table.index)
        due, fulfilled = deadline.notna() & (deadline <= told), status == "fulfilled"
        continuous = table["cadence"] == "continuous"
        rules = [
            status == "withdrawn",
            continuous & (fulfilled | (status == "in_progress")),
            continuous,
            deadline.isna(),
            due & fulfilled & (since <= deadline),
            due & fulfilled,
            due,
            fulfilled,
        ]
        names = [
            "withdrawn",
            "being_kept",
            "not_being_kept",
            "undated",
            "kept_on_time",
            "kept_late",
            "overdue",
        ]
        table = table.assign(outcome=np.select(rules, [*names, "ahead"], "open"))
        table = table.join(self.districts.set_index("commitment_id"))
        return table.groupby(["district_id", "agency_id", "outcome"], dropna=False).size()


WINDOWS = """
WITH counted AS (
  SELECT f.commitment_id, status, effective_on,
    row_number() OVER (PARTITION BY f.commitment_id ORDER BY effective_on DESC, f.id DESC) AS back
  FROM finding f WHERE effective_on <= :day
    AND f.id NOT IN (SELECT finding_id FROM retraction WHERE finding_id IS NOT NULL)
), runs AS (
  SELECT *, min(CASE WHEN status <> 'fulfilled' THEN back END) OVER (PARTITION BY commitment_id) AS broken FROM counted
), latest AS (
  SELECT commitment_id, max(CASE WHEN back = 1 THEN status END) AS status,
    min(CASE WHEN broken IS NULL OR back < broken THEN effective_on END) AS since
  FROM runs GROUP BY commitment_id
), moves AS (
  SELECT commitment_id, due_on, row_number() OVER (PARTITION BY commitment_id ORDER BY decided_on DESC, id DESC) AS back
  FROM extension WHERE decided_on <= :day
), stands AS (
  SELECT v.id AS version_id, d.cadence, l.status, l.since, coalesce(m.due_on, d.due_on) AS deadline
  FROM commitment_version v JOIN deadline d ON d.commitment_id = v.commitment_id
  LEFT JOIN latest l ON l.commitment_id = v.commitment_id
  LEFT JOIN moves m ON m.commitment_id = v.commitment_id AND m.back = 1
  WHERE v.made_on <= :day AND v.topic_id <> :reporting
)
SELECT district_id, agency_id, CASE
    WHEN status = 'withdrawn' THEN 'withdrawn'
    WHEN cadence = 'continuous' AND status IN ('fulfilled', 'in_progress') THEN 'being_kept'
    WHEN cadence = 'continuous' THEN 'not_being_kept'
    WHEN deadline IS NULL THEN 'undated'
    WHEN deadline <= :day AND status = 'fulfilled' AND since <= deadline THEN 'kept_on_time'
    WHEN deadline <= :day AND status = 'fulfilled' THEN 'kept_late'
    WHEN deadline <= :day THEN 'overdue'
    WHEN status = 'fulfilled' THEN 'ahead'
    ELSE 'open' END AS outcome, count(*)
FROM stands JOIN version_agency a USING (version_id) LEFT JOIN version_district p USING (version_id)
GROUP BY 1, 2, 3
"""


def in_sqlite(path: Path, day: date) -> list[tuple[Any, ...]]:
    """All outcomes by district and agency on one day, with window functions over the same file."""
    with sqlite3.connect(path) as base:
        asked = {"day": day.isoformat(), "reporting": histories.REPORTING}
        return base.execute(WINDOWS, asked).fetchall()


def bare_read(path: Path) -> None:
    """The columns that the ledger reads, with connectorx into arrow, and nothing done with them."""
    import connectorx

    for table, columns in (
        ("finding", "id, commitment_id, revision, effective_on, status, deadline_on"),
        ("claim", "id, commitment_id, revision, effective_on, status, deadline_on"),
        ("commitment", "id, revision"),
        (
            "commitment_version",
            "id, commitment_id, revision, void, visibility, made_on, basis_id, topic_id, partner_id",
        ),
        ("version_agency", "version_id, agency_id, role, position"),
        ("version_district", "version_id, district_id"),
        ("deadline", "id, commitment_id, revision, cadence, due_from, due_on, recurrence"),
        ("extension", "id, commitment_id, revision, decided_on, due_on"),
        ("confirmation", "id, finding_id, revision"),
        ("retraction", "id, revision, finding_id, claim_id, extension_id, confirmation_id"),
    ):
        connectorx.read_sql(
            f"sqlite://{path.resolve()}", f"SELECT {columns} FROM {table}", return_type="arrow"
        )


# Whether all say the same


def dense(shape: tuple[int, ...], places: list[Any], counts: Any) -> Counts:
    """Counts by their places, in an array without gaps."""
    array = np.zeros(shape, np.int64)
    array[tuple(np.asarray(place) for place in places)] = counts
    return array


def same(what: str, ours: Counts, theirs: Counts) -> None:
    """Stop where two do not say the same."""
    if not np.array_equal(ours, theirs):
        raise SystemExit(f"{what} says something else in {int((ours != theirs).sum())} of {ours.size} cells")


def agreed(
    ledger: Ledger, question: Question, path: Path, duck: InDuckDB, polars: InPolars, slow: InPandas
) -> None:
    """Compare what all of them say about the quarters."""
    ours = cube(ledger, question, QUARTERS).counts
    for told in (duck.joined(QUARTERS, {}), duck.day_by_day(QUARTERS, {})):
        places = [told[name] for name in ("district", "agency", "place", "outcome")]
        same("DuckDB", ours, dense(ours.shape, places, told["count_star()"]))
    told = polars.day_by_day(QUARTERS, {})
    places = [told[name].to_numpy() for name in ("district", "agency", "place", "outcome")]
    same("polars", ours, dense(ours.shape, places, told["len"].to_numpy()))

    day = QUARTERS[10]
    ours_on = cube(ledger, replace(question, **FROM_FINDINGS), [day])
    place_of = [{key: place for place, key in enumerate(keys)} for keys in ours_on.keys]
    for name, rows in (
        ("pandas", [(*keys, count) for keys, count in slow.on(day).items()]),
        ("SQLite", in_sqlite(path, day)),
    ):
        theirs = np.zeros_like(ours_on.counts)
        for district, agency, outcome, count in rows:
            key = None if pd.isna(district) else int(district)
            theirs[place_of[0][key], place_of[1][agency], 0, OUTCOMES.index(outcome)] = count
        same(name, ours_on.counts, theirs)


# The figures


def measured(commitments: int) -> tuple[list[Figure], dict[str, float]]:
    """All figures at one size; and the times by name, for the plot of growth."""
    path = history(commitments)
    store = Store(f"sqlite:///{path}")
    question = Question(on=QUARTERS[0], known_on=KNOWN)

    def load() -> Ledger:
        with store.read() as connection:
            return Ledger.load(connection, zone=ZONE)

    reads = [(timed(lambda: bare_read(path)), timed(load)) for _ in range(3)]
    bare, reading = (statistics.median(times) for times in zip(*reads, strict=True))
    ledger = load()
    following = timed(lambda: outcomes(ledger, question))
    figures = [
        Figure("built from the database", reading, "bare read by connectorx", bare, 2),
        Figure(
            "… with the course of every commitment", reading + following, "bare read by connectorx", bare, 2
        ),
        Figure(
            "memory of the ledger", ledger.bytes / 1e6, "80 bytes a commitment", 80e-6 * commitments, 1, "MB"
        ),
    ]
    times = {"built from the database": reading, "the course of every commitment": following}
    held = size(course(ledger, question)) + size(outcomes(ledger, question))
    print(f"  the columns {ledger.bytes / 1e6:.0f} MB, the course of time {held / 1e6:.0f} MB more")

    table = intervals(ledger, question)
    duck, polars, slow = InDuckDB(table), InPolars(table), InPandas(path)
    print(f"  {len(table)} intervals handed to DuckDB and polars")
    del table
    agreed(ledger, question, path, duck, polars, slow)
    print("  the ledger, DuckDB, polars, pandas and SQLite say the same")

    for name, filters in FILTERS.items():
        asked, runs = replace(question, **filters), range(RUNS)
        rounds = [
            (
                timed(lambda run=run, asked=asked: cube(ledger, asked, shifted(QUARTERS, -1 - run))),
                timed(lambda run=run, f=filters: duck.joined(shifted(QUARTERS, -1 - run), f)),
                timed(lambda run=run, f=filters: duck.day_by_day(shifted(QUARTERS, -1 - run), f)),
                timed(lambda run=run, f=filters: polars.day_by_day(shifted(QUARTERS, -1 - run), f)),
            )
            for run in runs
        ]
        ours, joined, daily, frame = (statistics.median(times) for times in zip(*rounds, strict=True))
        what = f"20 quarters by district × agency, filter: {name}"
        figures.append(Figure(what, ours, "DuckDB on intervals", min(joined, daily), 0.25))
        figures.append(Figure("… the same", ours, "polars on intervals", frame, None))
        times[f"20 quarters, filter: {name}"] = ours

    part = QUARTERS[8 : 8 + SLOW_QUARTERS]
    of_all = len(QUARTERS) / SLOW_QUARTERS
    ours = times["20 quarters, filter: all topics but one"]
    by_loop = timed(lambda: [slow.on(day) for day in part]) * of_all
    by_windows = timed(lambda: [in_sqlite(path, day) for day in part]) * of_all
    figures.append(Figure("20 quarters from the findings", ours, "pandas groupby loop", by_loop, 1 / 100))
    figures.append(Figure("… the same", ours, "SQLite window functions", by_windows, 1 / 300))

    remembered = median_of(lambda _run: cube(ledger, question, QUARTERS))
    figures.append(Figure("the unfiltered cube from memory", remembered * 1000, "5 ms", 5.0, 1, "ms"))

    def one_day(run: int) -> date:
        return date(2024, 12, 31) - timedelta(run)

    def known_then(run: int) -> Question:
        """As known at the end of that very day, when its own deadlines were not due yet and much was not reported."""
        return replace(question, on=one_day(run), known_on=one_day(run))

    rounds_ = [
        (
            timed(lambda run=run: cube(ledger, question, [one_day(run)])),
            timed(lambda run=run: duck.day_by_day([one_day(run)], {})),
            timed(lambda run=run: polars.day_by_day([one_day(run)], {})),
            timed(lambda run=run: cube(ledger, known_then(run), [one_day(run)])),
        )
        for run in range(RUNS)
    ]
    ours, theirs, frame, earlier = (statistics.median(times) for times in zip(*rounds_, strict=True))
    figures += [
        Figure("rates on one date by district × agency", ours, "DuckDB on intervals", theirs, 1.2),
        Figure("… the same", ours, "polars on intervals", frame, None),
        Figure("… as known on that date", earlier, "as known today", ours, 6),
    ]
    times |= {"one date by district × agency": ours, "one date, as known then": earlier}
    figures.append(refreshed(path, ledger, question, reading + following))
    store.close()
    return figures, times


def refreshed(path: Path, ledger: Ledger, question: Question, building: float) -> Figure:
    """Bringing the ledger up to date after 100 new findings, with the course; in a copy of the file."""
    with tempfile.TemporaryDirectory(dir=HERE) as folder:
        copy = Path(folder) / "copy.db"
        shutil.copy(path, copy)
        store = Store(f"sqlite:///{copy}")
        runs = []
        for _ in range(3):
            with sqlite3.connect(copy) as base:
                histories.more_findings(base, 100)
            start = time.perf_counter()
            with store.read() as connection:
                ledger = ledger.refreshed(connection)
            course(ledger, question)
            runs.append(time.perf_counter() - start)
        store.close()
    return Figure(
        "brought up to date after 100 findings", statistics.median(runs), "building it", building, 0.05
    )


def main(sizes: list[int]) -> None:
    """Measure at every size, and draw how the times grow."""
    growth: dict[str, dict[int, float]] = {}
    for commitments in sizes:
        print(f"{commitments} commitments with five findings each, {date.today()}", flush=True)
        figures, times = measured(commitments)
        for figure in figures:
            print("  " + figure.line(), flush=True)
        for name, seconds in times.items():
            growth.setdefault(name, {})[commitments] = seconds
    picture = HERE / "measures.svg"
    picture.write_text(drawn(growth), encoding="utf-8")
    print(f"How the times grow: {picture}")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [10_000, 100_000])

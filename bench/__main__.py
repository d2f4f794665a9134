"""`make bench`: every benchmark at a size that takes a few minutes, written down in docs/benchmarks.md.

`python -m bench 100000` is the full one; `python -m bench.reading 100000`, `python -m bench.measures 1000000` and
`python -m bench.pages` ask one of them.
"""

import sys

from bench import measures, pages, publish, reading, round_trip
from bench.report import written_down
from bench.timing import table


def main(rows: int) -> None:
    """All of them in one run."""
    print(f"Reading a workbook of {rows} rows and {reading.COLUMNS} columns")
    print(table(reading.run(rows), "bare python-calamine to_python"))
    print(f"\nA partner's workbook of {rows // 2} rows")
    print(table(round_trip.writing(rows // 2), round_trip.BARE_WRITE))
    print(f"\n{rows} returned updates")
    print(table(round_trip.returning(rows), round_trip.BARE_READ))
    print(f"\nThe public site of {rows // 2} commitments")
    print(table(publish.run(rows // 2), publish.JINJA))
    print()
    measures.main([10_000, 100_000])
    print(
        "\nThe overview in a browser, against a straightforward version and an empty page with ready-made charts"
    )
    pages.main([min(rows, pages.SIZES[0])])


if __name__ == "__main__":
    with written_down("benchmarks", measures.HERE / "measures.svg"):
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

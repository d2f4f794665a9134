"""`make bench`: every benchmark at a size that takes a few minutes; `python -m bench.reading 100000` or
`python -m bench.pages` for the full ones."""

import sys
from datetime import date

from bench import measures, pages, publish, reading, round_trip
from bench.timing import table

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
print(f"Reading a workbook of {rows} rows and {reading.COLUMNS} columns, {date.today()}")
print(table(reading.run(rows), "bare python-calamine to_python"))
print(f"A partner's workbook of {rows // 2} rows")
print(table(round_trip.writing(rows // 2), round_trip.BARE_WRITE))
print(f"{rows} returned updates")
print(table(round_trip.returning(rows), round_trip.BARE_READ))
print(f"The public site of {rows // 2} commitments")
print(table(publish.run(rows // 2), publish.JINJA))
measures.main([10_000, 100_000])
print("The overview in a browser, against a straightforward version and an empty page with ready-made charts")
pages.main([min(rows, pages.SIZES[0])])

"""Data to take away: commitments, what was said of them, and rates by every grouping, each with its codebook.

The numbers are those of the pages: `look` gives the commitments, `look.rates` the measures. What the asker may not see is
not there.
"""

from tracker.desk.export.codebook import COLUMNS, DATASETS, Column
from tracker.desk.export.files import FORMATS, about, codebook_csv, file_name, write
from tracker.desk.export.rows import rows

__all__ = [
    "COLUMNS",
    "DATASETS",
    "FORMATS",
    "Column",
    "about",
    "codebook_csv",
    "file_name",
    "rows",
    "write",
]
